// The situation report as an official document: which parts stand in it, in Chinese as it goes to the city. Layout is the
// platform's.
import type { Plan } from '../../../../plan/index.ts'
import { SECTION_NAMES, SECTIONS, type Sections } from './draft.ts'
import type { SituationData } from './situation.ts'

/** `东山战区指挥部` and `指挥部办公室` are one name: 东山战区指挥部办公室. */
export function officeName({ command, office }: Pick<Plan, 'command' | 'office'>): string {
  const [first, second] = [command.name.zh, office.name.zh]
  for (let length = Math.min(first.length, second.length); length > 0; length--)
    if (first.endsWith(second.slice(0, length))) return first + second.slice(length)
  return first + second
}

/** Columns that fit a page; the rest is in the machine-readable report. */
const COLUMNS = ['registered', 'keyArea', 'isolationStarted', 'released', 'inIsolation', 'checksMissed', 'fevers']
const SHORT: Record<string, string> = {
  registered: '新登记',
  keyArea: '重点地区',
  isolationStarted: '新隔离',
  released: '解除',
  inIsolation: '在隔离',
  checksMissed: '未按时测温',
  fevers: '发热',
}
const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九']

/** Every part of the document's body, in order; what a block is, is the platform's. */
export type PaperPart =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'table'; caption: string; head: string[]; rows: string[][]; shares: number[] }

export function partsOf(data: SituationData, sections: Sections): PaperPart[] {
  const parts: PaperPart[] = []
  for (const [index, key] of SECTIONS.entries()) {
    parts.push({ kind: 'heading', text: `${NUMERALS[index]}、${SECTION_NAMES[key].zh}` })
    for (const text of sections[key].split('\n').filter((line) => line.trim() !== ''))
      parts.push({ kind: 'paragraph', text })
    if (key === 'overview') parts.push(areasTable(data))
  }
  return parts
}

function areasTable({ areas, figures }: SituationData): PaperPart {
  const totals = new Map(figures.map((figure) => [figure.key, figure]))
  const shown = areas.filter(
    ({ state, values }) => state !== 'notAsked' || COLUMNS.some((key) => (values[key] ?? 0) > 0),
  )
  const note = { inTime: '', late: '（迟报）', missing: '（未报）', excused: '', notAsked: '' }
  return {
    kind: 'table',
    caption: '各乡镇、街道情况',
    head: ['单位', ...COLUMNS.map((key) => SHORT[key]!)],
    rows: [
      ...shown.map(({ zh, state, values }) => [
        `${zh}${note[state]}`,
        ...COLUMNS.map((key) => String(values[key] ?? 0)),
      ]),
      ['合计', ...COLUMNS.map((key) => String(totals.get(key)?.value ?? 0))],
      ['比前一日', ...COLUMNS.map((key) => difference(totals.get(key)))],
    ],
    shares: [3.4, ...COLUMNS.map(() => 1.1)],
  }
}

const difference = (figure: SituationData['figures'][number] | undefined): string => {
  if (!figure || figure.yesterday === null) return '—'
  const by = figure.value - figure.yesterday
  return by > 0 ? `+${by}` : String(by)
}
