// The situation report in words, drafted by itself in Chinese, as it goes to the city: an overview with the change from
// yesterday, the groups' work, difficulties, open matters, tomorrow. Whoever works on it edits the text; the figures stay.
import { dayOf, type Instant, localTimeOf, type Zone } from '../../../../kernel/time.ts'
import type { SituationData } from './situation.ts'

export const SECTIONS = ['overview', 'work', 'difficulties', 'open', 'tomorrow'] as const
export type SectionKey = (typeof SECTIONS)[number]
export type Sections = Record<SectionKey, string>

export const SECTION_NAMES: Record<SectionKey, { zh: string; en: string }> = {
  overview: { zh: '总体情况', en: 'Overview' },
  work: { zh: '主要工作', en: 'Work done' },
  difficulties: { zh: '困难和问题', en: 'Difficulties' },
  open: { zh: '未办结事项', en: 'Open matters' },
  tomorrow: { zh: '下一步打算', en: 'Next steps' },
}

const momentText = (at: Instant, zone: Zone): string => {
  const [, month = '', date = ''] = dayOf(at, zone).split('-')
  const [hours = '', minutes = ''] = localTimeOf(at, zone).split(':')
  return `${Number(month)}月${Number(date)}日${Number(hours)}时${minutes === '00' ? '' : `${Number(minutes)}分`}`
}

/** `1月26日15时至1月27日15时`. */
export const periodText = ({ from, until }: { from: Instant; until: Instant }, zone: Zone): string =>
  `${momentText(from, zone)}至${momentText(until, zone)}`

/** `（比前一日增加3人）`; nothing where yesterday is not known. */
export function changeText(value: number, yesterday: number | null, unit: string): string {
  if (yesterday === null) return ''
  if (value === yesterday) return '（与前一日持平）'
  const by = Math.abs(value - yesterday)
  return value > yesterday ? `（比前一日增加${by}${unit}）` : `（比前一日减少${by}${unit}）`
}

const ended = (text: string) => (/[。！？；]$/.test(text) ? text : `${text}。`)
const said = (rows: readonly { zh: string; text: string }[], none: string): string =>
  rows
    .filter(({ text }) => text.trim() !== '')
    .map(({ zh, text }) => `${zh}：${ended(text.trim().replaceAll('\n', ' '))}`)
    .join('\n') || none

export function draftSections(data: SituationData, period: { from: Instant; until: Instant }, zone: Zone): Sections {
  const of = (key: string, unit = '人') => {
    const { value = 0, yesterday = null } = data.figures.find((one) => one.key === key) ?? {}
    return `${value}${unit}${changeText(value, yesterday, unit)}`
  }
  const missing = [...data.groups, ...data.areas].filter(({ state }) => state === 'missing').map(({ zh }) => zh)
  const zero = data.areas.filter(({ isZero }) => isZero).map(({ zh }) => zh)
  const { feversOpen, checksOverdue, urgentOpen, directivesOverdue = 0 } = data.open
  const open = [
    ...(missing.length > 0 ? [`截至汇总未报日报的：${missing.join('、')}。`] : []),
    ...(feversOpen > 0 ? [`发热转诊未办结${feversOpen}人。`] : []),
    ...(checksOverdue > 0 ? [`到时未测温${checksOverdue}人。`] : []),
    ...(urgentOpen > 0 ? [`急报未签收${urgentOpen}件。`] : []),
    ...(directivesOverdue > 0 ? [`逾期未办的指令和督办${directivesOverdue}件。`] : []),
  ]
  const workOf = ({ today, figures }: SituationData['groups'][number]) =>
    today.trim() ||
    figures
      .filter(({ value }) => value > 0)
      .map(({ zh, value }) => `${zh}${value}`)
      .join('，')
  return {
    overview:
      `${periodText(period, zone)}，全区新登记到区人员${of('registered')}，其中来自重点地区${of('keyArea')}；` +
      `新纳入隔离${of('isolationStarted')}，解除隔离${of('released')}，正在隔离${of('inIsolation')}；` +
      `按时测温${of('checksMade', '人次')}，未按时测温${of('checksMissed', '人次')}；` +
      `发热转诊${of('fevers')}，未办结${of('feversOpen')}。` +
      (zero.length > 0 ? `\n零报告：${zero.join('、')}。` : ''),
    work: said(
      data.groups.map((group) => ({ zh: group.zh, text: workOf(group) })),
      '各工作组未报。',
    ),
    difficulties: said(
      [...data.groups, ...data.areas].map(({ zh, difficulties }) => ({ zh, text: difficulties })),
      '无。',
    ),
    open: open.join('\n') || '无。',
    tomorrow: said(
      [...data.groups, ...data.areas].map(({ zh, tomorrow }) => ({ zh, text: tomorrow })),
      '按方案继续做好各项工作。',
    ),
  }
}
