// The kinds of what one unit asks of another, the states of an assignment.

export const DIRECTIVE_KINDS = ['directive', 'supervision', 'help', 'requirement'] as const
export type DirectiveKind = (typeof DIRECTIVE_KINDS)[number]

export const SOURCE_KINDS = ['none', 'meeting', 'document', 'clause', 'log', 'directive'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

export const PRIORITIES = ['normal', 'urgent'] as const
export type Priority = (typeof PRIORITIES)[number]

export const ASSIGNMENT_STATES = [
  'issued',
  'received',
  'submitted',
  'accepted',
  'refused',
  'declined',
  'withdrawn',
  'closed',
] as const
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number]

const OPEN: ReadonlySet<AssignmentState> = new Set(['issued', 'received', 'submitted', 'refused'])
export const isOpen = (state: AssignmentState): boolean => OPEN.has(state)
/** Of a list: a requirement that nobody was given yet is open too. */
export const isOpenOrWaiting = (state: AssignmentState | 'waiting'): boolean => state === 'waiting' || isOpen(state)

export const HELP_WHAT = ['people', 'vehicles', 'supplies'] as const

const PREFIX: Record<DirectiveKind, { zh: string; en: string }> = {
  directive: { zh: '指令', en: 'Directive' },
  supervision: { zh: '督办', en: 'Supervision' },
  help: { zh: '互助', en: 'Help' },
  requirement: { zh: '市要求', en: 'Requirement' },
}

/** The number as people say it: 指令〔2020〕3号. */
export const numberText = (kind: DirectiveKind, year: number, number: number): { zh: string; en: string } => ({
  zh: `${PREFIX[kind].zh}〔${year}〕${number}号`,
  en: `${PREFIX[kind].en} ${year}/${number}`,
})
