// Readings that a phone kept while it was out of reach, sent together (M21): each has its own fate, and sending the same again
// changes nothing.
import { expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { addMinutes } from '../../kernel/time.ts'
import { nobody } from '../../platform/db/database.ts'
import { registration } from '../people/testing/invented.ts'

const district = await openTestDistrict()
const clerk = await district.as('clerk-230406100')
const medic = await district.as('medic-230406100200')
const URL = '/api/v1/reading-batches'

async function isolate(): Promise<string> {
  const body = registration()
  const answer = await clerk.post('/api/v1/persons', body)
  expect(answer.status, answer.text).toBe(201)
  return (await clerk.get(`/api/v1/persons/${body.id}/isolation-periods`)).body.items[0].id
}
const reading = (periodId: string, more: object = {}) => ({
  id: newId(),
  periodId,
  temperature: 36.5,
  site: 'forehead',
  observedAt: district.clock.now(),
  ...more,
})
const send = async (readings: unknown[], by = medic) => {
  const answer = await by.post(URL, { readings })
  expect(answer.status, answer.text).toBe(200)
  return answer
}
const readingsOf = async (periodId: string) => (await clerk.get(`/api/v1/isolation-periods/${periodId}`)).body.readings
const events = async (requestId: unknown) =>
  (
    await district.app.db.transaction(nobody, (tx) =>
      tx.sql<{ id: string }>(
        `select subject_id as id from audit_events where request_id = $1 and action = 'reading.recorded'`,
        [requestId],
      ),
    )
  ).map(({ id }) => id)

it('fifty are fifty readings, each with its audit event; the same fifty again are the same', async () => {
  const periods = await Promise.all(Array.from({ length: 50 }, isolate))
  const taken = district.clock.now()
  const readings = periods.map((id) => reading(id))
  await district.clock.moveBy(20)
  const first = await send(readings)
  expect(first.body.refused).toEqual([])
  expect(first.body.done.map(({ id, index }: { id: string; index: number }) => [id, index])).toEqual(
    readings.map(({ id }, index) => [id, index]),
  )
  expect(first.body.done[0]).toMatchObject({ created: true, fever: false, completes: { slot: 'morning', late: false } })
  expect((await events(first.headers['x-request-id'])).sort()).toEqual(readings.map(({ id }) => id).sort())
  // When it was taken is the phone's word, when it came is ours.
  expect(await readingsOf(periods[0]!)).toMatchObject([{ observedAt: taken, receivedAt: addMinutes(taken, 20) }])

  const again = await send(readings)
  expect(again.body.done.every(({ created }: { created: boolean }) => !created)).toBe(true)
  expect(again.body.done).toHaveLength(50)
  expect(await events(again.headers['x-request-id'])).toEqual([])
  expect(await readingsOf(periods[0]!)).toHaveLength(1)
})

it('one that is refused keeps none of the others back, and says field and reason', async () => {
  const [good, tooHot, unread, elsewhere, fever, broken] = await Promise.all([
    isolate(),
    isolate(),
    isolate(),
    isolate(),
    isolate(),
    isolate(),
  ])
  const far = await district.as('medic-230406201200')
  const first = reading(good)
  const body = [
    first,
    reading(tooHot, { temperature: 45 }),
    { ...reading(unread), observedAt: 'this morning', site: 'knee' },
    'no reading at all',
    reading(newId()),
    // Another under a used id, of the same batch.
    { ...reading(elsewhere), id: first.id },
    reading(fever, { temperature: 38.4 }),
    reading(broken, { note: 'a\u0000b' }),
  ]
  const { done, refused } = (await send(body)).body
  expect(done.map(({ index }: { index: number }) => index)).toEqual([0, 6])
  expect(done[1].referralId).not.toBeNull()
  type Refused = { index: number; id: string; status: number; reasons: { code: string; field?: string }[] }
  const said = (refused as Refused[]).map(({ index, status, reasons }) => [
    index,
    status,
    reasons.map((r) => r.field ?? r.code),
  ])
  expect(said).toEqual([
    [1, 422, ['temperature']],
    [2, 400, ['site', 'observedAt']],
    [3, 400, ['']],
    [4, 404, ['not_found']],
    [5, 409, ['id_taken']],
    [7, 400, ['bad_text']],
  ])
  expect(refused[0].id).toBe((body[1] as { id: string }).id)
  expect(await readingsOf(elsewhere)).toEqual([])

  // Somebody of another area is told nothing but that it is not there.
  const foreign = (await send([reading(elsewhere)], far)).body
  expect(foreign).toMatchObject({ done: [], refused: [{ status: 404, reasons: [{ code: 'not_found' }] }] })
})

it('two of one period are judged one after the other', async () => {
  const periodId = await isolate()
  const { done } = (await send([reading(periodId), reading(periodId, { temperature: 36.8 })])).body
  expect(done.map(({ completes }: { completes: object | null }) => completes !== null)).toEqual([true, false])
})

it('more than fifty, or none, are refused as a whole', async () => {
  for (const readings of [[], Array.from({ length: 51 }, () => reading(newId()))]) {
    const answer = await medic.post(URL, { readings })
    expect([answer.status, answer.body.errors[0].field]).toEqual([400, 'readings'])
  }
})
