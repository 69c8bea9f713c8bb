// A window that lapses is recorded as missed even when a reading comes before the jobs run (M21): no reading steps over a gap.
import { expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { addDays, at } from '../../kernel/time.ts'
import { registration } from '../people/testing/invented.ts'

const district = await openTestDistrict({ runJobs: false })
const clerk = await district.as('clerk-230406100')
const local = (day: string, time: string) => at(day, time, 'Asia/Shanghai')

it.each([
  ['one window', '2020-01-25', '15:00', 1],
  // Registered in the first one's afternoon: that window, two of the next day, and this morning's.
  ['two days', '2020-01-27', '15:00', 4],
])('of %s, with nobody running the jobs, every miss is recorded once', async (_name, day, time, missed) => {
  const body = registration()
  expect((await clerk.post('/api/v1/persons', body)).status).toBe(201)
  const { id: periodId } = (await clerk.get(`/api/v1/persons/${body.id}/isolation-periods`)).body.items[0]
  const registeredOn = district.clock.now().slice(0, 10)
  if (local(day, time) > district.clock.now()) await district.clock.moveTo(local(day, time))
  const reading = {
    id: newId(),
    periodId,
    temperature: 36.5,
    site: 'forehead',
    observedAt: district.clock.now(),
  }
  expect((await clerk.post('/api/v1/readings', reading)).status).toBe(201)
  const recorded = async () =>
    (
      await district.app.db.transaction(district.app.db.whole, (tx) =>
        tx.sql<{ day: string; slot: string; missed: number }>(
          `select c.day, c.slot, p.missed from next_checks p left join checks c on c.period_id = p.period_id and c.outcome = 'missed'
           where p.period_id = $1 order by c.day, c.slot desc`,
          [periodId],
        ),
      )
    ).filter(({ day }) => day >= registeredOn)
  const before = await recorded()
  expect([before.length, before[0]!.missed]).toEqual([missed, missed])
  // The jobs find nothing more to record.
  for (const job of district.app.jobs) await job.run(district.clock.now())
  expect(await recorded()).toEqual(before)
})

it('of a referral whose outcome is told of a day late, the windows since the person was back are missed', async () => {
  const body = registration({ arrival: { firstTemperature: 38.2, arrivalDay: '2020-01-27' } })
  expect((await clerk.post('/api/v1/persons', body)).status).toBe(201)
  const [{ id: periodId, referrals }] = (await clerk.get(`/api/v1/persons/${body.id}/isolation-periods`)).body.items
  const began = district.clock.now()
  const back = local('2020-01-27', '16:00')
  await district.clock.moveTo(local('2020-01-28', '12:00'))
  const steps = [
    { step: 'notified', at: began },
    { step: 'called', at: began },
    { step: 'pickedUp', at: began },
    { step: 'atFacility', at: began, facility: '市医院' },
    { step: 'outcome', at: back, outcome: 'excluded' },
  ]
  for (const step of steps) {
    const answer = await clerk.post(`/api/v1/referrals/${referrals[0].id}/steps`, step)
    expect(answer.status, answer.text).toBe(201)
  }
  const missed = await district.app.db.transaction(district.app.db.whole, (tx) =>
    tx.sql(`select day, slot from checks where period_id = $1 and outcome = 'missed' order by day`, [periodId]),
  )
  // The afternoon that was still open when the person was back; this morning's is overdue, not missed yet.
  expect(missed).toEqual([{ day: '2020-01-27', slot: 'afternoon' }])
  const period = (await clerk.get(`/api/v1/isolation-periods/${periodId}`)).body
  expect(period.nextCheckDueAt).toBe(local('2020-01-28', '11:00'))
})

it.each(['recorded', 'corrected'])(
  'a fever %s a day later was a referral since: what closed meanwhile was not missed',
  async (how) => {
    const today = district.clock.now().slice(0, 10)
    const body = registration({ arrival: { arrivalDay: today } })
    expect((await clerk.post('/api/v1/persons', body)).status).toBe(201)
    const period = async () => (await clerk.get(`/api/v1/persons/${body.id}/isolation-periods`)).body.items[0]
    const { id: periodId } = await period()
    const reading = { id: newId(), periodId, site: 'forehead', observedAt: district.clock.now() }
    if (how === 'corrected') await clerk.post('/api/v1/readings', { ...reading, temperature: 36.9 })
    await district.clock.moveTo(at(addDays(today, 2), '08:00', 'Asia/Shanghai'))
    for (const job of district.app.jobs) await job.run(district.clock.now())
    const recorded = () =>
      district.app.db.transaction(district.app.db.whole, (tx) =>
        tx.sql<{ missed: number; missed_unexplained: number; rows: number }>(
          `select missed, missed_unexplained, (select count(*) from checks k where k.period_id = c.period_id
           and k.outcome = 'missed') as rows from next_checks c where period_id = $1`,
          [periodId],
        ),
      )
    expect((await recorded())[0]!.missed).toBeGreaterThan(1)
    const answer =
      how === 'corrected'
        ? await clerk.post(`/api/v1/readings/${reading.id}/corrections`, {
            id: newId(),
            temperature: 38.4,
            site: 'forehead',
            reason: '录入有误',
          })
        : await clerk.post('/api/v1/readings', { ...reading, temperature: 38.4 })
    expect([answer.status, answer.body.referralId !== null], answer.text).toEqual([201, true])
    expect(await recorded()).toEqual([{ missed: 0, missed_unexplained: 0, rows: 0 }])
    const shown = (await period()).windows.map(({ outcome }: { outcome: string }) => outcome)
    expect(shown).not.toContain('missed')
  },
)
