// What of directives goes with a post (M02, M57): what somebody has signed for and not ended. The unit answers all the same; the
// name of whoever has it in hand changes.
import { auditMany } from '../../audit/index.ts'
import { postKindsByUnit, WHO_MAY } from '../../identity/index.ts'
import type { OpenWork } from '../../organisation/index.ts'
import * as store from '../store/assignments.ts'
import { about } from './fall-due.ts'

const OVERDUE = { zh: '已逾期', en: 'overdue' }
const RETURNED = { zh: '待办', en: 'to be done' }

const handled: OpenWork = {
  key: 'directives.handler',
  zh: '签收在办的指令与请求',
  en: 'Directives and requests in hand',
  async openWorkOf(tx, ctx, accountId) {
    const rows = await store.openOfHandler(tx, accountId)
    const kinds = await postKindsByUnit(tx, accountId, WHO_MAY['directive.answer'], ctx.now)
    return rows.map((row) => ({
      id: row.id,
      postKind: kinds.get(row.unit_id) ?? 'townshipClerk',
      areaCode: row.area_code,
      marks: row.state === 'received' ? [row.due_at <= ctx.now ? OVERDUE : RETURNED] : [],
    }))
  },
  async handOver(tx, ctx, { ids, from, to }) {
    const rows = await store.lockOfHandler(tx, from, ids)
    if (rows.length === 0) return []
    await store.saveAssignments(
      tx,
      rows.map((row) => ({ ...row, handler_id: to })),
    )
    await auditMany(
      tx,
      ctx,
      rows.map((row) => ({
        action: 'directive.handedOver',
        subject: { kind: 'directive', id: row.directive_id },
        areaCode: row.area_code,
        details: { assignmentId: row.id, accountId: to, fromAccountId: from },
      })),
    )
    for (const row of rows) await ctx.emit(tx, { type: 'directive.handedOver', ...about(row) })
    return rows.map(({ id }) => id)
  },
}

export const openWork: OpenWork[] = [handled]
