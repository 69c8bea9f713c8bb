// People over HTTP on a real database: registering, duplicates across areas, edits, looks, lists and exports, each from
// the right area and the wrong one.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { nobody } from '../../platform/db/database.ts'
import { openSpreadsheet } from '../../platform/spreadsheet/index.ts'
import { inventedId, registration } from './testing/invented.ts'

const district = await openTestDistrict()
const xinhua = await district.as('clerk-230406100')
const elsewhere = await district.as('clerk-230406201')
const office = await district.as('office')

type Body = ReturnType<typeof registration>
const register = async (body: Body, by = xinhua) => {
  const answer = await by.post('/api/v1/persons', body)
  expect(answer.status, answer.text).toBe(201)
  return answer.body as { personId: string; arrivalId: string; created: boolean }
}
const auditOf = (personId: string) =>
  district.app.db.transaction(nobody, (tx) =>
    tx.sql<{ action: string; details: Record<string, unknown> }>(
      `select action, details from audit_events where subject_id = $1 order by id`,
      [personId],
    ),
  )

describe('registering', () => {
  it('makes the record, with the category of the plan and the number sealed and masked', async () => {
    const body = registration({ name: '何 国 涛' })
    const { personId, created } = await register(body)
    expect(created).toBe(true)
    const view = (await xinhua.get(`/api/v1/persons/${personId}`)).body
    expect(view).toMatchObject({
      name: '何国涛',
      sex: 'male',
      documentMasked: expect.stringMatching(/^230\*+.{4}$/),
      arrival: { status: 'arrived', category: 'keyArea', categoryBy: 'plan', firstTemperature: 36.5, means: 'train' },
      may: { edit: true, unmask: true },
    })
    const [row] = await district.app.db.transaction(district.app.db.whole, (tx) =>
      tx.sql<{ text: string }>('select p::text as text from persons p where id = $1', [personId]),
    )
    expect(row!.text).not.toContain(body.document.number)
    expect(Buffer.from(row!.text.match(/\\\\x([0-9a-f]+)/)![1]!, 'hex').includes(body.document.number)).toBe(false)
  })

  it('again with the same ids is the same record', async () => {
    const body = registration()
    const first = await register(body)
    expect(await register(body)).toEqual({ ...first, created: false })
    expect((await auditOf(first.personId)).map(({ action }) => action)).toEqual(['person.registered'])
  })

  it('of twins at once makes one', async () => {
    const document = { type: 'resident-id', number: inventedId() }
    const answers = await Promise.all([1, 2, 3].map(() => xinhua.post('/api/v1/persons', registration({ document }))))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  it('names every field that is wrong, and saves nothing', async () => {
    const body = registration({
      name: '',
      telephones: ['12'],
      document: { type: 'resident-id', number: '23040619500101123X' },
      arrival: { firstTemperature: 366, arrivalDay: '2020-02-01' },
    })
    const answer = await xinhua.post('/api/v1/persons', body)
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      'arrival.arrivalDay',
      'arrival.firstTemperature',
      'document.number',
      'name',
      'telephones.0',
    ])
    expect((await xinhua.get(`/api/v1/persons/${body.id}`)).status).toBe(404)
    const village = await xinhua.post('/api/v1/persons', registration({ areaCode: '230406100999' }))
    expect(village.body.errors).toMatchObject([{ code: 'unknown_area', field: 'areaCode' }])
    const shape = await xinhua.post('/api/v1/persons', { ...registration(), arrival: undefined })
    expect([shape.status, shape.body.errors[0].field]).toEqual([400, 'arrival'])
  })

  it('in an area that an amendment ended is refused with that; whoever lives there is still edited', async () => {
    const { personId } = await register(registration({ areaCode: '230406100205' }))
    const { db } = district.app
    const end = (at: string | null) =>
      db.transaction(db.whole, (tx) => tx.sql("update areas set ended_at = $1 where code = '230406100205'", [at]))
    await end(district.clock.now())
    const answer = await xinhua.post('/api/v1/persons', registration({ areaCode: '230406100205' }))
    expect(answer.body).toMatchObject({ status: 422, errors: [{ field: 'areaCode', code: 'area_ended' }] })
    const { version } = (await xinhua.get(`/api/v1/persons/${personId}`)).body
    expect((await xinhua.patch(`/api/v1/persons/${personId}`, { version, address: '胜利路2号' })).status).toBe(200)
    await end(null)
  })

  it('in another area is refused', async () => {
    expect((await elsewhere.post('/api/v1/persons', registration())).status).toBe(403)
  })

  it('at a checkpoint works though nothing can be looked at', async () => {
    const checkpoint = await district.as('checkpoint')
    const { personId } = await register(registration({ arrival: { source: 'checkpoint' } }), checkpoint)
    expect((await checkpoint.get(`/api/v1/persons/${personId}`)).status).toBe(403)
    expect((await xinhua.get(`/api/v1/persons/${personId}`)).status).toBe(200)
  })
})

describe('a duplicate', () => {
  const document = { type: 'resident-id', number: inventedId() }

  it('in one’s own area names the record', async () => {
    const { personId } = await register(registration({ document }))
    const answer = await xinhua.post('/api/v1/persons', registration({ document }))
    expect([answer.status, answer.body.code]).toEqual([409, 'already_registered'])
    expect(answer.body.errors).toMatchObject([{ code: 'person', zh: personId }])
  })

  it('in another area tells the township and whom to speak to, and nothing of the person', async () => {
    const answer = await elsewhere.post(
      '/api/v1/persons',
      registration({ document, areaCode: '230406201', name: '另写一名' }),
    )
    expect([answer.status, answer.body.code]).toEqual([409, 'already_registered'])
    expect(answer.body.zh).toContain('新华镇')
    expect(answer.body.errors.map(({ code }: { code: string }) => code)).toEqual(['township', 'contact'])
    expect(answer.text).not.toContain('何国涛')
    expect(answer.text).not.toContain(document.number)
    expect((await elsewhere.get('/api/v1/persons?q=heguotao')).body.items).toEqual([])
  })
})

describe('a person of another area', () => {
  it('is not there: over HTTP, in SQL under another scope, on a connection without scope', async () => {
    const { personId, arrivalId } = await register(
      registration({ arrival: { status: 'expected', arrivalDay: '2020-01-26', firstTemperature: null } }),
    )
    const path = `/api/v1/persons/${personId}`
    expect((await elsewhere.get(path)).status).toBe(404)
    expect((await elsewhere.patch(path, { version: 1, name: '改' })).status).toBe(404)
    expect((await elsewhere.post(`${path}/document-views`, { reason: '核对' })).status).toBe(404)
    expect((await elsewhere.post(`/api/v1/arrivals/${arrivalId}/confirm`, { arrivalDay: '2020-01-25' })).status).toBe(
      404,
    )
    const { db } = district.app
    const seen = (areas: string[]) =>
      db.transaction({ areas, accountId: null }, async (tx) => {
        const found: boolean[] = []
        for (const [table, key] of [
          ['persons', 'id'],
          ['arrivals', 'person_id'],
          ['person_terms', 'person_id'],
        ]) {
          const rows = await tx.sql<{ n: number }>(`select count(*) as n from ${table} where ${key} = $1`, [personId])
          found.push(rows[0]!.n > 0)
        }
        return found
      })
    expect(await seen(['230406201'])).toEqual([false, false, false])
    expect(await seen(['230406201', '230406100200'])).toEqual([true, true, true])
    const client = await db.pool.connect()
    try {
      await client.query(`begin; set local app.area = '230406'; commit`)
      expect((await client.query('select 1 from persons')).rowCount).toBe(0)
      await expect(
        client.query(`update persons set name = 'x' where id = $1 returning id`, [personId]),
      ).resolves.toMatchObject({ rowCount: 0 })
    } finally {
      client.release()
    }
    await expect(
      db.transaction({ areas: ['230406201'], accountId: null }, (tx) =>
        tx.sql(`insert into person_terms values ('x', $1, '230406100200')`, [personId]),
      ),
    ).rejects.toThrow('row-level security')
  })
})

describe('the whole number', () => {
  it('needs a reason, and every look is in the audit', async () => {
    const body = registration()
    const { personId } = await register(body)
    const path = `/api/v1/persons/${personId}/document-views`
    expect((await xinhua.post(path, { reason: '' })).status).toBe(400)
    const answer = await xinhua.post(path, { reason: '与公安核对' })
    expect(answer.body).toEqual({ type: 'resident-id', document: body.document.number })
    await xinhua.get(`/api/v1/persons/${personId}`)
    expect((await auditOf(personId)).slice(1)).toMatchObject([
      { action: 'document.viewed', details: { reason: '与公安核对' } },
      { action: 'person.viewed' },
    ])
    const medic = await district.as('medic-230406100200')
    expect((await medic.post(path, { reason: '看看' })).status).toBe(403)
  })
})

describe('an edit', () => {
  it('keeps which fields changed, refuses the later of two, and is found under the new name alone', async () => {
    const { personId } = await register(registration({ name: '欧阳未改', telephones: ['19900000001'] }))
    const path = `/api/v1/persons/${personId}`
    const edited = await xinhua.patch(path, { version: 1, name: '司马已改', telephones: ['0468-3456789'] })
    expect(edited.body).toMatchObject({ version: 2, name: '司马已改', sex: 'male' })
    expect((await xinhua.patch(path, { version: 1, address: '别处' })).body.code).toBe('person_changed')
    expect((await xinhua.patch(path, { version: 2, sex: 'female' })).body.errors).toMatchObject([{ field: 'sex' }])
    const found = async (q: string) =>
      (await xinhua.get(`/api/v1/persons/search?q=${encodeURIComponent(q)}`)).body.items.map(
        (row: { id: string }) => row.id,
      )
    expect(await found('欧阳未')).toEqual([])
    for (const q of ['司马', 'simayi', 'smyg', '0468345', '3456789']) expect(await found(q), q).toEqual([personId])
    expect((await auditOf(personId))[1]).toMatchObject({
      action: 'person.edited',
      details: { fields: ['name', 'telephones'] },
    })
  })

  it('takes a new document, and refuses one that somebody has', async () => {
    const [number, taken] = [inventedId({ female: true }), inventedId()]
    await register(registration({ document: { type: 'resident-id', number: taken } }))
    const { personId } = await register(registration())
    const edit = (version: number, document: object) =>
      xinhua.patch(`/api/v1/persons/${personId}`, { version, document })
    expect((await edit(1, { type: 'resident-id', number })).body).toMatchObject({ version: 2, sex: 'female' })
    expect((await edit(2, { type: 'resident-id', number: taken })).body.code).toBe('already_registered')
    const found = (await xinhua.get(`/api/v1/persons/search?q=${number}`)).body.items
    expect(found.map((row: { id: string }) => row.id)).toEqual([personId])
  })

  it('moves the person inside the township with arrivals and terms, and to another one never', async () => {
    const { personId } = await register(registration({ name: '南宫迁居' }))
    const edit = (areaCode: string) => office.patch(`/api/v1/persons/${personId}`, { version: 1, areaCode })
    expect((await edit('230406201')).body.errors).toMatchObject([{ code: 'other_township', field: 'areaCode' }])
    expect((await edit('230406100201')).status).toBe(200)
    expect((await xinhua.get('/api/v1/persons?q=nangong')).body.items).toMatchObject([{ areaCode: '230406100201' }])
    expect((await xinhua.get('/api/v1/persons?q=南宫&area=230406100200')).body.items).toEqual([])
  })
})

describe('an expected arrival', () => {
  const expected = { arrival: { status: 'expected', arrivalDay: '2020-01-27', firstTemperature: null } }

  it('is confirmed once, with day and temperature', async () => {
    const { arrivalId } = await register(registration(expected))
    const path = `/api/v1/arrivals/${arrivalId}/confirm`
    const said = { arrivalDay: '2020-01-25', firstTemperature: 37.5, temperatureSite: 'ear' }
    expect((await xinhua.post(path, { ...said, firstTemperature: 20 })).body.errors[0].field).toBe('firstTemperature')
    const view = (await xinhua.post(path, said)).body
    expect(view.arrival).toMatchObject({ status: 'arrived', arrivalDay: '2020-01-25', firstTemperature: 37.5 })
    expect((await xinhua.post(path, said)).status).toBe(200)
    expect((await xinhua.post(path, { ...said, arrivalDay: '2020-01-24' })).body.code).toBe('already_arrived')
  })

  it('that does not come is cancelled with a reason', async () => {
    const { personId, arrivalId } = await register(registration(expected))
    const path = `/api/v1/arrivals/${arrivalId}/cancel`
    expect((await xinhua.post(path, { reason: ' ' })).status).toBe(400)
    const view = (await xinhua.post(path, { reason: '改为节后返回' })).body
    expect(view.arrival).toMatchObject({ status: 'cancelled', cancelReason: '改为节后返回' })
    expect((await xinhua.post(`/api/v1/arrivals/${arrivalId}/confirm`, { arrivalDay: '2020-01-25' })).body.code).toBe(
      'arrival_cancelled',
    )
    expect((await auditOf(personId)).map(({ action }) => action)).toEqual(['person.registered', 'arrival.cancelled'])
  })
})

describe('a list', () => {
  const village = '230406100203'
  const list = async (query: string) => (await xinhua.get(`/api/v1/persons?area=${village}&${query}`)).body

  it('pages through everybody once while more come in, agrees with its count and its export', async () => {
    for (let i = 0; i < 12; i += 1) {
      await register(
        registration({
          name: `东方甲${'一二三四五六七八九十百千'[i]}`,
          areaCode: village,
          arrival: { firstTemperature: i % 4 === 0 ? null : 36 + i / 5, arrivalDay: `2020-01-${10 + i}` },
        }),
      )
    }
    for (const sort of ['-registeredAt', 'arrivalDay', '-arrivalDay']) {
      const seen: string[] = []
      let cursor: string | null = null
      const before = (await list('limit=200')).items.map((row: { id: string }) => row.id)
      do {
        const page: { items: { id: string }[]; next: string | null } = await list(
          `limit=5&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`,
        )
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.next
        await register(registration({ name: '东方乙', areaCode: village }))
      } while (cursor)
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen).toEqual(expect.arrayContaining(before))
    }
    const filters = 'q=东方甲&arrivedFrom=2020-01-12&status=arrived&hasFever=true'
    const { items } = await list(filters)
    expect(items.every((row: { firstTemperature: number }) => row.firstTemperature >= 37.3)).toBe(true)
    const count = (await xinhua.get(`/api/v1/persons/count?area=${village}&${filters}`)).body.count
    expect(items).toHaveLength(count)
    expect(count).toBeGreaterThan(0)
    expect((await list('q=东方甲&temperatureOwed=true')).items).toHaveLength(3)
    const columns = 'name,document,arrivalDay,firstTemperature'
    const file = await xinhua.get(`/api/v1/persons/export?area=${village}&${filters}&columns=${columns}`)
    expect(file.status).toBe(200)
    const rows: string[][] = []
    const book = await openSpreadsheet(file.bytes)
    for await (const { cells } of book.rows()) rows.push(cells.map(({ text }) => text))
    expect(rows).toEqual([
      ['姓名', '证件号码', '抵达日期', '首次体温'],
      ...items.map((row: Record<string, string>) => [
        row.name,
        row.documentMasked,
        row.arrivalDay,
        String(row.firstTemperature),
      ]),
    ])
  })

  it('refuses filters and cursors that are none', async () => {
    expect((await xinhua.get('/api/v1/persons?status=here')).status).toBe(400)
    expect((await xinhua.get('/api/v1/persons?cursor=x')).body.code).toBe('bad_cursor')
    expect((await xinhua.get('/api/v1/persons/export?columns=secret')).status).toBe(400)
  })

  it('of an assigned person reaches beyond the area, and no further', async () => {
    const { personId } = await register(registration({ name: '端木托付' }))
    const medic = await district.as('medic-230406201200')
    expect((await medic.get(`/api/v1/persons/${personId}`)).status).toBe(404)
    const { id: accountId } = (await medic.get('/api/v1/me')).body.account
    await district.app.db.transaction(district.app.db.whole, (tx) =>
      tx.sql(
        `insert into assignments (id, person_id, area_code, account_id, role, from_at)
         values ($1, $2, '230406100200', $3, 'medic', $4)`,
        [newId(), personId, accountId, district.clock.now()],
      ),
    )
    expect((await medic.get(`/api/v1/persons/${personId}`)).status).toBe(200)
    expect((await medic.get('/api/v1/persons?q=端木')).body.items).toMatchObject([{ id: personId }])
    expect((await medic.get('/api/v1/persons/search?q=dmtf')).body.items).toMatchObject([{ id: personId }])
    expect((await medic.get('/api/v1/persons?q=何国涛')).body.items).toEqual([])
  })
})
