// Routes of isolation: queues, periods, readings, referrals, releases; those of assignment stand beside.
import * as z from 'zod'
import { Download, type Route, route } from '../../platform/http/route.ts'
import { correctReading } from './actions/correct-reading.ts'
import type { IsolationTally } from './actions/figures.ts'
import * as periods from './actions/periods.ts'
import { readPeriod, readPeriodsOf } from './actions/person.ts'
import { countQueue, countQueues, exportQueue, listQueue } from './actions/queues.ts'
import { recordBatch } from './actions/record-batch.ts'
import { groupReadings } from './actions/record-readings.ts'
import { recordReferralStep } from './actions/referrals.ts'
import { assignmentRoutes } from './assignment-routes.ts'
import * as contract from './contract.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const BASE = '/api/v1/isolation-periods'

export const isolationRoutes = (tally: IsolationTally, recordReading = groupReadings()): Route[] => [
  route({
    method: 'GET',
    url: BASE,
    permission: 'isolation.read',
    summary: 'A work queue, page by page in its own order',
    query: contract.QueueQuery,
    response: contract.QueuePage,
    handle: (ctx, { query }) => listQueue(ctx, query),
  }),
  route({
    method: 'GET',
    url: `${BASE}/count`,
    permission: 'isolation.read',
    summary: 'How many are in a queue',
    query: contract.QueueFilters,
    response: contract.QueueCount,
    handle: async (ctx, { query }) => ({ count: await countQueue(ctx, query) }),
  }),
  route({
    method: 'GET',
    url: `${BASE}/queue-counts`,
    permission: 'isolation.read',
    summary: 'How many are in each queue',
    query: contract.QueueFilters,
    response: contract.QueueCounts,
    handle: (ctx, { query }) => countQueues(ctx, tally, query),
  }),
  route({
    method: 'GET',
    url: `${BASE}/export`,
    permission: 'person.export',
    summary: 'A queue as a workbook: the same filters, order and columns',
    query: contract.ExportQueue,
    async handle(ctx, { query }) {
      const { file, fileName } = await exportQueue(ctx, query)
      return new Download(file, XLSX, fileName)
    },
  }),
  route({
    method: 'GET',
    url: `${BASE}/:id`,
    permission: 'isolation.read',
    summary: 'A period with everything that happened in it',
    params: contract.PeriodParams,
    response: contract.PeriodView,
    handle: (ctx, { params }) => readPeriod(ctx, params.id),
  }),
  route({
    method: 'GET',
    url: '/api/v1/persons/:id/isolation-periods',
    permission: 'isolation.read',
    summary: 'The periods of a person, latest first',
    params: contract.PeriodParams,
    response: z.object({ items: z.array(contract.PeriodView) }),
    handle: async (ctx, { params }) => ({ items: await readPeriodsOf(ctx, params.id) }),
  }),
  route({
    method: 'POST',
    url: '/api/v1/readings',
    permission: 'reading.record',
    summary: 'Record a visit; the same id again is the same reading',
    body: contract.RecordReading,
    response: contract.ReadingRecorded,
    handle: (ctx, { body }) => recordReading(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/api/v1/reading-batches',
    permission: 'reading.record',
    summary: 'Record readings that a phone kept, at most 50; each by its own fate',
    body: contract.RecordReadings,
    response: contract.ReadingsRecorded,
    status: 200,
    handle: (ctx, { body }) => recordBatch(ctx, recordReading, body.readings),
  }),
  route({
    method: 'POST',
    url: '/api/v1/readings/:id/corrections',
    permission: 'reading.correct',
    summary: 'Put a reading right; the old values are kept',
    params: contract.ReadingParams,
    body: contract.CorrectReading,
    response: contract.ReadingRecorded,
    handle: (ctx, { params, body }) => correctReading(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: '/api/v1/referrals/:id/steps',
    permission: 'referral.advance',
    summary: 'Record a step of a fever referral',
    params: contract.ReferralParams,
    body: contract.RecordReferralStep,
    response: contract.ReferralView,
    handle: (ctx, { params, body }) => recordReferralStep(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/extensions`,
    permission: 'isolation.extend',
    summary: 'Add days to a period, with a reason',
    params: contract.PeriodParams,
    body: contract.ExtendPeriod,
    response: contract.PeriodView,
    async handle(ctx, { params, body }) {
      await periods.extendPeriod(ctx, params.id, body)
      return readPeriod(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/early-ends`,
    permission: 'isolation.endEarly',
    summary: 'End a period before its end, with a reason',
    params: contract.PeriodParams,
    body: contract.EndEarly,
    response: contract.PeriodView,
    async handle(ctx, { params, body }) {
      await periods.endPeriodEarly(ctx, params.id, body)
      return readPeriod(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/moves`,
    permission: 'isolation.extend',
    summary: 'To a central site, or home again, with a reason',
    params: contract.PeriodParams,
    body: contract.MovePeriod,
    response: contract.PeriodView,
    async handle(ctx, { params, body }) {
      await periods.movePeriod(ctx, params.id, body)
      return readPeriod(ctx, params.id)
    },
  }),
  route({
    method: 'POST',
    url: `${BASE}/:id/explanations`,
    permission: 'isolation.explainGap',
    summary: 'Explain missed windows',
    params: contract.PeriodParams,
    body: contract.ExplainGaps,
    response: z.object({ explained: z.int() }),
    handle: (ctx, { params, body }) => periods.explainGaps(ctx, params.id, body),
  }),
  ...assignmentRoutes(),
  route({
    method: 'POST',
    url: '/api/v1/isolation-releases',
    permission: 'isolation.release',
    summary: 'Release whoever the rule lets go; every other is refused with all reasons',
    body: contract.ReleaseBulk,
    response: contract.BulkResult,
    handle: (ctx, { body }) => periods.releaseMany(ctx, body.periodIds),
  }),
]
