// Wire shapes of merging two registrations of one person (decision 0012): the two side by side, the merge, its undoing.
import * as z from 'zod'
import { PersonView } from '../contract.ts'

export const Compare = z.object({ with: z.uuid() })

/** What is chosen one by one; telephones may be kept of both. */
export const CHOSEN = ['name', 'document', 'sex', 'birthDate', 'telephones', 'area', 'address', 'household'] as const
export type Chosen = (typeof CHOSEN)[number]

export const Comparison = z.object({
  left: PersonView,
  right: PersonView,
  differs: z.array(z.enum(CHOSEN)),
  /** What hangs on each, by table. */
  hangs: z.array(z.object({ table: z.string(), zh: z.string(), en: z.string(), left: z.int(), right: z.int() })),
  may: z.object({ merge: z.boolean() }),
})
export type Comparison = z.infer<typeof Comparison>

const Side = z.enum(['kept', 'other'])
export const Choices = z.object({
  name: Side.default('kept'),
  document: Side.default('kept'),
  sex: Side.default('kept'),
  birthDate: Side.default('kept'),
  telephones: z.enum(['kept', 'other', 'both']).default('both'),
  area: Side.default('kept'),
  address: Side.default('kept'),
  household: Side.default('kept'),
})
export type Choices = z.output<typeof Choices>

/** The person in the address is kept. The versions are those that were compared. */
export const MergePersons = z.object({
  id: z.uuid(),
  otherId: z.uuid(),
  version: z.int().min(1),
  otherVersion: z.int().min(1),
  choices: Choices.default(Choices.parse({})),
  reason: z.string().trim().max(300).default(''),
})
export type MergePersons = z.output<typeof MergePersons>

export const MergeView = z.object({
  id: z.string(),
  keptId: z.string(),
  mergedId: z.string(),
  mergedName: z.string(),
  mergedAt: z.string(),
  mergedBy: z.string().nullable(),
  reason: z.string(),
  /** How many rows came from the merged one, by table, with the words of the table. */
  moved: z.array(z.object({ table: z.string(), zh: z.string(), en: z.string(), count: z.int() })),
  undoUntil: z.string(),
  undoneAt: z.string().nullable(),
  undoneBy: z.string().nullable(),
  may: z.object({ undo: z.boolean() }),
})
export type MergeView = z.infer<typeof MergeView>
export const Merges = z.object({ items: z.array(MergeView) })
