// Routes of the board and of the living plan.

import * as z from 'zod'
import { Download, type Route, route } from '../../platform/http/route.ts'
import { WORD_TYPE } from '../../platform/official/index.ts'
import { readBoard, type Tallies } from './board.ts'
import * as contract from './contract.ts'
import * as plan from './plan/contract.ts'
import { planDocument } from './plan/document.ts'
import { readEvidence } from './plan/evidence.ts'
import { readPlan } from './plan/read-plan.ts'
import { warningRoutes } from './warning/routes.ts'

export const insightRoutes = (tallies: Tallies): Route[] => [
  route({
    method: 'GET',
    url: '/api/v1/board',
    permission: 'board.read',
    summary: 'The figures of an area, one level below it',
    query: contract.BoardQuery,
    response: contract.BoardFigures,
    handle: (ctx, { query }) => readBoard(ctx, tallies, query.area),
  }),
  route({
    method: 'GET',
    url: '/api/v1/plan',
    permission: 'plan.read',
    summary: 'The plan in force, duty by duty, with its figures, its last days and who answers for it',
    query: plan.PlanQuery,
    response: plan.PlanView,
    handle: (ctx, { query }) => readPlan(ctx, query.area),
  }),
  route({
    method: 'GET',
    url: '/api/v1/plan/duties/:key/evidence',
    permission: 'plan.read',
    summary: 'What a figure counts, one by one, what fails first',
    params: z.object({ key: z.string().max(80) }),
    query: plan.EvidenceQuery,
    response: plan.EvidenceView,
    handle: (ctx, { params, query }) => readEvidence(ctx, params.key, query),
  }),
  route({
    method: 'GET',
    url: '/api/v1/plan/document',
    permission: 'plan.read',
    summary: 'The living plan as a Word document: the same filters, in the language asked for',
    query: plan.PlanDocumentQuery,
    async handle(ctx, { query }, { headers }) {
      const wantsEnglish = /^en\b/i.test(headers.get('accept-language') ?? '')
      const { file, fileName } = await planDocument(ctx, { ...query, lang: query.lang ?? (wantsEnglish ? 'en' : 'zh') })
      return new Download(file, WORD_TYPE, fileName)
    },
  }),
  ...warningRoutes(),
]
