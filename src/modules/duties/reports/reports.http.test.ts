// Daily reports over HTTP (M59, M49): filled from the records, late at three o'clock sharp, locked and corrected by versions,
// one of two clerks first; the closing, the situation report from unit to unit to the city, and urgent reports that climb.
import { beforeAll, describe, expect, it } from 'vitest'
import { type Client, openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { at } from '../../../kernel/time.ts'
import { registration } from '../../people/testing/invented.ts'
import type { ClosingView, MyReports, ReportView } from './contract/daily.ts'
import type { SituationView } from './contract/situation.ts'

const local = (day: string, time: string) => at(day, time, 'Asia/Shanghai')
const district = await openTestDistrict({ at: local('2020-01-26', '09:00') })
const { clock } = district
const XINHUA = '230406100'
const names = [
  'clerk-230406100',
  'clerk-230406201',
  'head-230406100',
  'office',
  'director',
  'commander',
  'group-3',
  'bureau-partygovernmentoffice',
  'bureau-healthbureau',
  'medic-230406100200',
  'bureau-educationbureau',
] as const
const accounts = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await district.as(name)])))
const as = (name: (typeof names)[number]): Client => accounts[name]!

const moveTo = (day: string, time: string) => clock.moveTo(local(day, time))
const done = async (answer: ReturnType<Client['get']>) => {
  const got = await answer
  expect(got.status, got.text).toBeLessThan(300)
  return got.body
}
const register = async (more: object = {}, areaCode = `${XINHUA}200`) =>
  done(
    as('office').post(
      '/api/v1/persons',
      registration({ areaCode, arrival: { arrivalDay: '2020-01-26', originText: '哈尔滨', ...more } }),
    ),
  )
const mine = (who: Client, day = ''): Promise<MyReports> =>
  done(who.get(`/api/v1/daily-reports/mine${day && `?day=${day}`}`))
const formOf = async (who: Client, day = '') => (await mine(who, day)).forms[0]!
const recordsOf = async (who: Client, day = '') =>
  Object.fromEntries((await formOf(who, day)).figures.map(({ key, records }) => [key, records]))
const body = (owner: { kind: string; key: string }, day: string, more: object = {}) => ({
  id: newId(),
  owner,
  day,
  today: '入户排查',
  ...more,
})
const submit = (who: Client, said: object) => who.post('/api/v1/daily-reports', said)
const closing = (): Promise<ClosingView> => done(as('office').get('/api/v1/daily-reports/closing'))
const rowOf = async (key: string) => (await closing()).rows.find((row) => row.key === key)!
const xinhua = { kind: 'unit', key: 'xinhua' }
const told = async (who: Client) =>
  (await done(who.get('/api/v1/notifications'))).items.map(({ kind }: { kind: string }) => kind)

beforeAll(async () => {
  await register()
  await register({ originText: '湖北武汉' })
  await register({ firstTemperature: 38.2 })
  await register({}, '230406201200')
})

describe('the form', () => {
  it('comes filled from the records of the own township, by the period of the plan', async () => {
    const form = await formOf(as('clerk-230406100'))
    expect(form).toMatchObject({
      ...xinhua,
      day: '2020-01-26',
      from: local('2020-01-25', '15:00'),
      until: local('2020-01-26', '15:00'),
      dueAt: local('2020-01-26', '15:00'),
      report: null,
    })
    expect(await recordsOf(as('clerk-230406100'))).toMatchObject({
      registered: 3,
      keyArea: 1,
      isolationStarted: 3,
      inIsolation: 3,
      fevers: 1,
      feversOpen: 1,
      released: 0,
      // No window has closed yet.
      checksMade: 0,
      checksMissed: 0,
    })
  })

  it('is four for the one officer who answers for four groups, with the figures of the district', async () => {
    const { forms } = await mine(as('director'))
    expect(forms.map(({ key }) => key)).toEqual(['screening', 'medical', 'coordination', 'keyPersons'])
    const records = Object.fromEntries(forms[0]!.figures.map(({ key, records: held }) => [key, held]))
    expect(records).toMatchObject({ registered: 4, keyArea: 1, inIsolation: 4 })
    expect(records['places.inspectedOnTime/industry']).toBeNull()
  })

  it('keeps a draft of each account for itself', async () => {
    const content = { isZero: false, figures: [], today: '写到一半', difficulties: '', tomorrow: '' }
    const draft = { owner: xinhua, day: '2020-01-26', content }
    await done(as('clerk-230406100').put('/api/v1/daily-reports/drafts', draft))
    expect((await formOf(as('clerk-230406100'))).draft).toEqual(content)
    expect((await formOf(as('head-230406100'))).draft).toBeNull()
  })

  it('is nobody’s who owes none', async () => {
    expect((await as('medic-230406100200').get('/api/v1/daily-reports/mine')).status).toBe(403)
    const other = await submit(as('clerk-230406201'), body(xinhua, '2020-01-26'))
    expect(other.status).toBe(403)
    const unknown = await submit(as('clerk-230406201'), body({ kind: 'unit', key: 'nowhere' }, '2020-01-26'))
    expect(unknown.status).toBe(404)
  })
})

describe('a report', () => {
  const first = body(xinhua, '2020-01-26', {
    figures: [{ key: 'registered', reported: 2, note: '一人重复登记' }],
    difficulties: '口罩不足',
  })

  it('names what is wrong and keeps nothing of it', async () => {
    const clerk = as('clerk-230406100')
    const noNote = await submit(clerk, { ...first, id: newId(), figures: [{ key: 'registered', reported: 2 }] })
    expect([noNote.status, noNote.body.errors[0].code]).toEqual([422, 'note_needed'])
    const tomorrow = await submit(clerk, body(xinhua, '2020-01-27'))
    expect([tomorrow.status, tomorrow.body.errors[0].code]).toEqual([422, 'not_yet'])
    const minus = await submit(clerk, { ...first, figures: [{ key: 'registered', reported: -1, note: '错' }] })
    expect(minus.status).toBe(400)
    expect((await formOf(clerk)).report).toBeNull()
  })

  it('is submitted once, and below the records it is told to the office', async () => {
    const sent: ReportView = await done(submit(as('clerk-230406100'), first))
    expect(sent).toMatchObject({ version: 1, isInTime: true, agrees: false, isBelow: true, difficulties: '口罩不足' })
    expect(sent.figures.find(({ key }) => key === 'registered')).toMatchObject({ records: 3, reported: 2 })
    // Sent again it is the same.
    expect((await done(submit(as('clerk-230406100'), first))).id).toBe(sent.id)
    expect((await formOf(as('clerk-230406100'))).draft).toBeNull()
    expect(await told(as('office'))).toContain('reportBelowRecords')
    const row = await rowOf('xinhua')
    expect(row).toMatchObject({ state: 'inTime', isBelow: true, agrees: false })
    expect(row.differences).toMatchObject([{ key: 'registered', records: 3, reported: 2, note: '一人重复登记' }])
  })

  it('of two who submit at once has one writer, and the other is told by name and keeps a draft', async () => {
    const shuyuan = { kind: 'unit', key: 'shuyuan' }
    const head = await district.as('head-230406201')
    const draft = { isZero: false, figures: [], today: '另一份', difficulties: '', tomorrow: '' }
    await done(head.put('/api/v1/daily-reports/drafts', { owner: shuyuan, day: '2020-01-26', content: draft }))
    const answers = await Promise.all([
      submit(as('clerk-230406201'), body(shuyuan, '2020-01-26')),
      submit(head, body(shuyuan, '2020-01-26')),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const lost = answers.find(({ status }) => status === 409)!
    expect(lost.body).toMatchObject({ code: 'already_submitted' })
    const { items } = await done(as('office').get('/api/v1/daily-reports?key=shuyuan'))
    expect(items).toHaveLength(1)
    if (answers[1] === lost) expect((await formOf(head)).draft).toEqual(draft)
  })

  it('is locked: a correction is a version with its reason, and only upon the last', async () => {
    const [before] = (await done(as('office').get('/api/v1/daily-reports?key=xinhua'))).items
    const correction = { id: newId(), version: 1, reason: '重复登记已核实为两人', today: '入户排查' }
    const url = `/api/v1/daily-reports/${before.id}/corrections`
    const { reason: _, ...unreasoned } = correction
    expect((await as('clerk-230406100').post(url, unreasoned)).status).toBe(400)
    const corrected = await done(as('clerk-230406100').post(url, correction))
    expect(corrected).toMatchObject({ version: 2, agrees: true, isBelow: false, isInTime: true })
    const late = await as('clerk-230406100').post(url, { ...correction, id: newId() })
    expect(late.status).toBe(409)
    const { versions } = await done(as('office').get(`/api/v1/daily-reports/${corrected.id}`))
    expect(versions.map(({ version }: { version: number }) => version)).toEqual([2, 1])
    const old = await done(as('office').get(`/api/v1/daily-reports/${before.id}`))
    expect(old.report).toMatchObject({ version: 1, agrees: false })
  })

  it('is signed by the head, the last version only', async () => {
    const { id } = (await formOf(as('clerk-230406100'))).report!
    expect((await as('clerk-230406100').post(`/api/v1/daily-reports/${id}/signature`)).status).toBe(403)
    const { versions } = await done(as('office').get(`/api/v1/daily-reports/${id}`))
    expect((await as('head-230406100').post(`/api/v1/daily-reports/${versions[1].id}/signature`)).status).toBe(409)
    expect(await done(as('head-230406100').post(`/api/v1/daily-reports/${id}/signature`))).toMatchObject({
      maySign: false,
    })
    expect((await rowOf('xinhua')).signedAt).toBe(clock.now())
  })

  it('of nothing is a zero report when it is ticked, and refused when it is not', async () => {
    const hexing = { kind: 'unit', key: 'hexing' }
    const clerk = await district.as('clerk-230406005')
    const empty = await submit(clerk, body(hexing, '2020-01-26'))
    expect([empty.status, empty.body.errors[0].code]).toEqual([422, 'zero_not_ticked'])
    await done(submit(clerk, body(hexing, '2020-01-26', { isZero: true })))
    expect(await rowOf('hexing')).toMatchObject({ state: 'inTime', isZero: true })
  })

  it('is read where its area is', async () => {
    const { id } = (await formOf(as('clerk-230406100'))).report!
    expect((await as('clerk-230406201').get(`/api/v1/daily-reports/${id}`)).status).toBe(404)
    const { items } = await done(as('clerk-230406201').get('/api/v1/daily-reports'))
    expect(items.map(({ key }: { key: string }) => key)).toEqual(['shuyuan'])
  })
})

describe('the closing', () => {
  it('asks those who are missing, each once a minute', async () => {
    const missing = (await closing()).rows.filter(({ state }) => state === 'missing')
    expect(missing).toHaveLength(12)
    const ask = () => done(as('office').post('/api/v1/daily-reports/nudges', { day: '2020-01-26' }))
    expect(await ask()).toEqual({ nudged: 12, tooSoon: 0 })
    expect(await ask()).toEqual({ nudged: 0, tooSoon: 12 })
    await clock.moveBy(1)
    expect(await ask()).toEqual({ nudged: 12, tooSoon: 0 })
    expect(await rowOf('gongrencun')).toMatchObject({ nudges: 2, nudgedAt: clock.now() })
    expect(await told(as('group-3'))).toContain('reportNudged')
    expect((await as('clerk-230406100').get('/api/v1/daily-reports/closing')).status).toBe(403)
  })

  it('takes a report a millisecond before three as in time, and at three as late', async () => {
    await clock.moveTo('2020-01-26T06:59:59.999Z')
    const before = await submit(
      await district.as('clerk-230406001'),
      body({ kind: 'unit', key: 'gongrencun' }, '2020-01-26', { isZero: true }),
    )
    expect(before.body).toMatchObject({ isInTime: true })
    expect((await closing()).situationId).toBeNull()
    await moveTo('2020-01-26', '15:00')
    const sharp = await submit(
      await district.as('clerk-230406002'),
      body({ kind: 'unit', key: 'xinyi' }, '2020-01-26', { isZero: true }),
    )
    expect(sharp.body).toMatchObject({ isInTime: false })
    expect(await closing()).toMatchObject({ isClosed: true, situationId: expect.any(String) })
  })
})

describe('the situation report', () => {
  let id: string
  const url = () => `/api/v1/situation-reports/${id}`
  const read = (): Promise<SituationView> => done(as('office').get(url()))
  const act = (who: Client, what: string, more: object = {}) =>
    who.post(`${url()}/acts`, { id: newId(), act: what, ...more })

  it('is drafted as the day closes, once, with everybody in it', async () => {
    id = (await closing()).situationId!
    const { data, ...view } = await read()
    expect(view).toMatchObject({
      day: '2020-01-26',
      state: 'drafting',
      step: 0,
      version: 1,
      number: null,
      dueAt: local('2020-01-26', '17:00'),
      to: [{ zh: '市委、市政府' }, { zh: '鹤岗市疫情防控指挥部' }],
    })
    const value = (key: string) => data.figures.find((figure) => figure.key === key)!.value
    expect([value('registered'), value('keyArea'), value('inIsolation'), value('fevers')]).toEqual([4, 1, 4, 1])
    expect(data.areas.find(({ areaCode }) => areaCode === XINHUA)).toMatchObject({ state: 'inTime', difficulties: '' })
    expect(data.groups.every(({ state }) => state === 'missing')).toBe(true)
    expect(view.sections.overview).toContain('1月25日15时至1月26日15时，全区新登记到区人员4人')
    expect(await told(as('bureau-healthbureau'))).toContain('situationToDo')
    for (const job of district.app.jobs) await job.run(clock.now())
    expect((await done(as('office').get('/api/v1/situation-reports'))).items).toHaveLength(1)
  })

  it('takes in a late report when it is totalled again', async () => {
    const said = body({ kind: 'group', key: 'publicity' }, '2020-01-26', { isZero: true, today: '广播三次' })
    await done(submit(as('group-3'), said))
    const again = await done(as('office').post(`${url()}/totals`, {}))
    expect(again.data.groups.find(({ key }: { key: string }) => key === 'publicity')).toMatchObject({ state: 'late' })
    expect(again.sections.work).toContain('广播三次')
    expect(again.version).toBe(2)
  })

  it('is edited by the health bureau first; of two who save at once one is told', async () => {
    const { sections } = await read()
    const edit = (who: Client, version: number, more: object) =>
      who.put(`${url()}/text`, { version, sections: { ...sections, ...more } })
    expect((await edit(as('bureau-partygovernmentoffice'), 2, {})).status).toBe(403)
    expect((await edit(as('bureau-educationbureau'), 2, {})).status).toBe(403)
    const saved = await done(edit(as('bureau-healthbureau'), 2, { difficulties: '口罩不足，请市里支援。' }))
    expect(saved).toMatchObject({ version: 3, sections: { difficulties: '口罩不足，请市里支援。' } })
    expect((await edit(as('office'), 2, {})).status).toBe(409)
    // What somebody wrote stays when the figures are totalled anew.
    const again = await done(as('office').post(`${url()}/totals`, {}))
    expect(again.sections.difficulties).toBe('口罩不足，请市里支援。')
    const first = await done(as('office').get(`${url()}/versions/1`))
    expect(first.sections.difficulties).toBe('无。')
  })

  it('goes to the party and government office, back with a reason, and on to approval', async () => {
    expect((await act(as('commander'), 'approve')).status).toBe(409)
    expect((await act(as('bureau-partygovernmentoffice'), 'finish')).status).toBe(403)
    await done(act(as('bureau-healthbureau'), 'finish'))
    expect(await told(as('bureau-partygovernmentoffice'))).toContain('situationToDo')
    expect((await act(as('bureau-partygovernmentoffice'), 'return')).status).toBe(400)
    await done(act(as('bureau-partygovernmentoffice'), 'return', { note: '请补充物资缺口' }))
    expect(await told(as('bureau-healthbureau'))).toContain('situationReturned')
    await done(act(as('bureau-healthbureau'), 'finish'))
    expect(await done(act(as('bureau-partygovernmentoffice'), 'finish'))).toMatchObject({ state: 'toApprove' })
    expect(await told(as('director'))).toContain('situationToApprove')
    expect((await act(as('office'), 'send')).status).toBe(409)
    expect((await act(as('office'), 'approve')).status).toBe(403)
    const approved = await done(act(as('director'), 'approve'))
    expect(approved).toMatchObject({ state: 'approved', number: '东指办报〔2020〕1号' })
  })

  it('is a Word file, a PDF, and JSON that says the same', async () => {
    const word = await as('office').get(`${url()}/document?format=docx`)
    expect(word.headers['content-type']).toContain('wordprocessingml')
    expect(decodeURIComponent(String(word.headers['content-disposition']))).toContain(
      '关于1月26日疫情防控情况的报告.docx',
    )
    expect(word.bytes.subarray(0, 2).toString()).toBe('PK')
    const pdf = await as('office').get(`${url()}/document?format=pdf`)
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    const json = (await as('office').get(`${url()}/document?format=json`)).body
    const { data, sections } = await read()
    expect(json).toMatchObject({
      format: 'lianfang-situation-report',
      day: '2020-01-26',
      number: '东指办报〔2020〕1号',
      district: { code: '230406' },
      sections,
      figures: data.figures,
    })
    expect((await as('medic-230406100200').get(`${url()}/document?format=json`)).status).toBe(403)
  })

  it('is sent in time, and the living plan counts it', async () => {
    await moveTo('2020-01-26', '16:30')
    const sent = await done(act(as('office'), 'send', { note: '机要文件 12 号' }))
    expect(sent).toMatchObject({ state: 'sent', sentAt: clock.now(), isLate: false, sentNote: '机要文件 12 号' })
    expect((await act(as('office'), 'return', { note: '改错字' })).status).toBe(409)
    const evidence = await done(as('office').get('/api/v1/plan/duties/information/evidence'))
    expect(evidence.duty.counts).toEqual({ numerator: 1, denominator: 1 })
    expect(evidence.items).toHaveLength(1)
  })

  it('of the next day says the change, and one not sent by five is not in time', async () => {
    await moveTo('2020-01-27', '10:00')
    await register({ arrivalDay: '2020-01-27' })
    await moveTo('2020-01-27', '17:00')
    id = (await closing()).situationId!
    const view = await read()
    expect(view.isLate).toBe(true)
    expect(view.data.figures.find(({ key }) => key === 'registered')).toMatchObject({ value: 1, yesterday: 4 })
    expect(view.sections.overview).toContain('新登记到区人员1人（比前一日减少3人）')
    const evidence = await done(as('office').get('/api/v1/plan/duties/information/evidence'))
    expect(evidence.duty.counts).toEqual({ numerator: 1, denominator: 2 })
    expect(evidence.items).toHaveLength(2)
    const agree = await done(as('office').get('/api/v1/plan/duties/figures/evidence'))
    expect(agree.items).toHaveLength(agree.duty.counts?.denominator ?? 0)
  })

  it('is drafted for every day that passed while the server was down, once each', async () => {
    await moveTo('2020-01-30', '08:00')
    const { items } = await done(as('office').get('/api/v1/situation-reports'))
    expect(items.map(({ day }: { day: string }) => day)).toEqual([
      '2020-01-29',
      '2020-01-28',
      '2020-01-27',
      '2020-01-26',
    ])
  })
})

describe('the records', () => {
  it('are counted once: expected, then here; a registration voided is none; and they agree with the board', async () => {
    const clerk = as('clerk-230406100')
    const before = await recordsOf(clerk)
    const awaited = { status: 'expected', arrivalDay: '2020-01-30', firstTemperature: null }
    const body = registration({ arrival: { ...awaited, originText: '哈尔滨' } })
    const { arrivalId } = await done(clerk.post('/api/v1/persons', body))
    expect(await recordsOf(clerk)).toMatchObject({ registered: before.registered, expected: before.expected! + 1 })
    const come = { arrivalDay: '2020-01-30', firstTemperature: 36.5, temperatureSite: 'forehead' }
    await done(clerk.post(`/api/v1/arrivals/${arrivalId}/confirm`, come))
    expect(await recordsOf(clerk)).toMatchObject({
      registered: before.registered! + 1,
      expected: before.expected! + 1,
      isolationStarted: before.isolationStarted! + 1,
    })
    const { personId } = await register({ arrivalDay: '2020-01-30' })
    await done(clerk.post(`/api/v1/persons/${personId}/voidings`, { id: newId(), version: 1, reason: '登记有误' }))
    const now = await recordsOf(clerk)
    expect(now.registered).toBe(before.registered! + 1)
    const { total } = await done(clerk.get(`/api/v1/board?area=${XINHUA}`))
    expect(now).toMatchObject({ inIsolation: total.inIsolation, feversOpen: total.feversOpen })
  })
})

describe('an urgent report', () => {
  it('is at the office at once, is acknowledged once, and the reporter hears of it', async () => {
    const said = { id: newId(), what: '村口有人强行冲卡', place: '新华村卡点' }
    const filed = await done(as('medic-230406100200').post('/api/v1/urgent-reports', said))
    expect(filed).toMatchObject({ areaCode: `${XINHUA}200`, isOverdue: false, mayAcknowledge: false })
    expect((await done(as('medic-230406100200').post('/api/v1/urgent-reports', said))).id).toBe(said.id)
    expect(await told(as('office'))).toContain('urgentReported')
    const url = `/api/v1/urgent-reports/${said.id}/acknowledgement`
    expect((await as('clerk-230406100').post(url, {})).status).toBe(403)
    expect((await as('clerk-230406201').post(url, {})).status).toBe(403)
    const answers = await Promise.all([as('office').post(url, { response: '已派民警' }), as('director').post(url, {})])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await told(as('medic-230406100200'))).toContain('urgentAcknowledged')
    const { items } = await done(as('clerk-230406201').get('/api/v1/urgent-reports'))
    expect(items).toEqual([])
  })

  it('climbs while nobody acknowledges it, each step once', async () => {
    await done(as('head-230406100').post('/api/v1/urgent-reports', { id: newId(), what: '两户同时发热' }))
    const count = async (who: Client) => (await told(who)).filter((kind: string) => kind === 'urgentOverdue').length
    await clock.moveBy(10)
    expect([await count(as('director')), await count(as('commander'))]).toEqual([1, 0])
    await clock.moveBy(30)
    expect([await count(as('director')), await count(as('commander'))]).toEqual([1, 1])
    const open = await done(as('office').get('/api/v1/urgent-reports?open=true'))
    expect(open.items).toMatchObject([{ what: '两户同时发热', isOverdue: true }])
  })
})
