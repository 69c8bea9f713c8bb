// Rates over a time (M59): in time and complete, of what was to be done, and how many reports said that there was nothing.
// Excused and closed ones were not to be done; what is open and not due yet is not counted. Pure.
import type { Instant } from '../../../../kernel/time.ts'
import type { OccurrenceState } from './settling.ts'

export interface Counts {
  due: number
  inTime: number
  late: number
  /** Judged missed, or due and still open. */
  missing: number
  excused: number
  zero: number
}

export const NONE: Counts = { due: 0, inTime: 0, late: 0, missing: 0, excused: 0, zero: 0 }

export interface Counted {
  state: OccurrenceState
  dueAt: Instant
  isZero: boolean
}

export function countOf({ state, dueAt, isZero }: Counted, now: Instant): Counts {
  if (state === 'closed') return NONE
  if (state === 'excused') return { ...NONE, excused: 1 }
  if (state === 'open') return dueAt <= now ? { ...NONE, due: 1, missing: 1 } : NONE
  const zero = Number(isZero && state !== 'missed')
  return {
    ...NONE,
    due: 1,
    inTime: Number(state === 'inTime'),
    late: Number(state === 'late'),
    missing: Number(state === 'missed'),
    zero,
  }
}

export const add = (a: Counts, b: Counts): Counts => ({
  due: a.due + b.due,
  inTime: a.inTime + b.inTime,
  late: a.late + b.late,
  missing: a.missing + b.missing,
  excused: a.excused + b.excused,
  zero: a.zero + b.zero,
})

export const sum = (all: readonly Counted[], now: Instant): Counts =>
  all.map((one) => countOf(one, now)).reduce(add, NONE)

/** Percent to one decimal, cut and not rounded; null of nothing. */
const percent = (part: number, of: number): number | null => (of === 0 ? null : Math.floor((part * 1000) / of) / 10)

export const onTime = ({ inTime, due }: Counts): number | null => percent(inTime, due)
export const complete = ({ inTime, late, due }: Counts): number | null => percent(inTime + late, due)
/** Of the reports that came. */
export const zeroReports = ({ zero, inTime, late }: Counts): number | null => percent(zero, inTime + late)
