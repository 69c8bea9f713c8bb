// What every transaction promises: it is kept whole or not at all, and a connection that the server ends fails this
// transaction and nothing else.
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { createTestDatabase, TEST_DISTRICT } from '../testing/postgres.ts'
import { nobody, openDatabase } from './database.ts'

const database = await createTestDatabase()
const db = openDatabase(database.app, { district: TEST_DISTRICT, poolSize: 2 })
const owner = new pg.Client(database.owner)
await owner.connect()
afterAll(async () => {
  await owner.end()
  await db.close()
  await database.drop()
})

const one = () => db.transaction(nobody, (tx) => tx.sql<{ one: number }>('select 1 as one'))

it('fails alone when the server ends its connection between two statements', async () => {
  const lost = db.transaction(nobody, async (tx) => {
    const [row] = await tx.sql<{ pid: number }>('select pg_backend_pid() as pid')
    await owner.query('select pg_terminate_backend($1)', [row!.pid])
    await new Promise((resolve) => setTimeout(resolve, 200))
    await tx.sql('select 1')
  })
  await expect(lost).rejects.toThrow()
  expect(await Promise.all([one(), one(), one()])).toHaveLength(3)
})

it('is not taken for kept when a statement failed and nobody said so', async () => {
  let told = false
  const swallowed = db.transaction(nobody, async (tx) => {
    tx.afterCommit(() => {
      told = true
    })
    await tx.sql('select 1 / 0').catch(() => {})
  })
  await expect(swallowed).rejects.toThrow()
  expect(told).toBe(false)
})
