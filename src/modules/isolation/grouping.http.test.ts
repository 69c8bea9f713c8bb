// Readings that wait together (M21): many phones at once, each answered by its own fate, each within its own scope.
import { expect, it } from 'vitest'
import { type Client, openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { nobody } from '../../platform/db/database.ts'
import { registration } from '../people/testing/invented.ts'

const district = await openTestDistrict()
const clerk = await district.as('clerk-230406100')
const medic = await district.as('medic-230406100200')
const elsewhere = await district.as('medic-230406201200')

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

it('forty at once are forty readings, each with its audit event and its next deadline', async () => {
  const periods = await Promise.all(Array.from({ length: 40 }, isolate))
  const bodies = periods.map((id) => reading(id))
  const answers = await Promise.all(bodies.map((body) => medic.post('/api/v1/readings', body)))
  expect(answers.map(({ status }) => status)).toEqual(periods.map(() => 201))
  for (const [index, answer] of answers.entries()) {
    expect(answer.body).toMatchObject({ created: true, reading: { id: bodies[index]!.id, periodId: periods[index] } })
    expect(answer.body.reading.completes).toMatchObject({ day: '2020-01-25', slot: 'morning' })
    const [row] = await district.app.db.transaction(nobody, (tx) =>
      tx.sql<{ count: number }>(`select count(*) from audit_events where request_id = $1 and subject_id = $2`, [
        answer.headers['x-request-id'],
        bodies[index]!.id,
      ]),
    )
    expect(row!.count).toBe(1)
  }
  const { counts } = (await clerk.get('/api/v1/isolation-periods/queue-counts')).body
  expect(counts.dueNow).toBe(0)
})

it('a wrong one, one of another area, one under a taken id and a repeated one fail or answer alone', async () => {
  const [good, wrong, foreign, taken, repeated, fever] = await Promise.all(Array.from({ length: 6 }, isolate))
  const first = reading(taken!)
  await medic.post('/api/v1/readings', first)
  const again = reading(repeated!)
  await medic.post('/api/v1/readings', again)
  const all: [Client, object, number][] = [
    [medic, reading(good!), 201],
    [medic, reading(wrong!, { temperature: 45 }), 422],
    [elsewhere, reading(foreign!), 404],
    [medic, { ...reading(good!), id: first.id }, 409],
    [medic, again, 201],
    [medic, reading(fever!, { temperature: 38.4 }), 201],
    [medic, reading(newId()), 404],
  ]
  const answers = await Promise.all(all.map(([by, body]) => by.post('/api/v1/readings', body)))
  expect(answers.map(({ status }) => status)).toEqual(all.map(([, , status]) => status))
  expect(answers[4]!.body.created).toBe(false)
  expect(answers[5]!.body.referralId).not.toBeNull()
  const readings = async (id: string) => (await clerk.get(`/api/v1/isolation-periods/${id}`)).body.readings.length
  expect(await Promise.all([good, wrong, foreign, taken, repeated, fever].map((id) => readings(id!)))).toEqual([
    1, 0, 0, 1, 1, 1,
  ])
})

it('one that the database itself refuses fails alone, and the others of its group are written', async () => {
  const periods = await Promise.all(Array.from({ length: 12 }, isolate))
  // PostgreSQL keeps no NUL in a text, which no rule says.
  const [broken, ...others] = periods
  const nul = reading(broken!, { note: 'a\u0000b' })
  const answers = await Promise.all(
    [nul, ...others.map((id) => reading(id))].map((body) => medic.post('/api/v1/readings', body)),
  )
  expect([answers[0]!.status, answers[0]!.body.code]).toEqual([400, 'bad_text'])
  expect(answers.slice(1).map(({ status }) => status)).toEqual(others.map(() => 201))
})
