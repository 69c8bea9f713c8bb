// Routes of the import: preview, save, the bad rows back, and what was imported before. Forms carry their fields before
// the file; the file is read from disk and removed when it has been.
import * as z from 'zod'
import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import { Download, type Exchange, type Route, route } from '../../../platform/http/route.ts'
import { receiveList, type UploadedList } from '../../../platform/spreadsheet/index.ts'
import { errorsOfList, importAreas, importList, listImports, previewList, readImport } from './actions.ts'
import * as contract from './contract.ts'
import type { ImportTools } from './returning.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const MOST_FOLLOWED = 200

async function receive(ctx: Context, exchange: Exchange) {
  const areas = importAreas(ctx)
  const upload = await exchange.upload()
  const form = parse(contract.ImportForm, upload.fields)
  const mapping = form.mapping === undefined ? undefined : parse(contract.ColumnMapping, jsonOf(form.mapping))
  const list = await receiveList(upload)
  const file = {
    book: list.book,
    fileName: upload.fileName,
    ...(form.sheet ? { sheet: form.sheet } : {}),
    ...(form.listDay ? { listDay: form.listDay } : {}),
    ...(mapping ? { mapping } : {}),
  }
  return { areas, form, file, list }
}

function parse<T extends z.ZodType>(shape: T, value: unknown): z.output<T> {
  const result = shape.safeParse(value)
  if (result.success) return result.data
  const errors = result.error.issues.map(({ code, message, path }) => ({
    code: code ?? 'invalid',
    zh: message,
    en: message,
    field: path.join('.'),
  }))
  throw new Problem(400, 'invalid', '表单内容有误', 'The form is not right', errors)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function discarding<T>(list: UploadedList, fn: () => Promise<T>): Promise<T> {
  try {
    return await fn()
  } finally {
    await list.discard()
  }
}

export function importRoutes(tools: ImportTools): Route[] {
  // How far this process is with the imports it runs, for whoever runs them.
  const running = new Map<string, { rows: number; accountId: string; done: boolean }>()
  const follow = (ctx: Context, id: string) => {
    const first = running.keys().next().value
    if (running.size >= MOST_FOLLOWED && first !== undefined) running.delete(first)
    const state = { rows: 0, accountId: ctx.actor.accountId, done: false }
    running.set(id, state)
    return state
  }

  return [
    route({
      method: 'POST',
      url: '/api/v1/imports/preview',
      permission: 'person.import',
      summary: 'What was understood of a list and what would be saved; nothing is',
      upload: true,
      withoutAudit: 'nothing is saved',
      response: contract.PreviewAnswer,
      status: 200,
      async handle(ctx, _, exchange) {
        const { areas, file, form, list } = await receive(ctx, exchange)
        const state = form.id ? follow(ctx, form.id) : null
        return discarding(list, () =>
          previewList(ctx, tools, file, {
            areas,
            onProgress: (rows) => void (state && Object.assign(state, { rows })),
          }),
        )
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/imports',
      permission: 'person.import',
      summary: 'Save all good rows of a list; the same id again is the same import',
      upload: true,
      response: contract.ImportResult,
      async handle(ctx, _, exchange) {
        const { areas, form, file, list } = await receive(ctx, exchange)
        const id = form.id ?? newId()
        const state = follow(ctx, id)
        const onProgress = (rows: number) => void Object.assign(state, { rows })
        try {
          return await discarding(list, () => importList(ctx, tools, { ...file, id }, { areas, onProgress }))
        } finally {
          state.done = true
        }
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/imports/errors',
      permission: 'person.import',
      summary: 'The rows of a list that cannot be saved, as a workbook with reasons',
      upload: true,
      withoutAudit: 'nothing is saved',
      async handle(ctx, _, exchange) {
        const { areas, form, file, list } = await receive(ctx, exchange)
        try {
          const body = await errorsOfList(ctx, file, { areas, lang: form.lang })
          body.on('close', () => void list.discard())
          return new Download(body, XLSX, form.lang === 'zh' ? '需更正的行.xlsx' : 'rows-to-correct.xlsx')
        } catch (error) {
          await list.discard()
          throw error
        }
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/imports',
      permission: 'person.import',
      summary: 'The last imports of the area, newest first',
      response: contract.ImportList,
      handle: async (ctx) => ({ items: await listImports(ctx) }),
    }),
    route({
      method: 'GET',
      url: '/api/v1/imports/:id',
      permission: 'person.import',
      summary: 'What an import brought',
      params: z.object({ id: z.uuid() }),
      response: contract.ImportResult,
      handle: (ctx, { params }) => readImport(ctx, params.id),
    }),
    route({
      method: 'GET',
      url: '/api/v1/imports/:id/progress',
      permission: 'person.import',
      summary: 'How many rows of a running import have been read',
      params: z.object({ id: z.uuid() }),
      response: contract.ImportProgress,
      async handle(ctx, { params }) {
        const state = running.get(params.id)
        return state?.accountId === ctx.actor.accountId
          ? { rows: state.rows, done: state.done }
          : { rows: 0, done: false }
      },
    }),
  ]
}
