// Given a period that runs as an amendment takes effect, when is it full, and which windows does it owe?
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMinutes } from '../../../kernel/time.ts'
import { active, COURSE, PLAN, t } from './example-plan.ts'
import { amendedPlan, type IsolationPlan } from './plan.ts'
import { replannedSpan } from './replan.ts'
import { allWindows, missedWindows, nextCheck, windowAt } from './windows.ts'

const THREE: IsolationPlan = {
  ...PLAN,
  days: 21,
  feverThreshold: 37,
  windows: [
    { slot: 'morning', opens: '06:00', closes: '09:00' },
    { slot: 'noon', opens: '11:00', closes: '13:00' },
    { slot: 'evening', opens: '17:00', closes: '21:00' },
  ],
}

describe('the end of a running period', () => {
  it.each([
    ['14 becomes 21', 14, 21, '2020-02-01 08:00', 21, '2020-02-15'],
    ['an extension of 7 is kept', 21, 21, '2020-02-01 08:00', 28, '2020-02-22'],
    ['21 becomes 14 where that lies ahead', 21, 7, '2020-01-30 08:00', 14, '2020-02-08'],
    ['it never ends before the amendment', 14, 7, '2020-02-05 08:00', 11, '2020-02-05'],
    ['at midnight the day before is the last', 14, 7, '2020-02-05 00:00', 10, '2020-02-04'],
    ['nobody isolates for more than 60 days', 50, 40, '2020-02-05 08:00', 60, '2020-03-25'],
  ])('%s', (_what, days, now, at, expected, lastDay) => {
    const span = replannedSpan({ startDay: '2020-01-25', days }, PLAN, { ...PLAN, days: now }, t(at))
    expect([span.days, span.lastDay]).toEqual([expected, lastDay])
    expect(span.endsAt).toBe(t(`${addDays(lastDay, 1)} 00:00`))
  })
})

describe('the windows of a running period', () => {
  const period = active({ days: 21 })
  const slotsOn = (day: string, plan: IsolationPlan) =>
    allWindows(period, plan)
      .filter((window) => window.day === day)
      .map(({ slot }) => slot)

  it('are the old ones until then and the new ones after', () => {
    const plan = amendedPlan(PLAN, t('2020-02-01 00:00'), THREE)
    expect(slotsOn('2020-01-31', plan)).toEqual(['morning', 'afternoon'])
    expect(slotsOn('2020-02-01', plan)).toEqual(['morning', 'noon', 'evening'])
    // The last old one may be made late until the first new one opens.
    const last = allWindows(period, plan).findLast(({ day }) => day === '2020-01-31')!
    expect(last.lapsesAt).toBe(t('2020-02-01 06:00'))
    expect(plan.feverThreshold).toBe(37)
  })

  it('of the day itself are told by when they close', () => {
    const plan = amendedPlan(PLAN, t('2020-02-01 12:00'), THREE)
    expect(slotsOn('2020-02-01', plan)).toEqual(['morning', 'noon', 'evening'])
    const [morning] = allWindows(period, plan).filter(({ day }) => day === '2020-02-01')
    expect(morning?.closesAt).toBe(t('2020-02-01 11:00'))
    // Noon was open already as the plan took effect.
    expect(morning?.lapsesAt).toBe(t('2020-02-01 12:00'))
    expect(windowAt(t('2020-02-01 12:30'), period, plan)?.slot).toBe('noon')
  })

  it('that closed before are never owed by the new plan', () => {
    const at = t('2020-02-01 00:00')
    const plan = amendedPlan(PLAN, at, THREE)
    const known = { period, completions: new Map<string, 'done'>() }
    const missed = missedWindows(known, COURSE.startDay, at, plan)
    expect(missed.every(({ slot }) => slot === 'morning' || slot === 'afternoon')).toBe(true)
    expect(nextCheck(known, t('2020-01-31 23:00'), plan)?.slot).toBe('afternoon')
    expect(nextCheck(known, t('2020-02-01 06:00'), plan)).toMatchObject({ day: '2020-02-01', slot: 'morning' })
  })

  it('follow each other without overlap, whenever the plan changed and however often', () => {
    const minutes = fc.integer({ min: 0, max: 20 * 24 * 60 })
    fc.assert(
      fc.property(minutes, minutes, (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)].map((one) => addMinutes(t('2020-01-25 05:00'), one))
        const once = amendedPlan({ ...PLAN }, first!, { ...THREE })
        const plan = amendedPlan(once, second!, { ...PLAN })
        const windows = allWindows(period, plan)
        for (const [index, window] of windows.entries()) {
          const before = windows[index - 1]
          if (before) {
            expect(before.closesAt < window.closesAt).toBe(true)
            expect(before.lapsesAt <= window.closesAt).toBe(true)
          }
          expect(window.lapsesAt >= window.closesAt).toBe(true)
          const rules = window.closesAt <= first! || window.closesAt > second! ? PLAN : THREE
          expect(rules.windows.map(({ slot }) => slot)).toContain(window.slot)
        }
        // Nothing that a plan owed while it was in force is left out.
        const owed = [PLAN, THREE, PLAN].flatMap((one, at) =>
          allWindows(period, one).filter(
            ({ closesAt }) =>
              (at === 0 || closesAt > [first!, second!][at - 1]!) && (at === 2 || closesAt <= [first!, second!][at]!),
          ),
        )
        expect(windows.map(({ closesAt }) => closesAt)).toEqual(owed.map(({ closesAt }) => closesAt))
      }),
    )
  })
})
