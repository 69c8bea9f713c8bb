// What is told of directives and help (M18, M60): the unit that is asked, the issuer that has to decide, and whoever an overdue one
// climbs to.
import { postsAnswering } from '../modules/directives/index.ts'
import type { NotificationKind } from '../modules/notifications/contract.ts'
import { type Recipient, tell } from '../modules/notifications/index.ts'
import type { Context, DomainEvent } from '../platform/context.ts'
import type { Tx } from '../platform/db/database.ts'

type Reaction = (ctx: Context, tx: Tx, event: DomainEvent) => Promise<void>

/** Whoever answers for these units, by post; the command's own are followed by its office. */
const answering = async (tx: Tx, ...units: string[]): Promise<Recipient[]> =>
  (await postsAnswering(tx, [...units, ...(units.includes('command') ? ['office'] : [])])).map(
    ({ kind, areaCode, unitId }) => ({ postKind: kind, area: areaCode, unit: unitId }),
  )
const path = (event: DomainEvent) => `/directives/${event.directiveId}`

export const tellIssued: Reaction = async (ctx, tx, event) => {
  const given = event.assignments as { unitId: string; areaCode: string }[]
  const posts = await postsAnswering(
    tx,
    given.map(({ unitId }) => unitId),
  )
  await tell(
    tx,
    ctx,
    given.map(({ unitId, areaCode }) => ({
      kind: event.directiveKind === 'help' ? ('helpAsked' as const) : ('directiveIssued' as const),
      to: posts
        .filter((post) => post.unitId === unitId)
        .map((post) => ({ postKind: post.kind, area: post.areaCode, unit: unitId })),
      areaCode,
      path: path(event),
    })),
  )
}

export const tellUnit =
  (kind: NotificationKind): Reaction =>
  async (ctx, tx, event) =>
    tell(tx, ctx, [
      { kind, to: await answering(tx, event.unitId as string), areaCode: event.areaCode, path: path(event) },
    ])

export const tellIssuer =
  (kind: NotificationKind): Reaction =>
  async (ctx, tx, event) =>
    tell(tx, ctx, [
      { kind, to: await answering(tx, event.issuerUnit as string), areaCode: event.areaCode, path: path(event) },
    ])

/** A post of the unit is told of its own unit's, any other of the district. */
export const tellDirectiveClimbed: Reaction = (ctx, tx, event) => {
  const postKind = event.to as string
  const to: Recipient = postKind.startsWith('township')
    ? { postKind, area: event.areaCode!, unit: event.unitId as string }
    : { postKind, area: ctx.db.district }
  return tell(tx, ctx, [
    {
      kind: 'directiveClimbed',
      to: [to],
      areaCode: event.areaCode,
      path: path(event),
      key: `directive/${event.assignmentId}/climbed/${event.step}/${event.at}`,
    },
  ])
}
