// The one table from an event to what follows, and the only place where slices meet sideways. A reaction runs in the
// transaction of the event: both are kept or neither is. The topics are what the live stream tells the screens.

import { closeWithResponse } from '../modules/directives/index.ts'
import { raiseMatter } from '../modules/discipline/index.ts'
import { settleIn } from '../modules/duties/index.ts'
import { settleAccountsIn } from '../modules/identity/index.ts'
import { endOwing, startIsolation } from '../modules/isolation/index.ts'
import { type StaySaid, settleStay } from '../modules/movements/index.ts'
import type { Context, DomainEvent } from '../platform/context.ts'
import type { Tx } from '../platform/db/database.ts'
import { VILLAGE } from '../platform/db/whom.ts'
import {
  tellAnswered,
  tellApprovers,
  tellAsked,
  tellAssigned,
  tellClimbed,
  tellContingencyGiven,
  tellDocumentOverdue,
  tellEverybody,
  tellFever,
  tellFoundGone,
  tellGap,
  tellGapsAhead,
  tellGiven,
  tellInstructed,
  tellListAnswered,
  tellListSent,
  tellMatters,
  tellMerged,
  tellNamed,
  tellObligationDue,
  tellObligationOverdue,
  tellOfPeriod,
  tellReaders,
  tellReferralClosed,
  tellRegistered,
  tellReleased,
  tellSwap,
  tellSwapToApprove,
  tellTableAsked,
  tellTransfer,
  tellUnanswered,
  tellWarning,
  tellWarningOverdue,
} from './tell.ts'
import { tellDirectiveClimbed, tellIssued, tellIssuer, tellUnit } from './tell-directives.ts'
import {
  tellBelowRecords,
  tellNudged,
  tellSituation,
  tellUrgent,
  tellUrgentAcknowledged,
  tellUrgentOverdue,
} from './tell-reports.ts'

type Reaction = (ctx: Context, tx: Tx, event: DomainEvent) => Promise<void>

/** Whoever is here isolates; a fever is referred at once (M07). */
const isolate: Reaction = (ctx, tx, event) =>
  startIsolation(ctx, tx, (event.arrivalIds as string[] | undefined) ?? [event.arrivalId as string])

/** A transient stays and is checked there (M08); whoever isolates does not. */
const stay: Reaction = (ctx, tx, event) =>
  settleStay(ctx, tx, event.arrivalId as string, (event.stay as StaySaid | null | undefined) ?? null)

/** Obligations end with the response (M01); they begin again by a job, batch by batch. */
const endObligations: Reaction = async (ctx, tx) => void (await endOwing(ctx, tx))

/** What is owed begins, changes and ends with the response (M01). */
const settleOwed: Reaction = (ctx, tx) => settleIn(ctx, tx)

/** An account ends with its last post and begins with a post again. */
const settle: Reaction = (ctx, tx) => settleAccountsIn(ctx, tx)

interface Entry {
  reactions?: Reaction[]
  topics: string[]
  /** Which kept figures may change: `none`, or those of the event's own villages; absent: what its topics say. */
  figures?: 'none' | { of: 'isolation' | 'both'; here: true }
}

const NO_FIGURES = { figures: 'none' } as const
const ISOLATION_HERE = { figures: { of: 'isolation', here: true } } as const
const BOTH_HERE = { figures: { of: 'both', here: true } } as const

/** An event of one of these may change any figure, unless it says less. */
const COUNTED_FROM = new Set([
  'accounts',
  'board',
  'isolation',
  'movements',
  'organisation',
  'people',
  'plan',
  'response',
])

/** The villages whose figures an event may change; null: any. */
export function touchedBy(
  { figures, topics }: Entry,
  event: DomainEvent,
  tally: 'isolation' | 'arrivals',
): string[] | null {
  if (figures === undefined) return topics.some((topic) => COUNTED_FROM.has(topic)) ? null : []
  if (figures === 'none' || (figures.of === 'isolation' && tally === 'arrivals')) return []
  const areas = (event.areaCodes as string[] | undefined) ?? (event.areaCode === null ? null : [event.areaCode])
  return areas && [...new Set(areas.map((area) => area.slice(0, VILLAGE)))]
}

export const REACTIONS: Record<string, Entry> = {
  'plan.proposed': { ...NO_FIGURES, reactions: [tellApprovers], topics: ['plan', 'notifications'] },
  'plan.approved': {
    reactions: [tellNamed({ proposedBy: 'planApproved' }, '/plan/versions')],
    topics: ['plan', 'notifications'],
  },
  'plan.returned': {
    ...NO_FIGURES,
    reactions: [tellNamed({ proposedBy: 'planReturned' }, '/plan/versions')],
    topics: ['plan', 'notifications'],
  },
  'plan.withdrawn': { ...NO_FIGURES, topics: ['plan'] },
  // Accounts too: who held a post that ended may no longer do what it allowed.
  'plan.tookEffect': {
    reactions: [tellEverybody('planTookEffect', '/plan')],
    topics: ['plan', 'accounts', 'organisation', 'response', 'people', 'isolation', 'board', 'notifications'],
  },
  'periods.replanned': { topics: ['isolation', 'board'] },
  // Both sides of a change, by account: `accountId` takes up the post, `formerAccountId` or `forAccountId` is the other.
  'holder.changed': {
    reactions: [tellNamed({ accountId: 'postBegun', formerAccountId: 'postEnded' })],
    topics: ['organisation', 'accounts', 'notifications'],
  },
  'acting.started': {
    reactions: [tellNamed({ accountId: 'actingStarted', forAccountId: 'actingForYou' })],
    topics: ['organisation', 'accounts', 'notifications'],
  },
  'acting.ended': {
    reactions: [tellNamed({ accountId: 'actingEnded', forAccountId: 'actingEnded' })],
    topics: ['organisation', 'accounts', 'notifications'],
  },
  'holders.recorded': { reactions: [settle], topics: ['organisation', 'accounts'] },
  'work.handedOver': {
    reactions: [tellNamed({ toAccountId: 'workHandedOver' }, '/queues/all')],
    topics: ['organisation', 'notifications'],
  },
  'response.activated': {
    reactions: [settleOwed, tellEverybody('responseActivated', '/response')],
    topics: ['response', 'board', 'isolation', 'notifications'],
  },
  'response.levelChanged': {
    reactions: [settleOwed, tellEverybody('responseLevelChanged', '/response')],
    topics: ['response', 'notifications'],
  },
  'response.stoodDown': {
    reactions: [endObligations, settleOwed, closeWithResponse, tellEverybody('responseStoodDown', '/response')],
    topics: ['response', 'board', 'isolation', 'notifications'],
  },
  // One arrival; an import tells of all of its arrivals at once (`arrivalIds`).
  'arrival.registered': {
    ...BOTH_HERE,
    reactions: [isolate, stay],
    topics: ['people', 'board', 'isolation', 'movements'],
  },
  'arrivals.imported': { reactions: [isolate], topics: ['people', 'board', 'isolation'] },
  'arrival.confirmed': { ...BOTH_HERE, reactions: [isolate], topics: ['people', 'board', 'isolation'] },
  'accounts.imported': { topics: ['accounts', 'organisation'] },
  'accounts.settled': { topics: ['accounts', 'organisation'] },
  'arrival.cancelled': { ...BOTH_HERE, topics: ['people', 'board'] },
  'person.edited': { topics: ['people', 'isolation'] },
  'file.added': { ...NO_FIGURES, topics: ['files'] },
  'file.voided': { ...NO_FIGURES, topics: ['files'] },
  'persons.merged': {
    reactions: [tellMerged],
    topics: ['people', 'isolation', 'board', 'files', 'papers', 'notifications'],
  },
  'merge.undone': { topics: ['people', 'isolation', 'board', 'files', 'papers'] },
  'papers.printed': { ...NO_FIGURES, topics: ['papers', 'isolation'] },
  'papers.served': { topics: ['papers', 'isolation'] },
  'paper.voided': { topics: ['papers', 'isolation'] },
  'person.voided': { topics: ['people', 'isolation', 'board'] },
  'person.restored': { topics: ['people', 'isolation', 'board'] },
  'household.changed': { ...NO_FIGURES, topics: ['people'] },
  'duplicates.settled': { ...NO_FIGURES, topics: ['people'] },
  // Those that were written together.
  'readings.recorded': { ...ISOLATION_HERE, topics: ['isolation', 'board'] },
  'reading.corrected': { ...ISOLATION_HERE, topics: ['isolation', 'board'] },
  // Of one registration or of a whole list at once (`referralIds`).
  'referrals.opened': { reactions: [tellFever], topics: ['isolation', 'board', 'notifications'] },
  'referral.opened': { ...ISOLATION_HERE, reactions: [tellFever], topics: ['isolation', 'board', 'notifications'] },
  'referral.stepTaken': { ...ISOLATION_HERE, topics: ['isolation', 'board'] },
  'referral.closed': {
    ...ISOLATION_HERE,
    reactions: [raiseMatter, tellReferralClosed],
    topics: ['isolation', 'board', 'notifications'],
  },
  'persons.assigned': { reactions: [tellAssigned], topics: ['isolation', 'board', 'people', 'notifications'] },
  'periods.released': { ...ISOLATION_HERE, reactions: [tellReleased], topics: ['isolation', 'board', 'notifications'] },
  'period.extended': {
    ...ISOLATION_HERE,
    reactions: [tellOfPeriod('periodExtended')],
    topics: ['isolation', 'board', 'notifications'],
  },
  'period.endedEarly': {
    ...ISOLATION_HERE,
    reactions: [tellOfPeriod('periodEndedEarly')],
    topics: ['isolation', 'board', 'notifications'],
  },
  'period.resumed': { ...ISOLATION_HERE, topics: ['isolation'] },
  'period.moved': { reactions: [tellOfPeriod('periodMoved')], topics: ['isolation', 'notifications'] },
  'period.handedOver': { topics: ['isolation', 'board'] },
  'period.credited': { topics: ['isolation', 'board'] },
  // Of a transfer both areas are named (`fromArea`, `toArea`); overdue ones are the command office's matter too.
  'transfer.offered': {
    ...NO_FIGURES,
    reactions: [tellTransfer('transferOffered', 'toArea', 'incoming')],
    topics: ['movements', 'notifications'],
  },
  'transfer.accepted': {
    reactions: [tellTransfer('transferAccepted', 'fromArea', 'handedOver')],
    topics: ['movements', 'people', 'isolation', 'board', 'notifications'],
  },
  'transfer.returned': {
    ...NO_FIGURES,
    reactions: [tellTransfer('transferReturned', 'fromArea', null)],
    topics: ['movements', 'notifications'],
  },
  'transfer.withdrawn': {
    ...NO_FIGURES,
    reactions: [tellTransfer('transferWithdrawn', 'toArea', 'incoming')],
    topics: ['movements', 'notifications'],
  },
  'transfer.overdue': {
    ...NO_FIGURES,
    reactions: [tellTransfer('transferOverdue', 'toArea', 'incoming', true)],
    topics: ['movements', 'notifications'],
  },
  'handover.sent': { topics: ['movements'] },
  'handover.received': { topics: ['movements'] },
  'handover.receipted': { topics: ['movements'] },
  'handover.cancelled': { topics: ['movements'] },
  'stay.checked': { topics: ['movements', 'isolation', 'board'] },
  'person.departed': { topics: ['movements', 'people', 'board'] },
  'departure.voided': { topics: ['movements', 'people', 'board'] },
  'person.foundGone': { reactions: [tellFoundGone], topics: ['movements', 'notifications'] },
  'person.foundAgain': { topics: ['movements'] },
  'gaps.explained': { ...NO_FIGURES, topics: ['isolation'] },
  'view.saved': { ...NO_FIGURES, topics: ['views'] },
  'view.removed': { ...NO_FIGURES, topics: ['views'] },
  'checks.climbed': { ...NO_FIGURES, reactions: [tellClimbed], topics: ['notifications'] },
  'assignments.made': { reactions: [tellGiven], topics: ['isolation', 'board', 'people', 'notifications'] },
  'assignments.handedOver': { reactions: [tellGiven], topics: ['isolation', 'board', 'people', 'notifications'] },
  'areaMedic.set': { topics: ['isolation'] },
  'call.logged': { topics: ['calls'] },
  'roster.changed': { ...NO_FIGURES, topics: ['roster', 'board'] },
  'roster.gapFound': { ...NO_FIGURES, reactions: [raiseMatter, tellGap], topics: ['roster', 'board', 'notifications'] },
  'roster.gapsAhead': { reactions: [tellGapsAhead], topics: ['roster', 'notifications'] },
  'swap.asked': { reactions: [tellSwap('swapAsked', 'toAccount')], topics: ['roster', 'notifications'] },
  'swap.agreed': { reactions: [tellSwapToApprove], topics: ['roster', 'notifications'] },
  'swap.done': {
    reactions: [tellSwap('swapDone', 'fromAccount'), tellSwap('swapDone', 'toAccount')],
    topics: ['roster', 'notifications'],
  },
  'swap.declined': { reactions: [tellSwap('swapDeclined', 'fromAccount')], topics: ['roster', 'notifications'] },
  'swap.withdrawn': { topics: ['roster'] },
  'swap.rejected': {
    reactions: [tellSwap('swapDeclined', 'fromAccount'), tellSwap('swapDeclined', 'toAccount')],
    topics: ['roster', 'notifications'],
  },
  'call.drawn': { topics: ['roster'] },
  'call.answered': { ...NO_FIGURES, topics: ['roster', 'board'] },
  'call.unanswered': {
    ...NO_FIGURES,
    reactions: [raiseMatter, tellUnanswered],
    topics: ['roster', 'board', 'notifications'],
  },
  'obligations.settled': { topics: ['obligations'] },
  'obligations.reminded': { reactions: [tellObligationDue], topics: ['notifications'] },
  'obligations.climbed': { reactions: [tellObligationOverdue], topics: ['notifications'] },
  'occurrence.judged': { ...NO_FIGURES, reactions: [raiseMatter], topics: ['obligations', 'board'] },
  // Of daily reports (`ownerKind`, `ownerKey`, `day`), the situation report made of them, and urgent ones.
  'report.submitted': { topics: ['reports'] },
  'report.corrected': { topics: ['reports'] },
  'report.belowRecords': { reactions: [raiseMatter, tellBelowRecords], topics: ['notifications'] },
  'report.signed': { topics: ['reports'] },
  'report.nudged': { reactions: [tellNudged], topics: ['reports', 'notifications'] },
  'situation.drafted': { reactions: [tellSituation], topics: ['reports', 'notifications'] },
  'situation.changed': { reactions: [tellSituation], topics: ['reports', 'notifications'] },
  'urgent.reported': { reactions: [tellUrgent], topics: ['urgent', 'notifications'] },
  'urgent.acknowledged': { reactions: [tellUrgentAcknowledged], topics: ['urgent', 'notifications'] },
  'urgent.climbed': { reactions: [tellUrgentOverdue], topics: ['urgent', 'notifications'] },
  'plan.dayRecorded': { ...NO_FIGURES, topics: ['planDays'] },
  'checks.movedOn': { ...ISOLATION_HERE, topics: ['isolation', 'board'] },
  'discipline.raised': {
    ...NO_FIGURES,
    reactions: [tellMatters],
    topics: ['discipline', 'notifications'],
  },
  'discipline.heard': {
    ...NO_FIGURES,
    reactions: [tellAsked('disciplineAsked')],
    topics: ['discipline', 'notifications'],
  },
  'discipline.answered': {
    ...NO_FIGURES,
    reactions: [tellAnswered],
    topics: ['discipline', 'notifications'],
  },
  'discipline.decided': {
    ...NO_FIGURES,
    reactions: [tellAsked('disciplineDecided')],
    topics: ['discipline', 'notifications'],
  },
  'verification.changed': { ...NO_FIGURES, topics: ['verification'] },
  'verification.sent': { ...NO_FIGURES, reactions: [tellListSent], topics: ['verification', 'notifications'] },
  'verification.areaAnswered': {
    ...NO_FIGURES,
    reactions: [tellListAnswered],
    topics: ['verification', 'notifications'],
  },
  'verification.unregisteredFound': { ...NO_FIGURES, reactions: [raiseMatter], topics: ['verification'] },
  'meeting.changed': { ...NO_FIGURES, topics: ['meetings', 'obligations'] },
  // Of an assignment (`unitId`, `issuerUnit`, `assignmentId`); issuing names all of them.
  'directive.issued': { ...NO_FIGURES, reactions: [tellIssued], topics: ['directives', 'notifications'] },
  'directive.received': { ...NO_FIGURES, topics: ['directives'] },
  'directive.progressed': { ...NO_FIGURES, topics: ['directives'] },
  'directive.submitted': {
    ...NO_FIGURES,
    reactions: [tellIssuer('directiveSubmitted')],
    topics: ['directives', 'notifications'],
  },
  'directive.refused': {
    ...NO_FIGURES,
    reactions: [raiseMatter, tellIssuer('directiveRefused')],
    topics: ['directives', 'notifications'],
  },
  'directive.declined': {
    ...NO_FIGURES,
    reactions: [tellIssuer('helpAnswered')],
    topics: ['directives', 'notifications'],
  },
  'directive.accepted': {
    ...NO_FIGURES,
    reactions: [tellUnit('directiveAccepted')],
    topics: ['directives', 'notifications'],
  },
  'directive.returned': {
    ...NO_FIGURES,
    reactions: [tellUnit('directiveReturned')],
    topics: ['directives', 'notifications'],
  },
  'directive.postponed': {
    ...NO_FIGURES,
    reactions: [tellUnit('directivePostponed')],
    topics: ['directives', 'notifications'],
  },
  'directive.withdrawn': {
    ...NO_FIGURES,
    reactions: [tellUnit('directiveWithdrawn')],
    topics: ['directives', 'notifications'],
  },
  'directive.handedOver': { ...NO_FIGURES, topics: ['directives'] },
  'directive.stepDone': { ...NO_FIGURES, topics: ['directives'] },
  'directive.fileAdded': { ...NO_FIGURES, topics: ['directives'] },
  'directive.reminded': { ...NO_FIGURES, reactions: [tellUnit('directiveDue')], topics: ['notifications'] },
  'directive.unsigned': {
    ...NO_FIGURES,
    reactions: [raiseMatter, tellUnit('directiveUnsigned'), tellIssuer('directiveUnsigned')],
    topics: ['directives', 'notifications'],
  },
  'directive.overdue': {
    ...NO_FIGURES,
    reactions: [raiseMatter, tellUnit('directiveOverdue'), tellIssuer('directiveOverdue')],
    topics: ['directives', 'notifications'],
  },
  'directive.climbed': { ...NO_FIGURES, reactions: [tellDirectiveClimbed], topics: ['notifications'] },
  'directives.closed': { ...NO_FIGURES, topics: ['directives'] },
  'help.unanswered': {
    ...NO_FIGURES,
    reactions: [tellUnit('helpUnanswered'), tellIssuer('helpUnanswered')],
    topics: ['directives', 'notifications'],
  },
  'help.offered': {
    ...NO_FIGURES,
    reactions: [tellIssuer('helpAnswered')],
    topics: ['directives', 'notifications'],
  },
  'help.taken': { ...NO_FIGURES, reactions: [tellUnit('helpAnswered')], topics: ['directives', 'notifications'] },
  'help.notNeeded': { ...NO_FIGURES, reactions: [tellUnit('helpAnswered')], topics: ['directives', 'notifications'] },
  'help.delivered': { ...NO_FIGURES, topics: ['directives'] },
  'help.offerWithdrawn': {
    ...NO_FIGURES,
    reactions: [tellIssuer('helpAnswered')],
    topics: ['directives', 'notifications'],
  },
  'received.changed': { ...NO_FIGURES, topics: ['received'] },
  'received.registered': { ...NO_FIGURES, reactions: [tellRegistered], topics: ['received', 'notifications'] },
  'received.instructed': { ...NO_FIGURES, reactions: [tellInstructed], topics: ['received', 'notifications'] },
  // To the accounts that answer for those it was circulated to (`accounts`).
  'received.circulated': {
    ...NO_FIGURES,
    reactions: [tellReaders('documentCirculated')],
    topics: ['received', 'notifications'],
  },
  'received.reminded': {
    ...NO_FIGURES,
    reactions: [tellReaders('documentReminded')],
    topics: ['received', 'notifications'],
  },
  'received.overdue': { ...NO_FIGURES, reactions: [tellDocumentOverdue], topics: ['received', 'notifications'] },
  'contingency.drafted': { ...NO_FIGURES, topics: ['training'] },
  'contingency.approved': { ...NO_FIGURES, topics: ['training'] },
  'contingency.withdrawn': { ...NO_FIGURES, topics: ['training'] },
  'contingency.given': { ...NO_FIGURES, reactions: [tellContingencyGiven], topics: ['training', 'notifications'] },
  'contingency.read': { ...NO_FIGURES, topics: ['training'] },
  'exercise.changed': { ...NO_FIGURES, topics: ['training'] },
  'tableForm.changed': { ...NO_FIGURES, topics: ['tables'] },
  'table.asked': { ...NO_FIGURES, reactions: [tellTableAsked], topics: ['tables', 'notifications'] },
  'table.changed': { ...NO_FIGURES, topics: ['tables'] },
  'warning.raised': { ...NO_FIGURES, reactions: [tellWarning], topics: ['warnings', 'notifications'] },
  'warning.overdue': { ...NO_FIGURES, reactions: [tellWarningOverdue], topics: ['warnings', 'notifications'] },
  'warning.changed': { ...NO_FIGURES, topics: ['warnings'] },
}
