// The live stream: which topics changed, to every process through LISTEN/NOTIFY and from there to the screens as
// server-sent events. A message carries a topic and nothing else; the screen asks for what it may see.
// Notifications are gathered and sent off the write path: NOTIFY inside a transaction makes commits wait for each other.
import pg from 'pg'
import type { Connection } from './db/database.ts'
import type { Log } from './log.ts'

const CHANNEL = 'lianfang'
const GATHER_MS = 150
/** Told to this process when it was deaf for a while: whatever it keeps in memory may be old. */
export const RECONNECTED = 'reconnected'

export interface Live {
  publish(topic: string): void
  /** `isOwn`: it was this process that published them. */
  subscribe(listener: (topics: readonly string[], isOwn: boolean) => void): () => void
  close(): Promise<void>
}

export async function openLive(connection: Connection, district: string, log: Log): Promise<Live> {
  const channel = `${CHANNEL}_${district}`
  const listeners = new Set<(topics: readonly string[], isOwn: boolean) => void>()
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  let closed = false
  let client: pg.Client | null = null

  const connect = async () => {
    const next = new pg.Client(connection)
    next.on('notification', (message) => {
      const topics = (message.payload ?? '').split(',')
      // The connection that listens is the one that tells.
      const isOwn = message.processId === (next as unknown as { processID: number }).processID
      for (const listener of listeners) listener(topics, isOwn)
    })
    next.on('error', (error) => log.warn({ err: error }, 'live connection lost'))
    next.on('end', () => {
      client = null
      if (!closed) setTimeout(() => void reconnect().catch((error) => log.warn({ err: error }, 'live')), 1000).unref()
    })
    await next.connect()
    await next.query(`listen ${channel}`)
    client = next
  }
  const reconnect = async () => {
    await connect()
    for (const listener of listeners) listener([RECONNECTED], false)
  }
  await connect()

  const flush = async () => {
    timer = null
    const topics = [...waiting].sort()
    waiting.clear()
    try {
      if (!client) throw new Error('not connected')
      await client.query('select pg_notify($1, $2)', [channel, topics.join(',')])
    } catch {
      // The screens of this process still hear; others ask again when their stream reconnects.
      for (const listener of listeners) listener(topics, true)
    }
  }

  return {
    publish(topic) {
      if (closed) return
      waiting.add(topic)
      timer ??= setTimeout(() => void flush(), GATHER_MS)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      closed = true
      // What a command wrote just before it ends is still told to the servers beside it.
      if (timer) {
        clearTimeout(timer)
        await flush()
      }
      await client?.end()
    },
  }
}
