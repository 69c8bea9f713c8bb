// Routes of plan versions, their amendments, and the accounts of posts that an amendment brought.
import * as z from 'zod'
import type { Context } from '../../../platform/context.ts'
import { Download, type Route, route } from '../../../platform/http/route.ts'
import * as actions from './actions.ts'
import * as contract from './contract.ts'
import { fillNewSeats, listNewSeats } from './seats.ts'

const ID = z.object({ id: z.uuid() })
const file = ({ fileName, text }: { fileName: string; text: string }, type: string) =>
  new Download(Buffer.from(text), type, fileName)

export interface AmendmentHooks {
  /** Runs what falls due as a plan takes effect, for one that is approved when its time has come. */
  takeEffect(): Promise<void>
  accountsChanged(): void
}

export const amendmentRoutes = ({ takeEffect, accountsChanged }: AmendmentHooks): Route[] => {
  const approve = async (ctx: Context, id: string) => {
    const view = await actions.approveAmendment(ctx, id)
    if (view.state === 'inForce') await takeEffect()
    return view
  }
  return [
    route({
      method: 'GET',
      url: '/api/v1/plan-versions',
      permission: 'plan.read',
      summary: 'The versions of the plan and its amendments, newest first',
      response: contract.PlanVersionList,
      handle: async (ctx) => ({ items: await actions.listPlanVersionViews(ctx) }),
    }),
    route({
      method: 'GET',
      url: '/api/v1/plan-versions/:id',
      permission: 'plan.read',
      summary: 'A version with what it changed and what that meant',
      params: ID,
      response: contract.PlanVersionDetail,
      handle: (ctx, { params }) => actions.readPlanVersion(ctx, params.id),
    }),
    route({
      method: 'GET',
      url: '/api/v1/plan-versions/:id/file',
      permission: 'plan.read',
      summary: 'The file of a version as it was written',
      params: ID,
      handle: async (ctx, { params }) => file(await actions.readPlanFileOf(ctx, params.id), 'application/yaml'),
    }),
    route({
      method: 'GET',
      url: '/api/v1/plan-areas/file',
      permission: 'plan.read',
      summary: 'The areas in force as the file that goes beside a plan',
      handle: async (ctx) => file(await actions.readAreasFile(ctx), 'text/csv; charset=utf-8'),
    }),
    route({
      method: 'POST',
      url: '/api/v1/plan-amendments/preview',
      permission: 'plan.propose',
      summary: 'What is wrong in an amended plan, or what it would change; nothing is saved',
      body: contract.AmendmentFile,
      response: contract.AmendmentPreview,
      status: 200,
      withoutAudit: 'nothing is saved',
      handle: (ctx, { body }) => actions.previewAmendment(ctx, body),
    }),
    route({
      method: 'POST',
      url: '/api/v1/plan-amendments',
      permission: 'plan.propose',
      summary: 'Propose an amended plan; the same id again is the same proposal',
      body: contract.NewAmendment,
      response: contract.PlanVersionView,
      handle: (ctx, { body }) => actions.proposeAmendment(ctx, body),
    }),
    route({
      method: 'POST',
      url: '/api/v1/plan-amendments/:id/approvals',
      permission: 'plan.approve',
      summary: 'Approve an amendment that somebody else proposed; it becomes a version',
      params: ID,
      response: contract.PlanVersionView,
      handle: (ctx, { params }) => approve(ctx, params.id),
    }),
    route({
      method: 'POST',
      url: '/api/v1/plan-amendments/:id/returns',
      permission: 'plan.approve',
      summary: 'Return an amendment with a reason',
      params: ID,
      body: contract.Decision,
      response: contract.PlanVersionView,
      handle: (ctx, { params, body }) => actions.returnAmendment(ctx, params.id, body.reason),
    }),
    route({
      method: 'POST',
      url: '/api/v1/plan-amendments/:id/withdrawals',
      permission: 'plan.propose',
      summary: 'Withdraw a proposal, or an approved version before its time',
      params: ID,
      body: contract.Decision,
      response: contract.PlanVersionView,
      handle: (ctx, { params, body }) => actions.withdrawAmendment(ctx, params.id, body.reason),
    }),
    route({
      method: 'GET',
      url: '/api/v1/new-seats',
      permission: 'account.manage',
      summary: 'Posts of the plan in force that nobody ever held, by whom the plan has for them',
      response: contract.NewSeatList,
      handle: async (ctx) => ({ items: await listNewSeats(ctx) }),
    }),
    route({
      method: 'POST',
      url: '/api/v1/new-seats',
      permission: 'account.manage',
      summary: 'Give new posts their accounts; one-time passwords are answered once',
      body: contract.SeatsToFill,
      response: contract.FilledSeats,
      async handle(ctx, { body }) {
        const items = await fillNewSeats(ctx, body.userNames)
        accountsChanged()
        return { items }
      },
    }),
  ]
}
