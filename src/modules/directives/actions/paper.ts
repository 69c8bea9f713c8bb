// The directive on paper (M18, M50): what was asked, of whom, until when, and everything that happened since, in the official layout.
import { dayOf, localTimeOf, type Zone } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import { Download } from '../../../platform/http/route.ts'
import { heading, officialPdf, officialWord, paragraph, table, WORD_TYPE } from '../../../platform/official/index.ts'
import type { Typesetter } from '../../../platform/typeset/index.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import type { DirectiveView } from '../contract.ts'
import { EVENT_WORDS, STATE_WORDS } from '../rules/words.ts'
import { viewOfDirective } from './read.ts'

export async function exportDirective(
  ctx: Context,
  { typesetter }: { typesetter: Typesetter },
  id: string,
  format: 'docx' | 'pdf',
): Promise<Download> {
  permit(ctx, 'directive.read')
  const { plan } = await planInForce(ctx)
  const view = await ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const seen = await viewOfDirective(ctx, tx, id)
    await audit(tx, ctx, {
      action: 'directive.exported',
      subject: { kind: 'directive', id },
      areaCode: ctx.db.district,
      details: { format },
    })
    return seen
  })
  const document = documentOf(view, plan.zone)
  const name = `${view.number.zh}.${format}`
  return format === 'docx'
    ? new Download(await officialWord(document), WORD_TYPE, name)
    : new Download(await officialPdf(typesetter, document), 'application/pdf', name)
}

function documentOf(view: DirectiveView, zone: Zone) {
  const moment = (at: string) => `${dayOf(at as never, zone)} ${localTimeOf(at as never, zone)}`
  const unitOf = new Map(view.assignments.map((one) => [one.assignmentId, one.unit.zh]))
  return {
    number: view.number.zh,
    title: view.title,
    addressee: view.assignments.map(({ unit }) => unit.zh).join('、'),
    body: [
      ...view.text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map(paragraph),
      paragraph(`完成时限：${moment(view.dueAt)}。`),
      ...(view.authority ? [paragraph(`来源：${view.authority}${view.letterNo ? `（${view.letterNo}）` : ''}。`)] : []),
      ...(view.source.text ? [paragraph(`由来：${view.source.text}。`)] : []),
      heading(1, '一、各单位办理情况'),
      table(
        ['承办单位', '状态', '签收', '时限', '报送'],
        view.assignments.map((one) => [
          one.unit.zh,
          STATE_WORDS[one.state === 'waiting' ? 'issued' : one.state].zh,
          one.receivedAt ? moment(one.receivedAt) : '—',
          moment(one.dueAt),
          one.submittedAt ? moment(one.submittedAt) : '—',
        ]),
        { left: [0, 1, 2, 3, 4], shares: [3, 2, 2, 2, 2] },
      ),
      ...(view.steps.length > 0
        ? [
            heading(1, '二、督办步骤'),
            table(
              ['步骤', '时限', '办结', '说明'],
              view.steps.map((step) => [
                step.title,
                moment(step.dueAt),
                step.doneAt ? moment(step.doneAt) : '未办结',
                step.note,
              ]),
              { left: [0, 1, 2, 3], shares: [3, 2, 2, 3] },
            ),
          ]
        : []),
      heading(1, `${view.steps.length > 0 ? '三' : '二'}、办理经过`),
      table(
        ['时间', '单位', '事项', '说明'],
        view.events.map((event) => [
          moment(event.at),
          event.assignmentId ? (unitOf.get(event.assignmentId) ?? '') : view.issuer.zh,
          (EVENT_WORDS[event.kind] ?? { zh: event.kind }).zh + (event.by ? `（${event.by}）` : ''),
          [event.note, event.dueAt ? `时限 ${moment(event.dueAt)}` : ''].filter(Boolean).join('；'),
        ]),
        { left: [0, 1, 2, 3], shares: [2, 2, 3, 4] },
      ),
    ],
    signature: view.issuer.zh,
    day: dayOf(view.issuedAt as never, zone),
  }
}
