// `queues`: what a clerk opens all day (work queues, search, a person's page), in an open loop of 300 requests a second, at 100,000
// persons and, with `--large`, at a million with 14 days of readings behind each.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { Connection } from '../src/platform/db/database.ts'
import { documentOf } from './generate/invented.ts'
import type { LoadResult } from './load.ts'
import { run, start } from './processes.ts'
import { medianOf, type Row, row, spreadOf } from './report.ts'
import { signIn } from './sign-in.ts'
import { AFTER_CLOSING, AT, SIZES, type SizeName } from './sizes.ts'

const RATE = 300
const P99_MS = 15
const MOST_TIMES_SMALL = 1.5

export async function queues({ large = false, rounds = 5, seconds = 2 } = {}): Promise<Row[]> {
  const small = await atSize('100k', rounds, seconds)
  const big = large ? await atSize('1M', rounds, seconds) : null
  const rows = [...small].map(([name, results]) => rowOf(name, '100k', results, null))
  for (const [name, results] of big ?? []) rows.push(rowOf(name, '1M', results, small.get(name)!))
  return rows
}

function rowOf(name: string, size: string, results: readonly LoadResult[], small: readonly LoadResult[] | null): Row {
  const p99 = medianOf(results.map((result) => result.p99))
  const toSmall = small && p99 / medianOf(small.map((result) => result.p99))
  return row({
    benchmark: 'queues',
    case: `${name} ${size}`,
    value: p99,
    unit: 'ms p99',
    spread: spreadOf(results.map((result) => result.p99)),
    p50_ms: medianOf(results.map(({ p50 }) => p50)),
    p99_ms: p99,
    ratio_to_small: toSmall,
    aim: toSmall === null ? `p99 under ${P99_MS} ms` : `at most ${MOST_TIMES_SMALL} times the small size`,
    met: toSmall === null ? p99 < P99_MS : toSmall <= MOST_TIMES_SMALL,
    beside: `${RATE} requests/s, open loop`,
  })
}

async function atSize(name: SizeName, rounds: number, seconds: number): Promise<Map<string, LoadResult[]>> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'lianfang-bench-'))
  const server = await start('server.ts', { dataFolder, at: AT, size: SIZES[name] })
  try {
    const { url, owner } = server.said as { url: string; owner: Connection }
    const cookies = await Promise.all(['office', 'clerk-230406100', 'clerk-230406201'].map((name) => signIn(url, name)))
    const cases = await casesOf(owner, SIZES[name].persons)
    const results = new Map<string, LoadResult[]>()
    const measure = async (name: string) => {
      // What somebody else may not see is answered 404: a person's page is opened by who sees everybody.
      const who = name === 'person page' ? cookies.slice(0, 1) : cookies
      const result = await run<LoadResult>('get-load.ts', {
        url,
        cookies: who,
        paths: cases[name],
        rate: RATE,
        seconds,
      })
      if (result.failed > 0) throw new Error(`${name}: ${result.failed} of ${result.requests} requests failed`)
      results.set(name, [...(results.get(name) ?? []), result])
    }
    // The first round is of a server that has just started: statements are planned, code is compiled. It does not count.
    for (let round = 0; round <= rounds; round++) {
      if (round === 1) results.clear()
      for (const name of Object.keys(cases)) if (name !== 'overdue') await measure(name)
    }
    const moved = await fetch(`${url}/api/v1/clock`, {
      method: 'POST',
      headers: { cookie: cookies[0]!, 'content-type': 'application/json' },
      body: JSON.stringify({ to: AFTER_CLOSING }),
    })
    if (!moved.ok) throw new Error(await moved.text())
    for (let round = 0; round < rounds; round++) await measure('overdue')
    return results
  } finally {
    await server.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
}

/** Each case as the addresses it asks for in turn. */
async function casesOf(owner: Connection, persons: number): Promise<Record<string, string[]>> {
  const client = new pg.Client({ ...owner, options: '-c search_path=d230406,public' })
  await client.connect()
  const { rows } = await client.query<{ id: string; name: string; telephone: string }>(
    'select id, name, telephones[1] as telephone from persons tablesample system (1) limit 400',
  )
  const { rows: terms } = await client.query<{ term: string }>(
    `select distinct term from person_terms tablesample system (1) where term ~ '^[a-z]{4,}$' limit 400`,
  )
  await client.end()
  const numbers = Array.from({ length: 400 }, (_, n) => documentOf(Math.floor((n * persons) / 400)))
  const list = (queue: string) => [`/api/v1/isolation-periods?queue=${queue}&limit=50`]
  const search = (texts: string[]) => texts.map((text) => `/api/v1/persons/search?q=${encodeURIComponent(text)}`)
  return {
    dueNow: list('dueNow'),
    overdue: list('overdue'),
    fever: list('fever'),
    counts: ['/api/v1/isolation-periods/queue-counts'],
    'search name': search(rows.map(({ name }) => name)),
    'search pinyin': search(terms.map(({ term }) => term)),
    'search telephone': search(rows.map(({ telephone }) => telephone)),
    'search number': search(numbers),
    'person page': rows.flatMap(({ id }) => [`/api/v1/persons/${id}`, `/api/v1/persons/${id}/isolation-periods`]),
  }
}
