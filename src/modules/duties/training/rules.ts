// What a drill or training serves, and what may be recorded of it (M04, M24, M33). Pure.
import type { Instant } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'
import { allDuties, type Plan, type Text } from '../../../plan/index.ts'

export type ExerciseKind = 'drill' | 'training'

const KIND_OF_MEASURE: Record<string, ExerciseKind> = {
  'duties.drillsHeld': 'drill',
  'duties.trainingHeld': 'training',
}

export interface ServedDuty {
  key: string
  kind: ExerciseKind
  /** What the duty's measure is narrowed to; empty for everybody. */
  audience: string
  name: Text
}

/** The duties that are judged by drills or trainings. */
export const servedDuties = (plan: Plan): ServedDuty[] =>
  allDuties(plan).flatMap(({ duty }) => {
    const kind = KIND_OF_MEASURE[duty.measure.key]
    return kind ? [{ key: duty.key, kind, audience: duty.measure.of ?? '', name: { zh: duty.zh, en: duty.en } }] : []
  })

export interface Planned {
  state: 'planned' | 'held' | 'cancelled'
  startsAt: Instant
  units: readonly { unit: string; expected: number }[]
}

/** Recorded once it has begun, with a number for every unit that takes part. */
export function decideRecord(
  exercise: Planned,
  said: { attended: readonly { unit: string; attended: number }[] },
  now: Instant,
): Verdict<null> {
  if (exercise.startsAt > now) return no(NOT_BEGUN)
  const known = new Set(exercise.units.map(({ unit }) => unit))
  const given = new Set(said.attended.map(({ unit }) => unit))
  const reasons: Reason[] = []
  for (const [index, { unit }] of said.attended.entries()) {
    if (!known.has(unit))
      reasons.push(
        reason('unit_not_part', '该单位不在参加之列', 'Not a unit that takes part', `attended.${index}.unit`),
      )
  }
  if ([...known].some((unit) => !given.has(unit))) {
    reasons.push(
      reason(
        'attendance_incomplete',
        '请填写每个单位的到场人数，未到填 0',
        'Give a number for every unit, 0 for none',
        'attended',
      ),
    )
  }
  return reasons.length > 0 ? no(...reasons) : yes(null)
}

const NOT_BEGUN = reason('not_begun', '尚未开始，不能登记结果', 'It has not begun: nothing to record yet')
