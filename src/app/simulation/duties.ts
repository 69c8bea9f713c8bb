// What the units and groups owe in the story (M53, M59): a daily report each, in time, late, never, or below the records. The plan's
// clocks stand here a second time, in numbers, and every occurrence of them is held against what the story did.
import { type Account, listAll } from './api.ts'
import { CLOCK } from './life.ts'
import { dayNumber, dayOf, dayText, figuresOf, HOUR, iso, MINUTE, startOf } from './oracle.ts'
import { openRandom } from './random.ts'
import { type World, write } from './world.ts'

/** The daily clocks of the shipped plan: who owes, and when it is due. Missed at the end of the day. Nobody meets in the story yet. */
const OWED = {
  groupReport: { by: 'groups', due: 15 * HOUR },
  townshipReport: { by: 'townships', due: 15 * HOUR },
  meeting: { by: 'both', due: 9 * HOUR + 30 * MINUTE },
  minutes: { by: 'one', due: 12 * HOUR },
} as const
type Key = keyof typeof OWED
const REPORTS = new Set(['groupReport', 'townshipReport'])
const GROUPS = 8
/** The townships that the plan names; two more of the division tables owe nothing. */
const TOWNSHIPS = 7

/** Moments of the day at which a report may come: the second is the very instant at which it is due, and late. */
const IN_TIME = CLOCK.indexOf('12:30')
const LATE = [CLOCK.indexOf('15:00'), CLOCK.indexOf('16:30'), CLOCK.indexOf('19:50')]
const ODDS = { late: 0.14, never: 0.07, below: 0.15 }
/** What is reported below the records. */
const BELOW = 'inIsolation'

interface Owner {
  kind: 'group' | 'unit'
  key: string
  areaCode: string
}
interface Reporter {
  owner: Owner
  account: Account
}
interface Form extends Owner {
  figures: { key: string; of: 'period' | 'moment' | 'said'; records: number | null }[]
}

export interface Duties {
  /** What is reported at this moment. */
  report(index: number): Promise<void>
  /** What has been judged stays as it was judged; looked at once a day. */
  note(): Promise<void>
  check(): Promise<void>
}

export interface OccurrenceView {
  id: string
  key: string
  owner: { kind: string; key: string }
  day: string
  dueAt: string
  state: string
  evidence: { id: string } | null
}

export async function openDuties(world: World, { seed, from }: { seed: number; from: string }): Promise<Duties> {
  const { crew, findings } = world
  const reporters = await gatherReporters(world)
  const judged = new Map<string, string>()
  /** By obligation, owner and day: the report and how it must have been judged. */
  const reported = new Map<string, { id: string; state: 'inTime' | 'late' }>()
  const offences = new Set<string>()
  const offence = (rule: string, { kind, key }: { kind: string; key: string }, day: string) =>
    `${rule} ${kind}:${key} ${day}`
  const idOf = (key: string, { kind, key: owner }: { kind: string; key: string }, day: string) =>
    `${key}/${kind}:${owner}/${day}`

  /** In isolation by area when the reports were due: later ones say the same. */
  let asTold = new Map<string, number>()
  const inIsolationIn = (area: string) =>
    world.lives.filter(({ course }) => course.areaCode.startsWith(area) && figuresOf(course, world.now).inIsolation)
      .length

  const plan = ({ owner }: Reporter, day: number) => {
    const random = openRandom(`lianfang/${seed}/report/${owner.kind}:${owner.key}/${day}`)
    const draw = random.next()
    const late = random.pick(LATE)
    const isBelow = owner.kind === 'unit' && random.chance(ODDS.below)
    const at = draw < ODDS.never ? null : draw < ODDS.never + ODDS.late ? late : IN_TIME
    return { at, isBelow, id: random.id(startOf(day)) }
  }

  async function submit({ owner, account }: Reporter, id: string, isBelow: boolean): Promise<void> {
    const day = dayText(dayOf(world.now))
    const what = `report of ${owner.key} at ${iso(world.now)}`
    const mine = (await account.get('/api/v1/daily-reports/mine')).body.forms as Form[]
    const form = mine.find((one) => one.kind === owner.kind && one.key === owner.key)
    const figures = form?.figures ?? []
    const records = figures.find(({ key }) => key === BELOW)?.records ?? null
    if (records !== null) {
      const told = asTold.get(owner.areaCode) ?? inIsolationIn(owner.areaCode)
      findings.check('duties', records === told, () => `${what}: ${records} in isolation, the story has ${told}`)
    }
    const below = isBelow && records !== null && records > 0
    const body = {
      id,
      owner: { kind: owner.kind, key: owner.key },
      day,
      isZero: figures.every(({ of, records }) => of === 'moment' || (records ?? 0) === 0),
      figures: [
        ...figures.flatMap(({ key, records }) => (records === null ? [{ key, reported: 0 }] : [])),
        ...(below ? [{ key: BELOW, reported: records - 1, note: '一人未列入' }] : []),
      ],
      today: '入户测温，登记返乡人员',
    }
    const sent = account.post('/api/v1/daily-reports', body)
    const answer = await write(world, what, sent, {
      status: 201,
      // A late report is an offence, and so is one below the records: each a matter.
      events: ({ body }) => 1 + (body.isInTime ? 0 : 1) + (body.isBelow ? 1 : 0),
    })
    const isInTime = world.now < startOf(dayOf(world.now)) + OWED.groupReport.due
    findings.check(
      'duties',
      answer.body.isBelow === below && answer.body.isInTime === isInTime,
      () => `${what}: below ${answer.body.isBelow}, not ${below}; in time ${answer.body.isInTime}, not ${isInTime}`,
    )
    const key = owner.kind === 'group' ? 'groupReport' : 'townshipReport'
    reported.set(idOf(key, owner, day), { id, state: isInTime ? 'inTime' : 'late' })
    if (below) offences.add(offence('belowRecords', owner, day))
  }

  const list = () =>
    listAll<OccurrenceView>(crew.office, `/api/v1/occurrences?from=${from}&until=${dayText(dayOf(world.now))}`)

  return {
    async report(index) {
      const clock = index % CLOCK.length
      const day = dayOf(world.now)
      if (clock === 0) asTold = new Map()
      // What happens at the very instant at which they are due belongs to the next day's.
      if (clock === IN_TIME)
        asTold = new Map(reporters.map(({ owner: { areaCode } }) => [areaCode, inIsolationIn(areaCode)]))
      const due = reporters.map((one) => ({ one, ...plan(one, day) })).filter(({ at }) => at === clock)
      // One after the other: a group's figures count the reports of others.
      for (const { one, id, isBelow } of due) await submit(one, id, isBelow)
    },
    async note() {
      for (const { id, state } of await list()) {
        const before = judged.get(id)
        findings.check('duties', before === undefined || before === state, () => `${id}: ${before}, and then ${state}`)
        if (state !== 'open') judged.set(id, state)
      }
    },
    async check() {
      const all = (await list()).filter(({ key }) => key in OWED)
      const found = Map.groupBy(all, ({ key, owner, day }) => idOf(key, owner, day))
      for (const [id, same] of found)
        findings.check('duties', same.length === 1, () => `${id} stands ${same.length} times`)
      for (let day = dayNumber(from); day <= dayOf(world.now); day++) {
        for (const key of Object.keys(OWED) as Key[]) {
          const { by } = OWED[key]
          const owners = { groups: GROUPS, townships: TOWNSHIPS, both: GROUPS + TOWNSHIPS, one: 1 }[by]
          const today = all.filter((one) => one.key === key && one.day === dayText(day))
          findings.check(
            'duties',
            today.length === owners,
            () => `${key} of ${dayText(day)}: ${today.length} owe it, not ${owners}`,
          )
        }
      }
      for (const { key, owner, day, dueAt, state, evidence } of all) {
        const id = idOf(key, owner, day)
        const begins = startOf(dayNumber(day))
        const report = reported.get(id)
        const isOver = world.now >= startOf(dayNumber(day) + 1)
        const expected = report?.state ?? (isOver ? 'missed' : 'open')
        findings.check(
          'duties',
          state === expected && (evidence?.id ?? null) === (report?.id ?? null),
          () => `${id} is ${state} by ${evidence?.id}, not ${expected} by ${report?.id}`,
        )
        if (REPORTS.has(key) && (expected === 'late' || expected === 'missed')) {
          offences.add(offence(`${expected}Report`, owner, day))
        }
        const due = iso(begins + OWED[key as Key].due)
        findings.check('duties', dueAt === due, () => `${id} is due at ${dueAt}, not ${due}`)
      }
      await checkDiscipline(world, offences)
    },
  }
}

interface MatterView {
  rule: string
  subject: { id: string }
  day: string
  evidence: { kind: string; id: string }
}
/** Of readings, the roster and cases; what the story plants of them is not told apart from chance. */
const BY_CHANCE = new Set(['rapidReadings', 'equalReadings', 'rosterGap', 'caseFromGap'])

async function checkDiscipline(
  { crew, findings, written, suspected }: World,
  planted: ReadonlySet<string>,
): Promise<void> {
  const matters = await listAll<MatterView>(crew.office, '/api/v1/discipline-matters')
  for (const { rule, evidence } of matters) {
    const told = rule === 'caseFromGap' ? written.get(suspected.get(evidence.id) ?? '') : undefined
    if (told) told.events += 1
  }
  const about = matters.filter(({ rule }) => !BY_CHANCE.has(rule))
  const found = Map.groupBy(about, ({ rule, subject, day }) => `${rule} ${subject.id} ${day}`)
  for (const [id, same] of found) {
    findings.check('discipline', planted.has(id), () => `${id}: a matter that the story has no offence for`)
    findings.check('discipline', same.length === 1, () => `${id}: ${same.length} matters of one offence`)
  }
  for (const id of planted) findings.check('discipline', found.has(id), () => `${id}: no matter arose`)
}

/** Each account that owes a report answers for those that its own list shows. */
async function gatherReporters({ api, crew }: World): Promise<Reporter[]> {
  const reporters = new Map<string, Reporter>()
  const groups = await Promise.all(
    ['director', ...Array.from({ length: GROUPS }, (_, n) => `group-${n + 1}`)].map((name) => api.as(name)),
  )
  const clerks = new Set(crew.villages.map((village) => crew.clerk(village)))
  for (const account of [...clerks, ...groups]) {
    if (!account || account === crew.office) continue
    const { status, body } = await account.get('/api/v1/daily-reports/mine')
    for (const owner of status === 200 ? (body.forms as Form[]) : []) {
      const id = `${owner.kind}:${owner.key}`
      const { kind, key, areaCode } = owner
      if (!reporters.has(id)) reporters.set(id, { owner: { kind, key, areaCode }, account })
    }
  }
  return [...reporters.values()]
}
