// The process of a simulation's own server: the product's server and nothing else, and what its database says when asked.
import { verifySeals } from '../../modules/audit/index.ts'
import { readConfig } from '../../platform/config.ts'
import { openLog } from '../../platform/log.ts'
import { startServer } from '../server.ts'
import type { FromServer, Look, ToServer } from './own-server.ts'

const [dataFolder = '', at = '', password = ''] = process.argv.slice(2)
const say = (message: FromServer) => process.send?.(message)

try {
  const env = { LIANFANG_DATA: dataFolder, PORT: '0', LIANFANG_RATE_LIMIT: '100000000', LOG_LEVEL: 'error' }
  const config = readConfig(env, [`--clock=${at}`])
  const server = await startServer({ config, log: openLog('error'), password, secondFactor: 'nobody' })
  const { db, clock } = server.district.app

  const look = (): Promise<Look> =>
    db.transaction(db.whole, async (tx) => {
      const rows = await tx.sql<{ request_id: string; action: string; count: number }>(
        'select request_id, action, count(*) from audit_events where account_id is not null group by 1, 2',
      )
      const events = new Map<string, number>()
      for (const { request_id, count } of rows) events.set(request_id, (events.get(request_id) ?? 0) + count)
      const missed = await tx.sql<{ period_id: string; key: string }>(
        `select period_id, day || '/' || slot as key from checks where outcome = 'missed'`,
      )
      const counters = await tx.sql<{ id: string; missed: number; missed_unexplained: number }>(
        'select period_id as id, missed, missed_unexplained from next_checks',
      )
      return {
        events: [...events],
        actions: rows.map(({ request_id, action }) => [request_id, action]),
        brokenSeal: (await verifySeals(tx, clock.now())).broken?.seal ?? null,
        missed: missed.map(({ period_id, key }) => [period_id, key]),
        counters: counters.map(({ id, missed, missed_unexplained }) => [id, missed, missed_unexplained]),
      }
    })
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    await server.stop()
    if (process.connected) process.disconnect()
  }
  process.on('disconnect', () => void stop())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  process.on('message', async (message: ToServer) => {
    if (message.kind === 'stop') return stop()
    try {
      say({ kind: 'looked', look: await look() })
    } catch (error) {
      say({ kind: 'failed', why: String(error) })
    }
  })
  say({ kind: 'ready', url: server.address })
} catch (error) {
  say({ kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  process.disconnect?.()
}
