// A backup of a whole district in one file: every table by COPY in one read-only snapshot, the number of the migration
// it stands at, and the keys without which its identity numbers are unreadable. The file is compressed and encrypted
// with a passphrase, since it holds everything. Restoring loads it into an empty database in one transaction.
//
// Layout: MAGIC, salt (16), iv (12), then AES-256-GCM over gzip of { header line, chunks }, then the tag (16). A chunk is
// its length in four bytes and the bytes; an empty one ends a table. The tag proves that nothing is missing.
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { PassThrough, Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Connection } from './db/database.ts'
import { districtSchema } from './db/migrate.ts'

const MAGIC = Buffer.from('LIANFANG-BACKUP-1\n')
const SALT = 16
const IV = 12
const TAG = 16
const SHORTEST_PASSPHRASE = 12

// Transaction numbers mean nothing in another cluster, and the watermark that rests on them starts over.
const LEFT_OUT: Record<string, string[]> = { audit_events: ['tx'] }
const FORGOTTEN_SETTINGS = ['audit.sealedBeforeTx']

export interface BackupHeader {
  district: string
  /** Name of the last migration that the tables stand at. */
  migration: string
  takenAt: string
  /** The keys of the data folder that the data needs. */
  keys: Record<string, string>
  tables: { schema: string; name: string; columns: string[] }[]
}

export class BackupError extends Error {
  override name = 'BackupError'
}

const keyOf = (passphrase: string, salt: Buffer): Promise<Buffer> => {
  if (passphrase.length < SHORTEST_PASSPHRASE) {
    throw new BackupError(`the passphrase needs at least ${SHORTEST_PASSPHRASE} characters`)
  }
  return promisify<string, Buffer, number, object, Buffer>(scrypt)(passphrase, salt, 32, {
    N: 2 ** 15,
    maxmem: 2 ** 26,
  })
}

/** Writes the backup to `file`, whole or not at all; answers rows by table. */
export async function writeBackup(
  owner: Connection,
  file: string,
  {
    district,
    passphrase,
    keys,
    takenAt,
  }: { district: string; passphrase: string; keys: Record<string, string>; takenAt: string },
): Promise<Record<string, number>> {
  const client = new pg.Client(owner)
  await client.connect()
  const partial = `${file}.partial`
  try {
    await client.query('begin isolation level repeatable read read only')
    const tables = await tablesOf(client, district)
    const { rows } = await client.query<{ name: string }>(
      `select max(name) as name from ${districtSchema(district)}.schema_migrations`,
    )
    const header: BackupHeader = { district, migration: rows[0]!.name, takenAt, keys, tables }
    const salt = randomBytes(SALT)
    const iv = randomBytes(IV)
    const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), iv)
    const counts: Record<string, number> = {}
    async function* chunks() {
      yield Buffer.from(`${JSON.stringify(header)}\n`)
      for (const table of tables) {
        const copy = client.query(
          copyTo(`copy (select ${columnList(table.columns)} from ${qualified(table)}) to stdout`),
        )
        for await (const chunk of copy as AsyncIterable<Buffer>) {
          if (chunk.length === 0) continue
          yield lengthOf(chunk.length)
          yield chunk
        }
        yield lengthOf(0)
        counts[`${table.schema}.${table.name}`] = copy.rowCount
      }
    }
    const out = createWriteStream(partial, { mode: 0o600, flags: 'wx' })
    out.write(Buffer.concat([MAGIC, salt, iv]))
    await pipeline(
      Readable.from(chunks(), { objectMode: false }),
      createGzip(),
      cipher,
      withTag(() => cipher.getAuthTag()),
      out,
    )
    await client.query('commit')
    const handle = await open(partial, 'r+')
    await handle.sync()
    await handle.close()
    await rename(partial, file)
    return counts
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  } finally {
    await client.end()
  }
}

/** Opens a backup: the header at once, the tables in order as they are read. Throws BackupError on a wrong passphrase or a damaged file. */
export async function readBackup(
  file: string,
  passphrase: string,
): Promise<{ header: BackupHeader; tables: AsyncGenerator<Readable> }> {
  const { size } = await stat(file)
  const handle = await open(file, 'r')
  const head = Buffer.alloc(MAGIC.length + SALT + IV)
  const tag = Buffer.alloc(TAG)
  try {
    if (size < head.length + TAG) throw new BackupError(`${file} is no backup of Lianfang`)
    await handle.read(head, 0, head.length, 0)
    await handle.read(tag, 0, TAG, size - TAG)
  } finally {
    await handle.close()
  }
  if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new BackupError(`${file} is no backup of Lianfang`)
  const salt = head.subarray(MAGIC.length, MAGIC.length + SALT)
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(passphrase, salt), head.subarray(MAGIC.length + SALT))
  decipher.setAuthTag(tag)
  const plain = new PassThrough()
  const feeding = pipeline(
    createReadStream(file, { start: head.length, end: size - TAG - 1 }),
    decipher,
    createGunzip(),
    plain,
  )
  feeding.catch(() => {})
  const reader = new ByteReader(plain)
  const header = JSON.parse((await reader.line()).toString()) as BackupHeader
  async function* tables() {
    for (const _table of header.tables) {
      yield Readable.from(chunksOf(reader), { objectMode: false })
    }
    // The tag is proved only when the last byte was read.
    await reader.end()
    await feeding
  }
  return { header, tables: tables() }
}

/** Loads the tables of a backup as the owner into the schema that was migrated to the backup's number, all or nothing. */
export async function loadBackup(
  owner: Connection,
  { header, tables }: { header: BackupHeader; tables: AsyncGenerator<Readable> },
): Promise<Record<string, number>> {
  const client = new pg.Client(owner)
  await client.connect()
  const counts: Record<string, number> = {}
  try {
    await client.query('begin')
    for (const table of header.tables) {
      const { rows } = await client.query(`select 1 from ${qualified(table)} limit 1`)
      if (rows.length > 0) throw new BackupError(`${qualified(table)} is not empty: restore into a new database`)
    }
    await withoutForeignKeys(client, header.district, async () => {
      let index = 0
      for await (const stream of tables) {
        const table = header.tables[index++]!
        const copy = client.query(copyFrom(`copy ${qualified(table)} (${columnList(table.columns)}) from stdin`))
        await pipeline(stream, copy)
        counts[`${table.schema}.${table.name}`] = copy.rowCount
      }
    })
    await restoreSequences(client, header.tables)
    await client.query(`delete from ${districtSchema(header.district)}.settings where key = any($1)`, [
      FORGOTTEN_SETTINGS,
    ])
    await client.query('commit')
    return counts
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}

const qualified = ({ schema, name }: { schema: string; name: string }) =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`
const columnList = (columns: readonly string[]) => columns.map((column) => pg.escapeIdentifier(column)).join(', ')

/** Every table of the district and of `auth`. */
async function tablesOf(client: pg.Client, district: string): Promise<BackupHeader['tables']> {
  const { rows } = await client.query<BackupHeader['tables'][number]>(
    `select n.nspname as schema, c.relname as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('auth', $1) and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_migrations'
     order by 1, 2`,
    [districtSchema(district)],
  )
  return rows.map(({ schema, name, columns }) => ({
    schema,
    name,
    columns: columns.filter((column) => !LEFT_OUT[name]?.includes(column)),
  }))
}

/**
 * Tables refer to each other, a household to its head and he to the household, so no order of loading fits. The references are
 * taken away and put back in the same transaction, where each is checked against all rows.
 */
async function withoutForeignKeys(client: pg.Client, district: string, load: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_namespace n on n.oid = k.connamespace
     where k.contype = 'f' and k.conparentid = 0 and n.nspname in ('auth', $1)`,
    [districtSchema(district)],
  )
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${name}`)
  await load()
  for (const { table, name, definition } of rows) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  }
}

async function restoreSequences(client: pg.Client, tables: BackupHeader['tables']): Promise<void> {
  for (const table of tables) {
    for (const column of table.columns) {
      const { rows } = await client.query<{ sequence: string | null }>(
        'select pg_get_serial_sequence($1, $2) as sequence',
        [qualified(table), column],
      )
      if (!rows[0]?.sequence) continue
      await client.query(
        `select setval($1, greatest((select max(${pg.escapeIdentifier(column)}) from ${qualified(table)}), 1))`,
        [rows[0].sequence],
      )
    }
  }
}

function lengthOf(bytes: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32BE(bytes)
  return buffer
}

/** Passes everything through and, at the end, what `tag` answers. */
const withTag = (tag: () => Buffer): Transform =>
  new Transform({
    transform: (chunk, _encoding, done) => done(null, chunk),
    flush(done) {
      this.push(tag())
      done()
    },
  })

async function* chunksOf(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const length = (await reader.take(4)).readUInt32BE()
    if (length === 0) return
    yield await reader.take(length)
  }
}

/** Takes lines and exact lengths off a stream. */
class ByteReader {
  private readonly source: AsyncIterator<Buffer>
  private held: Buffer = Buffer.alloc(0)

  constructor(source: Readable) {
    this.source = source[Symbol.asyncIterator]()
  }

  private async more(): Promise<void> {
    const { value, done } = await this.next()
    if (done) throw new BackupError('the backup ends too early')
    this.held = this.held.length === 0 ? value : Buffer.concat([this.held, value])
  }

  // Decryption and decompression fail here, wherever the reader happens to be.
  private async next(): Promise<IteratorResult<Buffer>> {
    try {
      return await this.source.next()
    } catch (error) {
      throw new BackupError('wrong passphrase, or the backup is damaged', { cause: error })
    }
  }

  async line(): Promise<Buffer> {
    while (!this.held.includes(10)) await this.more()
    return this.take(this.held.indexOf(10) + 1)
  }

  async take(length: number): Promise<Buffer> {
    while (this.held.length < length) await this.more()
    const taken = this.held.subarray(0, length)
    this.held = this.held.subarray(length)
    return taken
  }

  async end(): Promise<void> {
    if (this.held.length > 0 || !(await this.next()).done) throw new BackupError('the backup has more than it says')
  }
}
