// The form of a daily report, typed by who writes it (M59): a township's is the same for all, a group's has the figures of its
// own duties, in their order, from the plan. A figure that the records hold comes filled; one that they do not is said.
import { measureByKey, type Plan, resolveUnits, type Text, unitArea } from '../../../../plan/index.ts'
import type { Owner } from './period.ts'

/** `period`: what happened in it; `moment`: how it stands at its end. */
interface Recorded {
  of: 'period' | 'moment'
  zh: string
  en: string
}

/** What is counted from the records. */
export const FIGURES = {
  registered: { of: 'period', zh: '新登记到区人员', en: 'Newly registered arrivals' },
  keyArea: { of: 'period', zh: '其中来自重点地区', en: 'of these from key areas' },
  temperatureFirst: { of: 'period', zh: '登记时已测体温', en: 'Temperature taken at registration' },
  expected: { of: 'period', zh: '新登记拟返人员', en: 'Newly registered expected arrivals' },
  isolationStarted: { of: 'period', zh: '新纳入隔离', en: 'Isolation begun' },
  inIsolation: { of: 'moment', zh: '正在隔离', en: 'In isolation' },
  checksMade: { of: 'period', zh: '按时测温（人次）', en: 'Temperature checks in time' },
  checksMissed: { of: 'period', zh: '未按时测温（人次）', en: 'Temperature checks not in time' },
  fevers: { of: 'period', zh: '发热转诊', en: 'Fevers referred' },
  feversOpen: { of: 'moment', zh: '未办结的发热转诊', en: 'Fever referrals open' },
  released: { of: 'period', zh: '解除隔离', en: 'Released' },
  transientsChecked: { of: 'period', zh: '流动住客测温（人次）', en: 'Checks of transients' },
  withoutMedic: { of: 'moment', zh: '没有医务人员的隔离人员', en: 'In isolation without a medic' },
  keyPersons: { of: 'moment', zh: '正在隔离的重点人员', en: 'Key persons in isolation' },
  withoutGuarantor: { of: 'moment', zh: '没有包保领导的重点人员', en: 'Key persons without a guarantor' },
  reportsReceived: { of: 'period', zh: '收到的日报', en: 'Daily reports received' },
  reportsDiffering: { of: 'period', zh: '与底册不一致的日报', en: 'Daily reports that differ from the records' },
} as const satisfies Record<string, Recorded>
export type RecordedKey = keyof typeof FIGURES

export type Records = Partial<Record<RecordedKey, number>>

export interface FormFigure extends Text {
  key: string
  /** `said`: not in the records, so that the sender says it. */
  of: 'period' | 'moment' | 'said'
}

const TOWNSHIP: readonly RecordedKey[] = [
  'registered',
  'keyArea',
  'expected',
  'isolationStarted',
  'inIsolation',
  'checksMade',
  'checksMissed',
  'fevers',
  'feversOpen',
  'released',
  'transientsChecked',
]

/** What the records hold of a duty, by its measure, narrowed or not. */
const OF_MEASURE: Record<string, readonly RecordedKey[]> = {
  'people.registeredOnTime': ['registered', 'keyArea'],
  'people.temperatureFirst': ['temperatureFirst'],
  'people.expectedFollowed': ['expected'],
  'people.floatingChecked': ['transientsChecked'],
  'places.inspectedOnTime/hotel': ['transientsChecked'],
  'isolation.startedAtOnce': ['isolationStarted', 'inIsolation'],
  'isolation.checksOnTime': ['checksMade', 'checksMissed'],
  'isolation.medicAssigned': ['withoutMedic'],
  'isolation.guarantorAssigned': ['keyPersons', 'withoutGuarantor'],
  'isolation.fullPeriod': ['released'],
  'isolation.referralsInTime': ['fevers', 'feversOpen'],
  'duties.upwardReportsOnTime': ['reportsReceived'],
  'insight.figuresAgree': ['reportsDiffering'],
}

/** Those who owe a daily report by the plan, with their area, groups first. */
export function reportOwners(plan: Plan): (Owner & Text & { areaCode: string })[] {
  const { groupReport, townshipReport } = plan.clocks
  const wanted = groupReport.kind === 'daily' ? groupReport.owes.groups : undefined
  const groups = plan.groups
    .filter(({ key }) => wanted === 'all' || (wanted?.includes(key) ?? false))
    .map(({ key, name }) => ({ kind: 'group' as const, key, ...name, areaCode: plan.district.code }))
  const units = resolveUnits(plan, (townshipReport.kind === 'daily' && townshipReport.owes.units) || []).map(
    (unit) => ({
      kind: 'unit' as const,
      key: unit.key,
      zh: unit.zh,
      en: unit.en,
      areaCode: unitArea(plan, unit),
    }),
  )
  return [...groups, ...units]
}

const forms = new WeakMap<Plan, Map<string, FormFigure[]>>()

/** Empty for somebody who owes none. */
export function formOf(plan: Plan, { kind, key }: Owner): FormFigure[] {
  const known = forms.get(plan) ?? new Map<string, FormFigure[]>()
  forms.set(plan, known)
  const name = `${kind}/${key}`
  const form = known.get(name) ?? (kind === 'unit' ? TOWNSHIP.map(recorded) : ofGroup(plan, key))
  known.set(name, form)
  return form
}

const recorded = (key: RecordedKey): FormFigure => ({ key, ...FIGURES[key] })

function ofGroup(plan: Plan, group: string): FormFigure[] {
  const found = new Map<string, FormFigure>()
  const duties = plan.groups.find(({ key }) => key === group)?.duties ?? []
  for (const { measure } of duties.flatMap((duty) => [duty, ...duty.parts])) {
    const narrowed = measure.of === undefined ? measure.key : `${measure.key}/${measure.of}`
    const figures = OF_MEASURE[narrowed]?.map(recorded) ?? [said(plan, measure)]
    for (const figure of figures) if (!found.has(figure.key)) found.set(figure.key, figure)
  }
  return [...found.values()]
}

/** How many times, items or persons; what it is called comes from the measure, and the sector it is narrowed to. */
function said(plan: Plan, { key, of }: { key: string; of?: string | undefined }): FormFigure {
  const measure = measureByKey(key)
  const sector = plan.sectors.find((one) => one.key === of)?.name
  return {
    key: of === undefined ? key : `${key}/${of}`,
    of: 'said',
    zh: `${measure?.zh ?? key}${sector ? `（${sector.zh}）` : ''}`,
    en: `${measure?.en ?? key}${sector ? ` (${sector.en.toLowerCase()})` : ''}`,
  }
}
