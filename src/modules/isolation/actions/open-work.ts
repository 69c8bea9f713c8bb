// What of isolation goes with a post (M21, M52): the persons whom a medic or a guarantor answers for while they are in
// isolation, with the checks that are due and the fevers under way; and the villages whose new persons a medic is given.
import { newId } from '../../../kernel/ids.ts'
import { audit, auditMany } from '../../audit/index.ts'
import type { OpenWork } from '../../organisation/index.ts'
import { areasOfMedic, beginAreaMedic, endAreaMedic } from '../store/area-medics.ts'
import { type AssignmentRole, assign, lockAssigned, openOf } from '../store/assignments.ts'
import { by } from './load.ts'

const DUE = { zh: '待测或超时', en: 'check due or overdue' }
const REFERRED = { zh: '发热转诊中', en: 'fever referral open' }

const of = (role: AssignmentRole, postKind: string, zh: string, en: string): OpenWork => ({
  key: `isolation.${role}`,
  zh,
  en,
  openWorkOf: (tx, ctx, accountId) =>
    tx.withScope(ctx.db.whole, async () =>
      (await openOf(tx, role, accountId, ctx.now)).map(({ id, area_code, is_due, is_referred }) => ({
        id,
        postKind,
        areaCode: area_code,
        marks: [...(is_due ? [DUE] : []), ...(is_referred ? [REFERRED] : [])],
      })),
    ),
  handOver: (tx, ctx, { ids, from, to, at }) =>
    tx.withScope(ctx.db.whole, async () => {
      const held = await lockAssigned(tx, role, from, ids)
      const periodIds = held.map(({ id }) => id)
      if (periodIds.length === 0) return periodIds
      const fresh = periodIds.map(() => newId())
      await assign(tx, { periodIds, ids: fresh, role, accountId: to, at, by: by(ctx) })
      await auditMany(
        tx,
        ctx,
        held.map((row) => ({
          action: 'person.assigned',
          subject: { kind: 'person', id: row.person_id },
          areaCode: row.area_code,
          details: { role, accountId: to, fromAccountId: from },
        })),
      )
      await ctx.emit(tx, { type: 'persons.assigned', areaCode: null, periodIds })
      return periodIds
    }),
})

/** Whoever newly isolates there goes to the medic who is there. The area is the id, so that it is known again. */
const villages: OpenWork = {
  key: 'isolation.areaMedic',
  zh: '默认负责的村（社区）',
  en: 'Villages of which this is the default medic',
  openWorkOf: async (tx, _ctx, accountId) =>
    (await areasOfMedic(tx, accountId)).map((areaCode) => ({
      id: areaCode,
      postKind: 'villageMedic',
      areaCode,
      marks: [],
    })),
  async handOver(tx, ctx, { ids, from, to, at }) {
    const held = new Set(await areasOfMedic(tx, from))
    const areas = ids.filter((areaCode) => held.has(areaCode))
    for (const areaCode of areas) {
      await endAreaMedic(tx, { areaCode, at, by: by(ctx) })
      if (to !== null) await beginAreaMedic(tx, { id: newId(), areaCode, accountId: to, at, by: by(ctx) })
      await audit(tx, ctx, {
        action: 'areaMedic.set',
        subject: { kind: 'area', id: areaCode },
        areaCode,
        details: { accountId: to, fromAccountId: from },
      })
      await ctx.emit(tx, { type: 'areaMedic.set', areaCode, accountId: to })
    }
    return areas
  },
}

export const openWork: OpenWork[] = [
  of('medic', 'villageMedic', '上门测温的隔离人员', 'Persons visited as medic'),
  of('guarantor', 'guarantorLeader', '包保的隔离人员', 'Persons answered for as guarantor'),
  villages,
]
