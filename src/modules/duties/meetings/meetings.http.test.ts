// The daily meeting over HTTP on a real database: opened once, attended, decided, minuted, and what the clocks say of it.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'

const district = await openTestDistrict()
const office = await district.as('office')
const director = await district.as('director')
const clerk = await district.as('clerk-230406100')
const otherClerk = await district.as('clerk-230406201')
const id = newId()
const url = `/api/v1/meetings/${id}`
const today = async () => (await office.get('/api/v1/meeting-days/2020-01-25')).body
const occurrence = async (key: string, owner: string) =>
  (await office.get(`/api/v1/occurrences?key=${key}&owner=${owner}&from=2020-01-25&until=2020-01-25`)).body.items[0]

describe('the meeting of a day', () => {
  it('has its agenda before it is opened, and is opened once, by the office', async () => {
    expect(await today()).toMatchObject({ id: null, may: { open: true, keep: false }, before: null })
    expect((await clerk.get('/api/v1/meeting-days/2020-01-25')).body.may).toEqual({ open: false, keep: false })
    expect((await office.get('/api/v1/meeting-days/2020-01-24')).status).toBe(404)
    expect((await clerk.post('/api/v1/meetings', { id })).status).toBe(403)
    expect((await office.post('/api/v1/meetings', { id })).status).toBe(201)
    expect((await office.post('/api/v1/meetings', { id })).status).toBe(201)
    expect((await director.post('/api/v1/meetings', { id: newId() })).body).toMatchObject({ code: 'meeting_opened' })
  })

  it('is met by whoever comes or sends somebody; of two who record one unit the second is told', async () => {
    const attend = (body: object, by = office) =>
      by.put(`${url}/attendance`, { note: '', report: '', version: 0, ...body })
    expect((await clerk.put(`${url}/attendance`, { owner: 'unit:xinhua', state: 'present', version: 0 })).status).toBe(
      403,
    )
    const present = { owner: 'unit:xinhua', state: 'present', report: '昨日排查 32 人' }
    expect((await attend(present)).status).toBe(200)
    expect((await attend(present)).status).toBe(200)
    expect((await attend({ ...present, report: '另一说法' }, director)).body).toMatchObject({
      code: 'attendance_changed',
    })
    expect((await attend({ ...present, report: '昨日排查 33 人', version: 1 })).status).toBe(200)
    expect((await attend({ owner: 'unit:shuyuan', state: 'absent' })).status).toBe(400)
    expect((await attend({ owner: 'unit:shuyuan', state: 'absent', note: '道路封闭' })).status).toBe(200)
    expect((await attend({ owner: 'group:medical', state: 'deputy', note: '副组长' })).status).toBe(200)
    expect((await attend({ owner: 'unit:financeBureau', state: 'present' })).body).toMatchObject({
      code: 'owner_unknown',
    })
    expect(await occurrence('meeting', 'unit:xinhua')).toMatchObject({
      state: 'inTime',
      evidence: { kind: 'meeting', id },
    })
    expect(await occurrence('meeting', 'group:medical')).toMatchObject({ state: 'inTime' })
    expect(await occurrence('meeting', 'unit:shuyuan')).toMatchObject({ state: 'open' })
  })

  it('passes on what the city requires', async () => {
    const requirement = { id: newId(), source: '市指挥部电话', text: '卡点测温一车不漏' }
    expect((await office.post(`${url}/requirements`, requirement)).body.requirements).toHaveLength(1)
    expect((await office.post(`${url}/requirements`, requirement)).body.requirements).toHaveLength(1)
    expect((await office.post(`${url}/requirements`, { ...requirement, text: '另一件' })).status).toBe(409)
  })
})

describe('a decision', () => {
  const decision = {
    id: newId(),
    text: '今晚前完成入户排查',
    owners: ['unit:xinhua', 'group:screening'],
    dueAt: '2020-01-25T12:00:00.000Z',
  }
  it('is a directive of the command to each of its owners, once', async () => {
    const past = await office.post(`${url}/decisions`, { ...decision, id: newId(), dueAt: '2020-01-24T12:00:00.000Z' })
    expect(past.body).toMatchObject({ status: 422, errors: [{ field: 'dueAt' }] })
    expect((await office.post(`${url}/decisions`, decision)).status).toBe(201)
    expect((await office.post(`${url}/decisions`, decision)).body.decisions).toHaveLength(1)
    expect((await office.post(`${url}/decisions`, { ...decision, text: '另一件' })).body).toMatchObject({
      code: 'id_taken',
    })
    const twice = { ...decision, id: newId(), text: '同时发两次', owners: ['unit:dongfanghong'] }
    const both = await Promise.all([1, 2].map(() => office.post(`${url}/decisions`, twice)))
    expect(both.map(({ status }) => status)).toEqual([201, 201])
    const [first, second] = (await today()).decisions
    expect(first).toMatchObject({
      number: { zh: '指令〔2020〕1号' },
      units: [{ id: 'group.screening', state: 'issued' }, { id: 'xinhua' }],
    })
    expect(second.number.zh).toBe('指令〔2020〕2号')
    const directive = (await clerk.get(`/api/v1/directives/${decision.id}`)).body
    expect(directive).toMatchObject({ issuer: { id: 'command' }, source: { kind: 'meeting', id } })
  })
  it('is carried out by the unit and shows on the meeting', async () => {
    const { assignments } = (await clerk.get(`/api/v1/directives/${decision.id}`)).body
    const of = `/api/v1/directive-assignments/${assignments[0].assignmentId}`
    expect((await otherClerk.post(`${of}/receipts`, { id: newId() })).status).toBe(404)
    await clerk.post(`${of}/receipts`, { id: newId() })
    await clerk.post(`${of}/results`, { id: newId(), text: '入户 412 户' })
    expect((await office.post(`${of}/acceptances`, { id: newId() })).status).toBe(200)
    expect((await today()).decisions[0].units).toMatchObject([{ state: 'issued' }, { id: 'xinhua', state: 'accepted' }])
  })
})

describe('the minutes', () => {
  it('are drafted from the records, meet what the office owes, and are corrected with a reason', async () => {
    const { draft } = await today()
    expect(draft).toContain('新华镇人民政府：昨日排查 33 人')
    expect(draft).toContain('市指挥部电话：卡点测温一车不漏')
    const minutes = { id: newId(), text: draft, version: 0 }
    expect((await clerk.post(`${url}/minutes`, minutes)).status).toBe(403)
    expect((await office.post(`${url}/minutes`, minutes)).status).toBe(201)
    expect((await office.post(`${url}/minutes`, minutes)).body.minutes).toHaveLength(1)
    expect(await occurrence('minutes', 'unit:healthBureau')).toMatchObject({ state: 'inTime' })
    const correction = { id: newId(), text: `${draft}\n更正`, version: 1 }
    expect((await office.post(`${url}/minutes`, correction)).body).toMatchObject({
      status: 422,
      errors: [{ field: 'reason' }],
    })
    expect((await office.post(`${url}/minutes`, { ...correction, reason: '人数有误' })).body.minutes[0]).toMatchObject({
      version: 2,
    })
  })
  it('written from an older version are not taken: the second writer is told', async () => {
    const body = { id: newId(), text: '按第一版改的', reason: '另有更正', version: 1 }
    expect((await director.post(`${url}/minutes`, body)).body).toMatchObject({ status: 409, code: 'minutes_issued' })
  })
  it('are a Word document and a PDF for whoever may read', async () => {
    const word = await clerk.get(`${url}/minutes.docx`)
    expect(word.status).toBe(200)
    expect(word.bytes.subarray(0, 2).toString()).toBe('PK')
    const pdf = await clerk.get(`${url}/minutes.pdf`)
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await district.stranger.get(`${url}/minutes.docx`)).status).toBe(401)
  })
})

it('the next day begins with yesterday’s decisions and their state, and the plan counts the meeting', async () => {
  await district.clock.moveTo('2020-01-26T00:30:00.000Z')
  const next = (await office.get('/api/v1/meeting-days/2020-01-26')).body
  expect(next.before).toMatchObject({
    day: '2020-01-25',
    decisions: [{ text: '今晚前完成入户排查' }, { text: '同时发两次' }],
  })
  expect(next.agenda.unreported).toHaveLength(15)
  const evidence = (await office.get('/api/v1/plan/duties/dailyMeeting/evidence')).body
  expect(evidence.items).toMatchObject([{ kept: true }])
  expect((await office.get('/api/v1/meetings')).body.items).toMatchObject([
    { day: '2020-01-25', there: 2, decisions: 2, open: 2 },
  ])
})
