// The readings, window after window in the order of time, as they come in: mornings over one connection, afternoons over the
// other.
import type { Bulk } from './bulk.ts'
import { missed, type Size } from './index.ts'

const SLOTS = [
  { slot: 'morning', from: '6 hours 10 minutes', minutes: 250 },
  { slot: 'afternoon', from: '14 hours 10 minutes', minutes: 300 },
] as const
const WHOLE_TERM = 14
const DAYS_BACK = 60

export async function readings({ both }: Bulk, { days, today }: Size): Promise<void> {
  if (days === 0) return
  await both(async (client, side) => {
    const { slot, from, minutes } = SLOTS[side]
    for (let back = days < WHOLE_TERM ? days : DAYS_BACK; back >= (side === 0 ? 0 : 1); back--) {
      await client.query(
        `insert into readings (id, period_id, person_id, area_code, at_home, temperature, site, taken_by, observed_at, received_at,
           fever, day, completes_slot, plan_version_id)
         select (lpad(to_hex((extract(epoch from at.time) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(${back * 2 + side}), 3, '0')
             || '8' || lpad(to_hex(n), 15, '0'))::uuid,
           b.id, person_id, area_code, true, 36 + (n + ${back}) % 10 / 10.0, 'forehead', 'medic', at.time, at.time, false, d.day, '${slot}', v.id
         from (select $1::date - ${back} as day) d cross join (select id from plan_versions order by version desc limit 1) v
         cross join bench_period b
         cross join lateral (select d.day + interval '${from}' + (n * 7 % ${minutes}) * interval '1 minute' as time) at
         where b.start_day ${side === 0 ? '<' : '<='} d.day and d.day <= b.start_day + 14 and (d.day < $1::date or b.is_done)
           and not (${missed('n', 'd.day', side)})
         order by n * 7 % ${minutes}`,
        [today],
      )
    }
  })
}
