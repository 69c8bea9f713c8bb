// Routes of the audit: read by filters, exported, and its chain of seals.
import { Download, type Route, route } from '../../platform/http/route.ts'
import * as contract from './contract.ts'
import { exportEvents, listAccounts, listEvents, readSealsState, verifyNow } from './log.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const auditRoutes = (): Route[] => [
  route({
    method: 'GET',
    url: '/api/v1/audit-events',
    permission: 'audit.read',
    summary: 'Who saw and changed what, newest first; the look is itself kept',
    query: contract.AuditQuery,
    response: contract.AuditPage,
    handle: (ctx, { query }) => listEvents(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/api/v1/audit-events/export',
    permission: 'audit.read',
    summary: 'The same as a workbook',
    query: contract.ExportAudit,
    async handle(ctx, { query }) {
      const { file, fileName } = await exportEvents(ctx, query)
      return new Download(file, XLSX, fileName)
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/audit-accounts',
    permission: 'audit.read',
    summary: 'Accounts whose acts can be asked for',
    response: contract.AuditAccounts,
    handle: async (ctx) => ({ items: await listAccounts(ctx) }),
  }),
  route({
    method: 'GET',
    url: '/api/v1/audit-seals',
    permission: 'audit.read',
    summary: 'The state of the seals: the last one, and what the last verification found',
    response: contract.SealsState,
    handle: (ctx) => readSealsState(ctx),
  }),
  route({
    method: 'POST',
    url: '/api/v1/audit-verifications',
    permission: 'audit.read',
    summary: 'Recompute every seal now and say where the chain breaks',
    response: contract.Verification,
    handle: (ctx) => verifyNow(ctx),
  }),
]
