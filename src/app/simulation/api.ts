// The HTTP API as the people of the story use it: each account with a session of its own, kept-alive connections, a bounded
// number of requests at once, every answer measured. A server that says "too many" is waited for.

import http, { type IncomingHttpHeaders, type RequestOptions } from 'node:http'
import https from 'node:https'

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape are looked into.
  body: any
  requestId: string
}

export interface Account {
  userName: string
  get(path: string): Promise<Answer>
  post(path: string, body: unknown): Promise<Answer>
  put(path: string, body: unknown): Promise<Answer>
  /** A form with one file. */
  upload(path: string, fields: Record<string, string>, file: { name: string; content: string }): Promise<Answer>
}

export interface Timing {
  route: string
  count: number
  p50: number
  p99: number
  /** Milliseconds in all, waiting included. */
  total: number
}

export interface Api {
  /** Signs in once; null where there is no such account. */
  as(userName: string): Promise<Account | null>
  /** Answers of 500 and above so far. */
  readonly broken: string[]
  readonly requests: number
  timings(): Timing[]
  close(): void
}

const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/g
const MOST_TRIES = 8

type Headers = Record<string, string>
interface Got {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** One request; `fetch` costs the story's process several times as much. */
const ask = (to: URL, options: RequestOptions, sent: string | Buffer = ''): Promise<Got> =>
  new Promise((resolve, reject) => {
    const { request } = to.protocol === 'https:' ? https : http
    const asked = request(to, options, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.once('error', reject)
      answer.once('end', () =>
        resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(chunks) }),
      )
    })
    asked.once('error', (error: NodeJS.ErrnoException) => {
      // The server closed a connection that had been idle just as it was used again: nothing of the request was read.
      if (asked.reusedSocket && error.code === 'ECONNRESET') ask(to, options, sent).then(resolve, reject)
      else reject(error)
    })
    if (sent.length > 0) asked.setHeader('content-length', Buffer.byteLength(sent))
    asked.end(sent)
  })

export function openApi(url: string, password: string): Api {
  const accounts = new Map<string, Promise<Account | null>>()
  const times = new Map<string, number[]>()
  const broken: string[] = []
  const agent = new (url.startsWith('https:') ? https : http).Agent({ keepAlive: true, maxSockets: CONCURRENCY * 2 })
  let requests = 0

  async function send(method: string, path: string, headers: Headers, body?: string | Buffer): Promise<Got> {
    const route = `${method} ${path.split('?')[0]!.replaceAll(UUID, ':id')}`
    for (let tries = 1; ; tries++) {
      const began = performance.now()
      const got = await ask(new URL(path, url), { method, headers, agent }, body)
      requests += 1
      const known = times.get(route)
      if (known) known.push(performance.now() - began)
      else times.set(route, [performance.now() - began])
      if (got.status >= 500) broken.push(`${route}: ${got.status}`)
      if (got.status !== 429 || tries === MOST_TRIES) return got
      const seconds = Number(got.headers['retry-after'] ?? 1)
      await new Promise((resolve) => setTimeout(resolve, Math.min(60, Math.max(1, seconds)) * 1000))
    }
  }

  async function signIn(userName: string): Promise<Account | null> {
    const json = { 'content-type': 'application/json' }
    const signed = await send('POST', '/api/v1/session', json, JSON.stringify({ userName, password }))
    if (signed.status === 401) return null
    if (signed.status !== 204) throw new Error(`${userName} cannot sign in: ${signed.status} ${signed.body}`)
    const cookie = (signed.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
    const call = async (method: string, path: string, headers: Headers, sent?: string | Buffer): Promise<Answer> => {
      const { status, headers: said, body } = await send(method, path, { cookie, ...headers }, sent)
      const isJson = said['content-type']?.includes('json')
      return {
        status,
        body: isJson ? JSON.parse(body.toString()) : body,
        requestId: String(said['x-request-id'] ?? ''),
      }
    }
    return {
      userName,
      get: (path) => call('GET', path, {}),
      post: (path, body) => call('POST', path, json, JSON.stringify(body)),
      put: (path, body) => call('PUT', path, json, JSON.stringify(body)),
      async upload(path, fields, file) {
        const form = new FormData()
        for (const [name, value] of Object.entries(fields)) form.set(name, value)
        form.set('file', new Blob([file.content]), file.name)
        const whole = new Response(form)
        const headers = { 'content-type': whole.headers.get('content-type')! }
        return call('POST', path, headers, Buffer.from(await whole.arrayBuffer()))
      },
    }
  }

  return {
    broken,
    get requests() {
      return requests
    },
    as(userName) {
      const known = accounts.get(userName) ?? signIn(userName)
      accounts.set(userName, known)
      return known
    },
    close: () => agent.destroy(),
    timings: () =>
      [...times]
        .map(([route, all]) => {
          const sorted = Float64Array.from(all).sort()
          const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
          const total = sorted.reduce((sum, one) => sum + one, 0)
          return { route, count: sorted.length, p50: at(0.5), p99: at(0.99), total }
        })
        .sort((a, b) => b.total - a.total),
  }
}

/** All of a list, page after page. */
export async function listAll<T>(account: Account, path: string): Promise<T[]> {
  const items: T[] = []
  for (let cursor: string | null = null; ; ) {
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const answer = await account.get(`${path}${path.includes('?') ? '&' : '?'}limit=200${more}`)
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    items.push(...answer.body.items)
    cursor = answer.body.next
    if (cursor === null) return items
  }
}

/** The product makes one commit of readings that wait together: a district has more hands than this. */
export const CONCURRENCY = 48

/** So many at once, each begun when another has ended. */
export async function inParallel<T>(items: Iterable<T>, what: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]()
  const worker = async () => {
    for (let next = left.next(); !next.done; next = left.next()) await what(next.value)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
}
