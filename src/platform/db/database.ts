// Transactions bound to a district and to what the acting account may see. Every statement of the product runs inside
// one; the row-security settings are set with it in the same round trip, and it is committed or rolled back whatever
// the client of the request does, so no connection ever goes back to the pool inside a transaction.
import type { Socket } from 'node:net'
import pg from 'pg'
import { isAreaCode } from '../../kernel/area.ts'
import { type Instant, instant } from '../../kernel/time.ts'

/** What row security lets a transaction see: rows in these areas, and of persons assigned to the account. */
export interface Scope {
  areas: readonly string[]
  accountId: string | null
}

/** Sees no personal data at all. */
export const nobody: Scope = { areas: [], accountId: null }

export interface Tx {
  readonly scope: Scope
  /**
   * Hand-written SQL, `$1` parameters. With a `name` of its own it is prepared once a connection: planning a statement
   * under row security costs more than running it, which counts where thousands run a second.
   */
  sql<Row extends object = Record<string, unknown>>(
    text: string,
    params?: readonly unknown[],
    name?: string,
  ): Promise<Row[]>
  /**
   * The same for a statement whose answer nobody needs: it goes in one journey with what follows it, and what befalls it is
   * thrown at the end of the transaction.
   */
  send(text: string, params?: readonly unknown[], name?: string): void
  /** Runs `fn` under another scope inside this transaction (a look-up across the district), then goes back. */
  withScope<T>(scope: Scope, fn: () => Promise<T>): Promise<T>
  /** Runs after commit, never after a rollback. */
  afterCommit(fn: () => void): void
}

export interface Database {
  readonly district: string
  transaction<T>(scope: Scope, fn: (tx: Tx) => Promise<T>): Promise<T>
  /** The whole district's scope, for jobs and look-ups that say why they need it. */
  readonly whole: Scope
  readonly pool: pg.Pool
  close(): Promise<void>
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

// SET takes no parameters, so the literals are checked instead.
function settings(scope: Scope): string {
  const areas = scope.areas.map((area) => {
    if (!isAreaCode(area)) throw new RangeError('scope holds something that is no area code')
    return area
  })
  if (scope.accountId !== null && !UUID.test(scope.accountId)) throw new RangeError('account id is no UUID')
  const [first = '', ...more] = areas
  return `set local app.area = '${first}'; set local app.more_areas = '${more.join(',')}'; set local app.account = '${scope.accountId ?? ''}'`
}

// Days stay text, instants become the kernel's text, numeric and bigint become numbers (all ours are small).
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.DATE) return (text: string) => text
    if (oid === pg.types.builtins.TIMESTAMPTZ) return (text: string): Instant => toInstant(text)
    if (oid === pg.types.builtins.NUMERIC || oid === pg.types.builtins.INT8) return Number
    return pg.types.getTypeParser(oid, format as 'text')
  }) as typeof pg.types.getTypeParser,
}

// PostgreSQL in UTC prints `2020-01-25 01:00:00+00`; the fast path avoids a date library on every cell of a list.
function toInstant(text: string): Instant {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(\.\d+)?\+00$/.exec(text)
  if (!match) return instant(text.replace(' ', 'T'))
  const milliseconds = (match[3] ?? '.').slice(1).padEnd(3, '0').slice(0, 3)
  return `${match[1]}T${match[2]}.${milliseconds}Z`
}

export interface Connection {
  host: string
  port: number
  user: string
  password: string
  database: string
}

export function connectionConfig(connection: Connection, schema: string): pg.PoolConfig {
  return {
    ...connection,
    types,
    // Statements go as they come, without waiting for the answers of those before them.
    pipeline: true,
    // Statements are many and short: compiling one (Debian's PostgreSQL does) takes a second, which none of them lasts.
    options: `-c search_path=${schema},public -c timezone=UTC -c jit=off -c idle_in_transaction_session_timeout=60000`,
  }
}

export function openDatabase(
  connection: Connection,
  { district, poolSize = 12, onError }: { district: string; poolSize?: number; onError?: (error: Error) => void },
): Database {
  const pool = new pg.Pool({ ...connectionConfig(connection, `d${district}`), max: poolSize })
  // An idle connection that the server ends is replaced at the next use; without a listener it would end the process.
  pool.on('error', (error) => onError?.(error))
  return {
    district,
    pool,
    whole: { areas: [district], accountId: null },
    close: () => pool.end(),
    async transaction(scope, fn) {
      const client = await pool.connect()
      // The server may end it between two statements: the next one fails, and without a listener the process would end.
      const onLost = (error: Error) => onError?.(error)
      client.on('error', onLost)
      const after: (() => void)[] = []
      const sent: Promise<unknown>[] = []
      let broken = true
      let result: Awaited<ReturnType<typeof fn>>
      try {
        gather(client)
        send(sent, client.query(`begin; ${settings(scope)}`))
        try {
          result = await fn(bindTx(client, scope, after, sent))
          gather(client)
          const committed = client.query('commit')
          send([], committed)
          await Promise.all(sent)
          // PostgreSQL answers the commit of a transaction in which something failed by rolling it back.
          if ((await committed).command !== 'COMMIT') throw new Error('a statement failed unnoticed')
        } catch (error) {
          await client.query('rollback')
          broken = false
          // What failed first is the cause; whatever came after it was only refused for it.
          for (const one of await Promise.allSettled(sent)) if (one.status === 'rejected') throw one.reason
          throw error
        }
        broken = false
      } finally {
        client.off('error', onLost)
        // A connection whose rollback failed is in an unknown state and is thrown away.
        client.release(broken)
      }
      for (const fn of after) fn()
      return result
    },
  }
}

/** Statements of the same moment leave in one write. */
function gather(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/** Waited for later: until then a failure of it is nobody's. */
function send(sent: Promise<unknown>[], statement: Promise<unknown>): void {
  statement.catch(() => {})
  sent.push(statement)
}

function bindTx(client: pg.PoolClient, scope: Scope, after: (() => void)[], sent: Promise<unknown>[]): Tx {
  const query = <Row extends object>(text: string, params: readonly unknown[] = [], name?: string) => {
    gather(client)
    return client.query<Row & pg.QueryResultRow>({ text, values: [...params], ...(name ? { name } : {}) })
  }
  return {
    scope,
    sql: async <Row extends object>(text: string, params?: readonly unknown[], name?: string) =>
      (await query<Row>(text, params, name)).rows as Row[],
    send: (text, params, name) => send(sent, query(text, params, name)),
    async withScope(other, fn) {
      await client.query(settings(other))
      try {
        return await fn()
      } finally {
        // After an error the transaction is aborted and this fails too; the rollback resets the settings anyway.
        await client.query(settings(scope)).catch(() => {})
      }
    },
    afterCommit: (fn) => void after.push(fn),
  }
}
