// Boards that listen, in a process of its own: so many event streams, and how long each write takes until the last was told.
import { Agent, request } from 'undici'
import { newId } from '../src/kernel/ids.ts'

interface Round {
  url: string
  cookie: string
  boards: number
  writes: number
  /** Whose temperature is written, again and again. */
  periodId: string
  observedAt: string
}

let said = ''
for await (const chunk of process.stdin) said += chunk
const { url, cookie, boards, writes, periodId, observedAt } = JSON.parse(said) as Round
const dispatcher = new Agent({ connections: boards + 8, bodyTimeout: 0 })
let waiting = new Set<number>()
let told: () => void = () => {}

const streams = await Promise.all(
  Array.from({ length: boards }, async (_, at) => {
    const { body } = await request(`${url}/api/v1/live?topics=board`, { headers: { cookie }, dispatcher })
    body.on('error', () => {})
    await new Promise<void>((resolve) => {
      body.on('data', (chunk: Buffer) => {
        resolve()
        if (!chunk.includes('event: changed')) return
        waiting.delete(at)
        if (waiting.size === 0) told()
      })
    })
    return body
  }),
)

const times: number[] = []
for (let n = 0; n < writes; n++) {
  // Whatever was told before has been told.
  await new Promise((resolve) => setTimeout(resolve, 400))
  waiting = new Set(streams.keys())
  const all = new Promise<void>((resolve, reject) => {
    told = resolve
    setTimeout(() => reject(new Error(`${waiting.size} boards were not told`)), 10_000).unref()
  })
  const at = performance.now()
  const answer = await request(`${url}/api/v1/readings`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ id: newId(), periodId, temperature: 36.5, site: 'forehead', observedAt }),
    dispatcher,
  })
  if (answer.statusCode !== 201) throw new Error(await answer.body.text())
  await answer.body.dump()
  await all
  times.push(performance.now() - at)
}
for (const stream of streams) stream.destroy()
process.stdout.write(`${JSON.stringify({ times })}\n`, () => process.exit(0))
