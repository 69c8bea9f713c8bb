// What must hold between the parts of a plan: every name that is used exists, nothing is named twice, windows do not
// overlap, every clause of the source has a duty that realises it (M01–M63), every measure is one the program knows.
import { isWithin } from '../kernel/area.ts'
import type { Area } from './areas.ts'
import { allDuties, clauseIds, resolveUnits } from './duties.ts'
import type { Fault, Path } from './fault.ts'
import { measureByKey } from './measures.ts'
import type { Plan } from './schema/plan.ts'

const fault = (path: Path, code: string, zh: string, en: string): Fault => ({ path, code, zh, en })

function* unitNames(plan: Plan): Generator<Fault> {
  const known = new Set([...plan.units, ...plan.unitSets].map(({ key }) => key))
  const uses: [Path, string | undefined][] = [
    [['response', 'superior'], plan.response.superior],
    [['office', 'unit'], plan.office.unit],
    [['office', 'director', 'unit'], plan.office.director.unit],
    [['townshipCommands', 'units'], plan.townshipCommands.units],
    [['referral', 'by'], plan.referral.by],
    ...plan.publishing.draft.map((key, at): [Path, string] => [['publishing', 'draft', at], key]),
    ...plan.situationReport.steps.map(({ unit }, at): [Path, string] => [
      ['situationReport', 'steps', at, 'unit'],
      unit,
    ]),
    ...plan.situationReport.to.map((key, at): [Path, string] => [['situationReport', 'to', at], key]),
    ...plan.groups.flatMap((group, at): [Path, string | undefined][] => [
      [['groups', at, 'leadUnit'], group.leadUnit],
      [['groups', at, 'responsibleOfficer', 'unit'], group.responsibleOfficer.unit],
      ...group.members.map((key, index): [Path, string] => [['groups', at, 'members', index], key]),
    ]),
    ...allDuties(plan).flatMap(({ duty, path }) =>
      duty.owners.map((key, index): [Path, string] => [[...path, 'owners', index], key]),
    ),
    ...plan.sectors.flatMap(({ units }, at) =>
      units.map((key, i): [Path, string] => [['sectors', at, 'units', i], key]),
    ),
    ...plan.staffing.flatMap(({ units }, at) =>
      units.map((key, i): [Path, string] => [['staffing', at, 'units', i], key]),
    ),
    ...Object.entries(plan.clocks).flatMap(([key, clock]): [Path, string | undefined][] => [
      [['clocks', key, 'to'], clock.to],
      ...(clock.owes.units ?? []).map((unit, i): [Path, string] => [['clocks', key, 'owes', 'units', i], unit]),
      ...(clock.kind === 'roster' ? clock.medical : []).map((unit, i): [Path, string] => [
        ['clocks', key, 'medical', i],
        unit,
      ]),
    ]),
  ]
  for (const [path, key] of uses)
    if (key !== undefined && !known.has(key))
      yield fault(path, 'unknown_unit', `方案中没有单位“${key}”`, `Unknown unit "${key}"`)
  for (const [at, set] of plan.unitSets.entries())
    if (resolveUnits(plan, [set.key]).length === 0)
      yield fault(['unitSets', at], 'empty_unit_set', `“${set.zh}”不含任何单位`, `Unit set "${set.key}" holds no unit`)
}

function* postsAndGroups(plan: Plan): Generator<Fault> {
  const posts = new Set(plan.command.posts.map(({ key }) => key))
  const groups = new Set(plan.groups.map(({ key }) => key))
  for (const [at, group] of plan.groups.entries()) {
    const used: [Path, string | null][] = [
      [['groups', at, 'leader'], group.leader],
      ...group.deputies.map((key, index): [Path, string] => [['groups', at, 'deputies', index], key]),
    ]
    for (const [path, key] of used)
      if (key !== null && !posts.has(key))
        yield fault(path, 'unknown_post', `没有岗位“${key}”`, `Unknown command post "${key}"`)
  }
  const named: [Path, string | undefined][] = [
    [['publishing', 'publish'], plan.publishing.publish],
    ...plan.escalation.steps.map(({ group }, at): [Path, string | undefined] => [
      ['escalation', 'steps', at, 'group'],
      group,
    ]),
    ...Object.entries(plan.clocks).flatMap(([key, { owes }]) =>
      owes.groups === undefined || owes.groups === 'all'
        ? []
        : owes.groups.map((group, i): [Path, string] => [['clocks', key, 'owes', 'groups', i], group]),
    ),
    ...Object.entries(plan.clocks).flatMap(([key, clock]) =>
      clock.kind === 'roster'
        ? []
        : clock.climb.map(({ group }, i): [Path, string | undefined] => [['clocks', key, 'climb', i, 'group'], group]),
    ),
    ...plan.obligations.climb.map(({ group }, i): [Path, string | undefined] => [
      ['obligations', 'climb', i, 'group'],
      group,
    ]),
  ]
  for (const [path, key] of named)
    if (key !== undefined && !groups.has(key))
      yield fault(path, 'unknown_group', `没有工作组“${key}”`, `Unknown group "${key}"`)
}

function* sameNames(plan: Plan): Generator<Fault> {
  const lists: [Path, string][][] = [
    [
      ...plan.units.map(({ key }, at): [Path, string] => [['units', at, 'key'], key]),
      ...plan.unitSets.map(({ key }, at): [Path, string] => [['unitSets', at, 'key'], key]),
    ],
    plan.command.posts.map(({ key }, at) => [['command', 'posts', at, 'key'], key]),
    plan.groups.map(({ key }, at) => [['groups', at, 'key'], key]),
    plan.sectors.map(({ key }, at) => [['sectors', at, 'key'], key]),
    plan.isolation.windows.map(({ slot }, at) => [['isolation', 'windows', at, 'slot'], slot]),
    plan.situationReport.steps.map(({ key }, at) => [['situationReport', 'steps', at, 'key'], key]),
    allDuties(plan).map(({ duty, path }) => [[...path, 'key'], duty.key]),
  ]
  for (const list of lists) {
    const seen = new Set<string>()
    for (const [path, key] of list) {
      if (seen.has(key)) yield fault(path, 'key_twice', `“${key}”出现了两次`, `"${key}" is there twice`)
      seen.add(key)
    }
  }
}

function* dutiesAndClauses(plan: Plan): Generator<Fault> {
  const clauses = new Set(clauseIds(plan))
  const realised = new Set<string>()
  for (const { duty, path, partOf, number } of allDuties(plan)) {
    for (const clause of duty.clauses) {
      realised.add(clause)
      if (!clauses.has(clause))
        yield fault([...path, 'clauses'], 'unknown_clause', `没有条款 ${clause}`, `Unknown clause ${clause}`)
    }
    const position = Number(path.at(-1)) + 1
    if (partOf === null && number !== position)
      yield fault([...path, 'number'], 'number_out_of_order', `序号应为 ${position}`, `The number must be ${position}`)
    const measure = measureByKey(duty.measure.key)
    const at = [...path, 'measure']
    if (!measure) {
      yield fault(at, 'unknown_measure', `未知的考核指标“${duty.measure.key}”`, `Unknown measure "${duty.measure.key}"`)
      continue
    }
    const { target } = duty.measure
    const isHigher = 'atLeast' in target
    if (isHigher !== (measure.better === 'higher'))
      yield fault(at, 'target_direction', '目标方向与指标相反', 'The target points the other way than its measure')
    if (
      isHigher
        ? (target.brokenBelow ?? target.atLeast) > target.atLeast
        : (target.brokenAbove ?? target.atMost) < target.atMost
    )
      yield fault(at, 'target_bounds', '目标的两个界限颠倒', 'The bounds of the target are the wrong way round')
  }
  for (const clause of clauses)
    if (!realised.has(clause))
      yield fault(['clauses'], 'clause_without_duty', `条款 ${clause} 没有对应职责`, `Clause ${clause} has no duty`)
}

function* isolationRules({ isolation, release }: Plan): Generator<Fault> {
  const windows = isolation.windows.map((window, at) => ({ ...window, at }))
  for (const { at, opens, closes } of windows)
    if (opens >= closes)
      yield fault(
        ['isolation', 'windows', at],
        'window_empty',
        '时段的结束不晚于开始',
        'The window closes before it opens',
      )
  const inOrder = windows.toSorted((a, b) => (a.opens < b.opens ? -1 : 1))
  for (const [index, window] of inOrder.entries()) {
    const before = inOrder[index - 1]
    if (before && window.opens < before.closes)
      yield fault(['isolation', 'windows', window.at], 'windows_overlap', '测温时段重叠', 'The windows overlap')
  }
  const { lowest, highest } = isolation.readingRange
  if (lowest >= highest || isolation.feverThreshold <= lowest || isolation.feverThreshold > highest)
    yield fault(['isolation', 'readingRange'], 'range_wrong', '体温范围与发热界值不合', 'Range and threshold disagree')
  const last = isolation.placeRules.at(-1)
  if (!last || Object.keys(last.when).length > 0)
    yield fault(
      ['isolation', 'placeRules', isolation.placeRules.length - 1],
      'place_rule_open',
      '最后一条应对所有人适用',
      'The last place rule must fit everybody',
    )
  if (release.lastReadingsNormal > isolation.days * isolation.windows.length)
    yield fault(
      ['release', 'lastReadingsNormal'],
      'too_many_readings',
      '超过一个周期的测温次数',
      'More readings than a period has',
    )
}

function* steps({ escalation, referral, clocks, obligations }: Plan): Generator<Fault> {
  const climbs: [Path, { after: number }[]][] = [
    ...Object.entries(clocks).map(([key, clock]): [Path, { after: number }[]] => [
      ['clocks', key, 'climb'],
      clock.kind === 'roster' ? [] : clock.climb,
    ]),
    [['obligations', 'climb'], obligations.climb],
  ]
  for (const [path, climb] of climbs)
    for (const [at, step] of climb.entries())
      if (at > 0 && step.after < climb[at - 1]!.after)
        yield fault(
          [...path, at],
          'steps_out_of_order',
          '上报步骤的时间不应倒退',
          'Steps of an escalation must not go back',
        )
  for (const [at, step] of escalation.steps.entries())
    if (at > 0 && step.after <= (escalation.steps[at - 1]?.after ?? -1))
      yield fault(
        ['escalation', 'steps', at],
        'steps_out_of_order',
        '提醒步骤的时间应递增',
        'Escalation steps must come later and later',
      )
  const order = ['notified', 'called', 'pickedUp', 'atFacility', 'outcome']
  for (const [at, { key }] of referral.steps.entries())
    if (at > 0 && order.indexOf(key) <= order.indexOf(referral.steps[at - 1]?.key ?? ''))
      yield fault(
        ['referral', 'steps', at],
        'steps_out_of_order',
        '转诊步骤次序有误',
        'Referral steps are out of order',
      )
}

function* territory(plan: Plan, areas: readonly Area[] | undefined): Generator<Fault> {
  const codes = areas && new Set(areas.map(({ code }) => code))
  const unknown = (path: Path, code: string) =>
    fault(path, 'unknown_area', `区划表中没有 ${code}`, `Unknown area ${code}`)
  if (codes && !codes.has(plan.district.code)) yield unknown(['district', 'code'], plan.district.code)
  for (const [at, { areaCode }] of plan.units.entries())
    if (areaCode !== undefined && (!isWithin(areaCode, plan.district.code) || (codes && !codes.has(areaCode))))
      yield unknown(['units', at, 'areaCode'], areaCode)
}

/** A post kind that must have a second factor is named once. */
function* secondFactors(plan: Plan): Generator<Fault> {
  const { posts } = plan.accounts.secondFactor
  for (const [at, kind] of posts.entries())
    if (posts.indexOf(kind) < at)
      yield fault(['accounts', 'secondFactor', 'posts', at], 'key_twice', `“${kind}”重复`, `"${kind}" twice`)
}

/** A basis names a value that exists; items of lists by their key. `measure.target` is every duty's. */
function* basis(plan: Plan): Generator<Fault> {
  const step = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.find((item) => item.key === name)
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined
  }
  for (const [at, { path }] of plan.basis.entries())
    if (path !== 'measure.target' && path.split('.').reduce<unknown>(step, plan) === undefined)
      yield fault(['basis', at, 'path'], 'basis_names_nothing', `没有“${path}”这一项`, `Nothing is at "${path}"`)
}

function* templates(plan: Plan, hasFile: (file: string) => boolean): Generator<Fault> {
  for (const [kind, template] of Object.entries(plan.papers.templates)) {
    if (!template || !('file' in template) || hasFile(template.file)) continue
    yield fault(
      ['papers', 'templates', kind, 'file'],
      'template_missing',
      `没有模板文件“${template.file}”（应与方案文件放在一起，或把模板写进方案的 source）`,
      `No template file "${template.file}" (it stands beside the plan file, or its text in the plan as source)`,
    )
  }
}

export const crossCheck = (
  plan: Plan,
  areas: readonly Area[] | undefined,
  hasFile: (file: string) => boolean = () => false,
): Fault[] => [
  ...unitNames(plan),
  ...postsAndGroups(plan),
  ...sameNames(plan),
  ...dutiesAndClauses(plan),
  ...isolationRules(plan),
  ...steps(plan),
  ...territory(plan, areas),
  ...secondFactors(plan),
  ...basis(plan),
  ...templates(plan, hasFile),
]
