// Routes of lists of persons to be found (M45, M50).
import type { Context } from '../../platform/context.ts'
import { Download, type Exchange, type Route, route } from '../../platform/http/route.ts'
import { receiveList as receiveFile, type Spreadsheet } from '../../platform/spreadsheet/index.ts'
import { addEntries, errorsOfEntries, previewEntries } from './actions/entries.ts'
import { answerEntry, RegisterFound, registerFound } from './actions/findings.ts'
import { countLists, listLists, readList, receiveList, voidList } from './actions/lists.ts'
import type { Tools } from './actions/load.ts'
import { answerHits, confirmMatch, matchAgain } from './actions/matching.ts'
import { countEntries, listEntries, readEntry, refuseDocument, viewDocument, voidEntry } from './actions/read.ts'
import { exportReply, recordReply } from './actions/reply.ts'
import { assignArea, recordReceipt, sendEntries } from './actions/sending.ts'
import * as contract from './contract.ts'

const LISTS = '/api/v1/verification-lists'
const ENTRIES = '/api/v1/verification-entries'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The uploaded sheet, gone when it has been read. */
async function withSheet<T>(exchange: Exchange, fn: (book: Spreadsheet) => Promise<T>): Promise<T> {
  const list = await receiveFile(await exchange.upload())
  try {
    return await fn(list.book)
  } finally {
    await list.discard()
  }
}

const reply = (format: 'docx' | 'xlsx'): Route =>
  route({
    method: 'GET',
    url: `${LISTS}/:id/reply.${format}`,
    permission: 'verification.receive',
    summary: `What was found, as ${format === 'docx' ? 'a letter in the official layout' : 'a workbook'}`,
    params: contract.IdParams,
    handle: (ctx: Context, { params }) => exportReply(ctx, params.id, format),
  })

export const verificationRoutes = (tools: Tools): Route[] => [
  route({
    method: 'POST',
    url: LISTS,
    permission: 'verification.receive',
    summary: 'Register the letter of an authority; the same id again is the same list',
    body: contract.ReceiveList,
    response: contract.ListDetail,
    handle: (ctx, { body }) => receiveList(ctx, body),
  }),
  route({
    method: 'GET',
    url: LISTS,
    permission: 'verification.read',
    summary: 'Lists with persons to be found, the latest first, with where they stand',
    query: contract.ListQuery,
    response: contract.ListPage,
    handle: (ctx, { query }) => listLists(ctx, query),
  }),
  route({
    method: 'GET',
    url: `${LISTS}/count`,
    permission: 'verification.read',
    summary: 'How many lists there are',
    query: contract.ListFilters,
    response: contract.ListCount,
    handle: async (ctx, { query }) => ({ count: await countLists(ctx, query) }),
  }),
  route({
    method: 'GET',
    url: `${LISTS}/:id`,
    permission: 'verification.read',
    summary: 'One list: letter, figures, what each township was sent, replies',
    params: contract.IdParams,
    response: contract.ListDetail,
    handle: (ctx, { params }) => readList(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: `${LISTS}/:id/voidings`,
    permission: 'verification.receive',
    summary: 'Nobody of the list is looked for any more',
    params: contract.IdParams,
    body: contract.VoidReason,
    response: contract.ListDetail,
    handle: (ctx, { params, body }) => voidList(ctx, params.id, body.reason),
  }),
  route({
    method: 'POST',
    url: `${LISTS}/:id/entries/preview`,
    permission: 'verification.receive',
    summary: 'What was read of a spreadsheet of persons; nothing is saved',
    params: contract.IdParams,
    upload: true,
    withoutAudit: 'nothing is saved',
    response: contract.EntriesPreview,
    status: 200,
    handle: (ctx, { params }, exchange) => withSheet(exchange, (book) => previewEntries(ctx, tools, params.id, book)),
  }),
  route({
    method: 'POST',
    url: `${LISTS}/:id/entries`,
    permission: 'verification.receive',
    summary: 'Add the persons of a spreadsheet and match them; the same file again adds nobody',
    params: contract.IdParams,
    upload: true,
    response: contract.EntriesAdded,
    handle: (ctx, { params }, exchange) => withSheet(exchange, (book) => addEntries(ctx, tools, params.id, book)),
  }),
  route({
    method: 'POST',
    url: `${LISTS}/:id/entries/errors`,
    permission: 'verification.receive',
    summary: 'The rows that cannot be saved, as a workbook with reasons',
    params: contract.IdParams,
    query: contract.ErrorsForm,
    upload: true,
    withoutAudit: 'nothing is saved',
    handle: (ctx, { params, query }, exchange) =>
      withSheet(exchange, async (book) => {
        const name = query.lang === 'zh' ? '需更正的行.xlsx' : 'rows-to-correct.xlsx'
        return new Download(await errorsOfEntries(ctx, params.id, book, query.lang), XLSX, name)
      }),
  }),
  route({
    method: 'POST',
    url: `${LISTS}/:id/matches`,
    permission: 'verification.receive',
    summary: 'Match again whoever is neither sent nor answered',
    params: contract.IdParams,
    response: contract.ListDetail,
    status: 200,
    handle: (ctx, { params }) => matchAgain(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: `${LISTS}/:id/answered-hits`,
    permission: 'verification.receive',
    summary: 'Answer whoever is registered and here for certain',
    params: contract.IdParams,
    response: contract.ListDetail,
    status: 200,
    handle: (ctx, { params }) => answerHits(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: `${LISTS}/:id/assignments`,
    permission: 'verification.receive',
    summary: 'Say which area persons of the list will be sent to',
    params: contract.IdParams,
    body: contract.AssignArea,
    response: contract.ListDetail,
    status: 200,
    handle: (ctx, { params, body }) => assignArea(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${LISTS}/:id/sendings`,
    permission: 'verification.receive',
    summary: 'Send persons to their townships, who owe the answers from here on',
    params: contract.IdParams,
    body: contract.SendEntries,
    response: contract.Sent,
    handle: (ctx, { params, body }) => sendEntries(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: '/api/v1/verification-batches/:id/receipt',
    permission: 'verification.answer',
    summary: 'A township signs for what it was sent',
    params: contract.IdParams,
    response: contract.ListDetail,
    handle: (ctx, { params }) => recordReceipt(ctx, params.id),
  }),
  reply('docx'),
  reply('xlsx'),
  route({
    method: 'POST',
    url: `${LISTS}/:id/replies`,
    permission: 'verification.receive',
    summary: 'Record that the reply went out',
    params: contract.IdParams,
    body: contract.RecordReply,
    response: contract.ListDetail,
    handle: (ctx, { params, body }) => recordReply(ctx, params.id, body),
  }),
  route({
    method: 'GET',
    url: ENTRIES,
    permission: 'verification.read',
    summary: 'Persons of lists, those that the account sees',
    query: contract.EntryQuery,
    response: contract.EntryPage,
    handle: (ctx, { query }) => listEntries(ctx, query),
  }),
  route({
    method: 'GET',
    url: `${ENTRIES}/count`,
    permission: 'verification.read',
    summary: 'How many persons of lists there are',
    query: contract.EntryFilters,
    response: contract.EntryCount,
    handle: async (ctx, { query }) => ({ count: await countEntries(ctx, query) }),
  }),
  route({
    method: 'GET',
    url: `${ENTRIES}/:id`,
    permission: 'verification.read',
    summary: 'One person of a list, with candidates of the register and what was found',
    params: contract.IdParams,
    response: contract.EntryDetail,
    handle: (ctx, { params }) => readEntry(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: `${ENTRIES}/:id/document-views`,
    permission: 'person.unmask',
    summary: 'The whole document number, with the reason for the look',
    params: contract.IdParams,
    body: contract.ViewDocument,
    response: contract.DocumentView,
    status: 200,
    whenForbidden: (ctx, params) => refuseDocument(ctx, params.id),
    handle: (ctx, { params, body }) => viewDocument(ctx, tools, params.id, body.reason),
  }),
  route({
    method: 'POST',
    url: `${ENTRIES}/:id/match`,
    permission: 'verification.receive',
    summary: 'Say who of the candidates it is, or that it is none',
    params: contract.IdParams,
    body: contract.ConfirmMatch,
    response: contract.EntryDetail,
    status: 200,
    handle: (ctx, { params, body }) => confirmMatch(ctx, params.id, body.personId),
  }),
  route({
    method: 'POST',
    url: `${ENTRIES}/:id/findings`,
    permission: 'verification.answer',
    summary: 'What was found of the person; with `corrects`, a correction',
    params: contract.IdParams,
    body: contract.AnswerEntry,
    response: contract.EntryDetail,
    handle: (ctx, { params, body }) => answerEntry(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${ENTRIES}/:id/registrations`,
    permission: 'verification.answer',
    summary: 'Register somebody who was found, and answer with it, in one transaction',
    params: contract.IdParams,
    body: RegisterFound,
    response: contract.EntryDetail,
    handle: (ctx, { params, body }) => registerFound(ctx, tools, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${ENTRIES}/:id/voidings`,
    permission: 'verification.receive',
    summary: 'The person was on the list by mistake',
    params: contract.IdParams,
    body: contract.VoidReason,
    response: contract.ListDetail,
    handle: (ctx, { params, body }) => voidEntry(ctx, params.id, body.reason),
  }),
]
