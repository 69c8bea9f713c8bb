// Isolation over HTTP on a real database and a moved clock (M07, M21): from registration to release on day 14, with the
// fever, the missed windows and everybody who must not.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { addMinutes, at } from '../../kernel/time.ts'
import { registration } from '../people/testing/invented.ts'

const district = await openTestDistrict({ at: '2020-01-24T22:30:00.000Z' })
const clerk = await district.as('clerk-230406100')
const medic = await district.as('medic-230406100200')
const elsewhere = await district.as('clerk-230406201')
const office = await district.as('office')
const local = (day: string, time: string) => at(day, time, 'Asia/Shanghai')
const now = () => district.clock.now()

async function isolate(arrival: object = {}, person: object = {}) {
  const body = registration({ ...person, arrival: { arrivalDay: '2020-01-25', ...arrival } })
  const answer = await clerk.post('/api/v1/persons', body)
  expect(answer.status, answer.text).toBe(201)
  const { items } = (await clerk.get(`/api/v1/persons/${body.id}/isolation-periods`)).body
  return { personId: body.id as string, period: items[0], periodId: items[0]?.id as string }
}
const reading = (periodId: string, temperature: number, more: object = {}) => ({
  id: newId(),
  periodId,
  temperature,
  site: 'forehead',
  observedAt: now(),
  ...more,
})
const periodOf = async (periodId: string) => (await clerk.get(`/api/v1/isolation-periods/${periodId}`)).body
const queue = async (name: string, by = clerk) =>
  (await by.get(`/api/v1/isolation-periods?queue=${name}&limit=200`)).body.items.map(({ id }: { id: string }) => id)

describe('a registration', () => {
  it('with a normal temperature isolates for 14 days at home, from registration on', async () => {
    const { period, periodId } = await isolate()
    expect(period).toMatchObject({
      status: { state: 'active', temperatureOwed: false },
      place: 'home',
      startDay: '2020-01-25',
      lastDay: '2020-02-08',
      days: 14,
      dayNumber: 0,
    })
    expect(period.nextCheckDueAt).not.toBeNull()
    expect(await queue('all')).toContain(periodId)
    expect(await queue('noMedic')).toContain(periodId)
  })

  it('without a temperature owes it first of all', async () => {
    const { periodId, personId } = await isolate({ firstTemperature: null, temperatureSite: null })
    expect(await queue('temperatureOwed')).toContain(periodId)
    expect((await medic.post('/api/v1/readings', reading(periodId, 36.4))).status).toBe(201)
    expect(await queue('temperatureOwed')).not.toContain(periodId)
    expect((await clerk.get(`/api/v1/persons/${personId}`)).body.arrival.firstTemperature).toBe(36.4)
  })

  it('with a fever is referred at once', async () => {
    const { period, periodId } = await isolate({ firstTemperature: 37.3 })
    expect(period.status.state).toBe('referred')
    expect(period.referrals).toHaveLength(1)
    expect(period.referrals[0].clock.next).toBe('notified')
    expect(await queue('fever')).toContain(periodId)
  })

  it('of somebody expected waits, and isolates once the arrival is confirmed', async () => {
    const { personId, period } = await isolate({
      status: 'expected',
      arrivalDay: '2020-01-27',
      firstTemperature: null,
      temperatureSite: null,
    })
    expect(period).toBeUndefined()
    const { arrival } = (await clerk.get(`/api/v1/persons/${personId}`)).body
    const confirmed = await clerk.post(`/api/v1/arrivals/${arrival.id}/confirm`, {
      arrivalDay: '2020-01-25',
      firstTemperature: 36.2,
      temperatureSite: 'forehead',
    })
    expect(confirmed.status, confirmed.text).toBe(200)
    const { items } = (await clerk.get(`/api/v1/persons/${personId}/isolation-periods`)).body
    expect(items[0].status.state).toBe('active')
  })

  it('whose 14 days had passed is recorded as ended, without windows', async () => {
    const { period, periodId } = await isolate({ arrivalDay: '2020-01-10' })
    expect(period.status.state).toBe('endedBeforeRegistration')
    expect(period.windows.every(({ outcome }: { outcome: string }) => outcome === 'beforeRegistration')).toBe(true)
    expect(await queue('all')).not.toContain(periodId)
  })
})

describe('a reading', () => {
  it('completes the window it is taken in, once, and sent twice is one', async () => {
    const { periodId } = await isolate()
    await district.clock.moveTo(local('2020-01-25', '09:00'))
    expect(await queue('dueNow')).toContain(periodId)
    const body = reading(periodId, 36.5)
    const first = await medic.post('/api/v1/readings', body)
    expect(first.body).toMatchObject({ created: true, reading: { completes: { slot: 'morning', late: false } } })
    expect((await medic.post('/api/v1/readings', body)).body.created).toBe(false)
    expect(await queue('dueNow')).not.toContain(periodId)
    const again = await medic.post('/api/v1/readings', reading(periodId, 36.6))
    expect(again.body.reading.completes).toBeNull()
    expect((await periodOf(periodId)).readings).toHaveLength(2)
  })

  it('under an id that another reading has is refused', async () => {
    const { periodId } = await isolate()
    const body = reading(periodId, 36.5)
    await medic.post('/api/v1/readings', body)
    const other = await medic.post('/api/v1/readings', { ...body, temperature: 36.9 })
    expect([other.status, other.body.code]).toEqual([409, 'id_taken'])
  })

  it.each([
    [{ temperature: 45 }, 'temperature'],
    [{ temperature: 33.9 }, 'temperature'],
    [{ temperature: 36.55 }, 'temperature'],
    [{ site: null }, 'site'],
    [{ observedAt: '2020-01-26T09:00:00+08:00' }, 'observedAt'],
    [{ atHome: false }, 'atHome'],
  ])('of %o is refused with the field', async (wrong, field) => {
    const { periodId } = await isolate()
    const answer = await medic.post('/api/v1/readings', { ...reading(periodId, 36.5), ...wrong })
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, field])
    expect((await periodOf(periodId)).readings).toEqual([])
  })

  it('of two medics at once completes the window once', async () => {
    const { periodId } = await isolate()
    const answers = await Promise.all(
      [36.5, 36.6, 36.7].map((t) => medic.post('/api/v1/readings', reading(periodId, t))),
    )
    const completed = answers.filter(({ body }) => body.reading.completes !== null)
    expect([answers.map(({ status }) => status), completed.length]).toEqual([[201, 201, 201], 1])
  })

  it('finds nobody at home: a visit, without completing the window', async () => {
    const { periodId } = await isolate()
    const visit = { ...reading(periodId, 0), temperature: null, site: null, atHome: false }
    expect((await medic.post('/api/v1/readings', visit)).status).toBe(201)
    expect(await queue('notAtHome')).toContain(periodId)
    expect(await queue('dueNow')).toContain(periodId)
    await medic.post('/api/v1/readings', reading(periodId, 36.5))
    expect(await queue('notAtHome')).not.toContain(periodId)
  })

  it('is corrected with the old value kept, and to a fever opens a referral', async () => {
    const { periodId } = await isolate()
    const body = reading(periodId, 36.8)
    await medic.post('/api/v1/readings', body)
    const correction = { id: newId(), temperature: 38.6, site: 'forehead', reason: '录错' }
    const answer = await medic.post(`/api/v1/readings/${body.id}/corrections`, correction)
    expect(answer.body).toMatchObject({ created: true, reading: { temperature: 38.6, fever: true } })
    expect(answer.body.reading.corrections[0].old.temperature).toBe(36.8)
    expect((await periodOf(periodId)).status.state).toBe('referred')
    expect((await medic.post(`/api/v1/readings/${body.id}/corrections`, correction)).body.created).toBe(false)
  })

  it('from another township is not seen, and nothing is written', async () => {
    const { periodId, personId } = await isolate()
    expect((await elsewhere.post('/api/v1/readings', reading(periodId, 36.5))).status).toBe(404)
    expect((await elsewhere.get(`/api/v1/isolation-periods/${periodId}`)).status).toBe(404)
    expect((await elsewhere.get(`/api/v1/persons/${personId}/isolation-periods`)).body.items).toEqual([])
    expect(await queue('all', elsewhere)).toEqual([])
    expect((await periodOf(periodId)).readings).toEqual([])
  })
})

describe('a window that closes without a reading', () => {
  it('is overdue, then missed for good, and is never done afterwards', async () => {
    const { periodId } = await isolate({}, { name: '漏测' })
    await district.clock.moveTo(local('2020-01-25', '12:00'))
    expect(await queue('overdue')).toContain(periodId)
    const row = (await clerk.get('/api/v1/isolation-periods?queue=overdue&limit=200')).body.items.find(
      ({ id }: { id: string }) => id === periodId,
    )
    // One hour after the morning window: past the village clerk's half hour, not yet the group's two.
    expect(row.escalation).toMatchObject({ level: 2, to: 'townshipClerk' })
    await district.clock.moveTo(local('2020-01-25', '14:30'))
    const { windows } = await periodOf(periodId)
    const morning = windows.find(
      ({ day, slot }: { day: string; slot: string }) => day === '2020-01-25' && slot === 'morning',
    )
    expect(morning.outcome).toBe('missed')
    expect(await queue('dueNow')).toContain(periodId)
    // A reading that says it was taken in the morning comes in the afternoon: late, never done.
    await medic.post('/api/v1/readings', reading(periodId, 36.5, { observedAt: local('2020-01-25', '09:30') }))
    const after = (await periodOf(periodId)).windows.find(({ slot }: { slot: string }) => slot === 'morning')
    expect(after.outcome).toBe('late')
  })
})

describe('a fever', () => {
  it('goes step by step to its outcome; excluded, isolation resumes with its clock', async () => {
    const { periodId } = await isolate({}, { name: '发热' })
    const answer = await medic.post('/api/v1/readings', reading(periodId, 38.2))
    const { referralId } = answer.body
    expect(referralId).not.toBeNull()
    expect(await queue('fever')).toContain(periodId)
    expect(await queue('dueNow')).not.toContain(periodId)
    const step = (name: string, more: object = {}, by = medic) =>
      by.post(`/api/v1/referrals/${referralId}/steps`, { step: name, at: now(), ...more })
    const skipped = await step('pickedUp')
    expect([skipped.status, skipped.body.code]).toEqual([422, 'referral.stepSkipped'])
    expect((await step('notified', {}, elsewhere)).status).toBe(404)
    for (const name of ['notified', 'called', 'pickedUp']) expect((await step(name)).status, name).toBe(201)
    expect((await step('atFacility')).body.errors[0].field).toBe('facility')
    expect((await step('atFacility', { facility: '鹤岗市传染病医院' })).status).toBe(201)
    const refused = await office.post('/api/v1/isolation-releases', { periodIds: [periodId] })
    expect(refused.body.refused[0].reasons.map(({ code }: { code: string }) => code)).toContain('release.referralOpen')
    const closed = await step('outcome', { outcome: 'excluded' })
    expect(closed.body).toMatchObject({ outcome: 'excluded', clock: null })
    const period = await periodOf(periodId)
    expect(period.status.state).toBe('active')
    expect(period.lastDay).toBe('2020-02-08')
    expect(await queue('fever')).not.toContain(periodId)
  })

  it('found suspected hands the period over', async () => {
    const { periodId } = await isolate({ firstTemperature: 39 })
    const { referrals } = await periodOf(periodId)
    const steps = ['notified', 'called', 'pickedUp'].map((step) => ({ step, at: now() }))
    const all = [
      ...steps,
      { step: 'atFacility', at: now(), facility: '市医院' },
      { step: 'outcome', at: now(), outcome: 'suspected' },
    ]
    for (const body of all) {
      const answer = await medic.post(`/api/v1/referrals/${referrals[0].id}/steps`, body)
      expect(answer.status, answer.text).toBe(201)
    }
    expect((await periodOf(periodId)).status.state).toBe('suspected')
    expect(await queue('all')).not.toContain(periodId)
  })
})

describe('an assignment', () => {
  it('in bulk gives a medic, whose queue it then is; a stranger to medicine is refused', async () => {
    const made = [await isolate(), await isolate()]
    const periodIds = made.map(({ periodId }) => periodId)
    const { items } = (await clerk.get('/api/v1/assignees?role=medic&area=230406100200')).body
    const me = (await medic.get('/api/v1/me')).body.account
    expect(items[0].id === me.id || items.some(({ id }: { id: string }) => id === me.id)).toBe(true)
    const answer = await clerk.post('/api/v1/isolation-assignments', { periodIds, role: 'medic', accountId: me.id })
    expect(answer.body).toEqual({ done: periodIds, refused: [] })
    const own = (await medic.get(`/api/v1/isolation-periods?medic=${me.id}`)).body.items
    expect(own.map(({ id }: { id: string }) => id).sort()).toEqual([...periodIds].sort())
    const officeId = (await office.get('/api/v1/me')).body.account.id
    const wrong = await clerk.post('/api/v1/isolation-assignments', { periodIds, role: 'medic', accountId: officeId })
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, 'accountId'])
  })

  it('to a guarantor lets him see that person and nobody else', async () => {
    const guarantor = await district.as('guarantor-1')
    const { periodId, personId } = await isolate()
    expect(await queue('all', guarantor)).toEqual([])
    const { id } = (await guarantor.get('/api/v1/me')).body.account
    await clerk.post('/api/v1/isolation-assignments', { periodIds: [periodId], role: 'guarantor', accountId: id })
    expect(await queue('all', guarantor)).toEqual([periodId])
    expect((await guarantor.get(`/api/v1/persons/${personId}`)).status).toBe(200)
    await clerk.post('/api/v1/isolation-assignments', { periodIds: [periodId], role: 'guarantor', accountId: null })
    expect(await queue('all', guarantor)).toEqual([])
  })
})

describe('the board', () => {
  it('agrees with the lists behind it, for the district and for one township', async () => {
    for (const [by, area] of [
      [office, '230406'],
      [clerk, '230406100'],
    ] as const) {
      const { total, areas } = (await by.get('/api/v1/board')).body
      const counts = (await by.get(`/api/v1/isolation-periods/queue-counts?area=${area}`)).body.counts
      expect(total).toMatchObject({
        inIsolation: counts.all,
        due: counts.dueNow,
        overdue: counts.overdue,
        temperatureOwed: counts.temperatureOwed,
        feversOpen: counts.fever,
        endingToday: counts.endingToday,
        noMedic: counts.noMedic,
      })
      for (const [list, figure] of [
        ['doneNow', 'done'],
        ['feversToday', 'feversToday'],
        ['releasedToday', 'releasesToday'],
      ] as const) {
        const url = `/api/v1/isolation-periods?queue=${list}&area=${area}&limit=200`
        expect((await by.get(url)).body.items, list).toHaveLength(total[figure])
      }
      const listed = (await by.get(`/api/v1/isolation-periods?queue=all&limit=200`)).body.items
      expect(total.inIsolation).toBe(listed.length)
      expect(areas.reduce((sum: number, row: { inIsolation: number }) => sum + row.inIsolation, 0)).toBe(
        total.inIsolation,
      )
    }
  })
})

describe('the end', () => {
  it('of day 14 releases whoever fulfils the rule, and tells the others every reason', async () => {
    await district.clock.moveTo(local('2020-01-26', '08:00'))
    const full = await isolate({ arrivalDay: '2020-01-26' }, { name: '期满' })
    const gaps = await isolate({ arrivalDay: '2020-01-26' }, { name: '缺测' })
    const gone = await isolate({ arrivalDay: '2020-01-26' }, { name: '不在' })
    for (let day = 26; day <= 40; day++) {
      const date = day <= 31 ? `2020-01-${day}` : `2020-02-${String(day - 31).padStart(2, '0')}`
      for (const time of ['09:00', '16:00']) {
        if (local(date, time) > now()) await district.clock.moveTo(local(date, time))
        await medic.post('/api/v1/readings', reading(full.periodId, 36.5))
        if (day % 3 !== 0 || day === 40) await medic.post('/api/v1/readings', reading(gaps.periodId, 36.6))
        if (day < 29) await medic.post('/api/v1/readings', reading(gone.periodId, 36.4))
      }
    }
    const early = await clerk.post('/api/v1/isolation-releases', { periodIds: [full.periodId] })
    expect(early.body.refused[0].reasons.map(({ code }: { code: string }) => code)).toEqual(['release.notFull'])
    expect(await queue('endingToday')).toEqual(expect.arrayContaining([full.periodId, gaps.periodId]))
    await district.clock.moveTo(local('2020-02-10', '00:00'))
    const both = await clerk.post('/api/v1/isolation-releases', { periodIds: [full.periodId, gaps.periodId] })
    expect(both.body.done).toEqual([full.periodId])
    expect(both.body.refused[0].reasons.map(({ code }: { code: string }) => code)).toEqual(['release.gaps'])
    const explain = async (periodId: string) => {
      const missed = (await periodOf(periodId)).windows.filter(
        ({ outcome }: { outcome: string }) => outcome === 'missed',
      )
      const explained = await clerk.post(`/api/v1/isolation-periods/${periodId}/explanations`, {
        checks: missed.map(({ day, slot }: { day: string; slot: string }) => ({ day, slot })),
        explanation: '大雪封路，电话随访正常',
      })
      expect(explained.body.explained).toBe(missed.length)
    }
    await explain(gaps.periodId)
    const released = await clerk.post('/api/v1/isolation-releases', { periodIds: [gaps.periodId] })
    expect(released.body.done).toEqual([gaps.periodId])
    expect((await periodOf(full.periodId)).status.state).toBe('released')
    // What was missed is explained, but how somebody was weeks ago says nothing: measured again, as often as the plan asks.
    await explain(gone.periodId)
    const why = async () =>
      (await periodOf(gone.periodId)).release.reasons.map(({ code }: { code: string }) => code) as string[]
    expect(await why()).toEqual(['release.oldReadings'])
    await medic.post('/api/v1/readings', reading(gone.periodId, 36.5))
    expect(await why()).toEqual(['release.oldReadings'])
    await district.clock.moveBy(10)
    await medic.post('/api/v1/readings', reading(gone.periodId, 36.5))
    const home = await clerk.post('/api/v1/isolation-releases', { periodIds: [gone.periodId] })
    expect(home.body.done).toEqual([gone.periodId])
    const twice = await clerk.post('/api/v1/isolation-releases', { periodIds: [full.periodId] })
    expect(twice.body.refused[0].reasons[0].code).toBe('period.closed')
  }, 60_000)

  it('before its time leaves the overdue check missed for good; at its end, no gap slips through', async () => {
    await district.clock.moveTo(local('2020-02-10', '12:00'))
    const start = { arrivalDay: '2020-02-10' }
    const [{ periodId }, full] = [await isolate(start), await isolate({ arrivalDay: '2020-01-27' })]
    await district.clock.moveTo(local('2020-02-10', '21:00'))
    const ended = await office.post(`/api/v1/isolation-periods/${periodId}/early-ends`, {
      id: newId(),
      reason: '登记错误',
    })
    const afternoon = ended.body.windows.find(({ slot }: { slot: string }) => slot === 'afternoon')
    expect(afternoon.outcome).toBe('missed')
    const gaps = await district.app.db.transaction(district.app.db.whole, (tx) =>
      tx.sql('select slot, outcome from checks where period_id = $1', [periodId]),
    )
    expect(gaps).toEqual([{ slot: 'afternoon', outcome: 'missed' }])
    // The job of the last instant did not run yet: the release itself sees the evening's gap.
    const jobs = district.app.jobs.splice(0)
    await district.clock.moveTo(local('2020-02-11', '00:00'))
    const released = await clerk.post('/api/v1/isolation-releases', { periodIds: [full.periodId] })
    district.app.jobs.push(...jobs)
    expect(released.body.refused[0].reasons.map(({ code }: { code: string }) => code)).toContain('release.gaps')
  })

  it('is later by an extension and earlier by a permitted post, both with a reason', async () => {
    const { periodId } = await isolate({ arrivalDay: '2020-02-10' })
    const extension = { id: newId(), days: 7, reason: '同住人员确诊' }
    expect((await clerk.post(`/api/v1/isolation-periods/${periodId}/extensions`, extension)).status).toBe(403)
    const longer = await office.post(`/api/v1/isolation-periods/${periodId}/extensions`, extension)
    expect(longer.body).toMatchObject({ days: 21, lastDay: '2020-03-02' })
    expect((await office.post(`/api/v1/isolation-periods/${periodId}/extensions`, extension)).body.days).toBe(21)
    const ended = await office.post(`/api/v1/isolation-periods/${periodId}/early-ends`, {
      id: newId(),
      reason: '登记错误',
    })
    expect(ended.body.status).toMatchObject({ state: 'endedEarly', reason: '登记错误' })
    expect(ended.body.changes.map(({ kind }: { kind: string }) => kind)).toEqual(['extended', 'endedEarly'])
  })

  it('extended after its end owed nothing in between, on the calendar as in the counts', async () => {
    const { periodId } = await isolate({ arrivalDay: now().slice(0, 10), firstTemperature: 36.5 })
    const { endsAt, lastDay } = await periodOf(periodId)
    // Not even the last evening's gap was recorded by the jobs.
    const jobs = district.app.jobs.splice(0)
    await district.clock.moveTo(addMinutes(endsAt, 2 * 24 * 60 + 9 * 60))
    const url = `/api/v1/isolation-periods/${periodId}/extensions`
    const longer = await office.post(url, { id: newId(), days: 7, reason: '同住人员确诊' })
    expect(longer.status).toBe(201)
    district.app.jobs.push(...jobs)
    await district.clock.moveTo(addMinutes(now(), 24 * 60))
    const period = await periodOf(periodId)
    const outcomes = period.windows
      .filter(({ day }: { day: string }) => day > lastDay)
      .slice(0, 7)
      .map(({ outcome }: { outcome: string }) => outcome)
    // Extended at nine of the third day, seen at nine of the fourth.
    expect(outcomes).toEqual(['suspended', 'suspended', 'suspended', 'suspended', 'missed', 'missed', 'open'])
    const missed = period.windows.filter(({ outcome }: { outcome: string }) => outcome === 'missed')
    const [row] = await district.app.db.transaction(district.app.db.whole, (tx) =>
      tx.sql<{ missed: number; recorded: number }>(
        `select missed, (select count(*) from checks where period_id = p.period_id and outcome = 'missed') as recorded
         from next_checks p where period_id = $1`,
        [periodId],
      ),
    )
    expect(row).toEqual({ missed: missed.length, recorded: missed.length })
  })
})
