// Routes of the board.
import { type Route, route } from '../../platform/http/route.ts'
import { readBoard } from './board.ts'
import * as contract from './contract.ts'

export const insightRoutes = (): Route[] => [
  route({
    method: 'GET',
    url: '/api/v1/board',
    permission: 'board.read',
    summary: 'The figures of an area, one level below it',
    query: contract.BoardQuery,
    response: contract.BoardFigures,
    handle: (ctx, { query }) => readBoard(ctx, query.area),
  }),
]
