// Words of the course, the same on the screen and on paper.
import type { AssignmentState } from './kinds.ts'

interface Words {
  zh: string
  en: string
}

export const STATE_WORDS: Record<AssignmentState, Words> = {
  issued: { zh: '尚未签收', en: 'not yet signed for' },
  received: { zh: '办理中', en: 'under way' },
  submitted: { zh: '已报送，待验收', en: 'handed in, waiting to be accepted' },
  accepted: { zh: '已验收办结', en: 'accepted' },
  refused: { zh: '拒绝执行', en: 'refused' },
  declined: { zh: '答复无法支援', en: 'declined' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  closed: { zh: '随响应终止而结束', en: 'closed with the response' },
}

export const EVENT_WORDS: Record<string, Words> = {
  opened: { zh: '立项', en: 'opened' },
  issued: { zh: '下达', en: 'issued' },
  received: { zh: '签收', en: 'signed for' },
  progressed: { zh: '进展', en: 'progress' },
  submitted: { zh: '报送结果', en: 'handed in' },
  refused: { zh: '拒绝执行', en: 'refused' },
  declined: { zh: '答复无法支援', en: 'declined' },
  accepted: { zh: '验收办结', en: 'accepted' },
  returned: { zh: '退回重办', en: 'returned' },
  postponed: { zh: '延期', en: 'postponed' },
  withdrawn: { zh: '撤回', en: 'withdrawn' },
  closed: { zh: '随响应终止而结束', en: 'closed with the response' },
  unsigned: { zh: '逾时未签收', en: 'not signed for in time' },
  overdue: { zh: '逾期', en: 'overdue' },
  climbed: { zh: '逐级上报', en: 'climbed' },
  passedOn: { zh: '增加承办单位', en: 'given to further units' },
  stepDone: { zh: '步骤办结', en: 'step done' },
  offered: { zh: '提供支援', en: 'help offered' },
  taken: { zh: '接受支援', en: 'offer taken' },
  notNeeded: { zh: '不需要', en: 'offer not needed' },
  delivered: { zh: '支援到位', en: 'help delivered' },
  offerWithdrawn: { zh: '撤回支援', en: 'offer taken back' },
}
