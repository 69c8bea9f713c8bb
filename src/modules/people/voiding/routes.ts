// Routes of voided registrations.
import * as z from 'zod'
import { type Route, route } from '../../../platform/http/route.ts'
import type { MergeTools } from '../actions/scope.ts'
import { countVoidings, listVoidings, restorePerson, voidPerson } from './actions.ts'
import * as contract from './contract.ts'

const Id = z.object({ id: z.uuid() })

export const voidingRoutes = (tools: MergeTools): Route[] => [
  route({
    method: 'POST',
    url: '/api/v1/persons/:id/voidings',
    permission: 'person.void',
    summary: 'Registered by mistake: nothing is owed of it any more and it counts nowhere',
    params: Id,
    body: contract.VoidPerson,
    response: contract.VoidingView,
    handle: (ctx, { params, body }) => voidPerson(ctx, tools, params.id, body),
  }),
  route({
    method: 'GET',
    url: '/api/v1/person-voidings',
    permission: 'person.void',
    summary: 'Registrations that are voided, the latest first',
    query: contract.ListVoidings,
    response: contract.VoidingPage,
    handle: (ctx, { query }) => listVoidings(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/api/v1/person-voidings/count',
    permission: 'person.void',
    summary: 'How many registrations are voided',
    response: contract.VoidingCount,
    handle: async (ctx) => ({ count: await countVoidings(ctx) }),
  }),
  route({
    method: 'POST',
    url: '/api/v1/person-voidings/:id/restore',
    permission: 'person.void',
    summary: 'It was no mistake: the registration is back with everything that hung on it',
    params: Id,
    body: contract.RestorePerson,
    response: contract.VoidingView,
    status: 200,
    handle: (ctx, { params, body }) => restorePerson(ctx, tools, params.id, body.reason),
  }),
]
