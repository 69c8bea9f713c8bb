// The course of what one unit asks of another (M18, M50), as the story plans it and as it must stand: signed for in time, late or never,
// handed in, returned once, accepted, refused. When something was unsigned or overdue is worked out a second time, from the acts alone.
import type { Account } from './api.ts'
import { CLOCK } from './life.ts'
import { dayOf, local, MINUTE } from './oracle.ts'
import type { Random } from './random.ts'

export type Kind = 'directive' | 'supervision' | 'requirement' | 'help'
type What =
  | 'receipts'
  | 'progress-notes'
  | 'results'
  | 'refusals'
  | 'acceptances'
  | 'returns'
  | 'postponements'
  | 'withdrawals'
/** `dueAt`: the new deadline. */
export interface Step {
  at: number
  what: What
  dueAt?: number
}
export interface Course {
  directive: string
  kind: Kind
  title: string
  /** `group.screening`, `xinhua`. */
  unit: string
  account: Account
  assignmentId: string
  receiptDueAt: number
  dueAt: number
  steps: Step[]
}

export interface Told {
  id: string
  kind: Kind
  title: string
  issuer: Account
  courses: Course[]
  /** Of a requirement: until when it is passed on, and when it was. */
  passOn: { dueAt: number; at: number | null } | null
}

const WITHIN = { normal: 60 * MINUTE, urgent: 15 * MINUTE }
const ODDS = {
  neverSigned: 0.04,
  signedLate: 0.08,
  refused: 0.06,
  givenBack: 0.5,
  late: 0.08,
  never: 0.04,
  returned: 0.2,
  progress: 0.3,
  postponed: 0.06,
  withdrawn: 0.04,
}
/** The moments at which people are at their desks. */
const TIMES = CLOCK.filter((time) => time >= '10:00')

const momentsAround = (at: number): number[] =>
  [-1, 0, 1, 2].flatMap((days) => TIMES.map((time) => local(dayOf(at) + days, time)))
const after = (at: number): number => momentsAround(at).find((one) => one > at)!
const before = (at: number): number => momentsAround(at).findLast((one) => one < at)!

export const receiptDue = (at: number, dueAt: number, priority: 'normal' | 'urgent'): number =>
  Math.min(at + WITHIN[priority], dueAt)

/** What the unit and the issuer will do, from the instant at which it is issued. */
export function planCourse(
  random: Random,
  { at, receiptDueAt, dueAt, kind }: { at: number; receiptDueAt: number; dueAt: number; kind: Kind },
): Step[] {
  const steps: Step[] = []
  const add = (what: What, at: number, due?: number) => {
    steps.push(due === undefined ? { what, at } : { what, at, dueAt: due })
    return at
  }
  const draw = random.next()
  if (draw < ODDS.neverSigned) return steps
  // The instant itself is late; where it lies between the desks' moments the clock is stopped there.
  const isSignedLate = draw < ODDS.neverSigned + ODDS.signedLate
  const signs = isSignedLate
    ? random.chance(0.5)
      ? receiptDueAt
      : after(receiptDueAt)
    : Math.max(at, before(receiptDueAt))
  let deadline = dueAt
  let here = add('receipts', signs)
  const fate = random.next()
  const { refused, withdrawn, postponed, never, late } = ODDS
  // A requirement of the city is not refused.
  if (fate < refused && kind !== 'requirement') {
    here = add('refusals', after(here))
    if (!random.chance(ODDS.givenBack)) return steps
    deadline = local(dayOf(here) + 1, '16:30')
    here = add('returns', after(here), deadline)
    here = add('results', before(deadline))
    add('acceptances', after(here))
    return steps
  }
  if (fate >= refused && fate < refused + withdrawn) {
    add('withdrawals', after(here))
    return steps
  }
  if (fate < refused + withdrawn + postponed && after(here) < deadline) {
    const more = local(dayOf(deadline) + 1, '18:00')
    here = add('postponements', after(here), more)
    deadline = more
  } else if (fate < refused + withdrawn + postponed + never) return steps
  if (random.chance(ODDS.progress) && after(here) < before(deadline)) here = add('progress-notes', after(here))
  const isLate = fate > 1 - late
  const submits = isLate ? (random.chance(0.5) ? deadline : after(deadline)) : before(deadline)
  here = add('results', Math.max(here, submits))
  if (random.chance(ODDS.returned)) {
    here = add('returns', after(here), local(dayOf(here) + 1, '16:30'))
    here = add('results', local(dayOf(here) + 1, '15:00'))
  }
  add('acceptances', after(here))
  return steps
}

export interface Standing {
  state: 'issued' | 'received' | 'submitted' | 'accepted' | 'refused' | 'declined' | 'withdrawn'
  dueAt: number
  receivedAt: number | null
  submittedAt: number | null
  endedAt: number | null
  unsignedAt: number | null
  overdueAt: number | null
}

const BECOMES: Readonly<Partial<Record<What, Standing['state']>>> = {
  receipts: 'received',
  results: 'submitted',
  acceptances: 'accepted',
  returns: 'received',
  withdrawals: 'withdrawn',
}

/** Where it stands by now: between any two acts the clocks of the receipt and of the deadline ran, each told once. */
export function standingOf({ kind, receiptDueAt, dueAt, steps }: Course, now: number): Standing {
  const one: Standing = {
    state: 'issued',
    dueAt,
    receivedAt: null,
    submittedAt: null,
    endedAt: null,
    unsignedAt: null,
    overdueAt: null,
  }
  const pass = (until: number) => {
    if (one.state !== 'issued' && one.state !== 'received') return
    if (kind !== 'help' && one.state === 'issued' && receiptDueAt <= until) one.unsignedAt ??= receiptDueAt
    if (one.dueAt <= until) one.overdueAt ??= one.dueAt
  }
  for (const step of steps) {
    if (step.at > now) break
    pass(step.at)
    const state = step.what === 'refusals' ? (kind === 'help' ? 'declined' : 'refused') : BECOMES[step.what]
    one.state = state ?? one.state
    if (step.what === 'receipts' || step.what === 'refusals') one.receivedAt ??= step.at
    if (step.what === 'results' || state === 'declined') one.submittedAt = step.at
    if (step.what === 'returns') one.submittedAt = null
    if (['acceptances', 'withdrawals'].includes(step.what) || state === 'declined') one.endedAt = step.at
    one.dueAt = step.dueAt ?? one.dueAt
  }
  pass(now)
  return one
}
