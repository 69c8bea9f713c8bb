// Who: the response and its heads (M01), command posts and units (M02), groups (M03), the office (M04), township
// commands (M05), territory (M06) and the accounts that exist at first start. Holders change later as dated records.
import * as z from 'zod'
import { AreaCode, Clauses, Key, Official, PlanDay, PostKind, Text } from './basics.ts'
import { Duty } from './duty.ts'

export const Response = z.strictObject({
  clauses: Clauses,
  level: z.int().min(1).max(4),
  levelName: Text,
  startDay: PlanDay,
  authority: Text,
  rule: Text,
  superior: Key,
  /** Heads of the leading group; `holder` is null where the source names nobody, and nobody is invented. */
  heads: z.array(z.strictObject({ key: Key, office: Text, holder: z.string().min(1).nullable() })).min(1),
})

/** A post of the command; what a later appointment changes is the holder, never the key. */
export const CommandPost = z.strictObject({
  key: Key,
  kind: PostKind,
  title: Text,
  holder: z.string().min(1).nullable(),
  office: Text,
})
export type CommandPost = z.infer<typeof CommandPost>

export const UNIT_KINDS = ['township', 'subDistrict', 'settlement', 'bureau', 'medical', 'body'] as const
/** `member`: on the command's list; `acting`: has duties without being listed; `outside`: not of the district's command. */
export const UNIT_STANDINGS = ['member', 'acting', 'outside'] as const

export const Unit = z.strictObject({
  key: Key,
  zh: z.string().min(1),
  en: z.string().min(1),
  kind: z.enum(UNIT_KINDS),
  standing: z.enum(UNIT_STANDINGS),
  areaCode: AreaCode.optional(),
  note: Text.optional(),
})
export type Unit = z.infer<typeof Unit>

/** A name for many units at once, usable wherever a unit's key is: those of the kinds and the standings. */
export const UnitSet = z.strictObject({
  key: Key,
  zh: z.string().min(1),
  en: z.string().min(1),
  kinds: z.array(z.enum(UNIT_KINDS)).min(1),
  standings: z.array(z.enum(UNIT_STANDINGS)).min(1),
})

export const Office = z.strictObject({
  clauses: Clauses,
  unit: Key,
  name: Text,
  director: Official,
  functions: z.array(Duty).min(1),
})

export const Group = z.strictObject({
  key: Key,
  number: z.int().min(1),
  name: Text,
  clauses: Clauses,
  leadUnit: Key,
  responsibleOfficer: Official,
  /** A command post; null for a group that has no leader. */
  leader: Key.nullable(),
  deputies: z.array(Key).default([]),
  members: z.array(Key).default([]),
  guarantorLeaders: z.array(z.string().min(1)).default([]),
  /** The group's duties are about named persons, so its leader and staff may see personal data. */
  handlesPersons: z.boolean().default(false),
  duties: z.array(Duty).min(1),
})
export type Group = z.infer<typeof Group>

/** The command that each township sets up under its own head (M05). */
export const TownshipCommands = z.strictObject({
  clauses: Clauses,
  name: Text,
  /** The unit set that must have one. */
  units: Key,
  headTitle: Text,
  headKind: PostKind,
  duties: z.array(Duty).min(1),
})

export const Territory = z.strictObject({
  clauses: Clauses,
  levels: z.array(z.enum(['district', 'township', 'village', 'grid'])).min(1),
})

/**
 * Accounts that must sign in with a second factor: administrators always and at once, these posts when an account has
 * held one for `graceDays`.
 */
export const Accounts = z.strictObject({
  secondFactor: z.strictObject({ posts: z.array(PostKind), graceDays: z.int().min(0).max(90) }),
})
export type Accounts = z.infer<typeof Accounts>

/** Working accounts at first start: one a district, township, village, group, unit, command post or guarantor leader. */
export const STAFFING_PER = ['district', 'township', 'village', 'group', 'unit', 'post', 'guarantor'] as const
export const Staffing = z.strictObject({
  kind: PostKind,
  per: z.enum(STAFFING_PER),
  /** Units or unit sets for `per: unit`; the one unit that holds the account for `per: district`. */
  units: z.array(Key).default([]),
  title: Text,
})
export type Staffing = z.infer<typeof Staffing>
