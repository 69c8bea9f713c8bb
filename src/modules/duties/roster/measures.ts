// The figures of the roster (M51, M58): of the hours that were owed, by unit and day, those in which somebody was on duty; of the
// calls at random, those answered. The figure counts the list that it opens: one hour is one row.
import { addMinutes, at, dayOf, type Instant, localTimeOf } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { type Evidence, listed, type Measure, type Over } from '../../../platform/measure.ts'
import { planVersion } from '../../organisation/index.ts'
import { readHistory } from './actions/load.ts'
import { ownerOrGone } from './actions/views.ts'
import { coverOf } from './rules/gaps.ts'
import { type History, owedSpans, rosterOwners, type ShiftKind } from './rules/owed.ts'
import { merged, type Span, uncovered } from './rules/spans.ts'
import { callsBetween } from './store/calls.ts'
import { coverBetween } from './store/shifts.ts'

const rangeOf = ({ from, now, zone }: Over, history: History): Span | null => {
  const first = history.active[0]?.from
  if (first === undefined || first >= now) return null
  const begin = from === null ? first : at(from, '00:00', zone)
  return { from: begin > first ? begin : first, until: now }
}

/** Hours from the beginning of each span; the last may be shorter. */
function hoursOf({ from, until }: Span): Span[] {
  const hours: Span[] = []
  for (let begin = from; begin < until; ) {
    const next: Instant = addMinutes(begin, 60)
    hours.push({ from: begin, until: next < until ? next : until })
    begin = next
  }
  return hours
}

const hoursFilled = (kind: ShiftKind): Measure =>
  listed(async (tx: Tx, over: Over): Promise<Evidence[]> => {
    const { plan } = await planVersion(over.db, over.planVersionId)
    const history = await readHistory(over, tx)
    const range = rangeOf(over, history)
    if (range === null) return []
    // As it stood at `now`: what was published or called off afterwards does not count.
    const shifts = (await coverBetween(tx, range))
      .filter(({ publishedAt }) => publishedAt <= over.now)
      .map((shift) => ({
        ...shift,
        voidedAt: shift.voidedAt !== null && shift.voidedAt <= over.now ? shift.voidedAt : null,
      }))
    const rows: Evidence[] = []
    for (const owner of rosterOwners(plan)) {
      if (!owner.areaCode.startsWith(over.area)) continue
      const cover = merged(shifts.filter((one) => one.unitId === owner.unitId && one.kind === kind).map(coverOf))
      // An hour is judged when it is over.
      const owed = owedSpans(history, owner.unitId, kind, { ...range, until: addMinutes(range.until, 60) })
      for (const hour of owed.flatMap(hoursOf).filter(({ until }) => until <= over.now)) {
        const kept = uncovered([hour], cover).length === 0
        const times = `${localTimeOf(hour.from, over.zone)}–${localTimeOf(hour.until, over.zone)}`
        const day = dayOf(hour.from, over.zone)
        rows.push({
          id: `${owner.unitId}/${hour.from}`,
          kept,
          about: owner.name,
          areaCode: owner.areaCode,
          at: hour.from,
          zh: `${day} ${times} ${kept ? '有人值守' : '无人值守'}`,
          en: `${day} ${times}: ${kept ? 'somebody on duty' : 'nobody on duty'}`,
        })
      }
    }
    return rows
  })

const callsAnswered = listed(async (tx: Tx, over: Over): Promise<Evidence[]> => {
  const { plan } = await planVersion(over.db, over.planVersionId)
  const range = rangeOf(over, await readHistory(over, tx))
  if (range === null) return []
  return (await callsBetween(tx, range))
    .filter(({ area_code }) => area_code.startsWith(over.area))
    .map((row) => ({
      id: row.id,
      kept: row.answered === true,
      about: ownerOrGone(plan, row).name,
      areaCode: row.area_code,
      at: row.drawn_at,
      zh: row.answered ? `${row.seconds ?? 0} 秒后接听` : `${row.seconds ?? 0} 秒无人接听`,
      en: row.answered ? `answered after ${row.seconds ?? 0} s` : `not answered in ${row.seconds ?? 0} s`,
    }))
})

export const measures = {
  'duties.rosterFilled': hoursFilled('duty'),
  'duties.medicalCoverFilled': hoursFilled('medical'),
  'duties.callsAnswered': callsAnswered,
} satisfies Record<string, Measure>
