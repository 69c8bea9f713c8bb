// Routes of who holds a post.
import * as z from 'zod'
import { type Route, route } from '../../../platform/http/route.ts'
import { appoint, appointActing, endHolding } from './actions.ts'
import * as contract from './contract.ts'
import { listCandidates, readOpenWork, readPost } from './read.ts'
import type { OpenWork } from './work.ts'

const PostParams = z.object({ id: z.string().max(100) })
const HoldingParams = z.object({ id: z.uuid() })

export const holderRoutes = (work: readonly OpenWork[]): Route[] => [
  route({
    method: 'GET',
    url: '/api/v1/posts/:id',
    permission: 'organisation.read',
    summary: 'A post: who holds it, who held it, and what was handed over',
    params: PostParams,
    response: contract.PostDetail,
    handle: (ctx, { params }) => readPost(ctx, params.id, work),
  }),
  route({
    method: 'GET',
    url: '/api/v1/posts/:id/candidates',
    permission: 'holder.change',
    summary: 'Who could hold a post or act in it: deputies of the plan first, or found by name',
    params: PostParams,
    query: contract.CandidateQuery,
    response: contract.Candidates,
    handle: (ctx, { params, query }) => listCandidates(ctx, params.id, query.q),
  }),
  route({
    method: 'POST',
    url: '/api/v1/posts/:id/holders',
    permission: 'holder.change',
    summary: 'Let somebody hold a post from a time on; whoever held it is replaced and the open work goes along',
    params: PostParams,
    body: contract.NewHolder,
    response: contract.PostDetail,
    handle: (ctx, { params, body }) => appoint(ctx, params.id, body, work),
  }),
  route({
    method: 'POST',
    url: '/api/v1/posts/:id/acting-holders',
    permission: 'holder.change',
    summary: 'Let somebody act for a holder, or in a vacancy, for a time',
    params: PostParams,
    body: contract.NewActing,
    response: contract.PostDetail,
    handle: (ctx, { params, body }) => appointActing(ctx, params.id, body, work),
  }),
  route({
    method: 'GET',
    url: '/api/v1/holdings/:id/open-work',
    permission: 'holder.change',
    summary: 'What work is open in a holder’s hands under the post, in counts',
    params: HoldingParams,
    response: contract.OpenWorkView,
    handle: (ctx, { params }) => readOpenWork(ctx, params.id, work),
  }),
  route({
    method: 'POST',
    url: '/api/v1/holdings/:id/ends',
    permission: 'holder.change',
    summary: 'End a holding or an acting, now or at a time; one that has not begun is called off',
    params: HoldingParams,
    body: contract.HoldingEnd,
    response: contract.PostDetail,
    handle: (ctx, { params, body }) => endHolding(ctx, params.id, body, work),
  }),
]
