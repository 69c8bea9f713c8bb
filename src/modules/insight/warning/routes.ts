// Routes of early warning.
import { type Route, route } from '../../../platform/http/route.ts'
import {
  acknowledgeWarning,
  countWarnings,
  endWarning,
  judgeWarning,
  listWarnings,
  noteWarning,
  readWarning,
} from './actions.ts'
import * as contract from './contract.ts'

const BASE = '/api/v1/warnings'

export const warningRoutes = (): Route[] => [
  route({
    method: 'GET',
    url: BASE,
    permission: 'warning.read',
    summary: 'Early warnings, the latest first',
    query: contract.WarningQuery,
    response: contract.WarningPage,
    handle: (ctx, { query }) => listWarnings(ctx, query),
  }),
  route({
    method: 'GET',
    url: `${BASE}/count`,
    permission: 'warning.read',
    summary: 'How many warnings there are',
    query: contract.WarningFilters,
    response: contract.WarningCount,
    handle: async (ctx, { query }) => ({ count: await countWarnings(ctx, query) }),
  }),
  route({
    method: 'GET',
    url: `${BASE}/:id`,
    permission: 'warning.read',
    summary: 'A warning with the daily fevers of its area and the bound of each day',
    params: contract.IdParams,
    response: contract.WarningView,
    handle: (ctx, { params }) => readWarning(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/acknowledgement`,
    permission: 'warning.note',
    summary: 'Somebody has seen it and deals with it',
    params: contract.IdParams,
    response: contract.WarningView,
    status: 200,
    handle: (ctx, { params }) => acknowledgeWarning(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/steps`,
    permission: 'warning.note',
    summary: 'What was done; the same id again is the same note',
    params: contract.IdParams,
    body: contract.NoteWarning,
    response: contract.WarningView,
    handle: (ctx, { params, body }) => noteWarning(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/judgement`,
    permission: 'warning.judge',
    summary: 'Whether it is real or explained, with what the judgement rests on',
    params: contract.IdParams,
    body: contract.JudgeWarning,
    response: contract.WarningView,
    status: 200,
    handle: (ctx, { params, body }) => judgeWarning(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/end`,
    permission: 'warning.judge',
    summary: 'A warning that was judged ends, with the reason',
    params: contract.IdParams,
    body: contract.EndWarning,
    response: contract.WarningView,
    status: 200,
    handle: (ctx, { params, body }) => endWarning(ctx, params.id, body),
  }),
]
