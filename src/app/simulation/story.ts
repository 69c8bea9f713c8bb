// The story of a district for some days (M07, M21): who comes when, and each one's life. Pure: the same seed, places and
// people tell the same story, to the ids.
import { createHash } from 'node:crypto'
import type { Moment, Person } from './acts.ts'
import { AFTERNOON_DESK, CLOCK, live, MORNING_DESK, oddsOf } from './life.ts'
import { dayNumber, dayText, local } from './oracle.ts'
import { invent } from './people.ts'
import { openRandom, type Random } from './random.ts'

export interface Telling {
  /** Invented people; those already `there` come on top. */
  people: number
  days: number
  seed: number
  /** The first day, `YYYY-MM-DD`. */
  from: string
  /** Village and community codes of 12 digits. */
  villages: readonly string[]
  /** More happens to each: for a story of few people. */
  eventful?: boolean | undefined
  there?: readonly Omit<Person, 'index' | 'source' | 'before'>[]
}

export interface Story {
  from: string
  seed: number
  people: Person[]
  /** In the order of time. After the last day comes its next morning, when the last day's periods are released. */
  moments: Moment[]
}

/** The desk of the first morning, when the list comes, and that of the second for those who are there already. */
const FIRST_DESK = MORNING_DESK

export function tellStory({ people: count, days, seed, from, villages, eventful = false, there = [] }: Telling): Story {
  const first = dayNumber(from)
  const moments = clockOf(first, days)
  const people: Person[] = there.map((person, index) => ({ ...person, index, source: 'there', before: null }))
  const random = openRandom(`lianfang/${seed}`)
  const shift = random.int(0, 900) * 720
  const again: { person: Person; registeredIn: number }[] = []
  const around = {
    odds: oddsOf({ eventful }),
    moments,
    villages,
    comesAgain: (person: Person, at: number) => void again.push({ person, registeredIn: at }),
  }
  for (const person of people) live(person, random.fork(`there:${person.index}`), around, FIRST_DESK)
  for (let n = 0; n < count; n++) {
    const own = random.fork(`person:${n}`)
    const { person, registeredIn } = newcomer(own, { index: people.length, order: n + shift, first, days, villages })
    people.push(person)
    live(person, own, around, registeredIn)
  }
  // Behind all others, so that nobody's place in the story depends on who comes again. A third stay is not told.
  for (const { person, registeredIn } of again) {
    const next = { ...person, index: people.length }
    people.push(next)
    live(next, random.fork(`again:${person.arrivalId}`), { ...around, comesAgain: null }, registeredIn)
  }
  return { from, seed, people, moments }
}

/** The same story has the same, to the last id. */
export function digestOf({ people, moments }: Story): string {
  const hash = createHash('sha256').update(JSON.stringify(people))
  for (const moment of moments) hash.update(JSON.stringify(moment))
  return hash.digest('hex').slice(0, 16)
}

function clockOf(first: number, days: number): Moment[] {
  const count = days * CLOCK.length + MORNING_DESK + 1
  return Array.from({ length: count }, (_, index) => ({
    at: local(first + Math.floor(index / CLOCK.length), CLOCK[index % CLOCK.length]!),
    imports: [],
    acts: [],
    assigns: [],
    releases: [],
    prints: [],
    serves: [],
  }))
}

interface Coming {
  index: number
  order: number
  first: number
  days: number
  villages: readonly string[]
}

function newcomer(random: Random, coming: Coming): { person: Person; registeredIn: number } {
  const { index, order, first, days, villages } = coming
  const draw = random.next()
  // Before the story began many had come already; of the rest fewer come every day, some in lists of their township.
  const isOld = draw < 0.6
  const source = draw < 0.45 || draw > 0.9 ? 'list' : 'form'
  const day = isOld ? 0 : Math.floor(random.next() * random.next() * days)
  const desk = isOld || random.chance(0.6) ? MORNING_DESK : AFTERNOON_DESK
  const registeredIn = day * CLOCK.length + (source === 'list' ? MORNING_DESK : desk)
  const isExpected = source === 'form' && random.chance(0.15)
  const arrivedBefore = isOld ? (random.chance(0.02) ? random.int(15, 20) : random.int(0, 11)) : random.int(0, 2)
  const village = random.pick(villages)
  const at = local(first, CLOCK[0])
  return {
    registeredIn,
    person: {
      index,
      source,
      before: null,
      id: random.id(at),
      arrivalId: random.id(at),
      ...invent(random, order),
      // Some say only their township at first.
      areaCode: random.chance(0.04) ? village.slice(0, 9) : village,
      status: isExpected ? 'expected' : 'arrived',
      arrivalDay: first + day + (isExpected ? random.int(1, 3) : -arrivedBefore),
      firstTemperature: isExpected || random.chance(0.06) ? null : firstTemperature(random),
      registeredAt: null,
      periodId: null,
    },
  }
}

const firstTemperature = (random: Random): number =>
  random.chance(0.012) ? Math.max(37.3, random.around(38, 0.6)) : Math.min(37.2, random.around(36.5, 0.4))

/** The imported list as people write it: headers of their own, one line each. */
export function listOf(people: readonly Person[], areaNames: ReadonlyMap<string, string>): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const rows = people.map((person, index) => [
    String(index + 1),
    person.name,
    person.document,
    person.telephone,
    person.originText,
    dayText(person.arrivalDay),
    areaNames.get(person.areaCode.slice(0, 9)) ?? '',
    person.areaCode.length > 9 ? (areaNames.get(person.areaCode) ?? '') : '',
    person.address,
    person.firstTemperature === null ? '' : person.firstTemperature.toFixed(1),
  ])
  const header = ['序号', '姓名', '身份证号', '联系电话', '来源地', '返鹤日期', '乡镇', '村', '详细住址', '体温']
  return `${[header, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`
}
