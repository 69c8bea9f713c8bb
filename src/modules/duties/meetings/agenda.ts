// The agenda of the daily meeting (M53), drawn up from what is known now: numbers, units and areas, never a person.
import { addDays, type Day, type Instant } from '../../../kernel/time.ts'
import type { Plan, Text } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { overdueNow } from '../../directives/index.ts'
import { feversByDay, overdueByVillage } from '../../isolation/index.ts'
import { isDailyReport, occurrencesOf, ownerName } from '../obligations/index.ts'
import { titleOf } from '../obligations/rules/naming.ts'
import { figuresOfDay } from '../reports/index.ts'
import type { Agenda } from './contract.ts'
import * as store from './store.ts'

/** Overdue directives on an agenda: more of them are read in their own list. */
const LISTED = 60

/** Given by the app: early warning reads from this slice, so this slice does not read from it. */
export type StandingWarnings = (
  ctx: Context,
  tx: Tx,
) => Promise<{ id: string; rule: Text; areaCode: string; raisedAt: Instant; isJudged: boolean }[]>

export async function agendaOf(
  ctx: Context,
  tx: Tx,
  plan: Plan,
  day: Day,
  standingWarnings: StandingWarnings,
): Promise<Agenda> {
  const yesterday = addDays(day, -1)
  const rows = await occurrencesOf(tx, { from: yesterday, until: day, states: ['open', 'missed'] })
  const due = rows.filter(({ due_at }) => due_at <= ctx.now)
  const nameOf = (row: (typeof rows)[number]) => ownerName(plan, { kind: row.owner_kind, key: row.owner_key })
  const directives = await overdueNow(tx, ctx.now, LISTED)
  return tx.withScope(ctx.db.whole, async () => {
    const fevers = await feversByDay(tx, { from: yesterday, until: day, area: ctx.db.district })
    const overdue = await overdueByVillage(tx, ctx.now)
    return {
      unreported: due.filter((row) => isDailyReport(row.key) && row.day === yesterday).map(nameOf),
      overdue: due
        .filter((row) => row.state === 'open' && !isDailyReport(row.key) && row.key !== 'meeting')
        .map((row) => ({ owner: nameOf(row), title: titleOf(plan, row), dueAt: row.due_at })),
      directives,
      fevers: fevers.reduce((sum, { count }) => sum + count, 0),
      overdueChecks: overdue.reduce((sum, row) => sum + row.overdue, 0),
      situation: await figuresOfDay(tx, yesterday),
      warnings: await standingWarnings(ctx, tx),
      requirements: (await store.waitingRequirements(tx)).map(({ source, text }) => ({ source, text })),
    }
  })
}
