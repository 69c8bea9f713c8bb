// SQL of whom a unit can put on shift (M51), and when somebody is away.
import type { Day, Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { inForce } from '../../../identity/index.ts'
import type { AbsenceKind, Role } from '../rules/shifts.ts'

export interface MemberRow {
  id: string
  unit_id: string
  area_code: string
  account_id: string | null
  name: string
  telephone: string | null
  roles: Role[]
  left_at: Instant | null
  absences: { id: string; from: Day; until: Day; kind: AbsenceKind }[]
}

/** The number of one who gave none is that of the post that he or she holds. */
const telephoneOf = (now: string) => `coalesce(m.telephone, (
    select h.telephone from post_holders h where h.account_id = m.account_id and h.telephone is not null
      and ${inForce('h', now)} order by h.from_at desc limit 1))`

const members = (
  now: string,
) => `select m.id, m.unit_id, m.area_code, m.account_id, m.name, ${telephoneOf(now)} as telephone,
    m.roles, m.left_at, coalesce((
      select json_agg(json_build_object('id', a.id, 'from', a.from_day, 'until', a.until_day, 'kind', a.kind) order by a.from_day, a.id)
      from roster_absences a where a.member_id = m.id and a.voided_at is null), '[]') as absences
  from roster_members m`

/** Those on the list now, in the order in which they came to it. */
export const listMembers = (tx: Tx, unitId: string, now: Instant): Promise<MemberRow[]> =>
  tx.sql<MemberRow>(`${members('$2')} where m.unit_id = $1 and m.left_at is null order by m.added_at, m.id`, [
    unitId,
    now,
  ])

export const findMember = async (tx: Tx, id: string, now: Instant): Promise<MemberRow | undefined> =>
  (await tx.sql<MemberRow>(`${members('$2')} where m.id = $1`, [id, now]))[0]

export interface NewMember {
  id: string
  unit_id: string
  area_code: string
  account_id: string | null
  name: string
  telephone: string | null
  roles: readonly Role[]
  at: Instant
  by: string | null
}

/** False when the account is on the list of the unit already. */
export const insertMember = async (tx: Tx, row: NewMember): Promise<boolean> => {
  const rows = await tx.sql(
    `insert into roster_members (id, unit_id, area_code, account_id, name, telephone, roles, added_at, added_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
    [row.id, row.unit_id, row.area_code, row.account_id, row.name, row.telephone, row.roles, row.at, row.by],
  )
  return rows.length > 0
}

export const updateMember = (
  tx: Tx,
  id: string,
  { telephone, roles }: { telephone: string | null; roles: readonly Role[] },
): Promise<unknown> =>
  tx.sql('update roster_members set telephone = $2, roles = $3 where id = $1', [id, telephone, roles])

export const endMember = (tx: Tx, id: string, { at, by }: { at: Instant; by: string | null }): Promise<unknown> =>
  tx.sql('update roster_members set left_at = $2, left_by = $3 where id = $1 and left_at is null', [id, at, by])

export interface NewAbsence {
  id: string
  member_id: string
  from: Day
  until: Day
  kind: AbsenceKind
  at: Instant
  by: string | null
}
export const insertAbsence = (tx: Tx, row: NewAbsence): Promise<unknown> =>
  tx.sql(
    `insert into roster_absences (id, member_id, from_day, until_day, kind, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [row.id, row.member_id, row.from, row.until, row.kind, row.at, row.by],
  )

export const findAbsence = async (
  tx: Tx,
  id: string,
): Promise<{ id: string; member_id: string; voided_at: Instant | null } | undefined> =>
  (
    await tx.sql<{ id: string; member_id: string; voided_at: Instant | null }>(
      'select id, member_id, voided_at from roster_absences where id = $1',
      [id],
    )
  )[0]

export const voidAbsence = (tx: Tx, id: string, { at, by }: { at: Instant; by: string | null }): Promise<unknown> =>
  tx.sql('update roster_absences set voided_at = $2, voided_by = $3 where id = $1 and voided_at is null', [id, at, by])

/** Held until the transaction ends: the roster of a unit is changed by one at a time. */
export const lockUnit = (tx: Tx, unitId: string): Promise<unknown> =>
  tx.sql('select id from units where id = $1 for no key update', [unitId])

export const unitTelephones = async (tx: Tx): Promise<Map<string, string | null>> =>
  new Map(
    (await tx.sql<{ id: string; telephone: string | null }>('select id, telephone from units')).map((row) => [
      row.id,
      row.telephone,
    ]),
  )

/** Shifts that are not over in which the member sits, drafts too. */
export const shiftsAhead = async (tx: Tx, id: string, now: Instant): Promise<number> =>
  (
    await tx.sql<{ count: number }>(
      `select count(*) from shift_seats t join shifts s on s.id = t.shift_id
       where t.member_id = $1 and t.until is null and s.state <> 'voided' and s.until_at > $2`,
      [id, now],
    )
  )[0]!.count
