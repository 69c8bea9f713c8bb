// SQL of swaps (M51): one open swap a seat, decided by whoever holds its row first.
import type { Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import type { ShiftKind } from '../rules/owed.ts'
import type { SwapState } from '../rules/shifts.ts'

export interface SwapRow {
  id: string
  shift_id: string
  unit_id: string
  area_code: string
  from_member: string
  to_member: string
  from_name: string
  to_name: string
  from_account: string | null
  to_account: string | null
  reason: string
  state: SwapState
  asked_at: Instant
  asked_by: string | null
  kind: ShiftKind
  from_at: Instant
  until_at: Instant
}

const SWAPS = `select w.id, w.shift_id, w.unit_id, w.area_code, w.from_member, w.to_member, w.reason, w.state, w.asked_at, w.asked_by,
    f.name as from_name, t.name as to_name, f.account_id as from_account, t.account_id as to_account, s.kind, s.from_at, s.until_at
  from shift_swaps w join shifts s on s.id = w.shift_id join roster_members f on f.id = w.from_member
    join roster_members t on t.id = w.to_member`

export const findSwap = async (tx: Tx, id: string): Promise<SwapRow | undefined> =>
  (await tx.sql<SwapRow>(`${SWAPS} where w.id = $1`, [id]))[0]

/** Held until the transaction ends. */
export const lockSwap = async (tx: Tx, id: string): Promise<SwapRow | undefined> =>
  (await tx.sql<SwapRow>(`${SWAPS} where w.id = $1 for no key update of w`, [id]))[0]

/** Open ones of a unit. */
export const openSwapsOfUnit = (tx: Tx, unitId: string, now: Instant): Promise<SwapRow[]> =>
  tx.sql<SwapRow>(
    `${SWAPS} where w.unit_id = $1 and w.state in ('asked', 'agreed') and s.until_at > $2 order by s.from_at, w.id`,
    [unitId, now],
  )

/** Open ones that the account asked for or is asked about, and those decided lately. */
export const swapsOfAccount = (tx: Tx, accountId: string, now: Instant): Promise<SwapRow[]> =>
  tx.sql<SwapRow>(
    `${SWAPS} where (f.account_id = $1 or t.account_id = $1) and s.until_at > $2 order by w.state in ('asked', 'agreed') desc,
       s.from_at, w.id limit 60`,
    [accountId, now],
  )

export interface NewSwap {
  id: string
  shift_id: string
  unit_id: string
  area_code: string
  from_member: string
  to_member: string
  reason: string
  at: Instant
  by: string | null
}

/** False when the seat has an open swap already. */
export const insertSwap = async (tx: Tx, row: NewSwap): Promise<boolean> =>
  (
    await tx.sql(
      `insert into shift_swaps (id, shift_id, unit_id, area_code, from_member, to_member, reason, state, asked_at, asked_by)
       values ($1, $2, $3, $4, $5, $6, $7, 'asked', $8, $9) on conflict do nothing returning id`,
      [row.id, row.shift_id, row.unit_id, row.area_code, row.from_member, row.to_member, row.reason, row.at, row.by],
    )
  ).length > 0

export const decideSwapRow = (
  tx: Tx,
  id: string,
  { state, step, at, by }: { state: SwapState; step: 'answered' | 'approved'; at: Instant; by: string | null },
): Promise<unknown> =>
  tx.sql(
    step === 'approved'
      ? 'update shift_swaps set state = $2, approved_at = $3, approved_by = $4 where id = $1'
      : 'update shift_swaps set state = $2, answered_at = $3, answered_by = $4 where id = $1',
    [id, state, at, by],
  )
