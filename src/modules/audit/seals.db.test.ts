// The audit cannot be changed by the application, and a change below the application is found by its seals.
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { nobody, openDatabase } from '../../platform/db/database.ts'
import { createTestDatabase, TEST_DISTRICT } from '../../platform/testing/postgres.ts'
import { audit, sealAudit, verifySeals } from './index.ts'

const database = await createTestDatabase()
const db = openDatabase(database.app, { district: TEST_DISTRICT, poolSize: 4 })
const owner = new pg.Client(database.owner)
await owner.connect()
await owner.query(`set search_path = d${TEST_DISTRICT}`)
afterAll(async () => {
  await owner.end()
  await db.close()
  await database.drop()
})

const now = '2020-01-25T00:30:00.000Z'
const acting = { actor: { accountId: '' }, now, requestId: 'test' } as never
const append = (id: string) =>
  db.transaction(nobody, (tx) => audit(tx, acting, { action: 'tested', subject: { kind: 'test', id } }))
const seal = () => db.transaction(nobody, (tx) => sealAudit(tx, now))
const verify = () => db.transaction(nobody, verifySeals)

it('refuses the application to change or delete an event', async () => {
  await append('first')
  for (const sql of [`update audit_events set action = 'other'`, 'delete from audit_events', 'truncate audit_events']) {
    await expect(db.transaction(nobody, (tx) => tx.sql(sql))).rejects.toThrow('permission denied')
  }
})

it('seals each event once, also one whose transaction was still running at the seal before', async () => {
  let commit = () => {}
  const held = new Promise<void>((resolve) => {
    commit = resolve
  })
  const slow = db.transaction(nobody, async (tx) => {
    await audit(tx, acting, { action: 'tested', subject: { kind: 'test', id: 'slow' } })
    await held
  })
  await append('while the slow one runs')
  await seal()
  commit()
  await slow
  await append('last')
  await seal()
  expect(await seal()).toBe(0)
  expect(await verify()).toMatchObject({ broken: null, events: 4 })
})

it.each([
  ['changed', `update audit_events set details = '{"a": 1}' where subject_id = 'first'`],
  ['taken out', `delete from audit_events where subject_id = 'last'`],
])('finds an event that was %s by somebody above the application', async (_how, sql) => {
  await owner.query('begin')
  await owner.query(sql)
  await owner.query('commit')
  expect((await verify()).broken).not.toBeNull()
})
