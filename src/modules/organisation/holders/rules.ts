// Who holds a post and who acts in it, as dated spans (M02, M03, M05): from an instant until just before another. Of a post
// that one person holds there are never two at one time, nor two who act for the same holder. Pure: the rules answer which
// spans are cut, called off or begun; the instant decides, to the millisecond.
import { addMinutes, type Instant } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'

export const ABSENCES = ['illness', 'quarantine', 'leave', 'assignment', 'vacancy', 'other'] as const

export interface Holding {
  id: string
  standing: 'holder' | 'acting'
  /** The holding that is acted for; null of a vacant post. */
  actingFor: string | null
  suspends: boolean
  replaces: string | null
  accountId: string | null
  from: Instant
  until: Instant | null
}

/** What a decision makes of the post's spans: this one begins, those end then. `calledOff` never began. */
export interface Spans {
  begins: Holding | null
  ends: { id: string; until: Instant | null; calledOff: boolean }[]
}

export const isInForce = ({ from, until }: Pick<Holding, 'from' | 'until'>, at: Instant): boolean =>
  from <= at && (until === null || until > at)

const isAhead = ({ from, until }: Holding, at: Instant): boolean => from > at && until !== from

/** Does the holding give the post's permissions: in force, and nobody acts in its place? */
export const givesPost = (holding: Holding, all: readonly Holding[], at: Instant): boolean =>
  isInForce(holding, at) &&
  !all.some((other) => other.suspends && other.actingFor === holding.id && isInForce(other, at))

const DAY = 24 * 60
/** An appointment may be dated back or ahead as long as an office takes to write it down or knows of it before. */
const MOST_BACK = 30 * DAY
const MOST_AHEAD = 366 * DAY

function datedWell(from: Instant, now: Instant, field = 'from'): Reason[] {
  if (from < addMinutes(now, -MOST_BACK)) {
    return [reason('holder.tooEarly', '时间不能早于 30 天前', 'Not more than 30 days back', field)]
  }
  if (from > addMinutes(now, MOST_AHEAD)) {
    return [reason('holder.tooLate', '时间不能晚于一年后', 'Not more than a year ahead', field)]
  }
  return []
}

const withoutAccount = (handOver: boolean, accountId: string | null): Reason[] =>
  handOver && accountId === null
    ? [
        reason(
          'holder.noAccount',
          '接手人没有账户，未办结的工作无法移交',
          'Open work cannot be handed to somebody without an account',
          'handOver',
        ),
      ]
    : []

export interface Appointment {
  id: string
  /** The holding that ends when this one begins; null fills a vacancy, or adds one more where there may be several. */
  replaces: string | null
  accountId: string | null
  from: Instant
  handOver: boolean
}

/** A new holder from `from`. `replaces` is in force at `now`: who asks has seen who holds the post. */
export function decideAppointment(
  all: readonly Holding[],
  command: Appointment,
  { oneHolder }: { oneHolder: boolean },
  now: Instant,
): Verdict<Spans> {
  const { replaces, accountId, from, handOver } = command
  const holders = all.filter(({ standing }) => standing === 'holder')
  const former = holders.find(({ id }) => id === replaces) ?? null
  const reasons = [...datedWell(from, now), ...withoutAccount(handOver, accountId)]
  const ahead = holders.find((holder) => isAhead(holder, now) && (oneHolder || holder.replaces === replaces))
  if (ahead && (oneHolder || replaces !== null)) {
    reasons.push(
      reason(
        'holder.planned',
        '此岗位已安排了后任，请先撤销那项安排',
        'A successor is appointed already: call that off first',
        'from',
      ),
    )
  }
  if (former && from < former.from) {
    reasons.push(reason('holder.beforeFormer', '不能早于前任的任职起始', 'Not before the former holder began', 'from'))
  }
  const others = holders.filter(({ id }) => id !== replaces)
  if (oneHolder && others.some(({ from: began, until }) => began !== until && (until === null || until > from))) {
    reasons.push(reason('holder.overlaps', '与前任的任职时间重叠', 'Overlaps the time of a former holder', 'from'))
  }
  if (accountId !== null && others.some((other) => other.accountId === accountId && isInForce(other, now))) {
    reasons.push(reason('holder.twice', '此人已任此岗位', 'This person holds the post already', 'accountId'))
  }
  if (reasons.length > 0) return no(...reasons)
  const begins: Holding = {
    id: command.id,
    standing: 'holder',
    actingFor: null,
    suspends: false,
    replaces,
    accountId,
    from,
    until: null,
  }
  // Whoever acted for the former holder, or in the vacancy, has nobody to act for any more.
  const moot = all.filter(({ standing, actingFor }) => standing === 'acting' && (oneHolder || actingFor === replaces))
  return yes({
    begins,
    ends: [
      ...(former ? [{ id: former.id, until: from, calledOff: false }] : []),
      ...endedAt(moot, from > now ? from : now),
    ],
  })
}

const endedAt = (holdings: readonly Holding[], at: Instant): Spans['ends'] =>
  holdings
    .filter(({ until }) => until === null || until > at)
    .map((one) => ({ id: one.id, until: one.from > at ? one.from : at, calledOff: one.from > at }))

export interface ActingAppointment {
  id: string
  actingFor: string | null
  accountId: string | null
  from: Instant
  until: Instant | null
  suspends: boolean
  handOver: boolean
}

/** Somebody acts for a holder, or in a vacancy, for a time that may be open. */
export function decideActing(all: readonly Holding[], command: ActingAppointment, now: Instant): Verdict<Spans> {
  const { actingFor, accountId, from, until, handOver } = command
  const holders = all.filter(({ standing }) => standing === 'holder')
  const holder = holders.find(({ id }) => id === actingFor) ?? null
  const reasons = [...datedWell(from, now), ...withoutAccount(handOver, accountId)]
  if (until !== null && (until <= from || until <= now)) {
    reasons.push(
      reason('acting.noTime', '截止时间须晚于起始时间和现在', 'The end must be after the beginning and now', 'until'),
    )
  }
  if (actingFor !== null && !(holder && isInForce(holder, from))) {
    reasons.push(reason('acting.nobody', '届时此人不在岗位上', 'Nobody of that name holds the post then', 'actingFor'))
  }
  if (actingFor === null && holders.some((other) => isInForce(other, from))) {
    reasons.push(
      reason(
        'acting.notVacant',
        '岗位届时并未空缺，请指明代理谁',
        'The post is not vacant then: say for whom',
        'actingFor',
      ),
    )
  }
  if (holder && accountId !== null && holder.accountId === accountId) {
    reasons.push(reason('acting.self', '不能由本人代理本人', 'Nobody acts for himself', 'accountId'))
  }
  const successor = holders.find(
    (other) => other.from > from && other.from !== other.until && other.replaces === actingFor,
  )
  const end = successor && (until === null || until > successor.from) ? successor.from : until
  const acting = all.filter(
    (other) => other.standing === 'acting' && (actingFor === null || other.actingFor === actingFor),
  )
  if (acting.some((other) => overlap(other, { from, until: end }))) {
    reasons.push(reason('acting.overlaps', '这段时间已有人代理', 'Somebody acts for that time already', 'from'))
  }
  if (reasons.length > 0) return no(...reasons)
  const { handOver: _, ...begins } = command
  return yes({ begins: { ...begins, standing: 'acting', replaces: null, until: end }, ends: [] })
}

const overlap = (a: Pick<Holding, 'from' | 'until'>, b: Pick<Holding, 'from' | 'until'>): boolean =>
  a.from !== a.until && (a.until === null || a.until > b.from) && (b.until === null || b.until > a.from)

/** Ends a holding at `at`, an acting one early, or calls off one that has not begun. */
export function decideEnd(all: readonly Holding[], id: string, at: Instant, now: Instant): Verdict<Spans> {
  const holding = all.find((one) => one.id === id)
  if (!holding || (holding.until !== null && holding.until <= now)) {
    return no(reason('holder.over', '任职或代理已经结束', 'The holding is over already'))
  }
  if (holding.from > now) {
    const former = all.find((one) => one.id === holding.replaces && one.until === holding.from)
    return yes({
      begins: null,
      ends: [
        { id, until: holding.from, calledOff: true },
        // What the change cut short goes on.
        ...(former ? [{ id: former.id, until: null, calledOff: false }] : []),
      ],
    })
  }
  const reasons = datedWell(at, now, 'at')
  if (at < holding.from) {
    reasons.push(reason('holder.endBeforeBegin', '不能早于任职起始', 'Not before it began', 'at'))
  }
  if (holding.until !== null && at > holding.until) {
    reasons.push(reason('holder.endsBefore', '已定的结束时间更早', 'It ends before that already', 'at'))
  }
  if (holding.standing === 'acting' && at < now) {
    reasons.push(reason('acting.endPast', '代理只能从现在起结束', 'Acting ends now or later', 'at'))
  }
  if (all.some((one) => one.replaces === id && isAhead(one, now))) {
    reasons.push(
      reason('holder.planned', '已安排了后任，请先撤销那项安排', 'A successor is appointed: call that off first', 'at'),
    )
  }
  return reasons.length > 0 ? no(...reasons) : yes({ begins: null, ends: [{ id, until: at, calledOff: false }] })
}

/** The spans of the post after a decision. */
export function after(all: readonly Holding[], { begins, ends }: Spans): Holding[] {
  const until = new Map(ends.map((end) => [end.id, end.until]))
  const kept = all.map((one) => (until.has(one.id) ? { ...one, until: until.get(one.id) ?? null } : one))
  return begins ? [...kept, begins] : kept
}
