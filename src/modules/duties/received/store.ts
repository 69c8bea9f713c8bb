// SQL of received documents. Every read says who reads: whoever sees all of them, or those that it is circulated to.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Urgency } from './rules.ts'

interface By {
  at: Instant
  by: string | null
}

export interface Reader {
  seesAll: boolean
  /** What the account answers for and its posts of the command: `unit:xinhua`. */
  ids: readonly string[]
}

export interface DocumentRecord {
  id: string
  year: number
  number: number
  document_number: string
  authority: string
  title: string
  received_at: Instant
  urgency: Urgency
  asks: string
  due_at: Instant | null
  registered_at: Instant
  registered_by_name: string | null
  version: number
  done_at: Instant | null
  done_by_name: string | null
  done_note: string
  voided_at: Instant | null
  voided_by_name: string | null
  void_reason: string | null
  instructions: number
  recipients: number
  read: number
  is_unread: boolean
}

// $1: sees all; $2: reader's ids.
const DOCUMENT = `select d.*, a.display_name as registered_by_name, o.display_name as done_by_name,
    v.display_name as voided_by_name, r.recipients, r.read, coalesce(r.is_unread, false) as is_unread,
    (select count(*)::int from received_instructions i where i.document_id = d.id and i.voided_at is null) as instructions
  from received_documents d
    left join accounts a on a.id = d.registered_by left join accounts o on o.id = d.done_by
    left join accounts v on v.id = d.voided_by
    cross join lateral (
      select count(*)::int as recipients, count(read_at)::int as read,
        bool_or(read_at is null and recipient = any($2::text[])) as is_unread, bool_or(recipient = any($2)) as is_mine
      from received_recipients c where c.document_id = d.id and c.withdrawn_at is null
    ) r
  where ($1::boolean or r.is_mine)`
const reader = ({ seesAll, ids }: Reader): unknown[] => [seesAll, ids]

export async function findDocument(tx: Tx, who: Reader, id: string): Promise<DocumentRecord | undefined> {
  return (await tx.sql<DocumentRecord>(`${DOCUMENT} and d.id = $3`, [...reader(who), id]))[0]
}

/** Held until the transaction ends: of two acts at once the second sees the first. */
export async function lockDocument(tx: Tx, who: Reader, id: string): Promise<DocumentRecord | undefined> {
  await tx.sql('select from received_documents where id = $1 for no key update', [id])
  return findDocument(tx, who, id)
}

export interface Asked {
  q: string | undefined
  state: 'open' | 'overdue' | 'done' | 'voided' | undefined
  unread: boolean
  from: Instant | null
  until: Instant | null
  now: Instant
}

const WHERE = `and ($3::text is null or position(lower($3) in lower('收〔' || d.year || '〕' || d.number || '号 ' || d.year || '-'
      || d.number || ' ' || d.title || ' ' || d.document_number || ' ' || d.authority)) > 0)
    and case $4::text when 'open' then d.done_at is null and d.voided_at is null
      when 'overdue' then d.done_at is null and d.voided_at is null and d.due_at <= $5::timestamptz
      when 'done' then d.done_at is not null and d.voided_at is null
      when 'voided' then d.voided_at is not null else true end
    and (not $6::boolean or (r.is_unread and d.voided_at is null))
    and ($7::timestamptz is null or d.received_at >= $7) and ($8::timestamptz is null or d.received_at < $8)`
const asked = ({ q, state, unread, from, until, now }: Asked): unknown[] => [
  q || null,
  state ?? null,
  now,
  unread,
  from,
  until,
]

/** The highest number first. */
export const listDocuments = (
  tx: Tx,
  who: Reader,
  filter: Asked,
  { limit, after }: { limit: number; after: { year: number; number: number } | null },
): Promise<DocumentRecord[]> =>
  tx.sql<DocumentRecord>(
    `${DOCUMENT} ${WHERE} and ($9::int is null or (d.year, d.number) < ($9, $10::int))
     order by d.year desc, d.number desc limit $11`,
    [...reader(who), ...asked(filter), after?.year ?? null, after?.number ?? null, limit],
  )

export async function countDocuments(tx: Tx, who: Reader, filter: Asked): Promise<number> {
  const [row] = await tx.sql<{ count: number }>(`select count(*)::int as count from (${DOCUMENT} ${WHERE}) as found`, [
    ...reader(who),
    ...asked(filter),
  ])
  return row!.count
}

/** One after the other: a number is given once and none is left out, and one paper is registered once. */
export const waitForNumber = (tx: Tx): Promise<unknown> =>
  tx.sql(`select pg_advisory_xact_lock(hashtext('received.number'))`)

export async function nextNumber(tx: Tx, year: number): Promise<number> {
  const [row] = await tx.sql<{ number: number }>(
    'select coalesce(max(number), 0) + 1 as number from received_documents where year = $1',
    [year],
  )
  return row!.number
}

/** The same paper registered already, under another id. */
export async function findSame(
  tx: Tx,
  { id, authority, documentNumber }: { id: string; authority: string; documentNumber: string },
): Promise<{ year: number; number: number } | undefined> {
  if (documentNumber === '') return undefined
  const [row] = await tx.sql<{ year: number; number: number }>(
    `select year, number from received_documents
     where authority = $2 and document_number = $3 and document_number <> '' and voided_at is null and id <> $1`,
    [id, authority, documentNumber],
  )
  return row
}

export interface Registration {
  id: string
  documentNumber: string
  authority: string
  title: string
  receivedAt: Instant
  urgency: Urgency
  asks: string
  dueAt: Instant | null
}

export const insertDocument = (
  tx: Tx,
  row: Registration & By & { areaCode: string; year: number; number: number },
): Promise<unknown> =>
  tx.sql(
    `insert into received_documents (id, area_code, year, number, document_number, authority, title, received_at, urgency,
       asks, due_at, registered_at, registered_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      row.id,
      row.areaCode,
      row.year,
      row.number,
      row.documentNumber,
      row.authority,
      row.title,
      row.receivedAt,
      row.urgency,
      row.asks,
      row.dueAt,
      row.at,
      row.by,
    ],
  )

/** Another deadline is told of anew when it passes. */
export const correctDocument = (tx: Tx, row: Registration): Promise<unknown> =>
  tx.sql(
    `update received_documents set document_number = $2, authority = $3, title = $4, received_at = $5, urgency = $6,
       asks = $7, due_at = $8, version = version + 1,
       overdue_told_at = case when due_at is not distinct from $8::timestamptz then overdue_told_at end
     where id = $1`,
    [row.id, row.documentNumber, row.authority, row.title, row.receivedAt, row.urgency, row.asks, row.dueAt],
  )

export const completeDocument = (tx: Tx, id: string, { note, at, by }: { note: string } & By): Promise<unknown> =>
  tx.sql('update received_documents set done_at = $2, done_by = $3, done_note = $4 where id = $1', [id, at, by, note])

export const voidDocument = (tx: Tx, id: string, { reason, at, by }: { reason: string } & By): Promise<unknown> =>
  tx.sql('update received_documents set voided_at = $2, voided_by = $3, void_reason = $4 where id = $1', [
    id,
    at,
    by,
    reason,
  ])

/** Past their deadline, and nobody was told: marked, so that it is told once. */
export const markOverdue = (tx: Tx, now: Instant): Promise<{ id: string }[]> =>
  tx.sql(
    `update received_documents set overdue_told_at = $1
     where due_at <= $1 and done_at is null and voided_at is null and overdue_told_at is null returning id`,
    [now],
  )

export async function lastAuthorities(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ authority: string }>(
    'select authority from received_documents group by authority order by max(received_at) desc limit $1',
    [limit],
  )
  return rows.map(({ authority }) => authority)
}

export interface InstructionRow {
  id: string
  document_id: string
  leader: string
  words: string
  given_at: Instant
  is_on_behalf: boolean
  entered_at: Instant
  entered_by: string | null
  entered_by_name: string | null
  voided_at: Instant | null
  voided_by_name: string | null
  void_reason: string | null
}

const INSTRUCTION = `select i.*, a.display_name as entered_by_name, v.display_name as voided_by_name
  from received_instructions i left join accounts a on a.id = i.entered_by left join accounts v on v.id = i.voided_by`

export const instructionsOf = (tx: Tx, documents: readonly string[]): Promise<InstructionRow[]> =>
  tx.sql<InstructionRow>(`${INSTRUCTION} where i.document_id = any($1) order by i.given_at, i.entered_at, i.id`, [
    documents,
  ])

export async function findInstruction(tx: Tx, id: string): Promise<InstructionRow | undefined> {
  return (await tx.sql<InstructionRow>(`${INSTRUCTION} where i.id = $1`, [id]))[0]
}

/** False: the id is there already. */
export const insertInstruction = async (
  tx: Tx,
  row: {
    id: string
    documentId: string
    areaCode: string
    leader: string
    words: string
    givenAt: Instant
    isOnBehalf: boolean
  } & By,
): Promise<boolean> =>
  (
    await tx.sql(
      `insert into received_instructions (id, document_id, area_code, leader, words, given_at, is_on_behalf, entered_at, entered_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
      [row.id, row.documentId, row.areaCode, row.leader, row.words, row.givenAt, row.isOnBehalf, row.at, row.by],
    )
  ).length > 0

export const voidInstruction = (tx: Tx, id: string, { reason, at, by }: { reason: string } & By): Promise<unknown> =>
  tx.sql('update received_instructions set voided_at = $2, voided_by = $3, void_reason = $4 where id = $1', [
    id,
    at,
    by,
    reason,
  ])

export interface RecipientRow {
  recipient: string
  added_at: Instant
  read_at: Instant | null
  read_by_name: string | null
  withdrawn_at: Instant | null
  withdrawn_by_name: string | null
  withdraw_reason: string | null
}

export const recipientsOf = (tx: Tx, documentId: string): Promise<RecipientRow[]> =>
  tx.sql<RecipientRow>(
    `select r.*, a.display_name as read_by_name, w.display_name as withdrawn_by_name from received_recipients r
       left join accounts a on a.id = r.read_by left join accounts w on w.id = r.withdrawn_by
     where r.document_id = $1 order by r.added_at, r.recipient`,
    [documentId],
  )

/** Those that it was not circulated to before, or had been taken from. */
export async function addRecipients(
  tx: Tx,
  documentId: string,
  recipients: readonly string[],
  { at, by }: By,
): Promise<string[]> {
  const rows = await tx.sql<{ recipient: string }>(
    `insert into received_recipients (document_id, recipient, added_at, added_by)
     select $1, recipient, $3, $4 from unnest($2::text[]) as r (recipient)
     on conflict (document_id, recipient) do update set added_at = excluded.added_at, added_by = excluded.added_by,
       withdrawn_at = null, withdrawn_by = null, withdraw_reason = null where received_recipients.withdrawn_at is not null
     returning recipient`,
    [documentId, recipients, at, by],
  )
  return rows.map(({ recipient }) => recipient)
}

export const withdrawRecipient = (
  tx: Tx,
  documentId: string,
  recipient: string,
  { reason, at, by }: { reason: string } & By,
): Promise<unknown> =>
  tx.sql(
    `update received_recipients set withdrawn_at = $3, withdrawn_by = $4, withdraw_reason = $5
     where document_id = $1 and recipient = $2`,
    [documentId, recipient, at, by, reason],
  )

/** Of those, which were unread until now. */
export async function markRead(tx: Tx, documentId: string, ids: readonly string[], { at, by }: By): Promise<string[]> {
  const rows = await tx.sql<{ recipient: string }>(
    `update received_recipients set read_at = $3, read_by = $4
     where document_id = $1 and recipient = any($2) and read_at is null and withdrawn_at is null returning recipient`,
    [documentId, ids, at, by],
  )
  return rows.map(({ recipient }) => recipient)
}

export interface FileRow {
  id: string
  document_id: string
  name: string
  media_type: string
  size: number
  content_hash: Buffer
  added_at: Instant
  added_by_name: string | null
  voided_at: Instant | null
  voided_by_name: string | null
  void_reason: string | null
}

const FILE = `select f.id, f.document_id, f.name, f.media_type, f.size, f.content_hash, f.added_at, f.voided_at, f.void_reason,
    a.display_name as added_by_name, v.display_name as voided_by_name
  from received_files f left join accounts a on a.id = f.added_by left join accounts v on v.id = f.voided_by`

export const filesOf = (tx: Tx, documentId: string): Promise<FileRow[]> =>
  tx.sql<FileRow>(`${FILE} where f.document_id = $1 order by f.added_at, f.id`, [documentId])

export async function findFile(tx: Tx, id: string): Promise<FileRow | undefined> {
  return (await tx.sql<FileRow>(`${FILE} where f.id = $1`, [id]))[0]
}

export const readSealed = async (tx: Tx, id: string): Promise<Buffer> =>
  (await tx.sql<{ sealed: Buffer }>('select sealed from received_files where id = $1', [id]))[0]!.sealed

/** False: the id is there already. */
export const insertFile = async (
  tx: Tx,
  row: {
    id: string
    documentId: string
    areaCode: string
    name: string
    mediaType: string
    size: number
    contentHash: Buffer
    sealed: Buffer
  } & By,
): Promise<boolean> =>
  (
    await tx.sql(
      `insert into received_files (id, document_id, area_code, name, media_type, size, content_hash, sealed, added_at, added_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
      [
        row.id,
        row.documentId,
        row.areaCode,
        row.name,
        row.mediaType,
        row.size,
        row.contentHash,
        row.sealed,
        row.at,
        row.by,
      ],
    )
  ).length > 0

export const voidFile = (tx: Tx, id: string, { reason, at, by }: { reason: string } & By): Promise<unknown> =>
  tx.sql('update received_files set voided_at = $2, voided_by = $3, void_reason = $4 where id = $1', [
    id,
    at,
    by,
    reason,
  ])
