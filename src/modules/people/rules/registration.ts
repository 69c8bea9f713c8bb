// What may be registered (M07): every field is judged, and each refusal names its field. The document says sex and birth
// date where it can; the plan says the category from the origin, unless the clerk says otherwise.
import type { Day } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'
import type { Origin } from '../../../plan/index.ts'
import { type IdentityDocument, readDocument, type Sex } from './documents.ts'
import { isName, normaliseName } from './names.ts'
import { normaliseTelephone } from './telephones.ts'

export interface PersonSaid {
  name: string
  document: { type: IdentityDocument['type']; number: string }
  sex: Sex | null
  birthDate: Day | null
  telephones: readonly string[]
  areaCode: string
}

export interface PersonFacts {
  name: string
  document: IdentityDocument
  sex: Sex | null
  birthDate: Day | null
  telephones: string[]
  areaCode: string
}

export interface ArrivalSaid {
  status: 'expected' | 'arrived'
  category: 'keyArea' | 'elsewhere' | null
  originText: string
  arrivalDay: Day
  firstTemperature: number | null
  stay?: { untilDay: Day } | null
}

export interface ArrivalFacts {
  category: 'keyArea' | 'elsewhere'
  categoryBy: 'plan' | 'clerk'
  originCode: string | null
}

export interface Known {
  today: Day
  /** °C that a thermometer may say; the plan's. */
  readingRange: { lowest: number; highest: number }
  classifyOrigin(text: string): Origin
  areaIs(code: string): AreaIs
}

/** Of the district's territory or not; an amendment of the plan may have ended it. */
export type AreaIs = 'registrable' | 'ended' | 'unknown'

/** Why nobody can be registered in, or move to, such an area; null when somebody can. */
export function whyNotArea(is: AreaIs, field: string): Reason | null {
  if (is === 'registrable') return null
  return is === 'ended'
    ? reason(
        'area_ended',
        '该乡镇或村（社区）已撤销，请选现在的',
        'This township or village was ended by an amendment: choose one there is',
        field,
      )
    : reason('unknown_area', '本区没有这个乡镇或村（社区）', 'No such township or village in this district', field)
}

export function judgePerson(said: PersonSaid, known: Pick<Known, 'today' | 'areaIs'>): Verdict<PersonFacts> {
  const wrong: Reason[] = []
  const name = normaliseName(said.name)
  if (!isName(name)) wrong.push(reason('no_name', '缺少姓名', 'The name is missing', 'name'))

  const document = readDocument(said.document.type, said.document.number)
  if (!document.ok) for (const found of document.reasons) wrong.push({ ...found, field: 'document.number' })

  const { sex = null, birthDate = null } = document.ok ? document.value : {}
  if (sex !== null && said.sex !== null && sex !== said.sex) {
    wrong.push(reason('sex_differs', '性别与证件号码不一致', 'The sex differs from the document', 'sex'))
  }
  if (birthDate !== null && said.birthDate !== null && birthDate !== said.birthDate) {
    wrong.push(
      reason('birth_date_differs', '出生日期与证件号码不一致', 'The birth date differs from the document', 'birthDate'),
    )
  }
  const born = birthDate ?? said.birthDate
  if (born !== null && (born > known.today || born < '1850-01-01')) {
    wrong.push(reason('bad_birth_date', '出生日期不合理', 'Nobody here was born on that day', 'birthDate'))
  }

  const telephones: string[] = []
  for (const [index, text] of said.telephones.entries()) {
    if (text.trim() === '') continue
    const number = normaliseTelephone(text)
    if (number === null) {
      wrong.push(reason('bad_telephone', '电话号码有误', 'Not a telephone number', `telephones.${index}`))
    } else if (!telephones.includes(number)) telephones.push(number)
  }
  const noArea = whyNotArea(known.areaIs(said.areaCode), 'areaCode')
  if (noArea) wrong.push(noArea)
  if (wrong.length > 0 || !document.ok) return no(...wrong)
  return yes({
    name,
    document: document.value,
    sex: sex ?? said.sex,
    birthDate: born,
    telephones,
    areaCode: said.areaCode,
  })
}

/** `prefix` is where the arrival stands in what was sent: `arrival.` in a registration, '' alone. */
export function judgeArrival(
  said: ArrivalSaid,
  known: Omit<Known, 'areaIs'>,
  prefix = 'arrival.',
): Verdict<ArrivalFacts> {
  const wrong: Reason[] = []
  const at = (field: string) => `${prefix}${field}`
  if (said.status === 'arrived' && said.arrivalDay > known.today) {
    wrong.push(
      reason(
        'arrival_in_future',
        '抵达日期晚于今天，应登记为拟返人员',
        'The day is after today: register an expected arrival',
        at('arrivalDay'),
      ),
    )
  }
  if (said.status === 'expected' && said.arrivalDay < known.today) {
    wrong.push(
      reason('expected_in_past', '拟返日期已过', 'An expected arrival cannot be before today', at('arrivalDay')),
    )
  }
  if (said.status === 'expected' && said.firstTemperature !== null) {
    wrong.push(
      reason(
        'expected_with_temperature',
        '拟返人员尚未到达，不应有体温',
        'Somebody not yet here has no temperature',
        at('firstTemperature'),
      ),
    )
  }
  if (said.stay && (said.status === 'expected' || said.stay.untilDay < said.arrivalDay)) {
    wrong.push(
      reason('bad_stay', '住到的日期应在抵达之后，且人已到达', 'A stay ends after the arrival', at('stay.untilDay')),
    )
  }
  wrong.push(...temperatureReasons(said.firstTemperature, known.readingRange, at('firstTemperature')))
  if (wrong.length > 0) return no(...wrong)
  const origin = known.classifyOrigin(said.originText)
  return yes({
    category: said.category ?? origin.category,
    categoryBy: said.category === null || said.category === origin.category ? 'plan' : 'clerk',
    originCode: origin.code,
  })
}

/** Why a temperature is none: outside what a thermometer may say, or with more than one decimal. */
export function temperatureReasons(temperature: number | null, range: Known['readingRange'], field: string): Reason[] {
  if (temperature === null) return []
  const { lowest, highest } = range
  if (temperature < lowest || temperature > highest) {
    return [
      reason(
        'bad_temperature',
        `体温应在 ${lowest.toFixed(1)} 至 ${highest.toFixed(1)} ℃ 之间`,
        `A temperature is between ${lowest.toFixed(1)} and ${highest.toFixed(1)} °C`,
        field,
      ),
    ]
  }
  return Math.abs(temperature * 10 - Math.round(temperature * 10)) < 1e-6
    ? []
    : [reason('bad_temperature', '体温保留一位小数', 'A temperature has one decimal', field)]
}

/** May an expected arrival be confirmed with this day and temperature? */
export function judgeConfirmation(
  arrival: { status: 'expected' | 'arrived' | 'cancelled' },
  said: { arrivalDay: Day; firstTemperature: number | null },
  known: Pick<Known, 'today' | 'readingRange'>,
): Verdict<null> {
  if (arrival.status !== 'expected') {
    return no(
      arrival.status === 'arrived'
        ? reason('already_arrived', '已确认抵达', 'The arrival is confirmed already')
        : reason('arrival_cancelled', '该拟返登记已取消', 'This expected arrival was cancelled'),
    )
  }
  const wrong = temperatureReasons(said.firstTemperature, known.readingRange, 'firstTemperature')
  if (said.arrivalDay > known.today) {
    wrong.push(reason('arrival_in_future', '抵达日期晚于今天', 'The day is after today', 'arrivalDay'))
  }
  return wrong.length > 0 ? no(...wrong) : yes(null)
}

/** Only somebody who is not here yet can stay away: an arrival that happened is ended by isolation, not cancelled. */
export function judgeCancellation(arrival: { status: 'expected' | 'arrived' | 'cancelled' }): Verdict<null> {
  if (arrival.status === 'expected') return yes(null)
  return no(
    arrival.status === 'arrived'
      ? reason('already_arrived', '已抵达，不能取消', 'The person has arrived: it cannot be cancelled')
      : reason('arrival_cancelled', '已取消', 'It is cancelled already'),
  )
}

/** May a registered person be registered as coming again? */
export function judgeFurtherArrival(
  person: {
    isIsolating: boolean
    current: { status: 'expected' | 'arrived' | 'cancelled'; arrival_day: Day } | null
  },
  said: { arrivalDay: Day },
): Verdict<null> {
  if (person.isIsolating) {
    return no(
      reason('arrival.inIsolation', '此人正在隔离，不能登记再次返回', 'In isolation here: has not left and come again'),
    )
  }
  if (person.current?.status === 'expected') {
    return no(
      reason(
        'arrival.expectedAlready',
        '此人已登记为拟返，请确认到达或取消拟返',
        'Expected already: confirm that arrival, or cancel it',
      ),
    )
  }
  if (person.current?.status === 'arrived' && said.arrivalDay <= person.current.arrival_day) {
    return no(
      reason(
        'arrival.notLater',
        `应晚于上次返回（${person.current.arrival_day}）`,
        `Must be after the last arrival (${person.current.arrival_day})`,
        'arrivalDay',
      ),
    )
  }
  return yes(null)
}
