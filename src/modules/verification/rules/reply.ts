// What is answered to the authority (M45): in words, person by person, and in figures. Pure.
import { dayOf, type Instant, localTimeOf, type Zone } from '../../../kernel/time.ts'
import { FINDINGS, type Finding, type Way } from './findings.ts'

export const FINDING_WORDS: Record<Finding | 'open', string> = {
  registered: '已找到，已登记',
  alreadyRegistered: '此前已登记',
  notNeeded: '已找到，无需隔离',
  movedOn: '转往本区其他乡镇核查',
  leftDistrict: '已离开本区',
  notFound: '未找到',
  open: '正在核查',
}
const WAY_WORDS: Record<Way, string> = {
  telephone: '电话联系',
  visit: '上门',
  neighbours: '询问邻居',
  other: '其他方式',
}

export interface ReplyEntry {
  no: number
  name: string
  document_masked: string
  finding: Finding | null
  reason: string | null
  place_text: string | null
  tries: readonly { how: string; at: Instant; who: string }[] | null
  note: string | null
  /** Where the person is registered, in words. */
  place: string
}

/** `6月1日 09:30`. */
const moment = (at: Instant, zone: Zone): string => {
  const [, month, day] = dayOf(at, zone).split('-')
  return `${Number(month)}月${Number(day)}日 ${localTimeOf(at, zone)}`
}

/** What stands behind the finding: where, why, what was tried. */
export function explain(entry: ReplyEntry, zone: Zone): string {
  const { finding, reason, place_text: place, tries, note } = entry
  const parts: string[] = []
  if (finding === 'registered' || finding === 'alreadyRegistered') parts.push(entry.place)
  if (finding === 'notNeeded') parts.push(reason ?? '')
  if (finding === 'leftDistrict') parts.push(`去往${place}`)
  if (finding === 'notFound') {
    for (const one of tries ?? [])
      parts.push(`${moment(one.at, zone)}${WAY_WORDS[one.how as Way] ?? one.how}（${one.who}）`)
  }
  return [...parts, note ?? ''].filter((part) => part !== '').join('；')
}

export type ReplyCounts = Record<Finding | 'open', number> & { all: number }

export function countReply(entries: readonly Pick<ReplyEntry, 'finding'>[]): ReplyCounts {
  const counts = { all: entries.length, open: 0 } as ReplyCounts
  for (const finding of FINDINGS) counts[finding] = 0
  for (const { finding } of entries) counts[finding ?? 'open'] += 1
  return counts
}

/** One sentence: found, of them registered and not; gone; not found; still being looked for. */
export function summaryOf(counts: ReplyCounts): string {
  const { all, registered, alreadyRegistered, notNeeded, leftDistrict, notFound } = counts
  const open = counts.open + counts.movedOn
  const parts = [
    ...(registered > 0 ? [`本次找到并登记 ${registered} 人`] : []),
    ...(alreadyRegistered > 0 ? [`此前已登记 ${alreadyRegistered} 人`] : []),
    ...(notNeeded > 0 ? [`找到、无需隔离 ${notNeeded} 人`] : []),
    ...(leftDistrict > 0 ? [`已离开本区 ${leftDistrict} 人`] : []),
    ...(notFound > 0 ? [`未找到 ${notFound} 人`] : []),
    ...(open > 0 ? [`正在核查 ${open} 人，结果另行函告`] : []),
  ]
  return `来函所列 ${all} 人${parts.length > 0 ? `，${parts.join('，')}` : ''}。`
}
