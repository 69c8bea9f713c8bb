// The living plan (M01–M63): every duty of the plan in force with its figure now, its last fourteen days, its judgement and
// who answers for it, of the district or of one township. Figures hold no personal data: everybody may see any area's.
import { addDays, at, type Day, dayOf } from '../../../kernel/time.ts'
import { allDuties, clauseIds, measureByKey, type Plan, type Target, targetText } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import { permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import { computeFigures, type Figures, figureIn, type Moment, measureOf } from '../measures.ts'
import type { DayFigure, DutyView, PlanSection, PlanView } from './contract.ts'
import { judgedOn, judgeOf, type PastDay, readDays } from './days.ts'
import { readOwners } from './owners.ts'
import { curveDays, type Judged, judged, worst } from './rules.ts'

const TOWNSHIP_DIGITS = 9

/** The township that all posts of the account are in; null when they reach further. */
export function ownTownship(ctx: Pick<Context, 'actor'>): string | null {
  const townships = new Set(ctx.actor.posts.map(({ areaCode }) => areaCode.slice(0, TOWNSHIP_DIGITS)))
  const [only] = townships
  return townships.size === 1 && only!.length === TOWNSHIP_DIGITS ? only! : null
}

/** Now, or the end of a day that has passed; of the area that is asked for or is the account's own. */
export async function momentOf(
  ctx: Context,
  { area = ownTownship(ctx) ?? ctx.db.district, day }: { area?: string | undefined; day?: Day | undefined },
): Promise<Moment> {
  const { db, now } = ctx
  if (day !== undefined) {
    const judge = await judgeOf(ctx, day)
    return { db, now: at(day, '24:00', judge.plan.zone), today: day, area, judge }
  }
  const judge = await planInForce(ctx)
  return { db, now, today: dayOf(now, judge.plan.zone), area, judge }
}

export async function readPlan(ctx: Context, asked: string | undefined): Promise<PlanView> {
  permit(ctx, 'plan.read')
  const moment = await momentOf(ctx, { area: asked })
  const { plan, version, versionId, effectiveFrom } = moment.judge
  const { sections, known } = await viewSections(ctx, moment, sectionsOf(plan))
  return {
    at: ctx.now,
    today: moment.today,
    area: moment.area,
    id: versionId,
    version,
    effectiveFrom,
    title: plan.title,
    own: { units: [...new Set(ctx.actor.posts.map(({ unitId }) => unitId))], area: ownTownship(ctx) },
    owners: await readOwners(ctx, plan, moment.area),
    sections,
    clauses: clausesOf(plan, sections),
    townships: moment.area === ctx.db.district ? townshipsOf(moment, known) : [],
  }
}

type Sections = { key: string; owner: string | null; titleZh: string; titleEn: string; list: Plan['structure'] }[]

/** In the order of the plan. */
function sectionsOf(plan: Plan): Sections {
  const section = (key: string, title: { zh: string; en: string }, list: Plan['structure'], owner: string | null) => ({
    key,
    owner,
    titleZh: title.zh,
    titleEn: title.en,
    list,
  })
  return [
    section('structure', { zh: '指挥与组织', en: 'Command and organisation' }, plan.structure, null),
    section('office', plan.office.name, plan.office.functions, 'office'),
    ...plan.groups.map(({ key, name, duties }) => section(`group.${key}`, name, duties, `group.${key}`)),
    section('townshipCommands', plan.townshipCommands.name, plan.townshipCommands.duties, null),
    section('mechanisms', { zh: '工作机制', en: 'Working mechanisms' }, plan.mechanisms, null),
    section('requirements', { zh: '工作要求', en: 'Requirements' }, plan.requirements, null),
    section('districtWide', { zh: '全区措施', en: 'District-wide measures' }, plan.districtWide, null),
  ]
}

/** One duty with its figure and its days; null when the plan in force has no such duty. */
export async function viewDuty(ctx: Context, moment: Moment, key: string): Promise<DutyView | null> {
  const placed = allDuties(moment.judge.plan).find(({ duty }) => duty.key === key)
  if (!placed) return null
  const list = [{ parts: [], ...placed.duty, number: placed.number }]
  const { sections } = await viewSections(ctx, moment, [{ key: '', owner: null, titleZh: '', titleEn: '', list }])
  const [section] = sections
  return { ...section!.duties[0]!, isPart: placed.partOf !== null }
}

async function viewSections(
  ctx: Context,
  moment: Moment,
  sections: Sections,
): Promise<{ sections: PlanSection[]; known: Known }> {
  const { area, today } = moment
  const all = sections.map(({ list, ...section }) => ({
    ...section,
    duties: list.flatMap((duty) => [
      { ...duty, isPart: false },
      ...duty.parts.map((part) => ({ ...part, number: duty.number, isPart: true })),
    ]),
  }))
  const uses = all.flatMap(({ duties }) => duties.map(({ measure }) => measure))
  const days = curveDays(today)
  const known = await ctx.db.transaction(ctx.db.whole, async (tx) => ({
    figures: await computeFigures(tx, moment, uses),
    past: await readDays(tx, ctx, { from: days[0]!, until: days.at(-2)!, area }),
  }))
  return {
    known,
    sections: all.map(({ duties, ...section }) => ({
      ...section,
      duties: duties.map((duty) => viewOf(duty, moment, known)),
    })),
  }
}

interface Known {
  figures: Figures
  past: ReadonlyMap<Day, PastDay>
}
type Judgeable = Pick<Plan['structure'][number], 'key' | 'measure'>

/**
 * How a duty stands. Of a daily duty of which nothing was due yet today yesterday's judgement stands: who reads the plan in
 * the morning must see what was not done last night.
 */
function standing(
  { key, measure }: Judgeable,
  { area, db, today }: Pick<Moment, 'area' | 'db' | 'today'>,
  { figures, past }: Known,
): Judged & { asOfDay: Day } {
  const now = judged(figureIn(figures, measure, area, db.district), measure.target)
  const yesterday = addDays(today, -1)
  const before = now.value === null && measure.window === 'day' ? past.get(yesterday) : undefined
  const then = before && judgedOn(before, key, area, db.district)
  return then && then.value !== null ? { ...then, asOfDay: yesterday } : { ...now, asOfDay: today }
}

function viewOf(
  duty: Omit<Plan['structure'][number], 'parts'> & { isPart: boolean },
  moment: Moment,
  known: Known,
): DutyView {
  const { area, judge, db, today } = moment
  const { key, number, isPart, clauses, zh, en, owners } = duty
  const measure = measureByKey(duty.measure.key)
  const unit = measure?.unit ?? 'count'
  const target = targetText(duty.measure.target, unit)
  const isComputed = measureOf(duty.measure) !== undefined
  const curve = curveDays(today).map((day): DayFigure => {
    if (day === today) {
      const now = judged(figureIn(known.figures, duty.measure, area, db.district), duty.measure.target)
      return { day, ...now, planVersion: judge.version }
    }
    const past = known.past.get(day)
    const then = past && judgedOn(past, key, area, db.district)
    return { day, ...(then ?? NOT_JUDGED), planVersion: past?.judge.version ?? null }
  })
  return {
    key,
    number,
    isPart,
    clauses,
    zh,
    en,
    owners,
    measure: {
      key: duty.measure.key,
      nameZh: measure?.zh ?? duty.measure.key,
      nameEn: measure?.en ?? duty.measure.key,
      unit,
      targetZh: target.zh,
      targetEn: target.en,
      bound: boundOf(duty.measure.target),
      window: duty.measure.window,
      isComputed,
    },
    ...standing(duty, moment, known),
    curve: isComputed ? curve : [],
  }
}

const NOT_JUDGED: Judged = { value: null, counts: null, state: 'notYetMeasured' }

const boundOf = (target: Target): number => ('atLeast' in target ? target.atLeast : target.atMost)

/** Each clause of the source with the worst of the duties that realise it; none of them measured is said so. */
function clausesOf(plan: Plan, sections: readonly PlanSection[]): PlanView['clauses'] {
  const duties = sections.flatMap((section) => section.duties)
  return clauseIds(plan).map((id) => {
    const own = duties.filter(({ clauses }) => clauses.includes(id))
    return {
      id,
      state: worst(own.map(({ state }) => state)),
      measured: own.filter(({ state }) => state !== 'notYetMeasured').length,
      duties: own.map(({ key }) => key),
    }
  })
}

/** Every unit with a territory, in the order of the plan. */
function townshipsOf(moment: Moment, known: Known): PlanView['townships'] {
  const { plan } = moment.judge
  const duties = allDuties(plan).flatMap(({ duty }) => (measureOf(duty.measure)?.ofDistrict ? [] : [duty]))
  return plan.units.flatMap(({ key, areaCode }) => {
    if (areaCode?.length !== TOWNSHIP_DIGITS) return []
    const states = { broken: 0, atRisk: 0, notYetMeasured: 0, kept: 0 }
    for (const duty of duties) states[standing(duty, { ...moment, area: areaCode }, known).state] += 1
    return [{ area: areaCode, unit: key, states }]
  })
}
