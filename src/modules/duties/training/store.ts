// SQL of contingency plans, drills and trainings.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { ExerciseKind } from './rules.ts'

interface By {
  at: Instant
  by: string | null
}

export interface PlanRow {
  id: string
  title: string
  created_at: Instant
}

export interface VersionRow {
  id: string
  contingency_plan_id: string
  number: number
  body: string
  note: string
  state: 'draft' | 'approved' | 'withdrawn'
  drafted_at: Instant
  drafted_by: string | null
  drafted_by_name: string | null
  decided_at: Instant | null
  decided_by_name: string | null
}

export interface RecipientRow {
  version_id: string
  unit_key: string
  given_at: Instant
  read_at: Instant | null
  read_by_name: string | null
}

/** False: the id is there already. */
export const insertPlan = async (tx: Tx, row: { id: string; title: string } & By): Promise<boolean> =>
  (
    await tx.sql(
      'insert into contingency_plans (id, title, created_at, created_by) values ($1, $2, $3, $4) on conflict do nothing returning id',
      [row.id, row.title, row.at, row.by],
    )
  ).length > 0

export const findPlan = async (tx: Tx, id: string): Promise<PlanRow | undefined> =>
  (await tx.sql<PlanRow>('select * from contingency_plans where id = $1', [id]))[0]

/** Whoever changes its versions does so one after the other. */
export const lockPlan = async (tx: Tx, id: string): Promise<PlanRow | undefined> =>
  (await tx.sql<PlanRow>('select * from contingency_plans where id = $1 for no key update', [id]))[0]

const VERSION = `select v.*, d.display_name as drafted_by_name, e.display_name as decided_by_name
  from contingency_plan_versions v left join accounts d on d.id = v.drafted_by left join accounts e on e.id = v.decided_by`

export const findVersion = async (tx: Tx, id: string): Promise<VersionRow | undefined> =>
  (await tx.sql<VersionRow>(`${VERSION} where v.id = $1`, [id]))[0]

export const versionsOf = (tx: Tx, planId: string): Promise<VersionRow[]> =>
  tx.sql<VersionRow>(`${VERSION} where v.contingency_plan_id = $1 order by v.number desc`, [planId])

/** The next number of the plan. */
export const insertVersion = (
  tx: Tx,
  row: { id: string; planId: string; body: string; note: string } & By,
): Promise<unknown> =>
  tx.sql(
    `insert into contingency_plan_versions (id, contingency_plan_id, number, body, note, state, drafted_at, drafted_by)
     select $1, $2, coalesce(max(number), 0) + 1, $3, $4, 'draft', $5, $6
     from contingency_plan_versions where contingency_plan_id = $2`,
    [row.id, row.planId, row.body, row.note, row.at, row.by],
  )

export const editDraft = (tx: Tx, row: { id: string; body: string; note: string } & By): Promise<unknown> =>
  tx.sql(
    `update contingency_plan_versions set body = $2, note = $3, drafted_at = $4, drafted_by = $5
     where id = $1 and state = 'draft'`,
    [row.id, row.body, row.note, row.at, row.by],
  )

export const decideVersion = (tx: Tx, id: string, state: 'approved' | 'withdrawn', { at, by }: By): Promise<unknown> =>
  tx.sql(
    `update contingency_plan_versions set state = $2, decided_at = $3, decided_by = $4 where id = $1 and state = 'draft'`,
    [id, state, at, by],
  )

/** Given once; the units that had it keep their day. Answers those that are new. */
export const give = (
  tx: Tx,
  versionId: string,
  units: readonly string[],
  { at, by }: By,
): Promise<{ unit_key: string }[]> =>
  tx.sql(
    `insert into contingency_plan_recipients (version_id, unit_key, given_at, given_by)
     select $1, unnest($2::text[]), $3, $4 on conflict do nothing returning unit_key`,
    [versionId, units, at, by],
  )

/** Answers the units whose reading it is. */
export const markRead = (
  tx: Tx,
  versionId: string,
  units: readonly string[],
  { at, by }: By,
): Promise<{ unit_key: string }[]> =>
  tx.sql(
    `update contingency_plan_recipients set read_at = $3, read_by = $4
     where version_id = $1 and unit_key = any($2) and read_at is null returning unit_key`,
    [versionId, units, at, by],
  )

export const recipientsOf = (tx: Tx, versionIds: readonly string[]): Promise<RecipientRow[]> =>
  tx.sql<RecipientRow>(
    `select r.version_id, r.unit_key, r.given_at, r.read_at, a.display_name as read_by_name
     from contingency_plan_recipients r left join accounts a on a.id = r.read_by
     where r.version_id = any($1::uuid[]) order by r.given_at, r.unit_key`,
    [versionIds],
  )

export interface PlanListed {
  id: string
  title: string
  version_id: string | null
  number: number | null
  approved_at: Instant | null
  has_draft: boolean
  given: number
  read: number
  unread: boolean
}

/** Each with its approved version; `units` are those of the account. */
export const listPlans = (tx: Tx, units: readonly string[]): Promise<PlanListed[]> =>
  tx.sql<PlanListed>(
    `select p.id, p.title, v.id as version_id, v.number, v.decided_at as approved_at,
       exists (select from contingency_plan_versions d where d.contingency_plan_id = p.id and d.state = 'draft') as has_draft,
       count(r.unit_key)::int as given, count(r.read_at)::int as read,
       coalesce(bool_or(r.read_at is null and r.unit_key = any($1)), false) as unread
     from contingency_plans p
       left join lateral (select * from contingency_plan_versions a where a.contingency_plan_id = p.id and a.state = 'approved'
         order by a.number desc limit 1) v on true
       left join contingency_plan_recipients r on r.version_id = v.id
     group by p.id, v.id, v.number, v.decided_at order by p.created_at desc, p.id`,
    [units],
  )

export interface ExerciseRow {
  id: string
  kind: ExerciseKind
  duty_key: string
  audience: string
  title: string
  material: string
  starts_at: Instant
  ends_at: Instant
  place: string
  owner_kind: 'group' | 'unit'
  owner_key: string
  area_code: string
  version_id: string | null
  planned_at: Instant
  state: 'planned' | 'held' | 'cancelled'
  settled_at: Instant | null
  settled_by_name: string | null
  result: string
  lessons: string
  cancel_reason: string
  plan_title: string | null
  plan_id: string | null
  version_number: number | null
  units: { unit: string; expected: number; attended: number | null }[]
}

const EXERCISE = `select e.*, a.display_name as settled_by_name, p.id as plan_id, p.title as plan_title, v.number as version_number,
    (select json_agg(json_build_object('unit', u.unit_key, 'expected', u.expected, 'attended', u.attended) order by u.unit_key)
     from exercise_units u where u.exercise_id = e.id) as units
  from exercises e left join accounts a on a.id = e.settled_by
    left join contingency_plan_versions v on v.id = e.version_id left join contingency_plans p on p.id = v.contingency_plan_id`

export interface NewExercise {
  id: string
  kind: ExerciseKind
  duty_key: string
  audience: string
  title: string
  material: string
  starts_at: Instant
  ends_at: Instant
  place: string
  owner_kind: 'group' | 'unit'
  owner_key: string
  area_code: string
  version_id: string | null
  planned_at: Instant
  planned_by: string | null
}

export async function insertExercise(
  tx: Tx,
  row: NewExercise,
  units: readonly { unit: string; expected: number }[],
): Promise<void> {
  await tx.sql(
    `insert into exercises (id, kind, duty_key, audience, title, material, starts_at, ends_at, place, owner_kind, owner_key,
       area_code, version_id, planned_at, planned_by, state)
     select id, kind, duty_key, audience, title, material, starts_at, ends_at, place, owner_kind, owner_key, area_code,
       version_id, planned_at, planned_by, 'planned' from json_populate_record(null::exercises, $1)`,
    [JSON.stringify(row)],
  )
  await tx.sql(
    `insert into exercise_units (exercise_id, unit_key, expected)
     select $1, unit, expected from json_to_recordset($2) as u (unit text, expected int)`,
    [row.id, JSON.stringify(units)],
  )
}

export const findExercise = async (tx: Tx, id: string): Promise<ExerciseRow | undefined> =>
  (await tx.sql<ExerciseRow>(`${EXERCISE} where e.id = $1`, [id]))[0]

export async function lockExercise(tx: Tx, id: string): Promise<ExerciseRow | undefined> {
  await tx.sql('select from exercises where id = $1 for update', [id])
  return findExercise(tx, id)
}

export interface Asked {
  state: string | undefined
  kind: string | undefined
}
const WHERE = '($1::text is null or e.state = $1) and ($2::text is null or e.kind = $2)'

export const listExercises = (
  tx: Tx,
  { state, kind }: Asked,
  page: { limit: number; after: { at: Instant; id: string } | null },
): Promise<ExerciseRow[]> =>
  tx.sql<ExerciseRow>(
    `${EXERCISE} where ${WHERE} and ($3::timestamptz is null or (e.starts_at, e.id) < ($3, $4::uuid))
     order by e.starts_at desc, e.id desc limit $5`,
    [state ?? null, kind ?? null, page.after?.at ?? null, page.after?.id ?? null, page.limit],
  )

export const countExercises = async (tx: Tx, { state, kind }: Asked): Promise<number> =>
  (
    await tx.sql<{ count: number }>(`select count(*)::int as count from exercises e where ${WHERE}`, [
      state ?? null,
      kind ?? null,
    ])
  )[0]!.count

export async function recordExercise(
  tx: Tx,
  id: string,
  said: { attended: readonly { unit: string; attended: number }[]; result: string; lessons: string } & By,
): Promise<void> {
  await tx.sql(
    `update exercises set state = 'held', result = $2, lessons = $3, settled_at = $4, settled_by = $5 where id = $1`,
    [id, said.result, said.lessons, said.at, said.by],
  )
  await tx.sql(
    `update exercise_units u set attended = s.attended from json_to_recordset($2) as s (unit text, attended int)
     where u.exercise_id = $1 and u.unit_key = s.unit`,
    [id, JSON.stringify(said.attended)],
  )
}

export const cancelExercise = (tx: Tx, id: string, { reason, at, by }: { reason: string } & By): Promise<unknown> =>
  tx.sql(
    `update exercises set state = 'cancelled', cancel_reason = $2, settled_at = $3, settled_by = $4 where id = $1`,
    [id, reason, at, by],
  )

/** Those that were to have been held by `now`, and not called off. */
export const exercisesDue = (
  tx: Tx,
  { kind, audience, from, now }: { kind: ExerciseKind; audience: string | null; from: Instant | null; now: Instant },
): Promise<ExerciseRow[]> =>
  tx.sql<ExerciseRow>(
    `${EXERCISE} where e.kind = $1 and ($2::text is null or e.audience = $2) and e.ends_at <= $4 and e.planned_at <= $4
       and ($3::timestamptz is null or e.ends_at >= $3) and not (e.state = 'cancelled' and e.settled_at <= $4)`,
    [kind, audience, from, now],
  )
