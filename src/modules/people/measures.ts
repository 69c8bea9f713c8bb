// The figures of registration (M07): on time, with a temperature first, and expected arrivals followed up. Only while the
// response is active is anything due: what was registered before it or after it counts for nothing.
import { at, dayOf } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import { counted, type Measure, type Over, type Rows } from '../../platform/measure.ts'
import { activeSpans, wasActive } from '../organisation/index.ts'
import { type ExpectedRow, type RegisteredRow, rowsExpected, rowsRegistered } from './store/measures.ts'

const sinceOf = ({ from, zone }: Over) => from && at(from, '00:00', zone)

async function registered(tx: Tx, over: Over, kept: 'onTime' | 'measuredFirst'): Promise<Rows> {
  const { zone, now, area } = over
  const spans = (await activeSpans(tx)).map((span) => ({ ...span, day: dayOf(span.from, zone) }))
  return rowsRegistered(kept, { area, now, zone, since: sinceOf(over), spans })
}

/** Registered by the end of the day after the arrival, or after the start of the response where that came later. */
const registeredOnTime = counted<RegisteredRow>(
  (tx, over) => registered(tx, over, 'onTime'),
  ({ arrival_day, registered_on }) => ({
    zh: `${arrival_day} 抵达，${registered_on} 登记`,
    en: `arrived ${arrival_day}, registered ${registered_on}`,
  }),
)

/** Of those registered, who came with a temperature; one taken after registration was owed and does not count. */
const temperatureFirst = counted<RegisteredRow>(
  (tx, over) => registered(tx, over, 'measuredFirst'),
  ({ kept, first_temperature }) => {
    if (first_temperature === null) return { zh: '登记时未测体温，至今未测', en: 'no temperature, and none since' }
    const taken = first_temperature.toFixed(1)
    return kept
      ? { zh: `登记时体温 ${taken} ℃`, en: `${taken} ℃ at registration` }
      : { zh: `登记时未测体温，后补测 ${taken} ℃`, en: `none at registration, ${taken} ℃ later` }
  },
)

const FATES = {
  expected: { zh: '到期未到，未核实', en: 'has not come, and nobody followed up' },
  arrived: { zh: '已核实：已抵达', en: 'followed up: is here' },
  cancelled: { zh: '已核实：不来了', en: 'followed up: will not come' },
}

/** Of those expected whose day has passed or of whom it was said what became of them, the latter. */
const expectedFollowed = counted<ExpectedRow>(
  async (tx, over) => {
    const { area, now, today, zone } = over
    return wasActive(await activeSpans(tx), now) ? rowsExpected({ area, now, today, since: sinceOf(over), zone }) : null
  },
  ({ status, arrival_day }) => ({
    zh: `预计 ${arrival_day} 抵达，${FATES[status].zh}`,
    en: `expected ${arrival_day}: ${FATES[status].en}`,
  }),
)

export const measures = {
  'people.registeredOnTime': registeredOnTime,
  'people.temperatureFirst': temperatureFirst,
  'people.expectedFollowed': expectedFollowed,
} satisfies Record<string, Measure>
