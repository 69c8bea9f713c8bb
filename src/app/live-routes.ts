// The live stream as server-sent events: topics that changed, nothing else.
import * as z from 'zod'
import { type Route, route } from '../platform/http/route.ts'
import type { Live } from '../platform/live.ts'

export const liveRoutes = (live: Live): Route[] => [
  route({
    method: 'GET',
    url: '/api/v1/live',
    permission: 'signedIn',
    summary: 'Server-sent events: the topics that changed',
    query: z.object({ topics: z.string().max(500).optional() }),
    async handle(_ctx, { query }, exchange) {
      const wanted = new Set(query.topics?.split(',').filter(Boolean))
      let leave = () => {}
      const send = exchange.stream(() => leave())
      leave = live.subscribe((topics) => {
        const hit = wanted.size === 0 ? topics : topics.filter((topic) => wanted.has(topic))
        if (hit.length > 0) send('changed', { topics: hit })
      })
      return undefined
    },
  }),
]
