// What the screens of the roster show (M51, M58): who can be reached now, a unit's weeks, one's own shifts, and the same as a
// workbook.
import type { Readable } from 'node:stream'
import { addDays, at, dayOf, localTimeOf } from '../../../../kernel/time.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody, type Tx } from '../../../../platform/db/database.ts'
import { type WriteColumn, writeXlsx } from '../../../../platform/spreadsheet/index.ts'
import { audit } from '../../../audit/index.ts'
import { permit } from '../../../identity/index.ts'
import { planInForce } from '../../../organisation/index.ts'
import type {
  ExportQuery,
  MyShifts,
  Reachable,
  ReachableUnit,
  RosterQuery,
  ShiftView,
  UnitRoster,
} from '../contract.ts'
import { gapsIn } from '../rules/gaps.ts'
import {
  type History,
  OFFICE,
  owedSpans,
  type RosterOwner,
  rosterClock,
  rosterDayOf,
  rosterOwners,
  slotsOf,
} from '../rules/owed.ts'
import { listMembers, unitTelephones } from '../store/members.ts'
import { coverBetween, listShifts, shiftsOfAccount } from '../store/shifts.ts'
import { openSwapsOfUnit, swapsOfAccount } from '../store/swaps.ts'
import { gapsAhead, horizonOf } from './gaps.ts'
import { isOwn, mayKeep, mayServe, readHistory, unitOf } from './load.ts'
import { type Looking, memberView, shiftView, swapView } from './views.ts'

const lookingOf = async (ctx: Context, tx: Tx): Promise<Looking> => ({
  actor: ctx.actor,
  plan: (await planInForce(ctx)).plan,
  telephones: await unitTelephones(tx),
})

/** The account's own units first, then the office, then the others in the plan's order. */
export const listReachable = (ctx: Context): Promise<Reachable> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'roster.read')
    const looking = await lookingOf(ctx, tx)
    return reachable(ctx, tx, looking, rosterOwners(looking.plan))
  })

/** For the head of every screen: the own units and the office alone. */
export const listNear = (ctx: Context): Promise<Reachable> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'roster.read')
    const looking = await lookingOf(ctx, tx)
    const near = rosterOwners(looking.plan).filter((owner) => owner.unitId === OFFICE || isOwn(ctx.actor, owner))
    return reachable(ctx, tx, looking, near)
  })

async function reachable(ctx: Context, tx: Tx, looking: Looking, owners: readonly RosterOwner[]): Promise<Reachable> {
  const history = await readHistory(ctx, tx)
  const until = horizonOf(history, ctx.now)
  if (until === null) return { items: [], aheadUntil: null }
  const range = { from: ctx.now, until }
  const cover = await coverBetween(tx, range)
  const unitId = owners.length === 1 ? owners[0]!.unitId : null
  const shifts = await listShifts(tx, { unitId, ...range, now: ctx.now, drafts: false })
  const rank = (owner: RosterOwner) => (isOwn(looking.actor, owner) ? 0 : owner.unitId === OFFICE ? 1 : 2)
  const items = gapsAhead(history, owners, cover, range).map(
    ({ owner, kind, gaps }): ReachableUnit & { rank: number } => {
      const own = shifts.filter((row) => row.unit_id === owner.unitId && row.kind === kind)
      const here = own.find(({ from_at }) => from_at <= ctx.now)
      const next = own.find(({ from_at }) => from_at > ctx.now)
      return {
        rank: rank(owner),
        unitId: owner.unitId,
        name: owner.name,
        areaCode: owner.areaCode,
        kind,
        sort: owner.sort,
        isOwed: owedSpans(history, owner.unitId, kind, range).some(({ from }) => from <= ctx.now),
        shift: here ? shiftView(here, looking) : null,
        next: next ? shiftView(next, looking) : null,
        gaps,
        mayKeep: mayKeep(ctx.actor, owner),
      }
    },
  )
  return { items: items.toSorted((a, b) => a.rank - b.rank), aheadUntil: until }
}

export async function readUnitRoster(ctx: Context, unitId: string, query: RosterQuery): Promise<UnitRoster> {
  permit(ctx, 'roster.read')
  const { plan, clock, owner } = await unitOf(ctx, unitId)
  const keeps = mayKeep(ctx.actor, owner)
  return ctx.db.transaction(nobody, async (tx) => {
    const looking = await lookingOf(ctx, tx)
    const history = await readHistory(ctx, tx)
    const from = query.from ?? rosterDayOf(clock, ctx.now, plan.zone)
    const days = Array.from({ length: query.days }, (_, index) => addDays(from, index))
    const range = rangeOf(plan.zone, clock.begins, from, query.days)
    const rows = await listShifts(tx, { unitId, ...range, now: ctx.now, drafts: keeps })
    const cover = await coverBetween(tx, range)
    return {
      unitId,
      name: owner.name,
      areaCode: owner.areaCode,
      kinds: owner.kinds,
      from,
      days: query.days,
      shiftHours: clock.shiftHours,
      begins: clock.begins,
      slots: days.flatMap((day) => slotsOf(clock, day, plan.zone).map((slot) => ({ day, ...slot }))),
      shifts: rows.map((row) => shiftView(row, looking)),
      gaps: unitGaps(history, owner, cover, range),
      members: (await listMembers(tx, unitId, ctx.now)).map((row) => memberView(row, rows, looking)),
      swaps: (await openSwapsOfUnit(tx, unitId, ctx.now)).map((row) => swapView(row, looking)),
      mayKeep: keeps,
      mayServe: mayServe(ctx.actor, owner),
    }
  })
}

const rangeOf = (zone: string, begins: string, from: string, days: number) => ({
  from: at(from, begins, zone),
  until: at(addDays(from, days), begins, zone),
})

const unitGaps = (
  history: History,
  { unitId, kinds }: RosterOwner,
  cover: Awaited<ReturnType<typeof coverBetween>>,
  range: { from: string; until: string },
) => kinds.flatMap((kind) => gapsIn(history, unitId, kind, cover, range).map((gap) => ({ ...gap, kind })))

export const listMine = (ctx: Context): Promise<MyShifts> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'roster.read')
    const looking = await lookingOf(ctx, tx)
    const { accountId } = ctx.actor
    return {
      shifts: (await shiftsOfAccount(tx, accountId, ctx.now)).map((row) => shiftView(row, looking)),
      swaps: (await swapsOfAccount(tx, accountId, ctx.now)).map((row) => swapView(row, looking)),
    }
  })

const COLUMNS: [zh: string, en: string, width: number][] = [
  ['单位', 'Unit', 26],
  ['类别', 'Kind', 12],
  ['从', 'From', 18],
  ['至', 'Until', 18],
  ['带班领导', 'Leader', 16],
  ['值班人员', 'Staff', 28],
  ['电话', 'Telephone', 18],
  ['状态', 'State', 14],
]

/** Telephones as the account sees them on the screen: masked or not. */
export async function exportRoster(ctx: Context, query: ExportQuery): Promise<{ file: Readable; fileName: string }> {
  permit(ctx, 'roster.read')
  const { plan } = await planInForce(ctx)
  const clock = rosterClock(plan)
  const zh = query.lang === 'zh'
  const from = query.from ?? dayOf(ctx.now, plan.zone)
  const range = rangeOf(plan.zone, clock?.begins ?? '00:00', from, query.days)
  const shifts = await ctx.db.transaction(nobody, async (tx) => {
    const looking = await lookingOf(ctx, tx)
    const rows = await listShifts(tx, { unitId: query.unit ?? null, ...range, now: ctx.now, drafts: false })
    await audit(tx, ctx, {
      action: 'roster.exported',
      subject: { kind: 'list', id: 'roster' },
      areaCode: ctx.db.district,
      details: { from, days: query.days, rows: rows.length, ...(query.unit ? { unit: query.unit } : {}) },
    })
    const order = new Map(rosterOwners(plan).map(({ unitId }, index) => [unitId, index]))
    const place = (row: { unit_id: string }) => order.get(row.unit_id) ?? order.size
    return rows.toSorted((a, b) => place(a) - place(b)).map((row) => shiftView(row, looking))
  })
  const time = (instant: string) => `${dayOf(instant, plan.zone)} ${localTimeOf(instant, plan.zone)}`
  const state = (shift: ShiftView) => {
    if (shift.handedOverAt !== null) return zh ? '已交班' : 'handed over'
    if (shift.signedOnAt !== null) return zh ? '已签到' : 'signed on'
    return shift.from <= ctx.now ? (zh ? '未签到' : 'not signed on') : zh ? '待值' : 'ahead'
  }
  const names = (shift: ShiftView, role: 'leader' | 'staff') =>
    shift.seats
      .filter((seat) => seat.role === role)
      .map(({ name }) => name)
      .join('、')
  const rows = shifts.map((shift) => [
    zh ? shift.unit.zh : shift.unit.en,
    shift.kind === 'duty' ? (zh ? '值班' : 'duty') : zh ? '医护保障' : 'medical',
    time(shift.from),
    time(shift.until),
    names(shift, 'leader'),
    names(shift, 'staff'),
    shift.telephone ?? '',
    state(shift),
  ])
  const columns: WriteColumn[] = COLUMNS.map(([inZh, inEn, width]) => ({ header: zh ? inZh : inEn, width }))
  const sheet = zh ? '值班表' : 'Roster'
  return { file: writeXlsx({ sheet, columns, rows }), fileName: `${sheet}-${from}.xlsx` }
}
