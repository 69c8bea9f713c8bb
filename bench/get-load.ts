// The load of reading benchmarks, in a process of its own: requests of several sessions in an open loop, each measured from
// when it was due.
import { load } from './load.ts'

interface Round {
  url: string
  cookies: string[]
  paths: string[]
  rate: number
  seconds: number
}

let said = ''
for await (const chunk of process.stdin) said += chunk
const { url, cookies, paths, rate, seconds } = JSON.parse(said) as Round
const result = await load({ url, connections: 32, seconds, rate }, (n) => ({
  method: 'GET',
  path: paths[n % paths.length]!,
  headers: { cookie: cookies[n % cookies.length]! },
}))
process.stdout.write(`${JSON.stringify(result)}\n`)
