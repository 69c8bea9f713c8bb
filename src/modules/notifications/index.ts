// What the reactions call: tell somebody of an event, in its transaction.
import { newId } from '../../kernel/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { NotificationKind } from './contract.ts'
import { insertNotifications } from './store.ts'

/** One account; whoever holds a post of a kind for exactly an area, and of a unit where it says so; or everybody. */
export type Recipient = { account: string } | { postKind: string; area: string; unit?: string } | 'everybody'

export interface Told {
  kind: NotificationKind
  to: readonly Recipient[]
  /** The area that it is about. */
  areaCode: string | null
  /** Of how many persons, checks or other things it tells. */
  count?: number
  /** The address on the desk that shows it, without the desk's own prefix. */
  path: string
  /** What is told under a key is told once. */
  key?: string
}

/** Whoever did it is not told of it by account; posts that he holds too are. */
export async function tell(tx: Tx, ctx: Pick<Context, 'actor' | 'now'>, told: readonly Told[]): Promise<void> {
  const rows = told.flatMap(({ kind, to, areaCode, count = 1, path, key }) =>
    to.flatMap((recipient) => {
      if (recipient !== 'everybody' && 'account' in recipient && recipient.account === ctx.actor.accountId) return []
      const post = recipient !== 'everybody' && 'postKind' in recipient ? recipient : null
      const account = recipient !== 'everybody' && 'account' in recipient ? recipient.account : null
      return {
        id: newId(),
        at: ctx.now,
        kind,
        to_account: account,
        to_post_kind: post?.postKind ?? null,
        to_area: post?.area ?? null,
        to_unit: post?.unit ?? null,
        to_everybody: recipient === 'everybody',
        area_code: areaCode,
        count,
        path,
        key: key === undefined ? null : `${key}/${account ?? post?.postKind ?? 'everybody'}`,
      }
    }),
  )
  if (rows.length > 0) await insertNotifications(tx, rows)
}
