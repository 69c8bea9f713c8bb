// Which events are told to whom: reactions that write notifications. Beside `reactions.ts`, whose table names them.

import { ownerOfId, whoAnswers } from '../modules/duties/index.ts'
import { WHO_MAY } from '../modules/identity/index.ts'
import { concernsOfPeriods, concernsOfReferrals, type PeriodConcern } from '../modules/isolation/index.ts'
import type { NotificationKind } from '../modules/notifications/contract.ts'
import { type Recipient, tell } from '../modules/notifications/index.ts'
import type { PostKind } from '../plan/index.ts'
import type { Context, DomainEvent } from '../platform/context.ts'
import type { Tx } from '../platform/db/database.ts'

type Reaction = (ctx: Context, tx: Tx, event: DomainEvent) => Promise<void>

const accounts = (...ids: (string | null | undefined)[]): Recipient[] =>
  [...new Set(ids)].flatMap((account) => (account ? [{ account }] : []))
const townshipClerks = (areaCode: string): Recipient => ({ postKind: 'townshipClerk', area: areaCode.slice(0, 9) })
const office = (ctx: Context): Recipient => ({ postKind: 'officeStaff', area: ctx.db.district })
const person = (id: string) => `/persons/${id}`

/** One notification a recipient: of one person it leads to the person, of several to the queue of the area. */
const ofReferrals =
  (kind: NotificationKind, to: (ctx: Context, concern: PeriodConcern) => Recipient[]): Reaction =>
  async (ctx, tx, event) => {
    const ids = (event.referralIds as string[] | undefined) ?? [event.referralId as string]
    const groups = new Map<string, { to: Recipient; concerns: PeriodConcern[] }>()
    for (const concern of await concernsOfReferrals(tx, ids)) {
      for (const recipient of to(ctx, concern)) {
        const key = JSON.stringify(recipient)
        const group = groups.get(key)
        if (group) group.concerns.push(concern)
        else groups.set(key, { to: recipient, concerns: [concern] })
      }
    }
    await tell(
      tx,
      ctx,
      [...groups.values()].map(({ to, concerns }) => {
        const area = commonArea(ctx, concerns)
        const path = concerns.length === 1 ? person(concerns[0]!.person_id) : `/queues/fever?area=${area}`
        return { kind, to: [to], areaCode: area, count: concerns.length, path }
      }),
    )
  }

/** The village of one person, the township of several, the district of several townships. */
function commonArea(ctx: Context, concerns: readonly PeriodConcern[]): string {
  const codes = concerns.map(({ area_code }) => area_code)
  const [first] = codes
  const township = first!.slice(0, 9)
  if (codes.every((code) => code === first)) return first!
  return codes.every((code) => code.startsWith(township)) ? township : ctx.db.district
}

/** A fever concerns its medic, the township and the office at once (M21). */
export const tellFever = ofReferrals('feverReferred', (ctx, { medic_id, guarantor_id, area_code }) => [
  ...accounts(medic_id, guarantor_id),
  townshipClerks(area_code),
  office(ctx),
])
export const tellReferralClosed = ofReferrals('referralClosed', (_ctx, { medic_id, guarantor_id, area_code }) => [
  ...accounts(medic_id, guarantor_id),
  townshipClerks(area_code),
])

/** Whoever is assigned hears of what was decided about the period. */
export const tellOfPeriod =
  (kind: NotificationKind): Reaction =>
  async (ctx, tx, event) => {
    const concerns = await concernsOfPeriods(tx, [event.periodId as string])
    await tell(
      tx,
      ctx,
      concerns.map(({ medic_id, guarantor_id, area_code, person_id }) => ({
        kind,
        to: accounts(medic_id, guarantor_id),
        areaCode: area_code,
        path: person(person_id),
      })),
    )
  }

/** One notification for each account, with how many of its persons it tells of. */
const eachOfTheirs =
  (
    kind: NotificationKind,
    who: (concern: PeriodConcern) => (string | null)[],
    path: (account: string, role: 'medic' | 'guarantor') => string,
  ): Reaction =>
  async (ctx, tx, event) => {
    const counts = new Map<string, { count: number; role: 'medic' | 'guarantor'; areas: Set<string> }>()
    for (const concern of await concernsOfPeriods(tx, event.periodIds as string[])) {
      for (const account of who(concern)) {
        if (!account) continue
        const role = account === concern.guarantor_id ? 'guarantor' : 'medic'
        const before = counts.get(account) ?? { count: 0, role, areas: new Set<string>() }
        before.areas.add(concern.area_code.slice(0, 9))
        counts.set(account, { ...before, count: before.count + 1 })
      }
    }
    await tell(
      tx,
      ctx,
      [...counts].map(([account, { count, role, areas }]) => ({
        kind,
        to: [{ account }],
        areaCode: areas.size === 1 ? [...areas][0]! : ctx.db.district,
        count,
        path: path(account, role),
      })),
    )
  }

export const tellReleased = eachOfTheirs(
  'periodsReleased',
  ({ medic_id, guarantor_id }) => [medic_id, guarantor_id],
  () => '/queues/releasedToday',
)

/** The account that was given persons; an assignment that was taken away is told to nobody. */
export const tellAssigned: Reaction = (ctx, tx, event) =>
  eachOfTheirs(
    'personsAssigned',
    ({ medic_id, guarantor_id }) => [medic_id, guarantor_id].filter((id) => id === event.accountId),
    (account, role) => `/queues/all?${role}=${account}`,
  )(ctx, tx, event)

/** Persons given in one act to several accounts: each hears of how many. */
export const tellGiven: Reaction = (ctx, tx, event) =>
  tell(
    tx,
    ctx,
    Object.entries(event.counts as Record<string, number>).map(([account, count]) => ({
      kind: 'personsAssigned',
      to: [{ account }],
      areaCode: event.areaCode,
      count,
      path: `/queues/all?${event.role}=${account}`,
    })),
  )

/** The clerks and the head of the township that is asked or answered. */
const township = (areaCode: string): Recipient[] => [
  townshipClerks(areaCode),
  { postKind: 'townshipHead', area: areaCode.slice(0, 9) },
]

/** What one township does with a transfer is told to the other; one that nobody answers, to the office too. */
export const tellTransfer =
  (kind: NotificationKind, to: 'fromArea' | 'toArea', queue: string | null, alsoOffice = false): Reaction =>
  (ctx, tx, event) => {
    const toArea = event.toArea as string
    const path = queue === null ? person(event.personId as string) : `/movements/${queue}`
    return tell(tx, ctx, [
      { kind, to: township(event[to] as string), areaCode: toArea, path },
      ...(alsoOffice ? [{ kind, to: [office(ctx)], areaCode: toArea, path: '/movements/overdue' }] : []),
    ])
  }

/** No more than that there are matters, once a day: a day without reports gives fifteen of them at one stroke. */
export const tellMatters: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [
    {
      kind: 'disciplineRaised',
      to: reviewers(ctx),
      areaCode: null,
      path: '/discipline?state=open',
      key: `discipline/${event.day}`,
    },
  ])

export const tellAnswered: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [
    { kind: 'disciplineAnswered', to: reviewers(ctx), areaCode: null, path: `/discipline/${event.matterId}` },
  ])

const reviewers = (ctx: Context): Recipient[] => [office(ctx), { postKind: 'officeDirector', area: ctx.db.district }]

/** Whom it is about: the account, or whoever answers for the unit or group. */
export const tellAsked =
  (kind: 'disciplineAsked' | 'disciplineDecided'): Reaction =>
  async (ctx, tx, event) => {
    const [subjectKind, key] = [event.subjectKind as 'group' | 'unit' | 'account', event.subjectKey as string]
    const answering =
      subjectKind === 'account'
        ? [{ accountId: key }]
        : [...(await whoAnswers(ctx, tx, [{ kind: subjectKind, key }])).values()].flat()
    const to = accounts(...answering.map(({ accountId }) => accountId))
    await tell(tx, ctx, [{ kind, to, areaCode: null, path: `/discipline/${event.matterId}` }])
  }

/** Whoever answers for the units that it was given to. */
export const tellContingencyGiven: Reaction = async (ctx, tx, event) => {
  const owners = (event.units as string[]).map((key) => ({ kind: 'unit' as const, key }))
  const answering = [...(await whoAnswers(ctx, tx, owners)).values()].flat()
  await tell(tx, ctx, [
    {
      kind: 'contingencyGiven',
      to: accounts(...answering.map(({ accountId }) => accountId)),
      areaCode: event.areaCode,
      path: `/contingency-plans/${event.contingencyPlanId}`,
    },
  ])
}

/** Whoever answers for the units and groups that were asked. */
export const tellTableAsked: Reaction = async (ctx, tx, event) => {
  const owners = (event.owners as string[]).map(ownerOfId)
  const answering = [...(await whoAnswers(ctx, tx, owners)).values()].flat()
  const to = accounts(...answering.map(({ accountId }) => accountId))
  await tell(tx, ctx, [{ kind: 'tableAsked', to, areaCode: event.areaCode, path: '/table-requests' }])
}
/** Persons to be found were sent to a township. */
export const tellListSent: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [
    {
      kind: 'verificationSent',
      to: township(event.areaCode!),
      areaCode: event.areaCode,
      count: event.count as number,
      path: `/verification/persons?list=${event.listId}&state=open`,
    },
  ])

/** A township has answered everything it was sent of a list. */
export const tellListAnswered: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [
    {
      kind: 'verificationAnswered',
      to: [office(ctx)],
      areaCode: event.areaCode,
      path: `/verification/lists/${event.listId}`,
    },
  ])

const documentOf = (event: DomainEvent) => `/received/${event.documentId}`
const director = (ctx: Context): Recipient => ({ postKind: 'officeDirector', area: ctx.db.district })

/** The office's director reads what came in and writes on it, or says who does. */
export const tellRegistered: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [{ kind: 'documentRegistered', to: [director(ctx)], areaCode: null, path: documentOf(event) }])

/** The office sees to what a leader wrote; what it entered itself it knows. */
export const tellInstructed: Reaction = async (ctx, tx, event) => {
  if (event.isOnBehalf) return
  await tell(tx, ctx, [{ kind: 'documentInstructed', to: [office(ctx)], areaCode: null, path: documentOf(event) }])
}

/** Whoever answers for those it was circulated to, or whoever of them has not read it. */
export const tellReaders =
  (kind: 'documentCirculated' | 'documentReminded'): Reaction =>
  (ctx, tx, event) =>
    tell(tx, ctx, [{ kind, to: accounts(...(event.accounts as string[])), areaCode: null, path: documentOf(event) }])

export const tellDocumentOverdue: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [
    { kind: 'documentOverdue', to: [office(ctx), director(ctx)], areaCode: null, path: documentOf(event) },
  ])

/** The office, its director, and whoever answers for the township it is of. */
export const tellWarning: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [
    {
      kind: 'warningRaised',
      to: [
        office(ctx),
        { postKind: 'officeDirector', area: ctx.db.district },
        ...(event.areaCode!.length >= 9 ? township(event.areaCode!) : []),
      ],
      areaCode: event.areaCode,
      path: `/warnings/${event.warningId}`,
    },
  ])

export const tellWarningOverdue: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [
    {
      kind: 'warningOverdue',
      to: [
        { postKind: 'officeDirector', area: ctx.db.district },
        { postKind: 'commander', area: ctx.db.district },
      ],
      areaCode: event.areaCode,
      path: `/warnings/${event.warningId}`,
    },
  ])

export const tellFoundGone: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [
    {
      kind: 'personFoundGone',
      to: [...township(event.areaCode!), office(ctx), { postKind: 'police', area: ctx.db.district }],
      areaCode: event.areaCode,
      path: person(event.personId as string),
    },
  ])

/** The township whose registration went into another township's. */
export const tellMerged: Reaction = async (ctx, tx, event) => {
  const from = event.fromArea as string
  if (from.slice(0, 9) === event.areaCode?.slice(0, 9)) return
  await tell(tx, ctx, [{ kind: 'personsMerged', to: township(from), areaCode: event.areaCode, path: '/persons' }])
}

/** Whoever may approve hears of a proposal; the commander and the office's director among them. */
export const tellApprovers: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [
    {
      kind: 'planProposed',
      to: WHO_MAY['plan.approve'].map((postKind) => ({ postKind, area: ctx.db.district })),
      areaCode: event.areaCode,
      path: '/plan/versions',
    },
  ])

/** To the accounts that the event names, field by field. */
export const tellNamed =
  (kinds: { [field: string]: NotificationKind }, path = '/organisation'): Reaction =>
  (ctx, tx, event) =>
    tell(
      tx,
      ctx,
      Object.entries(kinds).map(([field, kind]) => ({
        kind,
        to: accounts(event[field] as string | null | undefined),
        areaCode: event.areaCode,
        path,
      })),
    )

export const tellEverybody =
  (kind: NotificationKind, path: string): Reaction =>
  (ctx, tx, event) =>
    tell(tx, ctx, [{ kind, to: ['everybody'], areaCode: event.areaCode, path }])

export const tellClimbed: Reaction = async (ctx, tx, event) => {
  const recipient = event.recipient as { account: string } | { postKind: string; area: string; group: string | null }
  const to: Recipient =
    'account' in recipient
      ? recipient
      : {
          postKind: recipient.postKind,
          area: recipient.area,
          ...(recipient.group ? { unit: `group.${recipient.group}` } : {}),
        }
  const query = 'account' in recipient ? `medic=${recipient.account}` : `area=${recipient.area}`
  await tell(tx, ctx, [
    {
      kind: 'checksOverdue',
      to: [to],
      areaCode: event.areaCode,
      count: event.count as number,
      path: `/queues/overdue?${query}`,
      key: `overdue/${event.dueAt}/${event.step}/${event.areaCode}`,
    },
  ])
}

/** Whoever answers for it, before it is due. */
export const tellObligationDue: Reaction = (ctx, tx, event) =>
  tell(tx, ctx, [
    {
      kind: 'obligationDue',
      to: accounts(event.accountId as string),
      areaCode: event.areaCode,
      count: event.count as number,
      path: '/obligations',
      key: `obligation/${event.dueAt}/before/${event.minutes}`,
    },
  ])

/** The posts of a step after it was due: who sees everybody's is led to those, anybody else to the own. */
export const tellObligationOverdue: Reaction = (ctx, tx, event) => {
  const { postKind, area, group } = event.recipient as { postKind: PostKind; area: string; group: string | null }
  const seesAll = WHO_MAY['obligation.readAll'].some((kind) => kind === postKind)
  return tell(tx, ctx, [
    {
      kind: 'obligationOverdue',
      to: [{ postKind, area, ...(group ? { unit: `group.${group}` } : {}) }],
      areaCode: event.areaCode,
      count: event.count as number,
      path: seesAll ? `/obligations/all?key=${event.key}&from=${event.day}&until=${event.day}` : '/obligations',
      key: `obligation/${event.key}/${event.dueAt}/after/${event.minutes}/${group ?? ''}/${area}`,
    },
  ])
}
/** Whoever keeps the roster of a unit: its own posts, or the office where it has none. */
function keepersOf(ctx: Context, unit: string, area: string): Recipient[] {
  if (unit === 'office') return [{ postKind: 'officeStaff', area, unit }]
  if (unit.startsWith('group.')) return [{ postKind: 'groupStaff', area, unit }]
  if (area === ctx.db.district) return [{ postKind: 'bureauClerk', area, unit }]
  return [
    { postKind: 'townshipHead', area, unit },
    { postKind: 'townshipClerk', area, unit },
  ]
}
const rosterOf = (unit: string) => `/roster/units/${encodeURIComponent(unit)}`

/** Nobody is on duty: the unit hears of it, and the office. */
export const tellGap: Reaction = (ctx, tx, event) => {
  const unit = event.unitId as string
  const area = event.areaCode!
  const what = { kind: 'rosterGap' as const, areaCode: area, path: rosterOf(unit) }
  const others = unit === 'office' ? [] : [office(ctx)]
  return tell(tx, ctx, [{ ...what, to: [...keepersOf(ctx, unit, area), ...others] }])
}

/** Each morning: the unit of its own gaps to come, the office of how many units have any. */
export const tellGapsAhead: Reaction = (ctx, tx, event) => {
  const units = event.units as { unitId: string; areaCode: string; count: number }[]
  const kind = 'rosterGapsAhead' as const
  return tell(tx, ctx, [
    ...units.map(({ unitId, areaCode, count }) => ({
      kind,
      to: keepersOf(ctx, unitId, areaCode),
      areaCode,
      count,
      path: rosterOf(unitId),
    })),
    {
      kind: 'unitsWithRosterGaps' as const,
      to: [office(ctx)],
      areaCode: event.areaCode,
      count: units.length,
      path: '/roster/now',
    },
  ])
}

export const tellSwap =
  (kind: NotificationKind, field: 'fromAccount' | 'toAccount'): Reaction =>
  (ctx, tx, event) =>
    tell(tx, ctx, [
      { kind, to: accounts(event[field] as string | null), areaCode: event.areaCode, path: '/roster/mine' },
    ])

export const tellSwapToApprove: Reaction = (ctx, tx, event) => {
  const unit = event.unitId as string
  const to = keepersOf(ctx, unit, event.areaCode!)
  return tell(tx, ctx, [{ kind: 'swapToApprove', to, areaCode: event.areaCode, path: rosterOf(unit) }])
}

export const tellUnanswered: Reaction = (ctx, tx, event) => {
  const unit = event.unitId as string
  const to = keepersOf(ctx, unit, event.areaCode!)
  return tell(tx, ctx, [{ kind: 'callUnanswered', to, areaCode: event.areaCode, path: rosterOf(unit) }])
}
