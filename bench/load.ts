// The load of a benchmark, in a process of its own. Closed loop: so many connections, each sends its next request when the
// last was answered, over bare sockets, since the load shares the machine with what it measures. Open loop: so many requests
// a second, whatever the answers take, measured from when each was due.
import { connect } from 'node:net'
import { Pool } from 'undici'

export interface LoadRequest {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

export interface LoadResult {
  requests: number
  failed: number
  seconds: number
  perSecond: number
  p50: number
  p99: number
}

export interface Load {
  url: string
  connections: number
  /** At most; `until` may end it before. */
  seconds: number
  until?: AbortSignal
  /** Requests a second of an open loop; absent: closed. */
  rate?: number
}

const quantile = (sorted: Float64Array, q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0

/** One connection that sends whenever it was answered, until `end`. Every answer says how long it is. */
function inTurn(
  url: string,
  end: number,
  next: () => LoadRequest,
  answered: (status: number, took: number) => void,
): Promise<void> {
  const { hostname, port, host } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    let at = 0
    let got = ''
    const send = () => {
      at = performance.now()
      if (at >= end) {
        socket.end()
        return resolve()
      }
      const { method, path, headers, body = '' } = next()
      let text = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n`
      for (const name in headers) text += `${name}: ${headers[name]}\r\n`
      socket.write(`${text}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
    }
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1')
      const head = got.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = /\r\ncontent-length: (\d+)/i.exec(got)
      if (!length) return reject(new Error('an answer without its length'))
      if (got.length < head + 4 + Number(length[1])) return
      const status = Number(got.slice(9, 12))
      got = ''
      answered(status, performance.now() - at)
      send()
    })
  })
}

/** `next` makes the n-th request. */
export async function load(
  { url, connections, seconds, rate, until }: Load,
  next: (n: number) => LoadRequest,
): Promise<LoadResult> {
  const pool = new Pool(url, { connections, pipelining: 1, keepAliveTimeout: 60_000 })
  const times: number[] = []
  let sent = 0
  let failed = 0
  const send = async (due: number) => {
    const { method, path, headers, body } = next(sent++)
    const answer = await pool.request({ method, path, headers, body })
    await answer.body.dump()
    if (answer.statusCode >= 300) failed += 1
    times.push(performance.now() - due)
  }
  const began = performance.now()
  const end = began + seconds * 1000
  if (rate === undefined) {
    await Promise.all(
      Array.from({ length: connections }, () =>
        inTurn(
          url,
          end,
          () => next(sent++),
          (status, took) => {
            if (status >= 300) failed += 1
            times.push(took)
          },
        ),
      ),
    )
  } else {
    const flying = new Set<Promise<void>>()
    for (let n = 0; n < rate * seconds && !until?.aborted; n++) {
      const due = began + (n * 1000) / rate
      const wait = due - performance.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      const one = send(due).finally(() => flying.delete(one))
      flying.add(one)
    }
    await Promise.all(flying)
  }
  const took = (performance.now() - began) / 1000
  await pool.close()
  const sorted = Float64Array.from(times).sort()
  return {
    requests: times.length,
    failed,
    seconds: took,
    perSecond: times.length / took,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
  }
}
