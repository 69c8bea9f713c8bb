// Scheduled work. pg-boss sees to it that one process of many runs a tick; what falls due is decided by our clock, so
// on a server started with `--clock` a move runs every job before it returns, and real time runs none of them.
import { PgBoss } from 'pg-boss'
import type { Instant } from '../kernel/time.ts'
import type { Clock } from './clock.ts'
import type { Connection } from './db/database.ts'
import type { Log } from './log.ts'

/** A job asks "what has fallen due by `now`?"; it must be harmless to run again. */
export interface Job {
  name: string
  run(now: Instant): Promise<void>
}

export interface Jobs {
  /** Runs every job once, in order, for the clock's present. */
  runDue(): Promise<void>
  ready(): boolean
  stop(): Promise<void>
}

const QUEUE = 'due'

export async function startJobs(
  connection: Connection,
  { clock, jobs, log }: { clock: Clock; jobs: readonly Job[]; log: Log },
): Promise<Jobs> {
  const boss = new PgBoss({ ...connection, schema: 'jobs', createSchema: false, max: 2 })
  boss.on('error', (error) => log.error({ err: error }, 'jobs'))
  await boss.start()
  let running: Promise<void> | null = null
  const runAll = async () => {
    for (const job of jobs) {
      try {
        await job.run(clock.now())
      } catch (error) {
        // One job's defect must not keep the others' clocks from running.
        log.error({ err: error, job: job.name }, 'job failed')
      }
    }
  }
  // Runs never overlap in one process; a caller that comes meanwhile gets a run of its own afterwards.
  const runDue = async (): Promise<void> => {
    while (running) await running
    running = runAll().finally(() => {
      running = null
    })
    await running
  }
  await boss.createQueue(QUEUE, { policy: 'stately', retryLimit: 0, expireInSeconds: 300 })
  if (clock.movable) clock.movable.onMove(runDue)
  else {
    await boss.work(QUEUE, { pollingIntervalSeconds: 2 }, runDue)
    await boss.schedule(QUEUE, '* * * * *')
  }
  let ready = true
  return {
    runDue,
    ready: () => ready,
    async stop() {
      ready = false
      await boss.stop({ graceful: true, timeout: 5000 })
      while (running) await running
    },
  }
}
