// SQL of files. A list never reads the sealed bytes.
import type { Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { FileKind, MediaType } from './rules/content.ts'

export interface FileRow {
  id: string
  person_id: string
  area_code: string
  kind: FileKind
  name: string
  media_type: MediaType
  size: number
  content_hash: Buffer
  added_at: Instant
  added_by_name: string | null
  voided_at: Instant | null
  voided_by_name: string | null
  void_reason: string | null
}

const SELECT = `select f.id, f.person_id, f.area_code, f.kind, f.name, f.media_type, f.size, f.content_hash, f.added_at,
    a.display_name as added_by_name, f.voided_at, v.display_name as voided_by_name, f.void_reason
  from files f left join accounts a on a.id = f.added_by left join accounts v on v.id = f.voided_by`

export const listFiles = (tx: Tx, personId: string): Promise<FileRow[]> =>
  tx.sql<FileRow>(`${SELECT} where f.person_id = $1 order by f.added_at desc, f.id desc`, [personId])

export const findFile = async (tx: Tx, id: string): Promise<FileRow | undefined> =>
  (await tx.sql<FileRow>(`${SELECT} where f.id = $1`, [id]))[0]

export const lockFile = async (tx: Tx, id: string): Promise<FileRow | undefined> =>
  (await tx.sql<FileRow>(`${SELECT} where f.id = $1 for update of f`, [id]))[0]

export const readSealed = async (tx: Tx, id: string): Promise<Buffer | undefined> =>
  (await tx.sql<{ sealed: Buffer }>('select sealed from files where id = $1', [id]))[0]?.sealed

export const countFiles = async (tx: Tx, personId: string): Promise<number> =>
  (
    await tx.sql<{ count: number }>('select count(*) from files where person_id = $1 and voided_at is null', [personId])
  )[0]!.count

export interface FileWrite {
  id: string
  personId: string
  areaCode: string
  kind: FileKind
  name: string
  mediaType: MediaType
  size: number
  contentHash: Buffer
  sealed: Buffer
  at: Instant
  by: string | null
}

/** Answers whether it was written: not when the id is in use, seen or not. */
export const insertFile = async (tx: Tx, file: FileWrite): Promise<boolean> =>
  (
    await tx.sql(
      `insert into files (id, person_id, area_code, kind, name, media_type, size, content_hash, sealed, added_at, added_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing returning id`,
      [
        file.id,
        file.personId,
        file.areaCode,
        file.kind,
        file.name,
        file.mediaType,
        file.size,
        file.contentHash,
        file.sealed,
        file.at,
        file.by,
      ],
    )
  ).length > 0

export const voidFile = (
  tx: Tx,
  id: string,
  voided: { at: Instant; by: string | null; reason: string },
): Promise<unknown> =>
  tx.sql('update files set voided_at = $2, voided_by = $3, void_reason = $4 where id = $1', [
    id,
    voided.at,
    voided.by,
    voided.reason,
  ])
