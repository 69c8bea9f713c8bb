// Use cases of a shift as it is served (M58): signed on to, logged, handed over and accepted by the next. The log is written once;
// whatever was wrong is corrected by an entry of its own.
import { newId } from '../../../../kernel/ids.ts'
import { conflict, idTaken, notFound, refused } from '../../../../kernel/problem.ts'
import { minutesBetween } from '../../../../kernel/time.ts'
import { reason } from '../../../../kernel/verdict.ts'
import type { Context } from '../../../../platform/context.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import type { AcceptHandOver, HandOver, LogEntry, ShiftDetail, WriteLog } from '../contract.ts'
import { decideHandOver, decideLog, decideSignOn } from '../rules/shifts.ts'
import * as log from '../store/log.ts'
import { unitTelephones } from '../store/members.ts'
import * as store from '../store/shifts.ts'
import { aShift, by, requireServing, scopeOf, type Unit, unitOf } from './load.ts'
import { shiftNow, told } from './shifts.ts'
import { shiftView } from './views.ts'

/** Runs under the scope of the unit's area, once the account may serve there. */
export async function serving<T>(
  ctx: Context,
  id: string,
  fn: (tx: Tx, row: store.ShiftRow, unit: Unit) => Promise<T>,
): Promise<T> {
  const seen = await ctx.db.transaction(ctx.actor.scope, (tx) => store.findShift(tx, id, ctx.now))
  if (seen?.state !== 'published') throw notFound(aShift)
  const unit = await unitOf(ctx, seen.unit_id)
  requireServing(ctx, unit.owner, seen.seats)
  return ctx.db.transaction(scopeOf(ctx, unit.owner), async (tx) =>
    fn(tx, (await store.findShift(tx, id, ctx.now))!, unit),
  )
}

const entry = (
  ctx: Context,
  row: store.ShiftRow,
  said: Pick<log.NewEntry, 'id' | 'kind' | 'event'> & Partial<Pick<log.NewEntry, 'at' | 'action' | 'corrects'>>,
): log.NewEntry => ({
  at: ctx.now,
  action: '',
  corrects: null,
  ...said,
  shift_id: row.id,
  unit_id: row.unit_id,
  area_code: row.area_code,
  recorded_at: ctx.now,
  recorded_by: by(ctx),
})

const isWaiting = (tx: Tx, row: store.ShiftRow) =>
  store.waitingFor(tx, { unitId: row.unit_id, kind: row.kind, before: row.until_at, except: row.id })

export const readShift = (ctx: Context, id: string): Promise<ShiftDetail> =>
  serving(ctx, id, async (tx, row, { plan }) => {
    const telephones = await unitTelephones(tx)
    const entries = await log.listEntries(tx, id)
    const waiting = await isWaiting(tx, row)
    const handedOver = waiting && (await log.listEntries(tx, waiting.id)).findLast(({ kind }) => kind === 'handedOver')
    const now = shiftNow(row)
    return {
      shift: shiftView(row, { actor: ctx.actor, plan, telephones }),
      log: entries.map(entryView),
      waiting:
        waiting === undefined
          ? null
          : {
              shiftId: waiting.id,
              from: waiting.from_at,
              until: waiting.until_at,
              openMatters: handedOver?.event ?? '',
              at: waiting.handed_over_at,
            },
      may: {
        signOn: decideSignOn(now, ctx.now).ok,
        write: decideLog(now).ok,
        handOver: decideHandOver(now, ctx.now).ok,
        accept: waiting !== undefined && decideLog(now).ok,
      },
    }
  })

const entryView = (row: log.EntryRow): LogEntry => ({
  id: row.id,
  kind: row.kind,
  at: row.at,
  recordedAt: row.recorded_at,
  by: row.by_name,
  event: row.event,
  action: row.action,
  corrects: row.corrects,
  becomes: row.becomes_kind === null || row.becomes_id === null ? null : { kind: row.becomes_kind, id: row.becomes_id },
})

export const signOn = (ctx: Context, id: string, memberId: string): Promise<void> =>
  serving(ctx, id, async (tx, row) => {
    if (!row.seats.some(({ member_id }) => member_id === memberId)) {
      throw refused([reason('shift.notInIt', '此人不在这一班', 'Not in this shift', 'memberId')])
    }
    if (row.signed_on_by === memberId) return
    if (row.signed_on_at !== null) throw signedOn()
    const verdict = decideSignOn(shiftNow(row), ctx.now)
    if (!verdict.ok) throw refused(verdict.reasons)
    if (!(await store.signOn(tx, id, { at: ctx.now, memberId }))) throw signedOn()
    await log.insertEntry(tx, entry(ctx, row, { id: newId(), kind: 'signedOn', event: '' }))
    await told(ctx, tx, 'shift.signedOn', row, { member: memberId })
  })
const signedOn = () => conflict('shift.signedOn', '此班刚有人签到，请刷新', 'Somebody just signed on, look again')

/** A telephone's clock may be that much ahead of ours. */
const MINUTES_FAST = 5

/** The same id again is the same entry. */
export const writeLog = (ctx: Context, shiftId: string, said: WriteLog): Promise<void> =>
  serving(ctx, shiftId, async (tx, row) => {
    const known = await log.findEntry(tx, said.id)
    if (known) {
      if (known.shift_id === shiftId && known.event === said.event) return
      throw idTaken()
    }
    // What was written of this shift can be corrected later as well.
    const verdict = said.corrects === null ? decideLog(shiftNow(row)) : null
    if (verdict && !verdict.ok) throw refused(verdict.reasons)
    if (minutesBetween(ctx.now, said.at) > MINUTES_FAST) {
      throw refused([reason('log.ahead', '时间不能晚于现在', 'Not later than now', 'at')])
    }
    if (said.corrects !== null) {
      const wrong = await log.findEntry(tx, said.corrects)
      if (wrong?.shift_id !== shiftId || wrong.kind === 'signedOn' || wrong.kind === 'accepted') {
        throw refused([reason('log.noEntry', '没有可更正的这条记录', 'No such entry to correct', 'corrects')])
      }
    }
    const kind = said.corrects === null ? 'event' : 'correction'
    const { id, event, action, corrects } = said
    const at = said.at > ctx.now ? ctx.now : said.at
    if (!(await log.insertEntry(tx, entry(ctx, row, { id, kind, at, event, action, corrects })))) {
      throw idTaken()
    }
    await told(ctx, tx, kind === 'event' ? 'dutyLog.written' : 'dutyLog.corrected', row, { entryId: id })
  })

export const handOver = (ctx: Context, shiftId: string, said: HandOver): Promise<void> =>
  serving(ctx, shiftId, async (tx, row) => {
    if ((await log.findEntry(tx, said.id))?.shift_id === shiftId) return
    const verdict = decideHandOver(shiftNow(row), ctx.now)
    if (!verdict.ok) throw refused(verdict.reasons)
    if (!(await store.handOver(tx, shiftId, ctx.now))) {
      throw conflict('shift.handedOver', '此班刚已交班，请刷新', 'It was just handed over, look again')
    }
    await log.insertEntry(tx, entry(ctx, row, { id: said.id, kind: 'handedOver', event: said.openMatters }))
    await told(ctx, tx, 'shift.handedOver', row)
  })

/** By a later shift that somebody has signed on to; what was open is in its log from then on. */
export const acceptHandOver = (ctx: Context, shiftId: string, said: AcceptHandOver): Promise<void> =>
  serving(ctx, shiftId, async (tx, row) => {
    if ((await log.findEntry(tx, said.id))?.shift_id === shiftId) return
    const verdict = decideLog(shiftNow(row))
    if (!verdict.ok) throw refused(verdict.reasons)
    const waiting = await isWaiting(tx, row)
    const isFirst =
      waiting?.id === said.from && (await store.acceptHandOver(tx, said.from, { at: ctx.now, by: row.id }))
    if (!isFirst)
      throw conflict(
        'handOver.accepted',
        '交班已被接收或有更新，请刷新',
        'It was accepted or is another one, look again',
      )
    const open = (await log.listEntries(tx, said.from)).findLast(({ kind }) => kind === 'handedOver')
    await log.insertEntry(tx, entry(ctx, row, { id: said.id, kind: 'accepted', event: open?.event ?? '' }))
    await told(ctx, tx, 'shift.accepted', row, {
      from: said.from,
      minutes: Math.round(minutesBetween(waiting.handed_over_at, ctx.now)),
    })
  })
