// Routes of papers: printing in batches, reading, serving, voiding, the round list, and the public verification of
// certificates.
import * as z from 'zod'
import { Download, type Route, route } from '../../platform/http/route.ts'
import { type Pdf, printPapers, readBatch, readPaper } from './actions/print.ts'
import { printRoundList } from './actions/round-list.ts'
import { papersOf, servePapers, voidPaper } from './actions/serve.ts'
import type { Tools } from './actions/tools.ts'
import { checkCertificate } from './actions/verify.ts'
import * as contract from './contract.ts'

const Id = z.object({ id: z.uuid() })
/** One address, a minute: enough for a door where many are let in. */
const CHECKS_A_MINUTE = 60

const download = async (made: Promise<Pdf>): Promise<Download> => {
  const { pdf, fileName } = await made
  return new Download(pdf, 'application/pdf', fileName)
}

export const papersRoutes = (tools: Tools): Route[] => [
  route({
    method: 'POST',
    url: '/api/v1/paper-batches',
    permission: 'paper.print',
    summary:
      'Print a kind of paper for many periods: records now, the pages by the batch; the same id again is the same batch',
    body: contract.PrintPapers,
    response: contract.PrintedBatch,
    handle: (ctx, { body }) => printPapers(ctx, tools, body),
  }),
  route({
    method: 'GET',
    url: '/api/v1/paper-batches/:id/pdf',
    permission: 'paper.read',
    summary: 'The pages of a batch as one PDF; the look is in the audit',
    params: Id,
    handle: (ctx, { params }) => download(readBatch(ctx, tools, params.id)),
  }),
  route({
    method: 'GET',
    url: '/api/v1/papers/:id/pdf',
    permission: 'paper.read',
    summary: 'One paper as PDF, as it was printed; the look is in the audit',
    params: Id,
    handle: (ctx, { params }) => download(readPaper(ctx, tools, params.id)),
  }),
  route({
    method: 'GET',
    url: '/api/v1/persons/:id/papers',
    permission: 'paper.read',
    summary: 'The papers of a person, latest first',
    params: Id,
    response: contract.PapersOfPerson,
    handle: (ctx, { params }) => papersOf(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: '/api/v1/paper-services',
    permission: 'paper.serve',
    summary: 'Papers were served: when, how, with which signature or photo; the same again is the same service',
    body: contract.ServePapers,
    response: contract.ServedPapers,
    handle: (ctx, { body }) => servePapers(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/api/v1/papers/:id/void',
    permission: 'paper.void',
    summary: 'Void a paper, with a reason; a certificate is revoked by it',
    params: Id,
    body: contract.VoidPaper,
    response: contract.PaperView,
    status: 200,
    handle: (ctx, { params, body }) => voidPaper(ctx, params.id, body.reason),
  }),
  route({
    method: 'GET',
    url: '/api/v1/round-lists/pdf',
    permission: 'paper.print',
    summary: 'Whom the medics visit today, a list for each, to print; in the audit as an export is',
    query: contract.RoundListQuery,
    handle: (ctx, { query }) => download(printRoundList(ctx, tools, query)),
  }),
  route({
    method: 'GET',
    url: '/api/v1/public/certificate-key',
    permission: 'public',
    summary: 'The key that certificates of release are signed with, as JWK, for verifying them offline',
    response: contract.CertificateKey,
    handle: async () => tools.certifier.publicKey,
  }),
  route({
    method: 'POST',
    url: '/api/v1/public/certificate-checks',
    permission: 'public',
    summary: 'Is this certificate of release genuine, and does it still hold?',
    body: contract.CheckCertificate,
    response: contract.CheckedCertificate,
    status: 200,
    withoutAudit: 'nothing is saved, and a stranger looks at his own paper',
    perMinute: CHECKS_A_MINUTE,
    handle: (ctx, { body }) => checkCertificate(ctx, tools, body.token),
  }),
]
