// SQL of forms and their versions. A list never reads the sealed workbook.
import type { Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import type { Mapping } from '../contract.ts'

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
