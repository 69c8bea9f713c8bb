// Contingency plans, drills and trainings over HTTP on a real database: approved by another, given and read, planned, owed,
// recorded, and what the living plan says of them.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'

const district = await openTestDistrict()
const office = await district.as('office')
const director = await district.as('director')
const clerk = await district.as('clerk-230406100')
const otherClerk = await district.as('clerk-230406201')
const medic = await district.as('medic-230406100200')

const draft = (change: object = {}) => ({
  id: newId(),
  body: '一、发现与报告。二、流调。三、处置。',
  note: '',
  ...change,
})

async function drafted() {
  const plan = { id: newId(), title: '聚集性发热处置预案', version: draft() }
  const answer = await office.post('/api/v1/contingency-plans', plan)
  expect(answer.status, answer.text).toBe(201)
  return { id: plan.id, versionId: plan.version.id, plan }
}
async function approved() {
  const made = await drafted()
  expect((await director.post(`/api/v1/contingency-plan-versions/${made.versionId}/approval`)).status).toBe(200)
  return made
}

describe('a contingency plan', () => {
  it('is drafted once, however often it is sent', async () => {
    const { plan } = await drafted()
    const again = await office.post('/api/v1/contingency-plans', plan)
    expect(again.body.versions).toHaveLength(1)
    expect((await office.post('/api/v1/contingency-plans', { ...plan, title: '另一预案' })).status).toBe(409)
  })

  it('is approved by another than who wrote it, and seen by others from then on', async () => {
    const { id, versionId } = await drafted()
    const url = `/api/v1/contingency-plan-versions/${versionId}/approval`
    expect((await clerk.get(`/api/v1/contingency-plans/${id}`)).body.versions).toEqual([])
    expect((await clerk.post(url)).status).toBe(403)
    expect((await director.post(url)).body.versions[0]).toMatchObject({ state: 'approved', number: 1 })
    expect((await director.post(url)).status).toBe(200)
    expect((await clerk.get(`/api/v1/contingency-plans/${id}`)).body.versions).toHaveLength(1)
    const own = { id: newId(), title: '主任起草', version: draft() }
    await director.post('/api/v1/contingency-plans', own)
    const answer = await director.post(`/api/v1/contingency-plan-versions/${own.version.id}/approval`)
    expect(answer.body).toMatchObject({ code: 'own_draft' })
  })

  it('has one draft at a time: the second writer is told', async () => {
    const { id } = await approved()
    const mine = draft({ body: '第二版' })
    expect((await office.put(`/api/v1/contingency-plans/${id}/draft`, mine)).body.versions[0]).toMatchObject({
      number: 2,
      state: 'draft',
    })
    expect((await office.put(`/api/v1/contingency-plans/${id}/draft`, { ...mine, body: '第二版，改' })).status).toBe(
      200,
    )
    const theirs = await director.put(`/api/v1/contingency-plans/${id}/draft`, draft({ body: '也是第二版' }))
    expect(theirs.body).toMatchObject({ status: 409, code: 'draft_exists' })
    const withdrawal = `/api/v1/contingency-plan-versions/${mine.id}/withdrawal`
    expect((await director.post(withdrawal)).body.versions[0]).toMatchObject({ state: 'withdrawn' })
    expect((await office.put(`/api/v1/contingency-plans/${id}/draft`, draft())).body.versions[0]).toMatchObject({
      number: 3,
    })
  })

  it('is given to units, which are told and confirm reading it, each for itself', async () => {
    const { id, versionId } = await approved()
    const version = `/api/v1/contingency-plan-versions/${versionId}`
    const units = ['xinhua', 'shuyuan']
    expect((await clerk.post(`${version}/recipients`, { units })).status).toBe(403)
    expect((await office.post(`${version}/recipients`, { units })).body.versions[0].recipients).toHaveLength(2)
    const told = (await clerk.get('/api/v1/notifications')).body.items
    expect(told).toContainEqual(expect.objectContaining({ kind: 'contingencyGiven', path: `/contingency-plans/${id}` }))
    const list = async () =>
      (await clerk.get('/api/v1/contingency-plans')).body.items.find((one: { id: string }) => one.id === id)
    expect(await list()).toMatchObject({ given: 2, read: 0, unread: true })
    expect((await clerk.post(`${version}/reading`)).status).toBe(200)
    expect((await clerk.post(`${version}/reading`)).status).toBe(200)
    expect(await list()).toMatchObject({ given: 2, read: 1, unread: false })
    const seen = (await office.get(`/api/v1/contingency-plans/${id}`)).body.versions[0].recipients
    expect(seen.map((one: { unit: string; readAt: string | null }) => [one.unit, one.readAt !== null])).toEqual([
      ['shuyuan', false],
      ['xinhua', true],
    ])
  })

  it('that is a draft is given to nobody', async () => {
    const { versionId } = await drafted()
    const answer = await office.post(`/api/v1/contingency-plan-versions/${versionId}/recipients`, { units: ['xinhua'] })
    expect(answer.body).toMatchObject({ code: 'not_approved' })
  })
})

const hours = (count: number) => new Date(Date.parse(district.clock.now()) + count * 3_600_000).toISOString()
const exercise = (change: object = {}) => ({
  id: newId(),
  dutyKey: 'officeTraining',
  title: '流调培训',
  startsAt: hours(1),
  endsAt: hours(3),
  place: '党校',
  owner: 'unit:healthBureau',
  units: [
    { unit: 'xinhua', expected: 10 },
    { unit: 'shuyuan', expected: 8 },
  ],
  ...change,
})
const result = {
  attended: [
    { unit: 'xinhua', attended: 9 },
    { unit: 'shuyuan', attended: 0 },
  ],
  result: '讲授流调方法',
  lessons: '',
}

describe('a drill or training', () => {
  it('is planned for a duty of the plan by whoever answers for the unit that holds it', async () => {
    const body = exercise()
    const answer = await office.post('/api/v1/exercises', body)
    expect(answer.status, answer.text).toBe(201)
    expect(answer.body).toMatchObject({ kind: 'training', state: 'planned', may: { record: false, cancel: true } })
    expect((await office.post('/api/v1/exercises', body)).status).toBe(201)
    expect((await medic.post('/api/v1/exercises', exercise())).status).toBe(403)
    const foreign = await clerk.post('/api/v1/exercises', exercise({ owner: 'unit:shuyuan' }))
    expect(foreign.body).toMatchObject({ status: 422, errors: [{ code: 'not_own', field: 'owner' }] })
    expect((await clerk.post('/api/v1/exercises', exercise({ owner: 'unit:xinhua' }))).status).toBe(201)
  })

  it('is refused with field and reason when it is over already, of no duty, or with units unknown', async () => {
    const answer = await office.post(
      '/api/v1/exercises',
      exercise({
        dutyKey: 'returnees',
        startsAt: hours(-5),
        endsAt: hours(-4),
        units: [{ unit: 'nobody', expected: 1 }],
      }),
    )
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(['dutyKey', 'units', 'endsAt'])
    expect((await office.post('/api/v1/exercises', exercise({ endsAt: hours(1), startsAt: hours(2) }))).status).toBe(
      400,
    )
  })

  it('is owed until its result is recorded, which only its holder does, with every unit', async () => {
    const body = exercise({ owner: 'unit:xinhua' })
    await clerk.post('/api/v1/exercises', body)
    const url = `/api/v1/exercises/${body.id}`
    const owed = async () => {
      const { items } = (await office.get('/api/v1/occurrences?key=training&limit=200')).body
      return items.find((one: { owner: { key: string }; title: { zh: string } }) => one.owner.key === 'xinhua')
    }
    expect(await owed()).toMatchObject({ state: 'open' })
    expect((await clerk.post(`${url}/result`, result)).body).toMatchObject({ code: 'not_begun' })
    await district.clock.moveBy(60 * 2)
    expect((await otherClerk.post(`${url}/result`, result)).status).toBe(404)
    const half = await clerk.post(`${url}/result`, { ...result, attended: result.attended.slice(0, 1) })
    expect(half.body).toMatchObject({ code: 'attendance_incomplete' })
    const done = await clerk.post(`${url}/result`, result)
    expect(done.status, done.text).toBe(200)
    expect(done.body).toMatchObject({ state: 'held', may: { record: false, cancel: false } })
    expect((await clerk.post(`${url}/result`, result)).status).toBe(200)
    expect((await clerk.post(`${url}/result`, { ...result, result: '另一说法' })).status).toBe(409)
    const all = (await office.get('/api/v1/occurrences?key=training&limit=200')).body.items
    expect(all.map(({ state }: { state: string }) => state)).toContain('inTime')
  })

  it('called off is owed no more and counts for nothing', async () => {
    const body = exercise({ dutyKey: 'officeDrills' })
    await office.post('/api/v1/exercises', body)
    const cancelled = await office.post(`/api/v1/exercises/${body.id}/cancellation`, { reason: '改期' })
    expect(cancelled.body).toMatchObject({ state: 'cancelled', cancelReason: '改期' })
    const { items } = (await office.get('/api/v1/occurrences?key=drill&limit=200')).body
    expect(items).toMatchObject([{ state: 'closed', reason: '改期' }])
    expect((await office.post(`/api/v1/exercises/${body.id}/result`, result)).status).toBe(409)
  })

  it('judges its clause: held ones of those that were to have been, by duty', async () => {
    const medics = exercise({ dutyKey: 'medicTraining' })
    await office.post('/api/v1/exercises', medics)
    await district.clock.moveBy(60 * 4)
    const of = async (duty: string) => (await office.get(`/api/v1/plan/duties/${duty}/evidence`)).body
    expect((await of('medicTraining')).duty).toMatchObject({ value: 0, counts: { numerator: 0, denominator: 1 } })
    await office.post(`/api/v1/exercises/${medics.id}/result`, result)
    expect((await of('medicTraining')).duty).toMatchObject({ value: 100 })
    const { items, duty } = await of('officeTraining')
    expect(items).toHaveLength(duty.counts.denominator)
    expect((await of('officeDrills')).items).toEqual([])
  })

  it('is listed page by page as it is counted', async () => {
    const { count } = (await clerk.get('/api/v1/exercises/count?kind=training')).body
    const first = (await clerk.get('/api/v1/exercises?kind=training&limit=2')).body
    const rest = (await clerk.get(`/api/v1/exercises?kind=training&limit=200&cursor=${first.next}`)).body
    expect(first.items.length + rest.items.length).toBe(count)
  })
})
