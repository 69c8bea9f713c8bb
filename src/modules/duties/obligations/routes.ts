// Routes of the obligations.
import { type Route, route } from '../../../platform/http/route.ts'
import { excuse } from './actions/excuse.ts'
import { countOccurrences, listOccurrences, readOccurrence } from './actions/read.ts'
import * as contract from './contract.ts'

const BASE = '/api/v1/occurrences'

export const obligationRoutes = (): Route[] => [
  route({
    method: 'GET',
    url: BASE,
    permission: 'obligation.read',
    summary: 'What is and was owed, page by page, the latest deadline first',
    query: contract.OccurrenceQuery,
    response: contract.OccurrencePage,
    handle: (ctx, { query }) => listOccurrences(ctx, query),
  }),
  route({
    method: 'GET',
    url: `${BASE}/count`,
    permission: 'obligation.read',
    summary: 'How many of them',
    query: contract.OccurrenceFilters,
    response: contract.OccurrenceCount,
    handle: async (ctx, { query }) => ({ count: await countOccurrences(ctx, query) }),
  }),
  route({
    method: 'GET',
    url: `${BASE}/:id`,
    permission: 'obligation.read',
    summary: 'One of them: its judgement, its evidence and who answers for it',
    params: contract.IdParams,
    response: contract.OccurrenceDetail,
    handle: (ctx, { params }) => readOccurrence(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/excuse`,
    permission: 'obligation.excuse',
    summary: 'Excuse one that is not judged yet, with the reason',
    params: contract.IdParams,
    body: contract.Excuse,
    response: contract.OccurrenceDetail,
    status: 200,
    handle: (ctx, { params, body }) => excuse(ctx, params.id, body.reason),
  }),
]
