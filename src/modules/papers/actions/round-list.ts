// A medic's round of the day on paper (M21): whom to visit, where, and room for the temperatures, for hands that wear gloves
// and places without a network. One list for each medic; taking it along is in the audit as an export is.
import { dayOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { countQueue, listQueue, type PeriodListed } from '../../isolation/index.ts'
import { planInForce, readSetting } from '../../organisation/index.ts'
import type { RoundListQuery } from '../contract.ts'
import { dayText, headOf } from '../rules/facts.ts'
import { jobOf, templateOf } from '../templates.ts'
import type { Pdf } from './print.ts'
import { setJob, type Tools } from './tools.ts'

const PAGE = 200
/** Some twelve megabytes of paper. Whoever is beyond it is said on every list. */
const MOST = 5000

export async function printRoundList(ctx: Context, tools: Tools, query: RoundListQuery): Promise<Pdf> {
  permit(ctx, 'paper.print')
  const rows = await everybody(ctx, query)
  const left = rows.length < MOST ? 0 : (await countQueue(ctx, queueOf(query))) - rows.length
  const { plan } = await planInForce(ctx)
  const day = dayOf(ctx.now, plan.zone)
  const hotline = await ctx.db.transaction(ctx.actor.scope, async (tx) => {
    await audit(tx, ctx, {
      action: 'roundList.printed',
      subject: { kind: 'list', id: 'roundList' },
      areaCode: query.area ?? ctx.db.district,
      details: { medicId: query.medic ?? null, rows: rows.length, left },
    })
    return (await readSetting<string>(tx, 'hotline')) ?? null
  })
  const shared = {
    head: headOf(plan, hotline),
    day: dayText(day),
    left,
    threshold: plan.isolation.feverThreshold.toFixed(1),
    windows: plan.isolation.windows.map(({ name, opens, closes }) => ({ name: name.zh, opens, closes })),
  }
  const template = templateOf(plan, 'roundList')
  const lists = byMedic(rows).map((list) => ({
    template,
    facts: { ...shared, medic: list[0]?.medic?.name ?? '未派医护', rows: list.map(lineOf) },
  }))
  const empty = [{ template, facts: { ...shared, medic: '', rows: [] } }]
  return { pdf: await setJob(tools, jobOf(lists.length > 0 ? lists : empty)), fileName: `巡诊单-${day}.pdf` }
}

const queueOf = (query: RoundListQuery) => ({ queue: 'all' as const, ...query })

async function everybody(ctx: Context, query: RoundListQuery): Promise<PeriodListed[]> {
  const rows: PeriodListed[] = []
  let cursor: string | undefined
  do {
    const page = await listQueue(ctx, { ...queueOf(query), limit: PAGE, cursor })
    rows.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined && rows.length < MOST)
  return rows
}

const byMedic = (rows: readonly PeriodListed[]): PeriodListed[][] => {
  const lists = new Map<string, PeriodListed[]>()
  for (const row of rows) {
    const key = row.medic?.id ?? ''
    const list = lists.get(key)
    if (list) list.push(row)
    else lists.set(key, [row])
  }
  return [...lists.values()]
}

const lineOf = (row: PeriodListed) => ({
  name: row.person.name,
  telephone: row.person.telephone ?? '',
  address: row.placeText || `${row.person.village || row.person.township}${row.person.address}`,
  day: row.dayNumber,
  days: row.days,
  last: row.lastTemperature?.toFixed(1) ?? '未测',
  note: [row.state === 'referred' ? '发热转诊中' : '', row.notHomeAt ? '上次未遇' : ''].filter(Boolean).join('，'),
})
