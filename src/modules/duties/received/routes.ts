// Routes of received documents. A file is answered as a download of its own type and never sniffed.
import { parseShape } from '../../../platform/http/problems.ts'
import { Download, type Route, route } from '../../../platform/http/route.ts'
import { becomeRequirement } from './actions/become.ts'
import { circulate, confirmRead, documentChoices, remindUnread, withdraw } from './actions/circulate.ts'
import { addDocumentFile, readDocumentFile, type Tools, voidDocumentFile } from './actions/files.ts'
import { instructOn, voidInstruction } from './actions/instruct.ts'
import { countDocuments, exportDocuments, listDocuments, readDocument } from './actions/list.ts'
import { completeDocument, correctDocument, registerDocument, voidDocument } from './actions/register.ts'
import * as contract from './contract.ts'
import { MAX_DOCUMENT_FILE_BYTES } from './rules.ts'

const BASE = '/api/v1/received-documents'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const receivedRoutes = (tools: Tools): Route[] => [
  route({
    method: 'GET',
    url: BASE,
    permission: 'received.read',
    summary:
      'Received documents, the highest number first: all of them for the office and the command, else those circulated',
    query: contract.DocumentQuery,
    response: contract.DocumentPage,
    handle: (ctx, { query }) => listDocuments(ctx, query),
  }),
  route({
    method: 'GET',
    url: `${BASE}/count`,
    permission: 'received.read',
    summary: 'How many of them',
    query: contract.DocumentFilters,
    response: contract.DocumentCount,
    handle: async (ctx, { query }) => ({ count: await countDocuments(ctx, query) }),
  }),
  route({
    method: 'GET',
    url: `${BASE}/export`,
    permission: 'received.read',
    summary: 'The register as a workbook',
    query: contract.ExportDocuments,
    async handle(ctx, { query }) {
      const { file, fileName } = await exportDocuments(ctx, query)
      return new Download(file, XLSX, fileName)
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/received-document-choices',
    permission: 'received.keep',
    summary: 'Whom a document can be circulated to, leaders and authorities: what the forms choose from',
    response: contract.DocumentChoices,
    handle: (ctx) => documentChoices(ctx),
  }),
  route({
    method: 'POST',
    url: BASE,
    permission: 'received.keep',
    summary: 'Register a document under the next receiving number; the same id again is the same document',
    body: contract.RegisterDocument,
    response: contract.DocumentView,
    handle: (ctx, { body }) => registerDocument(ctx, body),
  }),
  route({
    method: 'GET',
    url: `${BASE}/:id`,
    permission: 'received.read',
    summary: 'A document with its instructions, circulation and files',
    params: contract.IdParams,
    response: contract.DocumentView,
    handle: (ctx, { params }) => readDocument(ctx, params.id),
  }),
  route({
    method: 'PUT',
    url: `${BASE}/:id`,
    permission: 'received.keep',
    summary: 'Correct the registration; refused (409) when somebody corrected it since `version`',
    params: contract.IdParams,
    body: contract.CorrectDocument,
    response: contract.DocumentView,
    handle: (ctx, { params, body }) => correctDocument(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/files`,
    permission: 'received.keep',
    summary:
      'Keep a picture or PDF (20 MB at most); a form with `id` before the file. The same id again is the same file',
    params: contract.IdParams,
    upload: true,
    response: contract.DocumentView,
    async handle(ctx, { params }, exchange) {
      const upload = await exchange.upload(MAX_DOCUMENT_FILE_BYTES)
      const { id } = parseShape(contract.AddDocumentFile, upload.fields, '')
      return addDocumentFile(ctx, tools, params.id, { id, name: upload.fileName, bytes: await upload.bytes() })
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/received-document-files/:id/content',
    permission: 'received.read',
    summary: 'The content of a file; the look is in the audit',
    params: contract.IdParams,
    handle: (ctx, { params }) => readDocumentFile(ctx, tools, params.id),
  }),
  route({
    method: 'POST',
    url: '/api/v1/received-document-files/:id/void',
    permission: 'received.keep',
    summary: 'Void a file that was kept by mistake',
    params: contract.IdParams,
    body: contract.Reasoned,
    response: contract.DocumentView,
    status: 200,
    handle: (ctx, { params, body }) => voidDocumentFile(ctx, params.id, body.reason),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/instructions`,
    permission: 'received.instruct',
    summary: 'A written instruction: of the leader himself, or with `leader` by the office for him',
    params: contract.IdParams,
    body: contract.Instruct,
    response: contract.DocumentView,
    handle: (ctx, { params, body }) => instructOn(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: '/api/v1/received-instructions/:id/void',
    permission: 'received.instruct',
    summary: 'Void an instruction: by whoever wrote it, or the office what it entered for a leader',
    params: contract.IdParams,
    body: contract.Reasoned,
    response: contract.DocumentView,
    status: 200,
    handle: (ctx, { params, body }) => voidInstruction(ctx, params.id, body.reason),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/recipients`,
    permission: 'received.keep',
    summary: 'Circulate it: those that have it keep their mark, the others are told',
    params: contract.IdParams,
    body: contract.Circulate,
    response: contract.DocumentView,
    handle: (ctx, { params, body }) => circulate(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/recipients/:recipient/withdrawal`,
    permission: 'received.keep',
    summary: 'Take it back from one it was circulated to by mistake',
    params: contract.RecipientParams,
    body: contract.Reasoned,
    response: contract.DocumentView,
    status: 200,
    handle: (ctx, { params, body }) => withdraw(ctx, params, body.reason),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/reading`,
    permission: 'received.read',
    summary: 'Read, by the account for whatever it answers for',
    params: contract.IdParams,
    response: contract.DocumentView,
    status: 200,
    handle: (ctx, { params }) => confirmRead(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/reminders`,
    permission: 'received.keep',
    summary: 'Tell those again that have not read it',
    params: contract.IdParams,
    response: contract.DocumentView,
    status: 200,
    handle: (ctx, { params }) => remindUnread(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/requirement`,
    permission: 'received.keep',
    summary: "Make it a requirement of the city for the daily meeting: today's while it is open, else the next",
    params: contract.IdParams,
    body: contract.Require,
    response: contract.DocumentView,
    handle: (ctx, { params, body }) => becomeRequirement(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/completion`,
    permission: 'received.keep',
    summary: 'Done, with what was done',
    params: contract.IdParams,
    body: contract.Complete,
    response: contract.DocumentView,
    status: 200,
    handle: (ctx, { params, body }) => completeDocument(ctx, params.id, body.note),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/void`,
    permission: 'received.keep',
    summary: 'Void what was registered by mistake; it keeps its number',
    params: contract.IdParams,
    body: contract.Reasoned,
    response: contract.DocumentView,
    status: 200,
    handle: (ctx, { params, body }) => voidDocument(ctx, params.id, body.reason),
  }),
]
