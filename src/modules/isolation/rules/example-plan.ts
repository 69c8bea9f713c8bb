// A plan and a period in a few lines, for the tests of these rules: the figures of the plan that ships, written out, so
// that a test reads without it. Noon in Shanghai is 04:00Z.
import { at, type Day, type Instant, type LocalTime } from '../../../kernel/time.ts'
import type { Course, Period } from './period.ts'
import type { IsolationPlan } from './plan.ts'

export const PLAN: IsolationPlan = {
  zone: 'Asia/Shanghai',
  days: 14,
  windows: [
    { slot: 'morning', opens: '06:00', closes: '11:00' },
    { slot: 'afternoon', opens: '14:00', closes: '20:00' },
  ],
  feverThreshold: 37.3,
  lowest: 34,
  highest: 43,
  referral: [
    { key: 'notified', within: 10 },
    { key: 'called', within: 10 },
    { key: 'pickedUp', within: 60 },
    { key: 'atFacility', within: 60 },
    { key: 'outcome', within: 1440 },
  ],
  escalation: [
    { after: 0, to: 'villageMedic' },
    { after: 30, to: 'townshipClerk' },
    { after: 120, to: 'groupStaff', group: 'medical' },
  ],
  release: { fullPeriod: true, noOpenReferral: true, lastReadingsNormal: 2, gapsExplained: true },
}

/** `t('2020-01-25 09:00')`: that clock time in the plan's zone. */
export const t = (local: string): Instant => {
  const [day, time] = local.split(' ') as [Day, LocalTime]
  return at(day, time, PLAN.zone)
}

/** Arrived and registered in the morning of 2020-01-25, before the first window opened. */
export const COURSE: Course = {
  startDay: '2020-01-25',
  days: 14,
  registeredAt: t('2020-01-25 05:00'),
  owedFrom: t('2020-01-25 05:00'),
  suspensions: [],
  standDowns: [],
}

export const active = (course: Partial<Course> & { temperatureOwed?: boolean } = {}): Period => ({
  ...COURSE,
  state: 'active',
  temperatureOwed: false,
  ...course,
})
