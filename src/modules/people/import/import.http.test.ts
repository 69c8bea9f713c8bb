// The sample list over HTTP into a real database: exactly the expected figures, the same file twice adds nobody, and
// what cannot be saved comes back with reasons.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { nobody } from '../../../platform/db/database.ts'
import { openSpreadsheet } from '../../../platform/spreadsheet/index.ts'
import { inventedId, registration } from '../testing/invented.ts'

const at = (name: string) => fileURLToPath(new URL(`../../../../plans/samples/${name}`, import.meta.url))
const sample = { name: 'returnees-2020-01-25.xlsx', content: readFileSync(at('returnees-2020-01-25.xlsx')) }
const expected = JSON.parse(readFileSync(at('returnees-2020-01-25.expected.json'), 'utf8'))
const { ok, fever_ids: _, invalid_rows, ...figures } = expected

const district = await openTestDistrict()
const office = await district.as('office')
const clerk = await district.as('clerk-230406100')

const csv = (...rows: string[][]) => ({
  name: '名单.csv',
  content: Buffer.from(
    [['姓名', '身份证号', '返回前所在地', '返鹤日期', '乡镇', '村', '体温', '备注'], ...rows]
      .map((row) => row.join(','))
      .join('\n'),
  ),
})
const counts = async () => {
  const [row] = await district.app.db.transaction(district.app.db.whole, (tx) =>
    tx.sql(
      `select (select count(*) from persons) as persons, count(*) filter (where category = 'keyArea') as key_area,
         count(*) filter (where first_temperature >= 37.3) as fever,
         count(*) filter (where status = 'expected') as expected_arrivals,
         count(*) filter (where status = 'arrived' and coalesce(first_temperature, 0) < 37.3) as home_isolation
       from arrivals where is_current`,
    ),
  )
  return row
}

describe('the sample list', () => {
  it('is previewed, and nothing is saved', async () => {
    const answer = await office.upload('/api/v1/imports/preview', sample)
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body).toMatchObject({
      summary: figures,
      toSave: ok,
      alreadyRegistered: 0,
      refusedCount: 0,
      blockers: [],
    })
    expect(await counts()).toMatchObject({ persons: 0 })
  })

  it('is saved with exactly the expected figures, each person in the audit', async () => {
    const id = newId()
    const answer = await office.upload('/api/v1/imports', sample, { id })
    expect(answer.status, answer.text).toBe(201)
    expect(answer.body).toMatchObject({ id, summary: figures, saved: ok, alreadyRegistered: 0, unsavedFevers: [] })
    const { persons, key_area, fever, expected_arrivals, home_isolation } = figures
    expect(await counts()).toEqual({ persons, key_area, fever, expected_arrivals, home_isolation })
    for (const [area, count] of Object.entries(figures.by_township)) {
      expect((await office.get(`/api/v1/persons/count?area=${area}`)).body, area).toEqual({ count })
    }
    const audit = await district.app.db.transaction(nobody, (tx) =>
      tx.sql(
        `select action, count(*) as n from audit_events where request_id = $1 and action like 'person%'
         group by action order by action`,
        [answer.headers['x-request-id']],
      ),
    )
    expect(audit).toEqual([
      { action: 'person.registered', n: ok },
      { action: 'persons.imported', n: 1 },
    ])
    expect((await office.upload('/api/v1/imports', sample, { id })).body).toEqual(answer.body)
    expect((await office.get('/api/v1/imports')).body.items).toEqual([answer.body])
    expect((await clerk.get(`/api/v1/imports/${id}`)).status).toBe(404)
    expect((await office.get(`/api/v1/persons/count?importId=${id}`)).body).toEqual({ count: ok })
    expect((await office.get(`/api/v1/imports/${id}/progress`)).body).toMatchObject({ done: true })
  })

  it('twice adds nobody', async () => {
    const answer = await office.upload('/api/v1/imports', sample, { id: newId() })
    expect(answer.body).toMatchObject({ saved: 0, alreadyRegistered: ok, conflictCount: 0, unsavedFevers: [] })
    expect(await counts()).toMatchObject({ persons: ok })
    const preview = (await office.upload('/api/v1/imports/preview', sample)).body
    expect(preview).toMatchObject({ toSave: 0, alreadyRegistered: ok })
  })

  it('gives the bad rows back as a workbook', async () => {
    const answer = await office.upload('/api/v1/imports/errors', sample)
    expect(answer.status).toBe(200)
    const rows: string[][] = []
    for await (const { cells } of (await openSpreadsheet(answer.bytes)).rows()) rows.push(cells.map(({ text }) => text))
    expect(rows).toHaveLength(1 + invalid_rows.length)
    expect(rows[0]!.at(-1)).toBe('原因')
  })
})

describe('a list', () => {
  it('that names a village an amendment ended is told so, row by row', async () => {
    const { db } = district.app
    const end = (at: string | null) =>
      db.transaction(db.whole, (tx) => tx.sql("update areas set ended_at = $1 where name = '永祥村村委会'", [at]))
    await end(district.clock.now())
    const file = csv(
      ['撤村甲', inventedId(), '北京', '2020-01-24', '新华镇', '永祥村', '36.5', ''],
      ['在村乙', inventedId(), '北京', '2020-01-24', '新华镇', '永义村', '36.5', ''],
    )
    const { body } = await clerk.upload('/api/v1/imports/preview', file)
    expect(body).toMatchObject({ toSave: 1, counts: { bad: 1 } })
    expect(body.bad[0].errors[0]).toMatchObject({ field: 'village', zh: expect.stringContaining('已撤销') })
    await end(null)
  })

  it('registers anew whoever was released and comes again, and nobody else', async () => {
    const begin = async (arrivalDay: string) => {
      const number = inventedId()
      const body = registration({ document: { type: 'resident-id', number }, arrival: { arrivalDay } })
      expect((await clerk.post('/api/v1/persons', body)).status).toBe(201)
      return { id: body.id as string, number }
    }
    // His fourteen days were over on the 19th; hers run; the third came within the days that the register has.
    const [over, running, doubtful] = [await begin('2020-01-05'), await begin('2020-01-20'), await begin('2020-01-05')]
    const row = (number: string, day: string) => ['何国涛', number, '武汉', day, '新华镇', '永昌村', '36.5', '']
    const file = csv(
      row(over.number, '2020-01-24'),
      row(running.number, '2020-01-24'),
      row(doubtful.number, '2020-01-18'),
    )
    const preview = (await clerk.upload('/api/v1/imports/preview', file)).body
    expect(preview).toMatchObject({ toSave: 1, returning: 1, alreadyRegistered: 2 })
    const { body } = await clerk.upload('/api/v1/imports', file)
    expect(body).toMatchObject({ saved: 0, returning: 1, alreadyRegistered: 2, conflictCount: 2 })
    const arrivals = async ({ id }: { id: string }) => (await clerk.get(`/api/v1/persons/${id}`)).body.arrivals
    expect(await arrivals(over)).toHaveLength(2)
    expect((await clerk.get(`/api/v1/persons/${over.id}/isolation-periods`)).body.items[0]).toMatchObject({
      startDay: '2020-01-24',
      status: { state: 'active' },
    })
    expect([await arrivals(running), await arrivals(doubtful)].map(({ length }) => length)).toEqual([1, 1])
    // The same list again adds nobody.
    expect((await clerk.upload('/api/v1/imports', file)).body).toMatchObject({ returning: 0, alreadyRegistered: 3 })
  })

  it('of another area is refused row by row', async () => {
    const [own, other] = [inventedId(), inventedId()]
    const file = csv(
      ['本地甲', own, '北京', '2020-01-24', '新华镇', '', '36.5', ''],
      ['外地乙', other, '北京', '2020-01-24', '蔬园乡', '', '38.5', ''],
    )
    const answer = await clerk.upload('/api/v1/imports', file)
    expect(answer.body, answer.text).toMatchObject({
      saved: 1,
      refusedCount: 1,
      refused: [{ no: 2, code: 'outside_area', areaCode: '230406201' }],
      unsavedFevers: [{ no: 2, why: 'refused', temperature: 38.5 }],
    })
    expect((await office.get(`/api/v1/persons?q=${other}`)).body.items).toEqual([])
    const errors = await clerk.upload('/api/v1/imports/errors', file)
    const rows: string[][] = []
    for await (const { cells } of (await openSpreadsheet(errors.bytes)).rows()) rows.push(cells.map(({ text }) => text))
    expect(rows.slice(1).map((row) => row.at(-1))).toEqual(['乡镇：不在您的管辖区域'])
  })

  it('says where the register says otherwise, and keeps every fever in sight', async () => {
    const [mine, foreign, twin] = [inventedId(), inventedId(), inventedId()]
    const registered = await clerk.post(
      '/api/v1/persons',
      registration({ name: '重名甲', document: { type: 'resident-id', number: mine } }),
    )
    await office.post(
      '/api/v1/persons',
      registration({ areaCode: '230406201', document: { type: 'resident-id', number: foreign } }),
    )
    const answer = await clerk.upload(
      '/api/v1/imports',
      csv(
        ['重名甲', mine, '武汉', '2020-01-23', '新华镇', '', '38.0', ''],
        ['别处乙', foreign, '武汉', '2020-01-24', '新华镇', '', '38.1', ''],
        ['双行丙', twin, '武汉', '2020-01-24', '新华镇', '', '36.5', ''],
        ['双行丙', twin, '武汉', '2020-01-24', '新华镇', '', '38.2', ''],
        ['坏行丁', '12', '武汉', '2020-01-24', '新华镇', '', '38.3', ''],
      ),
    )
    const { personId } = registered.body
    expect(answer.body, answer.text).toMatchObject({
      saved: 1,
      alreadyRegistered: 2,
      registeredElsewhere: [{ no: 2, township: '230406201' }],
      conflicts: [{ no: 1, personId, fields: ['arrivalDay', 'temperature'] }],
    })
    expect(answer.body.unsavedFevers).toMatchObject([
      { no: 5, why: 'bad', personId: null },
      { no: 1, why: 'alreadyRegistered', personId, temperature: 38 },
      { no: 2, why: 'alreadyRegistered', personId: null, temperature: 38.1 },
      { no: 4, why: 'duplicate', personId: expect.any(String), temperature: 38.2 },
    ])
  })

  it('that is none is refused in words, with nothing saved', async () => {
    const refusals = [
      [{ name: 'a.csv', content: Buffer.from('这,是,诗\n床前,明月,光') }, 'no_header'],
      [{ name: 'a.xls', content: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]) }, 'spreadsheet_old_format'],
      [{ name: 'a.xlsx', content: Buffer.alloc(0) }, 'spreadsheet_empty'],
    ] as const
    for (const [file, code] of refusals) {
      const answer = await office.upload('/api/v1/imports', { ...file })
      expect([answer.status, answer.body.code]).toEqual([422, code])
    }
    const mapped = await office.upload('/api/v1/imports/preview', csv(), { mapping: '{"headerRow":0}' })
    expect([mapped.status, mapped.body.code]).toEqual([400, 'invalid'])
  })

  it('is read by the columns that the user says', async () => {
    const file = { name: 'x.csv', content: Buffer.from(`甲,乙,丙,丁\n张三,${inventedId()},2020-01-24,新华镇\n`) }
    const mapping = JSON.stringify({ headerRow: 1, fields: ['name', 'document', 'arrivalDay', 'township'] })
    const answer = await office.upload('/api/v1/imports', file, { mapping, id: newId() })
    expect(answer.body, answer.text).toMatchObject({ saved: 1 })
  })
})
