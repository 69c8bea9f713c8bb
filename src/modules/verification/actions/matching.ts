// Use cases of matching (M45): the whole list with the register in batches, what somebody says of an uncertain match, and the
// certain hits answered at one stroke.
import { newId } from '../../../kernel/ids.ts'
import { conflict, refused } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit, auditMany } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { by, personBriefs } from '../../people/index.ts'
import type { EntryDetail, ListDetail } from '../contract.ts'
import { judgeMatch } from '../rules/matching.ts'
import * as store from '../store/entries.ts'
import { insertFindings } from '../store/findings.ts'
import { detailOf, tell } from './lists.ts'
import { holdEntry, holdList, loadList } from './load.ts'
import { findFor, viewOf } from './views.ts'

const BATCH = 1000

/** Everybody of the list who is neither sent nor answered. */
export async function matchList(ctx: Context, tx: Tx, listId: string): Promise<number> {
  let after: string | null = null
  let matched = 0
  for (;;) {
    const rows: store.ToMatch[] = await store.entriesToMatch(tx, listId, after, BATCH)
    const found = Map.groupBy(await tx.withScope(ctx.db.whole, () => findFor(tx, rows)), ({ key }) => key)
    await store.setMatches(
      tx,
      rows.map((row) => ({ id: row.id, ...judgeMatch(found.get(row.id) ?? [], row.listed_area) })),
    )
    matched += rows.length
    if (rows.length < BATCH) return matched
    after = rows.at(-1)!.id
  }
}

/** Again, since people were registered meanwhile. */
export const matchAgain = (ctx: Context, listId: string): Promise<ListDetail> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await holdList(ctx, tx, listId)
    const matched = await matchList(ctx, tx, listId)
    await tell(ctx, tx, listId, row.area_code, 'matched', { matched })
    return detailOf(ctx, tx, await loadList(ctx, tx, listId))
  })

/** Who of the candidates it is, or (null) that it is none of them. */
export const confirmMatch = (ctx: Context, id: string, personId: string | null): Promise<EntryDetail> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    permit(ctx, 'verification.receive')
    const entry = await holdEntry(tx, id)
    permit(ctx, 'verification.receive', { area: entry.list_area })
    if (entry.voided_at !== null || entry.list_voided_at !== null || entry.finding_id !== null)
      throw conflict('answered_already', '他人已登记核查结果，请刷新', 'Somebody recorded the finding: look again')
    if (entry.is_certain && entry.person_id !== personId)
      throw conflict('match_confirmed', '他人已核对，请刷新', 'Somebody confirmed it: look again')
    const candidates = personId === null ? [] : await findFor(tx, [entry])
    const chosen = candidates.find((one) => one.personId === personId)
    if (personId !== null && !chosen)
      throw refused([
        reason('not_a_candidate', '此人不在候选之中', 'That person is not among the candidates', 'personId'),
      ])
    const judged = chosen ? judgeMatch([{ ...chosen, by: 'document' }], entry.listed_area) : null
    await store.setMatch(tx, id, { match: judged?.match ?? 'unknown', personId })
    await audit(tx, ctx, {
      action: 'verification.matchConfirmed',
      subject: { kind: 'verificationEntry', id },
      areaCode: entry.area_code,
      details: { listId: entry.list_id, personId },
    })
    await ctx.emit(tx, { type: 'verification.changed', areaCode: entry.area_code, listId: entry.list_id })
    return viewOf(ctx, tx, (await store.findEntry(tx, id))!)
  })

/** Whoever is registered and here for certain needs no visit: answered with the registration, by whoever received the list. */
export const answerHits = (ctx: Context, listId: string): Promise<ListDetail> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await holdList(ctx, tx, listId)
    const hits = await store.certainHits(tx, listId)
    const there = new Set(
      (
        await personBriefs(
          tx,
          hits.map(({ person_id }) => person_id),
        )
      ).map(({ id }) => id),
    )
    const answered = hits.filter(({ person_id }) => there.has(person_id)).map((hit) => ({ ...hit, findingId: newId() }))
    await insertFindings(
      tx,
      answered.map((hit) => ({
        id: hit.findingId,
        entry_id: hit.id,
        area_code: hit.area_code,
        kind: 'alreadyRegistered' as const,
        person_id: hit.person_id,
        reason: '',
        place_text: '',
        to_area: null,
        arrived_on: null,
        tries: [],
        note: '',
        corrects: null,
        correction: '',
        found_at: ctx.now,
        found_by: by(ctx),
      })),
    )
    await store.setFindings(
      tx,
      answered.map((hit) => ({
        id: hit.id,
        findingId: hit.findingId,
        kind: 'alreadyRegistered' as const,
        personId: hit.person_id,
        at: ctx.now,
        unregisteredSince: null,
      })),
    )
    await auditMany(
      tx,
      ctx,
      answered.map((hit) => ({
        action: 'verification.answered' as const,
        subject: { kind: 'verificationEntry', id: hit.id },
        areaCode: hit.area_code,
        details: { listId, finding: 'alreadyRegistered', personId: hit.person_id },
      })),
    )
    await tell(ctx, tx, listId, row.area_code, 'matched', { answered: answered.length })
    return detailOf(ctx, tx, await loadList(ctx, tx, listId))
  })
