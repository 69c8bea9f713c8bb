// Keeps printed papers as records, inside the caller's transaction: the same paper again is the one there is; another of the
// same period takes the place of one that nobody has been served.
import { newId } from '../../../kernel/ids.ts'
import { dayOf } from '../../../kernel/time.ts'
import type { Plan } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { auditMany } from '../../audit/index.ts'
import type { Certificate } from '../rules/certificate.ts'
import { dayText } from '../rules/facts.ts'
import { numberOf, type PaperKind } from '../rules/kinds.ts'
import * as store from '../store.ts'
import { templateOf } from '../templates.ts'
import { by, type PaperFacts, type Said, type Tools } from './tools.ts'

export interface NewPaper {
  personId: string
  areaCode: string
  periodId: string | null
  planVersionId: string
  plan: Plan
  facts: Said
  /** For a certificate: what its token says, but the number. */
  certificate?: Omit<Certificate, 'number'>
}

export interface Recorded {
  id: string
  personId: string
  periodId: string | null
  number: string
  again: boolean
}

/** Answers the records in the order of `papers`. */
export async function recordPapers(
  ctx: Context,
  tx: Tx,
  { sealer, certifier }: Tools,
  kind: PaperKind,
  papers: readonly NewPaper[],
): Promise<Recorded[]> {
  const { zone } = papers[0]?.plan ?? { zone: 'UTC' }
  const day = dayOf(ctx.now, zone)
  const year = day.slice(0, 4)
  // Held from here on: of two who print the same, the second finds the first's.
  let last = await store.lockNumbers(tx, kind, year)
  const before = await store.currentPapers(
    tx,
    kind,
    papers.flatMap(({ periodId }) => periodId ?? []),
  )
  const writes: store.PaperWrite[] = []
  const recorded = papers.map((paper): Recorded => {
    const { facts, certificate, personId, periodId } = paper
    // The head is left out: another telephone on top makes no other paper.
    const hash = sealer.keyedHash(JSON.stringify([kind, paper.planVersionId, { ...facts, head: null }, certificate]))
    const same = periodId && before.find((row) => row.period_id === periodId && row.facts_hash.equals(hash))
    if (same) return { id: same.id, personId, periodId, number: same.number, again: true }
    last += 1
    const id = newId()
    const number = numberOf(kind, year, last)
    const said: PaperFacts = {
      ...facts,
      paper: { number, day: dayText(day) },
      ...(certificate
        ? { certificate: { token: certifier.sign({ ...certificate, number }), name: certificate.name } }
        : {}),
    }
    writes.push({
      id,
      person_id: personId,
      area_code: paper.areaCode,
      period_id: periodId,
      kind,
      number,
      printed_at: ctx.now,
      printed_by: by(ctx),
      plan_version_id: paper.planVersionId,
      template_hash: templateOf(paper.plan, kind).hash,
      facts_sealed: sealer.seal(JSON.stringify(said), id),
      facts_hash: hash,
    })
    return { id, personId, periodId, number, again: false }
  })
  await store.insertPapers(tx, writes)
  await store.saveNumbers(tx, kind, year, last)
  await replace(ctx, tx, before, recorded)
  await auditMany(
    tx,
    ctx,
    recorded.map(({ id, personId, again, number }, index) => ({
      action: 'paper.printed',
      subject: { kind: 'person', id: personId },
      areaCode: papers[index]!.areaCode,
      details: { paperId: id, kind, number, again },
    })),
  )
  return recorded
}

/** Those not served give way to the new one of their period. */
async function replace(
  ctx: Context,
  tx: Tx,
  before: readonly store.PaperRow[],
  recorded: readonly Recorded[],
): Promise<void> {
  for (const row of before) {
    const next = recorded.find(({ periodId, again }) => periodId === row.period_id && !again)
    if (!next || row.served_at !== null) continue
    await store.voidPaper(tx, row.id, { at: ctx.now, by: by(ctx), reason: `由 ${next.number} 取代` })
  }
}
