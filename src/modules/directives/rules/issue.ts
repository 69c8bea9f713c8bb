// What a directive must say before it is issued (M18, M45, M60), with a reason for every field that is wrong.
import { addMinutes, type Instant } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'
import type { Directives, Plan } from '../../../plan/index.ts'
import type { DirectiveKind } from './kinds.ts'

/** A unit that may be addressed. */
export interface Addressee {
  id: string
  zh: string
  en: string
  areaCode: string
  /** Somebody holds a post that answers for it. */
  answers: boolean
}

export interface Said {
  kind: DirectiveKind
  issuer: string
  owners: readonly string[]
  dueAt: Instant | null
  /** When a requirement came. */
  receivedAt: Instant | null
}

/** Sets of units as a screen offers them: the plan's own, and all work groups. Only of units that somebody answers for. */
export function unitSets(
  plan: Plan,
  units: Iterable<Addressee>,
): { id: string; zh: string; en: string; units: string[] }[] {
  const answering = [...units].filter(({ answers }) => answers).map(({ id }) => id)
  const sets = plan.unitSets.map(({ key, zh, en, kinds, standings }) => ({
    id: key,
    zh,
    en,
    units: plan.units
      .filter((unit) => kinds.includes(unit.kind) && standings.includes(unit.standing) && answering.includes(unit.key))
      .map((unit) => unit.key),
  }))
  const groups = answering.filter((id) => id.startsWith('group.'))
  return [...sets, { id: 'allGroups', zh: '各工作组', en: 'all work groups', units: groups }].filter(
    (set) => set.units.length > 0,
  )
}

/** A set stands for its units, without the issuer; anything else is a unit's own id. */
export function spreadOwners(
  plan: Plan,
  owners: readonly string[],
  units: ReadonlyMap<string, Addressee>,
  issuer: string,
): string[] {
  const sets = new Map(unitSets(plan, units.values()).map((set) => [set.id, set.units]))
  return owners.flatMap((key) => sets.get(key)?.filter((id) => id !== issuer) ?? [key])
}

const MAX_DAYS = 92

/** The deadline that holds: as said, or the plan's for help. */
export function deadlineOf({ kind, dueAt }: Said, now: Instant, rules: Directives): Instant | null {
  if (dueAt !== null) return dueAt
  return kind === 'help' ? addMinutes(now, rules.helpAnswer) : null
}

/** The addressees in the order said, each once. */
export function decideIssue(
  said: Said,
  units: ReadonlyMap<string, Addressee>,
  now: Instant,
  rules: Directives,
): Verdict<{ owners: Addressee[]; dueAt: Instant; passOnDueAt: Instant | null }> {
  const reasons: Reason[] = []
  const ids = [...new Set(said.owners)]
  const owners: Addressee[] = []
  for (const [index, id] of ids.entries()) {
    const unit = units.get(id)
    const field = `owners.${index}`
    if (!unit) reasons.push(reason('unknown_unit', `没有这个单位：${id}`, `No such unit: ${id}`, field))
    else if (!unit.answers) {
      reasons.push(
        reason(
          'nobody_answers',
          `${unit.zh}没有可签收的账户，请先在组织架构中设置经办人`,
          `Nobody can sign for ${unit.en}: give it a clerk in the organisation first`,
          field,
        ),
      )
    } else if (id === said.issuer) {
      reasons.push(reason('own_unit', '不能下达给本单位', 'A unit does not address itself', field))
    } else owners.push(unit)
  }
  if (ids.length === 0 && said.kind !== 'requirement') {
    reasons.push(reason('no_owner', '请选择至少一个承办单位', 'Choose at least one unit', 'owners'))
  }
  const dueAt = deadlineOf(said, now, rules)
  if (dueAt === null) reasons.push(reason('no_deadline', '请填写完成时限', 'Give a deadline', 'dueAt'))
  else if (dueAt <= now)
    reasons.push(reason('deadline_past', '完成时限应晚于现在', 'The deadline must lie ahead', 'dueAt'))
  else if (dueAt > addMinutes(now, MAX_DAYS * 1440)) {
    reasons.push(
      reason('deadline_far', `完成时限不超过 ${MAX_DAYS} 天`, `A deadline lies within ${MAX_DAYS} days`, 'dueAt'),
    )
  }
  if (said.receivedAt !== null && said.receivedAt > now) {
    reasons.push(reason('received_ahead', '收到时间不能晚于现在', 'It cannot have come after now', 'receivedAt'))
  }
  if (reasons.length > 0) return no(...reasons)
  const passOnDueAt = said.kind === 'requirement' ? addMinutes(said.receivedAt ?? now, rules.passOn) : null
  return yes({ owners, dueAt: dueAt!, passOnDueAt })
}
