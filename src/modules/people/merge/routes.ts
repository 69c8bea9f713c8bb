// Routes of merging two registrations of one person.
import * as z from 'zod'
import { type Route, route } from '../../../platform/http/route.ts'
import type { MergeTools } from '../actions/scope.ts'
import { comparePair } from './compare.ts'
import * as contract from './contract.ts'
import { mergePersons } from './merge.ts'
import { undoMerge } from './undo.ts'
import { mergesOf } from './view.ts'

const Id = z.object({ id: z.uuid() })

export const mergeRoutes = (tools: MergeTools): Route[] => [
  route({
    method: 'GET',
    url: '/api/v1/persons/:id/comparison',
    permission: 'person.merge',
    summary: 'Two registrations side by side, with what differs and what hangs on each',
    params: Id,
    query: contract.Compare,
    response: contract.Comparison,
    handle: (ctx, { params, query }) => comparePair(ctx, params.id, query.with),
  }),
  route({
    method: 'POST',
    url: '/api/v1/persons/:id/merges',
    permission: 'person.merge',
    summary: 'The other registration is of this person: everything of it comes here; can be undone for a day',
    params: Id,
    body: contract.MergePersons,
    response: contract.MergeView,
    handle: (ctx, { params, body }) => mergePersons(ctx, tools, params.id, body),
  }),
  route({
    method: 'GET',
    url: '/api/v1/persons/:id/merges',
    permission: 'person.read',
    summary: 'What was merged into this person',
    params: Id,
    response: contract.Merges,
    handle: (ctx, { params }) => mergesOf(ctx, params.id),
  }),
  route({
    method: 'POST',
    url: '/api/v1/person-merges/:id/undo',
    permission: 'person.merge',
    summary: 'Takes a merge back within a day; what was added since stays with the kept person',
    params: Id,
    response: contract.MergeView,
    status: 200,
    handle: (ctx, { params }) => undoMerge(ctx, tools, params.id),
  }),
]
