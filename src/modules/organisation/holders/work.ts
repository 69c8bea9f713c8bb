// Open work that goes with a post (M02, M57): each slice says what lies in an account's hands and how it goes to another;
// the app puts them together. Which post a piece of work belongs to is decided here, once for all of them.
import { isWithin } from '../../../kernel/area.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'

export interface WorkItem {
  /** Of the record, pseudonymous. */
  id: string
  /** The kind of post it is done under. */
  postKind: string
  areaCode: string
  /** What is pressing about it: a check is due, a referral is open. */
  marks: readonly { zh: string; en: string }[]
}

export interface OpenWork {
  /** `isolation.medic`; stable, the record of a hand-over names it. */
  key: string
  zh: string
  en: string
  openWorkOf(tx: Tx, ctx: Pick<Context, 'db' | 'now'>, accountId: string): Promise<WorkItem[]>
  /** Gives those of the items that still lie in `from`'s hands to `to`, or to nobody. Audits and emits; answers their ids. */
  handOver(
    tx: Tx,
    ctx: Context,
    said: { ids: readonly string[]; from: string; to: string | null; at: Instant },
  ): Promise<string[]>
}

export interface WorkPost {
  id: string
  kind: string
  areaCode: string
  isActing: boolean
}

/**
 * The post of an account that a piece of work is done under: of those of its kind the one nearest to its area, one's own
 * before one that is held for somebody else. Work outside all of them belongs to the only post of its kind.
 */
export function postOfWork({ postKind, areaCode }: WorkItem, posts: readonly WorkPost[]): WorkPost | null {
  const ofKind = posts.filter(({ kind }) => kind === postKind)
  const near = ofKind
    .filter((post) => isWithin(areaCode, post.areaCode))
    .sort(
      (a, b) =>
        b.areaCode.length - a.areaCode.length || Number(a.isActing) - Number(b.isActing) || (a.id < b.id ? -1 : 1),
    )
  return near[0] ?? (ofKind.length === 1 ? ofKind[0]! : null)
}
