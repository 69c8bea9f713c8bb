// Lists, counts and searches of people. The filters of a screen, its count and its export are one function, so that the
// three agree; row security decides what of it the account sees.
import { addDays, at, dayOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { ID, readCursor, writeCursor } from '../../../platform/http/cursor.ts'
import { permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import type { ListPersons, PersonFilters, PersonRow } from '../contract.ts'
import { sought } from '../rules/terms.ts'
import * as store from '../store/list.ts'
import { findByDocuments } from '../store/persons.ts'
import type { Tools } from './scope.ts'

/** The filters as the database asks them, or null when the search text can find nobody. */
export async function filtersOf(
  ctx: Context,
  { sealer }: Tools,
  tx: Tx,
  query: PersonFilters,
): Promise<store.ListFilters | null> {
  const { plan } = await planInForce(ctx)
  const { q, registeredFrom, registeredTo, area, ...plain } = query
  const filters: store.ListFilters = {
    ...plain,
    area: area ?? (await ownArea(ctx, tx)),
    today: dayOf(ctx.now, plan.zone),
    feverThreshold: plan.isolation.feverThreshold,
    registeredFrom: registeredFrom && at(registeredFrom, '00:00', plan.zone),
    registeredBefore: registeredTo && at(addDays(registeredTo, 1), '00:00', plan.zone),
  }
  if (q === undefined || q === '') return filters
  const { term, documentKeys } = sought(q)
  const holders = documentKeys.length > 0 ? await findByDocuments(tx, documentKeys.map(sealer.keyedHash)) : []
  if (holders.length > 0) return { ...filters, personIds: holders.map(({ id }) => id) }
  return term === null ? null : { ...filters, term }
}

/** The one area that the account sees, said to the planner as a range; undefined when it sees more than that. */
export async function ownArea(ctx: Context, tx: Tx): Promise<string | undefined> {
  const [area, ...more] = ctx.actor.scope.areas
  if (area === undefined || more.length > 0 || area === ctx.db.district) return undefined
  return (await store.hasAssignedOutside(tx, area)) ? undefined : area
}

export async function listPersons(
  ctx: Context,
  tools: Tools,
  { cursor, sort, limit, ...query }: ListPersons,
): Promise<{ items: PersonRow[]; next: string | null }> {
  permit(ctx, 'person.read')
  const after = cursor === undefined ? null : positionAt(cursor)
  const { plan } = await planInForce(ctx)
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const filters = await filtersOf(ctx, tools, tx, query)
    if (!filters) return { items: [], next: null }
    const rows = await store.listPersons(tx, { filters, sort, limit: limit + 1, after })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      items: page.map((row) => rowView(row, plan.isolation.feverThreshold)),
      next: rows.length > limit && last ? cursorOf(store.positionOf(last, sort)) : null,
    }
  })
}

export async function countPersons(ctx: Context, tools: Tools, query: PersonFilters): Promise<number> {
  permit(ctx, 'person.read')
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const filters = await filtersOf(ctx, tools, tx, query)
    return filters ? store.countPersons(tx, filters) : 0
  })
}

/** The few nearest to what is typed, for a search box. */
export async function searchPersons(ctx: Context, { sealer }: Tools, q: string, limit: number) {
  permit(ctx, 'person.read')
  const { term, documentKeys } = sought(q)
  const rows = await ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const holders = documentKeys.length > 0 ? await findByDocuments(tx, documentKeys.map(sealer.keyedHash)) : []
    if (holders.length > 0)
      return store.findPersons(
        tx,
        holders.map(({ id }) => id),
      )
    return term === null ? [] : store.searchByTerm(tx, term, limit)
  })
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      sex: row.sex,
      documentMasked: row.document_masked,
      telephone: row.telephones[0] ?? null,
      areaCode: row.area_code,
    })),
  }
}

export const rowView = (row: store.ListRow, feverThreshold: number): PersonRow => ({
  id: row.id,
  arrivalId: row.arrival_id,
  name: row.name,
  sex: row.sex,
  birthDate: row.birth_date,
  documentType: row.document_type,
  documentMasked: row.document_masked,
  telephone: row.telephones[0] ?? null,
  areaCode: row.area_code,
  township: row.township ?? '',
  village: row.village ?? '',
  address: row.address,
  category: row.category,
  status: row.status,
  originText: row.origin_text,
  arrivalDay: row.arrival_day,
  means: row.means,
  serviceNo: row.service_no,
  companions: row.companions,
  firstTemperature: row.first_temperature,
  hasFever: row.first_temperature !== null && row.first_temperature >= feverThreshold,
  temperatureOwed: row.status === 'arrived' && row.first_temperature === null,
  remark: row.remark,
  registeredAt: row.registered_at,
  leftOn: row.left_on,
})

const cursorOf = ({ key, personId }: store.Position): string => writeCursor([key, personId])
const DAY_OR_INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\.\d{3}Z)?$/

function positionAt(cursor: string): store.Position {
  const [key, personId] = readCursor(cursor, [DAY_OR_INSTANT, ID])
  return { key, personId }
}
