// The ground that every database test stands on: each file has its own migrated copy, as owner and as the application.
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import type { Connection } from '../db/database.ts'
import { createTestDatabase, TEST_DISTRICT } from './postgres.ts'

const database = await createTestDatabase()
const other = await createTestDatabase({ migrated: false })
afterAll(async () => {
  await database.drop()
  await other.drop()
})

async function query(connection: Connection, sql: string): Promise<unknown[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

it('is migrated, in UTF-8 and in collation C', async () => {
  const [row] = await query(
    database.owner,
    `select to_regclass('d${TEST_DISTRICT}.areas') is not null as migrated,
            current_setting('server_encoding') as encoding,
            'Z' < 'a' and '返' > 'z' as bytewise`,
  )
  expect(row).toEqual({ migrated: true, encoding: 'UTF8', bytewise: true })
})

it('gives the application a role that is neither superuser nor above row security', async () => {
  const [row] = await query(database.app, 'select rolsuper, rolbypassrls from pg_roles where rolname = current_user')
  expect(row).toEqual({ rolsuper: false, rolbypassrls: false })
  await expect(query(database.app, 'create schema mine')).rejects.toThrow('permission denied')
})

it('runs on the PostgreSQL that was asked for', async () => {
  const [row] = await query(database.owner, `select current_setting('server_version_num')::int / 10000 as major`)
  const asked = /\/(\d+)\/bin$/.exec(process.env.LIANFANG_TEST_POSTGRES ?? '')?.[1]
  expect(row).toEqual({ major: asked ? Number(asked) : 18 })
})

it('keeps databases apart', async () => {
  const [row] = await query(other.owner, `select to_regclass('d${TEST_DISTRICT}.areas') is not null as migrated`)
  expect(row).toEqual({ migrated: false })
})
