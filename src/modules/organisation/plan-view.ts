// The living plan: every duty of the plan in force with its owners, its measure, the figure and the judgement. The figures
// come from outside, since they are of all slices.
import { type Figure, figureValue } from '../../kernel/figure.ts'
import { allDuties, figureKey, judge, type MeasureUse, measureByKey, type Plan, targetText } from '../../plan/index.ts'
import type { Context } from '../../platform/context.ts'
import { permit } from '../identity/index.ts'
import type { PlanView } from './contract.ts'
import { planInForce } from './plans.ts'

/** Answers the figures of measures that slices compute, by `figureKey`. */
export type PlanFigures = (ctx: Context, uses: readonly MeasureUse[]) => Promise<ReadonlyMap<string, Figure | null>>

/** The plan section by section, each duty with its figure and judgement. */
export async function readPlan(ctx: Context, figures: PlanFigures): Promise<PlanView> {
  permit(ctx, 'plan.read')
  const { plan, version, effectiveFrom, versionId } = await planInForce(ctx)
  const found = await figures(
    ctx,
    allDuties(plan).map(({ duty }) => duty.measure),
  )
  const names = new Map<string, { zh: string; en: string }>([
    ...plan.units.map((unit) => [unit.key, unit] as const),
    ...plan.unitSets.map((set) => [set.key, set] as const),
    ...plan.groups.map((group) => [group.key, group.name] as const),
    ['office', plan.office.name],
    ['command', plan.command.name],
  ])
  const duties = (list: Plan['structure']): PlanView['sections'][number]['duties'] =>
    list
      .flatMap((duty) => [duty, ...duty.parts.map((part) => ({ ...part, number: duty.number }))])
      .map((duty) => {
        const measure = measureByKey(duty.measure.key)
        const figure = found.get(figureKey(duty.measure)) ?? null
        const value = figure && figureValue(figure)
        const target = targetText(duty.measure.target, measure?.unit ?? 'count')
        return {
          key: duty.key,
          number: duty.number,
          clauses: duty.clauses,
          zh: duty.zh,
          en: duty.en,
          owners: duty.owners.map((key) => ({ key, zh: names.get(key)?.zh ?? key, en: names.get(key)?.en ?? key })),
          measure: {
            key: duty.measure.key,
            nameZh: measure?.zh ?? duty.measure.key,
            nameEn: measure?.en ?? duty.measure.key,
            unit: measure?.unit ?? 'count',
            targetZh: target.zh,
            targetEn: target.en,
            window: duty.measure.window,
          },
          // Cut, not rounded: what falls short of all of it never reads as all of it.
          value: value === null ? null : Math.floor(value * 10) / 10,
          counts:
            figure && 'denominator' in figure ? { numerator: figure.numerator, denominator: figure.denominator } : null,
          state: judge(value, duty.measure.target),
        }
      })
  const section = (key: string, title: { zh: string; en: string }, list: Plan['structure']) => ({
    key,
    titleZh: title.zh,
    titleEn: title.en,
    duties: duties(list),
  })
  return {
    id: versionId,
    version,
    effectiveFrom,
    title: plan.title,
    sections: [
      section('structure', { zh: '指挥与组织', en: 'Command and organisation' }, plan.structure),
      section('office', plan.office.name, plan.office.functions),
      ...plan.groups.map((group) => section(`group.${group.key}`, group.name, group.duties)),
      section('townshipCommands', plan.townshipCommands.name, plan.townshipCommands.duties),
      section('mechanisms', { zh: '工作机制', en: 'Working mechanisms' }, plan.mechanisms),
      section('requirements', { zh: '工作要求', en: 'Requirements' }, plan.requirements),
      section('districtWide', { zh: '全区措施', en: 'District-wide measures' }, plan.districtWide),
    ],
  }
}
