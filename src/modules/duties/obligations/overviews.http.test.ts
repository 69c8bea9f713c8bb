// What is owed at one look: my own today, the calendar with days that are only foreseen, rates whose figures are the counts of
// the lists they open, workbooks of both, the living plan's figures, and the call log.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { at } from '../../../kernel/time.ts'
import { nobody } from '../../../platform/db/database.ts'
import { openSpreadsheet } from '../../../platform/spreadsheet/index.ts'
import { meetOccurrence, type Owner } from './index.ts'

const local = (day: string, time: string) => at(day, time, 'Asia/Shanghai')
const district = await openTestDistrict({ at: local('2020-01-25', '08:30') })
const [office, director, clerk, head, group] = await Promise.all(
  ['office', 'director', 'clerk-230406100', 'head-230406100', 'group-2'].map(district.as),
)
const report = async (owner: Owner, key: string, day: string, isZero = false) => {
  const ctx = district.app.systemContext()
  await district.app.db.transaction(nobody, (tx) =>
    meetOccurrence(ctx, tx, { key, owner, day, evidence: { kind: 'report', id: newId() }, isZero, at: ctx.now }),
  )
}
async function rowsOf(bytes: Buffer): Promise<string[][]> {
  const book = await openSpreadsheet(bytes)
  const rows: string[][] = []
  for await (const { cells } of book.rows()) rows.push(cells.map(({ text }) => text))
  return rows
}
const XINHUA: Owner = { kind: 'unit', key: 'xinhua' }
const MEDICAL: Owner = { kind: 'group', key: 'medical' }

// Two days are lived: on the first the group and the township report, the second is left alone until the evening.
await district.clock.moveTo(local('2020-01-25', '14:20'))
await report(MEDICAL, 'groupReport', '2020-01-25')
await district.clock.moveTo(local('2020-01-25', '15:10'))
await report(XINHUA, 'townshipReport', '2020-01-25', true)
await district.clock.moveTo(local('2020-01-26', '16:00'))

describe('my obligations', () => {
  it('are of today and whatever is open, in order of time, with who answers in person', async () => {
    const { body } = await clerk!.get('/api/v1/my-obligations')
    expect(body).toMatchObject({ today: '2020-01-26', isActive: true, owners: [{ key: 'xinhua', isHead: false }] })
    expect(body.items.map(({ key, state }: { key: string; state: string }) => [key, state])).toEqual([
      ['meeting', 'open'],
      ['townshipReport', 'open'],
      ['meeting', 'open'],
      ['townshipReport', 'open'],
    ])
    expect((await head!.get('/api/v1/my-obligations')).body.owners).toMatchObject([{ key: 'xinhua', isHead: true }])
  })

  it('of the officer of four groups are four reports', async () => {
    const { body } = await director!.get('/api/v1/my-obligations')
    const reports = body.items.filter(
      ({ key, day }: { key: string; day: string }) => key === 'groupReport' && day === '2020-01-26',
    )
    expect(reports).toHaveLength(4)
    expect(body.owners.filter(({ isHead }: { isHead: boolean }) => isHead)).toHaveLength(5)
  })
})

describe('the calendar', () => {
  it('counts what was owed, and foresees what is to come', async () => {
    const { body } = await office!.get('/api/v1/obligation-calendar?from=2020-01-24&until=2020-02-02')
    expect(body.days).toHaveLength(10)
    const on = (day: string) => body.days.find((one: { day: string }) => one.day === day).entries
    expect(on('2020-01-24')).toEqual([])
    expect(on('2020-01-25').map(({ key }: { key: string }) => key)).toEqual([
      'meeting',
      'minutes',
      'groupReport',
      'townshipReport',
    ])
    expect(on('2020-01-25')[2]).toMatchObject({ count: 8, done: 1, late: 0, missing: 7, isForeseen: false })
    expect(on('2020-01-27')[3]).toMatchObject({ count: 7, done: 0, missing: 0, isForeseen: false })
    expect(on('2020-02-02')[3]).toMatchObject({ count: 7, isForeseen: true, dueAt: local('2020-02-02', '15:00') })
    expect(body.owners).toHaveLength(16)
  })

  it('is of the own units for whoever sees only those', async () => {
    const { body } = await group!.get('/api/v1/obligation-calendar?from=2020-01-25&until=2020-02-02')
    expect(body.owners).toHaveLength(1)
    expect(body.days[8].entries.map(({ key, count }: { key: string; count: number }) => [key, count])).toEqual([
      ['meeting', 1],
      ['groupReport', 1],
    ])
    expect((await group!.get('/api/v1/obligation-calendar?from=2020-02-02&until=2020-01-25')).status).toBe(400)
    expect((await group!.get('/api/v1/obligation-calendar?from=2020-01-01&until=2020-12-31')).status).toBe(400)
  })
})

describe('rates', () => {
  it('are the counts of the lists they open', async () => {
    const { body } = await office!.get('/api/v1/obligation-rates?from=2020-01-25&until=2020-01-26&key=groupReport')
    expect(body.total).toMatchObject({ due: 16, inTime: 1, late: 0, missing: 15, onTime: 6.2, complete: 6.2 })
    expect(body.owners).toHaveLength(8)
    expect(body.days.map(({ day }: { day: string }) => day)).toEqual(['2020-01-26', '2020-01-25'])
    for (const { owner, due, inTime, late, missing } of body.owners) {
      const query = `owner=${owner.kind}:${owner.key}&key=groupReport&from=2020-01-25&until=2020-01-26`
      const count = async (more: string) =>
        (await office!.get(`/api/v1/occurrences/count?${query}${more}`)).body.count as number
      expect(await count('&counted=due')).toBe(due)
      expect(await count('&state=inTime')).toBe(inTime)
      expect((await count('&state=missed')) + (await count('&overdue=true'))).toBe(missing)
      expect(await count('&counted=missing')).toBe(missing)
      expect(await count('&counted=notInTime')).toBe(late + missing)
    }
  })

  it('tell reports that say there was nothing from the others', async () => {
    const query = 'from=2020-01-25&until=2020-01-25&key=townshipReport'
    const { body } = await office!.get(`/api/v1/obligation-rates?${query}`)
    expect(body.total).toMatchObject({ due: 7, inTime: 0, late: 1, missing: 6, zero: 1, onTime: 0, zeroReports: 100 })
    expect((await clerk!.get(`/api/v1/obligation-rates?${query}`)).body.total).toMatchObject({ due: 1, complete: 100 })
  })

  it('and the list come as workbooks of exactly what is seen', async () => {
    const list = await office!.get('/api/v1/occurrences/export?key=groupReport&from=2020-01-25&until=2020-01-25')
    const rows = await rowsOf(list.bytes)
    expect(rows).toHaveLength(1 + 8)
    expect(rows.flat()).toContain('缺报')
    const rates = await rowsOf(
      (await office!.get('/api/v1/obligation-rates/export?from=2020-01-25&until=2020-01-25&lang=en')).bytes,
    )
    expect(rates[1]!.slice(0, 2)).toEqual(['All', '31'])
  })
})

describe('the living plan', () => {
  it('judges the clocks by what was done in time, and opens the list behind it', async () => {
    const { body } = await office!.get('/api/v1/plan')
    const duties = body.sections.flatMap(({ duties }: { duties: object[] }) => duties) as {
      key: string
      counts: { numerator: number; denominator: number } | null
    }[]
    const countsOf = (key: string) => duties.find((duty) => duty.key === key)?.counts
    expect(countsOf('dailyReports')).toEqual({ numerator: 1, denominator: 16 })
    expect(countsOf('townshipReports')).toEqual({ numerator: 0, denominator: 14 })
    expect(countsOf('dailyMeeting')).toEqual({ numerator: 0, denominator: 2 })
    expect(countsOf('meetingMinutes')).toEqual({ numerator: 0, denominator: 2 })
    expect(countsOf('officeManagement')).toEqual({ numerator: 0, denominator: 2 })
    const { items } = (await office!.get('/api/v1/plan/duties/dailyReports/evidence?limit=50')).body
    expect(items).toHaveLength(16)
    expect(items.filter(({ kept }: { kept: boolean }) => kept)).toHaveLength(1)
  })
})

describe('the call log', () => {
  const call = (more: object = {}) => ({
    id: newId(),
    postId: '230406100.townshipHead',
    calledAt: district.clock.now(),
    answered: false,
    note: '无人接听，改打经办人',
    ...more,
  })

  it('keeps who was called and whether somebody answered, once', async () => {
    const body = call()
    const made = await office!.post('/api/v1/calls', body)
    expect(made.status, made.text).toBe(201)
    expect(made.body).toMatchObject({ answered: false, unit: { zh: '新华镇人民政府' }, note: body.note })
    expect(made.body.callee).toBeTruthy()
    expect((await office!.post('/api/v1/calls', body)).status).toBe(201)
    expect((await clerk!.post('/api/v1/calls', body)).status).toBe(409)
    expect((await office!.get('/api/v1/calls')).body.items).toHaveLength(1)
  })

  it('shows the called unit its calls, others none, and refuses what cannot be', async () => {
    expect((await clerk!.get('/api/v1/calls')).body.items).toHaveLength(1)
    expect((await group!.get('/api/v1/calls')).body.items).toHaveLength(0)
    expect((await office!.get('/api/v1/calls?answered=true')).body.items).toHaveLength(0)
    const rows = await rowsOf((await office!.get('/api/v1/calls/export?columns=answered,note')).bytes)
    expect(rows).toEqual([
      ['接听', '备注'],
      ['否', '无人接听，改打经办人'],
    ])
    expect((await office!.get('/api/v1/calls/export?columns=number')).status).toBe(400)
    expect((await office!.post('/api/v1/calls', call({ calledAt: '2030-01-01T00:00:00Z' }))).body.code).toBe(
      'call.time',
    )
    expect((await office!.post('/api/v1/calls', call({ postId: 'nobody' }))).status).toBe(404)
  })
})
