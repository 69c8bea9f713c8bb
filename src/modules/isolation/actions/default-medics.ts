// The default medic of a village (M21): set with its date, and given to whoever newly isolates there in the same transaction.
// Somebody whose household has a medic already gets that one. Whoever is medic no more is passed over: the gap is listed.
import { newId } from '../../../kernel/ids.ts'
import { conflict, Problem } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody, type Tx } from '../../../platform/db/database.ts'
import { audit, auditMany } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { readAreas } from '../../organisation/index.ts'
import type { AreaMedics, SetAreaMedic } from '../contract.ts'
import * as store from '../store/area-medics.ts'
import { assign } from '../store/assignments.ts'
import { assigneesOf } from './assignees.ts'
import { by } from './load.ts'

/** Gives new periods their medics. */
export async function assignByDefault(ctx: Context, tx: Tx, periodIds: readonly string[]): Promise<void> {
  const found = await store.listDefaults(tx, periodIds)
  if (found.length === 0) return
  const medics = new Set((await assigneesOf(tx, 'medic', ctx.now)).map(({ accountId }) => accountId))
  const given = found.flatMap((one) => {
    const accountId = [one.of_household, one.of_area].find((id) => id !== null && medics.has(id))
    return accountId ? [{ ...one, accountId }] : []
  })
  for (const [accountId, theirs] of Map.groupBy(given, ({ accountId }) => accountId)) {
    await assign(tx, {
      periodIds: theirs.map(({ id }) => id),
      ids: theirs.map(() => newId()),
      role: 'medic',
      accountId,
      at: ctx.now,
      by: null,
    })
  }
  await auditMany(
    tx,
    ctx,
    given.map(({ person_id, area_code, accountId }) => ({
      action: 'person.assigned',
      subject: { kind: 'person', id: person_id },
      areaCode: area_code,
      details: { role: 'medic', accountId, byDefault: true },
    })),
  )
}

export function readAreaMedics(ctx: Context, area = ctx.db.district): Promise<AreaMedics> {
  permit(ctx, 'isolation.read')
  return ctx.db.transaction(nobody, async (tx) => {
    const medics = new Set((await assigneesOf(tx, 'medic', ctx.now)).map(({ accountId }) => accountId))
    return {
      items: (await store.listAreaMedics(tx, area)).map((row) => ({
        areaCode: row.area_code,
        medic: { id: row.account_id, name: row.account_name },
        from: row.from_at,
        gone: !medics.has(row.account_id),
      })),
    }
  })
}

export function setAreaMedic(ctx: Context, { id, areaCode, accountId }: SetAreaMedic): Promise<AreaMedics> {
  permit(ctx, 'isolation.assign', { area: areaCode })
  return ctx.db
    .transaction(nobody, async (tx) => {
      if (await store.wasSet(tx, id)) return
      if (areaCode.length < 9 || !(await readAreas(tx)).some(({ code }) => code === areaCode)) {
        throw fieldProblem('not_a_village', '请选择村（社区）或乡镇', 'Choose a village or township', 'areaCode')
      }
      if (accountId !== null && !(await assigneesOf(tx, 'medic', ctx.now)).some((one) => one.accountId === accountId)) {
        throw fieldProblem('not_holder', '此账号不是医务人员', 'Not a medic', 'accountId')
      }
      const before = await store.endAreaMedic(tx, { areaCode, at: ctx.now, by: by(ctx) })
      if (
        accountId !== null &&
        !(await store.beginAreaMedic(tx, { id, areaCode, accountId, at: ctx.now, by: by(ctx) }))
      ) {
        throw conflict(
          'area_medic_changed',
          '该村的默认医护刚被他人更改，请刷新',
          'Somebody just changed the medic of this village, look again',
        )
      }
      await audit(tx, ctx, {
        action: 'areaMedic.set',
        subject: { kind: 'area', id: areaCode },
        areaCode,
        details: { accountId, fromAccountId: before },
      })
      await ctx.emit(tx, { type: 'areaMedic.set', areaCode, accountId })
    })
    .then(() => readAreaMedics(ctx, areaCode))
}

const fieldProblem = (code: string, zh: string, en: string, field: string) =>
  new Problem(422, code, zh, en, [reason(code, zh, en, field)])
