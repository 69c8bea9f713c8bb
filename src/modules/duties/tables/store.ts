// SQL of tables from above. A list never reads the sealed workbook.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Mapping, Value } from './contract.ts'

interface By {
  at: Instant
  by: string | null
}

export interface FormRow {
  id: string
  name: string
}

/** False: the id is in use. */
export const insertForm = async (tx: Tx, row: FormRow & By): Promise<boolean> =>
  (
    await tx.sql(
      'insert into table_forms (id, name, created_at, created_by) values ($1, $2, $3, $4) on conflict do nothing returning id',
      [row.id, row.name, row.at, row.by],
    )
  ).length > 0

export const findForm = async (tx: Tx, id: string): Promise<FormRow | undefined> =>
  (await tx.sql<FormRow>('select id, name from table_forms where id = $1', [id]))[0]

/** Versions are added one after the other. */
export const lockForm = async (tx: Tx, id: string): Promise<FormRow | undefined> =>
  (await tx.sql<FormRow>('select id, name from table_forms where id = $1 for no key update', [id]))[0]

export interface FormListed extends FormRow {
  versions: number
  uploaded_at: Instant
  fillings: number
  open: number
  last_filled: Instant | null
}

export const listForms = (tx: Tx): Promise<FormListed[]> =>
  tx.sql<FormListed>(
    `select f.id, f.name, v.versions, v.uploaded_at, coalesce(l.fillings, 0) as fillings, coalesce(l.open, 0) as open,
       l.last_filled
     from table_forms f
       join (select form_id, count(*)::int as versions, max(uploaded_at) as uploaded_at from table_form_versions group by 1) v
         on v.form_id = f.id
       left join (select w.form_id, count(*)::int as fillings, max(t.begun_at) as last_filled,
           (count(*) filter (where t.state in ('draft', 'asked')))::int as open
         from table_fillings t join table_form_versions w on w.id = t.version_id where t.state <> 'withdrawn' group by 1) l
         on l.form_id = f.id
     order by greatest(v.uploaded_at, l.last_filled) desc, f.id`,
  )

export interface VersionWrite {
  id: string
  formId: string
  fileName: string
  size: number
  contentHash: Buffer
  sealed: Buffer
  mapping: Mapping
  lost: readonly string[]
}

/** The next number of its form; false: the id is in use. */
export const insertVersion = async (tx: Tx, row: VersionWrite & By): Promise<boolean> =>
  (
    await tx.sql(
      `insert into table_form_versions (id, form_id, number, file_name, size, content_hash, sealed, uploaded_at, uploaded_by,
         mapping, lost)
       select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10 from table_form_versions where form_id = $2
       on conflict (id) do nothing returning id`,
      [
        row.id,
        row.formId,
        row.fileName,
        row.size,
        row.contentHash,
        row.sealed,
        row.at,
        row.by,
        JSON.stringify(row.mapping),
        JSON.stringify(row.lost),
      ],
    )
  ).length > 0

export interface VersionRow {
  id: string
  form_id: string
  number: number
  file_name: string
  size: number
  content_hash: Buffer
  uploaded_at: Instant
  uploaded_by_name: string | null
  mapping: Mapping
  revision: number
  lost: string[]
}

const VERSION = `select v.id, v.form_id, v.number, v.file_name, v.size, v.content_hash, v.uploaded_at, v.mapping, v.revision, v.lost,
    a.display_name as uploaded_by_name
  from table_form_versions v left join accounts a on a.id = v.uploaded_by`

/** The latest first. */
export const versionsOf = (tx: Tx, formId: string): Promise<VersionRow[]> =>
  tx.sql<VersionRow>(`${VERSION} where v.form_id = $1 order by v.number desc`, [formId])

export const findVersion = async (tx: Tx, id: string): Promise<VersionRow | undefined> =>
  (await tx.sql<VersionRow>(`${VERSION} where v.id = $1`, [id]))[0]

export const readSealed = async (tx: Tx, id: string): Promise<Buffer> =>
  (await tx.sql<{ sealed: Buffer }>('select sealed from table_form_versions where id = $1', [id]))[0]!.sealed

/** False: somebody else changed it in between. */
export const saveMapping = async (tx: Tx, id: string, mapping: Mapping, revision: number): Promise<boolean> =>
  (
    await tx.sql(
      `update table_form_versions set mapping = $2, revision = revision + 1, lost = '[]'
       where id = $1 and revision = $3 returning id`,
      [id, JSON.stringify(mapping), revision],
    )
  ).length > 0

export type Span = 'report' | 'calendar'
export type FillingState = 'draft' | 'asked' | 'closed' | 'withdrawn'

export interface FillingWrite {
  id: string
  version_id: string
  day: Day
  span: Span
  period_from: Instant
  period_until: Instant
  mapping: Mapping
  begun_at: Instant
  begun_by: string | null
  plan_version_id: string
}

export interface FillingRow extends FillingWrite {
  form_id: string
  form_name: string
  version_number: number
  state: FillingState
  due_at: Instant | null
  asked_at: Instant | null
  settled_at: Instant | null
  settled_by_name: string | null
  reason: string
  asked: number
  answered: number
}

/** False: the id is in use. */
export const insertFilling = async (tx: Tx, row: FillingWrite): Promise<boolean> =>
  (
    await tx.sql(
      `insert into table_fillings (id, version_id, day, span, period_from, period_until, mapping, state, begun_at, begun_by,
         plan_version_id)
       select id, version_id, day, span, period_from, period_until, mapping, 'draft', begun_at, begun_by, plan_version_id
       from json_populate_record(null::table_fillings, $1) on conflict do nothing returning id`,
      [JSON.stringify(row)],
    )
  ).length > 0

const FILLING = `select t.*, v.form_id, v.number as version_number, f.name as form_name, s.display_name as settled_by_name,
    (select count(*)::int from table_asked a where a.filling_id = t.id) as asked,
    (select count(distinct (a.owner_kind, a.owner_key))::int from table_answers a where a.filling_id = t.id) as answered
  from table_fillings t join table_form_versions v on v.id = t.version_id join table_forms f on f.id = v.form_id
    left join accounts s on s.id = t.settled_by`

export const findFilling = async (tx: Tx, id: string): Promise<FillingRow | undefined> =>
  (await tx.sql<FillingRow>(`${FILLING} where t.id = $1`, [id]))[0]

/** Whoever asks, answers, corrects or closes does so one after the other. */
export async function lockFilling(tx: Tx, id: string): Promise<FillingRow | undefined> {
  await tx.sql('select from table_fillings where id = $1 for no key update', [id])
  return findFilling(tx, id)
}

interface Asked {
  form: string | undefined
  state: FillingState | undefined
}
const WHERE = '($1::uuid is null or v.form_id = $1) and ($2::text is null or t.state = $2)'

export const listFillings = (
  tx: Tx,
  { form, state }: Asked,
  { after, limit }: { after: { at: Instant; id: string } | null; limit: number },
): Promise<FillingRow[]> =>
  tx.sql<FillingRow>(
    `${FILLING} where ${WHERE} and ($3::timestamptz is null or (t.begun_at, t.id) < ($3, $4::uuid))
     order by t.begun_at desc, t.id desc limit $5`,
    [form ?? null, state ?? null, after?.at ?? null, after?.id ?? null, limit],
  )

export const countFillings = async (tx: Tx, { form, state }: Asked): Promise<number> =>
  (
    await tx.sql<{ count: number }>(
      `select count(*)::int as count from table_fillings t join table_form_versions v on v.id = t.version_id where ${WHERE}`,
      [form ?? null, state ?? null],
    )
  )[0]!.count

export interface SnapshotRow {
  number: number
  taken_at: Instant
  taken_by_name: string | null
  figures: Record<string, number | null>
}

export const insertSnapshot = (
  tx: Tx,
  fillingId: string,
  figures: Record<string, number | null>,
  { at, by }: By,
): Promise<unknown> =>
  tx.sql(
    `insert into table_snapshots (filling_id, number, taken_at, taken_by, figures)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4 from table_snapshots where filling_id = $1`,
    [fillingId, at, by, JSON.stringify(figures)],
  )

export const lastSnapshot = async (tx: Tx, fillingId: string): Promise<SnapshotRow> =>
  (
    await tx.sql<SnapshotRow>(
      `select s.number, s.taken_at, s.figures, a.display_name as taken_by_name
       from table_snapshots s left join accounts a on a.id = s.taken_by where s.filling_id = $1 order by s.number desc limit 1`,
      [fillingId],
    )
  )[0]!

export interface OwnerRow {
  owner_kind: 'group' | 'unit'
  owner_key: string
}

export async function askUnits(
  tx: Tx,
  id: string,
  owners: readonly { kind: string; key: string }[],
  dueAt: Instant,
  { at, by }: By,
): Promise<void> {
  await tx.sql(`update table_fillings set state = 'asked', due_at = $2, asked_at = $3, asked_by = $4 where id = $1`, [
    id,
    dueAt,
    at,
    by,
  ])
  await tx.sql(
    `insert into table_asked (filling_id, owner_kind, owner_key)
     select $1, kind, key from json_to_recordset($2) as o (kind text, key text)`,
    [id, JSON.stringify(owners)],
  )
}

export const settleFilling = (
  tx: Tx,
  id: string,
  state: 'closed' | 'withdrawn',
  { at, by, reason }: By & { reason: string },
): Promise<unknown> =>
  tx.sql('update table_fillings set state = $2, settled_at = $3, settled_by = $4, reason = $5 where id = $1', [
    id,
    state,
    at,
    by,
    reason,
  ])

export interface AnswerRow extends OwnerRow {
  id: string
  filling_id: string
  version: number
  cells: Record<string, Value>
  answered_at: Instant
  answered_by_name: string | null
  /** Of the first version. */
  first_at: Instant
}

const ANSWER = `select distinct on (w.filling_id, w.owner_kind, w.owner_key) w.id, w.filling_id, w.owner_kind, w.owner_key, w.version,
    w.cells, w.answered_at, a.display_name as answered_by_name, min(w.answered_at) over
      (partition by w.filling_id, w.owner_kind, w.owner_key) as first_at
  from table_answers w left join accounts a on a.id = w.answered_by`
const LATEST = 'order by w.filling_id, w.owner_kind, w.owner_key, w.version desc'

export const answersOf = (tx: Tx, fillingIds: readonly string[]): Promise<AnswerRow[]> =>
  tx.sql<AnswerRow>(`${ANSWER} where w.filling_id = any($1::uuid[]) ${LATEST}`, [fillingIds])

export const ownersOf = (tx: Tx, fillingId: string): Promise<OwnerRow[]> =>
  tx.sql<OwnerRow>('select owner_kind, owner_key from table_asked where filling_id = $1', [fillingId])

/** False: the id is in use, or that version is there. */
export const insertAnswer = async (
  tx: Tx,
  row: { id: string; fillingId: string; version: number; cells: Record<string, Value> } & OwnerRow & By,
): Promise<boolean> =>
  (
    await tx.sql(
      `insert into table_answers (id, filling_id, owner_kind, owner_key, version, cells, answered_at, answered_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
      [row.id, row.fillingId, row.owner_kind, row.owner_key, row.version, JSON.stringify(row.cells), row.at, row.by],
    )
  ).length > 0

export const findAnswer = async (
  tx: Tx,
  id: string,
): Promise<(OwnerRow & { filling_id: string; cells: Record<string, Value> }) | undefined> =>
  (
    await tx.sql<OwnerRow & { filling_id: string; cells: Record<string, Value> }>(
      'select filling_id, owner_kind, owner_key, cells from table_answers where id = $1',
      [id],
    )
  )[0]

/** What these owners are asked: all that is open, and the latest that are settled. */
export const requestsOf = (
  tx: Tx,
  owners: readonly { kind: string; key: string }[],
  settledSince: Instant,
): Promise<(FillingRow & OwnerRow)[]> =>
  tx.sql<FillingRow & OwnerRow>(
    `select o.owner_kind, o.owner_key, f.* from table_asked o join (${FILLING}) f on f.id = o.filling_id
     where (o.owner_kind, o.owner_key) in (select kind, key from json_to_recordset($1) as j (kind text, key text))
       and (f.state = 'asked' or f.state = 'closed' and f.settled_at > $2)
     order by f.state, f.due_at, f.id, o.owner_key`,
    [JSON.stringify(owners), settledSince],
  )

export interface CorrectionRow {
  id: string
  filling_id: string
  ref: string
  value: Value
  note: string
  corrected_at: Instant
  corrected_by_name: string | null
}

export const correctionsOf = (tx: Tx, fillingId: string): Promise<CorrectionRow[]> =>
  tx.sql<CorrectionRow>(
    `select c.id, c.filling_id, c.ref, c.value, c.note, c.corrected_at, a.display_name as corrected_by_name
     from table_corrections c left join accounts a on a.id = c.corrected_by where c.filling_id = $1 order by c.number`,
    [fillingId],
  )

export const findCorrection = async (
  tx: Tx,
  id: string,
): Promise<Pick<CorrectionRow, 'filling_id' | 'ref' | 'value'> | undefined> =>
  (
    await tx.sql<Pick<CorrectionRow, 'filling_id' | 'ref' | 'value'>>(
      'select filling_id, ref, value from table_corrections where id = $1',
      [id],
    )
  )[0]

export const insertCorrection = (
  tx: Tx,
  row: { id: string; fillingId: string; number: number; ref: string; value: Value; note: string } & By,
): Promise<unknown> =>
  tx.sql(
    `insert into table_corrections (id, filling_id, number, ref, value, note, corrected_at, corrected_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.fillingId, row.number, row.ref, JSON.stringify(row.value), row.note, row.at, row.by],
  )
