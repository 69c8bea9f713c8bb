// Importing a list (M07): look first, then save all good rows in one transaction, then get the bad ones back. The same
// import sent twice is one import, and the same list twice adds nobody.
import type { Readable } from 'node:stream'
import { notFound, Problem, refused } from '../../../kernel/problem.ts'
import { type Day, dayOf } from '../../../kernel/time.ts'
import { type Area, isolationPlace } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Scope, Tx } from '../../../platform/db/database.ts'
import type { Spreadsheet } from '../../../platform/spreadsheet/index.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { planInForce, readAreas } from '../../organisation/index.ts'
import { by, type Tools } from '../actions/scope.ts'
import { classifierOf } from '../origins.ts'
import { documentKey } from '../rules/documents.ts'
import { findByDocuments } from '../store/persons.ts'
import type { ColumnMapping, ImportResult, PreviewAnswer } from './contract.ts'
import { type ErrorRow, errorWorkbook } from './error-workbook.ts'
import { type PreviewOptions, previewImport } from './preview.ts'
import type { ImportTools } from './returning.ts'
import { createImport } from './rules/list-import.ts'
import type { RowOutcome } from './rules/outcome.ts'
import { BATCH, emptyTally, feverOf, type GoodOutcome, refusalOf, saveBatch, sortBatch } from './save.ts'
import * as store from './store.ts'

export interface ListFile {
  book: Spreadsheet
  fileName: string
  sheet?: string
  mapping?: ColumnMapping
  listDay?: Day
}

export interface Importing {
  /** Rows outside these areas are refused. */
  areas: readonly string[]
  onProgress?: (rows: number) => void
}

/** Where the acting account may import. */
export function importAreas(ctx: Context): readonly string[] {
  permit(ctx, 'person.import')
  return ctx.actor.permissions.get('person.import') ?? []
}

async function prepare(ctx: Context, { fileName, sheet, mapping, listDay }: Omit<ListFile, 'book'>) {
  const { plan, versionId } = await planInForce(ctx)
  const rows = await ctx.db.transaction(ctx.actor.scope, readAreas)
  const areas = rows.map((row): Area => ({ ...row, level: row.level as Area['level'], parent: row.parent_code }))
  const options: PreviewOptions = {
    areas,
    endedAreas: new Set(rows.filter(({ ended_at }) => ended_at !== null).map(({ code }) => code)),
    classifyOrigin: classifierOf(plan),
    feverThreshold: plan.isolation.feverThreshold,
    placeOf: (category) => isolationPlace(plan, { category }).place,
    fileName,
    ...(sheet === undefined ? {} : { sheet }),
    ...(mapping === undefined ? {} : { mapping }),
    ...(listDay === undefined ? {} : { listDay }),
  }
  return { options, planVersionId: versionId, today: dayOf(ctx.now, plan.zone) }
}

/** Reads the list in an own loop, so that a batch is handed on as soon as it is full. */
function batches(handle: (batch: GoodOutcome[]) => Promise<void>) {
  let batch: GoodOutcome[] = []
  const flush = async () => {
    const full = batch
    batch = []
    if (full.length > 0) await handle(full)
  }
  return {
    async take(outcome: GoodOutcome) {
      batch.push(outcome)
      if (batch.length >= BATCH) await flush()
    },
    flush,
  }
}

/** What would happen; nothing is saved. */
export async function previewList(
  ctx: Context,
  tools: ImportTools,
  file: ListFile,
  { areas, onProgress }: Importing,
): Promise<PreviewAnswer> {
  const { options, today } = await prepare(ctx, file)
  const tally = emptyTally()
  let toSave = 0
  const { take, flush } = batches((batch) =>
    ctx.db.transaction(ctx.actor.scope, async (tx) => {
      const { fresh, returning } = await sortBatch(ctx, tools, tx, batch, { areas, today }, tally)
      toSave += fresh.length + returning.length
      tally.returning += returning.length
    }),
  )
  const preview = await previewImport(file.book, {
    ...options,
    ...(onProgress && { onProgress }),
    onRow: (outcome) => (outcome.kind === 'person' ? take(outcome) : undefined),
  })
  await flush()
  const { returning, alreadyRegistered, registeredElsewhere, refusedCount, refused: refusedRows } = tally
  return { ...preview, toSave, returning, alreadyRegistered, registeredElsewhere, refusedCount, refused: refusedRows }
}

/** Saves all good rows, or nothing. Throws Problem 422 with what the list lacks. */
export async function importList(
  ctx: Context,
  tools: ImportTools,
  file: ListFile & { id: string },
  { areas, onProgress }: Importing,
): Promise<ImportResult> {
  const { options, today, planVersionId } = await prepare(ctx, file)
  const scope: Scope = {
    areas: [...new Set([...ctx.actor.scope.areas, ...areas])],
    accountId: ctx.actor.scope.accountId,
  }
  return ctx.db.transaction(scope, async (tx) => {
    await store.lockImports(tx)
    const before = await store.findImport(tx, file.id)
    if (before) return resultOf(before)
    const tally = emptyTally()
    const saving = { importId: file.id, areas, today, planVersionId }
    const { take, flush } = batches((batch) => saveBatch(ctx, tools, tx, batch, saving, tally))
    const fevers: Extract<RowOutcome, { kind: 'duplicate' }>[] = []
    const preview = await previewImport(file.book, {
      ...options,
      ...(onProgress && { onProgress }),
      async onRow(outcome) {
        if (outcome.kind === 'person') return take(outcome)
        if (outcome.kind === 'duplicate' && outcome.fever && outcome.differences.some(isTemperature))
          fevers.push(outcome)
        if (outcome.kind === 'bad' && outcome.fever) {
          tally.unsavedFevers.push({ row: outcome.row, no: outcome.no, why: 'bad', personId: null, temperature: null })
        }
      },
    })
    if (preview.blockers.length > 0) throw refused(preview.blockers)
    await flush()
    await notePersons(tx, tools, fevers, tally.unsavedFevers)
    const { summary } = preview
    const result = { summary, ...tally }
    await store.insertImport(tx, {
      id: file.id,
      areaCode: areas[0] ?? ctx.db.district,
      fileName: file.fileName,
      at: ctx.now,
      by: by(ctx),
      result,
    })
    const { saved, returning, alreadyRegistered, refusedCount, unsavedFevers } = tally
    await audit(tx, ctx, {
      action: 'persons.imported',
      subject: { kind: 'import', id: file.id },
      areaCode: areas[0] ?? ctx.db.district,
      details: {
        rows: summary.rows,
        saved,
        returning,
        alreadyRegistered,
        refused: refusedCount,
        unsavedFevers: unsavedFevers.length,
      },
    })
    const row = await store.findImport(tx, file.id)
    if (!row) throw new Problem(500, 'import_lost', '导入结果未保存', 'The result of the import was not kept')
    return resultOf(row)
  })
}

const isTemperature = ({ field }: { field: string }) => field === 'temperature'

/** A later row of somebody in the list says a fever that the first row did not. */
async function notePersons(
  tx: Tx,
  { sealer }: Tools,
  fevers: readonly Extract<RowOutcome, { kind: 'duplicate' }>[],
  into: ImportResult['unsavedFevers'],
): Promise<void> {
  if (fevers.length === 0) return
  const hashes = fevers.map(({ record }) => sealer.keyedHash(documentKey(record.document)))
  const holders = new Map((await findByDocuments(tx, hashes)).map(({ hash, id }) => [hash, id]))
  for (const [index, outcome] of fevers.entries()) {
    into.push(feverOf(outcome, 'duplicate', holders.get(hashes[index]!.toString('hex')) ?? null))
  }
}

const resultOf = (row: NonNullable<Awaited<ReturnType<typeof store.findImport>>>): ImportResult => ({
  id: row.id,
  fileName: row.file_name,
  importedAt: row.imported_at,
  importedBy: row.imported_by_name,
  ...(row.result as Omit<ImportResult, 'id' | 'fileName' | 'importedAt' | 'importedBy'>),
})

/** The rows that were not saved, with reasons, to correct and import again. */
export async function errorsOfList(
  ctx: Context,
  file: ListFile,
  { areas, lang }: Importing & { lang: 'zh' | 'en' },
): Promise<Readable> {
  const { options, today } = await prepare(ctx, file)
  const preview = await previewImport(file.book, options)
  if (!preview.understood) throw refused(preview.blockers)
  const { columns } = preview.understood
  const township = columns.find(({ field }) => field === 'township' || field === 'village')
  async function* rows(): AsyncGenerator<ErrorRow> {
    const list = createImport(options)
    for await (const row of file.book.rows(file.sheet)) {
      const outcome = list.push(row)
      if (outcome.kind === 'bad') yield { cells: row.cells, errors: outcome.errors }
      const refusal = outcome.kind === 'person' ? refusalOf(outcome, { areas, today }) : null
      if (refusal) {
        const at = refusal.code === 'outside_area' ? township : columns.find(({ field }) => field === 'arrivalDay')
        const place = { column: at?.index ?? null, header: at?.header ?? '', field: at?.field ?? 'township' }
        yield { cells: row.cells, errors: [{ ...place, zh: refusal.zh, en: refusal.en }] }
      }
    }
  }
  return errorWorkbook({ columns, rows: rows(), language: lang })
}

export async function listImports(ctx: Context): Promise<ImportResult[]> {
  permit(ctx, 'person.import')
  return (await ctx.db.transaction(ctx.actor.scope, store.listImports)).map(resultOf)
}

export async function readImport(ctx: Context, id: string): Promise<ImportResult> {
  permit(ctx, 'person.import')
  const row = await ctx.db.transaction(ctx.actor.scope, (tx) => store.findImport(tx, id))
  if (!row) throw notFound({ zh: '该次导入', en: 'Import' })
  return resultOf(row)
}
