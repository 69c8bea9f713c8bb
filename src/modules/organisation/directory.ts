// The telephone directory as a workbook (M02-M05): every unit and post in the order of the plan, who answers for it now and
// on which number. Whoever may read the organisation may have it; each export is audited.
import type { Readable } from 'node:stream'
import { dayOf, localTimeOf } from '../../kernel/time.ts'
import type { Context } from '../../platform/context.ts'
import { nobody } from '../../platform/db/database.ts'
import { type WriteColumn, writeXlsx } from '../../platform/spreadsheet/index.ts'
import { audit } from '../audit/index.ts'
import { planInForce } from './plans.ts'
import { listOrganisation } from './view.ts'

const COLUMNS: [zh: string, en: string, width: number][] = [
  ['单位', 'Unit', 26],
  ['单位电话', 'Telephone of the unit', 18],
  ['岗位', 'Post', 34],
  ['姓名', 'Name', 14],
  ['职务', 'Office', 34],
  ['状态', 'State', 24],
  ['电话', 'Telephone', 18],
]

export async function exportDirectory(ctx: Context, lang: 'zh' | 'en'): Promise<{ file: Readable; fileName: string }> {
  const { units, hotline } = await listOrganisation(ctx)
  const { plan } = await planInForce(ctx)
  const zh = lang === 'zh'
  const until = (at: string) => `${dayOf(at, plan.zone)} ${localTimeOf(at, plan.zone)}`
  type Holder = (typeof units)[number]['posts'][number]['holders'][number]
  const stateOf = (holder: Holder) => {
    if (holder.isAway) return zh ? '不在岗' : 'away'
    if (holder.standing === 'holder') return zh ? '在任' : 'holds it'
    if (holder.until === null) return zh ? '代理' : 'acting'
    return zh ? `代理至 ${until(holder.until)}` : `acting until ${until(holder.until)}`
  }
  const rows = [
    [zh ? '举报热线' : 'Hotline', hotline ?? '', '', '', '', '', ''],
    ...units.flatMap((unit) => {
      const name = zh ? unit.nameZh : unit.nameEn
      const telephone = unit.telephone ?? ''
      if (unit.posts.length === 0) return [[name, telephone, '', '', '', '', '']]
      return unit.posts.flatMap((post) => {
        const title = zh ? post.titleZh : post.titleEn
        const vacant = [name, telephone, title, '', '', zh ? '空缺' : 'vacant', '']
        const held = post.holders.map((holder) => [
          name,
          telephone,
          title,
          holder.name,
          zh ? holder.office : holder.officeEn,
          stateOf(holder),
          holder.telephone ?? '',
        ])
        return post.holders.some(({ standing }) => standing === 'holder') ? held : [vacant, ...held]
      })
    }),
  ]
  await ctx.db.transaction(nobody, (tx) =>
    audit(tx, ctx, {
      action: 'directory.exported',
      subject: { kind: 'list', id: 'directory' },
      areaCode: ctx.db.district,
      details: { rows: rows.length },
    }),
  )
  const columns: WriteColumn[] = COLUMNS.map(([inZh, inEn, width]) => ({ header: zh ? inZh : inEn, width }))
  const sheet = zh ? '通讯录' : 'Directory'
  return { file: writeXlsx({ sheet, columns, rows }), fileName: `${sheet}-${dayOf(ctx.now, plan.zone)}.xlsx` }
}
