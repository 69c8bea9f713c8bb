// Routes of discipline.
import { type Route, route } from '../../platform/http/route.ts'
import {
  answerMatter,
  askHearing,
  countMatters,
  decideMatter,
  figuresOfMatters,
  listMatters,
  readMatter,
} from './actions.ts'
import * as contract from './contract.ts'

const BASE = '/api/v1/discipline-matters'

export const disciplineRoutes = (): Route[] => [
  route({
    method: 'GET',
    url: BASE,
    permission: 'discipline.answer',
    summary: 'Matters of discipline, the latest first; `mine`: what the own posts are asked about',
    query: contract.MatterQuery,
    response: contract.MatterPage,
    handle: (ctx, { query }) => listMatters(ctx, query),
  }),
  route({
    method: 'GET',
    url: `${BASE}/count`,
    permission: 'discipline.answer',
    summary: 'How many matters there are',
    query: contract.MatterFilters,
    response: contract.MatterCount,
    handle: async (ctx, { query }) => ({ count: await countMatters(ctx, query) }),
  }),
  route({
    method: 'GET',
    url: `${BASE}/figures`,
    permission: 'discipline.read',
    summary: 'Matters by unit and person: how many, open, overdue, acquitted, upheld',
    response: contract.MatterFigures,
    handle: (ctx) => figuresOfMatters(ctx),
  }),
  route({
    method: 'GET',
    url: `${BASE}/:id`,
    permission: 'discipline.answer',
    summary: 'A matter with its record and what led to it; the look is in the audit',
    params: contract.IdParams,
    response: contract.MatterView,
    handle: (ctx, { params }) => readMatter(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/hearing`,
    permission: 'discipline.review',
    summary: 'Ask whom it is about to explain',
    params: contract.IdParams,
    body: contract.AskHearing,
    response: contract.MatterView,
    status: 200,
    handle: (ctx, { params, body }) => askHearing(ctx, params.id, body.question),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/answer`,
    permission: 'discipline.answer',
    summary: 'Whom it is about explains',
    params: contract.IdParams,
    body: contract.Answer,
    response: contract.MatterView,
    status: 200,
    handle: (ctx, { params, body }) => answerMatter(ctx, params.id, body.answer),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/decision`,
    permission: 'discipline.decide',
    summary: 'Dismissed, explained, or an outcome of the plan; the latter only after the hearing',
    params: contract.IdParams,
    body: contract.Decide,
    response: contract.MatterView,
    status: 200,
    handle: (ctx, { params, body }) => decideMatter(ctx, params.id, body),
  }),
]
