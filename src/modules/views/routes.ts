// Routes of saved views.
import * as z from 'zod'
import { type Route, route } from '../../platform/http/route.ts'
import * as actions from './actions.ts'
import { NewView, ViewList, ViewsQuery } from './contract.ts'

export const viewRoutes = (): Route[] => [
  route({
    method: 'GET',
    url: '/api/v1/views',
    permission: 'signedIn',
    summary: 'The saved views of a list: own, of the own unit, of the district',
    query: ViewsQuery,
    response: ViewList,
    handle: async (ctx, { query }) => ({ items: await actions.listViews(ctx, query.list) }),
  }),
  route({
    method: 'POST',
    url: '/api/v1/views',
    permission: 'signedIn',
    summary: 'Save a view; the same id again replaces the own view',
    body: NewView,
    handle: async (ctx, { body }) => (await actions.saveView(ctx, body)) as undefined,
  }),
  route({
    method: 'DELETE',
    url: '/api/v1/views/:id',
    permission: 'signedIn',
    summary: 'Remove a view',
    params: z.object({ id: z.uuid() }),
    handle: async (ctx, { params }) => (await actions.removeView(ctx, params.id)) as undefined,
  }),
]
