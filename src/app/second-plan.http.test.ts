// Another district with another plan: five groups, three checks a day, ten days, another zone, none of the shipped keys. What
// the main job does there over HTTP proves that nothing of the shipped plan is taken for granted.
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { newId } from '../kernel/ids.ts'
import { at, dayOf } from '../kernel/time.ts'
import { registration } from '../modules/people/testing/invented.ts'
import { openTestDistrict } from './testing/district.ts'

const plan = path.join(import.meta.dirname, '../plan/testing/second/yunling-county.yaml')
const local = (day: string, time: string) => at(day, time, 'Asia/Urumqi')
const district = await openTestDistrict({ plan, at: local('2020-02-03', '06:30') })
const [office, director, east, west, medic, tracing, supply] = await Promise.all(
  ['office', 'director', 'clerk-990101100', 'clerk-990101200', 'medic-990101100201', 'group-1', 'group-4'].map(
    district.as,
  ),
)
const VILLAGE = '990101100201'
const moveTo = (day: string, time: string) => district.clock.moveTo(local(day, time))

async function isolate(arrival: object = {}) {
  const body = registration({
    areaCode: VILLAGE,
    arrival: { originText: '四川成都', arrivalDay: dayOf(district.clock.now(), 'Asia/Urumqi'), ...arrival },
  })
  const answer = await east!.post('/api/v1/persons', body)
  expect(answer.status, answer.text).toBe(201)
  const { items } = (await east!.get(`/api/v1/persons/${body.id}/isolation-periods`)).body
  return { personId: body.id as string, period: items[0], id: items[0].id as string }
}
const periodOf = async (id: string) => (await east!.get(`/api/v1/isolation-periods/${id}`)).body
const read = (periodId: string, temperature = 36.5) =>
  medic!.post('/api/v1/readings', {
    id: newId(),
    periodId,
    temperature,
    site: 'forehead',
    observedAt: district.clock.now(),
  })
const queue = async (name: string) =>
  (await east!.get(`/api/v1/isolation-periods?queue=${name}&limit=100`)).body.items.map(({ id }: { id: string }) => id)

describe('the first start', () => {
  it('has the plan, its response, groups and posts', async () => {
    const response = (await office!.get('/api/v1/response')).body
    expect(response).toMatchObject({
      level: '2',
      levelName: { zh: '二级响应' },
      districtName: { zh: '云岭县' },
      startDay: '2020-01-20',
    })
    const { units } = (await office!.get('/api/v1/organisation')).body
    const groups = units.filter(({ group }: { group: object | null }) => group)
    expect(groups.map(({ nameZh }: { nameZh: string }) => nameZh)).toEqual([
      '查访组',
      '诊疗组',
      '发声组',
      '保供组',
      '道路组',
    ])
    expect(JSON.stringify(units)).not.toMatch(/230406|鹤|东山/)
    const areas = (await office!.get('/api/v1/areas')).body.items
    expect(areas).toHaveLength(10)
  })

  it('shows its own duties, and judges them', async () => {
    const { sections } = (await office!.get('/api/v1/plan')).body
    const duties = new Map(
      sections.flatMap(({ duties }: { duties: { key: string }[] }) => duties.map((duty) => [duty.key, duty] as const)),
    )
    expect(duties.get('staffed')).toMatchObject({ value: 100, counts: { numerator: 5, denominator: 5 }, state: 'kept' })
    expect(duties.get('headed')).toMatchObject({ counts: { numerator: 3, denominator: 3 } })
    expect(duties.get('threeVisits')).toMatchObject({ state: 'notYetMeasured' })
  })
})

describe('isolation', () => {
  it('lasts as long as this plan says, in its zone, where its rules say', async () => {
    const far = await isolate({ originText: '浙江温州' })
    const near = await isolate()
    expect(far.period).toMatchObject({
      place: 'central',
      placeReason: { zh: '来自重点地区' },
      days: 10,
      lastDay: '2020-02-13',
      endsAt: local('2020-02-14', '00:00'),
      feverThreshold: 37.5,
    })
    expect(near.period).toMatchObject({ place: 'home', nextCheckDueAt: local('2020-02-03', '09:30') })
    expect((await east!.get(`/api/v1/persons/${far.personId}`)).body.arrival.category).toBe('keyArea')
    // Wuhan is a key area of the other plan only.
    const elsewhere = await isolate({ originText: '湖北武汉' })
    expect((await east!.get(`/api/v1/persons/${elsewhere.personId}`)).body.arrival.category).toBe('elsewhere')
  })

  it('is checked in three windows a day, each missed by itself', async () => {
    const { id } = await isolate()
    await moveTo('2020-02-03', '08:00')
    expect((await read(id)).body.reading.completes).toMatchObject({ slot: 'dawn', late: false })
    expect(await queue('doneNow')).toEqual([id])
    await moveTo('2020-02-03', '10:00')
    expect(await queue('overdue')).not.toContain(id)
    await moveTo('2020-02-03', '12:30')
    expect(await queue('dueNow')).toContain(id)
    const board = (await office!.get('/api/v1/board')).body
    expect(board).toMatchObject({ today: '2020-02-03', window: { slot: 'midday', isOpen: true } })
    expect(board.areas.map(({ areaCode }: { areaCode: string }) => areaCode)).toEqual([
      '990101100',
      '990101200',
      '990101300',
    ])
    await moveTo('2020-02-03', '20:00')
    expect((await read(id)).body.reading.completes).toMatchObject({ slot: 'dusk' })
    await moveTo('2020-02-04', '06:59')
    const outcomes = (await periodOf(id)).windows.filter(({ day }: { day: string }) => day === '2020-02-03')
    expect(outcomes.map(({ slot, outcome }: { slot: string; outcome: string }) => `${slot} ${outcome}`)).toEqual([
      'dawn done',
      'midday missed',
      'dusk done',
    ])
  })

  it('climbs by its own steps, and a fever is one from its own threshold on', async () => {
    const { id } = await isolate()
    await moveTo('2020-02-04', '09:30')
    expect((await periodOf(id)).escalation).toBeNull()
    await moveTo('2020-02-04', '10:35')
    expect((await periodOf(id)).escalation).toMatchObject({ to: 'townshipHead', level: 2 })
    expect((await read(id, 37.4)).body.referralId).toBeNull()
    const fever = (await read(id, 37.5)).body
    expect(fever.referralId).not.toBeNull()
    const { referrals } = await periodOf(id)
    expect(referrals[0].clock).toMatchObject({ next: 'notified', dueAt: local('2020-02-04', '10:40') })
    expect((await read(id, 34.5)).status).toBe(422)
  })

  it('ends on day ten, gaps unexplained, with three normal readings: its own rule of release', async () => {
    const { id } = await isolate({ arrivalDay: '2020-01-25' })
    await moveTo('2020-02-04', '12:10')
    await read(id)
    await moveTo('2020-02-04', '19:30')
    await read(id)
    await moveTo('2020-02-05', '00:00')
    const { release } = await periodOf(id)
    expect(release).toMatchObject({ allowed: true })
    const done = await east!.post('/api/v1/isolation-releases', { periodIds: [id] })
    expect(done.body.done).toEqual([id])
  })
})

describe('a list', () => {
  it('is read by the places of this district', async () => {
    const content = [
      '姓名,身份证号,返云日期,返回前所在地,乡镇,村,体温',
      '田一,无,2020-02-04,浙江温州,东坪镇,下坪村,36.4',
      '田二,110101199001011237,2020-02-04,浙江温州,西沟乡,西沟村,36.4',
      '田三,110101199101011234,2020-02-04,重庆,岭南街道,岭南社区,36.6',
    ].join('\n')
    const answer = await office!.upload('/api/v1/imports/preview', { name: '名单.csv', content: Buffer.from(content) })
    expect(answer.status, answer.text).toBe(200)
    expect(JSON.stringify(answer.body.summary)).toContain('990101200')
  })
})

describe('permissions', () => {
  it('follow the territory and the groups of this plan', async () => {
    const { personId, id } = await isolate()
    expect((await west!.get(`/api/v1/persons/${personId}`)).status).toBe(404)
    expect(
      (
        await west!.post('/api/v1/readings', {
          id: newId(),
          periodId: id,
          temperature: 36.5,
          site: 'forehead',
          observedAt: district.clock.now(),
        })
      ).status,
    ).toBe(404)
    expect((await tracing!.get(`/api/v1/persons/${personId}`)).status).toBe(200)
    // The supply group's duties are not about persons.
    expect((await supply!.get(`/api/v1/persons/${personId}`)).status).toBe(403)
  })

  it('let its office amend it, and its director approve', async () => {
    const { items } = (await office!.get('/api/v1/plan-versions')).body
    const text = (await office!.get(`/api/v1/plan-versions/${items[0].id}/file`)).text
    const body = {
      id: newId(),
      planText: text.replace('days: 10', 'days: 12'),
      effectiveFrom: local('2020-02-06', '00:00'),
      runningPeriods: 'change',
      reason: '延长两天',
    }
    const { id } = await isolate()
    expect((await office!.post('/api/v1/plan-amendments', body)).status).toBe(201)
    expect((await director!.post(`/api/v1/plan-amendments/${body.id}/approvals`)).status).toBe(201)
    await moveTo('2020-02-06', '00:00')
    expect(await periodOf(id)).toMatchObject({ days: 12, lastDay: '2020-02-17', plan: { version: 2 } })
  })
})
