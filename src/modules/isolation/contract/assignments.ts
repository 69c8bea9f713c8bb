// Assignments as a whole (M21, M52): loads, a proposal to look at and adjust, the act that makes it, hand-overs, and the
// default medics of villages. A proposal is worked out on the server and confirmed by what was seen of it.
import * as z from 'zod'

const Id = z.uuid()
const Area = z.string().regex(/^\d{6}(\d{3}(\d{3}(-[0-9A-Z]{1,4})?)?)?$/, '区划代码有误|Not an area code')
export const ASSIGNMENT_ROLES = ['medic', 'guarantor'] as const
const Role = z.enum(ASSIGNMENT_ROLES)

const Accounts = z.array(Id).max(200)
const ProposalFields = z.object({
  role: Role,
  area: Area,
  /** Whose persons are handed over; absent: those who have nobody. */
  from: Id.optional(),
})

export const ProposalQuery = ProposalFields.extend({
  /** Who takes them, separated by commas; absent: everybody of the post in the area. */
  to: z
    .string()
    .max(200 * 37)
    .optional()
    .transform((text) => (text === undefined ? undefined : [...new Set(text.split(',').filter(Boolean))]))
    .pipe(Accounts.optional()),
})
export type ProposalQuery = z.output<typeof ProposalQuery>

const ProposedShare = z.object({
  /** Names the share when it is confirmed. */
  key: z.string(),
  areaCode: z.string(),
  accountId: z.string(),
  households: z.int(),
  persons: z.int(),
})

export const Proposal = z.object({
  role: Role,
  persons: z.int(),
  households: z.int(),
  shares: z.array(ProposedShare),
  /** What each taker has now. */
  takers: z.array(z.object({ id: z.string(), name: z.string(), areaCode: z.string(), load: z.int() })),
  /** Who could take some, chosen or not. */
  candidates: z.array(z.object({ id: z.string(), name: z.string() })),
  capacity: z.int(),
  /** Sent back when it is confirmed: somebody else may have acted meanwhile. */
  seen: z.string(),
})
export type Proposal = z.infer<typeof Proposal>

export const ConfirmProposal = ProposalFields.extend({
  id: Id,
  to: Accounts.min(1).transform((all) => [...new Set(all)]),
  seen: z.string().max(64),
  /** Shares as they were proposed or changed; `null` leaves one as it is. A share not named goes as proposed. */
  shares: z.array(z.object({ key: z.string().max(80), accountId: Id.nullable() })).max(2000),
  reason: z.string().trim().max(300).default(''),
})
export type ConfirmProposal = z.output<typeof ConfirmProposal>

export const ActMade = z.object({ id: z.string(), persons: z.int(), households: z.int() })
export type ActMade = z.infer<typeof ActMade>

export const LoadsQuery = z.object({ role: Role.default('medic'), area: Area.optional() })
export type LoadsQuery = z.output<typeof LoadsQuery>

export const LoadView = z.object({
  account: z.object({ id: z.string(), name: z.string() }),
  posts: z.array(z.object({ zh: z.string(), en: z.string(), areaCode: z.string() })),
  /** Why nobody goes to these persons any more; null while he holds the post. */
  gone: z.enum(['disabled', 'noPost']).nullable(),
  persons: z.int(),
  households: z.int(),
  due: z.int(),
  overdue: z.int(),
  fevers: z.int(),
  /** More than the plan thinks one can look after. */
  isOver: z.boolean(),
  /** Periods that are over, and those kept to their end (M52). */
  ended: z.int(),
  endedFull: z.int(),
})
export type LoadView = z.infer<typeof LoadView>

export const Loads = z.object({
  role: Role,
  capacity: z.int(),
  items: z.array(LoadView),
  /** Who has nobody: everybody for a medic, key persons for a guarantor. */
  unassigned: z.object({ persons: z.int(), households: z.int() }),
})
export type Loads = z.infer<typeof Loads>

export const AreaMedicsQuery = z.object({ area: Area.optional() })
export const AreaMedics = z.object({
  items: z.array(
    z.object({
      areaCode: z.string(),
      medic: z.object({ id: z.string(), name: z.string() }),
      from: z.string(),
      gone: z.boolean(),
    }),
  ),
})
export type AreaMedics = z.infer<typeof AreaMedics>

export const SetAreaMedic = z.object({ id: Id, areaCode: Area, accountId: Id.nullable() })
export type SetAreaMedic = z.output<typeof SetAreaMedic>

export const AssignmentHistory = z.object({
  items: z.array(
    z.object({
      role: Role,
      account: z.object({ id: z.string(), name: z.string() }),
      from: z.string(),
      until: z.string().nullable(),
      by: z.string().nullable(),
      /** Of a hand-over. */
      reason: z.string(),
    }),
  ),
})
export type AssignmentHistory = z.infer<typeof AssignmentHistory>
