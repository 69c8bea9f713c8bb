// Wire shapes of lists of persons to be found (M45, M50): the letter, what was read of its list, the persons with where each
// stands, what was found, and the reply. An identity number goes in whole and comes out masked.
import * as z from 'zod'
import { FINDINGS, WAYS } from './rules/findings.ts'
import { MATCHED_BY, MATCHES } from './rules/matching.ts'

/** Who asks: another authority, a carrier, another district. */
export const KINDS = ['police', 'telecom', 'railway', 'carriage', 'district', 'other'] as const
export type ListKind = (typeof KINDS)[number]
/** Where a person of a list stands. */
export const STATES = ['unassigned', 'assigned', 'sent', 'answered'] as const

const line = (most: number) => z.string().trim().max(most)
const said = (most: number, zh: string, en: string) => line(most).min(2, `${zh}|${en}`)
const AreaCode = z
  .string()
  .regex(/^\d{9}(\d{3}(-[0-9A-Z]{1,4})?)?$/, '请选到乡镇或村（社区）|Choose a township or village')
const Count = z.int().min(0)
export const IdParams = z.object({ id: z.uuid() })

export const ReceiveList = z.object({
  id: z.uuid(),
  kind: z.enum(KINDS),
  authority: said(100, '请填写来函单位', 'Say which authority asks'),
  letterNo: line(60).default(''),
  letterDay: z.iso.date(),
  contact: line(100).default(''),
  why: said(500, '请写明为什么要找这些人', 'Say why they are to be found'),
  /** Where they come from, for whoever is registered. */
  originText: line(200).default(''),
  serviceNo: line(60).default(''),
  travelledOn: z.iso.date().nullable().default(null),
  /** Left out: as the plan says. */
  dueAt: z.iso.datetime({ offset: true }).nullable().default(null),
})
export type ReceiveList = z.output<typeof ReceiveList>

const Counts = z.object({
  all: Count,
  hit: Count,
  elsewhere: Count,
  unknown: Count,
  /** Matches that somebody has to look at. */
  uncertain: Count,
  /** Registered and here for certain, neither sent nor answered. */
  ready: Count,
  unassigned: Count,
  assigned: Count,
  sent: Count,
  answered: Count,
  overdue: Count,
  unregistered: Count,
})
export type Counts = z.infer<typeof Counts>

export const ListView = z.object({
  id: z.string(),
  kind: z.enum(KINDS),
  areaCode: z.string(),
  authority: z.string(),
  letterNo: z.string(),
  letterDay: z.string(),
  contact: z.string(),
  why: z.string(),
  originText: z.string(),
  serviceNo: z.string(),
  travelledOn: z.string().nullable(),
  dueAt: z.string(),
  receivedAt: z.string(),
  receivedBy: z.string().nullable(),
  voided: z.object({ at: z.string(), reason: z.string() }).nullable(),
  repliedAt: z.string().nullable(),
  /** Of those persons whom the account sees. */
  counts: Counts,
})
export type ListView = z.infer<typeof ListView>

const FindingCount = z.object({ finding: z.enum(FINDINGS), count: Count })
const Batch = z.object({
  id: z.string(),
  areaCode: z.string(),
  sentAt: z.string(),
  dueAt: z.string(),
  receivedAt: z.string().nullable(),
  receivedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
  all: Count,
  answered: Count,
  isOverdue: z.boolean(),
  mayReceipt: z.boolean(),
})
export const ListDetail = ListView.extend({
  findings: z.array(FindingCount),
  batches: z.array(Batch),
  replies: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      how: z.string(),
      sentAt: z.string(),
      sentBy: z.string().nullable(),
      counts: z.record(z.string(), Count),
    }),
  ),
  /** Something was answered or corrected since the last reply. */
  changedSinceReply: z.boolean(),
  may: z.object({ receive: z.boolean(), void: z.boolean() }),
})
export type ListDetail = z.infer<typeof ListDetail>

const listFilters = {
  kind: z.enum(KINDS).optional(),
  /** Somebody of it is not answered yet; or everybody is. */
  open: z.enum(['true', 'false']).optional(),
}
export const ListFilters = z.object(listFilters)
export type ListFilters = z.output<typeof ListFilters>
export const ListQuery = z.object({
  ...listFilters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type ListQuery = z.output<typeof ListQuery>
export const ListPage = z.object({ items: z.array(ListView), next: z.string().nullable() })
export const ListCount = z.object({ count: Count })

const Finding = z.object({
  column: Count.nullable(),
  header: z.string(),
  zh: z.string(),
  en: z.string(),
  value: z.string(),
})
export const BadRow = z.object({ row: Count, no: Count, errors: z.array(Finding), cells: z.array(z.string()) })
/** What was read of a file; nothing is saved. */
export const EntriesPreview = z.object({
  columns: z.array(z.object({ index: Count, header: z.string(), field: z.string().nullable() })),
  named: Count,
  /** Of them not on the list yet. */
  fresh: Count,
  again: Count,
  bad: Count,
  withArea: Count,
  withDocument: Count,
  good: z.array(
    z.object({
      row: Count,
      no: Count,
      name: z.string(),
      documentMasked: z.string(),
      telephones: z.array(z.string()),
      areaCode: z.string().nullable(),
      address: z.string(),
      note: z.string(),
    }),
  ),
  badRows: z.array(BadRow),
})
export type EntriesPreview = z.infer<typeof EntriesPreview>
export const EntriesAdded = z.object({ added: Count, known: Count, bad: Count, counts: Counts })
export type EntriesAdded = z.infer<typeof EntriesAdded>
export const ErrorsForm = z.object({ lang: z.enum(['zh', 'en']).default('zh') })

export const EntryRow = z.object({
  id: z.string(),
  listId: z.string(),
  no: Count,
  name: z.string(),
  birthDate: z.string().nullable(),
  documentMasked: z.string(),
  telephones: z.array(z.string()),
  address: z.string(),
  note: z.string(),
  areaCode: z.string(),
  proposedArea: z.string().nullable(),
  match: z.enum(MATCHES).nullable(),
  matchBy: z.enum(MATCHED_BY).nullable(),
  isCertain: z.boolean(),
  state: z.enum(STATES),
  dueAt: z.string(),
  isOverdue: z.boolean(),
  finding: z.enum(FINDINGS).nullable(),
  answeredAt: z.string().nullable(),
  isUnregistered: z.boolean(),
  list: z.object({ kind: z.enum(KINDS), authority: z.string(), letterNo: z.string() }),
})
export type EntryRow = z.infer<typeof EntryRow>

const entryFilters = {
  list: z.uuid().optional(),
  state: z.enum([...STATES, 'open', 'overdue']).optional(),
  match: z.enum([...MATCHES, 'uncertain']).optional(),
  finding: z.enum([...FINDINGS, 'unregistered']).optional(),
  area: z
    .string()
    .regex(/^\d{6}(\d{3}(\d{3}(-[0-9A-Z]{1,4})?)?)?$/)
    .optional(),
}
export const EntryFilters = z.object(entryFilters)
export type EntryFilters = z.output<typeof EntryFilters>
export const EntryQuery = z.object({
  ...entryFilters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type EntryQuery = z.output<typeof EntryQuery>
export const EntryPage = z.object({ items: z.array(EntryRow), next: z.string().nullable() })
export const EntryCount = z.object({ count: Count })

const Candidate = z.object({
  id: z.string(),
  name: z.string(),
  documentMasked: z.string(),
  telephones: z.array(z.string()),
  birthDate: z.string().nullable(),
  areaCode: z.string(),
  address: z.string(),
  status: z.enum(['expected', 'arrived', 'cancelled']),
  arrivalDay: z.string(),
  leftOn: z.string().nullable(),
  by: z.enum(MATCHED_BY),
})
const Tried = z.object({ how: z.enum(WAYS), at: z.string(), who: z.string() })
const FindingView = z.object({
  id: z.string(),
  kind: z.enum(FINDINGS),
  personId: z.string().nullable(),
  reason: z.string(),
  placeText: z.string(),
  toArea: z.string().nullable(),
  arrivedOn: z.string().nullable(),
  tries: z.array(Tried),
  note: z.string(),
  correction: z.string(),
  corrects: z.string().nullable(),
  foundAt: z.string(),
  foundBy: z.string().nullable(),
  areaCode: z.string(),
})
export const EntryDetail = EntryRow.extend({
  /** The linked registration, where the account sees it. */
  person: Candidate.omit({ by: true }).nullable(),
  /** Linked to a registration of another township, which the account does not see. */
  registeredIn: z.string().nullable(),
  candidates: z.array(Candidate),
  findings: z.array(FindingView),
  findingId: z.string().nullable(),
  sent: z.object({ at: z.string(), receivedAt: z.string().nullable() }).nullable(),
  voided: z.object({ at: z.string(), reason: z.string() }).nullable(),
  letter: z.object({
    why: z.string(),
    originText: z.string(),
    serviceNo: z.string(),
    travelledOn: z.string().nullable(),
    letterDay: z.string(),
  }),
  hasDocument: z.boolean(),
  may: z.object({ answer: z.boolean(), register: z.boolean(), receive: z.boolean(), unmask: z.boolean() }),
})
export type EntryDetail = z.infer<typeof EntryDetail>

const Ids = z.array(z.uuid()).min(1).max(5000)
export const AssignArea = z.object({ ids: Ids, areaCode: AreaCode })
export type AssignArea = z.output<typeof AssignArea>
/** Those, or all that have an area and are not sent. */
export const SendEntries = z.object({ ids: Ids.optional() })
export type SendEntries = z.output<typeof SendEntries>
export const Sent = z.object({ sent: Count, areas: Count, unassigned: Count })
export type Sent = z.infer<typeof Sent>
export const ConfirmMatch = z.object({ personId: z.uuid().nullable() })
export const VoidReason = z.object({ reason: said(300, '请写明理由', 'Give a reason') })
export const ViewDocument = VoidReason
export const DocumentView = z.object({ type: z.string(), document: z.string() })

export const findingFields = {
  id: z.uuid(),
  note: line(500).default(''),
  corrects: z.uuid().nullable().default(null),
  correction: line(300).default(''),
}
export const AnswerEntry = z.object({
  ...findingFields,
  kind: z.enum(['alreadyRegistered', 'notNeeded', 'movedOn', 'leftDistrict', 'notFound']),
  personId: z.uuid().nullable().default(null),
  reason: line(300).default(''),
  placeText: line(200).default(''),
  toArea: AreaCode.nullable().default(null),
  arrivedOn: z.iso.date().nullable().default(null),
  tries: z
    .array(
      z.object({
        how: z.enum(WAYS),
        at: z.iso.datetime({ offset: true }),
        who: said(60, '请写明谁去找的', 'Say who tried'),
      }),
    )
    .max(20)
    .default([]),
})
export type AnswerEntry = z.output<typeof AnswerEntry>

export const RecordReply = z.object({ id: z.uuid(), number: line(60).default(''), how: line(200).default('') })
export type RecordReply = z.output<typeof RecordReply>
