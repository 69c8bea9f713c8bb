// How a use case of movements begins: the person is held, and the actor may move people of that area. Out of sight and absent
// are answered the same.
import { notFound } from '../../../kernel/problem.ts'
import { dayOf } from '../../../kernel/time.ts'
import type { Plan } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { permit } from '../../identity/index.ts'
import { holdOpenPeriod } from '../../isolation/index.ts'
import { planInForce, readAreas } from '../../organisation/index.ts'
import { holdPerson, type MovingPerson } from '../../people/index.ts'
import type { OpenMatters } from '../rules/transfers.ts'
import { goneMatterOf, openHandoverOf } from '../store/handovers.ts'
import { openOfferOf } from '../store/transfers.ts'

export const aPerson = { zh: '该人员', en: 'Person' }
export const by = (ctx: Pick<Context, 'actor'>): string | null => ctx.actor.accountId || null

export interface Held {
  person: MovingPerson
  periodId: string | null
  open: OpenMatters
  /** The matter of a person found gone. */
  goneId: string | undefined
  plan: Plan
  versionId: string
  today: string
}

/** The period first, then the person: in the order of everybody else who holds both. */
export async function holdMoving(ctx: Context, tx: Tx, personId: string): Promise<Held> {
  const { plan, versionId } = await planInForce(ctx)
  const periodId = await holdOpenPeriod(ctx, tx, personId)
  const person = await holdPerson(tx, personId)
  if (!person) throw notFound(aPerson)
  permit(ctx, 'movement.record', { area: person.areaCode })
  return {
    person,
    periodId,
    open: {
      hasOffer: (await openOfferOf(tx, personId)) !== undefined,
      hasHandover: (await openHandoverOf(tx, personId, 'out')) !== undefined,
    },
    goneId: await goneMatterOf(tx, personId),
    plan,
    versionId,
    today: dayOf(ctx.now, plan.zone),
  }
}

/** Township and village as people say them. */
export async function namesOfAreas(tx: Tx, codes: readonly string[]): Promise<string[]> {
  const names = new Map((await readAreas(tx)).map(({ code, name }) => [code, name]))
  return codes.map((code) =>
    [code.slice(0, 9), code.slice(0, 12)]
      .filter((part, index) => index === 0 || part.length === 12)
      .map((part) => names.get(part) ?? part)
      .join(' '),
  )
}
