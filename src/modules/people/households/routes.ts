// Routes of households.
import * as z from 'zod'
import { type Route, route } from '../../../platform/http/route.ts'
import type { MergeTools } from '../actions/scope.ts'
import { findHouseholds, makeHead, moveHousehold, readHousehold } from './actions.ts'
import * as contract from './contract.ts'

const Id = z.object({ id: z.uuid() })

export const householdRoutes = (tools: MergeTools): Route[] => [
  route({
    method: 'GET',
    url: '/api/v1/households',
    permission: 'person.read',
    summary: 'Where somebody may belong: by address, telephone or somebody who lives there, with who isolates',
    query: contract.FindHouseholds,
    response: contract.FoundHouseholds,
    handle: (ctx, { query }) => findHouseholds(ctx, tools, query),
  }),
  route({
    method: 'GET',
    url: '/api/v1/persons/:id/household',
    permission: 'person.read',
    summary: 'Who lives with a person, and who of them isolates',
    params: Id,
    response: contract.HouseholdView,
    handle: (ctx, { params }) => readHousehold(ctx, tools, params.id),
  }),
  route({
    method: 'PUT',
    url: '/api/v1/persons/:id/household',
    permission: 'person.edit',
    summary: 'Into the household of another person, or out of the own',
    params: Id,
    body: contract.MoveHousehold,
    response: contract.HouseholdView,
    handle: (ctx, { params, body }) => moveHousehold(ctx, tools, params.id, body.with),
  }),
  route({
    method: 'PUT',
    url: '/api/v1/persons/:id/household/head',
    permission: 'person.edit',
    summary: 'The head of the household of a person',
    params: Id,
    body: contract.SetHead,
    response: contract.HouseholdView,
    handle: (ctx, { params, body }) => makeHead(ctx, tools, params.id, body.personId),
  }),
]
