// Received documents: where one stands, what it is called, who may be asked to read it, and what a registration must keep to.
// Pure. A deadline's own instant is past it, as with every clock of the plan.
import type { Instant } from '../../../kernel/time.ts'
import { type Reason, reason } from '../../../kernel/verdict.ts'
import type { Plan } from '../../../plan/index.ts'

export const URGENCIES = ['normal', 'urgent', 'mostUrgent'] as const
export type Urgency = (typeof URGENCIES)[number]

export const STATES = ['registered', 'instructed', 'circulated', 'done', 'voided'] as const
export type DocumentState = (typeof STATES)[number]

export const MAX_DOCUMENT_FILE_BYTES = 20 * 1024 * 1024
/** Files of one document that are not voided. */
export const MAX_DOCUMENT_FILES = 20

export interface Standing {
  doneAt: Instant | null
  voidedAt: Instant | null
  dueAt: Instant | null
  /** Those that stand. */
  instructions: number
  recipients: number
}

/** Follows from what was done with it; nobody sets it. */
export function stateOf({ doneAt, voidedAt, instructions, recipients }: Standing): DocumentState {
  if (voidedAt !== null) return 'voided'
  if (doneAt !== null) return 'done'
  if (recipients > 0) return 'circulated'
  return instructions > 0 ? 'instructed' : 'registered'
}

export const isOverdue = ({ dueAt, doneAt, voidedAt }: Omit<Standing, 'instructions' | 'recipients'>, now: Instant) =>
  dueAt !== null && dueAt <= now && doneAt === null && voidedAt === null

/** As the register writes it. */
export const numberText = ({ year, number }: { year: number; number: number }): string => `收〔${year}〕${number}号`

/** Whom it can be circulated to: what an account answers for, and its posts in the command and of the office's director. */
export const readerIds = (
  owners: readonly { kind: string; key: string }[],
  posts: readonly { id: string; unitId: string; kind: string }[],
): string[] => [
  ...owners.map(({ kind, key }) => `${kind}:${key}`),
  ...posts.filter(isLeadersPost).map(({ id }) => `post:${id}`),
]

/** Leaders first, each kind in the plan's order. */
export const recipientOrder = (plan: Plan): string[] => [
  ...plan.command.posts.map(({ key }) => `post:command.${key}`),
  'post:office.officeDirector',
  ...plan.units.map(({ key }) => `unit:${key}`),
  ...plan.groups.map(({ key }) => `group:${key}`),
]

export const isLeadersPost = ({ unitId, kind }: { unitId: string; kind: string }): boolean =>
  unitId === 'command' || (unitId === 'office' && kind === 'officeDirector')

/** The reasons why a document cannot be registered so; none: it can. */
export function registrationReasons(
  { receivedAt, dueAt }: { receivedAt: Instant; dueAt: Instant | null },
  now: Instant,
): Reason[] {
  return [
    ...(receivedAt > now
      ? [reason('received_later', '收文时间不能晚于现在', 'It cannot have been received later than now', 'receivedAt')]
      : []),
    ...(dueAt !== null && dueAt <= receivedAt
      ? [reason('due_before_received', '办理时限应晚于收文时间', 'The deadline comes after it was received', 'dueAt')]
      : []),
  ]
}

/** Where a requirement of the meeting comes from, as the minutes will say it. */
export const sourceText = ({ authority, documentNumber }: { authority: string; documentNumber: string }): string =>
  [authority, documentNumber]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 200)
