// Use cases of a move inside the district (M05, M06): offered, accepted, returned, withdrawn, or done by the command office at
// once. The giving side answers until the acceptance, and the acceptance is one transaction: no instant is without somebody.
import { idTaken, notFound, Problem, refused } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import type { Scope, Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { followPerson, holdOpenPeriod } from '../../isolation/index.ts'
import { planVersion } from '../../organisation/index.ts'
import { areaState, holdPerson, type MovingPerson, maskName, movePerson, whyNotArea } from '../../people/index.ts'
import type { AcceptTransfer, DirectTransfer, MovementRow, OfferTransfer } from '../contract.ts'
import { acceptBy, decideAcceptance, decideOffer } from '../rules/transfers.ts'
import * as store from '../store/transfers.ts'
import { by, type Held, holdMoving, namesOfAreas } from './load.ts'
import { rowOf } from './views.ts'

type Step = 'offered' | 'accepted' | 'returned' | 'withdrawn'
const anOffer = { zh: '该移交', en: 'Transfer' }

const tell = async (ctx: Context, tx: Tx, row: store.TransferWrite, what: Step, details: object = {}) => {
  const areas = { fromArea: row.from_area, toArea: row.to_area }
  await audit(tx, ctx, {
    action: `transfer.${what}`,
    subject: { kind: 'person', id: row.person_id },
    areaCode: row.area_code,
    details: { transferId: row.id, ...areas, ...details },
  })
  await ctx.emit(tx, {
    type: `transfer.${what}`,
    areaCode: row.area_code,
    transferId: row.id,
    personId: row.person_id,
    ...areas,
  })
}

async function requireArea(ctx: Context, tx: Tx, areaCode: string, field: string): Promise<void> {
  const why = whyNotArea(await areaState(ctx, tx, areaCode), field)
  if (why) throw refused([why])
}

/** The same id again is the same offer. */
async function known(ctx: Context, tx: Tx, input: { id: string; personId: string; toArea: string }) {
  const row = await store.findTransfer(tx, input.id)
  if (!row) return null
  if (row.person_id !== input.personId || row.to_area !== input.toArea) {
    throw idTaken()
  }
  return rowOf(ctx, tx, 'transfer', row.id)
}

const offerOf = (
  ctx: Context,
  { person, plan, versionId }: Held,
  said: { id: string; toArea: string; address: string; reason: string; movesOn: string; isDirect: boolean },
): store.TransferWrite => ({
  id: said.id,
  person_id: person.id,
  area_code: person.areaCode,
  from_area: person.areaCode,
  to_area: said.toArea,
  address: said.address,
  reason: said.reason,
  moves_on: said.movesOn,
  offered_at: ctx.now,
  offered_by: by(ctx),
  due_at: acceptBy({ offeredAt: ctx.now, movesOn: said.movesOn }, plan.movements.transfers, plan.zone),
  is_direct: said.isDirect,
  name_masked: maskName(person.name),
  sex: person.sex,
  birth_year: person.birthDate === null ? null : Number(person.birthDate.slice(0, 4)),
  household_id: person.householdId,
  plan_version_id: versionId,
})

export const offerTransfer = (ctx: Context, input: OfferTransfer): Promise<MovementRow> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const held = await holdMoving(ctx, tx, input.personId)
    const before = await known(ctx, tx, input)
    if (before) return before
    const decision = decideOffer(held.person, held.open, input, held.today)
    if (!decision.ok) throw refused(decision.reasons)
    await requireArea(ctx, tx, input.toArea, 'toArea')
    const row = offerOf(ctx, held, { ...input, isDirect: false })
    await store.insertOffer(tx, row)
    await tell(ctx, tx, row, 'offered', { dueAt: row.due_at })
    return rowOf(ctx, tx, 'transfer', row.id)
  })

/** By the command office: nobody is asked, and the township finds the person among those it has taken over. */
export const transferDirectly = (ctx: Context, input: DirectTransfer): Promise<MovementRow> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const before = await known(ctx, tx, input)
    if (before) return before
    const held = await holdMoving(ctx, tx, input.personId)
    permit(ctx, 'movement.direct', { area: held.person.areaCode })
    const decision = decideOffer(held.person, held.open, { ...input, movesOn: held.today }, held.today)
    if (!decision.ok) throw refused(decision.reasons)
    await requireArea(ctx, tx, input.toArea, 'toArea')
    const row = offerOf(ctx, held, { ...input, movesOn: held.today, isDirect: true })
    await store.insertOffer(tx, row)
    const { toArea: areaCode, address, medicId } = input
    await tx.withScope(reaching(ctx, areaCode), () => accept(ctx, tx, row, held.person, { areaCode, address, medicId }))
    return rowOf(ctx, tx, 'transfer', row.id)
  })

/** Of two who accept at once one does; the other is told that it is decided. */
export const acceptTransfer = (ctx: Context, id: string, input: AcceptTransfer): Promise<MovementRow> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await lockOffer(ctx, tx, id, 'to_area')
    if (row.status === 'accepted' && row.decided_by === by(ctx) && row.accepted_area === input.areaCode) {
      return rowOf(ctx, tx, 'transfer', id)
    }
    requireOpen(row)
    const { plan } = await planVersion(ctx.db, row.plan_version_id)
    const decision = decideAcceptance({ toArea: row.to_area, movesOn: row.moves_on }, input, ctx.now, plan.zone)
    if (!decision.ok) throw refused(decision.reasons)
    await requireArea(ctx, tx, input.areaCode, 'areaCode')
    await tx.withScope(reaching(ctx, row.area_code), async () => {
      await holdOpenPeriod(ctx, tx, row.person_id)
      const person = await holdPerson(tx, row.person_id)
      if (!person) throw notFound(anOffer)
      await accept(ctx, tx, row, person, { ...input, address: input.address ?? row.address })
    })
    return rowOf(ctx, tx, 'transfer', id)
  })

/**
 * The receiving side does not see the person until it has accepted: this one transaction reaches the one area on the other
 * side of the move, and answers nothing that it read there.
 */
const reaching = ({ actor }: Context, otherSide: string): Scope => ({
  areas: [...actor.scope.areas, otherSide],
  accountId: actor.scope.accountId,
})

async function accept(
  ctx: Context,
  tx: Tx,
  row: store.TransferWrite,
  person: MovingPerson,
  { areaCode, address, medicId }: { areaCode: string; address: string; medicId: string | null },
): Promise<void> {
  const householdId = row.household_id && ((await store.householdThere(tx, row.household_id, areaCode)) ?? row.id)
  await store.decideOffer(tx, row.id, {
    status: 'accepted',
    at: ctx.now,
    by: by(ctx),
    reason: '',
    acceptedArea: areaCode,
  })
  const there = { areaCode, address: address || person.address, householdId, at: ctx.now, by: by(ctx) }
  await movePerson(tx, person.id, there)
  const [fromName = '', toName = ''] = await namesOfAreas(tx, [row.from_area, areaCode])
  await followPerson(ctx, tx, { personId: person.id, to: areaCode, fromName, toName, reason: row.reason, medicId })
  await tell(ctx, tx, { ...row, area_code: areaCode }, 'accepted', { isDirect: row.is_direct, medicId })
}

export const returnTransfer = (ctx: Context, id: string, why: string): Promise<MovementRow> =>
  decline(ctx, id, 'to_area', 'returned', why)

export const withdrawTransfer = (ctx: Context, id: string, why: string): Promise<MovementRow> =>
  decline(ctx, id, 'from_area', 'withdrawn', why)

const decline = (
  ctx: Context,
  id: string,
  side: 'to_area' | 'from_area',
  status: 'returned' | 'withdrawn',
  why: string,
): Promise<MovementRow> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await lockOffer(ctx, tx, id, side)
    if (row.status === status && row.decided_by === by(ctx) && row.decision_reason === why) {
      return rowOf(ctx, tx, 'transfer', id)
    }
    requireOpen(row)
    await store.decideOffer(tx, id, { status, at: ctx.now, by: by(ctx), reason: why, acceptedArea: null })
    await tell(ctx, tx, row, status)
    return rowOf(ctx, tx, 'transfer', id)
  })

async function lockOffer(ctx: Context, tx: Tx, id: string, side: 'to_area' | 'from_area'): Promise<store.TransferRow> {
  const row = await store.lockTransfer(tx, id)
  if (!row) throw notFound(anOffer)
  permit(ctx, 'movement.record', { area: row[side] })
  return row
}

const DECIDED = {
  accepted: ['对方已接收', 'It was accepted already'],
  returned: ['对方已退回', 'It was returned already'],
  withdrawn: ['移出方已撤回', 'It was withdrawn already'],
} as const

function requireOpen(row: store.TransferRow): void {
  if (row.status === 'offered') return
  const [zh, en] = DECIDED[row.status]
  throw new Problem(409, 'transfer_decided', `此移交刚有结果：${zh}，请刷新`, `${en}: look again`)
}

const BATCH = 200

/** Offers that nobody accepted or returned in time are the command office's matter too; told once each. */
export async function escalateTransfers(ctx: Context): Promise<void> {
  for (;;) {
    const told = await ctx.db.transaction(ctx.db.whole, async (tx) => {
      const rows = await store.escalate(tx, ctx.now, BATCH)
      for (const row of rows) {
        const areas = { fromArea: row.from_area, toArea: row.to_area }
        await audit(tx, ctx, {
          action: 'transfer.overdue',
          subject: { kind: 'person', id: row.person_id },
          areaCode: row.from_area,
          details: { transferId: row.id, ...areas },
        })
        await ctx.emit(tx, {
          type: 'transfer.overdue',
          areaCode: row.from_area,
          transferId: row.id,
          personId: row.person_id,
          ...areas,
        })
      }
      return rows.length
    })
    if (told < BATCH) return
  }
}
