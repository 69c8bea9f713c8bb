// What people of the story do, and what each act must bring about. The story is told with these and lived with these, so
// that both know the same of a person: `apply` changes the course and says what the server has to answer.
import {
  type Course,
  closeFever,
  correct,
  dayOf,
  endOf,
  isFever,
  isOpen,
  mayBeReleased,
  type TakenResult,
  take,
  wasOver,
} from './oracle.ts'

export interface Person {
  index: number
  /** Registered on a form, in an imported list, come again after having left, or there before the story began. */
  source: 'form' | 'list' | 'again' | 'there'
  /** Of somebody who comes again: the index of the stay before. */
  before: number | null
  id: string
  arrivalId: string
  name: string
  document: string
  telephone: string
  address: string
  originText: string
  means: string
  serviceNo: string
  areaCode: string
  /** As registered. */
  status: 'expected' | 'arrived'
  arrivalDay: number
  firstTemperature: number | null
  /** Known before the story began. */
  registeredAt: number | null
  periodId: string | null
}

export type By = 'medic' | 'clerk' | 'office'
export type Step = 'notified' | 'called' | 'pickedUp' | 'atFacility' | 'outcome'
export interface Reading {
  id: string
  temperature: number | null
  by: By
}

interface Of {
  person: number
}
export type Act = Of &
  (
    | { kind: 'register'; status: 'expected' | 'arrived' }
    | { kind: 'confirm'; temperature: number | null }
    | { kind: 'cancel' }
    /** `twin`: another account reads the same fever at the same moment. `again`: the phone sends it twice. */
    | { kind: 'visit'; reading: Reading; observedAt: number; again: boolean; twin: Reading | null }
    | { kind: 'correct'; id: string; readingId: string; temperature: number; by: By }
    | { kind: 'step'; step: Step; at: number; outcome: 'excluded' | 'suspected' | 'withdrawn' | null; by: By }
    | { kind: 'explain'; keys: string[]; by: By }
    | { kind: 'extend'; id: string; days: number }
    | { kind: 'endEarly'; id: string }
    /** To another township, which accepts or returns it; or the own one takes it back. */
    | { kind: 'offer'; id: string; toArea: string; movesOn: number }
    | { kind: 'answer'; id: string; how: 'accepted' | 'returned' | 'withdrawn'; areaCode: string; withMedic: boolean }
    | { kind: 'depart'; id: string; how: 'completed' | 'permitted' | 'gone' }
    | { kind: 'found'; id: string }
    /** A medic tries what only others may. */
    | { kind: 'trespass'; what: 'release' | 'extend' | 'look' }
  )

export interface Moment {
  at: number
  /** People of the list that is imported now. */
  imports: number[]
  /** One after the other for each person, side by side for different ones. */
  acts: Act[]
  /** Persons who get a medic, and those whose release is asked for. */
  assigns: number[]
  releases: number[]
  /** Persons whose notice and commitment are printed, and those whose papers are handed over. */
  prints: number[]
  serves: number[]
}

export interface Expected {
  visit?: TakenResult
  twin?: TakenResult
  opensReferral?: boolean
}

/** How a person's course begins: nobody knows of them, but of those who were there before. */
export const beginning = (person: Person): Course => ({
  status: person.source === 'there' ? person.status : 'unknown',
  arrivalDay: person.arrivalDay,
  registeredAt: person.registeredAt ?? 0,
  days: 14,
  firstTemperature: person.firstTemperature,
  temperatureOwed: person.source === 'there' && person.status === 'arrived' && person.firstTemperature === null,
  hasMedic: false,
  areaCode: person.areaCode,
  offer: null,
  moves: [],
  leftOn: null,
  goneSince: null,
  cameAgain: false,
  taken: [],
  completed: new Map(),
  fevers:
    person.registeredAt !== null && isFever(person.firstTemperature)
      ? [{ openedAt: person.registeredAt, closedAt: null, outcome: null }]
      : [],
  explained: new Set(),
  pauses: [],
  closed: null,
})

/** The person is here: isolation begins now. */
export function arrive(course: Course, temperature: number | null, now: number): void {
  course.status = 'arrived'
  course.registeredAt = now
  course.firstTemperature = temperature
  course.temperatureOwed = temperature === null && !wasOver(course)
  if (isFever(temperature)) course.fevers.push({ openedAt: now, closedAt: null, outcome: null })
}

export function apply(course: Course, act: Act, now: number): Expected {
  switch (act.kind) {
    case 'register':
      if (act.status === 'arrived') arrive(course, course.firstTemperature, now)
      else course.status = 'expected'
      return {}
    case 'confirm':
      arrive(course, act.temperature, now)
      return {}
    case 'cancel':
      course.status = 'cancelled'
      return {}
    case 'visit': {
      const { reading, twin, observedAt } = act
      const taken = { observedAt, receivedAt: now }
      const visit = take(course, { ...taken, id: reading.id, temperature: reading.temperature })
      return twin === null
        ? { visit }
        : { visit, twin: take(course, { ...taken, id: twin.id, temperature: twin.temperature }) }
    }
    case 'correct':
      return { opensReferral: correct(course, act.readingId, act.temperature) }
    case 'step':
      if (act.outcome !== null) closeFever(course, act.outcome, act.at)
      return {}
    case 'explain':
      for (const key of act.keys) course.explained.add(key)
      return {}
    case 'extend':
      if (now > endOf(course)) course.pauses.push({ from: endOf(course), until: now })
      course.days += act.days
      return {}
    case 'endEarly':
      course.closed = { how: 'endedEarly', at: now }
      return {}
    case 'offer':
      course.offer = { toArea: act.toArea, at: now }
      return {}
    case 'answer':
      course.offer = null
      if (act.how === 'accepted') move(course, act.areaCode, now)
      return {}
    case 'depart':
      depart(course, act.how, now)
      return {}
    case 'found':
      course.goneSince = null
      return {}
    case 'trespass':
      return {}
  }
}

/** Lives in another township from now on, whose medics see to them. */
function move(course: Course, areaCode: string, now: number): void {
  course.areaCode = areaCode
  course.hasMedic = false
  course.moves.push({ at: now, areaCode })
}

function depart(course: Course, how: 'completed' | 'permitted' | 'gone', now: number): void {
  if (how === 'gone') {
    // Owed as before: nobody is released by fleeing.
    course.goneSince = now
    return
  }
  course.leftOn = dayOf(now)
  course.goneSince = null
  course.moves.push({ at: now, areaCode: null })
  if (isOpen(course)) course.closed = { how: 'endedEarly', at: now }
}

/** Somebody asks for the release: it is given when it may be. */
export function release(course: Course, now: number): boolean {
  const allowed = mayBeReleased(course, now)
  if (allowed) course.closed = { how: 'released', at: now }
  return allowed
}
