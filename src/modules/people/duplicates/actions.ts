// Who may be registered twice (M07): looked for across the district as somebody is registered, imported or corrected, and
// told as a warning. The pairs wait in a queue until somebody merges them or says that they are not the same.
import { createHash } from 'node:crypto'
import { isWithin, townshipOf } from '../../../kernel/area.ts'
import { conflict, forbidden, notFound } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { ID, INSTANT, readCursor, writeCursor } from '../../../platform/http/cursor.ts'
import { audit } from '../../audit/index.ts'
import { mayAct, permit } from '../../identity/index.ts'
import { findHolder, readAreas } from '../../organisation/index.ts'
import { by } from '../actions/scope.ts'
import { readDocument } from '../rules/documents.ts'
import { searchTerm, soundsOf } from '../rules/names.ts'
import { normaliseTelephone } from '../rules/telephones.ts'
import type { ListPairs, Lookalikes, Pair, PairFilters, SayNotSame, SeekLookalikes, Side } from './contract.ts'
import { type Compared, digitsOf, maskTelephone, type Resemblance, resemblance, swapsOf } from './rules.ts'
import * as store from './store.ts'

export interface ComparedPerson extends Compared {
  id: string
  areaCode: string
}

/** Everybody in the district who resembles one of these; looks beyond the actor's area, and tells nobody yet. */
export async function lookalikesOf(
  ctx: Pick<Context, 'db'>,
  tx: Tx,
  persons: readonly ComparedPerson[],
): Promise<(store.PairWrite & Resemblance)[]> {
  const byId = new Map(persons.map((person) => [person.id, person]))
  const rows = await tx.withScope(ctx.db.whole, () =>
    store.candidates(
      tx,
      persons.map((person) => ({
        id: person.id,
        name: person.name,
        term: searchTerm(person.name),
        initial: /^\p{Script=Han}/u.exec(person.name)?.[0] ?? '',
        birthDate: person.birthDate,
        hasNumber: person.documentType === 'resident-id',
        digits: person.telephones.map(digitsOf).flatMap((digits) => [digits, ...swapsOf(digits)]),
        sounds: soundsOf(person.name),
      })),
    ),
  )
  return rows.flatMap((row) => {
    const person = byId.get(row.sought)!
    const alike = resemblance(person, {
      name: row.name,
      sex: row.sex,
      birthDate: row.birth_date,
      documentType: row.document_type,
      telephones: row.telephones,
    })
    return alike === null
      ? []
      : [{ personId: person.id, areaCode: person.areaCode, otherId: row.id, otherArea: row.area_code, ...alike }]
  })
}

/** Compares persons who are in the register by now and keeps the pairs; answers how many pairs there are. */
export async function comparePersons(ctx: Context, tx: Tx, persons: readonly ComparedPerson[]): Promise<number> {
  const pairs = await lookalikesOf(ctx, tx, persons)
  await tx.withScope(ctx.db.whole, () => store.insertPairs(tx, pairs, ctx.now))
  return pairs.length
}

/** The same after a correction: pairs that are alike no more are settled by it. */
export async function compareCorrected(ctx: Context, tx: Tx, person: ComparedPerson): Promise<void> {
  const pairs = await lookalikesOf(ctx, tx, [person])
  await tx.withScope(ctx.db.whole, async () => {
    await store.settleCorrected(
      tx,
      person.id,
      pairs.map(({ otherId }) => otherId),
      ctx.now,
    )
    await store.insertPairs(tx, pairs, ctx.now)
  })
}

const BATCH = 500

/** Compares those who were registered before there was a comparison, a batch a transaction. */
export async function compareWaiting(ctx: Context): Promise<void> {
  for (;;) {
    const taken = await ctx.db.transaction(ctx.db.whole, async (tx) => {
      const rows = await store.takeToCompare(tx, BATCH)
      await comparePersons(ctx, tx, rows.map(comparedOf))
      return rows.length
    })
    if (taken < BATCH) return
  }
}

export const comparedOf = (row: store.ComparedRow): ComparedPerson => ({
  id: row.id,
  areaCode: row.area_code,
  name: row.name,
  sex: row.sex,
  birthDate: row.birth_date,
  documentType: row.document_type,
  telephones: row.telephones,
})

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Before a registration: who may be the same person. The look is in the audit; nothing is kept. */
export async function seekLookalikes(ctx: Context, input: SeekLookalikes): Promise<Lookalikes> {
  permit(ctx, 'person.register', { area: input.areaCode })
  const document = input.document && readDocument(input.document.type, input.document.number)
  const known = document?.ok ? document.value : null
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const found = await lookalikesOf(ctx, tx, [
      {
        id: NOBODY,
        areaCode: input.areaCode,
        name: input.name,
        sex: known?.sex ?? input.sex,
        birthDate: known?.birthDate ?? input.birthDate,
        documentType: input.document?.type ?? 'other',
        telephones: input.telephones.map(normaliseTelephone).filter((number) => number !== null),
      },
    ])
    const seen = new Map(
      (
        await store.findSides(
          tx,
          found.map(({ otherId }) => otherId),
        )
      ).map((row) => [row.id, row]),
    )
    const tell = await teller(ctx, tx)
    const items = []
    for (const { otherId, otherArea, strength, reasons } of found.slice(0, 10)) {
      items.push({ strength, reasons, person: await tell(seen.get(otherId) ?? null, otherArea) })
    }
    await audit(tx, ctx, {
      action: 'lookalikes.sought',
      subject: { kind: 'list', id: 'persons' },
      areaCode: input.areaCode,
      details: { found: found.length, personIds: found.map(({ otherId }) => otherId).slice(0, 10) },
    })
    return { items: items.sort((a, b) => (a.strength < b.strength ? 1 : -1)) }
  })
}

/** Says of a person what the account may know: everything masked, or of another area the township and a contact. */
async function teller(ctx: Context, tx: Tx): Promise<(row: store.SideRow | null, areaCode: string) => Promise<Side>> {
  const areas = new Map((await readAreas(tx)).map((area) => [area.code, area.name]))
  const contacts = new Map<string, string | null>()
  const contactOf = async (township: string) => {
    if (!contacts.has(township)) {
      const holder = await findHolder(tx, { kind: 'townshipClerk', areaCode: township, now: ctx.now })
      contacts.set(township, holder ? `${holder.holder_name} ${holder.telephone ?? ''}`.trim() : null)
    }
    return contacts.get(township) ?? null
  }
  return async (row, areaCode) => {
    const township = townshipOf(areaCode) ?? areaCode
    const where = { areaCode: row ? areaCode : township, township: areas.get(township) ?? township }
    if (!row?.id) {
      const nothing = { name: null, sex: null, birthDate: null, documentMasked: null, telephoneMasked: null }
      return { personId: null, ...nothing, address: null, ...where, village: '', contact: await contactOf(township) }
    }
    return {
      personId: row.id,
      name: row.name,
      sex: row.sex,
      birthDate: row.birth_date,
      documentMasked: row.document_masked,
      telephoneMasked: row.telephones?.[0] ? maskTelephone(row.telephones[0]) : null,
      address: row.address,
      ...where,
      village: areaCode.length > 9 ? (areas.get(areaCode.slice(0, 12)) ?? '') : '',
      contact: null,
    }
  }
}

const queryOf = (ctx: Context, filters: PairFilters): store.PairQuery => ({ ...filters, scope: ctx.actor.scope.areas })

export async function listPairs(
  ctx: Context,
  { cursor, limit, ...filters }: ListPairs,
): Promise<{ items: Pair[]; next: string | null }> {
  permit(ctx, 'person.merge')
  const after = cursor === undefined ? null : readCursor(cursor, [INSTANT, ID, ID])
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const rows = await store.listPairs(tx, queryOf(ctx, filters), { limit: limit + 1, after })
    const page = rows.slice(0, limit)
    const tell = await teller(ctx, tx)
    const items: Pair[] = []
    for (const row of page) {
      items.push({
        id: pairId(row),
        strength: row.strength,
        reasons: row.reasons,
        foundAt: row.found_at,
        person: await tell(row.person, row.area_code),
        other: await tell(row.other, row.other_area),
        may: { settle: maySettle(ctx, [row.area_code, row.other_area]) },
      })
    }
    const last = page.at(-1)
    const more = rows.length > limit && last
    return { items, next: more ? writeCursor([last.found_at, last.person_id, last.other_id]) : null }
  })
}

/** The same for the same pair, and says no id of a person whom the account does not see. */
const pairId = ({ person_id, other_id }: store.PairRow): string =>
  createHash('sha256').update(`${person_id}.${other_id}`).digest('hex').slice(0, 32)

export const maySettle = (ctx: Pick<Context, 'actor'>, areas: readonly string[]): boolean =>
  areas.every(
    (area) => mayAct(ctx.actor, 'person.merge', { area }) && ctx.actor.scope.areas.some((seen) => isWithin(area, seen)),
  )

export function countPairs(ctx: Context, filters: PairFilters): Promise<number> {
  permit(ctx, 'person.merge')
  return ctx.db.transaction(ctx.actor.scope, (tx) => store.countPairs(tx, queryOf(ctx, filters)))
}

/** Remembered: the two do not come back. Only by who may see both. */
export const sayNotSame = (ctx: Context, input: SayNotSame): Promise<{ settled: boolean }> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    permit(ctx, 'person.merge')
    const sides = await store.findSides(tx, [input.personId, input.otherId])
    if (sides.length < 2) throw notFound({ zh: '这一对人员', en: 'Pair' })
    const areas = sides.map(({ area_code }) => area_code)
    if (!maySettle(ctx, areas)) throw forbidden('person.merge')
    const settled = await store.settlePair(tx, input, { ...input, settled: 'notSame', at: ctx.now, by: by(ctx) })
    if (!settled) {
      throw conflict(
        'pair_settled',
        '这一对刚被他人处理，或已不相像',
        'Somebody settled this pair, or it is one no more',
      )
    }
    await audit(tx, ctx, {
      action: 'duplicates.notSame',
      subject: { kind: 'person', id: input.personId },
      areaCode: areas[0]!,
      details: { otherId: input.otherId, reason: input.reason },
    })
    await ctx.emit(tx, {
      type: 'duplicates.settled',
      areaCode: areas[0]!,
      personId: input.personId,
      otherId: input.otherId,
    })
    return { settled }
  })
