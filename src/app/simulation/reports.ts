// The daily reports of the story (M59): one of each unit and group, in time, late, never, or below the records.
import { type Around, type Owner, occurrenceId, ownerId, type Part, type Reporter, type Timed } from './ledger.ts'
import { dayOf, dayText, figuresOf, HOUR, iso, startOf } from './oracle.ts'
import { openRandom } from './random.ts'
import { type World, write } from './world.ts'

const DUE = 15 * HOUR
/** Times of the day at which a report may come: the second is the very instant at which it is due, and late. */
const IN_TIME = '12:30'
const LATE = ['15:00', '16:30', '19:50']
const ODDS = { late: 0.14, never: 0.07, below: 0.15 }
/** What is reported below the records. */
const BELOW = 'inIsolation'

interface Form extends Owner {
  areaCode: string
  figures: { key: string; of: 'period' | 'moment' | 'said'; records: number | null }[]
}

export function openReports({ world, telling: { seed }, ledger, reporters }: Around): Part {
  const { findings } = world

  /** In isolation by area when the reports were due: later ones of the day say the same. */
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
    const isInTime = world.now < startOf(dayOf(world.now)) + DUE
    findings.check(
      'duties',
      answer.body.isBelow === below && answer.body.isInTime === isInTime,
      () => `${what}: below ${answer.body.isBelow}, not ${below}; in time ${answer.body.isInTime}, not ${isInTime}`,
    )
    const key = owner.kind === 'group' ? 'groupReport' : 'townshipReport'
    ledger.meet(occurrenceId(key, ownerId(owner), day), id, world.now)
    if (below) ledger.offend('belowRecords', ownerId(owner), day)
  }

  /** One after the other: a group's figures count the reports of others. */
  async function reportAt(time: string, day: number): Promise<void> {
    const due = reporters.map((one) => ({ one, ...plan(one, day) })).filter(({ at }) => at === time)
    for (const { one, id, isBelow } of due) await submit(one, id, isBelow)
  }

  return {
    acts: [
      [
        IN_TIME,
        async (day) => {
          // What happens at the very instant at which they are due belongs to the next day's.
          asTold = new Map(reporters.map(({ owner: { areaCode } }) => [areaCode, inIsolationIn(areaCode)]))
          await reportAt(IN_TIME, day)
        },
      ],
      ...LATE.map((time): Timed => [time, (day) => reportAt(time, day)]),
    ],
    async check() {},
  }
}

/** Each account that owes a report answers for those that its own list shows. */
export async function gatherReporters({ api, crew }: World, count: number): Promise<Reporter[]> {
  const reporters = new Map<string, Reporter>()
  const groups = await Promise.all(
    ['director', ...Array.from({ length: count }, (_, n) => `group-${n + 1}`)].map((name) => api.as(name)),
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
