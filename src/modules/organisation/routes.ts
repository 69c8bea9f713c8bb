// Routes of the response, the organisation and the areas.
import * as z from 'zod'
import { Download, type Route, route } from '../../platform/http/route.ts'
import { type AmendmentHooks, amendmentRoutes } from './amendments/routes.ts'
import * as contract from './contract.ts'
import { exportDirectory } from './directory.ts'
import { holderRoutes } from './holders/routes.ts'
import type { OpenWork } from './holders/work.ts'
import { readResponse, recordResponseChange } from './response.ts'
import { changeTelephone } from './telephones.ts'
import { listAreas, listOrganisation } from './view.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** `work`: the kinds of work that go with a post, of all slices. */
export const organisationRoutes = ({
  work,
  amendments,
}: {
  work: readonly OpenWork[]
  amendments: AmendmentHooks
}): Route[] => [
  ...amendmentRoutes(amendments),
  route({
    method: 'GET',
    url: '/api/v1/public/response',
    permission: 'public',
    summary: 'The response as the public page shows it',
    response: contract.PublicResponse,
    async handle(ctx) {
      const response = await readResponse(ctx)
      return { ...response, title: response.planTitle }
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/response',
    permission: 'signedIn',
    beforePasswordChange: true,
    summary: 'The response with its history',
    response: contract.ResponseView,
    handle: (ctx) => readResponse(ctx),
  }),
  route({
    method: 'POST',
    url: '/api/v1/response-changes',
    permission: 'response.change',
    summary: 'Record that the response is activated, changed in level or stood down',
    body: contract.NewResponseChange,
    response: contract.ResponseView,
    handle: (ctx, { body }) => recordResponseChange(ctx, body),
  }),
  route({
    method: 'GET',
    url: '/api/v1/areas',
    permission: 'signedIn',
    summary: 'The areas of the district, from the province down',
    response: contract.AreaList,
    handle: (ctx) => listAreas(ctx),
  }),
  route({
    method: 'GET',
    url: '/api/v1/organisation',
    permission: 'organisation.read',
    summary: 'Units, posts and their holders',
    response: contract.OrganisationView,
    handle: (ctx) => listOrganisation(ctx),
  }),
  route({
    method: 'GET',
    url: '/api/v1/organisation/directory',
    permission: 'organisation.read',
    summary: 'The telephone directory as a workbook',
    query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
    async handle(ctx, { query }) {
      const { file, fileName } = await exportDirectory(ctx, query.lang)
      return new Download(file, XLSX, fileName)
    },
  }),
  route({
    method: 'PUT',
    url: '/api/v1/hotline',
    permission: 'organisation.edit',
    summary: 'Set the telephone of the hotline',
    body: contract.TelephoneChange,
    async handle(ctx, { body }) {
      await changeTelephone(ctx, { hotline: true }, body.telephone)
      return undefined
    },
  }),
  ...(['unit', 'post'] as const).map((kind) =>
    route({
      method: 'PUT',
      url: `/api/v1/${kind}s/:id/telephone`,
      permission: 'organisation.edit',
      summary: kind === 'unit' ? 'Set the telephone of a unit' : 'Set the telephone of whoever holds a post now',
      params: z.object({ id: z.string().max(100) }),
      body: contract.TelephoneChange,
      async handle(ctx, { params, body }) {
        await changeTelephone(ctx, kind === 'unit' ? { unit: params.id } : { post: params.id }, body.telephone)
        return undefined
      },
    }),
  ),
  ...holderRoutes(work),
]
