// Wire shapes of received documents.
import * as z from 'zod'
import { STATES, URGENCIES } from './rules.ts'

const Text = z.object({ zh: z.string(), en: z.string() })
const line = (most: number) => z.string().trim().max(most)
const needed = (most: number, zh: string, en: string) => line(most).min(1, `${zh}|${en}`)
const RecipientId = z
  .string()
  .regex(/^((unit|group):[a-z][A-Za-z0-9]*|post:[A-Za-z0-9.-]+)$/, '不是单位、工作组或岗位|Not a unit, group or post')

export const IdParams = z.object({ id: z.uuid() })
export const RecipientParams = z.object({ id: z.uuid(), recipient: RecipientId })

const registration = {
  documentNumber: line(100).default(''),
  authority: needed(100, '请填写来文单位', 'Say who issued it'),
  title: needed(300, '请填写标题', 'Give its title'),
  receivedAt: z.iso.datetime(),
  urgency: z.enum(URGENCIES).default('normal'),
  asks: line(2000).default(''),
  dueAt: z.iso.datetime().nullable().default(null),
}
export const RegisterDocument = z.object({ id: z.uuid(), ...registration })
export type RegisterDocument = z.output<typeof RegisterDocument>
export const CorrectDocument = z.object({ version: z.int().min(1), ...registration })
export type CorrectDocument = z.output<typeof CorrectDocument>

/** The form's fields, before its one file. */
export const AddDocumentFile = z.object({ id: z.uuid() })
export const Reasoned = z.object({ reason: line(500).min(2, '请写明理由|Give a reason') })

export const Instruct = z.object({
  id: z.uuid(),
  words: needed(2000, '请填写批示内容', 'Write the instruction'),
  /** Of whom and when, where the office enters it for a leader; absent: of the account itself, now. */
  leader: needed(60, '请填写批示领导', 'Say whose instruction it is').optional(),
  givenAt: z.iso.datetime().optional(),
})
export type Instruct = z.output<typeof Instruct>

export const Circulate = z.object({
  recipients: z.array(RecipientId).min(1, '请选择传阅对象|Choose who reads it').max(200),
})
export type Circulate = z.output<typeof Circulate>
export const Complete = z.object({ note: needed(2000, '请写明办理结果', 'Say what was done') })
export const Require = z.object({ id: z.uuid(), text: needed(2000, '请写明要求', 'Say what is required') })
export type Require = z.output<typeof Require>

const filters = {
  /** Number, title, document number or authority. */
  q: z.string().trim().max(100).optional(),
  state: z.enum(['open', 'overdue', 'done', 'voided']).optional(),
  /** Circulated to what the account answers for, and not read. */
  unread: z.enum(['true']).optional(),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
}
export const DocumentFilters = z.object(filters)
export type DocumentFilters = z.output<typeof DocumentFilters>
export const DocumentQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type DocumentQuery = z.output<typeof DocumentQuery>

export const COLUMNS = [
  'number',
  'receivedAt',
  'authority',
  'documentNumber',
  'title',
  'urgency',
  'asks',
  'dueAt',
  'state',
  'instructions',
  'read',
  'done',
] as const
export type DocumentColumn = (typeof COLUMNS)[number]
export const ExportDocuments = z.object({
  ...filters,
  lang: z.enum(['zh', 'en']).default('zh'),
  /** In their order on the screen; all where nothing is said. */
  columns: z
    .string()
    .default(COLUMNS.join(','))
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(COLUMNS, '没有这一列|No such column')).min(1)),
})
export type ExportDocuments = z.output<typeof ExportDocuments>

export const DocumentRow = z.object({
  id: z.uuid(),
  year: z.int(),
  number: z.int(),
  documentNumber: z.string(),
  authority: z.string(),
  title: z.string(),
  receivedAt: z.string(),
  urgency: z.enum(URGENCIES),
  asks: z.string(),
  dueAt: z.string().nullable(),
  state: z.enum(STATES),
  isOverdue: z.boolean(),
  doneAt: z.string().nullable(),
  doneNote: z.string(),
  instructions: z.int(),
  recipients: z.int(),
  read: z.int(),
  /** Circulated to what the account answers for, and not read. */
  isUnread: z.boolean(),
})
export type DocumentRow = z.output<typeof DocumentRow>
export const DocumentPage = z.object({ items: z.array(DocumentRow), next: z.string().nullable() })
export const DocumentCount = z.object({ count: z.int() })

const Voided = z.object({ at: z.string(), by: z.string().nullable(), reason: z.string() }).nullable()
const FileView = z.object({
  id: z.uuid(),
  name: z.string(),
  mediaType: z.string(),
  /** Bytes. */
  size: z.int(),
  addedAt: z.string(),
  addedBy: z.string().nullable(),
  voided: Voided,
})
const InstructionView = z.object({
  id: z.uuid(),
  leader: z.string(),
  words: z.string(),
  givenAt: z.string(),
  /** Entered by the office for the leader. */
  isOnBehalf: z.boolean(),
  enteredAt: z.string(),
  enteredBy: z.string().nullable(),
  voided: Voided,
  may: z.object({ void: z.boolean() }),
})
const RecipientView = z.object({
  id: RecipientId,
  name: Text,
  addedAt: z.string(),
  readAt: z.string().nullable(),
  readBy: z.string().nullable(),
  isMine: z.boolean(),
  withdrawn: Voided,
})

export const DocumentView = DocumentRow.extend({
  version: z.int(),
  registeredAt: z.string(),
  registeredBy: z.string().nullable(),
  doneBy: z.string().nullable(),
  voided: Voided,
  files: z.array(FileView),
  /** In the order they were given. */
  instructionList: z.array(InstructionView),
  recipientList: z.array(RecipientView),
  /** What it became for the meeting; waits for the next one while `meetingDay` is null. */
  requirement: z.object({ id: z.uuid(), text: z.string(), meetingDay: z.string().nullable() }).nullable(),
  /** What was issued from it, for whoever sees every document. */
  directives: z.array(z.object({ id: z.uuid(), number: Text, title: z.string(), dueAt: z.string().nullable() })),
  may: z.object({
    issue: z.boolean(),
    keep: z.boolean(),
    instruct: z.boolean(),
    read: z.boolean(),
    require: z.boolean(),
    complete: z.boolean(),
  }),
})
export type DocumentView = z.output<typeof DocumentView>

/** What the forms choose from. */
export const DocumentChoices = z.object({
  recipients: z.array(z.object({ id: RecipientId, kind: z.enum(['unit', 'group', 'post']), name: Text })),
  /** Names of those in the command and the office who may give an instruction. */
  leaders: z.array(z.string()),
  /** Authorities of what was registered before, the latest first. */
  authorities: z.array(z.string()),
})
export type DocumentChoices = z.output<typeof DocumentChoices>
