// A database of its own for a test file: a copy of the migrated template on the run's one server.
//   const database = await createTestDatabase(); afterAll(database.drop)
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import type { Connection } from '../db/database.ts'

export { TEST_DISTRICT } from './district.ts'

export interface TestDatabase {
  /** As the role that the application connects as: held by row security. */
  app: Connection
  /** As superuser and owner, for arranging what the application may not do. */
  owner: Connection
  /** The owner's connection as a URL. */
  url: string
  drop(): Promise<void>
}

/** `migrated: false` gives an empty database, for tests of migration and restore. */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const { owner, app } = inject('postgres')
  const database = `test_${randomBytes(8).toString('hex')}`
  await asAdmin(owner, `create database ${database} template ${migrated ? owner.database : 'template0'}`)
  const { user, password, host, port } = owner
  return {
    owner: { ...owner, database },
    app: { ...app, database },
    url: `postgres://${user}:${password}@${host}:${port}/${database}`,
    drop: () => asAdmin(owner, `drop database if exists ${database} with (force)`),
  }
}

async function asAdmin(owner: Connection, sql: string): Promise<void> {
  const client = new pg.Client({ ...owner, database: 'postgres' })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
