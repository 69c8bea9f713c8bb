// Which accounts answer for what a group or a unit owes, at an instant: dated holders, and whoever acts in their place (M02,
// M03, M57).
import type { Context } from '../../../../platform/context.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { holdersIn, planInForce } from '../../../organisation/index.ts'
import { type Owner, ownerId } from '../rules/clocks.ts'
import { isHead, ownerOfPost, postUnitsOf } from '../rules/owners.ts'

export interface Answering {
  /** Null: somebody whom the plan names and who has no account. */
  accountId: string | null
  name: string
  telephone: string | null
  postKind: string
  titleZh: string
  titleEn: string
  /** Answers in person: the head of the unit, the responsible officer of the group. */
  isHead: boolean
}

/** By `ownerId`; an owner for whom nobody answers is there with nobody. */
export async function whoAnswers(
  ctx: Pick<Context, 'db' | 'now'>,
  tx: Tx,
  owners: readonly Owner[],
): Promise<Map<string, Answering[]>> {
  const { plan } = await planInForce(ctx)
  const rows = await holdersIn(
    tx,
    owners.flatMap((owner) => postUnitsOf(plan, owner)),
    ctx.now,
  )
  const answering = new Map<string, Answering[]>(owners.map((owner) => [ownerId(owner), []]))
  for (const row of rows) {
    const post = { id: row.post_id, kind: row.kind, unitId: row.unit_id }
    const owner = ownerOfPost(post, plan)
    if (!owner) continue
    answering.get(ownerId(owner))?.push({
      accountId: row.account_id,
      name: row.holder_name,
      telephone: row.telephone,
      postKind: row.kind,
      titleZh: row.title_zh,
      titleEn: row.title_en,
      isHead: isHead(post),
    })
  }
  return answering
}
