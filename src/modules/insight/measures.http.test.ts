// The living plan's figures over HTTP, against expectations worked out by hand: rates with their counts, and never green
// where nothing was due or nobody measures yet.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { at } from '../../kernel/time.ts'
import { registration } from '../people/testing/invented.ts'
import { MEASURES } from './measures.ts'

const local = (day: string, time: string) => at(day, time, 'Asia/Shanghai')
const district = await openTestDistrict({ at: local('2020-01-25', '05:30'), activate: false })
const [clerk, medic, office, director] = await Promise.all(
  ['clerk-230406100', 'medic-230406100200', 'office', 'director'].map(district.as),
)

// biome-ignore lint/suspicious/noExplicitAny: an answer of the API.
type Duty = any
async function duties(): Promise<Map<string, Duty>> {
  const { body } = await office!.get('/api/v1/plan')
  return new Map(body.sections.flatMap(({ duties }: Duty) => duties.map((duty: Duty) => [duty.key, duty])))
}
const figureOf = async (key: string) => {
  // As it stands today; what yesterday left standing is tested with the days.
  const { curve } = (await duties()).get(key)
  const { value, counts, state } = curve.at(-1)
  return [value, counts && `${counts.numerator}/${counts.denominator}`, state]
}
const NOTHING_DUE = [null, null, 'notYetMeasured']

async function register(
  arrival: object,
): Promise<{ personId: string; arrivalId: string; periodId: string | undefined }> {
  const body = registration({ arrival: { arrivalDay: '2020-01-25', ...arrival } })
  const answer = await clerk!.post('/api/v1/persons', body)
  expect(answer.status, answer.text).toBe(201)
  const { items } = (await clerk!.get(`/api/v1/persons/${body.id}/isolation-periods`)).body
  return { personId: body.id, arrivalId: body.arrival.id, periodId: items[0]?.id }
}
const read = (periodId: string | undefined, temperature = 36.5) =>
  medic!.post('/api/v1/readings', {
    id: newId(),
    periodId,
    temperature,
    site: 'forehead',
    observedAt: district.clock.now(),
  })
const decide = (kind: string) =>
  director!.post('/api/v1/response-changes', {
    id: newId(),
    kind,
    level: '1',
    effectiveDay: '2020-01-25',
    authority: '区委常委会',
    reason: '省级决定',
  })

describe('the living plan', () => {
  it('has a figure of every measure of the slices that are there, and green only what was measured', async () => {
    const all = await duties()
    for (const duty of all.values()) {
      if (!MEASURES.has(duty.measure.key)) expect([duty.value, duty.state], duty.key).toEqual([null, 'notYetMeasured'])
      if (duty.state === 'kept') expect(duty.value, duty.key).not.toBeNull()
      if (duty.value !== null) expect(duty.counts === null, duty.key).toBe(duty.measure.unit !== 'percent')
    }
    const named = new Set([...all.values()].map((duty) => duty.measure.key))
    for (const key of MEASURES.keys()) expect(named, key).toContain(key)
  })
  it('are computed for every mechanism of the plan: clocks, orders, roster, meeting, reports, discipline', async () => {
    const used = [...(await duties()).values()].map((duty) => duty.measure.key as string)
    const mechanisms = used.filter((key) => /^(duties|directives|discipline|insight|isolation)\./.test(key))
    expect(mechanisms.length).toBeGreaterThan(20)
    expect(mechanisms.filter((key) => !MEASURES.has(key))).toEqual([])
  })

  it('judges the organisation from the first day, and isolation not before the response', async () => {
    expect(await figureOf('responseGrounded')).toEqual(NOTHING_DUE)
    expect(await figureOf('postsHeld')).toEqual([100, '11/11', 'kept'])
    expect(await figureOf('groupsStaffed')).toEqual([100, '8/8', 'kept'])
    expect(await figureOf('ownTerritory')).toEqual([0, null, 'kept'])
    expect(await figureOf('officeMeasures')).toEqual([1, null, 'kept'])
    const [value, counts, state] = await figureOf('townshipCommandsSet')
    expect([value, state]).toEqual([100, 'kept'])
    expect(counts).toMatch(/^(\d+)\/\1$/)
    // Registered while nothing is owed: it counts for nothing.
    await register({ arrivalDay: '2020-01-20' })
    for (const key of ['returnees', 'temperatureFirst', 'visits', 'medicAssigned', 'guarantors', 'expectedFollowed']) {
      expect(await figureOf(key), key).toEqual(NOTHING_DUE)
    }
    await district.clock.moveTo(local('2020-01-25', '05:35'))
    await decide('activated')
    expect(await figureOf('responseGrounded')).toEqual([100, '1/1', 'kept'])
  })

  it('counts registrations by the day of the arrival, and a temperature only when it came first', async () => {
    await district.clock.moveTo(local('2020-01-25', '05:40'))
    const first = await register({})
    const owed = await register({ firstTemperature: null, temperatureSite: null })
    // Came before the response: due by the end of the day after its start.
    await register({ arrivalDay: '2020-01-21' })
    await district.clock.moveTo(local('2020-01-26', '23:59'))
    await register({ arrivalDay: '2020-01-25' })
    expect(await figureOf('returnees')).toEqual([100, '4/4', 'kept'])
    await district.clock.moveTo(local('2020-01-27', '00:00'))
    await register({ arrivalDay: '2020-01-25' })
    expect(await figureOf('returnees')).toEqual([80, '4/5', 'broken'])
    expect(await figureOf('temperatureFirst')).toEqual([80, '4/5', 'broken'])
    await read(owed.periodId)
    expect(await figureOf('temperatureFirst')).toEqual([80, '4/5', 'broken'])
    // Everybody who arrived since the 21st, and began on that very day: two of the five.
    expect(await figureOf('isolationStarted')).toEqual([40, '2/5', 'broken'])
    expect(first.periodId).toBeDefined()
  })

  it('counts the checks of today whose windows closed', async () => {
    await district.clock.moveTo(local('2020-01-28', '08:00'))
    expect(await figureOf('visits')).toEqual(NOTHING_DUE)
    const { items } = (await medic!.get('/api/v1/isolation-periods?queue=all&limit=50')).body
    expect(items).toHaveLength(6)
    for (const { id } of items.slice(1)) await read(id)
    expect(await figureOf('visits')).toEqual(NOTHING_DUE)
    await district.clock.moveTo(local('2020-01-28', '11:00'))
    expect(await figureOf('visits')).toEqual([83.3, '5/6', 'broken'])
    // A visit that comes late is a visit, and not in time.
    await read(items[0].id)
    expect(await figureOf('visits')).toEqual([83.3, '5/6', 'broken'])
    expect(await figureOf('townshipHelp')).toEqual([83.3, '5/6', 'broken'])
    await district.clock.moveTo(local('2020-01-29', '00:00'))
    expect(await figureOf('visits')).toEqual(NOTHING_DUE)
  })

  it('counts medics, and guarantors of those from a key area', async () => {
    expect(await figureOf('medicAssigned')).toEqual([0, '0/6', 'broken'])
    const { items } = (await clerk!.get('/api/v1/isolation-periods?queue=all&limit=50')).body
    const { id } = (await medic!.get('/api/v1/me')).body.account
    const periodIds = items.map((row: { id: string }) => row.id)
    await clerk!.post('/api/v1/isolation-assignments', { periodIds, role: 'medic', accountId: id })
    expect(await figureOf('medicAssigned')).toEqual([100, '6/6', 'kept'])
    await register({ originText: '黑龙江哈尔滨', arrivalDay: '2020-01-29' })
    expect(await figureOf('medicAssigned')).toEqual([85.7, '6/7', 'broken'])
    expect(await figureOf('guarantors')).toEqual([0, '0/6', 'broken'])
  })

  it('counts expected arrivals that were followed up once their day has passed', async () => {
    const expected = { status: 'expected', arrivalDay: '2020-01-29', firstTemperature: null, temperatureSite: null }
    const [coming, missing] = [await register(expected), await register(expected)]
    expect(await figureOf('expectedFollowed')).toEqual(NOTHING_DUE)
    const confirmed = await clerk!.post(`/api/v1/arrivals/${coming.arrivalId}/confirm`, {
      arrivalDay: '2020-01-29',
      firstTemperature: 36.5,
      temperatureSite: 'forehead',
    })
    expect(confirmed.status, confirmed.text).toBeLessThan(300)
    expect(await figureOf('expectedFollowed')).toEqual([100, '1/1', 'kept'])
    await district.clock.moveTo(local('2020-01-30', '00:00'))
    expect(await figureOf('expectedFollowed')).toEqual([50, '1/2', 'broken'])
    const answer = await clerk!.post(`/api/v1/arrivals/${missing.arrivalId}/cancel`, { reason: '留在外地' })
    expect(answer.status, answer.text).toBeLessThan(300)
    expect(await figureOf('expectedFollowed')).toEqual([100, '2/2', 'kept'])
  })

  it('counts steps of referrals taken in time, and the one that is overdue', async () => {
    expect(await figureOf('feverTransfer')).toEqual(NOTHING_DUE)
    await district.clock.moveTo(local('2020-01-30', '08:00'))
    const { items } = (await medic!.get('/api/v1/isolation-periods?queue=dueNow&limit=50')).body
    const { referralId } = (await read(items[0].id, 38.4)).body
    expect(await figureOf('feverTransfer')).toEqual(NOTHING_DUE)
    const step = (name: string) =>
      medic!.post(`/api/v1/referrals/${referralId}/steps`, { step: name, at: district.clock.now() })
    await district.clock.moveTo(local('2020-01-30', '08:10'))
    await step('notified')
    expect(await figureOf('feverTransfer')).toEqual([100, '1/1', 'kept'])
    await district.clock.moveTo(local('2020-01-30', '12:00'))
    expect(await figureOf('feverTransfer')).toEqual([50, '1/2', 'broken'])
    await step('called')
    expect(await figureOf('feverTransfer')).toEqual([50, '1/2', 'broken'])
  })

  it('counts periods kept to the end', async () => {
    expect(await figureOf('fullPeriod')).toEqual(NOTHING_DUE)
    const { items } = (await clerk!.get('/api/v1/isolation-periods?queue=all&limit=50')).body
    const active = items.find((row: { state: string }) => row.state === 'active')
    const ended = await office!.post(`/api/v1/isolation-periods/${active.id}/early-ends`, {
      id: newId(),
      reason: '登记错误',
    })
    expect(ended.status, ended.text).toBeLessThan(300)
    expect(await figureOf('fullPeriod')).toEqual([0, '0/1', 'broken'])
  })

  it('owes nothing once the response is stood down', async () => {
    await decide('stoodDown')
    expect(await figureOf('responseGrounded')).toEqual([100, '2/2', 'kept'])
    for (const key of ['medicAssigned', 'guarantors', 'expectedFollowed']) {
      expect(await figureOf(key), key).toEqual(NOTHING_DUE)
    }
    await district.clock.moveTo(local('2020-01-31', '12:00'))
    expect(await figureOf('visits')).toEqual(NOTHING_DUE)
  })

  it('sees a post without holder and a grant beyond its territory', async () => {
    const sql = (text: string) => district.app.db.transaction(district.app.db.whole, (tx) => tx.sql(text))
    const now = district.clock.now()
    await sql(
      `update post_holders set until_at = '${now}' where post_id in ('command.commander', 'group.medical.officer')`,
    )
    expect(await figureOf('postsHeld')).toEqual([90.9, '10/11', 'atRisk'])
    expect(await figureOf('groupsStaffed')).toEqual([87.5, '7/8', 'broken'])
    await sql(`update posts set area_code = '230406' where id = '230406100.townshipClerk'`)
    expect(await figureOf('ownTerritory')).toEqual([1, null, 'broken'])
  })
})
