// Notifications: what is told, and what the screen asks for.
import * as z from 'zod'

/** What can be told. The words stand in the screen's dictionary, one for each kind and language. */
export const KINDS = [
  'feverReferred',
  'referralClosed',
  'checksOverdue',
  'obligationDue',
  'obligationOverdue',
  'personsAssigned',
  'periodExtended',
  'periodEndedEarly',
  'periodMoved',
  'periodsReleased',
  'workHandedOver',
  'actingStarted',
  'actingForYou',
  'actingEnded',
  'postBegun',
  'postEnded',
  'transferOffered',
  'transferAccepted',
  'transferReturned',
  'transferWithdrawn',
  'transferOverdue',
  'personFoundGone',
  'personsMerged',
  'disciplineRaised',
  'disciplineAsked',
  'disciplineAnswered',
  'disciplineDecided',
  'directiveIssued',
  'directiveDue',
  'directiveUnsigned',
  'directiveOverdue',
  'directiveClimbed',
  'directiveSubmitted',
  'directiveRefused',
  'directiveAccepted',
  'directiveReturned',
  'directivePostponed',
  'directiveWithdrawn',
  'helpAsked',
  'helpAnswered',
  'helpUnanswered',
  'verificationSent',
  'verificationAnswered',
  'contingencyGiven',
  'tableAsked',
  'documentRegistered',
  'documentInstructed',
  'documentCirculated',
  'documentReminded',
  'documentOverdue',
  'warningRaised',
  'warningOverdue',
  'planProposed',
  'planApproved',
  'planReturned',
  'planTookEffect',
  'rosterGap',
  'rosterGapsAhead',
  'unitsWithRosterGaps',
  'swapAsked',
  'swapToApprove',
  'swapDone',
  'swapDeclined',
  'callUnanswered',
  'responseActivated',
  'responseLevelChanged',
  'responseStoodDown',
  'reportNudged',
  'reportBelowRecords',
  'situationToDo',
  'situationToApprove',
  'situationReturned',
  'urgentReported',
  'urgentAcknowledged',
  'urgentOverdue',
] as const
export type NotificationKind = (typeof KINDS)[number]

export const NotificationView = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.enum(KINDS),
  areaCode: z.string().nullable(),
  count: z.int(),
  /** The address on the desk that shows what it is about. */
  path: z.string(),
  readAt: z.string().nullable(),
})
export type NotificationView = z.infer<typeof NotificationView>

const filters = { unread: z.enum(['true']).optional() }
export const NotificationFilters = z.object(filters)
export type NotificationFilters = z.output<typeof NotificationFilters>

export const NotificationQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type NotificationQuery = z.output<typeof NotificationQuery>

export const NotificationPage = z.object({ items: z.array(NotificationView), next: z.string().nullable() })
export const NotificationCount = z.object({ count: z.int() })

/** These, or all that were told until `until`. */
export const MarkRead = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(500) }),
  z.strictObject({ until: z.iso.datetime() }),
])
export type MarkRead = z.output<typeof MarkRead>
