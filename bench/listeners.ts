// Boards that listen, in a process of its own: so many event streams, each of which asks for the figures when it is told, as the
// screen does, and how long each write takes until the last of them shows it.
import { Agent, request } from 'undici'
import { newId } from '../src/kernel/ids.ts'

interface Round {
  url: string
  /** Who looks, and who writes. */
  cookie: string
  writer: string
  boards: number
  /** Whose temperature is written, each once: it is done then. */
  periods: string[]
  observedAt: string
}

/** As the screen: what is being counted is asked for again. */
const ASK_AGAIN_MS = 500

let said = ''
for await (const chunk of process.stdin) said += chunk
const { url, cookie, writer, boards, periods, observedAt } = JSON.parse(said) as Round
const dispatcher = new Agent({ connections: boards + 64, bodyTimeout: 0 })

async function done(): Promise<number> {
  const { body } = await request(`${url}/api/v1/board`, { headers: { cookie }, dispatcher })
  return ((await body.json()) as { total: { done: number } }).total.done
}

let expected = await done()
let waiting = new Set<number>()
let seen: () => void = () => {}

async function show(at: number): Promise<void> {
  const awaited = expected
  while (waiting.has(at) && awaited === expected) {
    if ((await done()) >= awaited) {
      waiting.delete(at)
      if (waiting.size === 0) seen()
      return
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
  }
}

const streams = await Promise.all(
  Array.from({ length: boards }, async (_, at) => {
    const { body } = await request(`${url}/api/v1/live?topics=board`, { headers: { cookie }, dispatcher })
    body.on('error', () => {})
    await new Promise<void>((resolve) => {
      body.on('data', (chunk: Buffer) => {
        resolve()
        if (chunk.includes('event: changed')) void show(at)
      })
    })
    return body
  }),
)

const times: number[] = []
for (const periodId of periods) {
  // Whatever was told before has been told.
  await new Promise((resolve) => setTimeout(resolve, 400))
  waiting = new Set(streams.keys())
  expected += 1
  const all = new Promise<void>((resolve, reject) => {
    seen = resolve
    setTimeout(() => reject(new Error(`${waiting.size} boards do not show it`)), 20_000).unref()
  })
  const at = performance.now()
  const answer = await request(`${url}/api/v1/readings`, {
    method: 'POST',
    headers: { cookie: writer, 'content-type': 'application/json' },
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
