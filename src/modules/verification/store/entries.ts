// SQL of the persons of a list. Row security decides who is seen: where the list came in until the person is sent, from then
// on the area that answers.
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { ListKind } from '../contract.ts'
import type { Finding } from '../rules/findings.ts'
import type { Match, Matched, MatchedBy } from '../rules/matching.ts'

export interface EntryWrite {
  id: string
  list_id: string
  area_code: string
  no: number
  entry_key: Buffer
  name: string
  birth_date: Day | null
  document_type: string | null
  document_sealed: Buffer | null
  document_hash: Buffer | null
  document_masked: string
  telephones: string[]
  address: string
  note: string
  added_at: Instant
  added_by: string | null
  /** As the list itself says it. */
  listed_area: string | null
}

const hex = (bytes: Buffer | null) => bytes?.toString('hex') ?? null

/** Those that are not on the list yet; answers their ids. */
export const insertEntries = async (tx: Tx, rows: readonly EntryWrite[]): Promise<Set<string>> => {
  const inserted = await tx.sql<{ id: string }>(
    `insert into verification_entries (id, list_id, area_code, no, entry_key, name, birth_date, document_type, document_sealed,
       document_hash, document_masked, telephones, address, note, added_at, added_by, listed_area, proposed_area)
     select id, list_id, area_code, no, decode(entry_key, 'hex'), name, birth_date, document_type, decode(document_sealed, 'hex'),
       decode(document_hash, 'hex'), document_masked, telephones, address, note, added_at, added_by, listed_area, listed_area
     from json_to_recordset($1) as r (id uuid, list_id uuid, area_code text, no integer, entry_key text, name text,
       birth_date date, document_type text, document_sealed text, document_hash text, document_masked text, telephones text[],
       address text, note text, added_at timestamptz, added_by uuid, listed_area text)
     on conflict do nothing returning id`,
    [
      JSON.stringify(
        rows.map((row) => ({
          ...row,
          entry_key: hex(row.entry_key),
          document_sealed: hex(row.document_sealed),
          document_hash: hex(row.document_hash),
        })),
      ),
    ],
  )
  return new Set(inserted.map(({ id }) => id))
}

/** Of these keys, those that are on the list already; in hex. */
export const knownKeys = async (tx: Tx, listId: string, keys: readonly Buffer[]): Promise<Set<string>> =>
  new Set(
    (
      await tx.sql<{ key: string }>(
        `select encode(entry_key, 'hex') as key from verification_entries
         where list_id = $1 and entry_key = any($2::bytea[]) and voided_at is null`,
        [listId, keys],
      )
    ).map(({ key }) => key),
  )

export interface ToMatch {
  id: string
  name: string
  birth_date: Day | null
  document_type: string | null
  document_hash: Buffer | null
  telephones: string[]
  listed_area: string | null
}

/** Not sent, not answered, and nobody has said who it is. In the order of their ids, after one of them. */
export const entriesToMatch = (tx: Tx, listId: string, after: string | null, limit: number): Promise<ToMatch[]> =>
  tx.sql<ToMatch>(
    `select id, name, birth_date, document_type, document_hash, telephones, listed_area from verification_entries
     where list_id = $1 and voided_at is null and finding_id is null and batch_id is null
       and not (is_certain and match_by in ('telephone', 'name'))
       and ($2::uuid is null or id > $2) order by id limit $3`,
    [listId, after, limit],
  )

export const setMatches = (tx: Tx, rows: readonly ({ id: string } & Matched)[]): Promise<unknown> =>
  tx.sql(
    `update verification_entries e set match = r.match, match_by = r."by", is_certain = r."isCertain", person_id = r."personId",
       proposed_area = case when e.area_is_said then e.proposed_area else r.area end
     from json_to_recordset($1) as r (id uuid, match text, "by" text, "isCertain" boolean, "personId" uuid, area text)
     where e.id = r.id`,
    [JSON.stringify(rows)],
  )

export interface EntryRow {
  id: string
  list_id: string
  area_code: string
  no: number
  name: string
  birth_date: Day | null
  document_type: string | null
  document_sealed: Buffer | null
  document_hash: Buffer | null
  document_masked: string
  telephones: string[]
  address: string
  note: string
  listed_area: string | null
  proposed_area: string | null
  match: Match | null
  match_by: MatchedBy | null
  is_certain: boolean
  person_id: string | null
  batch_id: string | null
  finding_id: string | null
  finding: Finding | null
  answered_at: Instant | null
  unregistered_since: Day | null
  voided_at: Instant | null
  void_reason: string
  due_at: Instant
  sent_at: Instant | null
  batch_received_at: Instant | null
  kind: ListKind
  authority: string
  letter_no: string
  letter_day: Day
  why: string
  origin_text: string
  service_no: string
  travelled_on: Day | null
  list_received_at: Instant
  list_voided_at: Instant | null
  list_area: string
  list_due_at: Instant
}

const ENTRY = `select e.*, coalesce(b.due_at, l.due_at) as due_at, b.sent_at, b.received_at as batch_received_at, l.kind, l.authority,
    l.letter_no, l.letter_day, l.why, l.origin_text, l.service_no, l.travelled_on, l.received_at as list_received_at,
    l.voided_at as list_voided_at, l.area_code as list_area, l.due_at as list_due_at
  from verification_entries e join verification_lists l on l.id = e.list_id left join verification_batches b on b.id = e.batch_id`

export const findEntry = async (tx: Tx, id: string): Promise<EntryRow | undefined> =>
  (await tx.sql<EntryRow>(`${ENTRY} where e.id = $1`, [id]))[0]

/** Held until the transaction ends: of two answers at once the second one sees the first. */
export async function lockEntry(tx: Tx, id: string): Promise<EntryRow | undefined> {
  await tx.sql('select from verification_entries where id = $1 for update', [id])
  return findEntry(tx, id)
}

export interface AskedEntries {
  list: string | undefined
  state: string | undefined
  match: string | undefined
  finding: string | undefined
  area: string | undefined
  now: Instant
}

const WHERE = `e.voided_at is null and l.voided_at is null and ($1::uuid is null or e.list_id = $1)
  and ($2::text is null or case $2 when 'answered' then e.finding_id is not null
    when 'open' then e.finding_id is null
    when 'overdue' then e.finding_id is null and coalesce(b.due_at, l.due_at) <= $6
    when 'sent' then e.finding_id is null and e.batch_id is not null
    when 'assigned' then e.finding_id is null and e.batch_id is null and e.proposed_area is not null
    else e.finding_id is null and e.batch_id is null and e.proposed_area is null end)
  and ($3::text is null or case $3 when 'uncertain' then e.match <> 'unknown' and not e.is_certain and e.finding_id is null
    else e.match = $3 end)
  and ($4::text is null or case $4 when 'unregistered' then e.unregistered_since is not null else e.finding = $4 end)
  and ($5::text is null or (case when e.batch_id is null then coalesce(e.proposed_area, e.area_code) else e.area_code end >= $5
    and case when e.batch_id is null then coalesce(e.proposed_area, e.area_code) else e.area_code end < $5 || '~'))`
const asked = ({ list, state, match, finding, area, now }: AskedEntries) => [
  list ?? null,
  state ?? null,
  match ?? null,
  finding ?? null,
  area === undefined ? null : areaRange(area).from,
  now,
]

/** Where a page ended: the list that was received last stands first, then by number. */
export interface EntryPosition {
  at: Instant
  no: number
  id: string
}

export const listEntries = (
  tx: Tx,
  of: AskedEntries,
  page: { limit: number; after: EntryPosition | null },
): Promise<EntryRow[]> =>
  tx.sql<EntryRow>(
    `${ENTRY} where ${WHERE}
       and ($7::timestamptz is null or l.received_at < $7 or l.received_at = $7 and (e.no, e.id) > ($8::int, $9::uuid))
     order by l.received_at desc, e.no, e.id limit $10`,
    [...asked(of), page.after?.at ?? null, page.after?.no ?? null, page.after?.id ?? null, page.limit],
  )

export const countEntries = async (tx: Tx, of: AskedEntries): Promise<number> =>
  (
    await tx.sql<{ count: number }>(
      `select count(*)::int as count from verification_entries e join verification_lists l on l.id = e.list_id
         left join verification_batches b on b.id = e.batch_id where ${WHERE}`,
      asked(of),
    )
  )[0]!.count

export const setProposedArea = async (tx: Tx, listId: string, ids: readonly string[], area: string): Promise<number> =>
  (
    await tx.sql(
      `update verification_entries set proposed_area = $3, area_is_said = true
       where list_id = $1 and id = any($2::uuid[]) and batch_id is null and finding_id is null and voided_at is null returning id`,
      [listId, ids, area],
    )
  ).length

/** `toSend`: those of the list that may be sent; all of them where no ids are said. */
export const entriesToSend = (
  tx: Tx,
  listId: string,
  ids: readonly string[] | null,
): Promise<{ id: string; proposed_area: string | null }[]> =>
  tx.sql(
    `select id, proposed_area from verification_entries
     where list_id = $1 and ($2::uuid[] is null or id = any($2)) and batch_id is null and finding_id is null and voided_at is null
     order by id for update`,
    [listId, ids],
  )

/** Whoever sees the new area sees the person from here on. */
export const sendEntries = (tx: Tx, rows: readonly { id: string; area: string; batchId: string }[]): Promise<unknown> =>
  tx.sql(
    `update verification_entries e set area_code = r.area, proposed_area = r.area, batch_id = r."batchId"
     from json_to_recordset($1) as r (id uuid, area text, "batchId" uuid) where e.id = r.id`,
    [JSON.stringify(rows)],
  )

export const setMatch = (
  tx: Tx,
  id: string,
  { match, personId }: { match: Match; personId: string | null },
): Promise<unknown> =>
  tx.sql('update verification_entries set match = $2, person_id = $3, is_certain = true where id = $1', [
    id,
    match,
    personId,
  ])

export interface FindingSet {
  id: string
  findingId: string
  kind: Finding
  personId: string | null
  at: Instant
  unregisteredSince: Day | null
}

/**
 * The finding that stands says who it is and since when the person was here; one that finds nobody leaves the match of the list
 * until it is corrected. The first answer's time stays.
 */
export const setFindings = (tx: Tx, rows: readonly FindingSet[]): Promise<unknown> =>
  tx.sql(
    `update verification_entries e set finding_id = r."findingId", finding = r.kind,
       person_id = coalesce(r."personId", case when e.finding_id is null then e.person_id end),
       answered_at = coalesce(e.answered_at, r.at), unregistered_since = r."unregisteredSince"
     from json_to_recordset($1) as r (id uuid, "findingId" uuid, kind text, "personId" uuid, at timestamptz,
       "unregisteredSince" date) where e.id = r.id`,
    [JSON.stringify(rows)],
  )

/** The person is open again, in another area. */
export const passOn = (tx: Tx, id: string, to: { area: string; batchId: string }): Promise<unknown> =>
  tx.sql(
    `update verification_entries set area_code = $2, proposed_area = $2, batch_id = $3, finding_id = null, finding = null,
       answered_at = null where id = $1`,
    [id, to.area, to.batchId],
  )

export const voidEntry = (
  tx: Tx,
  id: string,
  said: { reason: string; at: Instant; by: string | null },
): Promise<unknown> =>
  tx.sql('update verification_entries set voided_at = $2, voided_by = $3, void_reason = $4 where id = $1', [
    id,
    said.at,
    said.by,
    said.reason,
  ])

/** Certain hits of the list that nobody was asked about yet. */
export const certainHits = (tx: Tx, listId: string): Promise<{ id: string; area_code: string; person_id: string }[]> =>
  tx.sql(
    `select id, area_code, person_id from verification_entries where list_id = $1 and match = 'hit' and is_certain and person_id is not null
       and finding_id is null and batch_id is null and voided_at is null order by id for update`,
    [listId],
  )

/** For the reply: everybody, in the order of the list, with the finding that stands. */
export const listForReply = (
  tx: Tx,
  listId: string,
): Promise<
  {
    no: number
    name: string
    document_masked: string
    address: string
    area_code: string
    finding: Finding | null
    reason: string | null
    place_text: string | null
    tries: { how: string; at: Instant; who: string }[] | null
    note: string | null
    found_at: Instant | null
    person_area: string | null
  }[]
> =>
  tx.sql(
    `select e.no, e.name, e.document_masked, e.address, e.area_code, e.finding, f.reason, f.place_text, f.tries, f.note,
       f.found_at, p.area_code as person_area
     from verification_entries e left join verification_findings f on f.id = e.finding_id left join persons p on p.id = e.person_id
     where e.list_id = $1 and e.voided_at is null order by e.no, e.id`,
    [listId],
  )
