// Routes of notifications: everybody's own.
import { type Route, route } from '../../platform/http/route.ts'
import * as actions from './actions.ts'
import * as contract from './contract.ts'

const BASE = '/api/v1/notifications'

export const notificationRoutes = (): Route[] => [
  route({
    method: 'GET',
    url: BASE,
    permission: 'signedIn',
    summary: 'What concerns the own account and its posts, latest first',
    query: contract.NotificationQuery,
    response: contract.NotificationPage,
    handle: (ctx, { query }) => actions.listNotifications(ctx, query),
  }),
  route({
    method: 'GET',
    url: `${BASE}/count`,
    permission: 'signedIn',
    summary: 'How many, or how many unread',
    query: contract.NotificationFilters,
    response: contract.NotificationCount,
    handle: async (ctx, { query }) => ({ count: await actions.countNotifications(ctx, query) }),
  }),
  route({
    method: 'POST',
    url: `${BASE}/reads`,
    permission: 'signedIn',
    summary: 'Mark some, or all until a moment, as read',
    withoutAudit: 'that somebody read what the audit holds already',
    body: contract.MarkRead,
    handle: async (ctx, { body }) => (await actions.markRead(ctx, body)) as undefined,
  }),
]
