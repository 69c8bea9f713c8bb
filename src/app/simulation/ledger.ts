// What the mechanisms of the story must have left behind (M53, M55, M59): each obligation once, with when it was met and by what, and
// each offence. Written down as the story is lived, and held against what the server says.
import type { Account } from './api.ts'
import { startOf } from './oracle.ts'
import type { World } from './world.ts'

export interface Owner {
  kind: 'group' | 'unit'
  key: string
}
export const ownerId = ({ kind, key }: Owner): string => `${kind}:${key}`

export interface Telling {
  seed: number
  from: string
  days: number
  /** The bureaus sign in for themselves; otherwise the office keeps their rosters. */
  bureaus: boolean
}
export interface Reporter {
  owner: Owner & { areaCode: string }
  account: Account
}
export interface Around {
  world: World
  telling: Telling
  ledger: Ledger
  /** Who signs in for a group or a township. */
  reporters: readonly Reporter[]
}
/** Done at that time of every day, or of those on which there is something to do. */
export type Timed = readonly [time: string, act: (day: number) => Promise<unknown>, on?: (day: number) => boolean]
/** One mechanism of the district as it is lived: what is done at which time of the day, and what must be true in the end. */
export interface Part {
  acts: readonly Timed[]
  check(): Promise<void>
}

export interface Met {
  at: number
  evidence: string
}
export interface Ledger {
  /** Tasks beside the clocks, with their deadlines. */
  tasks: Map<string, number>
  met: ReadonlyMap<string, Met>
  /** What came first is its evidence. */
  meet(id: string, evidence: string, at: number): void
  calledOff: Map<string, number>
  /** How often a unit offended against a rule on a day. */
  offences: ReadonlyMap<string, number>
  offend(rule: string, subject: string, day: string): void
}

export const occurrenceId = (key: string, owner: string, day: string, title = ''): string =>
  [key, owner, day, title].join('/')
export const offenceId = (rule: string, subject: string, day: string): string => `${rule} ${subject} ${day}`

export function openLedger(): Ledger {
  const met = new Map<string, Met>()
  const offences = new Map<string, number>()
  return {
    tasks: new Map(),
    met,
    meet: (id, evidence, at) => void (met.has(id) || met.set(id, { at, evidence })),
    calledOff: new Map(),
    offences,
    offend(rule, subject, day) {
      const id = offenceId(rule, subject, day)
      offences.set(id, (offences.get(id) ?? 0) + 1)
    },
  }
}

/** Judged by what came first: its evidence, the end of the day on which it is due, or that it was called off. */
export function judgementOf(
  { met, calledOffAt }: { met: Met | undefined; calledOffAt: number | undefined },
  { dueAt, day, now }: { dueAt: number; day: number; now: number },
): string {
  const missedAt = Math.max(startOf(day + 1), dueAt)
  const first = Math.min(met?.at ?? Number.POSITIVE_INFINITY, calledOffAt ?? Number.POSITIVE_INFINITY)
  if (Math.min(first, now) >= missedAt) return 'missed'
  if (first > now) return 'open'
  if (first !== met?.at) return 'closed'
  return first < dueAt ? 'inTime' : 'late'
}
