// The end of the response (M01): obligations end with it, readings may still be recorded, and the next activation owes
// again, from then on.
import { expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { at } from '../../kernel/time.ts'
import { registration } from '../people/testing/invented.ts'

const local = (day: string, time: string) => at(day, time, 'Asia/Shanghai')
const district = await openTestDistrict({ at: local('2020-01-25', '06:30') })
const clerk = await district.as('clerk-230406100')
const director = await district.as('director')

async function isolate(): Promise<string> {
  const body = registration({ arrival: { arrivalDay: district.clock.now().slice(0, 10) } })
  expect((await clerk.post('/api/v1/persons', body)).status).toBe(201)
  return (await clerk.get(`/api/v1/persons/${body.id}/isolation-periods`)).body.items[0].id
}
const read = (periodId: string) =>
  clerk.post('/api/v1/readings', {
    id: newId(),
    periodId,
    temperature: 36.5,
    site: 'forehead',
    observedAt: district.clock.now(),
  })
const periodOf = async (id: string) => (await clerk.get(`/api/v1/isolation-periods/${id}`)).body
async function outcomes(id: string): Promise<Record<string, string>> {
  const { windows } = await periodOf(id)
  return Object.fromEntries(
    windows.map(({ day, slot, outcome }: Record<string, string>) => [`${day?.slice(8)} ${slot}`, outcome]),
  )
}
async function decide(kind: string): Promise<void> {
  const answer = await director.post('/api/v1/response-changes', {
    id: newId(),
    kind,
    level: '1',
    effectiveDay: district.clock.now().slice(0, 10),
    authority: '区委常委会',
    reason: '疫情变化',
  })
  expect(answer.status, answer.text).toBe(201)
}
const figures = async () => (await clerk.get('/api/v1/board')).body.total

it('ends what is owed at once, records nothing missed after it, and owes again from the next activation', async () => {
  const before = await isolate()
  const done = await isolate()
  await district.clock.moveTo(local('2020-01-25', '08:00'))
  await read(done)
  await district.clock.moveTo(local('2020-01-25', '12:00'))
  expect(await figures()).toMatchObject({ overdue: 1, done: 1 })
  await decide('stoodDown')
  expect(await figures()).toMatchObject({ inIsolation: 2, overdue: 0, due: 0, done: 1 })
  expect((await periodOf(before)).nextCheckDueAt).toBeNull()

  await district.clock.moveTo(local('2020-01-26', '09:00'))
  expect(await figures()).toMatchObject({ inIsolation: 2, overdue: 0, due: 0 })
  const reading = await read(before)
  expect([reading.status, reading.body.reading.completes, reading.body.nextCheckDueAt]).toEqual([201, null, null])
  const during = await isolate()
  expect((await periodOf(during)).nextCheckDueAt).toBeNull()

  await district.clock.moveTo(local('2020-01-26', '10:00'))
  await decide('activated')
  await district.clock.moveTo(local('2020-01-26', '10:01'))
  for (const id of [before, done, during]) {
    expect((await periodOf(id)).nextCheckDueAt).toBe(local('2020-01-26', '11:00'))
  }
  expect(await figures()).toMatchObject({ due: 3, overdue: 0 })
  await district.clock.moveTo(local('2020-01-26', '14:00'))
  expect(await outcomes(before)).toMatchObject({
    '25 morning': 'stoodDown',
    '25 afternoon': 'stoodDown',
    '26 morning': 'missed',
    '26 afternoon': 'open',
  })
  expect(await outcomes(done)).toMatchObject({ '25 morning': 'done', '25 afternoon': 'stoodDown' })
  expect(await outcomes(during)).toMatchObject({ '26 morning': 'missed', '26 afternoon': 'open' })
  const rows = await district.app.db.transaction(district.app.db.whole, (tx) =>
    tx.sql('select distinct day::text, slot, outcome from checks'),
  )
  expect(rows).toEqual([{ day: '2020-01-26', slot: 'morning', outcome: 'missed' }])
})

it('keeps what was missed for good before it, and lets a fever of meanwhile go its way', async () => {
  const id = await isolate()
  const ill = await isolate()
  await district.clock.moveTo(local('2020-01-27', '06:00'))
  await decide('stoodDown')
  const fever = await clerk.post('/api/v1/readings', {
    id: newId(),
    periodId: ill,
    temperature: 38.2,
    site: 'forehead',
    observedAt: district.clock.now(),
  })
  const step = (name: string, more: object = {}) =>
    clerk.post(`/api/v1/referrals/${fever.body.referralId}/steps`, { step: name, at: district.clock.now(), ...more })
  for (const name of ['notified', 'called', 'pickedUp']) expect((await step(name)).status).toBe(201)
  await step('atFacility', { facility: '市医院' })
  expect((await step('outcome', { outcome: 'excluded' })).status).toBe(201)
  expect(await periodOf(ill)).toMatchObject({ status: { state: 'active' }, nextCheckDueAt: null })
  await district.clock.moveTo(local('2020-01-28', '09:00'))
  expect(await outcomes(id)).toMatchObject({ '26 afternoon': 'missed', '27 morning': 'stoodDown' })
  await decide('activated')
  await district.clock.moveTo(local('2020-01-28', '09:01'))
  expect((await periodOf(ill)).nextCheckDueAt).toBe(local('2020-01-28', '11:00'))
})
