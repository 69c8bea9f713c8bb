// The response as a sequence of decisions (M01): activated, level changed, stood down, each with day, authority and
// reason. The present state is what the last decision left; the history stays.
import { isDay } from '../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../kernel/verdict.ts'

export type ResponseChangeKind = 'activated' | 'levelChanged' | 'stoodDown'

export interface ResponseChange {
  kind: ResponseChangeKind
  level: string
  effectiveDay: string
}

export type ResponseState =
  | { state: 'notActivated' }
  | { state: 'active'; level: string; since: string; startDay: string }
  | { state: 'stoodDown'; since: string }

/** The state after `history`, in order of decision. Days are days of the plan. */
export function responseState(history: readonly ResponseChange[]): ResponseState {
  let state: ResponseState = { state: 'notActivated' }
  for (const change of history) {
    if (change.kind === 'stoodDown') state = { state: 'stoodDown', since: change.effectiveDay }
    else {
      const startDay: string =
        change.kind === 'levelChanged' && state.state === 'active' ? state.startDay : change.effectiveDay
      state = { state: 'active', level: change.level, since: change.effectiveDay, startDay }
    }
  }
  return state
}

/** May this decision follow the history? `today` is the plan's day now; a decision may be dated back, not ahead. */
export function decideResponseChange(
  history: readonly ResponseChange[],
  change: ResponseChange,
  today: string,
): Verdict<ResponseChange> {
  const state = responseState(history)
  const reasons: Reason[] = []
  if (change.kind === 'activated' && state.state === 'active') {
    reasons.push(reason('response.active', '响应已经启动', 'The response is active already', 'kind'))
  }
  if (change.kind !== 'activated' && state.state !== 'active') {
    reasons.push(reason('response.notActive', '响应尚未启动', 'The response is not active', 'kind'))
  }
  if (change.kind === 'levelChanged' && state.state === 'active' && state.level === change.level) {
    reasons.push(reason('response.sameLevel', '级别没有变化', 'The level does not change', 'level'))
  }
  if (!isDay(change.effectiveDay)) {
    reasons.push(reason('response.badDay', '日期无效', 'Not a day', 'effectiveDay'))
  } else {
    const last = history.at(-1)
    if (last && change.effectiveDay < last.effectiveDay) {
      reasons.push(
        reason(
          'response.beforeLast',
          `日期不能早于上一次决定（${last.effectiveDay}）`,
          `Not before the last decision (${last.effectiveDay})`,
          'effectiveDay',
        ),
      )
    }
    if (change.effectiveDay > today) {
      reasons.push(reason('response.future', '日期不能晚于今天', 'Not later than today', 'effectiveDay'))
    }
  }
  return reasons.length > 0 ? no(...reasons) : yes(change)
}
