// One person's life in the story (M07, M21): visits with a day's rhythm, missed ones, fevers and what follows, corrections,
// explanations, the end. Drawn from the person's own chance, so that it does not depend on who else is in the story.
import { type Act, apply, type By, beginning, type Moment, type Person, release } from './acts.ts'
import {
  DAY,
  dayOf,
  endOf,
  HOUR,
  isFever,
  isLongAgo,
  isOpen,
  lastDayOf,
  MINUTE,
  openFever,
  PLAN,
  presentWindow,
  unexplainedOf,
} from './oracle.ts'
import type { Random } from './random.ts'

/** The moments of a day: four for the visits of each window, one when it has closed; the desk works at two of them. */
export const CLOCK = ['06:40', '08:30', '10:00', '10:50', '12:30', '15:00', '16:30', '18:00', '19:50', '21:30'] as const
const HALF = 5
export const MORNING_DESK = 1
export const AFTERNOON_DESK = 6
const DESKS = [MORNING_DESK, AFTERNOON_DESK]

const HIGHEST_NORMAL = 37.2

/** How likely each thing is; visits add up to less than one, the rest are as they should be. */
const ODDS = {
  missed: 0.02,
  nobodyHome: 0.035,
  foundLater: 0.6,
  lateVisit: 0.015,
  lateEntry: 0.02,
  fever: 0.0013,
  feverSeenByTwo: 0.3,
  mistypedFever: 0.12,
  secondReading: 0.01,
  sentTwice: 0.015,
  corrected: 0.006,
  readWhileAway: 0.08,
  suspected: 0.15,
  outcomeLate: 0.12,
  extended: 0.015,
  endedEarly: 0.012,
  explainedToday: 0.5,
  releasedTooEarly: 0.02,
  assignedLater: 0.06,
  transferred: 0.03,
  returned: 0.2,
  withdrawn: 0.1,
  neverAnswered: 0.1,
  newMedicAtOnce: 0.7,
  leavesWithLeave: 0.01,
  gone: 0.006,
  departs: 0.4,
  comesAgain: 0.35,
  trespass: 0.06,
}

type Odds = typeof ODDS

/** A few people to whom as much happens as to many: what is rare is several times as likely. */
const EVENTFUL: Odds = {
  ...ODDS,
  fever: 0.01,
  corrected: 0.03,
  extended: 0.06,
  endedEarly: 0.05,
  releasedTooEarly: 0.06,
  transferred: 0.25,
  neverAnswered: 0.05,
  leavesWithLeave: 0.05,
  gone: 0.05,
  trespass: 0.4,
}
export const oddsOf = ({ eventful }: { eventful: boolean }): Odds => (eventful ? EVENTFUL : ODDS)

export interface Around {
  odds: Odds
  moments: readonly Moment[]
  villages: readonly string[]
  /** Whoever left comes again, with a life of their own; null: nobody does. */
  comesAgain: ((person: Person, registeredIn: number) => void) | null
}

export function live(person: Person, random: Random, around: Around, registeredIn: number): void {
  const { odds, moments, villages, comesAgain } = around
  const course = beginning(person)
  const todo = new Map<number, (() => unknown)[]>()
  const usual = random.around(36.5, 0.3)
  const slowToExplain = random.chance(0.03)
  let now = 0
  let here = 0

  const later = (index: number, what: () => unknown): void => {
    if (index === here) what()
    else if (index < moments.length) todo.set(index, [...(todo.get(index) ?? []), what])
  }
  const act = (what: Act) => {
    moments[here]!.acts.push(what)
    return apply(course, what, now)
  }
  const of = <T extends object>(what: T) => ({ person: person.index, ...what })
  const by = (): By => (random.chance(0.9) ? 'medic' : 'clerk')
  const temperature = (): number => {
    const rhythm = presentWindow(now).slot === 'afternoon' ? 0.2 : 0
    return random.chance(0.01)
      ? HIGHEST_NORMAL
      : Math.min(HIGHEST_NORMAL, Math.max(35.6, random.around(usual + rhythm, 0.3)))
  }
  // The boundary itself is met often: a tenth of a degree decides.
  const feverish = () => (random.chance(0.3) ? PLAN.fever : Math.max(PLAN.fever, random.around(37.9, 0.6)))
  const clockOf = (index: number) => index % CLOCK.length
  const nextDesk = (index: number) => {
    let at = index + 1
    while (!DESKS.includes(clockOf(at))) at += 1
    return at
  }
  const startOfDay = (index: number) => index - clockOf(index)

  /** Between the window's opening (or registration) and now. */
  const shortlyBefore = (minutes: number) => {
    const window = presentWindow(now)
    const least = Math.max(now < window.closes ? window.opens : window.closes, course.registeredAt)
    return Math.max(least, now - random.int(0, minutes) * MINUTE)
  }
  const visit = (observedAt: number, degrees: number | null, { mayTwin = false } = {}) => {
    const reading = { id: random.id(now), temperature: degrees, by: by() }
    const twin =
      mayTwin && isFever(degrees) && random.chance(odds.feverSeenByTwo)
        ? ({ id: random.id(now), temperature: feverish(), by: reading.by === 'medic' ? 'clerk' : 'medic' } as const)
        : null
    const again = twin === null && random.chance(odds.sentTwice)
    const expected = act(of({ kind: 'visit' as const, reading, observedAt, again, twin }))
    if (expected.visit?.opensReferral) refer(reading.id, twin === null)
    return reading
  }

  /** The plan of one window, at the moment `first` or later in its half of the day. */
  const planWindow = (first: number) => {
    const half = first - (clockOf(first) % HALF)
    const [last, afterwards] = [half + HALF - 2, half + HALF - 1]
    if (first > last) return
    const slot = random.int(first, last)
    const draw = random.next()
    if (course.goneSince !== null) return
    const { missed, nobodyHome, lateVisit, lateEntry } = odds
    if (draw < missed) return
    if (draw < missed + nobodyHome) {
      later(slot, () => atDoor(() => visit(shortlyBefore(30), null)))
      if (random.chance(odds.foundLater))
        later(random.int(slot + 1, afterwards), () => atDoor(() => visit(now, temperature())))
      return
    }
    if (draw < missed + nobodyHome + lateVisit) return later(afterwards, ordinaryVisit)
    if (draw < missed + nobodyHome + lateVisit + lateEntry) return enterLater(slot, afterwards)
    later(slot, ordinaryVisit)
  }
  const atDoor = (what: () => unknown) => {
    if (isOpen(course) && !openFever(course) && now < endOf(course)) what()
  }
  const ordinaryVisit = () =>
    atDoor(() => {
      const degrees = random.chance(odds.fever) ? feverish() : temperature()
      const reading = visit(shortlyBefore(45), degrees, { mayTwin: true })
      if (isFever(degrees)) return
      if (random.chance(odds.secondReading)) later(here + 1, () => atDoor(() => visit(now, temperature())))
      if (random.chance(odds.corrected)) {
        later(nextDesk(here), () => {
          const right = random.chance(0.05)
            ? feverish()
            : Math.round((degrees + (degrees > 36.5 ? -0.3 : 0.3)) * 10) / 10
          if (isOpen(course) && !openFever(course)) putRight(reading.id, right)
        })
      }
    })
  const putRight = (readingId: string, degrees: number) => {
    const { opensReferral } = act(
      of({ kind: 'correct' as const, id: random.id(now), readingId, temperature: degrees, by: by() }),
    )
    if (opensReferral) refer(readingId, false)
  }
  /** The phone was out of reach: read in time, received hours later or the next morning. */
  const enterLater = (slot: number, afterwards: number) => {
    const received = random.chance(0.5) ? afterwards : startOfDay(slot) + CLOCK.length + random.int(0, 2)
    later(slot, () =>
      atDoor(() => {
        const observedAt = shortlyBefore(30)
        const degrees = random.chance(odds.fever * 4) && course.fevers.length === 0 ? feverish() : temperature()
        later(received, () => {
          if (isOpen(course) && !(isFever(degrees) && course.fevers.length > 0)) visit(observedAt, degrees)
        })
      }),
    )
  }

  /** A referral was opened here: its steps at the next moments, the outcome the day after. */
  const refer = (readingId: string | null, mayBeMistyped: boolean) => {
    const { openedAt } = openFever(course)!
    const step = (name: 'notified' | 'called' | 'pickedUp' | 'atFacility', at: number) =>
      act(of({ kind: 'step' as const, step: name, at, outcome: null, by: by() }))
    const end = (outcome: 'excluded' | 'suspected' | 'withdrawn', at: number) =>
      act(of({ kind: 'step' as const, step: 'outcome' as const, at, outcome, by: by() }))
    if (readingId !== null && mayBeMistyped && random.chance(odds.mistypedFever)) {
      later(here + 1, () => {
        putRight(readingId, temperature())
        end('withdrawn', now)
      })
      return
    }
    later(here + 1, () => {
      step('notified', Math.max(openedAt, now - 40 * MINUTE))
      step('called', now - 30 * MINUTE)
      step('pickedUp', now - 5 * MINUTE)
    })
    later(here + 2, () => step('atFacility', now - 10 * MINUTE))
    if (random.chance(odds.readWhileAway)) later(here + 3, () => openFever(course) && visit(now, feverish()))
    const isLate = random.chance(odds.outcomeLate)
    const outcome = random.chance(odds.suspected) ? 'suspected' : 'excluded'
    // Told of a day later, it is still of the hour at which the hospital found it.
    later(startOfDay(here + 2) + CLOCK.length * (isLate ? 2 : 1) + 2, () =>
      end(outcome, isLate ? now - 20 * HOUR : now - 30 * MINUTE),
    )
  }

  const atDesk = () => {
    const missing = unexplainedOf(course, now)
    const isFull = now >= endOf(course)
    if (isOpen(course) && missing.length > 0 && !slowToExplain && (isFull || random.chance(odds.explainedToday))) {
      act(of({ kind: 'explain' as const, keys: missing.map(({ key }) => key), by: by() }))
    }
    // Who was missed on the last day is measured again, as often as the plan asks.
    if (isFull && isOpen(course) && !openFever(course) && course.goneSince === null && isLongAgo(course)) {
      visit(now, temperature())
    }
    const asked = isFull || random.chance(odds.releasedTooEarly)
    if (isOpen(course) && asked) {
      moments[here]!.releases.push(person.index)
      if (release(course, now) && random.chance(odds.departs)) later(nextDesk(here + random.int(0, 12)), goesHome)
    }
  }

  /** After the isolation; some come again from elsewhere. */
  const goesHome = () => {
    // An offer that nobody answered keeps them here on paper.
    if (course.offer || course.leftOn !== null) return
    act(of({ kind: 'depart' as const, id: random.id(now), how: 'completed' as const }))
    const registeredIn = startOfDay(here) + random.int(1, 5) * CLOCK.length + random.pick(DESKS)
    if (!comesAgain || !random.chance(odds.comesAgain) || registeredIn >= moments.length) return
    comesAgain(
      {
        ...person,
        source: 'again',
        before: person.index,
        arrivalId: random.id(now),
        areaCode: course.areaCode,
        status: 'arrived',
        arrivalDay: dayOf(moments[registeredIn]!.at),
        firstTemperature: random.chance(0.1) ? null : temperature(),
        registeredAt: null,
        periodId: null,
      },
      registeredIn,
    )
  }

  /** To another township: its clerk accepts with village and medic, or returns it; some offers lie until they are overdue. */
  const moves = () => {
    const others = villages.filter((code) => code.slice(0, 9) !== course.areaCode.slice(0, 9))
    if (!isOpen(course) || course.offer || course.goneSince !== null || others.length === 0) return
    const toArea = random.pick(others)
    const id = random.id(now)
    const isAhead = random.chance(0.2)
    act(of({ kind: 'offer' as const, id, toArea, movesOn: dayOf(now) + (isAhead ? 1 : 0) }))
    const draw = random.next()
    const { neverAnswered, withdrawn, returned } = odds
    if (draw < neverAnswered) return
    const how =
      draw < neverAnswered + withdrawn
        ? ('withdrawn' as const)
        : draw < neverAnswered + withdrawn + returned
          ? ('returned' as const)
          : ('accepted' as const)
    const village = random.chance(0.8)
      ? toArea
      : random.pick(others.filter((code) => code.startsWith(toArea.slice(0, 9))))
    const withMedic = random.chance(odds.newMedicAtOnce)
    const days = (isAhead ? 1 : 0) + (random.chance(0.2) ? 1 : 0)
    later(nextDesk(here) + days * CLOCK.length, () => {
      if (course.leftOn !== null) return
      act(
        of({ kind: 'answer' as const, id, how, areaCode: how === 'withdrawn' ? course.areaCode : village, withMedic }),
      )
      if (how === 'accepted' && !withMedic) {
        later(nextDesk(here), () => isOpen(course) && moments[here]!.assigns.push(person.index))
      }
    })
  }
  const leaves = () =>
    atDoor(() => !course.offer && act(of({ kind: 'depart' as const, id: random.id(now), how: 'permitted' as const })))
  const vanishes = () => {
    if (!isOpen(course) || openFever(course) || course.leftOn !== null) return
    const id = random.id(now)
    act(of({ kind: 'depart' as const, id, how: 'gone' as const }))
    later(nextDesk(here + random.int(3, 30)), () => {
      if (course.leftOn === null) act(of({ kind: 'found' as const, id }))
    })
  }

  const comes = () => {
    if (course.status !== 'arrived') return
    const begins = random.chance(odds.assignedLater) ? here + CLOCK.length : here
    later(begins, () => {
      if (isOpen(course)) moments[here]!.assigns.push(person.index)
    })
    if (openFever(course)) refer(null, false)
    // The window may be open still; a moment of it has to be left.
    if (isOpen(course)) planWindow(here + 1)
    const changes = (probability: number) =>
      random.chance(probability) ? nextDesk(here + random.int(1, 12) * CLOCK.length) : null
    const [extended, ended] = [changes(odds.extended), changes(odds.endedEarly)]
    const papersIn = random.chance(0.8) ? here : nextDesk(here)
    later(papersIn, () => isOpen(course) && moments[here]!.prints.push(person.index))
    later(papersIn + random.int(1, 8), () => moments[here]!.serves.push(person.index))
    for (const [probability, what] of [
      [odds.transferred, moves],
      [odds.leavesWithLeave, leaves],
      [odds.gone, vanishes],
    ] as const) {
      const at = changes(probability)
      if (at !== null) later(at, what)
    }
    const tried = changes(odds.trespass)
    if (tried !== null) {
      const what = random.pick(['release', 'extend', 'look'] as const)
      later(tried, () => isOpen(course) && act(of({ kind: 'trespass' as const, what })))
    }
    if (extended !== null) {
      later(extended, () => {
        // Also of somebody who is full and not released yet.
        if (isOpen(course) && now < endOf(course) + 7 * DAY) {
          act(of({ kind: 'extend' as const, id: random.id(now), days: 7 }))
        }
      })
    }
    if (ended !== null) {
      later(ended, () => atDoor(() => act(of({ kind: 'endEarly' as const, id: random.id(now) }))))
    }
  }

  for (here = registeredIn; here < moments.length; here++) {
    now = moments[here]!.at
    if (here === registeredIn) {
      register()
      comes()
    } else if (isOpen(course) && clockOf(here) % HALF === 0 && dayOf(now) <= lastDayOf(course)) planWindow(here)
    for (const what of todo.get(here) ?? []) what()
    if (here > registeredIn && clockOf(here) === MORNING_DESK) atDesk()
  }

  function register() {
    const registration = of({ kind: 'register' as const, status: person.status })
    if (person.source === 'form' || person.source === 'again') act(registration)
    else if (person.source === 'list') {
      moments[here]!.imports.push(person.index)
      apply(course, registration, now)
    }
    if (person.status === 'expected') await_()
  }

  /** Somebody expected comes that day or the next, says no, or is never heard of. */
  function await_() {
    const days = person.arrivalDay - dayOf(now)
    const desk = startOfDay(here) + Math.max(0, days) * CLOCK.length + 6
    const draw = random.next()
    if (draw < 0.2) return
    if (draw < 0.4) return later(desk + CLOCK.length, () => void act(of({ kind: 'cancel' as const })))
    later(random.chance(0.8) ? desk : desk + CLOCK.length, () => {
      act(of({ kind: 'confirm' as const, temperature: random.chance(0.1) ? null : temperature() }))
      comes()
    })
  }
}
