// Routes of directives: issuing each kind, the acts of the course, help, files, lists and the whole record.
import type * as z from 'zod'
import { instant } from '../../kernel/time.ts'
import type { Context } from '../../platform/context.ts'
import { parseShape } from '../../platform/http/problems.ts'
import { Download, type Route, route } from '../../platform/http/route.ts'
import type { Typesetter } from '../../platform/typeset/index.ts'
import { MAX_FILE_BYTES } from '../files/index.ts'
import { actOn } from './actions/course.ts'
import { addAnswerFile, addDirectiveFile, readFile, type Tools } from './actions/files.ts'
import { deliverHelp, offerHelp, takeOffer, withdrawOffer } from './actions/help.ts'
import { addOwners, completeStep, issue } from './actions/issuing.ts'
import { exportDirective } from './actions/paper.ts'
import {
  countDirectives,
  countWaiting,
  listAddressees,
  listDirectives,
  listSupervised,
  readDirective,
} from './actions/read.ts'
import * as contract from './contract.ts'

const BASE = '/api/v1/directives'
const OF = '/api/v1/directive-assignments/:id'
const OFFER = '/api/v1/help-offers/:id'

const lists = (tools: { typesetter: Typesetter }): Route[] => [
  route({
    method: 'GET',
    url: BASE,
    permission: 'directive.read',
    summary: 'One row a unit that was asked: to my units, from them, or everything that the account may see',
    query: contract.DirectiveQuery,
    response: contract.DirectivePage,
    handle: (ctx, { query }) => listDirectives(ctx, query),
  }),
  route({
    method: 'GET',
    url: `${BASE}/count`,
    permission: 'directive.read',
    summary: 'How many rows the same filters answer',
    query: contract.DirectiveFilters,
    response: contract.DirectiveCount,
    handle: async (ctx, { query }) => ({ count: await countDirectives(ctx, query) }),
  }),
  route({
    method: 'GET',
    url: `${BASE}/waiting`,
    permission: 'directive.read',
    summary: 'What waits for the units of the account: to sign for, to do, overdue, to decide, to pass on',
    response: contract.DirectiveCounts,
    handle: (ctx) => countWaiting(ctx),
  }),
  route({
    method: 'GET',
    url: `${BASE}/addressees`,
    permission: 'directive.read',
    summary: 'Units that may be addressed, and in whose name the account may issue',
    response: contract.Addressees,
    handle: (ctx) => listAddressees(ctx),
  }),
  route({
    method: 'GET',
    url: `${BASE}/:id`,
    permission: 'directive.read',
    summary: 'The whole record; a unit sees its own course, the issuer and whoever oversees see all',
    params: contract.IdParams,
    response: contract.DirectiveView,
    handle: (ctx, { params }) => readDirective(ctx, params.id),
  }),
  ...(['docx', 'pdf'] as const).map((format) =>
    route({
      method: 'GET',
      url: `${BASE}/:id/record.${format}`,
      permission: 'directive.read',
      summary: `The directive with its whole course, as ${format === 'docx' ? 'Word' : 'PDF'}`,
      params: contract.IdParams,
      handle: (ctx, { params }) => exportDirective(ctx, tools, params.id, format),
    }),
  ),
]

const issuing: Route[] = [
  route({
    method: 'GET',
    url: '/api/v1/supervised-matters',
    permission: 'directive.supervise',
    summary: 'The board of supervision: open matters with the lights of their units and steps, the worst first',
    response: contract.SupervisedMatters,
    handle: (ctx) => listSupervised(ctx),
  }),
  route({
    method: 'POST',
    url: BASE,
    permission: 'directive.issue',
    summary: 'A directive of the command or its office to one or many units',
    body: contract.IssueDirective,
    response: contract.DirectiveView,
    handle: (ctx, { body }) => issue(ctx, { ...body, kind: 'directive' }),
  }),
  route({
    method: 'POST',
    url: '/api/v1/supervised-matters',
    permission: 'directive.supervise',
    summary: 'A matter that is followed through dated steps',
    body: contract.OpenSupervision,
    response: contract.DirectiveView,
    handle: (ctx, { body }) => issue(ctx, { ...body, kind: 'supervision' }),
  }),
  route({
    method: 'POST',
    url: '/api/v1/city-requirements',
    permission: 'directive.require',
    summary: 'A requirement of the city; passed on at once where units are named',
    body: contract.EnterRequirement,
    response: contract.DirectiveView,
    handle: (ctx, { body }) => issue(ctx, { ...body, kind: 'requirement' }),
  }),
  route({
    method: 'POST',
    url: '/api/v1/help-requests',
    permission: 'directive.help',
    summary: 'One unit asks others for people, vehicles or supplies',
    body: contract.AskForHelp,
    response: contract.DirectiveView,
    handle: (ctx, { body }) => issue(ctx, { ...body, kind: 'help', dueAt: null }),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/owners`,
    permission: 'directive.decide',
    summary: 'To further units; a requirement is passed on by it',
    params: contract.IdParams,
    body: contract.AddOwners,
    response: contract.DirectiveView,
    status: 200,
    handle: (ctx, { params, body }) => addOwners(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: '/api/v1/supervision-steps/:id/completions',
    permission: 'directive.decide',
    summary: 'A step of a supervised matter is done',
    params: contract.IdParams,
    body: contract.CompleteStep,
    response: contract.DirectiveView,
    status: 200,
    handle: (ctx, { params, body }) => completeStep(ctx, params.id, body),
  }),
]

const act = <B extends z.ZodType<{ id: string }>>(
  name: string,
  permission: 'directive.answer' | 'directive.decide',
  summary: string,
  body: B,
  carryOut: (ctx: Context, id: string, body: z.output<B>) => Promise<contract.DirectiveView>,
): Route =>
  route({
    method: 'POST',
    url: `${OF}/${name}`,
    permission,
    summary,
    params: contract.IdParams,
    body,
    response: contract.DirectiveView,
    status: 200,
    handle: (ctx, { params, body: said }) => carryOut(ctx, params.id, said as z.output<B>),
  })

const course: Route[] = [
  act('receipts', 'directive.answer', 'The unit signs for it', contract.Receive, (ctx, id, said) =>
    actOn(ctx, id, { act: 'receive' }, said),
  ),
  act('progress-notes', 'directive.answer', 'The unit says how far it is', contract.Progress, (ctx, id, said) =>
    actOn(ctx, id, { act: 'progress' }, { id: said.id, note: said.text }),
  ),
  act('results', 'directive.answer', 'The unit hands in what it did', contract.Submit, (ctx, id, said) =>
    actOn(ctx, id, { act: 'submit' }, { id: said.id, note: said.text }),
  ),
  act(
    'refusals',
    'directive.answer',
    'The unit refuses, or declines to help, with its reason',
    contract.Refuse,
    (ctx, id, said) => actOn(ctx, id, { act: 'refuse' }, { id: said.id, note: said.reason }),
  ),
  act('acceptances', 'directive.decide', 'The issuer accepts what was handed in', contract.Accept, (ctx, id, said) =>
    actOn(ctx, id, { act: 'accept' }, { id: said.id, note: said.text }),
  ),
  act(
    'returns',
    'directive.decide',
    'The issuer returns it with a reason and a new deadline',
    contract.Return,
    (ctx, id, said) =>
      actOn(ctx, id, { act: 'return', dueAt: instant(said.dueAt) }, { id: said.id, note: said.reason }),
  ),
  act('postponements', 'directive.decide', 'The issuer gives more time', contract.Return, (ctx, id, said) =>
    actOn(ctx, id, { act: 'postpone', dueAt: instant(said.dueAt) }, { id: said.id, note: said.reason }),
  ),
  act('withdrawals', 'directive.decide', 'The issuer takes it back', contract.Withdraw, (ctx, id, said) =>
    actOn(ctx, id, { act: 'withdraw' }, { id: said.id, note: said.reason }),
  ),
]

const help: Route[] = [
  act('offers', 'directive.answer', 'A unit offers all or part of what was asked for', contract.OfferHelp, offerHelp),
  route({
    method: 'POST',
    url: `${OFFER}/answers`,
    permission: 'directive.decide',
    summary: 'The asker takes an offer, part of it, or does not need it (0)',
    params: contract.IdParams,
    body: contract.TakeOffer,
    response: contract.DirectiveView,
    status: 200,
    handle: (ctx, { params, body }) => takeOffer(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${OFFER}/deliveries`,
    permission: 'directive.decide',
    summary: 'What came of an offer',
    params: contract.IdParams,
    body: contract.DeliverHelp,
    response: contract.DirectiveView,
    status: 200,
    handle: (ctx, { params, body }) => deliverHelp(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${OFFER}/withdrawals`,
    permission: 'directive.answer',
    summary: 'A unit takes its offer back before it was taken',
    params: contract.IdParams,
    body: contract.Withdraw,
    response: contract.DirectiveView,
    status: 200,
    handle: (ctx, { params, body }) => withdrawOffer(ctx, params.id, body),
  }),
]

const files = (tools: Tools): Route[] => [
  route({
    method: 'POST',
    url: `${BASE}/:id/files`,
    permission: 'directive.decide',
    summary: 'A picture or PDF of the issuer (5 MB at most); a form with `id` before the file',
    params: contract.IdParams,
    upload: true,
    response: contract.DirectiveFileView,
    async handle(ctx, { params }, exchange) {
      const upload = await exchange.upload(MAX_FILE_BYTES)
      const { id } = parseShape(contract.AddFile, upload.fields, '')
      return addDirectiveFile(ctx, tools, params.id, { id, name: upload.fileName, bytes: await upload.bytes() })
    },
  }),
  route({
    method: 'POST',
    url: `${OF}/files`,
    permission: 'directive.answer',
    summary: 'A picture or PDF of the answer (5 MB at most); a form with `id` before the file',
    params: contract.IdParams,
    upload: true,
    response: contract.DirectiveFileView,
    async handle(ctx, { params }, exchange) {
      const upload = await exchange.upload(MAX_FILE_BYTES)
      const { id } = parseShape(contract.AddFile, upload.fields, '')
      return addAnswerFile(ctx, tools, params.id, { id, name: upload.fileName, bytes: await upload.bytes() })
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/directive-files/:id/content',
    permission: 'directive.read',
    summary: 'The content of a file, to whoever sees its side of the directive; the look is in the audit',
    params: contract.IdParams,
    async handle(ctx, { params }) {
      const { bytes, mediaType, name } = await readFile(ctx, tools, params.id)
      return new Download(bytes, mediaType, name)
    },
  }),
]

export const directiveRoutes = (tools: Tools & { typesetter: Typesetter }): Route[] => [
  ...lists(tools),
  ...issuing,
  ...course,
  ...help,
  ...files(tools),
]
