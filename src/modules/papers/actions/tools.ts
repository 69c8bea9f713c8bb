// What the actions of papers need beside the context, and how a stored paper is opened and shown.
import { notFound, Problem } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import type { Sealer } from '../../../platform/sealed.ts'
import { type Job, TypesetError, type Typesetter } from '../../../platform/typeset/index.ts'
import { planVersion } from '../../organisation/index.ts'
import type { Certifier } from '../certificates.ts'
import type { PaperView } from '../contract.ts'
import type { PaperHead, PeriodOnPaper, PersonOnPaper } from '../rules/facts.ts'
import type { PaperKind } from '../rules/kinds.ts'
import type { PaperRow } from '../store.ts'
import { jobOf, templateOf } from '../templates.ts'

export interface Tools {
  sealer: Sealer
  typesetter: Typesetter
  certifier: Certifier
}

/** What a paper says before it has a number. */
export interface Said {
  head: PaperHead
  person: PersonOnPaper
  /** Absent for a paper about the person alone. */
  period?: PeriodOnPaper
  /** What a kind has of its own. */
  [more: string]: unknown
}

/** As it is sealed beside its record and given to its template. */
export interface PaperFacts extends Said {
  paper: { number: string; day: string }
  certificate?: { token: string; name: string }
}

export const PAPER = { zh: '该文书', en: 'Paper' }
export const by = (ctx: Pick<Context, 'actor'>): string | null => ctx.actor.accountId || null

/** Where a permission about this paper must hold. */
export const whereOf = (ctx: Pick<Context, 'actor'>, row: { area_code: string; is_assigned: boolean }) => ({
  area: row.area_code,
  assignedTo: row.is_assigned ? [ctx.actor.accountId] : [],
})

/** Sets these papers as one document, in their order. Throws Problem 404 when none is left, 422 when a template is at fault. */
export async function setPapers(ctx: Context, tools: Tools, rows: readonly PaperRow[]): Promise<Buffer> {
  const kept = rows.filter(({ voided_at }) => voided_at === null)
  if (kept.length === 0) throw notFound(PAPER)
  const papers = await Promise.all(
    kept.map(async (row) => {
      const { plan } = await planVersion(ctx.db, row.plan_version_id)
      const facts = JSON.parse(tools.sealer.open(row.facts_sealed, row.id)) as PaperFacts
      const { certificate } = facts
      const shown = certificate && { ...certificate, qr: tools.certifier.qrOf(certificate.token) }
      return { template: templateOf(plan, row.kind), facts: shown ? { ...facts, certificate: shown } : facts }
    }),
  )
  return setJob(tools, jobOf(papers))
}

export async function setJob({ typesetter }: Tools, job: Job): Promise<Buffer> {
  try {
    return await typesetter.pdf(job)
  } catch (error) {
    if (!(error instanceof TypesetError)) throw error
    throw new Problem(
      422,
      'template_fault',
      `文书模板有误：${error.message}`,
      `The template of the paper is at fault: ${error.message}`,
    )
  }
}

export const viewOf = (row: PaperRow): PaperView => ({
  id: row.id,
  personId: row.person_id,
  periodId: row.period_id,
  kind: row.kind as PaperKind,
  number: row.number,
  printedAt: row.printed_at,
  printedBy: row.printed_by_name,
  planVersionId: row.plan_version_id,
  templateHash: row.template_hash,
  served:
    row.served_at === null || row.served_how === null
      ? null
      : {
          at: row.served_at,
          how: row.served_how,
          note: row.served_note,
          fileId: row.served_file_id,
          by: row.served_by_name,
        },
  voided: row.voided_at === null ? null : { at: row.voided_at, by: row.voided_by_name, reason: row.void_reason ?? '' },
})
