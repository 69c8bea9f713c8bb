// Merging two registrations over HTTP (decision 0012): who may, what is chosen, two at once, readings that come too late for
// the period that is no more, a day to undo it, and the address of the one that was given up.
import { expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { addMinutes } from '../../../kernel/time.ts'
import { inventedId, registration } from '../testing/invented.ts'

const district = await openTestDistrict()
const office = await district.as('office')
const clerk = await district.as('clerk-230406100')
const other = await district.as('clerk-230406201')
const { clock } = district

// biome-ignore lint/suspicious/noExplicitAny: any part of the body may be changed.
type Change = Record<string, any>
async function register(change: Change = {}, who = office) {
  const body = registration(change)
  expect((await who.post('/api/v1/persons', body)).status).toBe(201)
  return body
}
const merge = (who: typeof office, kept: string, otherId: string, more: Change = {}) =>
  who.post(`/api/v1/persons/${kept}/merges`, { id: newId(), otherId, version: 1, otherVersion: 1, ...more })
const periodsOf = async (id: string) => (await office.get(`/api/v1/persons/${id}/isolation-periods`)).body.items

it('keeps the values that were chosen, finds the person by either document, and leads the old address on', async () => {
  const passport = 'E55500001'
  const one = await register({ name: '选择甲', telephones: ['19944440001'] })
  const two = await register({
    name: '选择乙',
    telephones: ['19944440002'],
    document: { type: 'passport', number: passport },
    birthDate: '1970-01-01',
    address: '建设路9号',
  })
  const comparison = await office.get(`/api/v1/persons/${one.id}/comparison?with=${two.id}`)
  expect(comparison.body.differs).toEqual(expect.arrayContaining(['name', 'document', 'telephones', 'address']))
  expect(comparison.body.hangs).toEqual(
    expect.arrayContaining([expect.objectContaining({ table: 'isolation_periods', left: 1, right: 1 })]),
  )
  const answer = await merge(office, one.id, two.id, { choices: { address: 'other' } })
  expect(answer.status).toBe(201)
  expect(answer.body).toMatchObject({ keptId: one.id, mergedId: two.id, may: { undo: true } })
  const page = await office.get(`/api/v1/persons/${two.id}`)
  expect(page.body).toMatchObject({
    id: one.id,
    name: '选择甲',
    address: '建设路9号',
    telephones: ['19944440001', '19944440002'],
  })
  expect(page.body.arrivals).toHaveLength(2)
  for (const q of [passport, '选择乙', '19944440002']) {
    const found = await office.get(`/api/v1/persons/search?q=${encodeURIComponent(q)}`)
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([one.id])
  }
  // Whoever registers the passport again is told that the person is registered.
  const again = await office.post('/api/v1/persons', registration({ document: { type: 'passport', number: passport } }))
  expect(again.body).toMatchObject({ status: 409, code: 'already_registered' })
  expect(again.body.errors[0].zh).toBe(one.id)
  expect((await office.get('/api/v1/persons/count?q=%E9%80%89%E6%8B%A9')).body.count).toBe(1)
})

it('says so when the id belongs to the merge of others', async () => {
  const [a, b, c] = [
    await register({ name: '编号' }),
    await register({ name: '编号' }),
    await register({ name: '编号' }),
  ]
  const { body } = await merge(office, a.id, b.id)
  const mixed = await merge(office, c.id, a.id, { id: body.id })
  expect([mixed.status, mixed.body.code]).toEqual([409, 'id_taken'])
})

it('takes the other document with its birth date, sealed anew', async () => {
  const number = inventedId({ female: true })
  const one = await register({ name: '证件丙', document: { type: 'passport', number: 'E55500002' } })
  const two = await register({ name: '证件丙', document: { type: 'resident-id', number } })
  expect((await merge(office, one.id, two.id, { choices: { document: 'other' } })).status).toBe(201)
  const look = await office.post(`/api/v1/persons/${one.id}/document-views`, { reason: '核对' })
  expect(look.body).toEqual({ type: 'resident-id', document: number })
  expect((await office.get(`/api/v1/persons/${one.id}`)).body).toMatchObject({ sex: 'female' })
})

it('is for the office, and for a township’s clerk only where both are of the township', async () => {
  const mine = await register({ name: '权限丁' })
  const near = await register({ name: '权限丁' })
  const far = await register({ name: '权限丁', areaCode: '230406201' })
  expect((await merge(clerk, mine.id, far.id)).status).toBe(404)
  expect((await merge(other, mine.id, far.id)).status).toBe(404)
  expect((await clerk.get(`/api/v1/persons/${mine.id}/comparison?with=${far.id}`)).status).toBe(404)
  const medic = await district.as('medic-230406100200')
  expect((await merge(medic, mine.id, near.id)).status).toBe(403)
  const done = await merge(clerk, mine.id, near.id)
  expect(done.status).toBe(201)
  expect((await other.post(`/api/v1/person-merges/${done.body.id}/undo`)).status).toBe(404)
})

it('of two at once one wins, the same again is the same, and a stale comparison is refused', async () => {
  const [a, b] = [await register({ name: '同时戊' }), await register({ name: '同时戊' })]
  expect((await merge(office, a.id, b.id, { version: 2 })).body.code).toBe('person_changed')
  expect((await merge(office, a.id, a.id)).body.code).toBe('same_person')
  const answers = await Promise.all([merge(office, a.id, b.id), merge(clerk, b.id, a.id)])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  const { body } = answers.find(({ status }) => status === 201)!
  const repeat = { id: body.id, otherId: body.mergedId, version: 1, otherVersion: 1 }
  expect((await office.post(`/api/v1/persons/${body.keptId}/merges`, repeat)).body).toMatchObject({ id: body.id })
  const events = await district.app.db.transaction(district.app.db.whole, (tx) =>
    tx.sql<{ action: string }>(`select action from audit_events where details->>'mergeId' = $1`, [body.id]),
  )
  expect(events.map(({ action }) => action).sort()).toEqual(['person.mergedInto', 'person.mergedWith'])
})

it('one of two open periods goes on with the checks of both; a reading for the other still arrives', async () => {
  await clock.moveTo('2020-01-27T00:30:00.000Z')
  const one = await register({ name: '隔离己', arrival: { arrivalDay: '2020-01-25' } })
  const two = await register({ name: '隔离己', arrival: { arrivalDay: '2020-01-27' } })
  const [p, q] = [(await periodsOf(one.id))[0], (await periodsOf(two.id))[0]]
  const read = (periodId: string, id = newId()) =>
    office.post('/api/v1/readings', {
      id,
      periodId,
      temperature: 36.6,
      site: 'ear',
      observedAt: clock.now(),
    })
  const sent = newId()
  expect((await read(q.id, sent)).status).toBe(201)
  // Nobody was at the first one's door in the morning: missed there, kept here.
  await clock.moveTo('2020-01-27T06:30:00.000Z')
  expect((await periodsOf(one.id))[0].windows.find(({ outcome }: Change) => outcome === 'missed')).toBeDefined()
  const done = await merge(office, one.id, two.id)
  const [open, gone] = await periodsOf(one.id)
  expect(open).toMatchObject({ id: p.id, startDay: '2020-01-25', lastDay: '2020-02-10' })
  expect(open.windows.filter(({ outcome }: Change) => outcome === 'missed')).toEqual([])
  expect(gone.status).toEqual({ state: 'merged', into: p.id })
  // The phone had it already, and has another one of this afternoon.
  expect((await read(q.id, sent)).body).toMatchObject({ created: false, reading: { periodId: p.id } })
  const late = await read(q.id)
  expect(late.body).toMatchObject({ created: true, reading: { periodId: p.id } })
  expect((await office.get('/api/v1/isolation-periods/count?queue=all&area=230406100200')).status).toBe(200)

  // Undone the next day: nothing is owed of the other for the time in which it could not be kept.
  await clock.moveTo('2020-01-28T05:00:00.000Z')
  const undone = await office.post(`/api/v1/person-merges/${done.body.id}/undo`)
  expect(undone.body.undoneAt).toBe(clock.now())
  const [back] = await periodsOf(two.id)
  expect(back).toMatchObject({ id: q.id, lastDay: '2020-02-10', status: { state: 'active' } })
  expect(back.readings.map(({ id }: Change) => id)).toEqual([sent])
  const outcomes = Object.fromEntries(
    back.windows.map(({ day, slot, outcome }: Change) => [`${day.slice(8)} ${slot}`, outcome]),
  )
  expect(outcomes).toMatchObject({ '27 morning': 'done', '27 afternoon': 'suspended', '28 morning': 'suspended' })
  const [kept] = await periodsOf(one.id)
  expect(kept.lastDay).toBe('2020-02-08')
  // What was added since stays with the kept person.
  expect(kept.readings.map(({ id }: Change) => id)).toEqual([late.body.reading.id])
  await clock.moveTo('2020-01-28T07:00:00.000Z')
  expect((await periodsOf(two.id))[0].windows.filter(({ outcome }: Change) => outcome === 'missed')).toEqual([])
})

it('two open referrals become one, the one that is further; undone, both are open again', async () => {
  const one = await register({ name: '转诊庚', arrival: { firstTemperature: 38.2, arrivalDay: '2020-01-27' } })
  const two = await register({ name: '转诊庚', arrival: { firstTemperature: 38.6, arrivalDay: '2020-01-27' } })
  const [, theirs] = [(await periodsOf(one.id))[0].referrals[0], (await periodsOf(two.id))[0].referrals[0]]
  const step = { step: 'notified', at: clock.now() }
  expect((await office.post(`/api/v1/referrals/${theirs.id}/steps`, step)).status).toBe(201)
  const done = await merge(office, one.id, two.id)
  const [open] = await periodsOf(one.id)
  expect(open.status).toEqual({ state: 'referred', referralId: theirs.id })
  expect(open.referrals.map(({ outcome }: Change) => outcome).sort()).toEqual(['merged', null])
  await office.post(`/api/v1/person-merges/${done.body.id}/undo`)
  for (const { id } of [one, two]) {
    const [period] = await periodsOf(id)
    expect(period.status.state).toBe('referred')
    expect(period.referrals).toHaveLength(1)
    expect(period.referrals[0].outcome).toBeNull()
  }
})

it('can be undone for a day, the last merge first', async () => {
  const [a, b, c] = [
    await register({ name: '撤销辛' }),
    await register({ name: '撤销辛' }),
    await register({ name: '撤销辛' }),
  ]
  const first = (await merge(office, a.id, b.id)).body
  const second = await merge(office, a.id, c.id, { version: 2 })
  expect(second.status).toBe(201)
  expect((await office.post(`/api/v1/person-merges/${first.id}/undo`)).body.code).toBe('merge_not_last')
  expect((await office.get(`/api/v1/persons/${a.id}/merges`)).body.items).toMatchObject([
    { id: second.body.id, may: { undo: true } },
    { id: first.id, may: { undo: false } },
  ])
  await clock.moveTo(addMinutes(clock.now(), 24 * 60 - 1))
  expect((await office.post(`/api/v1/person-merges/${second.body.id}/undo`)).status).toBe(200)
  await clock.moveTo(addMinutes(clock.now(), 1))
  expect((await office.post(`/api/v1/person-merges/${first.id}/undo`)).body.code).toBe('merge.tooLate')
  // Merged on: the oldest address leads to the last one kept.
  const { version } = (await office.get(`/api/v1/persons/${a.id}`)).body
  const { version: otherVersion } = (await office.get(`/api/v1/persons/${c.id}`)).body
  expect((await merge(office, c.id, a.id, { version: otherVersion, otherVersion: version })).status).toBe(201)
  expect((await office.get(`/api/v1/persons/${b.id}`)).body.id).toBe(c.id)
})
