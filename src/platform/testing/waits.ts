// For a test of two that meet: goes on as soon as the one waits for what the other has locked, however busy the machine is.
import { expect } from 'vitest'
import type { Database } from '../db/database.ts'

export const untilSomebodyWaits = (db: Database): Promise<void> =>
  expect
    .poll(
      async () =>
        (
          await db.pool.query(
            `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          )
        ).rowCount,
    )
    .toBeGreaterThan(0)
