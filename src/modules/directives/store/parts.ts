// SQL of what hangs on a directive: files, the steps of a supervised matter, offers of help.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

export interface FileRow {
  id: string
  directive_id: string
  assignment_id: string | null
  name: string
  media_type: string
  size: number
  content_hash: Buffer
  added_at: Instant
  added_by_name: string | null
}

const FILES = `select f.id, f.directive_id, f.assignment_id, f.name, f.media_type, f.size, f.content_hash, f.added_at,
    b.display_name as added_by_name from directive_files f left join accounts b on b.id = f.added_by`

export const listFiles = (tx: Tx, directiveId: string): Promise<FileRow[]> =>
  tx.sql<FileRow>(`${FILES} where f.directive_id = $1 order by f.added_at, f.id`, [directiveId])

export const findFile = async (tx: Tx, id: string): Promise<FileRow | undefined> =>
  (await tx.sql<FileRow>(`${FILES} where f.id = $1`, [id]))[0]

export const readSealed = async (tx: Tx, id: string): Promise<Buffer | undefined> =>
  (await tx.sql<{ sealed: Buffer }>('select sealed from directive_files where id = $1', [id]))[0]?.sealed

export interface FileWrite {
  id: string
  directiveId: string
  assignmentId: string | null
  name: string
  mediaType: string
  size: number
  contentHash: Buffer
  sealed: Buffer
  at: Instant
  by: string | null
}

/** Answers whether it was written: not when the id is in use. */
export const insertFile = async (tx: Tx, file: FileWrite): Promise<boolean> =>
  (
    await tx.sql(
      `insert into directive_files (id, directive_id, assignment_id, name, media_type, size, content_hash, sealed, added_at,
         added_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing returning id`,
      [
        file.id,
        file.directiveId,
        file.assignmentId,
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

export interface StepRow {
  id: string
  directive_id: string
  position: number
  title: string
  due_at: Instant
  done_at: Instant | null
  done_by_name: string | null
  note: string
}

export const insertSteps = (
  tx: Tx,
  rows: readonly Pick<StepRow, 'id' | 'directive_id' | 'position' | 'title' | 'due_at'>[],
): Promise<unknown> =>
  tx.sql(
    `insert into supervision_steps (id, directive_id, position, title, due_at)
     select * from json_to_recordset($1) as s (id uuid, directive_id uuid, position int, title text, due_at timestamptz)`,
    [JSON.stringify(rows)],
  )

const STEPS = `select s.id, s.directive_id, s.position, s.title, s.due_at, s.done_at, b.display_name as done_by_name, s.note
  from supervision_steps s left join accounts b on b.id = s.done_by`

export const listSteps = (tx: Tx, directiveId: string): Promise<StepRow[]> =>
  tx.sql<StepRow>(`${STEPS} where s.directive_id = $1 order by s.position`, [directiveId])

export const stepsOf = (tx: Tx, directiveIds: readonly string[]): Promise<StepRow[]> =>
  tx.sql<StepRow>(`${STEPS} where s.directive_id = any($1::uuid[]) order by s.directive_id, s.position`, [directiveIds])

export const lockStep = async (tx: Tx, id: string): Promise<StepRow | undefined> =>
  (await tx.sql<StepRow>(`${STEPS} where s.id = $1 for no key update of s`, [id]))[0]

export const completeStep = (
  tx: Tx,
  id: string,
  done: { at: Instant; by: string | null; note: string },
): Promise<unknown> =>
  tx.sql('update supervision_steps set done_at = $2, done_by = $3, note = $4 where id = $1', [
    id,
    done.at,
    done.by,
    done.note,
  ])

export interface OfferRow {
  id: string
  directive_id: string
  assignment_id: string
  unit_id: string
  unit_zh: string
  unit_en: string
  quantity: number
  note: string
  offered_at: Instant
  offered_by_name: string | null
  state: 'offered' | 'taken' | 'notNeeded' | 'delivered' | 'withdrawn'
  taken: number | null
  delivered: number | null
  delivered_at: Instant | null
}

const OFFERS = `select o.id, o.directive_id, o.assignment_id, a.unit_id, u.name_zh as unit_zh, u.name_en as unit_en, o.quantity,
    o.note, o.offered_at, b.display_name as offered_by_name, o.state, o.taken, o.delivered, o.delivered_at
  from help_offers o join directive_assignments a on a.id = o.assignment_id join units u on u.id = a.unit_id
    left join accounts b on b.id = o.offered_by`

export const listOffers = (tx: Tx, directiveId: string): Promise<OfferRow[]> =>
  tx.sql<OfferRow>(`${OFFERS} where o.directive_id = $1 order by o.offered_at, o.id`, [directiveId])

export const findOffer = async (tx: Tx, id: string): Promise<OfferRow | undefined> =>
  (await tx.sql<OfferRow>(`${OFFERS} where o.id = $1`, [id]))[0]

export const insertOffer = (
  tx: Tx,
  row: {
    id: string
    directiveId: string
    assignmentId: string
    quantity: number
    note: string
    at: Instant
    by: string | null
  },
): Promise<unknown> =>
  tx.sql(
    `insert into help_offers (id, directive_id, assignment_id, quantity, note, offered_at, offered_by, state)
     values ($1, $2, $3, $4, $5, $6, $7, 'offered')`,
    [row.id, row.directiveId, row.assignmentId, row.quantity, row.note, row.at, row.by],
  )

export const decideOffer = (
  tx: Tx,
  id: string,
  { state, taken, at }: { state: 'taken' | 'notNeeded' | 'withdrawn'; taken: number | null; at: Instant },
): Promise<unknown> =>
  tx.sql('update help_offers set state = $2, taken = $3, decided_at = $4 where id = $1', [id, state, taken, at])

export const deliverOffer = (
  tx: Tx,
  id: string,
  { delivered, at }: { delivered: number; at: Instant },
): Promise<unknown> =>
  tx.sql(`update help_offers set state = 'delivered', delivered = $2, delivered_at = $3 where id = $1`, [
    id,
    delivered,
    at,
  ])
