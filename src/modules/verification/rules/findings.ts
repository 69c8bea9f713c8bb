// What may be found of a person of a list, and when somebody found is a matter of concealment (M45, M55). Each person is
// answered once; an answer is corrected with a reason, and both stay. Pure.
import { addDays, at, type Day, type Instant, type Zone } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'

export const FINDINGS = ['registered', 'alreadyRegistered', 'notNeeded', 'movedOn', 'leftDistrict', 'notFound'] as const
export type Finding = (typeof FINDINGS)[number]
export const WAYS = ['telephone', 'visit', 'neighbours', 'other'] as const
export type Way = (typeof WAYS)[number]

export interface Try {
  how: Way
  at: Instant
  who: string
}

export interface FindingSaid {
  kind: Finding
  personId: string | null
  reason: string
  placeText: string
  toArea: string | null
  arrivedOn: Day | null
  tries: readonly Try[]
  /** The finding that is corrected, and why. */
  corrects: string | null
  correction: string
}

export interface EntryState {
  findingId: string | null
  /** Was sent to an area. */
  isSent: boolean
  areaCode: string
  isVoided: boolean
  listVoided: boolean
}

const text = (said: string) => said.trim().length >= 2

export function decideFinding(
  entry: EntryState,
  said: FindingSaid,
  { now, today }: { now: Instant; today: Day },
): Verdict<null> {
  if (entry.isVoided || entry.listVoided) return no(VOIDED)
  if (entry.findingId !== said.corrects) return no(entry.findingId === null ? NOT_ANSWERED : ANSWERED)
  const wrong: Reason[] = []
  if (said.corrects !== null && !text(said.correction)) wrong.push(NO_CORRECTION)
  if (said.kind === 'alreadyRegistered' && said.personId === null) wrong.push(NO_PERSON)
  if (said.kind === 'notNeeded' && !text(said.reason)) wrong.push(NO_REASON)
  if (said.kind === 'movedOn') {
    if (said.toArea === null) wrong.push(NO_AREA)
    else if (said.toArea.slice(0, 9) === entry.areaCode.slice(0, 9) && entry.areaCode.length >= 9) wrong.push(SAME_AREA)
    if (!entry.isSent) wrong.push(NOT_SENT)
  }
  if (said.kind === 'leftDistrict' && !text(said.placeText)) wrong.push(NO_PLACE)
  if (said.kind === 'notFound' && said.tries.length === 0) wrong.push(NO_TRIES)
  if (said.tries.some((one) => one.at > now)) wrong.push(TRIED_LATER)
  if (said.arrivedOn !== null && said.arrivedOn > today) wrong.push(ARRIVES_LATER)
  return wrong.length > 0 ? no(...wrong) : yes(null)
}

/**
 * Found only now, and had come longer ago than the plan allows without being registered. `arrivedOn`: the day of the arrival;
 * the days are counted from the day after it.
 */
export function isUnregistered(
  said: Pick<FindingSaid, 'kind' | 'arrivedOn'>,
  today: Day,
  afterDays: number,
): said is { kind: 'registered' | 'notNeeded'; arrivedOn: Day } {
  if (said.kind !== 'registered' && said.kind !== 'notNeeded') return false
  return said.arrivedOn !== null && addDays(said.arrivedOn, afterDays) < today
}

export interface ChainLink {
  at: Instant
  kind: 'arrived' | 'listed' | 'sent' | 'foundUnregistered'
  count?: number
}

/** What led to it, as the records have it (M55). */
export function chainOfUnregistered(facts: {
  arrivedOn: Day
  receivedAt: Instant
  sentAt: Instant | null
  foundAt: Instant
  daysHere: number
  zone: Zone
}): ChainLink[] {
  const links: ChainLink[] = [
    { at: at(facts.arrivedOn, '00:00', facts.zone), kind: 'arrived' },
    { at: facts.receivedAt, kind: 'listed' },
    ...(facts.sentAt === null ? [] : [{ at: facts.sentAt, kind: 'sent' as const }]),
    { at: facts.foundAt, kind: 'foundUnregistered', count: facts.daysHere },
  ]
  return links.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
}

const VOIDED = reason('entry_voided', '该人员已从名单撤下，请刷新', 'The entry was voided: look again')
const ANSWERED = reason('answered_already', '他人已登记核查结果，请刷新', 'Somebody recorded the finding: look again')
const NOT_ANSWERED = reason('not_answered', '尚无核查结果可更正，请刷新', 'There is no finding to correct: look again')
const NO_CORRECTION = reason('correction_needed', '更正须写明理由', 'A correction says why', 'correction')
const NO_PERSON = reason('person_needed', '请选出是哪一位已登记的人', 'Choose who of the register it is', 'personId')
const NO_REASON = reason('reason_needed', '请写明为什么无需隔离', 'Say why no isolation is needed', 'reason')
const NO_AREA = reason('area_needed', '请选择去了哪个乡镇或村', 'Choose where the person went', 'toArea')
const SAME_AREA = reason('same_area', '就在本乡镇，请直接核查', 'That is the same township', 'toArea')
const NOT_SENT = reason('not_sent', '尚未下发，请直接指派到该乡镇', 'It was not sent yet: assign it there', 'toArea')
const NO_PLACE = reason('place_needed', '请写明去了哪里', 'Say where the person went', 'placeText')
const NO_TRIES = reason('tries_needed', '未找到须写明怎么找的', 'Say what was tried', 'tries')
const TRIED_LATER = reason('try_in_future', '查找时间不能晚于现在', 'A try lies in the future', 'tries')
const ARRIVES_LATER = reason('arrival_in_future', '抵达日期晚于今天', 'The arrival lies after today', 'arrivedOn')
