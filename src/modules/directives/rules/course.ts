// The course of an assignment (M18): signed for, worked on, handed in, accepted or returned; refused with a reason, withdrawn by
// the issuer, closed with the response. Pure: what an act makes of where it stands, or why it cannot.
import type { Instant } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'
import type { AssignmentState, DirectiveKind } from './kinds.ts'
import { STATE_WORDS } from './words.ts'

export type Act =
  | { act: 'receive' }
  | { act: 'progress' }
  | { act: 'submit' }
  | { act: 'refuse' }
  | { act: 'accept' }
  | { act: 'return'; dueAt: Instant }
  | { act: 'postpone'; dueAt: Instant }
  | { act: 'withdraw' }
  | { act: 'close' }

export interface Standing {
  kind: DirectiveKind
  state: AssignmentState
  receivedAt: Instant | null
  dueAt: Instant
  submittedAt: Instant | null
  endedAt: Instant | null
}

const FROM: Record<Act['act'], readonly AssignmentState[]> = {
  receive: ['issued'],
  progress: ['received'],
  submit: ['received'],
  refuse: ['issued', 'received'],
  accept: ['submitted'],
  return: ['submitted', 'refused'],
  postpone: ['issued', 'received'],
  withdraw: ['issued', 'received', 'submitted', 'refused'],
  close: ['issued', 'received', 'submitted', 'refused'],
}

/** Whether an act is possible where an assignment stands; what a screen offers. */
export const can = (act: Act['act'], state: AssignmentState): boolean => FROM[act].includes(state)

/** Somebody else was first, or it is not its turn. */
export const notNow = (state: AssignmentState): Reason =>
  reason(
    'assignment_moved',
    `该事项现为“${STATE_WORDS[state].zh}”，请刷新后再办`,
    `It is ${STATE_WORDS[state].en}: look again`,
  )

/** Where the assignment stands after the act. `now` of a deadline itself is late, so a new deadline lies ahead of it. */
export function decide(row: Standing, act: Act, now: Instant): Verdict<Standing> {
  if (!can(act.act, row.state)) return no(notNow(row.state))
  if ((act.act === 'return' || act.act === 'postpone') && act.dueAt <= now) return no(PAST)
  if (act.act === 'refuse' && row.kind === 'requirement') return no(FROM_ABOVE)
  const ended = (state: AssignmentState): Standing => ({ ...row, state, endedAt: now })
  switch (act.act) {
    case 'receive':
      return yes({ ...row, state: 'received', receivedAt: now })
    case 'progress':
      return yes(row)
    case 'submit':
      return yes({ ...row, state: 'submitted', submittedAt: now })
    case 'refuse':
      // Whoever refuses has read it.
      return row.kind === 'help'
        ? yes({ ...ended('declined'), receivedAt: row.receivedAt ?? now, submittedAt: now })
        : yes({ ...row, state: 'refused', receivedAt: row.receivedAt ?? now })
    case 'accept':
      return yes(ended('accepted'))
    case 'return':
      return yes({ ...row, state: 'received', dueAt: act.dueAt, submittedAt: null })
    case 'postpone':
      return yes({ ...row, dueAt: act.dueAt })
    case 'withdraw':
      return yes(ended('withdrawn'))
    case 'close':
      return yes(ended('closed'))
  }
}

const PAST = reason('deadline_past', '新的完成时限应晚于现在', 'The new deadline must lie ahead', 'dueAt')
const FROM_ABOVE = reason(
  'requirement_not_refused',
  '市级要求不能拒绝，如有困难请在进展中说明',
  'A requirement of the city cannot be refused: say what is difficult in a note',
)
