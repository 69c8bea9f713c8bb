// What a header means, where it is sure: the words that forms of superiors use for figures of the records. What could be two
// things, or is none of ours, is left to the clerk. Pure.
import type { RecordedKey } from '../../reports/rules/form.ts'
import type { ColumnSource } from '../contract.ts'
import { plain } from './grid.ts'

/** Other things than the records hold, though they have the same words in them. */
const NOT_OURS =
  /确诊|疑似|死亡|密切|密接|无症状|床位|口罩|物资|门诊|医务|护士|医生|百分|比例|率|%|姓名|证件|身份证|电话|地址|备注|说明|原因|措施|车辆|卡点|消毒/

const TOTAL = /累计|总数|总人数|以来/
const NOW = /现有|现在|目前|正在|尚在|在隔离|仍在|存量|未解除/

const WORDS: readonly (readonly [RegExp, RecordedKey])[] = [
  [/未办结.*发热|发热.*未办结|发热.*在诊/, 'feversOpen'],
  [/发热/, 'fevers'],
  [/解除/, 'released'],
  [/未按时.*测温|漏测/, 'checksMissed'],
  [/按时.*测温|测温.*人次|体温监测.*人次/, 'checksMade'],
  [/流动.*(人|住客)|住宿.*测温/, 'transientsChecked'],
  [/拟返|将返|预计返/, 'expected'],
  [/重点.*(地区|疫区).*(返|来|排查|登记|人)|(返|来|排查|登记).*重点.*(地区|疫区)/, 'keyArea'],
  [/隔离|医学观察/, 'isolationStarted'],
  [/排查|摸排|登记|返鹤|返乡|返回|到区|来鹤/, 'registered'],
]

export function figureOfHeader(header: string): Extract<ColumnSource, { kind: 'figure' }> | null {
  const text = plain(header)
  const isOpen = /未解除/.test(text)
  if (NOT_OURS.test(text)) return null
  const found = WORDS.find(([words, key]) => words.test(text) && !(isOpen && key === 'released'))
  if (!found) return null
  const over = TOTAL.test(text) ? 'total' : 'day'
  const [, key] = found
  if (key === 'isolationStarted') {
    if (NOW.test(text)) return { kind: 'figure', figure: 'inIsolation', over: 'day' }
    // "Isolation" alone: how many there are, or how many are new.
    return over === 'total' || /新增|今日|当日|本日|昨日/.test(text) ? { kind: 'figure', figure: key, over } : null
  }
  // A stock of what only happens is no figure of the records.
  if (NOW.test(text) && key !== 'feversOpen') return null
  return { kind: 'figure', figure: key, over }
}
