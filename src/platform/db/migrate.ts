// Brings a database to the newest schema: plain SQL files, forward only, each in its own transaction, run by the
// owner. The application itself connects as a role that owns nothing and is held by row security.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { SetupError } from '../config.ts'
import type { Connection } from './database.ts'

const MIGRATIONS = path.join(import.meta.dirname, '../../../db/migrations')
const APP_GROUP = 'lianfang_app'
// One migrating process at a time; the number is arbitrary and ours.
const LOCK = 230_406_2020

export interface Migration {
  name: string
  sql: string
  hash: string
}

export async function readMigrations(folder = MIGRATIONS): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(folder, name), 'utf8')
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** The login role of the application in `database`. Roles are cluster-wide, so the name carries the database's. */
export const appRole = (database: string): string => `${database}_app`.toLowerCase().replace(/[^a-z0-9_]/g, '_')

export const districtSchema = (district: string): string => {
  if (!/^\d{6}$/.test(district)) throw new RangeError(`not a district code: ${district}`)
  return `d${district}`
}

/**
 * Migrates `owner.database` for one district and answers the connection that the application must use.
 * `upTo` stops after the migration of that name (restore). Throws when an applied migration was edited since.
 */
export async function migrate(
  owner: Connection,
  { district, appPassword, upTo }: { district: string; appPassword: string; upTo?: string },
): Promise<Connection> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const role = appRole(owner.database)
    await ensureRoles(client, role, appPassword)
    await client.query(`grant connect on database ${pg.escapeIdentifier(owner.database)} to ${role}`)
    await applyFolder(client, 'auth', await readMigrations(path.join(MIGRATIONS, 'auth')))
    await applyFolder(client, districtSchema(district), await readMigrations(), upTo)
    // pg-boss makes and owns its tables (it adds a partition a day); they hold no personal data.
    await client.query(`create schema if not exists jobs authorization ${role}`)
    return { ...owner, user: role, password: appPassword }
  } finally {
    await client.end()
  }
}

async function ensureRoles(client: pg.Client, role: string, password: string): Promise<void> {
  await createRole(client, `create role ${APP_GROUP} nologin`)
  await createRole(client, `create role ${role} login in role ${APP_GROUP}`)
  await client.query(`alter role ${role} with login password ${pg.escapeLiteral(password)}`)
  // Only a superuser may say `nosuperuser`; that the role is held by row security is looked at instead.
  const { rows } = await client.query<{ above: boolean }>(
    'select rolsuper or rolbypassrls as above from pg_roles where rolname = $1',
    [role],
  )
  if (rows[0]?.above)
    throw new SetupError(`the role ${role} is above row security: take SUPERUSER and BYPASSRLS from it`)
  // An owner that is no superuser must belong to the role to hand it the schema of the jobs.
  await client.query(`grant ${role} to current_user`)
}

async function createRole(client: pg.Client, sql: string): Promise<void> {
  try {
    await client.query(sql)
  } catch (error) {
    // Another database of this cluster made it first.
    if (!['42710', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  }
}

async function applyFolder(client: pg.Client, schema: string, migrations: Migration[], upTo?: string): Promise<void> {
  await client.query(`create schema if not exists ${schema}`)
  await client.query(`set search_path = ${schema}, public`)
  await client.query(`grant usage on schema ${schema} to ${APP_GROUP}`)
  await client.query(
    'create table if not exists schema_migrations (name text primary key, hash text not null, applied_at timestamptz not null)',
  )
  await client.query(`grant select on schema_migrations to ${APP_GROUP}`)
  const applied = new Map(
    (await client.query<{ name: string; hash: string }>('select name, hash from schema_migrations')).rows.map((row) => [
      row.name,
      row.hash,
    ]),
  )
  for (const { name, sql, hash } of migrations) {
    const before = applied.get(name)
    if (before !== undefined && before !== hash) {
      throw new Error(`migration ${name} was changed after it had been applied; add a new one instead`)
    }
    if (before === undefined) {
      await client.query('begin')
      try {
        await client.query(sql)
        // The time a migration ran is the server's business, not the plan's: real time.
        await client.query('insert into schema_migrations values ($1, $2, clock_timestamp())', [name, hash])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migration ${schema}/${name}: ${(error as Error).message}`, { cause: error })
      }
    }
    if (name === upTo) return
  }
}
