// When and by which rule: the clocks (M53, M58, M59), tip-offs and their reward (M56), who may publish (M54), what
// brings discipline (M18, M55), and the sectors that bureaus answer for (M08–M17, M40–M42).
import * as z from 'zod'
import { AreaCode, Clauses, Key, Minutes, PlanTime, PostKind, Text } from './basics.ts'

/** Who owes it: groups (all, or by key) and units (keys or sets). */
const Owes = z.strictObject({
  groups: z.union([z.literal('all'), z.array(Key).min(1)]).optional(),
  units: z.array(Key).min(1).optional(),
})

const clock = { clauses: Clauses, zh: z.string().min(1), en: z.string().min(1), owes: Owes, to: Key.optional() }

/** How an open obligation knocks: minutes before it is due to whoever owes it, minutes after to the posts named. */
const knocks = {
  remind: z.array(Minutes.min(1)).default([]),
  climb: z.array(z.strictObject({ after: Minutes, to: PostKind, group: Key.optional() })).default([]),
}

/** `missedAfter`: minutes after it was due, from when it counts as missed; the end of its day where nothing is said. */
const judging = {
  ...knocks,
  missedAfter: Minutes.min(1).optional(),
  /** The levels of the response at which it is owed; at every one where nothing is said. */
  atLevels: z.array(z.int().min(1).max(4)).min(1).optional(),
}

export const Clock = z.discriminatedUnion('kind', [
  /** Every day by or at a time; the time itself is late. `covers` is the span that is reported, ending at `until`. */
  z.strictObject({
    kind: z.literal('daily'),
    ...clock,
    ...judging,
    at: PlanTime,
    /** Minutes after `at` that still are in time: of a meeting, which is held and not handed in. */
    grace: Minutes.optional(),
    covers: z.strictObject({ hours: z.int().min(1).max(48), until: PlanTime }).optional(),
  }),
  /** Within minutes of what starts it. */
  z.strictObject({ kind: z.literal('within'), ...clock, ...judging, minutes: Minutes }),
  /** Always: somebody is on shift for so many hours a day, from `begins` on. */
  z.strictObject({
    kind: z.literal('roster'),
    ...clock,
    hours: z.int().min(1).max(24),
    shiftHours: z.int().min(1).max(24),
    begins: PlanTime.default('08:00'),
    /** A gap in so many days to come is an error. */
    aheadDays: z.int().min(1).max(14).default(3),
    /** A swap that both sides want waits for whoever keeps the unit's roster. */
    swapsApproved: z.boolean().default(false),
    /** Units and unit sets that also owe medical cover. */
    medical: z.array(Key).default([]),
  }),
])
export type Clock = z.infer<typeof Clock>

export const CLOCK_KEYS = ['groupReport', 'townshipReport', 'meeting', 'minutes', 'roster', 'caseReport'] as const
export const Clocks = z.strictObject({
  groupReport: Clock,
  townshipReport: Clock,
  meeting: Clock,
  minutes: Clock,
  roster: Clock,
  caseReport: Clock,
})

/** What is owed beside the clocks (a drill, a table from above): its deadline comes with it, how it knocks stands here. */
export const Obligations = z.strictObject({ clauses: Clauses, ...knocks })

/** `from`: the codes of places whose concealed return is rewarded. Yuan, once a tip-off is verified. */
export const Reward = z.strictObject({
  clauses: Clauses,
  yuan: z.number().min(0),
  from: z.array(AreaCode).min(1),
  once: z.boolean(),
})
/** The number itself is in contacts.yaml under `hotline`, never in a plan. */
export const Hotline = z.strictObject({ clauses: Clauses, name: Text })

export const Publishing = z.strictObject({
  clauses: Clauses,
  draft: z.array(Key).min(1),
  approve: z.literal('office'),
  publish: Key,
})

export const Discipline = z.strictObject({
  clauses: Clauses,
  triggers: z.array(z.strictObject({ key: Key, clauses: Clauses, name: Text })).min(1),
  outcomes: z.array(z.strictObject({ key: Key, name: Text })).min(1),
  decidedBy: z.array(PostKind).min(1),
  /** Who sees matters of others at all. */
  seenBy: z.array(PostKind).min(1).default(['commander', 'deputyCommander', 'officeDirector', 'officeStaff']),
  /** Minutes from the record until the matter is judged, and from the question until the answer may fail. */
  judgeWithin: Minutes.default(4320),
  answerWithin: Minutes.default(1440),
  /** What in readings looks invented. */
  patterns: z
    .strictObject({
      /** So many homes by one medic within so many seconds. */
      homes: z.int().min(3),
      seconds: z.int().min(1),
      /** So many equal temperatures of one person in a row, entered by one medic. */
      equal: z.int().min(4),
    })
    .default({ homes: 8, seconds: 60, equal: 10 }),
})

/** A kind of place or of people that a unit answers for, and how often it is looked at. */
export const Sector = z.strictObject({
  key: Key,
  name: Text,
  clauses: Clauses,
  units: z.array(Key).min(1),
  everyDays: z.int().min(1),
})
export type Sector = z.infer<typeof Sector>
