// The office excuses an obligation before it is judged (M55): with a reason, and by whom. Afterwards nothing is excused any
// more; whoever was late or missed is heard by the discipline procedure.
import { conflict, notFound } from '../../../../kernel/problem.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody } from '../../../../platform/db/database.ts'
import { audit } from '../../../audit/index.ts'
import { permit } from '../../../identity/index.ts'
import type { OccurrenceDetail } from '../contract.ts'
import { decideExcuse } from '../rules/judging.ts'
import { settleIn, tellJudged } from '../settle.ts'
import * as store from '../store/occurrences.ts'
import { detailOf } from './read.ts'

export async function excuse(ctx: Context, id: string, reason: string): Promise<OccurrenceDetail> {
  permit(ctx, 'obligation.excuse')
  return ctx.db.transaction(nobody, async (tx) => {
    await settleIn(ctx, tx)
    const row = await store.lockById(tx, id)
    if (!row) throw notFound({ zh: '任务', en: 'The obligation' })
    permit(ctx, 'obligation.excuse', { area: row.area_code })
    // What counts as missed already is, whether the job has come round or not.
    const state = row.state === 'open' && row.missed_at <= ctx.now ? 'missed' : row.state
    const decision = decideExcuse(state)
    if (!decision.ok) {
      const [why] = decision.reasons
      throw conflict(why!.code, why!.zh, why!.en)
    }
    await store.excuse(tx, id, { at: ctx.now, reason, by: ctx.actor.accountId })
    await audit(tx, ctx, {
      action: 'occurrence.excused',
      subject: { kind: 'occurrence', id },
      areaCode: row.area_code,
      details: { key: row.key, owner: `${row.owner_kind}:${row.owner_key}`, day: row.day },
    })
    await tellJudged(ctx, tx, row, 'excused')
    return detailOf(ctx, tx, (await store.lockById(tx, id))!)
  })
}
