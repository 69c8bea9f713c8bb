// Merging two registrations of one person (decision 0012), in one transaction: what would stand twice is settled, everything
// that hangs on the other hangs on the kept one, the values chosen stay, and of every row it is written down what changed.
import { conflict, forbidden, notFound, refused } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { PERSON } from '../actions/read.ts'
import { by, type MergeTools } from '../actions/scope.ts'
import { compareCorrected, maySettle } from '../duplicates/actions.ts'
import { settleAllOf } from '../duplicates/store.ts'
import { readDocument } from '../rules/documents.ts'
import { termsOf } from '../rules/terms.ts'
import * as persons from '../store/persons.ts'
import type { Choices, MergePersons, MergeView } from './contract.ts'
import { HANGS_ON_A_PERSON } from './hanging.ts'
import { changes, replaceTerms, snapshot } from './rows.ts'
import { currentOf } from './rules.ts'
import * as store from './store.ts'
import { viewOfMerge } from './view.ts'

/** Throws 403, 404, 409 when somebody was first or changed either meanwhile. The same id again is the same merge. */
export async function mergePersons(
  ctx: Context,
  tools: MergeTools,
  keptId: string,
  input: MergePersons,
): Promise<MergeView> {
  permit(ctx, 'person.merge')
  if (input.otherId === keptId) {
    throw refused([reason('same_person', '两条登记是同一条', 'The two are one registration', 'otherId')])
  }
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const { kept, merged } = await hold(ctx, tx, keptId, input)
    const again = await store.findMerge(tx, input.id)
    if (again && (again.kept_id !== keptId || again.merged_id !== merged.id)) throw idTaken()
    if (again) return viewOfMerge(ctx, tx, again)
    if (merged.voided || kept.voided) throw alreadyMerged()
    if (kept.version !== input.version || merged.version !== input.otherVersion) throw changedMeanwhile()

    const open = await store.openTwice(tx, [keptId, merged.id])
    if (open) throw refused([OPEN_TWICE[open]])

    await tools.isolation.hold(ctx, tx, [keptId, merged.id])
    const [one, other] = [(await persons.findPerson(tx, keptId))!, (await persons.findPerson(tx, merged.id))!]
    const terms = { kept: await store.termsOf(tx, keptId), merged: await store.termsOf(tx, merged.id) }
    const before = await snapshot(tx, [keptId, merged.id])

    await store.insertMerge(tx, {
      id: input.id,
      kept_id: keptId,
      area_code: kept.area_code,
      merged_id: merged.id,
      merged_at: ctx.now,
      merged_by: by(ctx),
      reason: input.reason,
      kept_terms: terms.kept,
      merged_terms: terms.merged,
      choices: input.choices,
    })
    const to = { personId: keptId, areaCode: kept.area_code }
    await joinArrivals(tx, await tools.isolation.join(ctx, tx, to, merged.id), [keptId, merged.id])
    const moved = await moveEverything(tx, to, merged)
    await store.voidInto(tx, merged.id, keptId, { at: ctx.now, by: by(ctx) })
    await persons.updatePerson(tx, keptId, chosen(tools, one, other, input.choices))
    const after = (await persons.findPerson(tx, keptId))!
    await replaceTerms(tx, merged.id, [], merged.area_code)
    const found = [...termsOf(after), ...terms.merged]
    await replaceTerms(tx, keptId, found, after.area_code)

    const rows = await changes(tx, before, [keptId, merged.id])
    await store.insertRows(tx, input.id, after.area_code, [...rows, ...moved.rows])
    const counts: Record<string, number> = { ...moved.counts }
    for (const { table_name, came_from } of rows) {
      if (came_from === merged.id && table_name !== 'persons') counts[table_name] = (counts[table_name] ?? 0) + 1
    }
    await store.setMoved(tx, input.id, counts)
    await tx.withScope(ctx.db.whole, () => settleAllOf(tx, merged.id, 'merged', ctx.now, by(ctx)))
    await compareCorrected(ctx, tx, comparedOf(after))

    for (const [id, action] of [
      [keptId, 'person.mergedWith'],
      [merged.id, 'person.mergedInto'],
    ] as const) {
      await audit(tx, ctx, {
        action,
        subject: { kind: 'person', id },
        areaCode: after.area_code,
        details: { mergeId: input.id, keptId, mergedId: merged.id, choices: input.choices, moved: counts },
      })
    }
    await ctx.emit(tx, {
      type: 'persons.merged',
      areaCode: after.area_code,
      fromArea: merged.area_code,
      personId: keptId,
      mergedId: merged.id,
      mergeId: input.id,
    })
    return viewOfMerge(ctx, tx, (await store.findMerge(tx, input.id))!)
  })
}

async function hold(ctx: Context, tx: Tx, keptId: string, input: MergePersons) {
  const both = await store.lockBoth(tx, [keptId, input.otherId])
  const kept = both.find(({ id }) => id === keptId)
  const merged = both.find(({ id }) => id === input.otherId)
  if (!kept || !merged) throw notFound(PERSON)
  if (!maySettle(ctx, [kept.area_code, merged.area_code])) throw forbidden('person.merge')
  return { kept, merged }
}

const alreadyMerged = () =>
  conflict('already_merged', '其中一条刚被合并或注销，请刷新', 'One of the two was just merged or voided: look again')
const idTaken = () => conflict('id_taken', '此编号已用于另一次合并', 'This id belongs to another merge')
const changedMeanwhile = () =>
  conflict('person_changed', '其中一条刚被他人修改，请重新比对', 'Somebody just changed one of the two: compare again')

const OPEN_TWICE = {
  transfer: reason('merge.transferOpen', '有转移待接收，请先接收或退回', 'A transfer waits: accept or return it first'),
  handover: reason(
    'merge.handoverOpen',
    '两条都有未办结的跨区交接，请先办结一条',
    'Both have an open hand-over: close one',
  ),
  gone: reason('merge.bothGone', '两条都在查找去向，请先办结一条', 'Both are being looked for: settle one first'),
}

export const comparedOf = (person: persons.PersonFull) => ({
  id: person.id,
  areaCode: person.area_code,
  name: person.name,
  sex: person.sex,
  birthDate: person.birth_date,
  documentType: person.document_type,
  telephones: person.telephones,
})

/** One arrival is the present one, and the temperature taken under either registration is not owed. */
async function joinArrivals(
  tx: Tx,
  { openArrivalId, united }: { openArrivalId: string | null; united: boolean },
  ids: readonly string[],
): Promise<void> {
  const current = await store.currentArrivals(tx, ids)
  const stays = currentOf(
    current.map(({ id, status, arrival_day, registered_at }) => ({
      id,
      status,
      arrivalDay: arrival_day,
      registeredAt: registered_at,
    })),
    openArrivalId,
  )
  const others = current.filter(({ id }) => id !== stays)
  await store.setNotCurrent(
    tx,
    others.map(({ id }) => id),
  )
  const mine = current.find(({ id }) => id === stays)
  const measured = others.find(({ first_temperature }) => first_temperature !== null)
  if (united && mine?.first_temperature === null && measured) {
    await store.copyFirstTemperature(tx, measured.id, mine.id)
  }
}

/** Every row of the merged person's, table by table; those not compared whole say here what changed. */
async function moveEverything(
  tx: Tx,
  to: { personId: string; areaCode: string },
  merged: { id: string; area_code: string },
): Promise<{ rows: store.MergeRow[]; counts: Record<string, number> }> {
  const rows: store.MergeRow[] = []
  const counts: Record<string, number> = {}
  for (const hanging of HANGS_ON_A_PERSON) {
    if (hanging.how === 'stays') continue
    const keys = await store.moveRows(tx, hanging, merged.id, to)
    if (hanging.how === 'changes') continue
    const before = { person_id: merged.id, area_code: merged.area_code }
    const after = { person_id: to.personId, area_code: to.areaCode }
    rows.push(...keys.map((row_key) => ({ table_name: hanging.table, row_key, came_from: merged.id, before, after })))
    if (keys.length > 0) counts[hanging.table] = keys.length
  }
  return { rows, counts }
}

/** The values that the clerk kept of the other; a number that says sex and birth date says them. */
function chosen(
  { sealer }: MergeTools,
  one: persons.PersonFull,
  other: persons.PersonFull,
  choices: Choices,
): persons.PersonChange {
  const change: persons.PersonChange = {}
  if (choices.name === 'other') change.name = other.name
  if (choices.sex === 'other') change.sex = other.sex
  if (choices.birthDate === 'other') change.birth_date = other.birth_date
  if (choices.telephones === 'other') change.telephones = other.telephones
  if (choices.telephones === 'both') change.telephones = [...new Set([...one.telephones, ...other.telephones])]
  if (choices.area === 'other') change.area_code = other.area_code
  if (choices.address === 'other') change.address = other.address
  if (choices.household === 'other') change.household_id = other.household_id
  const from = choices.document === 'other' ? other : one
  const number = sealer.open(from.document_sealed, from.id)
  if (from === other) {
    change.document_type = other.document_type
    change.document_masked = other.document_masked
    change.document_sealed = sealer.seal(number, one.id)
    change.document_hash = other.document_hash
  }
  const read = readDocument(from.document_type, number)
  if (read.ok && read.value.sex !== null) change.sex = read.value.sex
  if (read.ok && read.value.birthDate !== null) change.birth_date = read.value.birthDate
  return change
}
