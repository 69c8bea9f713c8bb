// A backup loaded into an empty database is the same district: every row of every table, and the audit goes on under
// its seals. A wrong passphrase, a damaged file and a database with rows are refused, and nothing is half-loaded.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit, sealAudit, verifySeals } from '../modules/audit/index.ts'
import { BackupError, loadBackup, readBackup, writeBackup } from '../platform/backup.ts'
import { type Connection, nobody, openDatabase } from '../platform/db/database.ts'
import { migrate } from '../platform/db/migrate.ts'
import { createTestDatabase, TEST_DISTRICT } from '../platform/testing/postgres.ts'
import { openTestDistrict } from './testing/district.ts'
import { fillDistrict } from './testing/fill.ts'

const PASSPHRASE = 'a long enough passphrase'
const district = await openTestDistrict()
const folder = await mkdtemp(path.join(tmpdir(), 'lianfang-backup-'))
const file = path.join(folder, 'district.backup')
const keys = { documentKey: 'of the data' }
const empties: { drop(): Promise<void> }[] = []

beforeAll(async () => {
  await fillDistrict(district)
  await district.app.db.transaction(nobody, (tx) => sealAudit(tx, district.clock.now()))
  await writeBackup(district.database.owner, file, {
    district: TEST_DISTRICT,
    passphrase: PASSPHRASE,
    keys,
    takenAt: district.clock.now(),
  })
})
afterAll(async () => {
  for (const database of empties) await database.drop()
  await rm(folder, { recursive: true })
})

async function emptyDatabase(upTo?: string): Promise<{ owner: Connection; app: Connection }> {
  const database = await createTestDatabase({ migrated: false })
  empties.push(database)
  return {
    owner: database.owner,
    app: await migrate(database.owner, { district: TEST_DISTRICT, appPassword: 'only-for-tests', upTo }),
  }
}

/** Every table as text, in an order of its own. */
async function contents(owner: Connection): Promise<Record<string, string[]>> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('auth', 'd${TEST_DISTRICT}') and tablename <> 'schema_migrations' order by 1`,
    )
    const result: Record<string, string[]> = {}
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select to_jsonb(t) - 'tx' as row from ${name} t`)
      result[name] = rows
        .map(({ row }) => JSON.stringify(row))
        .filter((row) => !row.includes('audit.sealedBeforeTx'))
        .sort()
    }
    return result
  } finally {
    await client.end()
  }
}

describe('a restored backup', () => {
  it('is the same in every table', async () => {
    const { owner } = await emptyDatabase()
    const backup = await readBackup(file, PASSPHRASE)
    expect(backup.header.keys).toEqual(keys)
    await loadBackup(owner, backup)
    const [before, after] = [await contents(district.database.owner), await contents(owner)]
    expect(Object.keys(after)).toEqual(Object.keys(before))
    for (const [table, rows] of Object.entries(before)) expect(after[table], table).toEqual(rows)
    // Every table was carried with something in it, but those that nothing writes yet.
    const empty = Object.entries(before).filter(([, rows]) => rows.length === 0)
    expect(empty.map(([table]) => table)).toEqual(['auth.verification'])
  })

  it('goes on: new audit events have new ids, and old and new seals hold', async () => {
    const { owner, app } = await emptyDatabase()
    await loadBackup(owner, await readBackup(file, PASSPHRASE))
    const db = openDatabase(app, { district: TEST_DISTRICT, poolSize: 1 })
    try {
      const ctx = district.app.systemContext()
      await db.transaction(nobody, (tx) =>
        audit(tx, ctx, { action: 'person.viewed', subject: { kind: 'test', id: '1' } }),
      )
      expect(await db.transaction(nobody, (tx) => sealAudit(tx, district.clock.now()))).toBeGreaterThan(0)
      const verdict = await db.transaction(nobody, (tx) => verifySeals(tx, district.clock.now()))
      expect(verdict).toMatchObject({ broken: null })
      expect(verdict.seals).toBeGreaterThan(1)
      const [all] = await db.transaction(nobody, (tx) => tx.sql<{ count: number }>('select count(*) from audit_events'))
      expect(verdict.events).toBe(all!.count)
    } finally {
      await db.close()
    }
  })
})

describe('nothing is loaded', () => {
  it('with a wrong passphrase', async () => {
    await expect(readBackup(file, 'another passphrase')).rejects.toThrow(/wrong passphrase/)
  })

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
    [
      'with one byte changed',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 200 ? byte ^ 1 : byte))),
    ],
  ])('from a file %s', async (_name, damage) => {
    const damaged = path.join(folder, 'damaged.backup')
    await writeFile(damaged, damage(await readFile(file)))
    const { owner } = await emptyDatabase()
    await expect(readBackup(damaged, PASSPHRASE).then((backup) => loadBackup(owner, backup))).rejects.toThrow(
      BackupError,
    )
    const after = await contents(owner)
    expect(Object.values(after).flat()).toEqual([])
  })

  it('into a database that holds something', async () => {
    await expect(loadBackup(district.database.owner, await readBackup(file, PASSPHRASE))).rejects.toThrow(/not empty/)
  })
})
