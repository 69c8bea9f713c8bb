// The figures of registration (M07): on time, with a temperature first, and expected arrivals followed up. Only while the
// response is active is anything due: what was registered before it or after it counts for nothing.
import { rate } from '../../kernel/figure.ts'
import { at, dayOf } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Measure, Over } from '../../platform/measure.ts'
import { activatedAt, activeSpans } from '../organisation/index.ts'
import { type CountedArrivals, countExpected, countRegistered } from './store/measures.ts'

async function registered(tx: Tx, over: Over): Promise<CountedArrivals> {
  const { zone, now, area } = over
  const spans = (await activeSpans(tx)).map((span) => ({ ...span, day: dayOf(span.from, zone) }))
  return countRegistered(tx, { area, now, zone, since: sinceOf(over), spans })
}

const sinceOf = ({ from, zone }: Over) => from && at(from, '00:00', zone)

/** Registered by the end of the day after the arrival, or after the start of the response where that came later. */
const registeredOnTime: Measure = async (tx, over) => {
  const { onTime, all } = await registered(tx, over)
  return rate(onTime, all)
}

/** Of those registered, who came with a temperature; one taken after registration was owed and does not count. */
const temperatureFirst: Measure = async (tx, over) => {
  const { measuredFirst, all } = await registered(tx, over)
  return rate(measuredFirst, all)
}

/** Of those expected whose day has passed or of whom it was said what became of them, the latter. */
const expectedFollowed: Measure = async (tx, over) => {
  if ((await activatedAt(tx)) === null) return null
  const { area, now, today } = over
  const { waiting, followed } = await countExpected(tx, { area, now, today, since: sinceOf(over) })
  return rate(followed, followed + waiting)
}

export const measures = {
  'people.registeredOnTime': registeredOnTime,
  'people.temperatureFirst': temperatureFirst,
  'people.expectedFollowed': expectedFollowed,
} satisfies Record<string, Measure>
