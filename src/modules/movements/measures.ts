// The figure of transients (M08): of the days they stayed, those on which somebody took their temperature.
import { counted, type Measure } from '../../platform/measure.ts'
import { rowsOfStayDays, type StayDayRow } from './store/stays.ts'

const floatingChecked = counted<StayDayRow>(
  async (_tx, { area, now, today, from, zone }) => rowsOfStayDays({ area, now, today, from, zone }),
  ({ day, kept }) =>
    kept ? { zh: `${day} 已测温`, en: `checked on ${day}` } : { zh: `${day} 未测温`, en: `not checked on ${day}` },
)

export const measures = { 'people.floatingChecked': floatingChecked } satisfies Record<string, Measure>
