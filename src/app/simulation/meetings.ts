// The meetings of the story (M53): called before nine, kept by the office; one is late, one is never held. Who came, what was
// reported, required and decided, and the minutes: in time, one at the very instant at which they are due, some corrected.
import { inParallel } from './api.ts'
import { standingOf } from './courses.ts'
import type { Directives } from './directives.ts'
import { type Around, occurrenceId, type Part } from './ledger.ts'
import { dayNumber, dayText, figuresOf, iso, local } from './oracle.ts'
import { openRandom, type Random } from './random.ts'
import { DECISIONS, ORAL, REQUIREMENTS, WHY_ABSENT } from './said.ts'
import { write } from './world.ts'

interface Attendance {
  owner: string
  state: 'present' | 'deputy' | 'absent'
  note: string
  report: string
}
interface Decided {
  id: string
  text: string
  dueAt: number
}
interface Meeting {
  id: string
  openedAt: number
  attendance: Map<string, Attendance>
  requirements: { id: string; source: string; text: string }[]
  decisions: Decided[]
  minutes: { text: string; reason: string; issuedAt: number }[]
}
interface View {
  id: string
  openedAt: string
  agenda: { unreported: unknown[]; directives: unknown[] }
  before: { day: string; decisions: { id: string }[] } | null
  attendance: { owner: string; name: { zh: string }; state: string | null; note: string; report: string }[]
  requirements: { id: string; source: string; text: string }[]
  decisions: { id: string; text: string; dueAt: string; units: { id: string; state: string; overdue: boolean }[] }[]
  minutes: { text: string; reason: string; issuedAt: string }[]
  draft: string
}

const WHO_COMES = 15
const OFFICE = 'unit:healthBureau'
const OPENS = '08:30'
const IN_TIME = '09:10'
/** The very instant from which whoever comes is late. */
const LATE = '09:30'
const LATE_MEETING = '10:00'
const MINUTES = '10:50'
const LATE_MINUTES = '12:00'
const CORRECTION = '16:30'
const ODDS = { deputy: 0.12, absent: 0.05, late: 0.05, required: 0.6, corrected: 0.15 }

/** Deadlines of decisions: in so many days, at which time. */
const DEADLINES = [
  [0, '18:00'],
  [1, '12:00'],
  [2, '17:00'],
] as const

export function openMeetings({ world, telling, ledger, reporters }: Around, directives: Directives): Part {
  const { crew, findings } = world
  const { office } = crew
  const first = dayNumber(telling.from)
  const chance = openRandom(`lianfang/${telling.seed}/meetings`)
  // One of the last days is late, one of the first is never held.
  const half = Math.floor(telling.days / 2)
  const lateOn = first + chance.int(half, Math.max(half, telling.days - 2))
  const neverOn = half > 1 ? first + chance.int(1, half - 1) : null
  const lateMinutesOn = first + chance.int(0, telling.days - 1)
  const meetings = new Map<number, Meeting>()
  const of = (day: number) => openRandom(`lianfang/${telling.seed}/meeting/${day}`)
  const check = (is: boolean, otherwise: () => string) => findings.check('meetings', is, otherwise)
  const equal = (what: string, found: unknown, told: unknown) => {
    const [is, should] = [JSON.stringify(found), JSON.stringify(told)]
    check(is === should, () => `${what}: ${is}, the story says ${should}`)
  }

  async function open(day: number): Promise<Meeting> {
    const random = of(day)
    const id = random.id(world.now)
    const answer = await write(world, `meeting of ${dayText(day)}`, office.post('/api/v1/meetings', { id }), {
      status: 201,
      events: () => 1,
    })
    const view = answer.body as View
    const missing =
      day === first
        ? 0
        : WHO_COMES -
          [...ledger.met.keys()].filter((key) => /Report\//.test(key) && key.includes(dayText(day - 1))).length
    equal(`not reported at the meeting of ${dayText(day)}`, view.agenda?.unreported.length, missing)
    const late = directives.all
      .flatMap(({ kind, courses }) => (kind === 'help' ? [] : courses))
      .filter((course) => {
        const { state, dueAt } = standingOf(course, world.now)
        return (state === 'issued' || state === 'received') && dueAt <= world.now
      })
    equal(`overdue at the meeting of ${dayText(day)}`, view.agenda?.directives.length, late.length)
    const meeting: Meeting = {
      id,
      openedAt: world.now,
      attendance: new Map(),
      requirements: [],
      decisions: [],
      minutes: [],
    }
    meetings.set(day, meeting)
    for (const { owner } of view.attendance ?? []) {
      meeting.attendance.set(owner, comes(random.fork(owner), owner))
    }
    equal(`who comes on ${dayText(day)}`, meeting.attendance.size, WHO_COMES)
    return meeting
  }

  function comes(random: Random, owner: string): Attendance {
    const draw = random.next()
    if (draw < ODDS.absent) return { owner, state: 'absent', note: random.pick(WHY_ABSENT), report: '' }
    const report = reportOf(random, owner)
    if (draw < ODDS.absent + ODDS.deputy) return { owner, state: 'deputy', note: '副职参加', report }
    return { owner, state: 'present', note: '', report }
  }

  function reportOf(random: Random, owner: string): string {
    const lines = ORAL[owner.split(':')[1]!]
    if (lines) return random.pick(lines)
    const area = reporters.find(({ owner: one }) => `${one.kind}:${one.key}` === owner)?.owner.areaCode
    if (area === undefined) return '居家隔离人员均在管控中'
    const figures = world.lives
      .filter(({ course }) => course.areaCode.startsWith(area))
      .map(({ course }) => figuresOf(course, world.now))
    const count = (figure: string) => figures.filter((one) => one[figure]).length
    return `居家隔离 ${count('inIsolation')} 人，发热未结 ${count('feversOpen')} 人，准备返回 ${count('expected')} 人`
  }

  const isLate = (day: number, owner: string) => of(day).fork(`late:${owner}`).chance(ODDS.late)

  async function attend(day: number, which: (owner: string) => boolean): Promise<void> {
    const { id, attendance } = meetings.get(day)!
    const theirs = [...attendance.values()].filter(({ owner }) => which(owner))
    await inParallel(theirs, async (one) => {
      const sent = office.put(`/api/v1/meetings/${id}/attendance`, { ...one, version: 0 })
      await write(world, `${one.owner} at the meeting of ${dayText(day)}`, sent, { status: 200, events: () => 1 })
      if (one.state !== 'absent') ledger.meet(occurrenceId('meeting', one.owner, dayText(day)), id, world.now)
    })
  }

  async function decide(day: number): Promise<void> {
    const meeting = meetings.get(day)!
    const random = of(day).fork('decisions')
    const created = { status: 201, events: () => 1 }
    if (random.chance(ODDS.required)) {
      const body = {
        id: random.id(world.now),
        source: `市指挥部电话通知〔2020〕${day - first + 1}号`,
        text: random.pick(REQUIREMENTS),
      }
      const sent = office.post(`/api/v1/meetings/${meeting.id}/requirements`, body)
      await write(world, `requirement of ${dayText(day)}`, sent, created)
      meeting.requirements.push(body)
    }
    const texts = new Set(Array.from({ length: random.int(1, 3) }, () => random.pick(DECISIONS)))
    for (const text of texts) {
      const [days, time] = random.pick(DEADLINES)
      const dueAt = local(day + days, time)
      const owners = [...new Set(Array.from({ length: random.int(1, 3) }, () => random.pick(directives.owners)))]
      const id = random.id(world.now)
      meeting.decisions.push({ id, text, dueAt })
      const body = { id, text, owners, dueAt: iso(dueAt) }
      const sent = office.post(`/api/v1/meetings/${meeting.id}/decisions`, body)
      // Itself, and the directive that it is.
      await write(world, `decision of ${dayText(day)}`, sent, { status: 201, events: () => 2 })
      const told = { id, kind: 'directive' as const, title: text, issuer: office }
      await directives.give(told, { owners, dueAt, priority: 'normal', random: random.fork(id) })
    }
  }

  async function issue(day: number, reason: string): Promise<void> {
    const meeting = meetings.get(day)!
    const view = (await office.get(`/api/v1/meeting-days/${dayText(day)}`)).body as View
    const said = [
      ...meeting.decisions.map(({ text }) => text),
      ...meeting.requirements.map(({ text }) => text),
      ...[...meeting.attendance.values()].filter(({ state }) => state !== 'present').map(({ note }) => note),
    ]
    for (const text of said) {
      check(view.draft.includes(text), () => `the draft of the minutes of ${dayText(day)} leaves out ${text}`)
    }
    const text = reason === '' ? view.draft : `${view.draft}\n\n更正：${reason}。`
    const body = { id: of(day).fork(`minutes:${reason}`).id(world.now), text, reason, version: meeting.minutes.length }
    const sent = office.post(`/api/v1/meetings/${meeting.id}/minutes`, body)
    await write(world, `minutes of ${dayText(day)}`, sent, { status: 201, events: () => 1 })
    meeting.minutes.push({ text, reason, issuedAt: world.now })
    ledger.meet(occurrenceId('minutes', OFFICE, dayText(day)), meeting.id, world.now)
    if (day !== first || reason !== '') return
    const word = await write(world, 'minutes as Word', office.get(`/api/v1/meetings/${meeting.id}/minutes.docx`), {
      status: 200,
      events: () => 1,
    })
    check(
      Buffer.isBuffer(word.body) && word.body.subarray(0, 2).toString() === 'PK',
      () => 'the minutes are no Word file',
    )
  }

  const coursesOf = (id: string) => directives.all.find((one) => one.id === id)?.courses ?? []
  const unitsOf = (id: string) =>
    coursesOf(id).map((course) => {
      const { state, overdueAt, endedAt } = standingOf(course, world.now)
      return { id: course.unit, state, overdue: overdueAt !== null, isOpen: endedAt === null }
    })
  const unitOf = ({ id, state, overdue }: { id: string; state: string; overdue: boolean }) => [id, state, overdue]

  async function checkDay(day: number, { id, openedAt, ...told }: Meeting): Promise<void> {
    const what = `meeting of ${dayText(day)}`
    const view = (await office.get(`/api/v1/meeting-days/${dayText(day)}`)).body as View
    equal(what, [view.id, view.openedAt], [id, iso(openedAt)])
    equal(
      `who came to the ${what}`,
      view.attendance.map(({ owner, state, note, report }) => ({ owner, state, note, report })),
      [...told.attendance.values()],
    )
    const requirements = view.requirements.map(({ id, source, text }) => ({ id, source, text }))
    equal(`what was required at the ${what}`, requirements, told.requirements)
    const sorted = <T extends { id: string }>(all: readonly T[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    equal(
      `what was decided at the ${what}`,
      sorted(view.decisions).map(({ id, text, dueAt, units }) => [id, text, dueAt, sorted(units).map(unitOf)]),
      sorted(told.decisions).map(({ id, text, dueAt }) => [id, text, iso(dueAt), sorted(unitsOf(id)).map(unitOf)]),
    )
    equal(
      `minutes of the ${what}`,
      view.minutes.map(({ text, reason, issuedAt }) => [text, reason, issuedAt]),
      told.minutes.toReversed().map(({ text, reason, issuedAt }) => [text, reason, iso(issuedAt)]),
    )
    const before = [...meetings.keys()].findLast((one) => one < day)
    equal(
      `what the ${what} goes through first`,
      view.before && [view.before.day, view.before.decisions.length],
      before === undefined ? null : [dayText(before), meetings.get(before)!.decisions.length],
    )
  }

  const isCorrected = (day: number) => of(day).fork('correction').chance(ODDS.corrected)
  const isMet = (day: number) => meetings.has(day)
  const comesLate = (day: number) => [...(meetings.get(day)?.attendance.keys() ?? [])].some((one) => isLate(day, one))
  async function meetLate(day: number): Promise<void> {
    await open(day)
    await attend(day, () => true)
    await decide(day)
  }
  async function meet(day: number): Promise<void> {
    await attend(day, (owner) => !isLate(day, owner))
    await decide(day)
  }

  return {
    acts: [
      [OPENS, open, (day) => day !== neverOn && day !== lateOn && day < first + telling.days],
      [IN_TIME, meet, isMet],
      [LATE, (day) => attend(day, (owner) => isLate(day, owner)), comesLate],
      [LATE_MEETING, meetLate, (day) => day === lateOn],
      [MINUTES, (day) => issue(day, ''), (day) => isMet(day) && day !== lateMinutesOn],
      [LATE_MINUTES, (day) => issue(day, ''), (day) => isMet(day) && day === lateMinutesOn],
      [CORRECTION, (day) => issue(day, '会议决定的时限写错'), (day) => isMet(day) && isCorrected(day)],
    ],
    async check() {
      const list = (await office.get('/api/v1/meetings')).body.items as Record<string, unknown>[]
      equal(
        'the meetings',
        list.map((one) => [one.day, one.there, one.expected, one.decisions, one.open, one.minutesAt]),
        [...meetings]
          .toReversed()
          .map(([day, { attendance, decisions, minutes }]) => [
            dayText(day),
            [...attendance.values()].filter(({ state }) => state !== 'absent').length,
            WHO_COMES,
            decisions.length,
            decisions.filter(({ id }) => unitsOf(id).some(({ isOpen }) => isOpen)).length,
            minutes.length === 0 ? null : iso(minutes[0]!.issuedAt),
          ]),
      )
      for (const [day, meeting] of meetings) await checkDay(day, meeting)
    },
  }
}
