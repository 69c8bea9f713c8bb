// Routes of files. A file is answered as a download of its own type and never sniffed, so a browser shows a picture that a
// page asks for and opens nothing by itself.
import * as z from 'zod'
import { parseShape } from '../../platform/http/problems.ts'
import { Download, type Route, route } from '../../platform/http/route.ts'
import { addFile, filesOf, readContent, type Tools, voidFile } from './actions.ts'
import * as contract from './contract.ts'
import { MAX_FILE_BYTES } from './rules/content.ts'

const Id = z.object({ id: z.uuid() })

export const filesRoutes = (tools: Tools): Route[] => [
  route({
    method: 'GET',
    url: '/api/v1/persons/:id/files',
    permission: 'file.read',
    summary: 'The files of a person, voided ones among them; no content',
    params: Id,
    response: contract.FilesOfPerson,
    handle: (ctx, { params }) => filesOf(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: '/api/v1/persons/:id/files',
    permission: 'file.add',
    summary:
      'Keep a picture or PDF (5 MB at most); a form with `id` and `kind` before the file. The same id again is the same file',
    params: Id,
    upload: true,
    response: contract.FileView,
    async handle(ctx, { params }, exchange) {
      const upload = await exchange.upload(MAX_FILE_BYTES)
      const form = parseShape(contract.AddFile, upload.fields, '')
      return addFile(ctx, tools, params.id, { ...form, name: upload.fileName, bytes: await upload.bytes() })
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/files/:id/content',
    permission: 'file.read',
    summary: 'The content of a file; the look is in the audit',
    params: Id,
    async handle(ctx, { params }) {
      const { bytes, mediaType, name } = await readContent(ctx, tools, params.id)
      return new Download(bytes, mediaType, name)
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/files/:id/void',
    permission: 'file.void',
    summary: 'Void a file that was kept by mistake; it stays in the list with the reason and is not shown any more',
    params: Id,
    body: contract.VoidFile,
    response: contract.FileView,
    status: 200,
    handle: (ctx, { params, body }) => voidFile(ctx, params.id, body.reason),
  }),
]
