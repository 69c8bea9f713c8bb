// May this plan be proposed, approved, returned, withdrawn (M01, M04)? Proposed by the office, approved by somebody else;
// never dated back, never beside another that is still to come, and only over the version it was compared with.
import { addMinutes, type Instant } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'
import type { Plan } from '../../../plan/index.ts'

/** Minutes by which a form that was filled in slowly may lie behind. */
const SLACK = 10

export type AmendmentState = 'proposed' | 'approved' | 'returned' | 'withdrawn'

export interface Amendment {
  state: AmendmentState
  /** Null is the command line. */
  proposedBy: string | null
  baseVersionId: string
  effectiveFrom: Instant
}

/** The last version that is approved, in force or to come. */
export interface LastVersion {
  versionId: string
  effectiveFrom: Instant
}

type Identity = Pick<Plan, 'id' | 'zone' | 'district'>

export function decideProposal(
  {
    before,
    after,
    isSame,
    effectiveFrom,
  }: { before: Identity; after: Identity; isSame: boolean; effectiveFrom: Instant },
  last: LastVersion,
  now: Instant,
): Verdict<true> {
  const reasons: Reason[] = []
  if (after.id !== before.id || after.district.code !== before.district.code || after.zone !== before.zone) {
    reasons.push(
      reason(
        'amendment.otherPlan',
        `这不是本区方案的修订：标识、区划代码、时区应为 ${before.id}、${before.district.code}、${before.zone}`,
        `Not an amendment of this plan: id, district and zone must stay ${before.id}, ${before.district.code}, ${before.zone}`,
        'planText',
      ),
    )
  } else if (isSame) {
    reasons.push(
      reason('amendment.noChange', '与现行方案没有差别', 'Nothing differs from the present plan', 'planText'),
    )
  }
  if (effectiveFrom < addMinutes(now, -SLACK)) {
    reasons.push(reason('amendment.past', '生效时间不能早于现在', 'It cannot take effect before now', 'effectiveFrom'))
  }
  if (effectiveFrom <= last.effectiveFrom) {
    reasons.push(
      reason(
        'amendment.beforeLast',
        '已有批准的版本在此之后生效：请选更晚的时间，或先撤回那一版',
        'An approved version takes effect after this: choose a later time, or withdraw that one first',
        'effectiveFrom',
      ),
    )
  }
  return reasons.length > 0 ? no(...reasons) : yes(true)
}

const openOnly = ({ state }: Amendment): Reason[] =>
  state === 'proposed'
    ? []
    : [
        {
          approved: reason('amendment.decided', '这份修订已经批准', 'This amendment was approved already'),
          returned: reason('amendment.decided', '这份修订已经退回', 'This amendment was returned already'),
          withdrawn: reason('amendment.decided', '这份修订已经撤回', 'This amendment was withdrawn already'),
        }[state],
      ]

/** Where its time has passed meanwhile it takes effect as it is approved, never before. */
export function decideApproval(
  amendment: Amendment,
  { by, last, now }: { by: string | null; last: LastVersion; now: Instant },
): Verdict<{ effectiveFrom: Instant }> {
  const reasons = openOnly(amendment)
  if (by !== null && by === amendment.proposedBy) {
    reasons.push(reason('amendment.own', '提出修订的人不能自己批准', 'Whoever proposed it cannot approve it'))
  }
  if (amendment.state === 'proposed' && amendment.baseVersionId !== last.versionId) {
    reasons.push(
      reason(
        'amendment.stale',
        '提出以后方案又有了新的版本，差别已不准确：请退回重新提出',
        'The plan was amended since: the difference is no longer right, return it to be proposed again',
      ),
    )
  }
  if (reasons.length > 0) return no(...reasons)
  const { effectiveFrom } = amendment
  return yes({ effectiveFrom: effectiveFrom > now ? effectiveFrom : now })
}

export function decideReturn(amendment: Amendment, by: string | null): Verdict<true> {
  const reasons = openOnly(amendment)
  if (by !== null && by === amendment.proposedBy) {
    reasons.push(reason('amendment.own', '自己提出的修订请用“撤回”', 'Withdraw what you proposed yourself'))
  }
  return reasons.length > 0 ? no(...reasons) : yes(true)
}

/** By who proposed it, or by whoever could approve it; an approved one only before its time. */
export function decideWithdrawal(
  amendment: Amendment,
  { by, mayApprove, now }: { by: string | null; mayApprove: boolean; now: Instant },
): Verdict<true> {
  if (amendment.state === 'returned' || amendment.state === 'withdrawn') return no(...openOnly(amendment))
  if (by !== amendment.proposedBy && !mayApprove) {
    return no(
      reason(
        'amendment.notYours',
        '只有提出人或有权批准的人可以撤回',
        'Withdrawn by who proposed it or may approve it',
      ),
    )
  }
  if (amendment.state === 'approved' && amendment.effectiveFrom <= now) {
    return no(
      reason(
        'amendment.inForce',
        '已经生效，不能撤回：请提出新的修订',
        'In force already and cannot be withdrawn: propose another amendment',
      ),
    )
  }
  return yes(true)
}
