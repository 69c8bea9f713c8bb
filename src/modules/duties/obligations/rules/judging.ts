// The judgement of an occurrence (M55, M59; docs/decisions/0023-judged-once.md): once, by the time of the evidence or by the
// instant from which it counts as missed, never by the time at which somebody looked. Pure.
import { addMinutes, type Instant } from '../../../../kernel/time.ts'
import { no, reason, type Verdict, yes } from '../../../../kernel/verdict.ts'
import type { Knocks, Moments } from './clocks.ts'
import type { OccurrenceState } from './settling.ts'

export interface Judgement {
  state: 'inTime' | 'late' | 'missed'
  at: Instant
}

type Deadlines = Pick<Moments, 'dueAt' | 'missedAt'>

/** What is judged stays. Of an open one: the evidence's time decides; without any, nothing until it counts as missed. */
export function judgementOf(
  { state, dueAt, missedAt }: Deadlines & { state: OccurrenceState },
  { evidenceAt, now }: { evidenceAt: Instant | null; now: Instant },
): Judgement | null {
  if (state !== 'open') return null
  if (evidenceAt !== null && evidenceAt < dueAt) return { state: 'inTime', at: evidenceAt }
  if (evidenceAt !== null && evidenceAt < missedAt) return { state: 'late', at: evidenceAt }
  return evidenceAt !== null || missedAt <= now ? { state: 'missed', at: missedAt } : null
}

/** Excused is a judgement too: what has been judged already is answered for in its own procedure. */
export function decideExcuse(state: OccurrenceState): Verdict<null> {
  if (state === 'open') return yes(null)
  return no(
    reason(
      'occurrence.judged',
      state === 'closed' ? '此任务已随响应或方案变动关闭' : '此任务已有结论，不能再免除；如有异议请走问责申辩',
      state === 'closed' ? 'It was closed already' : 'It has been judged and cannot be excused any more',
    ),
  )
}

export interface Knock {
  at: Instant
  /** Null: a reminder to whoever owes it. */
  step: Knocks['climb'][number] | null
  minutes: number
}

/** Every reminder and step of one deadline, in order of time. */
export const knocks = ({ remind, climb }: Knocks, dueAt: Instant): Knock[] =>
  [
    ...remind.map((minutes) => ({ at: addMinutes(dueAt, -minutes), step: null, minutes })),
    ...climb.map((step) => ({ at: addMinutes(dueAt, step.after), step, minutes: step.after })),
  ].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))

/** What is to be told now: since the last time, and no reminder of what is due already. */
export const knocksDue = (all: readonly Knock[], dueAt: Instant, since: Instant, now: Instant): Knock[] =>
  all.filter(({ at, step }) => since < at && at <= now && (step !== null || now < dueAt))

export const nextKnock = (all: readonly Knock[], since: Instant): Instant | null =>
  all.find(({ at }) => at > since)?.at ?? null
