// What every use case is given: who acts, when, under which request. It carries what `identity` computed and knows
// nothing of posts itself.
import type { Instant } from '../kernel/time.ts'
import type { Database, Scope, Tx } from './db/database.ts'

export interface HeldPost {
  id: string
  kind: string
  unitId: string
  areaCode: string
  titleZh: string
  titleEn: string
  /** Held for somebody else (`for`; null: the post is vacant), until then. */
  acting: { for: string | null; until: Instant | null } | null
}

/** A post whose holder somebody acts for: it gives nothing meanwhile. */
export interface AbsentPost {
  titleZh: string
  titleEn: string
  actingName: string
  until: Instant | null
}

export interface Actor {
  accountId: string
  userName: string
  displayName: string
  posts: readonly HeldPost[]
  absentFrom: readonly AbsentPost[]
  /** Permission to the area prefixes it holds in; absent means not at all. */
  permissions: ReadonlyMap<string, readonly string[]>
  /** What the database's row security lets this account see. */
  scope: Scope
}

/** Something that happened, past tense (`reading.recorded`), with pseudonymous ids only. */
export interface DomainEvent {
  type: string
  areaCode: string | null
  [key: string]: unknown
}

export interface Context {
  db: Database
  actor: Actor
  /** Those of the actor's posts that allow what this request is about; the audit names them. */
  under?: readonly HeldPost[]
  now: Instant
  requestId: string
  /** Runs the reactions to the event inside `tx`, and tells the live stream once `tx` is committed. */
  emit(tx: Tx, event: DomainEvent): Promise<void>
}
