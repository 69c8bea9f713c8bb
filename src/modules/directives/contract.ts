// Wire shapes of what one unit asks of another (M18, M50, M60): issuing, the acts of its course, lists and the whole record.
import * as z from 'zod'
import { ASSIGNMENT_STATES, DIRECTIVE_KINDS, HELP_WHAT, PRIORITIES, SOURCE_KINDS } from './rules/kinds.ts'

const Id = z.uuid()
const line = (most: number) => z.string().trim().max(most)
const needed = (most: number, zh: string, en: string) => line(most).min(2, `${zh}|${en}`)
const Note = needed(2000, '请写明情况', 'Say what was done')
const Reason = needed(500, '请写明理由', 'Give a reason')
const At = z.iso.datetime()

export const IdParams = z.object({ id: Id })

export const SourceInput = z
  .object({ kind: z.enum(SOURCE_KINDS), id: line(100).nullable().default(null), text: line(300).default('') })
  .default({ kind: 'none', id: null, text: '' })
export type SourceInput = z.output<typeof SourceInput>

const issued = {
  id: Id,
  title: needed(120, '请填写标题', 'Give a title'),
  text: line(4000).default(''),
  priority: z.enum(PRIORITIES).default('normal'),
  source: SourceInput,
  /** Units of the organisation: a township, a bureau, `group.screening`; or a set of units of the plan. */
  owners: z.array(line(60)).max(60),
  /** In whose name: a unit of the account's, or the command for the office. Left out: the account's own. */
  issuer: line(60).nullable().default(null),
}

export const IssueDirective = z.object({ ...issued, dueAt: At })
export type IssueDirective = z.output<typeof IssueDirective>

const Step = z.object({ title: needed(120, '请填写步骤', 'Name the step'), dueAt: At })
export const OpenSupervision = z.object({ ...issued, dueAt: At, steps: z.array(Step).max(20).default([]) })
export type OpenSupervision = z.output<typeof OpenSupervision>

/** From the city; passed on now where owners are named, or later. */
export const EnterRequirement = z.object({
  ...issued,
  dueAt: At,
  authority: needed(100, '请写明来自哪里', 'Say who requires it'),
  letterNo: line(60).default(''),
  receivedAt: At,
})
export type EnterRequirement = z.output<typeof EnterRequirement>

export const HelpTerms = z.object({
  what: z.enum(HELP_WHAT),
  item: needed(100, '请写明需要什么', 'Say what is needed'),
  quantity: z.number().positive('数量应大于 0|More than 0').max(1_000_000),
  unitText: line(20).default(''),
  when: At,
  where: needed(200, '请写明地点', 'Say where'),
})
export type HelpTerms = z.output<typeof HelpTerms>

/** The plan says until when it is answered. */
export const AskForHelp = z.object({ ...issued, help: HelpTerms })
export type AskForHelp = z.output<typeof AskForHelp>

export const AddOwners = z.object({ id: Id, owners: z.array(line(60)).min(1).max(60), dueAt: At.optional() })
export type AddOwners = z.output<typeof AddOwners>

/** Every act has an id of its own: the same act again is the same. */
export const Receive = z.object({ id: Id })
export const Progress = z.object({ id: Id, text: Note })
export const Submit = z.object({ id: Id, text: Note })
export const Refuse = z.object({ id: Id, reason: Reason })
export const Accept = z.object({ id: Id, text: line(500).default('') })
export const Return = z.object({ id: Id, reason: Reason, dueAt: At })
export const Withdraw = z.object({ id: Id, reason: Reason })
export const CompleteStep = z.object({ id: Id, text: line(500).default('') })

export const OfferHelp = z.object({
  id: Id,
  quantity: z.number().positive('数量应大于 0|More than 0').max(1_000_000),
  text: line(500).default(''),
})
export type OfferHelp = z.output<typeof OfferHelp>
/** Of an offer: all of it, part of it, or not needed (0). */
export const TakeOffer = z.object({ id: Id, quantity: z.number().min(0) })
export const DeliverHelp = z.object({ id: Id, quantity: z.number().min(0), text: line(500).default('') })

export const AddFile = z.object({ id: Id })

const Name = z.object({ id: z.string(), zh: z.string(), en: z.string() })
const Words = z.object({ zh: z.string(), en: z.string() })
export const LIGHTS = ['green', 'yellow', 'red', 'done'] as const

export const AssignmentRow = z.object({
  /** Of the assignment; of the directive while it has none. */
  id: z.string(),
  directiveId: z.string(),
  assignmentId: z.string().nullable(),
  kind: z.enum(DIRECTIVE_KINDS),
  number: Words,
  title: z.string(),
  priority: z.enum(PRIORITIES),
  issuer: Name,
  unit: Name.nullable(),
  /** `waiting`: a requirement that no unit was given yet. */
  state: z.enum([...ASSIGNMENT_STATES, 'waiting']),
  issuedAt: z.string(),
  receiptDueAt: z.string().nullable(),
  receivedAt: z.string().nullable(),
  handler: z.string().nullable(),
  dueAt: z.string(),
  submittedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  unsignedAt: z.string().nullable(),
  overdueAt: z.string().nullable(),
  light: z.enum(LIGHTS),
  may: z.object({ receive: z.boolean() }),
})
export type AssignmentRow = z.infer<typeof AssignmentRow>

export const STATE_FILTERS = [
  'open',
  'waiting',
  'unsigned',
  'running',
  'overdue',
  'submitted',
  'refused',
  'ended',
] as const
const filters = {
  /** To my units, issued by my units, or everything that the account may see. */
  list: z.enum(['inbox', 'issued', 'all']),
  kind: z.enum(DIRECTIVE_KINDS).optional(),
  state: z.enum(STATE_FILTERS).optional(),
  unit: line(60).optional(),
  q: line(60).optional(),
}
export const DirectiveFilters = z.object(filters)
export type DirectiveFilters = z.output<typeof DirectiveFilters>
export const DirectiveQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type DirectiveQuery = z.output<typeof DirectiveQuery>
export const DirectivePage = z.object({ items: z.array(AssignmentRow), next: z.string().nullable() })
export const DirectiveCount = z.object({ count: z.int() })
/** What waits for the account: of its units to sign, to do and overdue; of what they issued, to decide. */
export const DirectiveCounts = z.object({
  counts: z.object({
    unsigned: z.int(),
    running: z.int(),
    overdue: z.int(),
    toDecide: z.int(),
    refused: z.int(),
    toPassOn: z.int(),
  }),
})
export type DirectiveCounts = z.infer<typeof DirectiveCounts>

/** Supervised matters that are open, the worst light first. */
export const SupervisedMatters = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      number: Words,
      title: z.string(),
      issuer: Name,
      dueAt: z.string(),
      light: z.enum(LIGHTS),
      units: z.array(Name.extend({ state: z.string(), dueAt: z.string(), light: z.enum(LIGHTS) })),
      steps: z.array(z.object({ title: z.string(), dueAt: z.string(), light: z.enum(LIGHTS) })),
    }),
  ),
})
export type SupervisedMatters = z.infer<typeof SupervisedMatters>

export const EventView = z.object({
  id: z.string(),
  assignmentId: z.string().nullable(),
  kind: z.string(),
  at: z.string(),
  by: z.string().nullable(),
  note: z.string(),
  dueAt: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
})
export const DirectiveFileView = z.object({
  id: z.string(),
  assignmentId: z.string().nullable(),
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  addedAt: z.string(),
  addedBy: z.string().nullable(),
})
export type DirectiveFileView = z.infer<typeof DirectiveFileView>
export const StepView = z.object({
  id: z.string(),
  title: z.string(),
  dueAt: z.string(),
  doneAt: z.string().nullable(),
  doneBy: z.string().nullable(),
  note: z.string(),
  light: z.enum(LIGHTS),
})
export const OfferView = z.object({
  id: z.string(),
  assignmentId: z.string(),
  unit: Name,
  quantity: z.number(),
  note: z.string(),
  offeredAt: z.string(),
  offeredBy: z.string().nullable(),
  state: z.enum(['offered', 'taken', 'notNeeded', 'delivered', 'withdrawn']),
  taken: z.number().nullable(),
  delivered: z.number().nullable(),
  deliveredAt: z.string().nullable(),
  may: z.object({ take: z.boolean(), deliver: z.boolean(), withdraw: z.boolean() }),
})
export const AssignmentView = AssignmentRow.extend({
  unit: Name,
  assignmentId: z.string(),
  may: z.object({
    receive: z.boolean(),
    progress: z.boolean(),
    submit: z.boolean(),
    refuse: z.boolean(),
    offer: z.boolean(),
    accept: z.boolean(),
    return: z.boolean(),
    postpone: z.boolean(),
    withdraw: z.boolean(),
    addFile: z.boolean(),
  }),
})
export type AssignmentView = z.infer<typeof AssignmentView>
export const DirectiveView = z.object({
  id: z.string(),
  kind: z.enum(DIRECTIVE_KINDS),
  number: Words,
  title: z.string(),
  text: z.string(),
  priority: z.enum(PRIORITIES),
  source: z.object({ kind: z.enum(SOURCE_KINDS), id: z.string().nullable(), text: z.string() }),
  issuer: Name,
  issuedAt: z.string(),
  issuedBy: z.string().nullable(),
  dueAt: z.string(),
  authority: z.string(),
  letterNo: z.string(),
  receivedAt: z.string().nullable(),
  passOnDueAt: z.string().nullable(),
  passedOnAt: z.string().nullable(),
  help: HelpTerms.extend({ taken: z.number(), delivered: z.number() }).nullable(),
  light: z.enum(LIGHTS),
  /** All of them for the issuer and whoever oversees; an addressee sees its own. */
  assignments: z.array(AssignmentView),
  events: z.array(EventView),
  files: z.array(DirectiveFileView),
  steps: z.array(StepView),
  offers: z.array(OfferView),
  may: z.object({ addOwners: z.boolean(), addFile: z.boolean(), completeStep: z.boolean(), supervise: z.boolean() }),
})
export type DirectiveView = z.infer<typeof DirectiveView>

/** Units that may be addressed, with the sets of the plan. */
export const Addressees = z.object({
  units: z.array(Name.extend({ kind: z.string(), areaCode: z.string() })),
  sets: z.array(Name.extend({ units: z.array(z.string()) })),
  /** In whose name this account may issue. */
  issuers: z.array(Name),
  may: z.object({
    directive: z.boolean(),
    supervision: z.boolean(),
    requirement: z.boolean(),
    help: z.boolean(),
    all: z.boolean(),
  }),
})
export type Addressees = z.infer<typeof Addressees>
