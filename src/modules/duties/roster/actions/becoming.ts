// A matter of the duty log that goes further (M58, M59): it becomes an urgent report or a directive, and the entry says which.
// One entry becomes one thing.
import { conflict, notFound } from '../../../../kernel/problem.ts'
import { instant } from '../../../../kernel/time.ts'
import type { Context } from '../../../../platform/context.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { audit } from '../../../audit/index.ts'
import { issueDirective } from '../../../directives/index.ts'
import { fileUrgentReport } from '../../reports/index.ts'
import type { MakeDirective, MakeUrgent } from '../contract.ts'
import * as log from '../store/log.ts'
import { by } from './load.ts'
import { serving } from './serving.ts'

const becameSomething = () => conflict('log.became', '此事已上报或转办，请刷新', 'It was passed on already, look again')

interface Becoming {
  kind: 'urgentReport' | 'directive'
  targetId: string
  action: 'dutyLog.becameReport' | 'dutyLog.becameDirective'
  make(tx: Tx, entry: log.EntryRow, areaCode: string): Promise<unknown>
}

/** Sent again with the same id it is the same thing. */
const become = (ctx: Context, shiftId: string, entryId: string, { kind, targetId, action, make }: Becoming) =>
  serving(ctx, shiftId, async (tx, row) => {
    const entry = await log.findEntry(tx, entryId)
    if (entry?.shift_id !== shiftId || (entry.kind !== 'event' && entry.kind !== 'correction')) {
      throw notFound({ zh: '这条记录', en: 'Entry' })
    }
    if (entry.becomes_id === targetId) return
    if (entry.becomes_id !== null) throw becameSomething()
    await make(tx, entry, row.area_code)
    if (!(await log.insertLink(tx, { entryId, kind, targetId, at: ctx.now, by: by(ctx) }))) throw becameSomething()
    await audit(tx, ctx, {
      action,
      subject: { kind: 'shift', id: shiftId },
      areaCode: row.area_code,
      details: { entryId, [kind === 'directive' ? 'directiveId' : 'reportId']: targetId },
    })
    await ctx.emit(tx, { type: 'roster.changed', areaCode: row.area_code })
  })

export const makeUrgentReport = (ctx: Context, shiftId: string, entryId: string, said: MakeUrgent): Promise<void> =>
  become(ctx, shiftId, entryId, {
    kind: 'urgentReport',
    targetId: said.id,
    action: 'dutyLog.becameReport',
    make: (tx, _entry, areaCode) =>
      fileUrgentReport(ctx, tx, { ...said, areaCode, source: { kind: 'log', id: entryId } }),
  })

export const makeDirective = (ctx: Context, shiftId: string, entryId: string, said: MakeDirective): Promise<void> =>
  become(ctx, shiftId, entryId, {
    kind: 'directive',
    targetId: said.id,
    action: 'dutyLog.becameDirective',
    make: (tx, { event }) =>
      issueDirective(ctx, tx, {
        ...said,
        kind: 'directive',
        text: event,
        dueAt: instant(said.dueAt),
        source: { kind: 'log', id: entryId, text: '' },
      }),
  })
