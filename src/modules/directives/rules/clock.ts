// What falls due of an assignment by itself (M18, M50): a reminder, a receipt that was not signed, a deadline that passed, the
// steps of its climb. Each happens once and at its own time, however late or often somebody looks.
import { addMinutes, type Instant } from '../../../kernel/time.ts'
import type { Directives } from '../../../plan/index.ts'
import type { AssignmentState, DirectiveKind, Priority } from './kinds.ts'

/** Where the clocks of an assignment stand. */
export interface Clocked {
  kind: DirectiveKind
  state: AssignmentState
  assignedAt: Instant
  receiptDueAt: Instant
  dueAt: Instant
  unsignedAt: Instant | null
  overdueAt: Instant | null
  reminded: number
  climbed: number
}

export type Happening =
  | { what: 'reminded'; at: Instant }
  | { what: 'unsigned' | 'overdue'; at: Instant }
  | { what: 'climbed'; at: Instant; step: number }

export interface Fallen {
  happenings: Happening[]
  unsignedAt: Instant | null
  overdueAt: Instant | null
  reminded: number
  climbed: number
  nextAt: Instant | null
}

export const receiptDue = (issuedAt: Instant, priority: Priority, rules: Directives): Instant =>
  addMinutes(issuedAt, rules.receiptMinutes[priority])

/** Nothing falls due of what was handed in, refused or ended: the issuer's turn has no clock of the unit's. */
const runs = ({ state }: Pick<Clocked, 'state'>) => state === 'issued' || state === 'received'

/** The instants at which the unit is reminded, earliest first; those before it was assigned are not owed. */
const reminders = ({ assignedAt, dueAt }: Clocked, { remindBefore }: Directives): Instant[] =>
  [...new Set(remindBefore)]
    .map((minutes) => addMinutes(dueAt, -minutes))
    .filter((at) => at > assignedAt)
    .sort()

/** The steps of the climb in their order, which `step` of a happening counts. */
export const climbSteps = ({ climb }: Directives): Directives['climb'] => [...climb].sort((a, b) => a.after - b.after)

/** What has fallen due by `now` and was not yet told, in the order of time, and when something falls due next. */
export function fallDue(row: Clocked, now: Instant, rules: Directives): Fallen {
  const { unsignedAt, overdueAt, reminded, climbed } = row
  if (!runs(row)) return { happenings: [], unsignedAt, overdueAt, reminded, climbed, nextAt: null }
  const calls = reminders(row, rules)
  const steps = climbSteps(rules).map(({ after }) => addMinutes(row.dueAt, after))
  // A request for help is answered or not; nobody has to sign for it, and nobody above is told.
  const isOrder = row.kind !== 'help'
  const pending: Happening[] = [
    ...(isOrder && row.state === 'issued' && unsignedAt === null
      ? [{ what: 'unsigned' as const, at: row.receiptDueAt }]
      : []),
    ...calls.slice(reminded).map((at) => ({ what: 'reminded' as const, at })),
    ...(overdueAt === null ? [{ what: 'overdue' as const, at: row.dueAt }] : []),
    ...(isOrder
      ? steps.slice(climbed).map((at, index) => ({ what: 'climbed' as const, at, step: climbed + index }))
      : []),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const due = pending.filter(({ at }) => at <= now)
  const has = (what: Happening['what']) => due.filter((one) => one.what === what)
  return {
    // A reminder that comes after the deadline would remind of nothing; of several that were slept through the last is told.
    happenings: [
      ...due.filter(({ what }) => what !== 'reminded'),
      ...has('reminded')
        .slice(-1)
        .filter(() => now < row.dueAt),
    ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    unsignedAt: has('unsigned')[0]?.at ?? unsignedAt,
    overdueAt: has('overdue')[0]?.at ?? overdueAt,
    reminded: reminded + has('reminded').length,
    climbed: climbed + has('climbed').length,
    nextAt: pending.find(({ at }) => at > now)?.at ?? null,
  }
}

/** The counters with a new deadline: reminders that lie behind are not owed, and the climb begins again. */
export const renewed = (row: Clocked, now: Instant, rules: Directives): Pick<Clocked, 'reminded' | 'climbed'> => ({
  reminded: reminders(row, rules).filter((at) => at <= now).length,
  climbed: 0,
})

export type Light = 'green' | 'yellow' | 'red' | 'done'

/** When a light turns: a supervised matter's by the plan; of anything else near is from the first reminder on. */
export const lightsOf = ({ supervision, remindBefore }: Directives, kind: DirectiveKind): Directives['supervision'] =>
  kind === 'supervision' ? supervision : { yellowBefore: Math.max(0, ...remindBefore), redAfter: 0 }

/** The state of something with a deadline: of a supervised matter, a step of it, or an assignment. */
export function lightOf(
  { dueAt, doneAt }: { dueAt: Instant; doneAt: Instant | null },
  now: Instant,
  { yellowBefore, redAfter }: Directives['supervision'],
): Light {
  if (doneAt !== null) return 'done'
  if (now >= addMinutes(dueAt, redAfter)) return 'red'
  return now >= addMinutes(dueAt, -yellowBefore) ? 'yellow' : 'green'
}
