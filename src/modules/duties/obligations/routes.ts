// Routes of the obligations.
import { Download, type Route, route } from '../../../platform/http/route.ts'
import { exportCalls, listCalls, logCall } from './actions/calls.ts'
import { excuse } from './actions/excuse.ts'
import { exportOccurrences, exportRates } from './actions/export.ts'
import { myObligations, readCalendar, readRates } from './actions/overviews.ts'
import { countOccurrences, listOccurrences, readOccurrence } from './actions/read.ts'
import * as contract from './contract.ts'

const BASE = '/api/v1/occurrences'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

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
    url: `${BASE}/export`,
    permission: 'obligation.read',
    summary: 'The list as a workbook',
    query: contract.ExportOccurrences,
    async handle(ctx, { query }) {
      const { file, fileName } = await exportOccurrences(ctx, query)
      return new Download(file, XLSX, fileName)
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/my-obligations',
    permission: 'obligation.read',
    summary: 'What the own posts answer for: today, and whatever is still open',
    response: contract.MyObligations,
    handle: (ctx) => myObligations(ctx),
  }),
  route({
    method: 'GET',
    url: '/api/v1/obligation-calendar',
    permission: 'obligation.read',
    summary: 'What was and will be owed day by day, each kind with its counts',
    query: contract.CalendarQuery,
    response: contract.Calendar,
    handle: (ctx, { query }) => readCalendar(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/api/v1/obligation-rates',
    permission: 'obligation.read',
    summary: 'In time, complete and nothing to report: by unit and by day',
    query: contract.RatesQuery,
    response: contract.Rates,
    handle: (ctx, { query }) => readRates(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/api/v1/obligation-rates/export',
    permission: 'obligation.read',
    summary: 'The rates as a workbook',
    query: contract.ExportRates,
    async handle(ctx, { query }) {
      const { file, fileName } = await exportRates(ctx, query)
      return new Download(file, XLSX, fileName)
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/calls',
    permission: 'call.log',
    summary: 'The call log: the own calls and those to the own units; of everybody for the office',
    query: contract.CallQuery,
    response: contract.CallPage,
    handle: (ctx, { query }) => listCalls(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/api/v1/calls/export',
    permission: 'call.log',
    summary: 'The call log as a workbook',
    query: contract.ExportCalls,
    async handle(ctx, { query }) {
      const { file, fileName } = await exportCalls(ctx, query)
      return new Download(file, XLSX, fileName)
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/calls',
    permission: 'call.log',
    summary: 'Log a call to the holder of a post; the same id again is the same call',
    body: contract.NewCall,
    response: contract.CallView,
    handle: (ctx, { body }) => logCall(ctx, body),
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
