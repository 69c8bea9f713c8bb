// The living plan as a Word document for the file and the meeting (M01–M63): title, as of when, which version judges, and a
// table for every section, in the layout of an official paper. It has what the screen shows, by the same filters.
import {
  AlignmentType,
  Document,
  Footer,
  HeightRule,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { dayOf, localTimeOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody } from '../../../platform/db/database.ts'
import { planInForce, readAreas } from '../../organisation/index.ts'
import type { DutyView, OwnerView, PlanDocumentQuery, PlanSection, PlanView } from './contract.ts'
import { readPlan } from './read-plan.ts'
import { countStates, STATES, type State, selectSections, standsUnder } from './rules.ts'

type Language = 'zh' | 'en'

const WORDS = {
  zh: {
    title: '落实情况',
    asOf: '数据截至',
    judgedBy: (version: number, day: string) => `按方案第 ${version} 版评判（自 ${day} 起施行）`,
    area: '范围：',
    total: (n: number) => `共 ${n} 项职责`,
    filtered: '本表为筛选结果',
    states: { broken: '未落实', atRisk: '有风险', notYetMeasured: '尚未计量', kept: '已落实' },
    heads: ['序号', '职责', '衡量标准与要求', '现值', '落实情况', '责任单位、责任人及电话'],
    lead: '牵头单位：',
    officer: '责任人：',
    acting: '（代）',
    nothingDue: '目前没有应办的',
    notRecorded: '系统尚未记录',
    units: (n: number) => `（${n} 个单位）`,
    none: '没有符合条件的职责',
    windows: { now: '当前', day: '当日', sevenDays: '近 7 天', fourteenDays: '近 14 天', sinceStart: '启动以来' },
    page: ['第 ', ' 页，共 ', ' 页'],
    value: { percent: '%', count: '', minutes: ' 分钟', days: ' 天' },
  },
  en: {
    title: ': how it is kept',
    asOf: 'As of',
    judgedBy: (version: number, day: string) => `judged by version ${version} of the plan (in force since ${day})`,
    area: 'Area: ',
    total: (n: number) => `${n} duties`,
    filtered: 'filtered',
    states: { broken: 'Broken', atRisk: 'At risk', notYetMeasured: 'Not yet measured', kept: 'Kept' },
    heads: ['No.', 'Duty', 'Measure and target', 'Now', 'State', 'Who answers, with telephone'],
    lead: 'Lead unit: ',
    officer: 'Officer: ',
    acting: ' (acting)',
    nothingDue: 'nothing is due now',
    notRecorded: 'not recorded here yet',
    units: (n: number) => ` (${n} units)`,
    none: 'No duty matches',
    windows: {
      now: 'at this moment',
      day: 'today',
      sevenDays: '7 days',
      fourteenDays: '14 days',
      sinceStart: 'since activation',
    },
    page: ['Page ', ' of ', ''],
    value: { percent: '%', count: '', minutes: ' min', days: ' d' },
  },
}

// The signs stand beside the words, so that a grey print tells the same.
const SIGNS: Record<State, string> = { broken: '✗', atRisk: '△', notYetMeasured: '○', kept: '✓' }
const COLOURS: Record<State, string> = { broken: 'B3261E', atRisk: '8F5C00', notYetMeasured: '56646A', kept: '2C6B41' }
/** Of the table, in twentieths of a point; together the width of a landscape A4 page within its margins. */
const WIDTHS = [700, 4300, 2800, 1400, 2000, 3300]
const SONG = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋' }
const HEAD = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '黑体' }

export async function planDocument(
  ctx: Context,
  { lang = 'zh', area, ...choice }: PlanDocumentQuery,
): Promise<{ file: Buffer; fileName: string }> {
  const plan = await readPlan(ctx, area)
  const { zone } = (await planInForce(ctx)).plan
  const areas = await ctx.db.transaction(nobody, readAreas)
  const place = areas.find(({ code }) => code === plan.area)?.name ?? plan.area
  const sections = selectSections(plan, choice)
  const isFiltered = Object.values(choice).some((value) => value !== undefined && value !== '')
  const write = writer(plan, lang)
  const title = `${plan.title[lang]}${WORDS[lang].title}`
  const document = new Document({
    title,
    creator: plan.title[lang],
    styles: { default: { document: { run: { font: SONG, size: 21 } } } },
    sections: [
      {
        properties: {
          page: {
            size: { orientation: PageOrientation.LANDSCAPE, width: 11906, height: 16838 },
            margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 },
          },
        },
        footers: { default: write.footer() },
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 160 },
            children: [new TextRun({ text: title, font: HEAD, size: 36, bold: true })],
          }),
          ...write.opening({
            at: `${dayOf(ctx.now, zone)} ${localTimeOf(ctx.now, zone)}`,
            since: dayOf(plan.effectiveFrom, zone),
            place,
            isFiltered,
            counts: countStates(sections),
          }),
          ...(sections.length === 0 ? [new Paragraph(WORDS[lang].none)] : sections.flatMap(write.section)),
        ],
      },
    ],
  })
  return {
    file: await Packer.toBuffer(document), // A colon is no part of a file's name everywhere.
    fileName: `${title.replaceAll(':', ',')}-${plan.today}.docx`,
  }
}

function writer(plan: PlanView, lang: Language) {
  const say = WORDS[lang]
  const owners = new Map(plan.owners.map((owner) => [owner.key, owner]))
  const text = (part: { zh: string; en: string }) => part[lang]

  const opening = ({
    at,
    since,
    place,
    isFiltered,
    counts,
  }: {
    at: string
    since: string
    place: string
    isFiltered: boolean
    counts: Record<State, number>
  }): Paragraph[] => {
    const total = STATES.reduce((sum, state) => sum + counts[state], 0)
    const centred = (line: string) =>
      new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: 80 }, children: [new TextRun(line)] })
    const states = STATES.map((state) => `${SIGNS[state]} ${say.states[state]} ${counts[state]}`).join('　')
    return [
      centred(`${say.asOf} ${at}　${say.judgedBy(plan.version, since)}`),
      centred(`${say.area}${place}　${say.total(total)}${isFiltered ? `　${say.filtered}` : ''}　${states}`),
    ]
  }

  const person = (owner: OwnerView): string => {
    const { holder } = owner
    const named = holder && holder.name !== holder.title.zh ? holder.name : ''
    const name = holder?.isActing ? `${named}${say.acting}` : named
    return [name, holder?.telephone ?? owner.telephone ?? ''].filter((part) => part !== '').join(' ')
  }
  const ownerLine = (key: string): string => {
    const owner = owners.get(key)
    if (!owner) return key
    const only = owner.units.length === 1 ? owners.get(owner.units[0]!) : undefined
    if (owner.kind === 'set' && !only) return `${text(owner)}${say.units(owner.units.length)}`
    return [text(only ?? owner), person(only ?? owner)].filter((part) => part !== '').join(' ')
  }

  const cell = (lines: string[], column: number, style: { bold?: boolean; colour?: string; centre?: boolean } = {}) =>
    new TableCell({
      width: { size: WIDTHS[column]!, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: lines.map(
        (line) =>
          new Paragraph({
            ...(style.centre ? { alignment: AlignmentType.CENTER } : {}),
            children: [
              new TextRun({
                text: line,
                size: 19,
                bold: style.bold ?? false,
                ...(style.colour ? { color: style.colour } : {}),
              }),
            ],
          }),
      ),
    })

  const valueLines = ({ value, counts, measure, asOfDay }: DutyView): string[] => {
    if (value === null) return ['—']
    return [
      `${value}${say.value[measure.unit]}`,
      ...(counts ? [`${counts.numerator}/${counts.denominator}`] : []),
      ...(asOfDay === plan.today ? [] : [asOfDay]),
    ]
  }

  const row = (duty: DutyView, isUnder: boolean): TableRow => {
    const { measure, state } = duty
    const why = measure.isComputed ? say.nothingDue : say.notRecorded
    const target = lang === 'zh' ? measure.targetZh : measure.targetEn
    return new TableRow({
      cantSplit: true,
      height: { value: 400, rule: HeightRule.ATLEAST },
      children: [
        cell([isUnder ? '—' : String(duty.number)], 0, { centre: true }),
        cell([text(duty), duty.clauses.join(' ')], 1),
        cell(
          [
            lang === 'zh' ? measure.nameZh : measure.nameEn,
            `${target} · ${say.windows[measure.window as keyof typeof say.windows]}`,
          ],
          2,
        ),
        cell(valueLines(duty), 3, { centre: true }),
        cell([`${SIGNS[state]} ${say.states[state]}`, ...(state === 'notYetMeasured' ? [why] : [])], 4, {
          centre: true,
          colour: COLOURS[state],
          bold: state === 'broken',
        }),
        cell(duty.owners.map(ownerLine), 5),
      ],
    })
  }

  const section = (one: PlanSection): (Paragraph | Table)[] => {
    const owner = one.owner === null ? undefined : owners.get(one.owner)
    const lead = owner?.leadUnit ? owners.get(owner.leadUnit) : undefined
    const answers = [
      ...(lead ? [`${say.lead}${text(lead)}`] : []),
      ...(owner && person(owner) !== '' ? [`${say.officer}${person(owner)}`] : []),
    ]
    return [
      new Paragraph({
        keepNext: true,
        spacing: { before: 280, after: 80 },
        children: [
          new TextRun({ text: lang === 'zh' ? one.titleZh : one.titleEn, font: HEAD, size: 24, bold: true }),
          ...(answers.length > 0 ? [new TextRun({ text: `　　${answers.join('　')}`, size: 20 })] : []),
        ],
      }),
      new Table({
        layout: TableLayoutType.FIXED,
        columnWidths: WIDTHS,
        width: { size: WIDTHS.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
        rows: [
          new TableRow({
            tableHeader: true,
            children: say.heads.map((head, column) => cell([head], column, { bold: true, centre: true })),
          }),
          ...one.duties.map((duty, index) => row(duty, standsUnder(one.duties, index))),
        ],
      }),
    ]
  }

  const footer = () =>
    new Footer({
      children: [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          children: [
            new TextRun({
              size: 18,
              children: [say.page[0]!, PageNumber.CURRENT, say.page[1]!, PageNumber.TOTAL_PAGES, say.page[2]!],
            }),
          ],
        }),
      ],
    })

  return { opening, section, footer }
}
