// Two registrations side by side (decision 0012): every field, which of them differ, and what hangs on each.
import { notFound } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { PERSON, viewOf } from '../actions/read.ts'
import type { PersonView } from '../contract.ts'
import { maySettle } from '../duplicates/actions.ts'
import { findPerson } from '../store/persons.ts'
import type { Chosen, Comparison } from './contract.ts'
import { HANGS_ON_A_PERSON } from './hanging.ts'
import { countHanging } from './store.ts'

/** Both looks are in the audit. */
export const comparePair = (ctx: Context, leftId: string, rightId: string): Promise<Comparison> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const [left, right] = [await findPerson(tx, leftId), await findPerson(tx, rightId)]
    if (!left || !right || leftId === rightId) throw notFound(PERSON)
    for (const { area_code } of [left, right]) permit(ctx, 'person.merge', { area: area_code })
    await audit(tx, ctx, {
      action: 'persons.compared',
      subject: { kind: 'person', id: leftId },
      areaCode: left.area_code,
      details: { otherId: rightId },
    })
    const [one, other] = [await viewOf(ctx, tx, left), await viewOf(ctx, tx, right)]
    const counts = new Map((await countHanging(tx, leftId, rightId)).map((row) => [row.table, row]))
    return {
      left: one,
      right: other,
      differs: differences(one, other),
      hangs: HANGS_ON_A_PERSON.flatMap(({ table, words }) => {
        const row = counts.get(table)
        return words && row ? [{ table, ...words, left: row.left, right: row.right }] : []
      }),
      may: { merge: maySettle(ctx, [left.area_code, right.area_code]) },
    }
  })

function differences(one: PersonView, other: PersonView): Chosen[] {
  const differs: Record<Chosen, boolean> = {
    name: one.name !== other.name,
    // Two registrations never have one document.
    document: true,
    sex: one.sex !== other.sex,
    birthDate: one.birthDate !== other.birthDate,
    telephones: one.telephones.join() !== other.telephones.join(),
    area: one.areaCode !== other.areaCode,
    address: one.address !== other.address,
    household: one.householdId !== other.householdId,
  }
  return (Object.keys(differs) as Chosen[]).filter((field) => differs[field])
}
