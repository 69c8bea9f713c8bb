// The list behind a figure (M01–M63): everything that was due, what fails first. It is of the same measure, area and instant
// as the figure, so the two agree; persons are listed to whoever may see them, and how many the account sees is said.
import { notFound } from '../../../kernel/problem.ts'
import { allDuties, type PlacedDuty } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody } from '../../../platform/db/database.ts'
import { readCursor, writeCursor } from '../../../platform/http/cursor.ts'
import { type EvidencePosition, figureOf } from '../../../platform/measure.ts'
import { permit } from '../../identity/index.ts'
import { personNames } from '../../people/index.ts'
import { type Moment, measureOf, overOf } from '../measures.ts'
import type { DayFigure, EvidenceQuery, EvidenceView } from './contract.ts'
import { judgedOn, readDays } from './days.ts'
import { readOwners } from './owners.ts'
import { momentOf, viewDuty } from './read-plan.ts'

const NONE = { kept: 0, failing: 0 }

export async function readEvidence(ctx: Context, key: string, query: EvidenceQuery): Promise<EvidenceView> {
  permit(ctx, 'plan.read')
  const moment = await momentOf(ctx, query)
  const { plan, version } = moment.judge
  const placed = allDuties(plan).find(({ duty }) => duty.key === key)
  const seenNow = await viewDuty(ctx, moment, key)
  if (!seenNow || !placed) throw notFound({ zh: '职责', en: 'Duty' })
  // The list is of this very day, never of the day before.
  const { value, counts, state } = seenNow.curve.at(-1) ?? seenNow
  const duty = { ...seenNow, value, counts, state, asOfDay: moment.today }
  const owners = await readOwners(ctx, plan, moment.area)
  const recorded = query.day === undefined ? null : await recordedOn(ctx, moment, key)
  const head = {
    at: moment.now,
    area: moment.area,
    version,
    day: moment.today,
    duty,
    recorded,
    owners,
    answers: answersFor(placed),
  }
  const use = placed.duty.measure
  const measure = measureOf(use)
  if (!measure || (measure.ofDistrict && moment.area !== ctx.db.district)) {
    return { ...head, visible: NONE, items: [], next: null }
  }
  const page = {
    kept: query.show === undefined ? null : query.show === 'kept',
    after: query.cursor === undefined ? null : positionAt(query.cursor),
    limit: query.limit + 1,
  }
  const scope = ctx.actor.permissions.has('person.read') ? ctx.actor.scope : nobody
  return ctx.db.transaction(scope, async (tx) => {
    const over = overOf(moment, use)
    const seen = figureOf(measure, await measure.figures(tx, over), moment.area, ctx.db.district)
    const found = await measure.evidence(tx, over, page)
    const items = found.slice(0, query.limit)
    const names = await personNames(
      tx,
      items.flatMap(({ about }) => ('person' in about ? [about.person] : [])),
    )
    const last = items.at(-1)
    return {
      ...head,
      visible: visibleOf(seen, duty.state),
      items: items.map(({ id, kept, about, areaCode, at, zh, en }) => {
        const personId = 'person' in about ? about.person : null
        const name = 'person' in about ? (names.get(about.person) ?? '') : null
        return {
          id,
          kept,
          personId,
          zh: name ?? ('zh' in about ? about.zh : ''),
          en: name ?? ('en' in about ? about.en : ''),
          areaCode,
          at,
          saidZh: zh,
          saidEn: en,
        }
      }),
      next: found.length > query.limit && last ? cursorOf(last) : null,
    }
  })
}

const answersFor = ({ section, group }: PlacedDuty): string | null =>
  group !== null ? `group.${group}` : section === 'office' ? 'office' : null

/** As the day was judged at its end; null when it was not. */
async function recordedOn(ctx: Context, { today: day, area }: Moment, key: string): Promise<DayFigure | null> {
  const days = await ctx.db.transaction(nobody, (tx) => readDays(tx, ctx, { from: day, until: day, area }))
  const past = days.get(day)
  const then = past && judgedOn(past, key, area, ctx.db.district)
  return then ? { day, ...then, planVersion: past.judge.version } : null
}

/** Of a bare number everything that is counted speaks for it or against it, as the target has it. */
function visibleOf(seen: ReturnType<typeof figureOf>, state: string): EvidenceView['visible'] {
  if (!seen) return NONE
  if ('denominator' in seen) return { kept: seen.numerator, failing: seen.denominator - seen.numerator }
  return state === 'kept' ? { kept: seen.value, failing: 0 } : { kept: 0, failing: seen.value }
}

const cursorOf = ({ kept, at, id }: EvidencePosition) => writeCursor([String(kept), at, id])

function positionAt(cursor: string): EvidencePosition {
  const [kept, at, id] = readCursor(cursor, [/^(true|false)$/, /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/, /^.{1,200}$/])
  return { kept: kept === 'true', at, id }
}
