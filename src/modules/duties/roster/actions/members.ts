// Use cases of whom a unit can put on shift (M51): from the holders of its posts, or by name; and when somebody is away.
import { conflict, idTaken, notFound, refused } from '../../../../kernel/problem.ts'
import { reason } from '../../../../kernel/verdict.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody, type Tx } from '../../../../platform/db/database.ts'
import { audit } from '../../../audit/index.ts'
import { holdersIn } from '../../../organisation/index.ts'
import type { AddMember, Candidates, EditMember, RecordAbsence } from '../contract.ts'
import * as store from '../store/members.ts'
import { by, requireKeeper, unitOf } from './load.ts'

const aMember = { zh: '该值班人员', en: 'Person on the list' }

/** Holders of the unit's posts who are not on its list. */
export async function listCandidates(ctx: Context, unitId: string): Promise<Candidates> {
  const { owner } = await unitOf(ctx, unitId)
  requireKeeper(ctx, owner)
  return ctx.db.transaction(nobody, async (tx) => {
    const known = new Set((await store.listMembers(tx, unitId, ctx.now)).map(({ account_id }) => account_id))
    const found = new Map<string, Candidates['items'][number]>()
    for (const { account_id, kind, holder_name, title_zh, title_en } of await holdersIn(tx, [unitId], ctx.now)) {
      if (account_id === null || kind === 'administrator' || known.has(account_id) || found.has(account_id)) continue
      found.set(account_id, { accountId: account_id, name: holder_name, titleZh: title_zh, titleEn: title_en })
    }
    return { items: [...found.values()] }
  })
}

export async function addMember(ctx: Context, said: AddMember): Promise<void> {
  const { owner } = await unitOf(ctx, said.unitId)
  requireKeeper(ctx, owner)
  await ctx.db.transaction(nobody, async (tx) => {
    const before = await store.findMember(tx, said.id, ctx.now)
    if (before) {
      if (before.unit_id === said.unitId && before.name === said.name && before.account_id === said.accountId) return
      throw idTaken()
    }
    if (said.accountId !== null) {
      const holders = await holdersIn(tx, [said.unitId], ctx.now)
      if (!holders.some(({ account_id }) => account_id === said.accountId)) {
        throw refused([
          reason('member.notOfUnit', '此账户不在本单位任职', 'The account holds no post of this unit', 'accountId'),
        ])
      }
    } else if (said.telephone === null) {
      throw refused([
        reason('member.noTelephone', '没有账户的人员须填电话', 'Without an account a telephone is needed', 'telephone'),
      ])
    }
    const isNew = await store.insertMember(tx, {
      id: said.id,
      unit_id: said.unitId,
      area_code: owner.areaCode,
      account_id: said.accountId,
      name: said.name,
      telephone: said.telephone,
      roles: said.roles,
      at: ctx.now,
      by: by(ctx),
    })
    if (!isNew) throw conflict('member.known', '此人已在名单中，请刷新', 'Already on the list, look again')
    await changed(ctx, tx, 'rosterMember.added', { id: said.id, area_code: owner.areaCode }, { roles: said.roles })
  })
}

/** The member, if the account keeps the roster of its unit. */
async function kept(ctx: Context, tx: Tx, id: string): Promise<store.MemberRow> {
  const row = await store.findMember(tx, id, ctx.now)
  if (!row || row.left_at !== null) throw notFound(aMember)
  const { owner } = await unitOf(ctx, row.unit_id)
  requireKeeper(ctx, owner)
  return row
}

export const editMember = (ctx: Context, id: string, said: EditMember): Promise<void> =>
  ctx.db.transaction(nobody, async (tx) => {
    const row = await kept(ctx, tx, id)
    if (row.account_id === null && said.telephone === null) {
      throw refused([
        reason('member.noTelephone', '没有账户的人员须填电话', 'Without an account a telephone is needed', 'telephone'),
      ])
    }
    await store.updateMember(tx, id, said)
    await changed(ctx, tx, 'rosterMember.changed', row, { roles: said.roles })
  })

/** Shifts to come stay as they are until somebody else is put there: they are shown as such. */
export const removeMember = (ctx: Context, id: string): Promise<void> =>
  ctx.db.transaction(nobody, async (tx) => {
    const row = await kept(ctx, tx, id)
    await store.lockUnit(tx, row.unit_id)
    if ((await store.shiftsAhead(tx, id, ctx.now)) > 0) {
      throw refused([
        reason(
          'member.hasShifts',
          '此人还有未结束的班次，请先换人',
          'Still in shifts to come: put somebody else there first',
        ),
      ])
    }
    await store.endMember(tx, id, { at: ctx.now, by: by(ctx) })
    await changed(ctx, tx, 'rosterMember.removed', row)
  })

export const recordAbsence = (ctx: Context, said: RecordAbsence): Promise<void> =>
  ctx.db.transaction(nobody, async (tx) => {
    const row = await kept(ctx, tx, said.memberId)
    const before = await store.findAbsence(tx, said.id)
    if (before) {
      if (before.member_id === said.memberId) return
      throw idTaken()
    }
    if (said.until < said.from) {
      throw refused([reason('absence.days', '结束日期不能早于开始日期', 'It does not end before it begins', 'until')])
    }
    await store.insertAbsence(tx, {
      id: said.id,
      member_id: said.memberId,
      from: said.from,
      until: said.until,
      kind: said.kind,
      at: ctx.now,
      by: by(ctx),
    })
    await changed(ctx, tx, 'rosterAbsence.recorded', row, { from: said.from, until: said.until })
  })

export const voidAbsence = (ctx: Context, id: string): Promise<void> =>
  ctx.db.transaction(nobody, async (tx) => {
    const absence = await store.findAbsence(tx, id)
    if (!absence) throw notFound({ zh: '该缺勤记录', en: 'Absence' })
    const row = await kept(ctx, tx, absence.member_id)
    await store.voidAbsence(tx, id, { at: ctx.now, by: by(ctx) })
    await changed(ctx, tx, 'rosterAbsence.voided', row)
  })

async function changed(
  ctx: Context,
  tx: Tx,
  action:
    | 'rosterMember.added'
    | 'rosterMember.changed'
    | 'rosterMember.removed'
    | 'rosterAbsence.recorded'
    | 'rosterAbsence.voided',
  { id, area_code }: { id: string; area_code: string },
  details: Record<string, unknown> = {},
): Promise<void> {
  await audit(tx, ctx, { action, subject: { kind: 'rosterMember', id }, areaCode: area_code, details })
  await ctx.emit(tx, { type: 'roster.changed', areaCode: area_code })
}
