// The minutes as the records would write them (M53). Pure.
import type { Instant } from '../../../kernel/time.ts'
import { dayOf, localTimeOf } from '../../../kernel/time.ts'

export interface Said {
  zone: string
  attendance: readonly { name: string; state: 'present' | 'deputy' | 'absent' | null; note: string; report: string }[]
  requirements: readonly { source: string; text: string }[]
  decisions: readonly { text: string; owners: readonly string[]; dueAt: Instant }[]
  before: readonly { text: string; open: readonly string[] }[]
}

const CHAPTERS = '一二三四五'

function moment(at: Instant, zone: string): string {
  const [, month = '', date = ''] = dayOf(at, zone).split('-')
  return `${Number(month)}月${Number(date)}日${localTimeOf(at, zone)}前`
}

const TITLE = 40

/** The heading of a decision: its first line, cut where it is long. */
export function titleOfDecision(text: string): string {
  const [line = ''] = text.trim().split('\n')
  return [...line].length > TITLE ? `${[...line].slice(0, TITLE - 1).join('')}…` : line
}

/** Chapters that nothing was said under are left out; each begins with its Chinese number. */
export function draftMinutes({ zone, attendance, requirements, decisions, before }: Said): string {
  const there = attendance.filter(({ state }) => state === 'present' || state === 'deputy')
  const names = (state: string) => attendance.filter((one) => one.state === state)
  const chapters: [string, string[]][] = [
    [
      '到会情况',
      [
        `应到 ${attendance.length} 个，实到 ${there.length} 个。`,
        ...(names('deputy').length > 0
          ? [
              `代会：${names('deputy')
                .map(({ name, note }) => `${name}（${note}）`)
                .join('、')}。`,
            ]
          : []),
        ...(names('absent').length > 0
          ? [
              `缺席：${names('absent')
                .map(({ name, note }) => `${name}（${note}）`)
                .join('、')}。`,
            ]
          : []),
      ],
    ],
    [
      '上次会议决定的落实',
      before.map(({ text, open }) => `${text}${open.length === 0 ? '：已办结。' : `：${open.join('、')}尚未办结。`}`),
    ],
    ['汇报', attendance.filter(({ report }) => report !== '').map(({ name, report }) => `${name}：${report}`)],
    ['上级要求', requirements.map(({ source, text }) => `${source}：${text}`)],
    [
      '会议决定',
      decisions.map(
        ({ text, owners, dueAt }, index) => `${index + 1}. ${text}（${owners.join('、')}，${moment(dueAt, zone)}）`,
      ),
    ],
  ]
  return chapters
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines], index) => [`${CHAPTERS[index]}、${title}`, ...lines].join('\n'))
    .join('\n\n')
}
