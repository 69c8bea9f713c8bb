// What a unit answers is checked against what it is asked. Pure.
import { no, type Reason, reason, type Verdict, yes } from '../../../../kernel/verdict.ts'
import type { AskedSource, Value } from '../contract.ts'

export interface Item {
  ref: string
  source: AskedSource
}

const MOST = 1_000_000_000

export function decideAnswer(
  items: readonly Item[],
  said: readonly { ref: string; value: Value }[],
): Verdict<Record<string, Value>> {
  const reasons: Reason[] = []
  const values = new Map<string, Value>()
  said.forEach(({ ref, value }, index) => {
    const field = `cells[${index}]`
    const item = items.find((one) => one.ref === ref)
    if (!item) reasons.push(reason('not_asked', `${ref} 不由本单位填写`, `${ref} is not yours to fill in`, field))
    else if (values.has(ref)) reasons.push(reason('cell_twice', `${ref} 填了两次`, `${ref} twice`, field))
    else {
      const given = typeof value === 'string' ? value.trim() || null : value
      values.set(ref, given)
      const { title, type } = item.source
      const isNumber = typeof given === 'number' && given >= 0 && given <= MOST
      if (given !== null && type === 'number' && !isNumber)
        reasons.push(reason('not_number', `“${title}”应填不小于 0 的数`, `"${title}" is a number of 0 or more`, field))
      if (given !== null && type === 'text' && typeof given !== 'string')
        reasons.push(reason('not_text', `“${title}”应填文字`, `"${title}" is text`, field))
    }
  })
  for (const { ref, source } of items) {
    if (source.required && (values.get(ref) ?? null) === null)
      reasons.push(
        reason(
          'not_filled',
          `请填写“${source.title}”${source.type === 'number' ? '，没有就填 0' : ''}`,
          `Fill in "${source.title}"${source.type === 'number' ? ', 0 if none' : ''}`,
          ref,
        ),
      )
  }
  return reasons.length > 0 ? no(...reasons) : yes(Object.fromEntries(values))
}
