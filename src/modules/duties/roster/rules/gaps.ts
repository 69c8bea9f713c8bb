// Times in which nobody is there (M58): those to come, and those that have begun. One that began is recorded once, under the
// instant at which it began; its end follows from what is recorded and not from when the job ran. Pure.
import type { Day, Instant } from '../../../../kernel/time.ts'
import { type History, owedSpans, type ShiftKind } from './owed.ts'
import { type Span, uncovered } from './spans.ts'

export interface CoverShift extends Span {
  unitId: string
  kind: ShiftKind
  publishedAt: Instant
  voidedAt: Instant | null
}

/** What a shift covers: nothing before it was published, nothing after it was called off. */
export const coverOf = ({ from, until, publishedAt, voidedAt }: CoverShift): Span => ({
  from: publishedAt > from ? publishedAt : from,
  until: voidedAt !== null && voidedAt < until ? voidedAt : until,
})

export interface Gap extends Span {
  day: Day
}

/** Of one unit, in order, each inside its roster day. */
export function gapsIn(
  history: History,
  unitId: string,
  kind: ShiftKind,
  shifts: readonly CoverShift[],
  range: Span,
): Gap[] {
  const cover = shifts.filter((shift) => shift.unitId === unitId && shift.kind === kind).map(coverOf)
  return owedSpans(history, unitId, kind, range).flatMap(({ day, ...owed }) =>
    uncovered([owed], cover).map((gap) => ({ ...gap, day })),
  )
}

export interface RecordedGap {
  id: string
  from: Instant
}

/** `gaps`: all since the earliest open one, up to `now`. Whoever is in one at `now` has not seen its end. */
export function settleGaps(
  gaps: readonly Gap[],
  open: readonly RecordedGap[],
  isKnown: (from: Instant) => boolean,
  now: Instant,
): { begin: (Gap & { isOver: boolean })[]; end: (RecordedGap & { until: Instant })[] } {
  const isOver = (gap: Gap) => gap.until < now
  return {
    begin: gaps.filter(({ from }) => !isKnown(from)).map((gap) => ({ ...gap, isOver: isOver(gap) })),
    end: open.flatMap((one) => {
      const gap = gaps.find(({ from }) => from === one.from)
      return gap && isOver(gap) ? [{ ...one, until: gap.until }] : []
    }),
  }
}
