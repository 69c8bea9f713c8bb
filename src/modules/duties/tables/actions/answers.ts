// What a unit is asked (M49): a small form of its own cells, answered once or corrected until the table is closed, which meets
// the obligation. Of two who answer for the same unit one is first.
import { conflict, idTaken, notFound, Problem, refused } from '../../../../kernel/problem.ts'
import { addDays, at, dayOf } from '../../../../kernel/time.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody } from '../../../../platform/db/database.ts'
import { permit, WHO_MAY } from '../../../identity/index.ts'
import { planInForce } from '../../../organisation/index.ts'
import { meetOccurrence, type Owner, ownerId, ownerOfId, ownersOfPosts } from '../../obligations/index.ts'
import type { AnswerTable, AskedSource, TableRequest, TableRequests } from '../contract.ts'
import { decideAnswer } from '../rules/answering.ts'
import { askedOf, type Target } from '../rules/values.ts'
import * as answersStore from '../store/answers.ts'
import * as fillingsStore from '../store/fillings.ts'
import { aTable, by, idOf, type Loaded, loadFilling, lockedFilling, nameOfWho, type Tools, told } from './load.ts'

/** Settled ones are shown so long, so that a unit sees what it said. */
const SHOWN_DAYS = 7

async function ownersOfActor(ctx: Context): Promise<Owner[]> {
  permit(ctx, 'table.answer')
  const { plan } = await planInForce(ctx)
  const posts = ctx.actor.posts.filter(({ kind }) => (WHO_MAY['table.answer'] as readonly string[]).includes(kind))
  return ownersOfPosts(posts, plan)
}

export const myRequests = (ctx: Context, tools: Tools): Promise<TableRequests> =>
  ctx.db.transaction(nobody, async (tx) => {
    const owners = await ownersOfActor(ctx)
    const { plan } = await planInForce(ctx)
    const since = at(addDays(dayOf(ctx.now, plan.zone), -SHOWN_DAYS), '00:00', plan.zone)
    const rows = await answersStore.requestsOf(tx, owners, since)
    const loaded = new Map<string, Loaded>()
    const items: TableRequest[] = []
    for (const row of rows) {
      const filling = loaded.get(row.id) ?? (await loadFilling(ctx, tools, tx, row))
      loaded.set(row.id, filling)
      items.push(requestOf(filling, idOf(row)))
    }
    return { at: ctx.now, items }
  })

/** The same id again is the same answer. */
export const answerTable = (ctx: Context, tools: Tools, id: string, input: AnswerTable): Promise<TableRequest> =>
  ctx.db.transaction(nobody, async (tx) => {
    const owners = await ownersOfActor(ctx)
    const row = await lockedFilling(tx, id)
    const owner = ownerOfId(input.owner)
    const isAsked = (await answersStore.ownersOf(tx, id)).some((one) => idOf(one) === input.owner)
    if (!isAsked) throw notFound(aTable)
    if (!owners.some((one) => ownerId(one) === input.owner))
      throw new Problem(403, 'forbidden', '您不替这个单位填报', 'You do not answer for this unit')
    const known = await answersStore.findAnswer(tx, input.id)
    if (known) {
      if (known.filling_id !== id || idOf(known) !== input.owner) throw idTaken()
      return requestOf(await loadFilling(ctx, tools, tx, row), input.owner)
    }
    if (row.state !== 'asked')
      throw conflict('table_settled', '办公室已结束本次填报', 'The office has closed this table already')
    const before = await loadFilling(ctx, tools, tx, row)
    const version = before.answers.find((one) => idOf(one) === input.owner)?.version ?? 0
    if (version !== input.version)
      throw conflict(
        'answered_meanwhile',
        '本单位刚有人填报，请刷新',
        'Somebody just answered for the unit: look again',
      )
    const decided = decideAnswer(itemsOf(askedOf(before.targets, input.owner)), input.cells)
    if (!decided.ok) throw refused(decided.reasons)
    await answersStore.insertAnswer(tx, {
      id: input.id,
      fillingId: id,
      owner_kind: owner.kind,
      owner_key: owner.key,
      version: version + 1,
      cells: decided.value,
      ...by(ctx),
    })
    await meetOccurrence(ctx, tx, {
      key: 'table',
      owner,
      day: dayOf(row.due_at!, before.plan.zone),
      subject: id,
      evidence: { kind: 'tableAnswer', id: input.id },
      at: ctx.now,
    })
    await told(ctx, tx, row, 'answered', { owner: input.owner, version: version + 1 })
    return requestOf(await loadFilling(ctx, tools, tx, (await fillingsStore.findFilling(tx, id))!), input.owner)
  })

const itemsOf = (targets: readonly Target[]): (Target & { source: AskedSource })[] =>
  targets.filter((target): target is Target & { source: AskedSource } => target.source.kind === 'asked')

function requestOf({ row, plan, sheet, targets, answers }: Loaded, owner: string): TableRequest {
  const answer = answers.find((one) => idOf(one) === owner)
  const items = itemsOf(askedOf(targets, owner))
  const rows = new Set(items.filter(({ who }) => who === owner).map((one) => one.row))
  const { table } = row.mapping
  return {
    fillingId: row.id,
    formName: row.form_name,
    day: row.day,
    owner: { id: owner, name: nameOfWho(plan, owner) },
    dueAt: row.due_at!,
    state: row.state,
    items: items.map(({ ref, row: at, who, source }) => ({
      ref,
      row: who === owner && rows.size > 1 && table ? `${sheet.text(at, table.keyColumn)}（${at}）` : '',
      title: source.title,
      type: source.type,
      required: source.required,
      value: answer?.cells[ref] ?? null,
    })),
    version: answer?.version ?? 0,
    answeredAt: answer?.answered_at ?? null,
    answeredBy: answer?.answered_by_name ?? null,
  }
}
