// `lianfang simulate`: lives a story of some days over HTTP and says for each invariant whether it held. Ends with 1 when
// one did not.
import { parseArgs } from 'node:util'
import { isDay } from '../../kernel/time.ts'
import { SetupError } from '../../platform/config.ts'
import { type Result, simulate } from '../simulation/simulate.ts'

const USAGE =
  'simulate [--people 2000] [--days 14] [--seed 1] [--from 2020-01-25] [--eventful] [--url http://… --password …] [--json] [--profile FOLDER]'
const DEMO_PASSWORD = 'lianfang-demo'

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      people: { type: 'string', default: '2000' },
      days: { type: 'string', default: '14' },
      seed: { type: 'string', default: '1' },
      from: { type: 'string' },
      eventful: { type: 'boolean', default: false },
      url: { type: 'string' },
      password: { type: 'string', default: DEMO_PASSWORD },
      json: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  })
  const { from, eventful, url, password, json, profile } = values
  if (from !== undefined && !isDay(from)) throw new SetupError(`--from=${from}: expected a day such as 2020-01-25`)
  const result = await simulate({
    people: count('people', values.people, 100_000),
    days: count('days', values.days, 60),
    seed: count('seed', values.seed, 1_000_000_000),
    from,
    eventful,
    server: url === undefined ? undefined : { url, password },
    profile,
    onDay: (day, requests) => void (json || console.error(`${day}  ${requests} requests`)),
  })
  if (json) console.log(JSON.stringify(result))
  else print(result)
  return result.passed ? 0 : 1
}

function count(name: string, text: string, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > most) {
    throw new SetupError(`--${name}=${text}: expected a whole number from 1 to ${most}\nusage: ${USAGE}`)
  }
  return value
}

function print({ people, days, seed, from, story, requests, seconds, perSecond, invariants, timings }: Result): void {
  console.log(
    `${people} people, ${days} days from ${from}, seed ${seed} (story ${story}): ${requests} requests in ${seconds.toFixed(1)} s (${perSecond.toFixed(0)}/s)`,
  )
  for (const { says, passed, checked, failed, failures } of invariants) {
    const outcome = checked === 0 ? 'not looked at' : passed ? 'pass' : 'FAIL'
    console.log(`${outcome.padEnd(13)} ${says} (${failed > 0 ? `${failed} of ` : ''}${checked})`)
    for (const failure of failures) console.log(`              ${failure}`)
  }
  console.log('')
  for (const { route, count, p50, p99 } of timings.slice(0, 12)) {
    console.log(`${String(count).padStart(8)} × ${route.padEnd(48)} p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`)
  }
}
