// The audit cannot be changed by the application, and a change below the application is found by its seals.
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { connectionConfig, nobody, openDatabase, type Tx } from '../../platform/db/database.ts'
import { createTestDatabase, TEST_DISTRICT } from '../../platform/testing/postgres.ts'
import { audit, sayVerification, sealAudit, verifySeals } from './index.ts'

const database = await createTestDatabase()
const db = openDatabase(database.app, { district: TEST_DISTRICT, poolSize: 4 })
const owner = new pg.Client(connectionConfig(database.owner, `d${TEST_DISTRICT}`))
await owner.connect()
afterAll(async () => {
  await owner.end()
  await db.close()
  await database.drop()
})

const now = '2020-01-25T00:30:00.000Z'
const acting = { actor: { accountId: '' }, now, requestId: 'test' } as never
const append = (id: string) =>
  db.transaction(nobody, (tx) => audit(tx, acting, { action: 'person.viewed', subject: { kind: 'test', id } }))
const ownTx = {
  sql: async (text: string, values: readonly unknown[] = []) => (await owner.query(text, [...values])).rows,
} as never as Tx
const seal = () => db.transaction(nobody, (tx) => sealAudit(tx, now))
const verify = () => db.transaction(nobody, (tx) => verifySeals(tx, now))

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
    await audit(tx, acting, { action: 'person.viewed', subject: { kind: 'test', id: 'slow' } })
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

describe('an act of somebody above the application', () => {
  it.each([
    {
      how: 'changes an event',
      sql: `update audit_events set details = '{"a": 1}' where subject_id = 'first'`,
      says: /^seal 1 of .* does not hold: event 1: what stands there is not what was written\nnothing before it is sealed$/,
    },
    {
      how: 'takes an event out',
      sql: `delete from audit_events where subject_id = 'last'`,
      says: /^seal 2 of .* does not hold: .*missing: \d+\nthe 1 events sealed until .* hold$/,
    },
    {
      how: 'takes a seal out',
      sql: 'delete from audit_seals where id = 1',
      says: /^seal 2 of .* does not hold: it does not follow the seal before it/,
    },
  ])('that $how is found, and said where', async ({ sql, says }) => {
    await owner.query('begin')
    try {
      await owner.query(sql)
      // The chain is read inside the owner's own transaction, so that the next case finds it whole.
      const verdict = sayVerification(await verifySeals(ownTx, now))
      expect(verdict.exitCode).toBe(1)
      expect(verdict.text).toMatch(says)
    } finally {
      await owner.query('rollback')
    }
    expect(sayVerification(await verify())).toEqual({ text: '2 seals over 4 events hold', exitCode: 0 })
  })
})
