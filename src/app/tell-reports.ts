// What is told of reports (M59): a nudge, figures below the records, the situation report to whoever works on it next, urgent
// reports to the office and further up.
import type { NotificationKind } from '../modules/notifications/contract.ts'
import { type Recipient, tell } from '../modules/notifications/index.ts'
import type { Context, DomainEvent } from '../platform/context.ts'
import type { Tx } from '../platform/db/database.ts'

type Reaction = (ctx: Context, tx: Tx, event: DomainEvent) => Promise<void>

const office = (ctx: Context): Recipient[] =>
  ['officeStaff', 'officeDirector'].map((postKind) => ({ postKind, area: ctx.db.district }))

/** Whoever writes the report of a group or a township. */
const writers = (ctx: Context, event: DomainEvent): Recipient[] =>
  event.ownerKind === 'group'
    ? ['groupStaff', 'groupLeader'].map((postKind) => ({
        postKind,
        area: ctx.db.district,
        unit: `group.${event.ownerKey}`,
      }))
    : ['townshipClerk', 'townshipHead'].map((postKind) => ({ postKind, area: event.areaCode! }))

export const tellNudged: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [{ kind: 'reportNudged', to: writers(ctx, event), areaCode: event.areaCode, path: '/reports' }])

export const tellBelowRecords: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [
    {
      kind: 'reportBelowRecords',
      to: office(ctx),
      areaCode: event.areaCode,
      path: `/reports/${event.reportId}`,
    },
  ])

/** Those who hold a post in the units of the next step; the office and the command once it waits for approval. */
export const tellSituation: Reaction = async (ctx, tx, event) => {
  const path = `/reports/situation/${event.situationId}`
  const units = (event.units as string[] | undefined) ?? []
  const area = ctx.db.district
  const told = (kind: NotificationKind, to: Recipient[]) => tell(tx, ctx, [{ kind, to, areaCode: area, path }])
  if (event.state === 'toApprove')
    return told(
      'situationToApprove',
      ['officeDirector', 'commander'].map((postKind) => ({ postKind, area })),
    )
  if (event.state !== 'drafting') return
  const kind = event.what === 'return' ? 'situationReturned' : 'situationToDo'
  return told(
    kind,
    units.flatMap((unit) =>
      (unit === 'office' ? ['officeStaff'] : ['bureauClerk', 'supervisionStaff']).map((postKind) => ({
        postKind,
        area,
        unit,
      })),
    ),
  )
}

export const tellUrgent: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [{ kind: 'urgentReported', to: office(ctx), areaCode: event.areaCode, path: '/reports/urgent' }])

export const tellUrgentAcknowledged: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [
    {
      kind: 'urgentAcknowledged',
      to: [{ account: event.reportedBy as string }],
      areaCode: event.areaCode,
      path: '/reports/urgent',
    },
  ])

/** A post of the district, or of the township it happened in. */
export const tellUrgentOverdue: Reaction = (ctx, tx, event) => {
  const postKind = event.to as string
  const area = postKind.startsWith('township') ? event.areaCode!.slice(0, 9) : ctx.db.district
  return tell(tx, ctx, [
    { kind: 'urgentOverdue', to: [{ postKind, area }], areaCode: event.areaCode, path: '/reports/urgent' },
  ])
}
