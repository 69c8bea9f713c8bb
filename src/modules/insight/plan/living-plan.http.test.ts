// The living plan over HTTP: every figure opens the list that it counts, of the district and of every township; a day that
// has passed stays as it was judged, and is judged the same when nobody ran the server at its end.
import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Client, openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { at } from '../../../kernel/time.ts'
import { registration } from '../../people/testing/invented.ts'
import type { DutyView, EvidenceRow, EvidenceView, PlanView } from './contract.ts'
import { recordDays } from './days.ts'

const local = (day: string, time: string) => at(day, time, 'Asia/Shanghai')
const DISTRICT = '230406'
const [XINHUA, SHUYUAN] = ['230406100', '230406201']
const district = await openTestDistrict({ at: local('2020-01-25', '05:40'), runJobs: false })
const { app, clock } = district
const [clerk, medic, office, commander] = (await Promise.all(
  ['clerk-230406100', 'medic-230406100200', 'office', 'commander'].map(district.as),
)) as [Client, Client, Client, Client]

const planOf = async (area = DISTRICT, who = office): Promise<PlanView> => {
  const answer = await who.get(`/api/v1/plan?area=${area}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}
const dutiesOf = ({ sections }: PlanView) =>
  new Map(sections.flatMap(({ duties }) => duties.map((one) => [one.key, one])))
const dutyOf = async (key: string, area?: string): Promise<DutyView> => dutiesOf(await planOf(area)).get(key)!

/** Every row of a list, page by page, and what the list says of itself. */
async function evidenceOf(key: string, query: string, who = office): Promise<EvidenceView & { rows: EvidenceRow[] }> {
  const rows: EvidenceRow[] = []
  for (let cursor = ''; ; ) {
    const answer = await who.get(`/api/v1/plan/duties/${key}/evidence?limit=7&${query}${cursor}`)
    expect(answer.status, answer.text).toBe(200)
    rows.push(...answer.body.items)
    if (answer.body.next === null) return { ...answer.body, rows }
    cursor = `&cursor=${encodeURIComponent(answer.body.next)}`
  }
}

const runJobs = async () => {
  for (const job of app.jobs) await job.run(clock.now())
}
const passTo = async (day: string, time: string) => {
  await clock.moveTo(local(day, time))
  await runJobs()
}

async function register(areaCode: string, arrival: object = {}): Promise<string | undefined> {
  const body = registration({ areaCode, arrival: { arrivalDay: '2020-01-25', ...arrival } })
  const answer = await office.post('/api/v1/persons', body)
  expect(answer.status, answer.text).toBe(201)
  return (await office.get(`/api/v1/persons/${body.id}/isolation-periods`)).body.items[0]?.id
}
const read = async (periodId: string | undefined, temperature = 36.5) => {
  const body = { id: newId(), periodId, temperature, site: 'forehead', observedAt: clock.now() }
  const answer = await office.post('/api/v1/readings', body)
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

interface Recorded {
  day: string
  figure: string
  area_code: string
}
/** What is recorded of all days, in the order of its key. */
const recorded = async (): Promise<Recorded[]> => {
  const rows = await app.db.transaction(app.db.whole, (tx) => tx.sql<Recorded>('select * from measure_days'))
  return rows.sort((a, b) => (`${a.day} ${a.figure} ${a.area_code}` < `${b.day} ${b.figure} ${b.area_code}` ? -1 : 1))
}

const periods: (string | undefined)[] = []

beforeAll(async () => {
  for (let index = 0; index < 6; index++) periods.push(await register(`${XINHUA}200`, { originText: '湖北武汉' }))
  for (let index = 0; index < 3; index++) periods.push(await register(`${SHUYUAN}200`))
  await register(`${XINHUA}200`, { arrivalDay: '2020-01-20', firstTemperature: null, temperatureSite: null })
  const expected = { status: 'expected', arrivalDay: '2020-01-25', firstTemperature: null, temperatureSite: null }
  await register(`${SHUYUAN}200`, expected)
  await register(`${XINHUA}200`, expected)
  const { id } = (await medic.get('/api/v1/me')).body.account
  const assigned = { periodIds: periods.slice(0, 4), role: 'medic', accountId: id }
  expect((await office.post('/api/v1/isolation-assignments', assigned)).status).toBe(201)
  await passTo('2020-01-25', '08:00')
  for (const id of periods.slice(0, 5)) await read(id)
  await passTo('2020-01-25', '15:00')
  for (const id of periods.slice(2)) await read(id)
  await passTo('2020-01-26', '00:00')
  await passTo('2020-01-26', '08:00')
  for (const id of periods.slice(1, 7)) await read(id)
  const { referralId } = await read(periods[0], 38.2)
  await passTo('2020-01-26', '08:05')
  const told = await office.post(`/api/v1/referrals/${referralId}/steps`, { step: 'notified', at: clock.now() })
  expect(told.status, told.text).toBe(201)
  await passTo('2020-01-26', '12:00')
  const ended = await office.post(`/api/v1/isolation-periods/${periods[8]}/early-ends`, {
    id: newId(),
    reason: '登记错误',
  })
  expect(ended.status, ended.text).toBe(201)
  await passTo('2020-01-26', '21:00')
})

describe('a figure', () => {
  it.each([DISTRICT, XINHUA, SHUYUAN])(
    'of %s is the count of its list, for every duty that is measured',
    async (area) => {
      let measured = 0
      for (const duty of dutiesOf(await planOf(area)).values()) {
        const all = await evidenceOf(duty.key, `area=${area}`)
        const failing = all.rows.filter(({ kept }) => !kept)
        const said = `${duty.key} in ${area}`
        expect(new Set(all.rows.map(({ id }) => id)).size, said).toBe(all.rows.length)
        expect([all.duty.value, all.duty.counts, all.duty.state], said).toEqual([duty.value, duty.counts, duty.state])
        if (duty.value === null) expect(all.rows, said).toEqual([])
        else if (duty.counts === null) expect(all.rows.length, said).toBe(duty.value)
        else {
          measured += 1
          const { numerator, denominator } = duty.counts
          expect([denominator - numerator, denominator], said).toEqual([failing.length, all.rows.length])
          expect(all.visible, said).toEqual({ kept: numerator, failing: failing.length })
          // What fails stands first, and each half of the list is the list of that half.
          expect(all.rows.slice(0, failing.length), said).toEqual(failing)
          expect((await evidenceOf(duty.key, `area=${area}&show=failing`)).rows, said).toEqual(failing)
          expect((await evidenceOf(duty.key, `area=${area}&show=kept`)).rows.length, said).toBe(numerator)
        }
      }
      expect(measured).toBeGreaterThan(area === DISTRICT ? 12 : 5)
    },
  )

  it('of the district is the sum of its townships', async () => {
    const [whole, west, east] = await Promise.all(
      [DISTRICT, XINHUA, SHUYUAN].map((area) => planOf(area).then(dutiesOf)),
    )
    for (const key of ['visits', 'returnees', 'temperatureFirst', 'expectedFollowed', 'guarantors', 'fullPeriod']) {
      const count = (duties: Map<string, DutyView>) => duties.get(key)!.counts?.denominator ?? 0
      expect(count(whole!), key).toBe(count(west!) + count(east!))
      expect(count(whole!), key).toBeGreaterThan(0)
    }
    // What is the district's as a whole no township is judged by.
    expect(west!.get('postsHeld')!.state).toBe('notYetMeasured')
    expect(whole!.get('postsHeld')!.state).toBe('kept')
  })

  it('says by whom it is judged and who answers for it', async () => {
    const plan = await planOf()
    expect(plan.version).toBe(1)
    const owner = plan.owners.find(({ key }) => key === 'group.medical')!
    expect(owner).toMatchObject({ leadUnit: 'healthBureau', holder: { name: '孙秋博' } })
    const set = (await planOf(XINHUA)).owners.find(({ key }) => key === 'allTownships')!
    expect(set.units).toEqual(['xinhua'])
    expect(plan.clauses).toHaveLength(63)
    expect(plan.clauses.find(({ id }) => id === 'M21')).toMatchObject({ state: 'broken' })
  })

  it('is of the own township where nothing else is asked', async () => {
    const own = (await clerk.get('/api/v1/plan')).body as PlanView
    expect([own.area, own.own.area, own.own.units]).toEqual([XINHUA, XINHUA, ['xinhua']])
    expect(dutiesOf(own).get('visits')!.counts).toEqual((await dutyOf('visits', XINHUA)).counts)
    expect((await commander.get('/api/v1/plan')).body.area).toBe(DISTRICT)
  })

  it('is everybody’s, and the persons behind it are only of whom the account sees', async () => {
    const mine = await evidenceOf('visits', `area=${DISTRICT}`, clerk)
    expect(mine.duty.counts).toEqual((await dutyOf('visits')).counts)
    expect(mine.rows.length).toBe((await dutyOf('visits', XINHUA)).counts!.denominator)
    expect(mine.rows.every(({ areaCode }) => areaCode!.startsWith(XINHUA))).toBe(true)
    expect(mine.visible.kept + mine.visible.failing).toBe(mine.rows.length)
    const nobody = await evidenceOf('visits', '', await district.as('admin'))
    expect([nobody.rows, nobody.visible]).toEqual([[], { kept: 0, failing: 0 }])
    expect((await office.get('/api/v1/plan/duties/none/evidence')).status).toBe(404)
  })
})

describe('a day that has passed', () => {
  it('stays as it was judged at its end, and today is told as it stands', async () => {
    const visits = await dutyOf('visits')
    expect(visits.curve).toHaveLength(14)
    expect(visits.curve.slice(0, 12).every(({ value, planVersion }) => value === null && planVersion === null)).toBe(
      true,
    )
    // Ten in isolation and two windows: five in the morning, seven in the afternoon.
    expect(visits.curve[12]).toEqual({
      day: '2020-01-25',
      value: 60,
      counts: { numerator: 12, denominator: 20 },
      state: 'broken',
      planVersion: 1,
    })
    expect(visits.curve[13]).toMatchObject({ day: '2020-01-26', value: visits.value, counts: visits.counts })
    // What is told of it afterwards changes the records, not the judgement.
    const before = await recorded()
    await register(`${SHUYUAN}200`, { arrivalDay: '2020-01-25' })
    await runJobs()
    expect(await recorded()).toEqual(before)
    expect((await dutyOf('visits')).curve[12]).toEqual(visits.curve[12])
    // A township has its own past.
    expect((await dutyOf('visits', SHUYUAN)).curve[12]!.counts).toEqual({ numerator: 3, denominator: 6 })
  })

  it('opens the list of its own day', async () => {
    const past = await evidenceOf('visits', `area=${SHUYUAN}&day=2020-01-25`)
    expect(past.recorded).toMatchObject({ day: '2020-01-25', counts: { numerator: 3, denominator: 6 }, planVersion: 1 })
    expect(past.duty.counts).toEqual({ numerator: 3, denominator: 6 })
    expect([past.rows.length, past.rows.filter(({ kept }) => kept).length]).toEqual([6, 3])
    const medics = await evidenceOf('medicAssigned', `area=${SHUYUAN}&day=2020-01-25`)
    expect(medics.rows.length).toBe(medics.recorded!.counts!.denominator)
    // Since then one period was ended with a reason: it counts now, and did not on that day.
    expect((await evidenceOf('fullPeriod', 'day=2020-01-25')).rows).toEqual([])
    expect((await evidenceOf('fullPeriod', '')).rows).toHaveLength(1)
    for (const day of ['2020-01-24', '2020-01-26', '2020-02-30']) {
      expect([400, 404]).toContain((await office.get(`/api/v1/plan/duties/visits/evidence?day=${day}`)).status)
    }
  })

  it('stands in the morning, until something of today is due', async () => {
    await clock.moveTo(local('2020-01-27', '00:20'))
    await runJobs()
    const visits = await dutyOf('visits')
    expect(visits.curve[13]).toMatchObject({ day: '2020-01-27', value: null, state: 'notYetMeasured' })
    expect([visits.asOfDay, visits.state, visits.value]).toEqual(['2020-01-26', 'broken', visits.curve[12]!.value])
    const plan = await planOf()
    expect(plan.clauses.find(({ id }) => id === 'M21')!.state).toBe('broken')
    expect(plan.townships.find(({ area }) => area === XINHUA)!.states.broken).toBeGreaterThan(0)
    // Whatever is not of a single day has no yesterday to stand.
    expect((await dutyOf('feverTransfer')).asOfDay).toBe('2020-01-27')
  })

  it('is judged once, whoever else records it at the same time', async () => {
    await clock.moveTo(local('2020-01-27', '00:30'))
    await Promise.all([1, 2, 3].map(() => recordDays(app.systemContext())))
    const days = new Set((await recorded()).map(({ day }) => day))
    expect([...days]).toEqual(['2020-01-25', '2020-01-26'])
    const events = await app.db.transaction(app.db.whole, (tx) =>
      tx.sql(`select from audit_events where action = 'plan.dayRecorded'`),
    )
    expect(events).toHaveLength(2)
  })

  it('is judged as of its own end when nobody ran the server then', async () => {
    // Three days with their ends seen: readings, a referral that goes on, an end of the response.
    await passTo('2020-01-27', '09:00')
    for (const id of periods.slice(1, 6)) await read(id)
    const { items } = (await office.get('/api/v1/persons?status=expected&limit=50')).body
    const cancelled = await office.post(`/api/v1/arrivals/${items[0].arrivalId}/cancel`, { reason: '留在外地' })
    expect(cancelled.status, cancelled.text).toBe(200)
    await passTo('2020-01-27', '22:00')
    for (const id of periods.slice(1, 3)) await read(id)
    await passTo('2020-01-28', '00:00')
    await passTo('2020-01-28', '09:00')
    await read(periods[6])
    await register(`${XINHUA}200`, { arrivalDay: '2020-01-28' })
    await passTo('2020-01-29', '00:00')
    const seen = await recorded()
    expect(new Set(seen.map(({ day }) => day)).size).toBe(4)
    await passTo('2020-01-29', '07:00')
    const director = await district.as('director')
    const down = {
      kind: 'stoodDown',
      level: '1',
      effectiveDay: '2020-01-29',
      authority: '区委常委会',
      reason: '省级决定',
    }
    expect((await director.post('/api/v1/response-changes', { id: newId(), ...down })).status).toBe(201)
    // As if no server had run since the first day: the same records, judged days later.
    const owner = new pg.Client(district.database.owner)
    await owner.connect()
    await owner.query('set search_path = d230406; delete from measure_days; delete from plan_days')
    await owner.end()
    await passTo('2020-01-30', '10:00')
    const again = await recorded()
    expect(again.filter(({ day }) => day < '2020-01-29')).toEqual(seen)
  })

  it('stays as it was judged when its records are put right afterwards, and the list says so', async () => {
    // A record that is put right afterwards: the list is of the records, the judgement of that night.
    const owner = new pg.Client(district.database.owner)
    await owner.connect()
    await owner.query('set search_path = d230406')
    await owner.query(
      `delete from checks where (period_id, slot) in (select period_id, slot from checks
       where day = '2020-01-25' and area_code like '${SHUYUAN}%' limit 1) and day = '2020-01-25'`,
    )
    await owner.end()
    const later = await evidenceOf('visits', `area=${SHUYUAN}&day=2020-01-25`)
    expect([
      later.recorded!.counts!.numerator,
      later.duty.counts!.numerator,
      later.rows.filter(({ kept }) => kept).length,
    ]).toEqual([3, 4, 4])
  })
})
