// One person is registered once in the district. Whoever meets a person of another area learns that the person is
// registered, in which township and whom to speak to there: never a name, a number or an id.
import { townshipOf } from '../../../kernel/area.ts'
import { Problem } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { findHolder, readAreas } from '../../organisation/index.ts'
import { findByDocuments, findPerson, type Holder } from '../store/persons.ts'

/** Who in the district has the document; looks beyond the actor's area, and only at id and area. */
export const holderOf = (ctx: Pick<Context, 'db'>, tx: Tx, hash: Buffer): Promise<Holder | undefined> =>
  tx.withScope(ctx.db.whole, async () => (await findByDocuments(tx, [hash]))[0])

/** 409 `already_registered`: with the person's id for who may see the person, with the township for everybody else. */
export async function alreadyRegistered(ctx: Context, tx: Tx, holder: Holder): Promise<Problem> {
  const mine = await tx.withScope(ctx.actor.scope, () => findPerson(tx, holder.id))
  if (mine) {
    return new Problem(
      409,
      'already_registered',
      '此人已登记，请打开其档案',
      'This person is registered: open the record',
      [reason('person', holder.id, holder.id, 'document.number')],
    )
  }
  const code = townshipOf(holder.area_code) ?? holder.area_code
  const township = (await readAreas(tx)).find((area) => area.code === code)?.name ?? code
  const contact = await findHolder(tx, { kind: 'townshipClerk', areaCode: code, now: ctx.now })
  const zh = contact
    ? `请联系${contact.title_zh}${contact.holder_name}（${contact.telephone ?? '电话未登记'}）`
    : '请联系指挥部办公室'
  const en = contact
    ? `Speak to ${contact.title_en}, ${contact.holder_name} (${contact.telephone ?? 'no telephone recorded'})`
    : 'Speak to the command office'
  return new Problem(
    409,
    'already_registered',
    `此人已在${township}登记。${zh}`,
    `This person is registered in ${township}. ${en}`,
    [reason('township', township, township, 'document.number'), reason('contact', zh, en, 'document.number')],
  )
}
