// SQL of the shifts, with whoever sits in them (M51, M58).
import type { Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { inForce } from '../../../identity/index.ts'
import type { ShiftKind } from '../rules/owed.ts'
import type { Span } from '../rules/spans.ts'

export interface SeatRow {
  member_id: string
  account_id: string | null
  role: 'leader' | 'staff'
  name: string
  telephone: string | null
}

export interface ShiftRow {
  id: string
  unit_id: string
  area_code: string
  kind: ShiftKind
  from_at: Instant
  until_at: Instant
  telephone: string | null
  draft_id: string | null
  state: 'draft' | 'published' | 'voided'
  version: number
  published_at: Instant | null
  voided_at: Instant | null
  signed_on_at: Instant | null
  signed_on_by: string | null
  signed_on_name: string | null
  handed_over_at: Instant | null
  accepted_at: Instant | null
  accepted_by_shift: string | null
  seats: SeatRow[]
}

const shifts = (
  now: string,
) => `select s.id, s.unit_id, s.area_code, s.kind, s.from_at, s.until_at, s.telephone, s.draft_id, s.state,
    s.version, s.published_at, s.voided_at, s.signed_on_at, s.signed_on_by, o.name as signed_on_name, s.handed_over_at,
    s.accepted_at, s.accepted_by_shift, coalesce((
      select json_agg(json_build_object('member_id', m.id, 'account_id', m.account_id, 'role', t.role, 'name', m.name,
        'telephone', coalesce(m.telephone, (select h.telephone from post_holders h where h.account_id = m.account_id
          and h.telephone is not null and ${inForce('h', now)} order by h.from_at desc limit 1))) order by t.role, m.added_at, m.id)
      from shift_seats t join roster_members m on m.id = t.member_id
      where t.shift_id = s.id and t.until is null), '[]') as seats
  from shifts s left join roster_members o on o.id = s.signed_on_by`

/** Of a unit or of all, of what is not called off, in order of time. */
export const listShifts = (
  tx: Tx,
  { unitId = null, from, until, now, drafts }: Span & { unitId?: string | null; now: Instant; drafts: boolean },
): Promise<ShiftRow[]> =>
  tx.sql<ShiftRow>(
    `${shifts('$4')} where ($1::text is null or s.unit_id = $1) and s.until_at > $2 and s.from_at < $3
       and s.state = any($5) order by s.from_at, s.kind, s.id`,
    [unitId, from, until, now, drafts ? ['draft', 'published'] : ['published']],
  )

export const findShift = async (tx: Tx, id: string, now: Instant): Promise<ShiftRow | undefined> =>
  (await tx.sql<ShiftRow>(`${shifts('$2')} where s.id = $1`, [id, now]))[0]

export const findShifts = (tx: Tx, ids: readonly string[], now: Instant): Promise<ShiftRow[]> =>
  tx.sql<ShiftRow>(`${shifts('$2')} where s.id = any($1::uuid[])`, [ids, now])

/** The published shifts that somebody sits in and that are not over, the next first. */
export const shiftsOfAccount = (tx: Tx, accountId: string, now: Instant): Promise<ShiftRow[]> =>
  tx.sql<ShiftRow>(
    `${shifts('$2')} where s.state = 'published' and (s.until_at > $2::timestamptz - interval '12 hours')
       and s.id in (select t.shift_id from shift_seats t join roster_members m on m.id = t.member_id
         where m.account_id = $1 and t.until is null)
     order by s.from_at, s.id limit 60`,
    [accountId, now],
  )

export const countOfDraft = async (tx: Tx, draftId: string): Promise<number> =>
  (await tx.sql<{ count: number }>('select count(*) from shifts where draft_id = $1', [draftId]))[0]!.count

export interface Seat {
  memberId: string
  role: 'leader' | 'staff'
}

export interface NewShift extends Span {
  id: string
  unitId: string
  areaCode: string
  kind: ShiftKind
  telephone: string | null
  draftId: string | null
  publishedAt: Instant | null
  seats: readonly Seat[]
}

export async function insertShifts(
  tx: Tx,
  rows: readonly NewShift[],
  { at, by }: { at: Instant; by: string | null },
): Promise<void> {
  await tx.sql(
    `insert into shifts (id, unit_id, area_code, kind, from_at, until_at, telephone, draft_id, state, made_at, made_by, published_at)
     select id, "unitId", "areaCode", kind, "from", until, telephone, "draftId",
       case when "publishedAt" is null then 'draft' else 'published' end, $2, $3, "publishedAt"
     from json_to_recordset($1) as r (id uuid, "unitId" text, "areaCode" text, kind text, "from" timestamptz, until timestamptz,
       telephone text, "draftId" uuid, "publishedAt" timestamptz)`,
    [JSON.stringify(rows), at, by],
  )
  await insertSeats(
    tx,
    rows.flatMap(({ id, seats }) => seats.map((seat) => ({ shiftId: id, ...seat }))),
    at,
  )
}

const insertSeats = (tx: Tx, seats: readonly (Seat & { shiftId: string })[], at: Instant): Promise<unknown> =>
  tx.sql(
    `insert into shift_seats (shift_id, member_id, role, since)
     select "shiftId", "memberId", role, $2
     from json_to_recordset($1) as r ("shiftId" uuid, "memberId" uuid, role text)
     on conflict (shift_id, member_id, since) do update set until = null, role = excluded.role`,
    [JSON.stringify(seats), at],
  )

/** Whoever sat there stays in the history. */
export async function changeSeats(
  tx: Tx,
  id: string,
  { seats, telephone, at }: { seats: readonly Seat[]; telephone: string | null; at: Instant },
): Promise<void> {
  await tx.sql('update shifts set telephone = $2, version = version + 1 where id = $1', [id, telephone])
  await tx.sql(
    `update shift_seats t set until = $3 where t.shift_id = $1 and t.until is null and not exists (
       select from json_to_recordset($2) as r ("memberId" uuid, role text)
       where r."memberId" = t.member_id and r.role = t.role)`,
    [id, JSON.stringify(seats), at],
  )
  const now = await tx.sql<{ member_id: string }>(
    'select member_id from shift_seats where shift_id = $1 and until is null',
    [id],
  )
  const there = new Set(now.map(({ member_id }) => member_id))
  await insertSeats(
    tx,
    seats.filter(({ memberId }) => !there.has(memberId)).map((seat) => ({ shiftId: id, ...seat })),
    at,
  )
}

export const publishShifts = async (tx: Tx, ids: readonly string[], at: Instant): Promise<string[]> =>
  (
    await tx.sql<{ id: string }>(
      `update shifts set state = 'published', published_at = $2, version = version + 1
       where id = any($1::uuid[]) and state = 'draft' returning id`,
      [ids, at],
    )
  ).map(({ id }) => id)

export const voidShift = (
  tx: Tx,
  id: string,
  { at, by, reason }: { at: Instant; by: string | null; reason: string },
): Promise<unknown> =>
  tx.sql(
    `update shifts set state = 'voided', voided_at = $2, voided_by = $3, void_reason = $4, version = version + 1 where id = $1`,
    [id, at, by, reason],
  )

/** Other times in which these members sit, drafts too: nobody is in two places. */
export const timesOf = (
  tx: Tx,
  memberIds: readonly string[],
  { from, until, except }: Span & { except: string | null },
): Promise<(Span & { memberId: string; shiftId: string })[]> =>
  tx.sql(
    `select t.member_id as "memberId", s.id as "shiftId", s.from_at as "from", s.until_at as until
     from shift_seats t join shifts s on s.id = t.shift_id
     where t.member_id = any($1::uuid[]) and t.until is null and s.state <> 'voided' and s.until_at >= $2 and s.from_at <= $3
       and ($4::uuid is null or s.id <> $4)`,
    [memberIds, from, until, except],
  )

/** Members of other units that are the same account sit there too. */
export const timesOfAccounts = (
  tx: Tx,
  unitId: string,
  { from, until }: Span,
): Promise<(Span & { memberId: string; shiftId: string })[]> =>
  tx.sql(
    `select m.id as "memberId", s.id as "shiftId", s.from_at as "from", s.until_at as until
     from roster_members m join roster_members o on o.account_id = m.account_id and o.id <> m.id
       join shift_seats t on t.member_id = o.id and t.until is null join shifts s on s.id = t.shift_id
     where m.unit_id = $1 and m.left_at is null and s.state <> 'voided' and s.until_at >= $2 and s.from_at <= $3`,
    [unitId, from, until],
  )

/** What covers, or covered until it was called off, of all units. */
export const coverBetween = (
  tx: Tx,
  { from, until }: Span,
): Promise<
  { unitId: string; kind: ShiftKind; from: Instant; until: Instant; publishedAt: Instant; voidedAt: Instant | null }[]
> =>
  tx.sql(
    `select unit_id as "unitId", kind, from_at as "from", until_at as until, published_at as "publishedAt", voided_at as "voidedAt"
     from shifts where published_at is not null and until_at > $1 and from_at < $2`,
    [from, until],
  )

/** False when somebody signed on a moment ago. */
export const signOn = async (
  tx: Tx,
  id: string,
  { at, memberId }: { at: Instant; memberId: string },
): Promise<boolean> =>
  (
    await tx.sql(
      'update shifts set signed_on_at = $2, signed_on_by = $3 where id = $1 and signed_on_at is null returning id',
      [id, at, memberId],
    )
  ).length > 0

export const handOver = async (tx: Tx, id: string, at: Instant): Promise<boolean> =>
  (
    await tx.sql('update shifts set handed_over_at = $2 where id = $1 and handed_over_at is null returning id', [
      id,
      at,
    ])
  ).length > 0

export const acceptHandOver = async (tx: Tx, id: string, { at, by }: { at: Instant; by: string }): Promise<boolean> =>
  (
    await tx.sql(
      `update shifts set accepted_at = $2, accepted_by_shift = $3
       where id = $1 and handed_over_at is not null and accepted_at is null returning id`,
      [id, at, by],
    )
  ).length > 0

/** What an earlier shift of the unit handed over and nobody accepted; the latest. */
export const waitingFor = async (
  tx: Tx,
  { unitId, kind, before, except }: { unitId: string; kind: ShiftKind; before: Instant; except: string },
): Promise<{ id: string; from_at: Instant; until_at: Instant; handed_over_at: Instant } | undefined> =>
  (
    await tx.sql<{ id: string; from_at: Instant; until_at: Instant; handed_over_at: Instant }>(
      `select id, from_at, until_at, handed_over_at from shifts
       where unit_id = $1 and kind = $2 and from_at < $3 and id <> $4 and handed_over_at is not null and accepted_at is null
       order by from_at desc limit 1`,
      [unitId, kind, before, except],
    )
  )[0]
