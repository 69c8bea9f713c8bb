// The persons of a list go in from a spreadsheet (M45): looked at first, then all good rows in one transaction, matched with
// the register at once. The same file again adds nobody; rows that cannot be read come back with reasons.
import type { Readable } from 'node:stream'
import { newId } from '../../../kernel/ids.ts'
import { refused } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Spreadsheet } from '../../../platform/spreadsheet/index.ts'
import { permit } from '../../identity/index.ts'
import {
  by,
  documentKey,
  errorWorkbook,
  maskDocument,
  type NamedRecord,
  namedKey,
  readNamedList,
} from '../../people/index.ts'
import type { EntriesAdded, EntriesPreview } from '../contract.ts'
import * as store from '../store/entries.ts'
import { countsOf } from '../store/lists.ts'
import { tell } from './lists.ts'
import { holdList, loadList, type Tools } from './load.ts'
import { matchList } from './matching.ts'

const BATCH = 1000
const MOST = { good: 20, bad: 500 }
/** A list of more is not answered door by door; it is sent in parts. */
const MOST_PERSONS = 50_000

const keyOf = ({ sealer }: Tools, listId: string, record: NamedRecord): Buffer =>
  sealer.keyedHash(`${listId}|${namedKey(record)}`)

const noHeader = () =>
  refused([
    reason(
      'no_header',
      '没有找到表头：需要有“姓名”“身份证号”“电话”等列名的一行',
      'No header row was found: one with 姓名, 身份证号, 电话 and the like is needed',
    ),
  ])

type Good = { row: number; no: number; record: NamedRecord }

async function* inBatches(rows: AsyncIterable<Good>): AsyncGenerator<Good[]> {
  let batch: Good[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** What would be saved; nothing is. */
export async function previewEntries(
  ctx: Context,
  tools: Tools,
  listId: string,
  book: Spreadsheet,
): Promise<EntriesPreview> {
  await ctx.db.transaction(ctx.actor.scope, async (tx) => {
    permit(ctx, 'verification.receive', { area: (await loadList(ctx, tx, listId)).area_code })
  })
  const list = await readNamedList(ctx, book)
  const answer: EntriesPreview = {
    columns: [],
    named: 0,
    fresh: 0,
    again: 0,
    bad: 0,
    withArea: 0,
    withDocument: 0,
    good: [],
    badRows: [],
  }
  async function* good(): AsyncGenerator<Good> {
    for await (const { outcome, cells } of list.rows) {
      if (outcome.kind === 'again') answer.again += 1
      if (outcome.kind === 'bad') {
        answer.bad += 1
        if (answer.badRows.length < MOST.bad) answer.badRows.push({ ...outcome, cells: cells.map(({ text }) => text) })
      }
      if (outcome.kind !== 'named') continue
      const { row, no, record } = outcome
      answer.named += 1
      if (record.areaCode !== null) answer.withArea += 1
      if (record.document !== null) answer.withDocument += 1
      if (answer.good.length < MOST.good) {
        const { name, telephones, areaCode, address, note, document } = record
        const documentMasked = document ? maskDocument(document.number) : ''
        answer.good.push({ row, no, name, documentMasked, telephones, areaCode, address, note })
      }
      yield outcome
    }
  }
  for await (const batch of inBatches(good())) {
    const keys = batch.map(({ record }) => keyOf(tools, listId, record))
    const known = await ctx.db.transaction(ctx.db.whole, (tx) => store.knownKeys(tx, listId, keys))
    answer.fresh += keys.filter((key) => !known.has(key.toString('hex'))).length
  }
  const columns = list.columns()
  if (columns === null) throw noHeader()
  return { ...answer, columns }
}

/** All good rows, or nothing. */
export async function addEntries(ctx: Context, tools: Tools, listId: string, book: Spreadsheet): Promise<EntriesAdded> {
  const list = await readNamedList(ctx, book)
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await holdList(ctx, tx, listId)
    const tally = { added: 0, known: 0, bad: 0 }
    async function* good(): AsyncGenerator<Good> {
      for await (const { outcome } of list.rows) {
        if (outcome.kind === 'bad') tally.bad += 1
        if (outcome.kind === 'named') yield outcome
      }
    }
    for await (const batch of inBatches(good())) {
      const saved = await saveBatch(ctx, tools, tx, row, batch)
      tally.added += saved
      tally.known += batch.length - saved
      if (tally.added + tally.known > MOST_PERSONS) {
        throw refused([
          reason(
            'too_many',
            `一份名单最多 ${MOST_PERSONS} 人，请分批`,
            `At most ${MOST_PERSONS} persons a list: split it`,
          ),
        ])
      }
    }
    if (list.columns() === null) throw noHeader()
    if (tally.added + tally.known + tally.bad === 0)
      throw refused([reason('no_rows', '表头下没有内容', 'There are no rows below the header')])
    if (tally.added > 0) await matchList(ctx, tx, listId)
    await tell(ctx, tx, listId, row.area_code, 'added', tally)
    return { ...tally, counts: (await countsOf(tx, [listId], ctx.now)).get(listId)! }
  })
}

async function saveBatch(
  ctx: Context,
  tools: Tools,
  tx: Tx,
  list: { id: string; area_code: string },
  batch: readonly Good[],
): Promise<number> {
  const rows = batch.map(({ no, record }): store.EntryWrite => {
    const id = newId()
    const { document } = record
    return {
      id,
      list_id: list.id,
      area_code: list.area_code,
      no: Math.max(no, 1),
      entry_key: keyOf(tools, list.id, record),
      name: record.name,
      birth_date: record.birthDate,
      document_type: document?.type ?? null,
      document_sealed: document ? tools.sealer.seal(document.number, id) : null,
      document_hash: document ? tools.sealer.keyedHash(documentKey(document)) : null,
      document_masked: document ? maskDocument(document.number) : '',
      telephones: record.telephones,
      address: record.address,
      note: record.note,
      added_at: ctx.now,
      added_by: by(ctx),
      listed_area: record.areaCode,
    }
  })
  // Somebody of the list may be in the hands of another area: the unique index holds across all of them.
  return (await store.insertEntries(tx, rows)).size
}

/** The rows that cannot be saved, to correct and send again. */
export async function errorsOfEntries(
  ctx: Context,
  listId: string,
  book: Spreadsheet,
  language: 'zh' | 'en',
): Promise<Readable> {
  await ctx.db.transaction(ctx.actor.scope, async (tx) => {
    permit(ctx, 'verification.receive', { area: (await loadList(ctx, tx, listId)).area_code })
  })
  const list = await readNamedList(ctx, book)
  const rows = []
  for await (const { outcome, cells } of list.rows)
    if (outcome.kind === 'bad') rows.push({ cells, errors: outcome.errors })
  const columns = list.columns()
  if (columns === null) throw noHeader()
  return errorWorkbook({ columns, rows, language })
}
