// Routes of possible duplicates.
import { type Route, route } from '../../../platform/http/route.ts'
import { countPairs, listPairs, sayNotSame, seekLookalikes } from './actions.ts'
import * as contract from './contract.ts'

export const duplicateRoutes = (): Route[] => [
  route({
    method: 'POST',
    url: '/api/v1/persons/lookalikes',
    permission: 'person.register',
    summary: 'Who in the district may be the person about to be registered; a warning, nothing is kept',
    body: contract.SeekLookalikes,
    response: contract.Lookalikes,
    status: 200,
    handle: (ctx, { body }) => seekLookalikes(ctx, body),
  }),
  route({
    method: 'GET',
    url: '/api/v1/possible-duplicates',
    permission: 'person.merge',
    summary: 'Pairs that may be one person, page by page; of a person of another area only the township and a contact',
    query: contract.ListPairs,
    response: contract.PairPage,
    handle: (ctx, { query }) => listPairs(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/api/v1/possible-duplicates/count',
    permission: 'person.merge',
    summary: 'How many such pairs there are',
    query: contract.PairFilters,
    response: contract.PairCount,
    handle: async (ctx, { query }) => ({ count: await countPairs(ctx, query) }),
  }),
  route({
    method: 'POST',
    url: '/api/v1/possible-duplicates/not-same',
    permission: 'person.merge',
    summary: 'The two are not the same person: remembered',
    body: contract.SayNotSame,
    response: contract.Settled,
    status: 200,
    handle: (ctx, { body }) => sayNotSame(ctx, body),
  }),
]
