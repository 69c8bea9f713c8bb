// Routes of assignment as a whole: loads, proposals, acts, default medics, and who looked after a person.
import { isWithin } from '../../kernel/area.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { assigneesOf } from './actions/assignees.ts'
import { confirmProposal } from './actions/assignments.ts'
import { readAreaMedics, setAreaMedic } from './actions/default-medics.ts'
import { readAssignmentHistory, readLoads } from './actions/loads.ts'
import { assignMany } from './actions/periods.ts'
import { readProposal } from './actions/proposals.ts'
import * as contract from './contract.ts'

export const assignmentRoutes = (): Route[] => [
  route({
    method: 'GET',
    url: '/api/v1/assignees',
    permission: 'isolation.assign',
    summary: 'Who may be given persons: medics or guarantor leaders, those of the area first',
    query: contract.AssigneeQuery,
    response: contract.Assignees,
    async handle(ctx, { query }) {
      const holders = await ctx.db.transaction(ctx.actor.scope, (tx) => assigneesOf(tx, query.role, ctx.now))
      const near = ({ areaCode }: { areaCode: string }) =>
        query.area !== undefined && (isWithin(areaCode, query.area) || isWithin(query.area, areaCode)) ? 0 : 1
      const sorted = holders.toSorted((a, b) => near(a) - near(b))
      return { items: [...new Map(sorted.map(({ accountId, name }) => [accountId, { id: accountId, name }])).values()] }
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/isolation-assignments',
    permission: 'isolation.assign',
    summary: 'Give chosen persons a medic or a guarantor, or nobody',
    body: contract.AssignBulk,
    response: contract.BulkResult,
    handle: (ctx, { body }) => assignMany(ctx, body),
  }),
  route({
    method: 'GET',
    url: '/api/v1/assignment-loads',
    permission: 'isolation.read',
    summary: 'How many persons each medic or guarantor has, and who has nobody',
    query: contract.LoadsQuery,
    response: contract.Loads,
    handle: (ctx, { query }) => readLoads(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/api/v1/assignment-proposals',
    permission: 'isolation.assign',
    summary: 'Whom everybody without a medic or guarantor in an area, or everybody of one account, would be given to',
    query: contract.ProposalQuery,
    response: contract.Proposal,
    handle: (ctx, { query }) => readProposal(ctx, query),
  }),
  route({
    method: 'POST',
    url: '/api/v1/assignment-acts',
    permission: 'isolation.assign',
    summary: 'Make a proposal so, as it was seen and adjusted; a hand-over says its reason',
    body: contract.ConfirmProposal,
    response: contract.ActMade,
    handle: (ctx, { body }) => confirmProposal(ctx, body),
  }),
  route({
    method: 'GET',
    url: '/api/v1/area-medics',
    permission: 'isolation.read',
    summary: 'The medics whom new arrivals of a village or township are given',
    query: contract.AreaMedicsQuery,
    response: contract.AreaMedics,
    handle: (ctx, { query }) => readAreaMedics(ctx, query.area),
  }),
  route({
    method: 'POST',
    url: '/api/v1/area-medics',
    permission: 'isolation.assign',
    summary: 'Set the medic of a village or township from now on, or nobody',
    body: contract.SetAreaMedic,
    response: contract.AreaMedics,
    handle: (ctx, { body }) => setAreaMedic(ctx, body),
  }),
  route({
    method: 'GET',
    url: '/api/v1/persons/:id/assignments',
    permission: 'isolation.read',
    summary: 'Who looked after a person, since when and until when',
    params: contract.PeriodParams,
    response: contract.AssignmentHistory,
    handle: (ctx, { params }) => readAssignmentHistory(ctx, params.id),
  }),
]
