// Use cases of shifts (M51, M58): drafted by rotation, made and changed by hand, published, called off. The roster of a unit is
// changed by one at a time, so nobody is put in two places by two clerks.
import { newId } from '../../../../kernel/ids.ts'
import { conflict, idTaken, notFound, refused } from '../../../../kernel/problem.ts'
import { addDays, addMinutes, dayOf } from '../../../../kernel/time.ts'
import { reason } from '../../../../kernel/verdict.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody, type Tx } from '../../../../platform/db/database.ts'
import type { AuditAction } from '../../../audit/index.ts'
import { audit } from '../../../audit/index.ts'
import type { Drafted, DraftRoster, EditShift, MakeShift, Publish } from '../contract.ts'
import { type Ask, draftRotation } from '../rules/draft.ts'
import { slotsOf } from '../rules/owed.ts'
import { decideChange, decideSeats, decideVoid, type Member, type Role, type ShiftNow } from '../rules/shifts.ts'
import { overlaps, type Span } from '../rules/spans.ts'
import { listMembers, lockUnit } from '../store/members.ts'
import * as store from '../store/shifts.ts'
import { aShift, by, requireKeeper, type Unit, unitOf } from './load.ts'

/** How far back the rotation looks for who served lately. */
const DAYS_BEFORE = 14

const seatsOf = ({ leaderId, staffIds }: { leaderId: string | null; staffIds: readonly string[] }): store.Seat[] => [
  ...(leaderId === null ? [] : [{ memberId: leaderId, role: 'leader' as const }]),
  ...staffIds.map((memberId) => ({ memberId, role: 'staff' as const })),
]

export const shiftNow = (row: store.ShiftRow): ShiftNow => ({
  from: row.from_at,
  until: row.until_at,
  state: row.state,
  isSignedOn: row.signed_on_at !== null,
  isHandedOver: row.handed_over_at !== null,
})

/** The people of the unit, with when they sit elsewhere around that time. */
export async function membersAround(
  ctx: Context,
  tx: Tx,
  unitId: string,
  span: Span,
  except: string | null,
): Promise<(Omit<Member, 'shifts'> & { shifts: (Span & { shiftId: string })[] })[]> {
  const rows = await listMembers(tx, unitId, ctx.now)
  const ids = rows.map(({ id }) => id)
  const times = [
    ...(await store.timesOf(tx, ids, { ...span, except })),
    ...(await store.timesOfAccounts(tx, unitId, span)),
  ]
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    roles: row.roles,
    hasLeft: false,
    absences: row.absences,
    shifts: times.filter(({ memberId }) => memberId === row.id),
  }))
}

async function requireSeats(
  ctx: Context,
  tx: Tx,
  { plan, owner }: Unit,
  said: Parameters<typeof decideSeats>[0],
  except: string | null,
): Promise<void> {
  const members = await membersAround(ctx, tx, owner.unitId, said, except)
  const verdict = decideSeats(said, members, { zone: plan.zone, now: ctx.now })
  if (!verdict.ok) throw refused(verdict.reasons)
}

export async function told(
  ctx: Context,
  tx: Tx,
  action: AuditAction,
  row: { id: string; unit_id: string; area_code: string },
  details: Record<string, unknown> = {},
): Promise<void> {
  await audit(tx, ctx, {
    action,
    subject: { kind: 'shift', id: row.id },
    areaCode: row.area_code,
    details: { unit: row.unit_id, ...details },
  })
  await ctx.emit(tx, { type: 'roster.changed', areaCode: row.area_code })
}

/** The same id again is the same shift. */
export async function makeShift(ctx: Context, said: MakeShift): Promise<void> {
  const unit = await unitOf(ctx, said.unitId)
  requireKeeper(ctx, unit.owner)
  await ctx.db.transaction(nobody, async (tx) => {
    await lockUnit(tx, said.unitId)
    const before = await store.findShift(tx, said.id, ctx.now)
    if (before) {
      if (before.unit_id === said.unitId && before.from_at === said.from && before.until_at === said.until) return
      throw idTaken()
    }
    if (!unit.owner.kinds.includes(said.kind)) {
      throw refused([
        reason('shift.notOwed', '方案未要求本单位排此类班', 'The plan asks no such cover of this unit', 'kind'),
      ])
    }
    await requireSeats(ctx, tx, unit, said, null)
    await store.insertShifts(
      tx,
      [
        {
          ...said,
          areaCode: unit.owner.areaCode,
          draftId: null,
          publishedAt: said.publish ? ctx.now : null,
          seats: seatsOf(said),
        },
      ],
      { at: ctx.now, by: by(ctx) },
    )
    await told(
      ctx,
      tx,
      said.publish ? 'shift.published' : 'shift.made',
      { id: said.id, unit_id: said.unitId, area_code: unit.owner.areaCode },
      { from: said.from, until: said.until },
    )
  })
}

/** The shift and its unit, held, if the account keeps its roster. */
async function held(ctx: Context, tx: Tx, id: string): Promise<{ row: store.ShiftRow; unit: Unit }> {
  const seen = await store.findShift(tx, id, ctx.now)
  if (!seen) throw notFound(aShift)
  const unit = await unitOf(ctx, seen.unit_id)
  requireKeeper(ctx, unit.owner)
  await lockUnit(tx, seen.unit_id)
  return { row: (await store.findShift(tx, id, ctx.now))!, unit }
}

export const editShift = (ctx: Context, id: string, said: EditShift): Promise<void> =>
  ctx.db.transaction(nobody, async (tx) => {
    const { row, unit } = await held(ctx, tx, id)
    if (row.version !== said.version) {
      throw conflict('shift.changed', '此班刚被他人更改，请刷新', 'Somebody just changed it, look again')
    }
    const change = decideChange(shiftNow(row), ctx.now)
    if (!change.ok) throw refused(change.reasons)
    await requireSeats(ctx, tx, unit, { ...said, kind: row.kind, from: row.from_at, until: row.until_at }, id)
    await store.changeSeats(tx, id, { seats: seatsOf(said), telephone: said.telephone, at: ctx.now })
    await told(ctx, tx, 'shift.changed', row, { members: seatsOf(said).map(({ memberId }) => memberId) })
  })

export const voidShift = (ctx: Context, id: string, why: string): Promise<void> =>
  ctx.db.transaction(nobody, async (tx) => {
    const { row } = await held(ctx, tx, id)
    if (row.state === 'voided') return
    const verdict = decideVoid(shiftNow(row), ctx.now)
    if (!verdict.ok) throw refused(verdict.reasons)
    await store.voidShift(tx, id, { at: ctx.now, by: by(ctx), reason: why })
    await told(ctx, tx, 'shift.voided', row, { reason: why })
  })

/** Fills the shifts of the days that nobody has yet, as drafts; sent again it drafts nothing more. */
export async function draftRoster(ctx: Context, said: DraftRoster): Promise<Drafted> {
  const unit = await unitOf(ctx, said.unitId)
  const { plan, clock, owner } = unit
  requireKeeper(ctx, owner)
  return ctx.db.transaction(nobody, async (tx) => {
    await lockUnit(tx, said.unitId)
    const before = await store.countOfDraft(tx, said.id)
    if (before > 0) return { made: before, short: [] }
    if (!owner.kinds.includes(said.kind)) {
      throw refused([
        reason('shift.notOwed', '方案未要求本单位排此类班', 'The plan asks no such cover of this unit', 'kind'),
      ])
    }
    const last = addDays(said.from, said.days)
    const today = dayOf(ctx.now, plan.zone)
    if (said.from < today || said.from > addDays(today, 60)) {
      throw refused([reason('draft.day', '从今天起、六十天之内开始', 'From today on, within sixty days', 'from')])
    }
    const days = Array.from({ length: said.days }, (_, index) => addDays(said.from, index))
    const slots = days.flatMap((day) => slotsOf(clock, day, plan.zone)).filter(({ until }) => until > ctx.now)
    const around = {
      from: addMinutes(slots[0]?.from ?? ctx.now, -DAYS_BEFORE * 1440),
      until: slots.at(-1)?.until ?? ctx.now,
    }
    const there = await store.listShifts(tx, { unitId: said.unitId, ...around, now: ctx.now, drafts: true })
    const open = slots.filter((slot) => !there.some((one) => one.kind === said.kind && overlaps(spanOf(one), slot)))
    const members = await membersAround(ctx, tx, said.unitId, around, null)
    const plans = rotate(open, members, { unit, kind: said.kind, staff: said.staff })
    const rows = plans
      .filter(({ seats }) => seats.length > 0)
      .map(
        ({ from, until, seats }): store.NewShift => ({
          id: newId(),
          unitId: said.unitId,
          areaCode: owner.areaCode,
          kind: said.kind,
          from,
          until,
          telephone: null,
          draftId: said.id,
          publishedAt: null,
          seats,
        }),
      )
    await store.insertShifts(tx, rows, { at: ctx.now, by: by(ctx) })
    await told(
      ctx,
      tx,
      'roster.drafted',
      { id: said.id, unit_id: said.unitId, area_code: owner.areaCode },
      { from: said.from, until: last, shifts: rows.length },
    )
    const short = plans.filter(({ isShort }) => isShort).map(({ from, until }) => ({ from, until }))
    return { made: rows.length, short }
  })
}

const spanOf = ({ from_at, until_at }: store.ShiftRow): Span => ({ from: from_at, until: until_at })

function rotate(
  slots: readonly Span[],
  members: readonly Member[],
  { unit, kind, staff }: { unit: Unit; kind: 'duty' | 'medical'; staff: number },
): (Span & { seats: store.Seat[]; isShort: boolean })[] {
  const able = (role: Role) => (id: string) => members.some((one) => one.id === id && one.roles.includes(role))
  const isMedical = kind === 'medical'
  const asks: Ask[] = isMedical
    ? [{ count: Math.max(1, staff), able: able('medical') }]
    : [
        { count: 1, able: able('leader') },
        { count: staff, able: able('staff') },
      ]
  const roles: Role[] = isMedical ? ['medical'] : ['leader', 'staff']
  const pool = members.filter((one) => roles.some((role) => one.roles.includes(role)))
  const before = members.flatMap(({ id, shifts }) => shifts.map((shift) => ({ ...shift, memberId: id })))
  return draftRotation(slots, { pool, asks, zone: unit.plan.zone, before }).map(({ chosen, ...span }) => {
    const [first = [], others = []] = chosen
    const leaderId = isMedical ? null : (first[0] ?? null)
    const staffIds = isMedical ? first : others
    // Without a leader there is no shift, whoever else could come.
    const stands = isMedical ? first.length > 0 : leaderId !== null
    return {
      ...span,
      seats: stands ? seatsOf({ leaderId, staffIds }) : [],
      isShort: !stands || chosen.some((ids, index) => ids.length < asks[index]!.count),
    }
  })
}

/** From the first beginning to the last end. */
const wholeOf = (rows: readonly store.ShiftRow[], now: string): Span => ({
  from: rows.reduce((least, { from_at }) => (from_at < least ? from_at : least), rows[0]?.from_at ?? now),
  until: rows.reduce((most, { until_at }) => (until_at > most ? until_at : most), rows[0]?.until_at ?? now),
})

/** Each as it stands now: who has fallen ill since, or left, is said. */
export async function publishShifts(ctx: Context, said: Publish): Promise<number> {
  const unit = await unitOf(ctx, said.unitId)
  requireKeeper(ctx, unit.owner)
  return ctx.db.transaction(nobody, async (tx) => {
    await lockUnit(tx, said.unitId)
    const rows = await store.findShifts(tx, said.shiftIds, ctx.now)
    if (rows.length < new Set(said.shiftIds).size || rows.some(({ unit_id }) => unit_id !== said.unitId))
      throw notFound(aShift)
    const drafts = rows.filter(({ state }) => state !== 'published')
    const members = await membersAround(ctx, tx, said.unitId, wholeOf(drafts, ctx.now), null)
    for (const row of drafts) {
      const change = decideChange(shiftNow(row), ctx.now)
      if (!change.ok) throw refused(change.reasons)
      const staffIds = row.seats.filter(({ role }) => role === 'staff').map(({ member_id }) => member_id)
      const leaderId = row.seats.find(({ role }) => role === 'leader')?.member_id ?? null
      const elsewhere = members.map((one) => ({
        ...one,
        shifts: one.shifts.filter(({ shiftId }) => shiftId !== row.id),
      }))
      const verdict = decideSeats({ kind: row.kind, ...spanOf(row), leaderId, staffIds }, elsewhere, {
        zone: unit.plan.zone,
        now: ctx.now,
      })
      if (!verdict.ok) throw refused(verdict.reasons)
    }
    const published = await store.publishShifts(tx, said.shiftIds, ctx.now)
    if (published.length > 0) {
      await told(
        ctx,
        tx,
        'roster.published',
        { id: published[0]!, unit_id: said.unitId, area_code: unit.owner.areaCode },
        { shifts: published.length },
      )
    }
    return published.length
  })
}
