// Routes of tables from above. A filled workbook is a download; what a unit is asked is a small form.
import { parseShape } from '../../../platform/http/problems.ts'
import { Download, type Route, route } from '../../../platform/http/route.ts'
import { answerTable, myRequests } from './actions/answers.ts'
import { downloadTable } from './actions/download.ts'
import { askUnits, beginFilling, closeFilling, correctCell, takeAgain, withdrawFilling } from './actions/fillings.ts'
import { addForm, addVersion, listForms, proposeSheet, readForm, readOriginal, saveMapping } from './actions/forms.ts'
import type { Tools } from './actions/load.ts'
import { countFillings, listFillings, readFilling } from './actions/read.ts'
import * as contract from './contract.ts'

const FORMS = '/api/v1/table-forms'
const VERSION = '/api/v1/table-form-versions/:id'
const FILLINGS = '/api/v1/table-fillings'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const MOST_BYTES = 5 * 2 ** 20

export const tableRoutes = (tools: Tools): Route[] => [
  route({
    method: 'GET',
    url: FORMS,
    permission: 'table.keep',
    summary: 'Forms of superiors, the latest used first',
    response: contract.FormList,
    handle: (ctx) => listForms(ctx),
  }),
  route({
    method: 'POST',
    url: FORMS,
    permission: 'table.keep',
    summary:
      'Keep a form (.xlsx, 5 MB at most): `id`, `versionId` and `name` before the file. It maps itself as far as it is sure',
    upload: true,
    response: contract.FormView,
    async handle(ctx, _, exchange) {
      const upload = await exchange.upload(MOST_BYTES)
      const form = parseShape(contract.NewForm, upload.fields, '')
      return addForm(ctx, tools, { ...form, fileName: upload.fileName, bytes: await upload.bytes() })
    },
  }),
  route({
    method: 'GET',
    url: `${FORMS}/:id`,
    permission: 'table.keep',
    summary: 'A form: its latest version with its sheets, and what its cells stand for',
    params: contract.IdParams,
    response: contract.FormView,
    handle: (ctx, { params }) => readForm(ctx, tools, params.id),
  }),
  route({
    method: 'POST',
    url: `${FORMS}/:id/versions`,
    permission: 'table.keep',
    summary: 'A changed form: `id` before the file. What still has its place stays mapped, what has none is named',
    params: contract.IdParams,
    upload: true,
    response: contract.FormView,
    async handle(ctx, { params }, exchange) {
      const upload = await exchange.upload(MOST_BYTES)
      const { id } = parseShape(contract.NewVersion, upload.fields, '')
      return addVersion(ctx, tools, params.id, { id, fileName: upload.fileName, bytes: await upload.bytes() })
    },
  }),
  route({
    method: 'PUT',
    url: `${VERSION}/mapping`,
    permission: 'table.keep',
    summary: 'Say what cells, columns and rows of the latest version stand for',
    params: contract.IdParams,
    body: contract.SaveMapping,
    response: contract.FormView,
    handle: (ctx, { params, body }) => saveMapping(ctx, tools, params.id, body),
  }),
  route({
    method: 'GET',
    url: `${VERSION}/proposal`,
    permission: 'table.keep',
    summary: 'What a sheet would stand for by its words',
    params: contract.IdParams,
    query: contract.SheetQuery,
    response: contract.Proposal,
    handle: (ctx, { params, query }) => proposeSheet(ctx, tools, params.id, query.sheet),
  }),
  route({
    method: 'GET',
    url: `${VERSION}/workbook`,
    permission: 'table.keep',
    summary: 'The form as it came',
    params: contract.IdParams,
    async handle(ctx, { params }) {
      const { bytes, fileName } = await readOriginal(ctx, tools, params.id)
      return new Download(bytes, XLSX, fileName)
    },
  }),
  route({
    method: 'GET',
    url: FILLINGS,
    permission: 'table.keep',
    summary: 'Filled tables, the latest first',
    query: contract.FillingQuery,
    response: contract.FillingPage,
    handle: (ctx, { query }) => listFillings(ctx, query),
  }),
  route({
    method: 'GET',
    url: `${FILLINGS}/count`,
    permission: 'table.keep',
    summary: 'How many filled tables there are',
    query: contract.FillingFilters,
    response: contract.FillingCount,
    handle: async (ctx, { query }) => ({ count: await countFillings(ctx, query) }),
  }),
  route({
    method: 'POST',
    url: FILLINGS,
    permission: 'table.keep',
    summary: 'Fill a form for a day: the figures are taken from the records',
    body: contract.BeginFilling,
    response: contract.FillingView,
    handle: (ctx, { body }) => beginFilling(ctx, tools, body),
  }),
  route({
    method: 'GET',
    url: `${FILLINGS}/:id`,
    permission: 'table.keep',
    summary: 'A filled table: its cells, who has answered and who has not, and the same as text',
    params: contract.IdParams,
    response: contract.FillingView,
    handle: (ctx, { params }) => readFilling(ctx, tools, params.id),
  }),
  route({
    method: 'GET',
    url: `${FILLINGS}/:id/workbook`,
    permission: 'table.keep',
    summary: 'The form with its values, layout as it came; the download is in the audit',
    params: contract.IdParams,
    async handle(ctx, { params }) {
      const { bytes, fileName } = await downloadTable(ctx, tools, params.id)
      return new Download(bytes, XLSX, fileName)
    },
  }),
  route({
    method: 'POST',
    url: `${FILLINGS}/:id/asking`,
    permission: 'table.keep',
    summary: 'Ask units for what the records do not hold; each owes it until the deadline',
    params: contract.IdParams,
    body: contract.AskUnits,
    response: contract.FillingView,
    status: 200,
    handle: (ctx, { params, body }) => askUnits(ctx, tools, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${FILLINGS}/:id/snapshots`,
    permission: 'table.keep',
    summary: 'Take the figures again, as the records stand now',
    params: contract.IdParams,
    response: contract.FillingView,
    handle: (ctx, { params }) => takeAgain(ctx, tools, params.id),
  }),
  route({
    method: 'POST',
    url: `${FILLINGS}/:id/corrections`,
    permission: 'table.keep',
    summary: 'Correct a cell, with a note',
    params: contract.IdParams,
    body: contract.CorrectCell,
    response: contract.FillingView,
    handle: (ctx, { params, body }) => correctCell(ctx, tools, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${FILLINGS}/:id/closing`,
    permission: 'table.keep',
    summary: 'Close it: no more answers',
    params: contract.IdParams,
    response: contract.FillingView,
    status: 200,
    handle: (ctx, { params }) => closeFilling(ctx, tools, params.id),
  }),
  route({
    method: 'POST',
    url: `${FILLINGS}/:id/withdrawal`,
    permission: 'table.keep',
    summary: 'Withdraw it with a reason; nothing of it is owed any more',
    params: contract.IdParams,
    body: contract.Withdraw,
    response: contract.FillingView,
    status: 200,
    handle: (ctx, { params, body }) => withdrawFilling(ctx, tools, params.id, body.reason),
  }),
  route({
    method: 'GET',
    url: '/api/v1/table-requests',
    permission: 'table.answer',
    summary: 'What the own units and groups are asked to fill in',
    response: contract.TableRequests,
    handle: (ctx) => myRequests(ctx, tools),
  }),
  route({
    method: 'POST',
    url: `${FILLINGS}/:id/answers`,
    permission: 'table.answer',
    summary: 'Answer for an own unit; again until the office closes the table',
    params: contract.IdParams,
    body: contract.AnswerTable,
    response: contract.TableRequest,
    handle: (ctx, { params, body }) => answerTable(ctx, tools, params.id, body),
  }),
]
