// Out of the district and in from another (M05, M45): a letter goes one way and a receipt comes back. Until the receipt the
// matter is open; by the plan the isolation here ends with the receipt, or at once with the letter.
import { addDays, addMinutes, type Day, type Instant } from '../../../kernel/time.ts'
import { no, reason, type Verdict, yes } from '../../../kernel/verdict.ts'
import { type Moving, movable, type OpenMatters } from './transfers.ts'

export const receiptDueAt = (recordedAt: Instant, { receiptWithinHours }: { receiptWithinHours: number }): Instant =>
  addMinutes(recordedAt, receiptWithinHours * 60)

export function decideHandOver(
  person: Moving,
  open: OpenMatters,
  said: { letterDay: Day; movesOn: Day },
  today: Day,
): Verdict<null> {
  const reasons = movable(person, open)
  if (person.status === 'expected') {
    reasons.push(reason('handover.expected', '尚未到达，请取消拟返', 'Not here yet: cancel the expected arrival'))
  }
  if (said.letterDay > today) {
    reasons.push(reason('handover.letterAhead', '函的日期晚于今天', 'The letter is dated after today', 'letterDay'))
  }
  if (said.movesOn > addDays(today, 14)) {
    reasons.push(reason('handover.tooFar', '离开日期应在 14 天之内', 'Leaves within 14 days', 'movesOn'))
  }
  return reasons.length > 0 ? no(...reasons) : yes(null)
}

export function decideTakeOver(
  person: Moving,
  open: { hasTakeOver: boolean },
  said: { letterDay: Day; movesOn: Day; daysElsewhere: number; documents: number },
  today: Day,
): Verdict<null> {
  const reasons = movable(person, { hasOffer: false, hasHandover: false })
  if (open.hasTakeOver) {
    reasons.push(reason('handover.taken', '已登记来函，回执未发', 'A letter is recorded, its receipt still owed'))
  }
  if (said.letterDay > today) {
    reasons.push(reason('handover.letterAhead', '函的日期晚于今天', 'The letter is dated after today', 'letterDay'))
  }
  if (said.movesOn > today) {
    reasons.push(reason('handover.arrivesLater', '到达日期晚于今天', 'Arrives after today', 'movesOn'))
  }
  if (said.daysElsewhere > 0 && said.documents === 0) {
    reasons.push(
      reason(
        'handover.noPapers',
        '外区已隔离天数须有证明材料',
        'Days elsewhere need papers that prove them',
        'documents',
      ),
    )
  }
  return reasons.length > 0 ? no(...reasons) : yes(null)
}

/** On or after the day of the letter, not after today. */
export function decideReceipt(
  handover: { letterDay: Day },
  { receiptDay }: { receiptDay: Day },
  today: Day,
): Verdict<null> {
  if (receiptDay < handover.letterDay || receiptDay > today) {
    return no(
      reason(
        'receipt.badDay',
        `回执日期应在 ${handover.letterDay} 至今天之间`,
        `Between the letter of ${handover.letterDay} and today`,
        'receiptDay',
      ),
    )
  }
  return yes(null)
}
