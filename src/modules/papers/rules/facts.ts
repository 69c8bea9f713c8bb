// What a paper says, from the plan and the records alone: the shipped templates hold no name, number or hour of any
// district. Everything is text as it is printed, in Chinese, since papers are.
import { addDays, type Day } from '../../../kernel/time.ts'
import type { Plan } from '../../../plan/index.ts'

/** What every paper has. */
export interface PaperHead {
  district: string
  command: string
  office: string
  plan: string
  planVersion: string
  /** Null when nobody has entered one. */
  hotline: string | null
  emergency: string
}

export interface PersonOnPaper {
  name: string
  sex: string
  /** Masked. */
  document: string
  telephone: string
  /** Township and village. */
  area: string
  address: string
}

export interface PeriodOnPaper {
  place: 'home' | 'central'
  /** The central site, or where the person stays. */
  where: string
  from: string
  /** The last day. */
  until: string
  /** The day after, on which release is due. */
  release: string
  released: string | null
  days: number
  checksADay: number
  windows: string
  feverThreshold: string
  medic: string
  guarantor: string
}

export const dayText = (day: Day): string => {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}

export function headOf(plan: Plan, hotline: string | null): PaperHead {
  const emergency = plan.units.find(({ key }) => key === plan.referral.by)
  return {
    district: plan.district.zh,
    command: plan.command.name.zh,
    office: plan.office.name.zh,
    plan: plan.title.zh,
    planVersion: plan.version,
    hotline,
    emergency: emergency?.zh ?? '',
  }
}

export interface PersonRow {
  name: string
  sex: 'male' | 'female' | null
  document_masked: string
  telephones: readonly string[]
  township: string | null
  village: string | null
  address: string
}

export const personOnPaper = (row: PersonRow): PersonOnPaper => ({
  name: row.name,
  sex: row.sex === null ? '' : row.sex === 'male' ? '男' : '女',
  document: row.document_masked,
  telephone: row.telephones.join('、'),
  area: `${row.township ?? ''}${row.village ?? ''}`,
  address: row.address,
})

export interface PeriodRow extends PersonRow {
  place: 'home' | 'central'
  place_text: string
  start_day: Day
  ends_on: Day
  days: number
  closed_on: Day | null
  medic_name: string | null
  guarantor_name: string | null
}

export const periodOnPaper = (row: PeriodRow, { isolation }: Plan): PeriodOnPaper => ({
  place: row.place,
  where: row.place_text || `${row.township ?? ''}${row.village ?? ''}${row.address}`,
  from: dayText(row.start_day),
  until: dayText(row.ends_on),
  release: dayText(addDays(row.ends_on, 1)),
  released: row.closed_on === null ? null : dayText(row.closed_on),
  days: row.days,
  checksADay: isolation.windows.length,
  windows: isolation.windows.map(({ name, opens, closes }) => `${name.zh}${opens}–${closes}`).join('、'),
  feverThreshold: isolation.feverThreshold.toFixed(1),
  medic: row.medic_name ?? '',
  guarantor: row.guarantor_name ?? '',
})
