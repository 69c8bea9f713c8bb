// The situation report as it leaves the house (M49): Word and PDF in the official layout, and JSON for programs. Every export is
// in the audit.
import { notFound } from '../../../../kernel/problem.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody } from '../../../../platform/db/database.ts'
import { Download } from '../../../../platform/http/route.ts'
import {
  type Block,
  heading,
  type OfficialDocument,
  officialPdf,
  officialWord,
  paragraph,
  table,
  WORD_TYPE,
} from '../../../../platform/official/index.ts'
import type { Typesetter } from '../../../../platform/typeset/index.ts'
import { audit } from '../../../audit/index.ts'
import { accountNames, permit } from '../../../identity/index.ts'
import { planVersion } from '../../../organisation/index.ts'
import { SituationJson } from '../contract/situation.ts'
import { periodText } from '../rules/draft.ts'
import { officeName, type PaperPart, partsOf } from '../rules/paper.ts'
import { findSituation } from '../store/situation.ts'
import { addressees, numberText } from './situation.ts'

const block = (part: PaperPart): Block => {
  if (part.kind === 'heading') return heading(1, part.text)
  if (part.kind === 'paragraph') return paragraph(part.text)
  return table(part.head, part.rows, part)
}

export async function exportSituation(
  ctx: Context,
  { typesetter }: { typesetter: Typesetter },
  id: string,
  format: 'docx' | 'pdf' | 'json',
): Promise<Download> {
  const { row, plan, approver } = await ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'situation.read')
    const row = await findSituation(tx, id)
    if (!row) throw notFound({ zh: '该情况报告', en: 'Situation report' })
    const { plan } = await planVersion(ctx.db, row.plan_version_id)
    await audit(tx, ctx, {
      action: 'situation.exported',
      subject: { kind: 'situationReport', id },
      areaCode: ctx.db.district,
      details: { format, state: row.state },
    })
    const approver = row.approved_by === null ? null : (await accountNames(tx, [row.approved_by])).get(row.approved_by)
    return { row, plan, approver }
  })
  const number = numberText(plan, row)
  const [, month = '', date = ''] = row.day.split('-')
  const title = `关于${Number(month)}月${Number(date)}日疫情防控情况的报告`
  if (format === 'json') {
    const { version: planVersionName, district } = plan
    const body = SituationJson.parse({
      format: 'lianfang-situation-report',
      formatVersion: 1,
      district,
      day: row.day,
      from: row.period_from,
      until: row.period_until,
      number,
      state: row.state,
      version: row.version,
      planVersion: planVersionName,
      ...row.data,
      sections: row.sections,
    })
    return new Download(Buffer.from(`${JSON.stringify(body, null, 2)}\n`), 'application/json', `${title}.json`)
  }
  const period = periodText({ from: row.period_from, until: row.period_until }, plan.zone)
  const office = officeName(plan)
  const document: OfficialDocument = {
    issuer: `${office}文件`,
    ...(number ? { number } : {}),
    ...(approver ? { approver } : {}),
    title,
    subtitle: number ? `（${period}）` : `（${period}，未审定稿）`,
    addressee: addressees(plan)
      .map(({ zh }) => zh)
      .join('，'),
    body: [...partsOf(row.data, row.sections).map(block), paragraph('特此报告。')],
    signature: office,
    day: row.day,
  }
  return format === 'docx'
    ? new Download(await officialWord(document), WORD_TYPE, `${title}.docx`)
    : new Download(await officialPdf(typesetter, document), 'application/pdf', `${title}.pdf`)
}
