// What units ask of each other in the story (M18, M50, M60): decisions of the meeting, directives of the office, supervised matters, a
// requirement of the city that is passed on, help between townships. Whoever answers for a unit signs for it, or does not.
import type { Answer } from './api.ts'
import { inParallel } from './api.ts'
import { checkDirectives } from './check-directives.ts'
import { type Course, planCourse, receiptDue, type Step, standingOf, type Told } from './courses.ts'
import type { Around, Part, Timed } from './ledger.ts'
import { CLOCK } from './life.ts'
import { dayNumber, dayOf, dayText, iso, local } from './oracle.ts'
import { openRandom, type Random } from './random.ts'
import { ASKED, DONE, REQUIREMENTS } from './said.ts'
import { write } from './world.ts'

export interface Directives extends Part {
  all: readonly Told[]
  /** Units that somebody of the story answers for. */
  owners: readonly string[]
  unitOf(owner: string): string
  /** Issued a moment ago, as the answer says or is asked for. */
  give(told: Omit<Told, 'courses' | 'passOn'>, said: Given): Promise<void>
}
interface Given {
  owners: readonly string[]
  dueAt: number
  priority: 'normal' | 'urgent'
  random: Random
  /** What the server said to it; without it, it is read. */
  answer?: Answer
}
interface View {
  assignments: { assignmentId: string; unit: { id: string } }[]
  steps: { id: string }[]
}

const ISSUES = '10:00'
const REQUIRED = '10:50'
const PASSED_ON = { inTime: '12:30', late: '15:00' }
const SUPERVISES = '15:00'
/** When help is asked for, offered, taken, and when it has come. */
const HELP = { asks: '10:00', answers: '10:50', takes: '12:30', comes: '18:00' }
/** Deadlines that lie between the moments of the day, met at the very instant. */
const EXACT = ['10:10', '10:15', '11:00', '11:50', '12:00', '13:30', '16:00', '17:00']
const ODDS = { issues: 0.6, urgent: 0.2 }
const EVERY = 4

export function openDirectives({ world, telling, ledger, reporters }: Around): Directives {
  const { crew, findings } = world
  const { office } = crew
  const first = dayNumber(telling.from)
  const all: Told[] = []
  const owners = reporters.map(({ owner: { kind, key } }) => `${kind}:${key}`)
  const unitOf = (owner: string) => owner.replace('group:', 'group.').replace('unit:', '')
  const ownerOf = (unit: string) => (unit.startsWith('group.') ? unit.replace('.', ':') : `unit:${unit}`)
  const accountOf = (unit: string) =>
    reporters.find(({ owner: { kind, key } }) => `${kind}:${key}` === ownerOf(unit))!.account
  const chanceOf = (what: string) => openRandom(`lianfang/${telling.seed}/directives/${what}`)
  const created = { status: 201, events: () => 1 }
  const done = (events = 1) => ({ status: 200, events: () => events })
  const some = (random: Random, from: readonly string[], most: number) => [
    ...new Set(Array.from({ length: random.int(1, most) }, () => random.pick(from))),
  ]

  async function give(
    { id, kind, title, issuer }: Omit<Told, 'courses' | 'passOn'>,
    { owners, dueAt, priority, random, answer }: Given,
  ): Promise<void> {
    const view = (answer ?? (await issuer.get(`/api/v1/directives/${id}`))).body as View
    const known = all.find((one) => one.id === id)
    const told = known ?? { id, kind, title, issuer, courses: [], passOn: null }
    if (!known) all.push(told)
    const receiptDueAt = receiptDue(world.now, dueAt, priority)
    for (const owner of owners) {
      const unit = unitOf(owner)
      const assignmentId = view.assignments?.find((one) => one.unit.id === unit)?.assignmentId
      findings.check('directives', assignmentId !== undefined, () => `${title}: ${unit} did not get it`)
      if (assignmentId === undefined) continue
      const steps = kind === 'help' ? [] : planCourse(random.fork(unit), { at: world.now, receiptDueAt, dueAt, kind })
      const account = accountOf(unit)
      const course = { directive: id, kind, title, unit, account, assignmentId, receiptDueAt, dueAt, steps }
      told.courses.push(course)
      // Where nobody is at the desk again before the receipt is due, it is signed for at once.
      for (const step of steps) if (step.at === world.now) await carryOut(told, course, step)
    }
  }

  /** The acts of this moment, one unit beside the other. */
  async function act(): Promise<void> {
    const due = all.flatMap((told) => (told.kind === 'help' ? [] : told.courses.map((course) => ({ told, course }))))
    await inParallel(due, async ({ told, course }) => {
      for (const step of course.steps) if (step.at === world.now) await carryOut(told, course, step)
    })
  }

  const OF_ISSUER = new Set(['acceptances', 'returns', 'postponements', 'withdrawals'])
  async function carryOut(told: Told, course: Course, { what, dueAt }: Step): Promise<void> {
    const random = chanceOf(`${course.assignmentId}/${course.unit}/${what}/${world.now}`)
    const body = {
      id: random.id(world.now),
      ...(what === 'results' ? { text: random.pick(DONE) } : {}),
      ...(what === 'progress-notes' ? { text: '正在办理，已完成一半' } : {}),
      ...(what === 'refusals' ? { reason: '人手全部在卡点，本周无法安排' } : {}),
      ...(what === 'returns' ? { reason: '缺少名单，请补齐', dueAt: iso(dueAt!) } : {}),
      ...(what === 'postponements' ? { reason: '增加一个工作日', dueAt: iso(dueAt!) } : {}),
      ...(what === 'withdrawals' ? { reason: '与另一项重复' } : {}),
    }
    const by = OF_ISSUER.has(what) ? told.issuer : course.account
    const isOffence = what === 'refusals'
    const sent = by.post(`/api/v1/directive-assignments/${course.assignmentId}/${what}`, body)
    await write(world, `${what} of ${course.unit}: ${course.title}`, sent, done(isOffence ? 2 : 1))
    if (isOffence) ledger.offend('refusedDirective', ownerOf(course.unit), dayText(dayOf(world.now)))
  }

  async function issue(day: number): Promise<void> {
    const random = chanceOf(`issue/${day}`)
    const id = random.id(world.now)
    const priority = random.chance(ODDS.urgent) ? 'urgent' : 'normal'
    const dueAt = random.pick([local(day, '18:00'), local(day + 1, '12:00'), local(day + 1, '16:30')])
    const given = some(random, owners, 3)
    const title = random.pick(ASKED)
    const body = { id, title, text: '', priority, owners: given.map(unitOf), dueAt: iso(dueAt) }
    const answer = await write(world, title, office.post('/api/v1/directives', body), created)
    await give({ id, kind: 'directive', title, issuer: office }, { owners: given, dueAt, priority, random, answer })
  }

  async function supervise(day: number): Promise<void> {
    const random = chanceOf(`supervise/${day}`)
    const id = random.id(world.now)
    const dueAt = local(day + 2, '18:00')
    const given = some(random, owners, 2)
    const title = '居家隔离管控“回头看”'
    const steps = [
      { title: '各单位自查', dueAt: iso(local(day + 1, '12:00')) },
      { title: '督查组抽查', dueAt: iso(local(day + 2, '12:00')) },
    ]
    const body = { id, title, owners: given.map(unitOf), dueAt: iso(dueAt), steps }
    const answer = await write(world, title, office.post('/api/v1/supervised-matters', body), created)
    await give(
      { id, kind: 'supervision', title, issuer: office },
      { owners: given, dueAt, priority: 'normal', random, answer },
    )
    const [step] = (answer.body as View).steps ?? []
    if (step) stepsToDo.push({ id: step.id, at: local(day + 1, '10:50') })
  }
  const stepsToDo: { id: string; at: number }[] = []
  async function stepsDone(): Promise<void> {
    for (const { id } of stepsToDo.filter(({ at }) => at === world.now)) {
      const body = { id: chanceOf(`step/${id}`).id(world.now), text: '各单位已报自查表' }
      await write(world, 'a step', office.post(`/api/v1/supervision-steps/${id}/completions`, body), done())
    }
  }

  async function require(day: number): Promise<void> {
    const random = chanceOf(`require/${day}`)
    const id = random.id(world.now)
    const title = random.pick(REQUIREMENTS)
    const dueAt = local(day + 1, '16:30')
    const received = {
      authority: '市疫情防控指挥部',
      letterNo: `鹤疫指〔2020〕${day - first + 1}号`,
      receivedAt: iso(world.now),
    }
    const body = { id, title, owners: [], dueAt: iso(dueAt), ...received }
    const answer = await write(world, title, office.post('/api/v1/city-requirements', body), created)
    await give(
      { id, kind: 'requirement', title, issuer: office },
      { owners: [], dueAt, priority: 'normal', random, answer },
    )
    all.at(-1)!.passOn = { dueAt: world.now + 120 * 60_000, at: null }
  }
  async function passOn(day: number): Promise<void> {
    const told = all.findLast(({ passOn }) => passOn !== null && passOn.at === null)!
    const random = chanceOf(`passOn/${day}`)
    const given = some(random, owners, 3)
    const dueAt = local(day + 1, '16:30')
    const body = { id: random.id(world.now), owners: given.map(unitOf) }
    const sent = office.post(`/api/v1/directives/${told.id}/owners`, body)
    const answer = await write(world, `${told.title} is passed on`, sent, done())
    await give(told, { owners: given, dueAt, priority: 'normal', random, answer })
    told.passOn!.at = world.now
  }

  /** One asks three: the first offers half, the second declines, the third says nothing. */
  let asked: { told: Told; offer: string } | null = null
  const helpers = owners.filter((owner) => owner.startsWith('unit:'))
  async function ask(day: number): Promise<void> {
    const random = chanceOf(`help/${day}`)
    const [asker, ...others] = Array.from({ length: 4 }, (_, n) => helpers[(day + n) % helpers.length]!)
    const issuer = accountOf(unitOf(asker!))
    const id = random.id(world.now)
    const title = '借调卡点值守人员'
    const help = {
      what: 'people',
      item: '卡点值守人员',
      quantity: 4,
      unitText: '人',
      when: iso(local(day, '18:00')),
      where: '国道卡点',
    }
    const body = { id, title, owners: others.map(unitOf), help }
    const answer = await write(world, title, issuer.post('/api/v1/help-requests', body), created)
    const dueAt = world.now + 120 * 60_000
    await give({ id, kind: 'help', title, issuer }, { owners: others, dueAt, priority: 'normal', random, answer })
    asked = { told: all.at(-1)!, offer: random.id(world.now + 1) }
  }
  async function answerHelp(): Promise<void> {
    const { told, offer } = asked!
    const [offers, declines] = told.courses
    if (!offers || !declines) return
    const path = (course: Course) => `/api/v1/directive-assignments/${course.assignmentId}`
    const random = chanceOf(`help/${told.id}`)
    const offered = { id: offer, quantity: 2, text: '可借调两人，今晚到位' }
    // Who offers has signed for it and handed it in.
    const sent = offers.account.post(`${path(offers)}/offers`, offered)
    await write(world, 'help offered', sent, done(3))
    offers.steps.push({ at: world.now, what: 'receipts' }, { at: world.now, what: 'results' })
    const refusal = { id: random.id(world.now), reason: '本单位卡点人手也不足' }
    await write(world, 'help declined', declines.account.post(`${path(declines)}/refusals`, refusal), done())
    declines.steps.push({ at: world.now, what: 'refusals' })
  }
  async function takeHelp(): Promise<void> {
    const { told, offer } = asked!
    const body = { id: chanceOf(`take/${offer}`).id(world.now), quantity: 2 }
    await write(world, 'help taken', told.issuer.post(`/api/v1/help-offers/${offer}/answers`, body), done())
  }
  async function helpComes(): Promise<void> {
    const { told, offer } = asked!
    const body = { id: chanceOf(`come/${offer}`).id(world.now), quantity: 2, text: '' }
    // What was offered has come, and so it is accepted.
    await write(world, 'help has come', told.issuer.post(`/api/v1/help-offers/${offer}/deliveries`, body), done(2))
    told.courses[0]?.steps.push({ at: world.now, what: 'acceptances' })
    asked = null
  }

  const isOn = (days: number) => (day: number) => (day - first) % EVERY === days && day < first + telling.days
  const isLatePassing = (day: number) => isOn(1)(day) && (day - first) % (2 * EVERY) > EVERY
  const isDue = (time: string) => (day: number) => {
    const at = local(day, time)
    return all.some(
      ({ kind, courses }) => kind !== 'help' && courses.some(({ steps }) => steps.some((one) => one.at === at)),
    )
  }
  const asks = (day: number) => helpers.length > 3 && isOn(3)(day)
  const waits = () => asked !== null
  return {
    all,
    owners,
    unitOf,
    give,
    acts: [
      ...[...CLOCK, ...EXACT].map((time): Timed => [time, act, isDue(time)]),
      [ISSUES, issue, (day) => day < first + telling.days && chanceOf(`day/${day}`).chance(ODDS.issues)],
      [REQUIRED, require, isOn(1)],
      [PASSED_ON.inTime, passOn, (day) => isOn(1)(day) && !isLatePassing(day)],
      [PASSED_ON.late, passOn, isLatePassing],
      [SUPERVISES, supervise, isOn(2)],
      ['10:50', stepsDone, isOn(3)],
      [HELP.asks, ask, asks],
      [HELP.answers, answerHelp, waits],
      [HELP.takes, takeHelp, waits],
      [HELP.comes, helpComes, waits],
    ],
    async check() {
      await checkDirectives(world, all, [office, ...new Set(reporters.map(({ account }) => account))])
      for (const course of all.flatMap(({ courses }) => courses)) {
        const { unsignedAt, overdueAt } = standingOf(course, world.now)
        const offend = (rule: string, at: number | null) =>
          at !== null && course.kind !== 'help' && ledger.offend(rule, ownerOf(course.unit), dayText(dayOf(at)))
        offend('unsignedDirective', unsignedAt)
        offend('overdueDirective', overdueAt)
      }
    },
  }
}
