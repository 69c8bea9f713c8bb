// Registered by mistake, and registered again after having left (M07, decision 0012): the figures agree before and after, what
// was owed ends, and a restored registration is as it was.
import { expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { registration } from '../testing/invented.ts'

const district = await openTestDistrict()
const office = await district.as('office')
const other = await district.as('clerk-230406201')
const { clock } = district

// biome-ignore lint/suspicious/noExplicitAny: any part of the body may be changed.
type Change = Record<string, any>
async function register(change: Change = {}) {
  const body = registration(change)
  expect((await office.post('/api/v1/persons', body)).status).toBe(201)
  return body
}
const periodsOf = async (id: string) => (await office.get(`/api/v1/persons/${id}/isolation-periods`)).body.items
const voiding = (id: string, more: Change = {}, who = office) =>
  who.post(`/api/v1/persons/${id}/voidings`, { id: newId(), version: 1, reason: '重复录入的空白登记', ...more })
const figures = async () => ({
  persons: (await office.get('/api/v1/persons/count')).body.count,
  open: (await office.get('/api/v1/isolation-periods/count?queue=all')).body.count,
  board: (await office.get('/api/v1/board')).body.figures,
})

it('voids, and every figure is as if it had not been; restores, and all is back', async () => {
  const before = await figures()
  const one = await register({ name: '注销甲' })
  const during = await figures()
  expect(during.open).toBe(before.open + 1)
  // A window goes by, missed.
  await clock.moveTo('2020-01-25T06:30:00.000Z')
  expect((await periodsOf(one.id))[0].windows.some(({ outcome }: Change) => outcome === 'missed')).toBe(true)
  expect((await voiding(one.id, {}, other)).status).toBe(404)
  const done = await voiding(one.id)
  expect(done.status, done.text).toBe(201)
  expect((await figures()).persons).toBe(before.persons)
  expect((await figures()).open).toBe(before.open)
  expect((await office.get(`/api/v1/persons/${one.id}`)).status).toBe(404)
  expect((await office.get('/api/v1/persons/search?q=注销甲')).body.items).toEqual([])
  // The document is free again: somebody may register it rightly, and restoring is refused then.
  expect((await office.get('/api/v1/person-voidings')).body.items).toMatchObject([{ id: done.body.id, name: '注销甲' }])
  const back = await office.post(`/api/v1/person-voidings/${done.body.id}/restore`, { reason: '核对无误' })
  expect(back.body.restoredAt).toBe(clock.now())
  expect(await figures()).toMatchObject({ persons: during.persons, open: during.open })
  const [period] = await periodsOf(one.id)
  expect(period.status.state).toBe('active')
  expect(period.windows.filter(({ outcome }: Change) => outcome === 'missed')).toHaveLength(1)
  expect((await office.get('/api/v1/persons/search?q=注销甲')).body.items).toHaveLength(1)
  expect((await office.get('/api/v1/person-voidings/count')).body.count).toBe(0)
})

it('says so when the id belongs to the voiding of somebody else', async () => {
  const [one, two] = [await register({ name: '编号甲' }), await register({ name: '编号乙' })]
  const { body } = await voiding(one.id)
  expect((await voiding(one.id, { id: body.id })).status).toBe(201)
  const mixed = await voiding(two.id, { id: body.id })
  expect([mixed.status, mixed.body.code]).toEqual([409, 'id_taken'])
  expect((await office.get(`/api/v1/persons/${two.id}`)).status).toBe(200)
})

it('is refused over readings unless said knowingly, and over an open referral always', async () => {
  const one = await register({ name: '注销乙', arrival: { arrivalDay: '2020-01-25' } })
  const [period] = await periodsOf(one.id)
  const read = (temperature: number) =>
    office.post('/api/v1/readings', {
      id: newId(),
      periodId: period.id,
      temperature,
      site: 'ear',
      observedAt: clock.now(),
    })
  await read(36.5)
  expect((await voiding(one.id)).body.errors[0].code).toBe('void.readings')
  await read(38.1)
  const refused = await voiding(one.id, { evenWithReadings: true })
  expect(refused.body.errors.map(({ code }: Change) => code)).toEqual(['void.referral'])
  const two = await register({ name: '注销丙', arrival: { arrivalDay: '2020-01-25' } })
  const [theirs] = await periodsOf(two.id)
  await office.post('/api/v1/readings', {
    id: newId(),
    periodId: theirs.id,
    temperature: 36.4,
    site: 'ear',
    observedAt: clock.now(),
  })
  const twice = await Promise.all([
    voiding(two.id, { evenWithReadings: true }),
    voiding(two.id, { evenWithReadings: true }),
  ])
  expect(twice.map(({ status }) => status).sort()).toEqual([201, 409])
})

it('cannot be restored over a later registration of the same document', async () => {
  const one = await register({ name: '注销丁' })
  const { body } = await voiding(one.id)
  await register({ name: '注销丁', document: one.document })
  const back = await office.post(`/api/v1/person-voidings/${body.id}/restore`, { reason: '核对' })
  expect(back.body).toMatchObject({ status: 409, code: 'already_registered' })
})

it('a registered person who comes again has a new arrival and a new isolation, and the history stays', async () => {
  await clock.moveTo('2020-01-26T00:30:00.000Z')
  const one = await register({ name: '再来戊', arrival: { arrivalDay: '2020-01-02' } })
  const again = (arrivalDay: string, id = newId()) =>
    office.post(`/api/v1/persons/${one.id}/arrivals`, {
      id,
      status: 'arrived',
      originText: '湖北武汉',
      arrivalDay,
      firstTemperature: 36.4,
      source: 'selfReport',
    })
  // The document says that the person is registered, and by which record.
  const document = await office.post('/api/v1/persons', registration({ document: one.document }))
  expect(document.body.errors[0]).toMatchObject({ code: 'person', zh: one.id })
  expect((await again('2020-01-02')).body.errors[0].code).toBe('arrival.notLater')
  const id = newId()
  const answer = await again('2020-01-26', id)
  expect(answer.status, answer.text).toBe(201)
  expect(answer.body.arrivals.map(({ isCurrent }: Change) => isCurrent)).toEqual([true, false])
  expect((await again('2020-01-26', id)).body.arrivals).toHaveLength(2)
  const periods = await periodsOf(one.id)
  expect(periods.map(({ startDay, status }: Change) => [startDay, status.state])).toEqual([
    ['2020-01-26', 'active'],
    ['2020-01-02', 'endedBeforeRegistration'],
  ])
  expect((await again('2020-01-27')).body.errors[0].code).toBe('arrival.inIsolation')
  expect((await office.get('/api/v1/persons/count?q=再来戊')).body.count).toBe(1)
})
