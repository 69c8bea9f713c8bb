// Offences that nobody plants on purpose (M55), worked out a second time: a case that grew from a gap, and a medic who enters many
// homes within seconds.
import { DAY, dayOf, dayText, MINUTE, missedOf, startOf } from './oracle.ts'
import type { Life, World } from './world.ts'

/** The shipped plan, in numbers: minutes from step to step of a referral, the pattern of readings. */
const WITHIN: Readonly<Record<string, number>> = {
  notified: 10,
  called: 10,
  pickedUp: 60,
  atFacility: 60,
  outcome: 1440,
}
const RAPID = { homes: 8, within: MINUTE }

/** The suspicion is told of now: was the person registered late, was a window missed before the fever, or a step late? */
export function grewFromGap({ course, steps }: Life, now: number): boolean {
  const { openedAt } = course.fevers.findLast(({ outcome }) => outcome === 'suspected')!
  const isLate = course.registeredAt - startOf(course.arrivalDay + 1) > DAY
  const isMissed = missedOf(course, now).some((window) => window.closes <= openedAt)
  const isSlow = steps.some(({ step, at }, n) => at - (steps[n - 1]?.at ?? openedAt) > WITHIN[step]! * MINUTE)
  return isLate || isMissed || isSlow
}

/** Each day is looked through when it is over: what a phone sent later is not seen any more. */
export function rapidDays({ doors }: World): { account: string; day: string }[] {
  return [...doors].flatMap(([account, all]) => {
    const inTime = all.filter(({ at, receivedAt }) => dayOf(at) === dayOf(receivedAt))
    const days = [...Map.groupBy(inTime, ({ at }) => dayOf(at))].filter(([, visits]) => {
      const first = [...Map.groupBy(visits, ({ person, completes }) => `${person} ${completes}`).values()].map((same) =>
        Math.min(...same.map(({ at }) => at)),
      )
      return first.some((at) => first.filter((one) => at - RAPID.within <= one && one <= at).length >= RAPID.homes)
    })
    return days.map(([day]) => ({ account, day: dayText(day) }))
  })
}

/** A medic at a door where somebody opened. */
export function entered(
  { doors, now }: World,
  account: string,
  { life, at, completes }: { life: Life; at: number; completes: string | null },
): void {
  const known = doors.get(account) ?? []
  doors.set(account, known)
  known.push({ person: life.personId, at, completes, receivedAt: now })
}
