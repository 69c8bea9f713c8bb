// All SQL of amendments: proposed, decided, applied; and what a plan that takes effect ends.
import { type Instant, instant } from '../../../kernel/time.ts'
import { Plan, type RunningPeriods, type Text } from '../../../plan/index.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { AmendmentState } from './rules.ts'

export interface AmendmentRow {
  id: string
  base_version_id: string
  effective_from: Instant
  running_periods: RunningPeriods
  reason: string
  proposed_at: Instant
  proposed_by: string | null
  state: AmendmentState
  decided_at: Instant | null
  decided_by: string | null
  decision_reason: string | null
  withdrawn_at: Instant | null
  withdrawn_by: string | null
  withdraw_reason: string | null
  applied_at: Instant | null
}

/** One at a time, whoever changes versions: their numbers and their order. */
export const lockPlans = (tx: Tx): Promise<unknown> => tx.sql(`select pg_advisory_xact_lock(hashtext('plan.load'))`)

/** False when an amendment of that id is there already. */
export async function insertAmendment(
  tx: Tx,
  row: Pick<
    AmendmentRow,
    'id' | 'base_version_id' | 'effective_from' | 'running_periods' | 'reason' | 'proposed_at' | 'proposed_by'
  > & { content: Plan; source: string; areas_source: string | null },
): Promise<boolean> {
  const made = await tx.sql(
    `insert into plan_amendments (id, base_version_id, effective_from, running_periods, reason, content, source,
       areas_source, proposed_at, proposed_by, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'proposed') on conflict (id) do nothing returning id`,
    [
      row.id,
      row.base_version_id,
      row.effective_from,
      row.running_periods,
      row.reason,
      JSON.stringify(row.content),
      row.source,
      row.areas_source,
      row.proposed_at,
      row.proposed_by,
    ],
  )
  return made.length === 1
}

const COLUMNS = `a.id, a.base_version_id, a.effective_from, a.running_periods, a.reason, a.proposed_at, a.proposed_by,
  a.state, a.decided_at, a.decided_by, a.decision_reason, a.withdrawn_at, a.withdrawn_by, a.withdraw_reason, a.applied_at`

/** Held until the transaction ends: of two who decide at once the second sees what the first did. */
export const lockAmendment = async (tx: Tx, id: string): Promise<AmendmentRow | undefined> =>
  (await tx.sql<AmendmentRow>(`select ${COLUMNS} from plan_amendments a where a.id = $1 for update`, [id]))[0]

export interface VersionRow {
  id: string
  number: number | null
  label: string
  title: Text
  effective_from: Instant
  amendment: Omit<AmendmentRow, 'id' | 'effective_from'> | null
  base_number: number | null
  proposed_by_name: string | null
  decided_by_name: string | null
  withdrawn_by_name: string | null
}

const asJson = COLUMNS.replaceAll(/a\.(\w+)/g, `'$1', a.$1`)
const INSTANTS = ['proposed_at', 'decided_at', 'withdrawn_at', 'applied_at'] as const

/** Versions and amendments that are none yet, newest first. */
export async function listVersions(tx: Tx, id?: string): Promise<VersionRow[]> {
  const rows = await tx.sql<VersionRow>(
    `select coalesce(v.id, a.id) as id, v.version as number,
       coalesce(v.content, a.content)->>'version' as label, coalesce(v.content, a.content)->'title' as title,
       coalesce(v.effective_from, a.effective_from) as effective_from,
       case when a.id is null then null else json_build_object(${asJson}) end as amendment,
       b.version as base_number, p.display_name as proposed_by_name, d.display_name as decided_by_name,
       w.display_name as withdrawn_by_name
     from plan_versions v full join plan_amendments a on a.id = v.id
     left join plan_versions b on b.id = a.base_version_id
     left join accounts p on p.id = a.proposed_by
     left join accounts d on d.id = a.decided_by
     left join accounts w on w.id = a.withdrawn_by
     where $1::uuid is null or coalesce(v.id, a.id) = $1
     order by coalesce(a.proposed_at, v.loaded_at) desc, v.version desc nulls first`,
    [id ?? null],
  )
  // Instants inside JSON come as PostgreSQL writes them.
  for (const { amendment } of rows) {
    if (!amendment) continue
    for (const name of INSTANTS) {
      const at = amendment[name]
      if (at !== null) Object.assign(amendment, { [name]: instant(at) })
    }
  }
  return rows
}

export interface PlanContent {
  content: Plan
  source: string
  areas_source: string | null
}

/** The plan of a version or of an amendment that is none yet. */
export async function findContent(tx: Tx, id: string): Promise<PlanContent | undefined> {
  const [row] = await tx.sql<PlanContent>(
    `select coalesce(v.content, a.content) as content, coalesce(v.source, a.source) as source, a.areas_source
     from plan_versions v full join plan_amendments a on a.id = v.id where coalesce(v.id, a.id) = $1`,
    [id],
  )
  return row && known(row)
}

/** Stored by an earlier program it may lack what has a default since. */
const known = <T extends PlanContent>(row: T): T => ({ ...row, content: Plan.parse(row.content) })

export const approve = (
  tx: Tx,
  { id, at, by, effectiveFrom }: { id: string; at: Instant; by: string | null; effectiveFrom: Instant },
): Promise<unknown> =>
  tx.sql(
    `update plan_amendments set state = 'approved', decided_at = $2, decided_by = $3, effective_from = $4 where id = $1`,
    [id, at, by, effectiveFrom],
  )

/** The amendment becomes a version of the next number, under the same id. */
export const insertVersionOf = (tx: Tx, id: string): Promise<unknown> =>
  tx.sql(
    `insert into plan_versions (id, plan_key, version, effective_from, content, source, loaded_at, loaded_by)
     select a.id, a.content->>'id', (select max(version) + 1 from plan_versions), a.effective_from, a.content, a.source,
       a.decided_at, a.decided_by
     from plan_amendments a where a.id = $1`,
    [id],
  )

export const sendBack = (
  tx: Tx,
  { id, at, by, reason }: { id: string; at: Instant; by: string | null; reason: string },
): Promise<unknown> =>
  tx.sql(
    `update plan_amendments set state = 'returned', decided_at = $2, decided_by = $3, decision_reason = $4 where id = $1`,
    [id, at, by, reason],
  )

export const withdraw = (
  tx: Tx,
  { id, at, by, reason }: { id: string; at: Instant; by: string | null; reason: string },
): Promise<unknown> =>
  tx.sql(
    `update plan_amendments set state = 'withdrawn', withdrawn_at = $2, withdrawn_by = $3, withdraw_reason = $4
     where id = $1`,
    [id, at, by, reason],
  )

export type DueAmendment = Pick<AmendmentRow, 'id' | 'base_version_id' | 'effective_from'> & PlanContent

/** Approved, their time has come, their areas, units and posts are not in place yet. In the order of their times. */
export async function dueAmendments(tx: Tx, now: Instant): Promise<DueAmendment[]> {
  const rows = await tx.sql<DueAmendment>(
    `select id, base_version_id, effective_from, content, source, areas_source from plan_amendments
     where state = 'approved' and applied_at is null and effective_from <= $1 order by effective_from`,
    [now],
  )
  return rows.map(known)
}

export const markApplied = (tx: Tx, id: string, at: Instant): Promise<unknown> =>
  tx.sql('update plan_amendments set applied_at = $2 where id = $1', [id, at])

/** In force, said to change running periods, and not yet done with that. In the order of their times. */
export const amendmentsToReplan = (tx: Tx, now: Instant): Promise<{ versionId: string; reason: string }[]> =>
  tx.sql(
    `select id as "versionId", reason from plan_amendments
     where state = 'approved' and running_periods = 'change' and replanned_at is null and effective_from <= $1
     order by effective_from`,
    [now],
  )

export const markReplanned = (tx: Tx, id: string, at: Instant): Promise<unknown> =>
  tx.sql('update plan_amendments set replanned_at = $2 where id = $1', [id, at])

export const endAreas = (tx: Tx, codes: readonly string[], at: Instant): Promise<unknown> =>
  tx.sql('update areas set ended_at = $2 where code = any($1) and ended_at is null', [codes, at])

export const endUnits = (tx: Tx, ids: readonly string[], at: Instant): Promise<unknown> =>
  tx.sql('update units set ended_at = $2 where id = any($1) and ended_at is null', [ids, at])

/** Posts end, and whoever held them holds them no more; who was to hold them later never does. */
export async function endPosts(tx: Tx, ids: readonly string[], at: Instant): Promise<void> {
  await tx.sql('update posts set ended_at = $2 where id = any($1) and ended_at is null', [ids, at])
  await tx.sql(
    `update post_holders set until_at = greatest(from_at, $2), end_reason = '方案修订，岗位不再设立',
       voided_at = case when from_at >= $2 then $2::timestamptz end,
       begun = begun or from_at >= $2, over = over or from_at >= $2
     where post_id = any($1) and (until_at is null or until_at > $2)`,
    [ids, at],
  )
}

/** Posts of the plan in force that never had a holder. */
export const postsNeverHeld = async (tx: Tx): Promise<Set<string>> =>
  new Set(
    (
      await tx.sql<{ id: string }>(
        `select id from posts p where ended_at is null
         and not exists (select from post_holders h where h.post_id = p.id)`,
      )
    ).map(({ id }) => id),
  )

/** The accounts that hold any of `postIds` now under that very name. */
export const holdersByName = (
  tx: Tx,
  postIds: readonly string[],
  now: Instant,
): Promise<{ account_id: string; user_name: string; holder_name: string; post_id: string }[]> =>
  tx.sql(
    `select h.account_id, a.user_name, h.holder_name, h.post_id from post_holders h join accounts a on a.id = h.account_id
     where h.post_id = any($1) and h.from_at <= $2 and (h.until_at is null or h.until_at > $2) and a.disabled_at is null`,
    [postIds, now],
  )

export const userNamesTaken = async (tx: Tx, names: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await tx.sql<{ user_name: string }>(
        `select user_name from accounts where exists (select from unnest($1::text[]) as n (name)
           where user_name = n.name or user_name like n.name || '-%')`,
        [names],
      )
    ).map(({ user_name }) => user_name),
  )
