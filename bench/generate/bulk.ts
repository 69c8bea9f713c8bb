// Writing very much at once: without foreign keys' look-ups, and with every index of the written tables built once at the end.
// What must hold is put back afterwards, and the state that is measured is an ordinary one: analysed, vacuumed, on disk.
import pg from 'pg'
import type { Connection } from '../../src/platform/db/database.ts'

const TABLES = [
  'households',
  'persons',
  'person_terms',
  'arrivals',
  'assignments',
  'isolation_periods',
  'next_checks',
  'checks',
  'readings',
  'referrals',
]
const WHILE_WRITING = { max_wal_size: '24GB', checkpoint_timeout: '1h', autovacuum: 'off', synchronous_commit: 'off' }
const OF_SESSION = `set session_replication_role = replica; set wal_compression = off; set work_mem = '256MB';
  set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 2`

export interface Bulk {
  /** One connection of two: two statements run at a time. */
  sides: [pg.Client, pg.Client]
  both(one: (client: pg.Client, side: 0 | 1) => Promise<unknown>): Promise<void>
}

export async function inBulk(owner: Connection, district: string, write: (bulk: Bulk) => Promise<void>): Promise<void> {
  const connect = async () => {
    const client = new pg.Client({ ...owner, options: `-c search_path=d${district},public -c timezone=Asia/Shanghai` })
    await client.connect()
    await client.query(OF_SESSION)
    return client
  }
  const sides: [pg.Client, pg.Client] = [await connect(), await connect()]
  const [client] = sides
  const both = async (one: (client: pg.Client, side: 0 | 1) => Promise<unknown>) =>
    void (await Promise.all(sides.map((side, at) => one(side, at as 0 | 1))))
  try {
    for (const [name, value] of Object.entries(WHILE_WRITING)) {
      await client.query(`alter system set ${name} = '${value}'`)
    }
    await client.query('select pg_reload_conf()')
    const tables = await client.query<{ name: string }>(
      `select relname as name from pg_class where oid = any (select to_regclass(t) from unnest($1::text[]) t) order by relpages`,
      [TABLES],
    )
    await client.query(
      'update pg_index set indisready = false, indisvalid = false where indrelid = any ($1::text[]::regclass[])',
      [tables.rows.map(({ name }) => name)],
    )
    await write({ sides, both })
    // The largest alone, with two workers; the others beside each other.
    const others = tables.rows.map(({ name }) => name).filter((name) => name !== 'readings')
    await both(async (side) => {
      for (let name = others.pop(); name; name = others.pop()) await side.query(`reindex table ${name}`)
    })
    await client.query('reindex table readings')
    const left = await client.query('select from pg_index where not indisvalid or not indisready')
    if (left.rowCount !== 0) throw new Error('an index was left out')
    for (const name of Object.keys(WHILE_WRITING)) await client.query(`alter system reset ${name}`)
    await client.query('select pg_reload_conf()')
    await client.query('vacuum (analyze, parallel 2)')
    await client.query('checkpoint')
  } finally {
    await Promise.all(sides.map((side) => side.end()))
  }
}
