// Periods that run as an amendment takes effect (M21): one to 21 days and three checks is kept from them, another changes
// them. Windows, end, threshold, release and every judgement are those of the period's own version.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { at } from '../../kernel/time.ts'
import { registration } from '../people/testing/invented.ts'

const local = (day: string, time: string) => at(day, time, 'Asia/Shanghai')
const district = await openTestDistrict({ at: local('2020-01-25', '05:30') })
const [office, director, clerk, medic] = await Promise.all(
  ['office', 'director', 'clerk-230406100', 'medic-230406100200'].map(district.as),
)
const moveTo = (day: string, time: string) => district.clock.moveTo(local(day, time))

async function isolate(more: object = {}): Promise<string> {
  const body = registration({
    arrival: { arrivalDay: district.clock.now().slice(0, 10) > '2020-01-25' ? '2020-02-01' : '2020-01-25', ...more },
  })
  const answer = await clerk!.post('/api/v1/persons', body)
  expect(answer.status, answer.text).toBe(201)
  return (await clerk!.get(`/api/v1/persons/${body.id}/isolation-periods`)).body.items[0].id
}
const periodOf = async (id: string) => (await clerk!.get(`/api/v1/isolation-periods/${id}`)).body
const read = (periodId: string, temperature = 36.5) =>
  medic!.post('/api/v1/readings', {
    id: newId(),
    periodId,
    temperature,
    site: 'forehead',
    observedAt: district.clock.now(),
  })
const outcomesOn = async (id: string, day: string) =>
  (await periodOf(id)).windows
    .filter((window: { day: string }) => window.day === day)
    .map(({ slot, outcome }: { slot: string; outcome: string }) => `${slot} ${outcome}`)
const queue = async (name: string) =>
  (await clerk!.get(`/api/v1/isolation-periods?queue=${name}&limit=200`)).body.items.map(({ id }: { id: string }) => id)

const WINDOWS = `    - { slot: morning, name: { zh: 上午, en: Morning }, opens: "06:00", closes: "09:00" }
    - { slot: noon, name: { zh: 中午, en: Noon }, opens: "11:00", closes: "13:00" }
    - { slot: evening, name: { zh: 晚上, en: Evening }, opens: "17:00", closes: "21:00" }
`
async function amend(change: (text: string) => string, effectiveFrom: string, runningPeriods: 'keep' | 'change') {
  const { items } = (await office!.get('/api/v1/plan-versions')).body
  const last = items.find(({ number }: { number: number | null }) => number !== null)
  const planText = change((await office!.get(`/api/v1/plan-versions/${last.id}/file`)).text)
  const body = { id: newId(), planText, effectiveFrom, runningPeriods, reason: '国家方案更新' }
  const made = await office!.post('/api/v1/plan-amendments', body)
  expect(made.status, made.text).toBe(201)
  expect((await director!.post(`/api/v1/plan-amendments/${body.id}/approvals`)).status).toBe(201)
  return body.id
}

let old: string

describe('an amendment that running periods do not follow', () => {
  let fresh: string

  it('leaves them their days, windows and threshold', async () => {
    old = await isolate()
    await amend(
      (text) =>
        text
          .replace('  days: 14\n', '  days: 21\n')
          .replace('feverThreshold: 37.3', 'feverThreshold: 37.0')
          .replace(/ {4}- \{ slot: morning[^\n]*\n {4}- \{ slot: afternoon[^\n]*\n/, WINDOWS),
      local('2020-01-28', '00:00'),
      'keep',
    )
    await moveTo('2020-01-27', '08:00')
    await read(old)
    await moveTo('2020-01-28', '05:30')
    fresh = await isolate({ arrivalDay: '2020-01-27' })
    expect(await periodOf(old)).toMatchObject({
      days: 14,
      lastDay: '2020-02-08',
      feverThreshold: 37.3,
      plan: { version: 1, beganUnder: 1 },
    })
    expect(await periodOf(fresh)).toMatchObject({
      days: 21,
      lastDay: '2020-02-17',
      feverThreshold: 37,
      plan: { version: 2, beganUnder: 2 },
    })
  })

  it('asks for two checks of one and three of the other, each missed by its own windows', async () => {
    await moveTo('2020-01-28', '10:00')
    expect(await queue('dueNow')).toEqual([old])
    expect(await queue('overdue')).toEqual([fresh])
    await read(old)
    // By its own threshold: 37.0 is a fever of one only.
    await moveTo('2020-01-28', '12:00')
    expect(await queue('dueNow')).toEqual([fresh])
    expect(await queue('doneNow')).toEqual([old])
    expect((await read(old, 37.1)).body.referralId).toBeNull()
    const fever = await read(fresh, 37.1)
    expect(fever.body.reading.completes).toMatchObject({ slot: 'noon' })
    expect(fever.body.referralId).not.toBeNull()
    await moveTo('2020-01-29', '06:30')
    expect(await outcomesOn(old, '2020-01-28')).toEqual(['morning done', 'afternoon missed'])
    expect(await outcomesOn(fresh, '2020-01-28')).toEqual(['morning missed', 'noon done', 'evening suspended'])
    const board = (await clerk!.get('/api/v1/board')).body
    expect(board).toMatchObject({ planVersion: 2, total: { inIsolation: 2 } })
  })
})

describe('an amendment that changes them', () => {
  let running: string
  let extended: string
  let full: string
  let before: number

  it('is nothing until its time', async () => {
    await moveTo('2020-02-01', '05:30')
    running = await isolate()
    extended = await isolate()
    expect(
      (
        await office!.post(`/api/v1/isolation-periods/${extended}/extensions`, {
          id: newId(),
          days: 7,
          reason: '同住人员发热',
        })
      ).status,
    ).toBe(201)
    // Full at the end of the 3rd and not released: it has served its time.
    full = await isolate({ arrivalDay: '2020-01-13' })
    await amend((text) => text.replace('  days: 21\n', '  days: 10\n'), local('2020-02-04', '12:30'), 'change')
    await moveTo('2020-02-03', '23:00')
    expect(await periodOf(running)).toMatchObject({ days: 21, plan: { version: 2 } })
    before = (await periodOf(running)).windows.filter(({ outcome }: { outcome: string }) => outcome === 'missed').length
    await moveTo('2020-02-03', '23:30')
  })

  it('makes them as long as it says, extensions kept, and says so with both versions', async () => {
    await moveTo('2020-02-04', '12:30')
    const period = await periodOf(running)
    expect(period).toMatchObject({ days: 10, lastDay: '2020-02-11', plan: { version: 3, beganUnder: 2, days: 10 } })
    expect(period.changes).toMatchObject([
      {
        kind: 'replanned',
        from: '2020-02-22',
        to: '2020-02-11',
        planVersion: 3,
        oldPlanVersion: 2,
        at: local('2020-02-04', '12:30'),
        reason: '国家方案更新',
      },
    ])
    expect(await periodOf(extended)).toMatchObject({ days: 17, lastDay: '2020-02-18' })
    // Who began under the first version too; by the new one its last day is today.
    expect(await periodOf(old)).toMatchObject({ days: 10, lastDay: '2020-02-04', plan: { version: 3, beganUnder: 1 } })
    expect((await queue('endingToday')).toSorted()).toEqual([full, old].toSorted())
    const missedNow = period.windows.filter(({ outcome }: { outcome: string }) => outcome === 'missed').length
    // The evening of the 3rd, overdue until the 4th, and the morning of the 4th: nothing of before is missed anew.
    expect(missedNow).toBe(before + 2)
    await moveTo('2020-02-04', '12:40')
    expect((await periodOf(running)).changes).toHaveLength(1)
  })

  it('leaves alone who was full by then', async () => {
    expect(await periodOf(full)).toMatchObject({ plan: { version: 2 } })
  })

  it('is what the living plan counts by: the figures agree with the calendars', async () => {
    for (const [day, time] of [
      ['2020-02-04', '14:00'],
      ['2020-02-04', '23:00'],
      ['2020-02-05', '22:00'],
    ] as const) {
      await moveTo(day, time)
      await read(running)
      const { sections } = (await office!.get('/api/v1/plan')).body
      const visits = sections
        .flatMap(({ duties }: { duties: { key: string }[] }) => duties)
        .find(({ key }: { key: string }) => key === 'visits')
      const outcomes: string[] = []
      for (const id of await queue('all')) outcomes.push(...(await outcomesOn(id, day)))
      const count = (...these: string[]) => outcomes.filter((one) => these.includes(one.split(' ')[1]!)).length
      expect(visits.counts, `${day} ${time}`).toEqual({
        numerator: count('done'),
        denominator: count('done', 'late', 'missed', 'overdue'),
      })
    }
  })

  it('lets a missed check be missed once', async () => {
    await moveTo('2020-02-12', '00:00')
    const { windows } = await periodOf(running)
    const [row] = await district.app.db.transaction(district.app.db.whole, (tx) =>
      tx.sql<{ missed: number; checks: number }>(
        `select p.missed, (select count(*) from checks c where c.period_id = p.period_id and c.outcome = 'missed') as checks
         from next_checks p where p.period_id = $1`,
        [running],
      ),
    )
    const missed = windows.filter(({ outcome }: { outcome: string }) => outcome === 'missed').length
    expect(row).toEqual({ missed, checks: missed })
    expect((await periodOf(running)).release.reasons.map(({ code }: { code: string }) => code)).not.toContain(
      'release.notFull',
    )
  })

  it('names the version in every judgement', async () => {
    const rows = await district.app.db.transaction(district.app.db.whole, (tx) =>
      tx.sql<{ what: string; versions: number[] }>(
        `select what, array_agg(distinct v.version order by v.version) as versions from (
           select 'checks' as what, plan_version_id from checks where period_id = $1
           union all select 'readings', plan_version_id from readings
           union all select 'referrals', plan_version_id from referrals
           union all select 'changes', plan_version_id from period_changes where period_id = $1
         ) j join plan_versions v on v.id = j.plan_version_id group by what order by what`,
        [running],
      ),
    )
    expect(rows).toEqual([
      { what: 'changes', versions: [3] },
      { what: 'checks', versions: [2, 3] },
      { what: 'readings', versions: [1, 2, 3] },
      { what: 'referrals', versions: [2] },
    ])
  })
})

it('whoever is expected under one plan and comes under the next isolates by the next', async () => {
  await moveTo('2020-02-12', '08:00')
  const body = registration({
    arrival: { status: 'expected', arrivalDay: '2020-02-14', firstTemperature: null, temperatureSite: null },
  })
  expect((await clerk!.post('/api/v1/persons', body)).status).toBe(201)
  await amend((text) => text.replace('  days: 10\n', '  days: 12\n'), local('2020-02-13', '00:00'), 'keep')
  await moveTo('2020-02-14', '08:00')
  const confirmed = await clerk!.post(`/api/v1/arrivals/${body.arrival.id}/confirm`, {
    arrivalDay: '2020-02-14',
    firstTemperature: 36.5,
    temperatureSite: 'forehead',
  })
  expect(confirmed.status, confirmed.text).toBe(200)
  const { items } = (await clerk!.get(`/api/v1/persons/${body.id}/isolation-periods`)).body
  expect(items[0]).toMatchObject({ days: 12, plan: { version: 4 } })
})
