// How a daily report is answered: its figures with their words, and what the account may do with it.
import type { Context } from '../../../../platform/context.ts'
import type { FormView, ReportView } from '../contract/daily.ts'
import { formOf, type Records } from '../rules/form.ts'
import type { Period } from '../rules/period.ts'
import type { ReportRow } from '../store/daily.ts'
import { actsFor, type NamedOwner, type Present } from './load.ts'

type Form = Present['plan']

export function viewOf(ctx: Context, plan: Form, owners: readonly NamedOwner[], row: ReportRow): ReportView {
  const owner = owners.find(({ kind, key }) => kind === row.owner_kind && key === row.owner_key) ?? {
    kind: row.owner_kind,
    key: row.owner_key,
    zh: row.owner_key,
    en: row.owner_key,
    areaCode: row.area_code,
  }
  const words = new Map(formOf(plan, owner).map((figure) => [figure.key, figure]))
  return {
    ...owner,
    id: row.id,
    day: row.day,
    version: row.version,
    from: row.period_from,
    until: row.period_until,
    dueAt: row.due_at,
    isInTime: row.first_at < row.due_at,
    isZero: row.is_zero,
    figures: row.figures.map((figure) => {
      // A figure of an earlier plan keeps its key.
      const { zh, en, of } = words.get(figure.key) ?? {
        zh: figure.key,
        en: figure.key,
        of: figure.records === null ? ('said' as const) : ('period' as const),
      }
      return { ...figure, zh, en, of }
    }),
    agrees: row.agrees,
    isBelow: row.is_below,
    today: row.today,
    difficulties: row.difficulties,
    tomorrow: row.tomorrow,
    reason: row.reason,
    submittedAt: row.submitted_at,
    submittedBy: row.submitted_by_name,
    signedAt: row.signed_at,
    signedBy: row.signed_by_name,
    mayCorrect: actsFor(ctx, plan, 'report.write', owner),
    maySign: row.signed_at === null && actsFor(ctx, plan, 'report.sign', owner),
  }
}

export const formView = (
  plan: Form,
  owner: NamedOwner,
  { day, period, records }: { day: string; period: Period; records: Records },
  written: Pick<FormView, 'draft' | 'report'>,
): FormView => ({
  ...owner,
  day,
  ...period,
  figures: formOf(plan, owner).map(({ key, zh, en, of }) => ({
    key,
    zh,
    en,
    of,
    records: of === 'said' ? null : ((records as Record<string, number>)[key] ?? 0),
  })),
  ...written,
})
