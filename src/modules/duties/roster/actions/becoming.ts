// A matter of the duty log that goes further (M58, M59): it becomes an urgent report, and the entry says which. One entry becomes
// one thing.
import { conflict, notFound } from '../../../../kernel/problem.ts'
import type { Context } from '../../../../platform/context.ts'
import { audit } from '../../../audit/index.ts'
import { fileUrgentReport } from '../../reports/index.ts'
import type { MakeUrgent } from '../contract.ts'
import * as log from '../store/log.ts'
import { by } from './load.ts'
import { serving } from './serving.ts'

const becameSomething = () => conflict('log.became', '此事已上报或转办，请刷新', 'It was passed on already, look again')

/** Sent again with the same id it is the same report. */
export const makeUrgentReport = (ctx: Context, shiftId: string, entryId: string, said: MakeUrgent): Promise<void> =>
  serving(ctx, shiftId, async (tx, row) => {
    const entry = await log.findEntry(tx, entryId)
    if (entry?.shift_id !== shiftId || (entry.kind !== 'event' && entry.kind !== 'correction')) {
      throw notFound({ zh: '这条记录', en: 'Entry' })
    }
    if (entry.becomes_id === said.id) return
    if (entry.becomes_id !== null) throw becameSomething()
    await fileUrgentReport(ctx, tx, { ...said, areaCode: row.area_code, source: { kind: 'log', id: entryId } })
    const link = { entryId, kind: 'urgentReport' as const, targetId: said.id, at: ctx.now, by: by(ctx) }
    if (!(await log.insertLink(tx, link))) throw becameSomething()
    await audit(tx, ctx, {
      action: 'dutyLog.becameReport',
      subject: { kind: 'shift', id: shiftId },
      areaCode: row.area_code,
      details: { entryId, reportId: said.id },
    })
    await ctx.emit(tx, { type: 'roster.changed', areaCode: row.area_code })
  })
