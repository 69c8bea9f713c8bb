// The kinds of paper that are kept as records, what each is about and who may have it. Numbers are a kind's letters, the
// year and a count: `GZ2020-000123`.
import type { Reason } from '../../../kernel/verdict.ts'
import { reason } from '../../../kernel/verdict.ts'

/** Printed for a period, one by one or many at once. */
export const PERIOD_PAPERS = ['isolationNotice', 'commitment', 'releaseCertificate'] as const
/** The letter is printed by the handover that it is of. */
export const PAPER_KINDS = [...PERIOD_PAPERS, 'transferLetter'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

/** 告知, 承诺, 解除, 移交. */
const LETTERS: Record<PaperKind, string> = {
  isolationNotice: 'GZ',
  commitment: 'CN',
  releaseCertificate: 'JC',
  transferLetter: 'YJ',
}

export const TITLES: Record<PaperKind, { zh: string; en: string }> = {
  isolationNotice: { zh: '隔离医学观察告知书', en: 'Isolation notice' },
  commitment: { zh: '承诺书', en: 'Commitment' },
  releaseCertificate: { zh: '解除隔离证明', en: 'Release certificate' },
  transferLetter: { zh: '人员移交函', en: 'Transfer letter' },
}

export const numberOf = (kind: PaperKind, year: string, count: number): string =>
  `${LETTERS[kind]}${year}-${String(count).padStart(6, '0')}`

/** Papers of one batch. */
export const MOST_AT_ONCE = 500

const OVER = reason('period.closed', '隔离已经结束', 'The isolation is over already')
const NOT_RELEASED = reason(
  'paper.notReleased',
  '尚未解除隔离，不能出具解除证明',
  'Not released yet: there is no certificate',
)

/** Why a period of this state has no paper of the kind; null when it may have one. */
export function whyNot(kind: PaperKind, state: string): Reason | null {
  if (kind === 'releaseCertificate') return state === 'released' ? null : NOT_RELEASED
  return state === 'active' || state === 'referred' ? null : OVER
}
