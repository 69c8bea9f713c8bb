// Routes of people, arrivals, their lists and the import of lists.
import * as z from 'zod'
import { Download, type Route, route } from '../../platform/http/route.ts'
import { cancelArrival, confirmArrival, registerAgain } from './actions/arrivals.ts'
import { editPerson } from './actions/edit.ts'
import { exportPersons } from './actions/export.ts'
import { countPersons, listPersons, searchPersons } from './actions/list.ts'
import { readPerson, refuseDocument, viewDocument } from './actions/read.ts'
import { registerPerson } from './actions/register.ts'
import type { MergeTools } from './actions/scope.ts'
import * as contract from './contract.ts'
import { duplicateRoutes } from './duplicates/routes.ts'
import { householdRoutes } from './households/routes.ts'
import { importRoutes } from './import/routes.ts'
import { mergeRoutes } from './merge/routes.ts'
import { voidingRoutes } from './voiding/routes.ts'

const Id = z.object({ id: z.uuid() })
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const peopleRoutes = (tools: MergeTools): Route[] => [
  route({
    method: 'POST',
    url: '/api/v1/persons',
    permission: 'person.register',
    summary: 'Register a returnee or an expected arrival; the same id and content again is the same record',
    body: contract.RegisterPerson,
    response: contract.Registered,
    handle: (ctx, { body }) => registerPerson(ctx, tools, body),
  }),
  route({
    method: 'GET',
    url: '/api/v1/persons',
    permission: 'person.read',
    summary: 'People with their current arrival, page by page',
    query: contract.ListPersons,
    response: contract.PersonPage,
    handle: (ctx, { query }) => listPersons(ctx, tools, query),
  }),
  route({
    method: 'GET',
    url: '/api/v1/persons/count',
    permission: 'person.read',
    summary: 'How many people a list has',
    query: contract.PersonFilters,
    response: contract.PersonCount,
    handle: async (ctx, { query }) => ({ count: await countPersons(ctx, tools, query) }),
  }),
  route({
    method: 'GET',
    url: '/api/v1/persons/search',
    permission: 'person.read',
    summary: 'Find people by the beginning of name, pinyin, initials or telephone, or by a whole identity number',
    query: contract.SearchPersons,
    response: contract.Found,
    handle: (ctx, { query }) => searchPersons(ctx, tools, query.q, query.limit),
  }),
  route({
    method: 'GET',
    url: '/api/v1/persons/export',
    permission: 'person.export',
    summary: 'The list as a workbook: the same filters, order and columns, numbers masked',
    query: contract.ExportPersons,
    async handle(ctx, { query }) {
      const { file, fileName } = await exportPersons(ctx, tools, query)
      return new Download(file, XLSX, fileName)
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/persons/:id',
    permission: 'person.read',
    summary: 'A person with all arrivals; the look is in the audit',
    params: Id,
    response: contract.PersonView,
    handle: (ctx, { params }) => readPerson(ctx, params.id),
  }),
  route({
    method: 'PATCH',
    url: '/api/v1/persons/:id',
    permission: 'person.edit',
    summary: 'Correct a person; what is left out stays',
    params: Id,
    body: contract.EditPerson,
    response: contract.PersonView,
    handle: (ctx, { params, body }) => editPerson(ctx, tools, params.id, body),
  }),
  route({
    method: 'POST',
    url: '/api/v1/persons/:id/document-views',
    permission: 'person.unmask',
    summary: 'The whole identity number, for a reason that stays in the audit',
    params: Id,
    body: contract.ViewDocument,
    response: contract.DocumentView,
    whenForbidden: (ctx, params) => refuseDocument(ctx, params.id),
    handle: (ctx, { params, body }) => viewDocument(ctx, tools, params.id, body.reason),
  }),
  route({
    method: 'POST',
    url: '/api/v1/persons/:id/arrivals',
    permission: 'person.register',
    summary: 'A registered person comes again: a new arrival and a new isolation, the old ones stay as history',
    params: Id,
    body: contract.RegisterArrival,
    response: contract.PersonView,
    handle: (ctx, { params, body }) => registerAgain(ctx, tools, params.id, body),
  }),
  route({
    method: 'POST',
    url: '/api/v1/arrivals/:id/confirm',
    permission: 'person.register',
    summary: 'An expected arrival is here',
    params: Id,
    body: contract.ConfirmArrival,
    response: contract.PersonView,
    status: 200,
    handle: (ctx, { params, body }) => confirmArrival(ctx, params.id, body),
  }),
  route({
    method: 'POST',
    url: '/api/v1/arrivals/:id/cancel',
    permission: 'person.edit',
    summary: 'An expected arrival does not come',
    params: Id,
    body: contract.CancelArrival,
    response: contract.PersonView,
    status: 200,
    handle: (ctx, { params, body }) => cancelArrival(ctx, params.id, body.reason),
  }),
  ...duplicateRoutes(),
  ...mergeRoutes(tools),
  ...voidingRoutes(tools),
  ...householdRoutes(tools),
  ...importRoutes(tools),
]
