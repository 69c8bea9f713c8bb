// What an amendment means for the work that runs: who is in isolation now, who comes later, who holds a post, what is
// judged. Said beside the difference, before anybody approves it.
import type { PlanChange } from './diff.ts'
import type { Text } from './schema/basics.ts'
import type { Plan } from './schema/plan.ts'

export type RunningPeriods = 'keep' | 'change'

const windowsText = (plan: Plan): Text => ({
  zh: plan.isolation.windows.map(({ name, opens, closes }) => `${name.zh} ${opens}–${closes}`).join('、'),
  en: plan.isolation.windows.map(({ name, opens, closes }) => `${name.en} ${opens}–${closes}`).join(', '),
})

const isolationOf = (before: Plan, after: Plan, running: RunningPeriods, changes: readonly PlanChange[]): Text[] => {
  const touched = changes.some(
    ({ topic, path }) => topic === 'isolation' && !/\.(name|clauses|text|reason)$/.test(path),
  )
  if (!touched) return [{ zh: '正在隔离的人不受影响。', en: 'Nobody in isolation is affected.' }]
  const said: Text[] = []
  const [old, now] = [before.isolation, after.isolation]
  if (old.days !== now.days) {
    said.push(
      running === 'keep'
        ? {
            zh: `正在隔离的人仍隔离 ${old.days} 天；生效以后开始隔离的人隔离 ${now.days} 天。`,
            en: `Running periods keep ${old.days} days; whoever begins from then on isolates for ${now.days}.`,
          }
        : {
            zh: `正在隔离、生效时尚未满期的人由 ${old.days} 天改为 ${now.days} 天，满期日重新计算，个人延长的天数保留；已满期待解除的人不变。`,
            en: `Running periods that are not full then are changed from ${old.days} to ${now.days} days; extensions are kept. Who is full and waits for release is not.`,
          },
    )
  }
  const [oldWindows, newWindows] = [windowsText(before), windowsText(after)]
  if (changes.some(({ path }) => /^isolation\.windows/.test(path) && !path.endsWith('.name'))) {
    said.push(
      running === 'keep'
        ? {
            zh: `正在隔离的人仍按原时段测温（${oldWindows.zh}），新来的人按新时段（${newWindows.zh}）。`,
            en: `Running periods keep their windows (${oldWindows.en}), new ones have ${newWindows.en}.`,
          }
        : {
            zh: `正在隔离的人自生效时刻起按新时段测温（${newWindows.zh}）；此前的时段不补算漏测。`,
            en: `Running periods have the new windows from then on (${newWindows.en}); nothing of before is counted as missed.`,
          },
    )
  }
  if (old.feverThreshold !== now.feverThreshold) {
    said.push(
      running === 'keep'
        ? {
            zh: `正在隔离的人仍以 ${old.feverThreshold} °C 为发热，新来的人以 ${now.feverThreshold} °C 为发热。`,
            en: `A fever stays ${old.feverThreshold} °C for running periods and is ${now.feverThreshold} °C for new ones.`,
          }
        : {
            zh: `生效以后所有人以 ${now.feverThreshold} °C 为发热；此前的体温不重判。`,
            en: `From then on a fever is ${now.feverThreshold} °C for everybody; readings of before are not judged again.`,
          },
    )
  }
  const others = changes.some(
    ({ topic, path }) =>
      topic === 'isolation' &&
      !/^isolation\.(days|windows|feverThreshold)/.test(path) &&
      !/\.(name|clauses)$/.test(path),
  )
  if (others) {
    said.push(
      running === 'keep'
        ? {
            zh: '转诊时限、逾期提醒、解除条件等其他隔离规则，正在隔离的人仍按原方案。',
            en: 'Other rules of isolation (referral, escalation, release) stay as they were for running periods.',
          }
        : {
            zh: '转诊时限、逾期提醒、解除条件等其他隔离规则，自生效起适用于所有人；已经开始的转诊仍按原时限。',
            en: 'Other rules of isolation (referral, escalation, release) are for everybody from then on; a referral under way keeps its limits.',
          },
    )
  }
  return said
}

/** In both languages, in the order in which somebody who approves asks. */
export function meaningOf(before: Plan, after: Plan, changes: readonly PlanChange[], running: RunningPeriods): Text[] {
  const has = (test: (change: PlanChange) => boolean) => changes.some(test)
  const said = isolationOf(before, after, running, changes)
  if (has(({ topic }) => topic === 'origins')) {
    said.push({
      zh: '重点地区按新方案判定生效以后登记、到达的人；已经到达的人不重新判定。',
      en: 'Who is registered or arrives from then on is classified by the new key areas; who is here already is not.',
    })
  }
  if (has(({ path, field }) => /holder|director|responsibleOfficer/.test(path) && field !== null)) {
    said.push({
      zh: '方案所列人员有变动：任职不随方案自动更替，请在“组织体系”办理。',
      en: 'Persons named by the plan changed: holders are not changed by it, do that under Organisation.',
    })
  }
  if (has(({ topic, path }) => topic === 'duties' || path.includes('measure'))) {
    said.push({
      zh: '方案落实自生效起按新的职责和指标考核。',
      en: 'From then on the plan is judged by the new duties and measures.',
    })
  }
  if (has(({ topic }) => topic === 'clocks')) {
    said.push({
      zh: '报送、例会、值守自生效起按新的时限。',
      en: 'Reports, meetings and rosters follow the new clocks from then on.',
    })
  }
  return said
}
