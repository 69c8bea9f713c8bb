// The load of reading benchmarks, in a process of its own: requests of several sessions in an open loop, each measured from
// when it was due. Its first line says what to ask for; it ends when its input does, or after `seconds`.
import { createInterface } from 'node:readline'
import { load } from './load.ts'

interface Round {
  url: string
  cookies: string[]
  paths: string[]
  rate: number
  /** Null: as long as its input is open. */
  seconds: number | null
}

const input = createInterface({ input: process.stdin })
const ended = new AbortController()
input.on('line', async (line) => {
  const { url, cookies, paths, rate, seconds } = JSON.parse(line) as Round
  const until = seconds === null ? ended.signal : undefined
  const result = await load({ url, connections: 32, seconds: seconds ?? 3600, rate, until }, (n) => ({
    method: 'GET',
    path: paths[n % paths.length]!,
    headers: { cookie: cookies[n % cookies.length]! },
  }))
  process.stdout.write(`${JSON.stringify(result)}\n`)
})
input.on('close', () => ended.abort())
