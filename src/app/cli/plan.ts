// `lianfang plan …`: check a plan file, say what it would change, put it in force, or begin one for another district.
//   check FILE                what is wrong, each finding with its line
//   diff FILE [BASE]          what FILE changes of the plan in force, or of the plan file BASE
//   apply FILE [--at TIME] [--running keep|change] [--reason TEXT] [--propose]
//   new [FILE]                a blank plan with comments, and beside it the file of areas
import { copyFile, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { newId } from '../../kernel/ids.ts'
import { at, dayOf, instant, isDay, localTimeOf } from '../../kernel/time.ts'
import { replanRunning } from '../../modules/isolation/index.ts'
import { amendFromCommandLine, preview } from '../../modules/organisation/amendments/actions.ts'
import { effectsOf } from '../../modules/organisation/amendments/apply.ts'
import type { Effects } from '../../modules/organisation/amendments/contract.ts'
import { applyDuePlans, planInForce } from '../../modules/organisation/index.ts'
import {
  type Area,
  type ChangeTopic,
  checkPlan,
  diffPlans,
  type Finding,
  meaningOf,
  type Plan,
  type PlanChange,
  parseAreas,
  takeInTemplates,
} from '../../plan/index.ts'
import { readConfig } from '../../platform/config.ts'
import { openLog } from '../../platform/log.ts'
import { type District, openDistrict } from '../district.ts'
import { besidePlan } from '../plan-file.ts'

const USAGE = `usage: lianfang plan check FILE
       lianfang plan diff FILE [BASE]
       lianfang plan apply FILE [--at "2020-02-10 00:00"] [--running keep|change] [--reason TEXT] [--propose]
       lianfang plan new [FILE]`

const TEMPLATES = path.join(import.meta.dirname, '../../../plans/template')

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      at: { type: 'string' },
      running: { type: 'string' },
      reason: { type: 'string' },
      propose: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
  })
  const [verb, file, other, ...more] = positionals
  const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined)
  if (verb === 'new' && other === undefined) return begin(file ?? 'plan.yaml')
  if (file === undefined || more.length > 0) return usage()
  if (verb === 'check' && other === undefined) return check(file)
  if (verb === 'diff') return other === undefined ? diffInForce(file, args) : diffFiles(file, other)
  if (verb === 'apply' && other === undefined) {
    const running = text(values.running) ?? 'keep'
    if (running !== 'keep' && running !== 'change') return usage()
    const how: How = { at: text(values.at), running, reason: text(values.reason), onlyPropose: values.propose === true }
    return apply(file, how, args)
  }
  return usage()
}

function usage(): number {
  console.error(USAGE)
  return 2
}

async function check(file: string): Promise<number> {
  const { findings } = await read(file)
  list(file, findings)
  console.log(findings.length === 0 ? `${file}: 没有发现问题 / nothing found` : `${findings.length} findings`)
  return findings.length === 0 ? 0 : 1
}

interface ReadPlan {
  plan: Plan | null
  areas: Area[]
  findings: Finding[]
  planText: string
  areasText: string
}

/** A plan file with the areas and templates beside it. */
async function read(file: string): Promise<ReadPlan> {
  const said = await readFile(file, 'utf8')
  const beside = besidePlan(file)
  const hasFile = (name: string) => beside(name) !== null
  const draft = checkPlan(said, { hasFile })
  const planText = takeInTemplates(said, beside)
  if (!draft.plan) return { plan: null, areas: [], findings: draft.findings, planText: said, areasText: '' }
  const areasText = await readFile(path.join(path.dirname(file), draft.plan.areas), 'utf8')
  const areas = parseAreas(areasText)
  // Found by the lines of the file itself; in force is the text with its templates.
  const { findings } = checkPlan(said, { areas, hasFile })
  return {
    plan: findings.length === 0 ? checkPlan(planText, { areas }).plan : null,
    areas,
    findings,
    planText,
    areasText,
  }
}

const list = (file: string, findings: readonly Finding[]) => {
  for (const { line, column, path: where, zh, en } of findings)
    console.log(`${file}:${line}:${column} ${where} ${zh} / ${en}`)
}

async function diffFiles(file: string, base: string): Promise<number> {
  const [after, before] = [await read(file), await read(base)]
  for (const [name, { findings }] of [
    [file, after],
    [base, before],
  ] as const)
    list(name, findings)
  if (!after.plan || !before.plan) return 1
  const changes = diffPlans(before.plan, after.plan)
  tell(
    `${base} → ${file}`,
    changes,
    effectsOf({ plan: before.plan, areas: before.areas }, { plan: after.plan, areas: after.areas }),
    {
      keep: meaningOf(before.plan, after.plan, changes, 'keep'),
      change: meaningOf(before.plan, after.plan, changes, 'change'),
    },
  )
  return 0
}

async function diffInForce(file: string, args: readonly string[]): Promise<number> {
  const after = await read(file)
  list(file, after.findings)
  if (!after.plan) return 1
  return inDistrict(args, async ({ app }) => {
    const ctx = app.systemContext()
    const { findings, base, changes, effects, meaning } = await preview(ctx, after)
    list(file, findings)
    if (!base || !effects) return 1
    tell(`第 ${base.number} 版 / version ${base.number} → ${file}`, changes, effects, meaning)
    return 0
  })
}

interface How {
  at: string | undefined
  running: 'keep' | 'change'
  reason: string | undefined
  onlyPropose: boolean
}

async function apply(file: string, how: How, args: readonly string[]): Promise<number> {
  const after = await read(file)
  list(file, after.findings)
  if (!after.plan) return 1
  const { zone } = after.plan
  return inDistrict(args, async ({ app }) => {
    const ctx = app.systemContext()
    const version = await amendFromCommandLine(
      ctx,
      {
        id: newId(),
        planText: after.planText,
        areasText: after.areasText,
        effectiveFrom: how.at === undefined ? ctx.now : momentOf(how.at, zone),
        runningPeriods: how.running,
        reason: how.reason ?? '命令行修订',
      },
      how,
    )
    if (version.state === 'inForce') {
      await applyDuePlans(app.systemContext())
      await replanRunning(app.systemContext())
    }
    const when = `${dayOf(version.effectiveFrom, zone)} ${localTimeOf(version.effectiveFrom, zone)}`
    console.log(
      {
        inForce: `第 ${version.number} 版已生效 / version ${version.number} is in force`,
        toCome: `第 ${version.number} 版将于 ${when} 生效 / version ${version.number} takes effect at ${when}`,
        proposed: `已提出，等待批准，拟于 ${when} 生效 / proposed for ${when}, waits for approval`,
      }[version.state as string] ?? version.state,
    )
    return 0
  })
}

/** An instant, or a day with or without time in the plan's zone. */
function momentOf(text: string, zone: string): string {
  const [day = '', time = '00:00'] = text.trim().split(/[ T]/)
  return isDay(day) && /^\d\d:\d\d$/.test(time) ? at(day, time, zone) : instant(text)
}

/** The district that is there already: a difference from nothing is none, and nothing is begun by the way. */
async function inDistrict(args: readonly string[], fn: (district: District) => Promise<number>): Promise<number> {
  const config = readConfig(
    process.env,
    args.filter((arg) => /^--(clock|data|plan)\b/.test(arg)),
  )
  if (!config.databaseUrl && !(await stat(config.dataFolder).catch(() => null))) {
    console.error(
      `${config.dataFolder}: 没有数据，先启动一次，或给出另一个方案文件 / no data: start once, or name a plan file to compare with`,
    )
    return 1
  }
  const district = await openDistrict({ config, log: openLog('silent'), poolSize: 3 })
  try {
    await planInForce(district.app.systemContext())
    return await fn(district)
  } finally {
    await district.close()
  }
}

const TOPICS: Record<ChangeTopic, string> = {
  isolation: '隔离 / isolation',
  origins: '重点地区 / key areas',
  organisation: '组织 / organisation',
  duties: '职责与指标 / duties and measures',
  clocks: '时限 / clocks',
  mechanisms: '机制 / mechanisms',
  plan: '方案 / plan',
  basis: '依据 / basis',
}
const SIGNS = { added: '+', removed: '-', changed: '~', reordered: '↕' } as const

function tell(
  title: string,
  changes: readonly PlanChange[],
  effects: Effects,
  meaning: { keep: { zh: string; en: string }[]; change: { zh: string; en: string }[] },
): void {
  console.log(title)
  const moved = Object.values(effects).some(({ come, end }) => come.length + end.length > 0)
  if (changes.length === 0 && !moved) {
    console.log('没有差别 / no difference')
    return
  }
  let topic: ChangeTopic | null = null
  for (const change of changes) {
    if (change.topic !== topic) console.log(`\n${TOPICS[change.topic]}`)
    topic = change.topic
    for (const lang of ['zh', 'en'] as const) {
      const about = [change.subject[lang], change.field?.[lang]].filter(Boolean).join(lang === 'zh' ? ' · ' : ', ')
      const values = [change.from?.[lang], change.to?.[lang]].filter((one) => one !== undefined).join(' → ')
      console.log(`  ${lang === 'zh' ? SIGNS[change.kind] : ' '} ${about}${values && `: ${values}`}`)
    }
  }
  for (const [name, { come, end }] of [
    ['区划 / areas', effects.areas],
    ['单位 / units', effects.units],
    ['岗位 / posts', effects.posts],
  ] as const) {
    if (come.length + end.length > 0) console.log(`\n${name}`)
    for (const { id, zh, en } of come) console.log(`  + ${zh} / ${en} (${id})`)
    for (const { id, zh, en } of end) console.log(`  - ${zh} / ${en} (${id})`)
  }
  console.log('\n对正在开展的工作意味着 / what it means for running work')
  const both = meaning.keep.filter(({ en }) => meaning.change.some((other) => other.en === en))
  const only = (list: { zh: string; en: string }[]) => list.filter(({ en }) => !both.some((other) => other.en === en))
  for (const [name, lines] of [
    ['--running keep', only(meaning.keep)],
    ['--running change', only(meaning.change)],
    ['', both],
  ] as const) {
    if (lines.length > 0 && name) console.log(`  ${name}`)
    for (const { zh, en } of lines) console.log(`  ${name ? '  ' : ''}• ${zh}\n  ${name ? '  ' : ''}  ${en}`)
  }
}

/** Writes the template and its file of areas; never over a file that is there. */
async function begin(file: string): Promise<number> {
  const areas = path.join(path.dirname(file), 'areas.csv')
  for (const one of [file, areas]) {
    if (await stat(one).catch(() => null)) {
      console.error(`${one}: 已有此文件 / is there already`)
      return 1
    }
  }
  await copyFile(`${TEMPLATES}/plan.yaml`, file)
  await copyFile(`${TEMPLATES}/areas.csv`, areas)
  console.log(`${file}, ${areas}
填好标有【填写】的各处，再运行 / fill in every 【填写】, then: npx lianfang plan check ${file}`)
  return 0
}
