// Received documents over HTTP on a real database: numbers without gaps, who may see what, instructions, circulation, files,
// deadlines, and what becomes of a document at the daily meeting.
import { describe, expect, it } from 'vitest'
import { type Client, openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { nobody } from '../../../platform/db/database.ts'
import { PICTURE } from '../../files/testing/pictures.ts'

const district = await openTestDistrict()
const { clock } = district
const office = await district.as('office')
const director = await district.as('director')
const commander = await district.as('commander')
const head = await district.as('head-230406100')
const clerk = await district.as('clerk-230406100')
const otherClerk = await district.as('clerk-230406201')
const group = await district.as('group-1')
const medic = await district.as('medic-230406100200')

const BASE = '/api/v1/received-documents'
let papers = 0
const aPaper = (some: object = {}) => {
  papers += 1
  return {
    id: newId(),
    documentNumber: `鹤疫指发〔2020〕${papers}号`,
    authority: '市疫情防控指挥部',
    title: `关于第${papers}件事的通知`,
    receivedAt: clock.now(),
    urgency: 'urgent',
    asks: '各镇今日落实',
    ...some,
  }
}
async function registered(some: object = {}) {
  const answer = await office.post(BASE, aPaper(some))
  if (answer.status !== 201) throw new Error(answer.text)
  return { ...answer.body, url: `${BASE}/${answer.body.id}` }
}
const told = async (who: Client, kind: string) =>
  (await who.get('/api/v1/notifications?limit=200')).body.items.filter((one: { kind: string }) => one.kind === kind)
const page = async (who: Client, query: string) => (await who.get(`${BASE}?${query}`)).body.items
const audited = (action: string, id: string) =>
  district.app.db.transaction(nobody, (tx) =>
    tx.sql<{ details: object }>('select details from audit_events where action = $1 and subject_id = $2', [action, id]),
  )

describe('registering', () => {
  it('gives two clerks at once two numbers, and leaves none out when one is refused', async () => {
    const first = await registered()
    const sent = [office, director, office, director, office, director].map((who) => who.post(BASE, aPaper()))
    const answers = await Promise.all(sent)
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    const numbers = answers.map(({ body }) => body.number).sort((one, other) => one - other)
    expect(numbers).toEqual(answers.map((_, index) => first.number + 1 + index))
    expect((await office.post(BASE, aPaper({ receivedAt: '2020-01-26T00:00:00.000Z' }))).body).toMatchObject({
      status: 422,
      errors: [{ field: 'receivedAt' }],
    })
    expect((await registered()).number).toBe(first.number + 1 + answers.length)
    expect(first).toMatchObject({ year: 2020, state: 'registered', registeredBy: expect.any(String) })
  })

  it('takes the same id as the same document, also twice at once, and one paper only once', async () => {
    const paper = aPaper()
    const both = await Promise.all([office.post(BASE, paper), office.post(BASE, paper)])
    expect(both.map(({ status }) => status)).toEqual([201, 201])
    expect(both[0]!.body.number).toBe(both[1]!.body.number)
    expect((await office.post(BASE, { ...paper, title: '另一件' })).body).toMatchObject({ code: 'id_taken' })
    const again = await director.post(BASE, { ...paper, id: newId() })
    expect(again.body).toMatchObject({ status: 409, code: 'registered_already' })
    expect(again.text).toContain(`收〔2020〕${both[0]!.body.number}号`)
    expect((await clerk.post(BASE, aPaper())).status).toBe(403)
    expect((await office.post(BASE, { ...aPaper(), title: ' ' })).body).toMatchObject({
      status: 400,
      errors: [{ field: 'title' }],
    })
  })

  it('begins anew with the year of the plan’s zone', async () => {
    const turning = await openTestDistrict({ at: '2020-12-31T15:59:00.000Z', activate: false, runJobs: false })
    const clerk = await turning.as('office')
    const register = async () => (await clerk.post(BASE, aPaper({ receivedAt: '2020-12-31T10:00:00.000Z' }))).body
    expect(await register()).toMatchObject({ year: 2020, number: 1 })
    await turning.clock.moveBy(1)
    expect(await register()).toMatchObject({ year: 2021, number: 1 })
  })

  it('is corrected by whoever saw the latest version, and voided without losing its number', async () => {
    const document = await registered()
    const { id: _, ...paper } = aPaper({ documentNumber: document.documentNumber, receivedAt: document.receivedAt })
    const right = { ...paper, title: '更正后的标题', version: 1 }
    expect((await office.put(document.url, right)).body).toMatchObject({ title: '更正后的标题', version: 2 })
    expect((await office.put(document.url, right)).body).toMatchObject({ version: 2 })
    expect((await director.put(document.url, { ...right, title: '另一标题' })).body).toMatchObject({
      status: 409,
      code: 'changed_meanwhile',
    })
    expect(await audited('received.corrected', document.id)).toEqual([{ details: { fields: ['title'] } }])
    expect((await office.post(`${document.url}/void`, { reason: '重复登记' })).body).toMatchObject({ state: 'voided' })
    expect((await office.post(`${document.url}/completion`, { note: '已办' })).body).toMatchObject({
      code: 'document_voided',
    })
    expect((await registered({ documentNumber: document.documentNumber })).number).toBe(document.number + 1)
  })
})

describe('who may see it', () => {
  it('is the office, the command and those it is circulated to', async () => {
    const document = await registered()
    for (const who of [office, director, commander]) expect((await who.get(document.url)).status).toBe(200)
    for (const who of [head, clerk, group]) expect((await who.get(document.url)).status).toBe(404)
    expect((await medic.get(document.url)).status).toBe(403)
    expect((await office.post(`${document.url}/recipients`, { recipients: ['unit:xinhua'] })).status).toBe(201)
    expect((await head.get(document.url)).body).toMatchObject({ isUnread: true, may: { read: true, keep: false } })
    expect((await otherClerk.get(document.url)).status).toBe(404)
    expect((await page(clerk, '')).map(({ id }: { id: string }) => id)).toEqual([document.id])
    expect((await clerk.get(`${BASE}/count`)).body).toEqual({ count: 1 })
    expect(await page(otherClerk, '')).toEqual([])
    const withdrawn = await office.post(`${document.url}/recipients/unit:xinhua/withdrawal`, { reason: '发错' })
    expect(withdrawn.body.recipientList).toMatchObject([{ id: 'unit:xinhua', withdrawn: { reason: '发错' } }])
    expect((await head.get(document.url)).status).toBe(404)
  })

  it('opens a file to them alone, each opening in the audit, and takes files by their content', async () => {
    const document = await registered()
    const id = newId()
    const send = (content: Buffer, fileId = id) =>
      office.upload(`${document.url}/files`, { name: '通知.pdf', content }, { id: fileId })
    expect((await send(Buffer.from('<script>这不是 PDF</script>'.repeat(3)), newId())).status).toBe(415)
    expect((await send(PICTURE)).body.files).toMatchObject([{ id, name: '通知.png', mediaType: 'image/png' }])
    expect((await send(PICTURE)).body.files).toHaveLength(1)
    const content = `/api/v1/received-document-files/${id}/content`
    expect((await head.get(content)).status).toBe(404)
    await office.post(`${document.url}/recipients`, { recipients: ['unit:xinhua', 'group:medical'] })
    const seen = await head.get(content)
    expect(seen.bytes.equals(PICTURE)).toBe(true)
    expect(await audited('received.fileViewed', document.id)).toEqual([{ details: { fileId: id } }])
    const [kept] = await district.app.db.transaction(district.app.db.whole, (tx) =>
      tx.sql<{ sealed: Buffer }>('select sealed from received_files where id = $1', [id]),
    )
    expect(kept!.sealed.includes(PICTURE.subarray(0, 16))).toBe(false)
    const voided = await office.post(`/api/v1/received-document-files/${id}/void`, { reason: '传错' })
    expect(voided.body.files).toMatchObject([{ voided: { reason: '传错' } }])
    expect((await head.get(content)).status).toBe(410)
    expect((await head.get(document.url)).body.files).toEqual([])
  })
})

describe('an instruction', () => {
  it('is the leader’s own, or entered by the office and marked so; none is changed, one is voided with a reason', async () => {
    const document = await registered()
    const url = `${document.url}/instructions`
    const own = { id: newId(), words: '请各镇今晚落实，明早例会汇报' }
    expect((await office.post(url, own)).body).toMatchObject({ status: 422, errors: [{ field: 'leader' }] })
    expect((await clerk.post(url, own)).status).toBe(403)
    const written = await director.post(url, own)
    expect(written.body).toMatchObject({ state: 'instructed', instructionList: [{ isOnBehalf: false }] })
    expect((await director.post(url, own)).body.instructionList).toHaveLength(1)
    expect((await director.post(url, { ...own, words: '另一句话' })).body).toMatchObject({ code: 'id_taken' })
    expect(await told(office, 'documentInstructed')).toHaveLength(1)
    const forLeader = { id: newId(), words: '同意', leader: '王肇才', givenAt: '2020-01-25T00:10:00.000Z' }
    const both = (await office.post(url, forLeader)).body.instructionList
    expect(both).toMatchObject([{ leader: '王肇才', isOnBehalf: true }, { words: own.words }])
    expect((await office.post(url, { ...forLeader, id: newId(), givenAt: '2020-01-26T00:00:00.000Z' })).status).toBe(
      422,
    )
    const voidOwn = `/api/v1/received-instructions/${own.id}/void`
    expect((await office.post(voidOwn, { reason: '不对' })).status).toBe(403)
    expect((await director.post(voidOwn, { reason: '写错文件' })).status).toBe(200)
    const list = (await director.get(document.url)).body.instructionList
    expect(list).toMatchObject([{ voided: null }, { words: own.words, voided: { reason: '写错文件' } }])
    const kept = JSON.stringify(await audited('received.instructed', document.id))
    expect(kept).not.toContain('落实')
  })
})

describe('circulation', () => {
  it('tells those it goes to, shows who has read and when, and reminds the others', async () => {
    const document = await registered()
    const url = `${document.url}/recipients`
    expect((await office.post(url, { recipients: ['unit:nowhere'] })).body).toMatchObject({
      status: 422,
      errors: [{ field: 'recipients' }],
    })
    const before = (await told(head, 'documentCirculated')).length
    const recipients = ['unit:xinhua', 'group:medical', 'post:command.commander']
    const sent = (await office.post(url, { recipients })).body
    expect(sent).toMatchObject({ state: 'circulated', recipients: 3, read: 0 })
    expect((await office.post(url, { recipients })).body.recipientList).toHaveLength(3)
    expect(await told(head, 'documentCirculated')).toHaveLength(before + 1)
    expect(await told(commander, 'documentCirculated')).toHaveLength(1)
    expect((await page(head, 'unread=true')).map(({ id }: { id: string }) => id)).toContain(document.id)
    expect((await office.post(`${document.url}/reading`)).body).toMatchObject({ code: 'not_circulated' })

    const [one, two] = await Promise.all([head, clerk].map((who) => who.post(`${document.url}/reading`)))
    expect([one!.status, two!.status]).toEqual([200, 200])
    const xinhua = (await office.get(document.url)).body.recipientList.find(
      ({ id }: { id: string }) => id === 'unit:xinhua',
    )
    expect(xinhua).toMatchObject({ readAt: clock.now(), readBy: expect.any(String) })
    expect(await audited('received.read', document.id)).toHaveLength(1)
    expect((await page(head, 'unread=true')).map(({ id }: { id: string }) => id)).not.toContain(document.id)

    expect((await office.post(`${document.url}/reminders`)).status).toBe(200)
    expect(await told(head, 'documentReminded')).toHaveLength(0)
    expect(await told(commander, 'documentReminded')).toHaveLength(1)
    await commander.post(`${document.url}/reading`)
    expect((await office.post(`${document.url}/reminders`)).status).toBe(200)
  })
})

describe('the list', () => {
  it('is searched by number, title and authority, filtered, paged by key, and exported as the register', async () => {
    const document = await registered({ title: '关于口罩调拨的通知', authority: '省应对疫情工作领导小组' })
    const found = async (query: string) => (await page(office, query)).map(({ id }: { id: string }) => id)
    for (const q of ['口罩调拨', '省应对', `收〔2020〕${document.number}号`, `2020-${document.number}`]) {
      expect(await found(`q=${encodeURIComponent(q)}&limit=200`)).toContain(document.id)
    }
    expect(await found('q=100%25')).toEqual([])
    const numbers: number[] = []
    for (let cursor = ''; ; ) {
      const { body } = await office.get(`${BASE}?limit=3${cursor}`)
      numbers.push(...body.items.map(({ number }: { number: number }) => number))
      if (!body.next) break
      cursor = `&cursor=${body.next}`
    }
    const total = (await office.get(`${BASE}/count`)).body.count
    expect(numbers).toEqual(Array.from({ length: total }, (_, index) => total - index))
    const book = await office.get(`${BASE}/export?columns=number,title,instructions,done`)
    expect([book.status, book.bytes.subarray(0, 2).toString()]).toEqual([200, 'PK'])
    expect((await clerk.get(`${BASE}/export`)).status).toBe(200)
    expect((await office.get(`${BASE}?cursor=x`)).status).toBe(400)
  })
})

describe('becoming a requirement of the meeting', () => {
  it('waits for the next meeting, stands on its agenda, and is taken up as it opens; later ones go into it at once', async () => {
    const waiting = await registered({ title: '关于卡点的通知' })
    const body = { id: newId(), text: '卡点测温一车不漏' }
    const url = `${waiting.url}/requirement`
    expect((await clerk.post(url, body)).status).toBe(403)
    expect((await office.post(url, body)).body).toMatchObject({
      requirement: { id: body.id, text: body.text, meetingDay: null },
      may: { require: false },
    })
    expect((await office.post(url, body)).status).toBe(201)
    expect((await director.post(url, { ...body, id: newId() })).body).toMatchObject({ code: 'required_already' })
    const today = async (who = office) => (await who.get('/api/v1/meeting-days/2020-01-25')).body
    const source = `${waiting.authority} ${waiting.documentNumber}`
    expect((await today()).agenda.requirements).toEqual([{ source, text: body.text }])

    const meeting = newId()
    expect((await office.post('/api/v1/meetings', { id: meeting })).status).toBe(201)
    const opened = await today()
    expect(opened.agenda.requirements).toEqual([{ source, text: body.text }])
    expect(opened.requirements).toMatchObject([{ id: body.id, source, documentId: waiting.id }])
    expect((await today(clerk)).requirements).toMatchObject([{ id: body.id, documentId: null }])
    expect((await office.get(waiting.url)).body.requirement).toMatchObject({ meetingDay: '2020-01-25' })

    const atOnce = await registered()
    const added = await office.post(`${atOnce.url}/requirement`, { id: newId(), text: '今日报送物资清单' })
    expect(added.body.requirement).toMatchObject({ meetingDay: '2020-01-25' })
    expect((await today()).draft).toContain('今日报送物资清单')
    await office.post(`/api/v1/meetings/${meeting}/minutes`, { id: newId(), text: '纪要', version: 0 })
    const tooLate = await registered()
    const next = await office.post(`${tooLate.url}/requirement`, { id: newId(), text: '明日再议' })
    expect(next.body.requirement).toMatchObject({ meetingDay: null })
  })
})

describe('a deadline', () => {
  it('that passes shows overdue and is told to the office once, however often the job runs; done ends it', async () => {
    const dueAt = '2020-01-25T04:00:00.000Z'
    const document = await registered({ dueAt })
    const done = await registered({ dueAt })
    expect((await office.post(`${done.url}/completion`, { note: '' })).status).toBe(400)
    const note = { note: '各镇均已落实' }
    expect((await office.post(`${done.url}/completion`, note)).body).toMatchObject({
      state: 'done',
      doneNote: note.note,
    })
    expect((await office.post(`${done.url}/completion`, note)).status).toBe(200)
    expect((await director.post(`${done.url}/completion`, { note: '另一说法' })).body).toMatchObject({
      code: 'done_already',
    })
    expect((await office.get(document.url)).body).toMatchObject({ isOverdue: false })
    await clock.moveTo(dueAt)
    await clock.moveBy(60)
    await Promise.all(
      district.app.jobs.filter(({ name }) => name === 'received.tellOverdue').map((job) => job.run(clock.now())),
    )
    expect((await office.get(document.url)).body).toMatchObject({ isOverdue: true })
    expect((await page(office, 'state=overdue')).map(({ id }: { id: string }) => id)).toEqual([document.id])
    for (const who of [office, director]) expect(await told(who, 'documentOverdue')).toHaveLength(1)
    expect(await audited('received.overdue', document.id)).toHaveLength(1)
    expect(await audited('received.overdue', done.id)).toHaveLength(0)
  })
})

describe('the agenda', () => {
  it('has the figures of yesterday’s situation report and the warnings that stand', async () => {
    const ctx = district.app.systemContext()
    await district.app.db.transaction(nobody, (tx) =>
      tx.sql(
        `insert into warnings (id, rule_key, rule_kind, area_code, day, facts, raised_at, last_day, last_facts, last_seen_at,
           due_at, plan_version_id)
         select $1::uuid, 'cluster', 'feverCluster', '230406100200', '2020-01-25', '{"observed":3,"limit":3}', $2, '2020-01-25',
           '{"observed":3,"limit":3}', $2, $2, (select id from plan_versions limit 1)`,
        [newId(), ctx.now],
      ),
    )
    // Past the closing at 15:00, into the next morning.
    await clock.moveTo('2020-01-26T00:30:00.000Z')
    const { agenda } = (await clerk.get('/api/v1/meeting-days/2020-01-26')).body
    expect(agenda.situation).toMatchObject({ day: '2020-01-25' })
    const { body: report } = await office.get(`/api/v1/situation-reports/${agenda.situation.id}`)
    expect(agenda.situation.figures.map(({ key, value }: { key: string; value: number }) => [key, value])).toEqual(
      report.data.figures.map(({ key, value }: { key: string; value: number }) => [key, value]),
    )
    expect(agenda.warnings).toMatchObject([{ areaCode: '230406100200', isJudged: false }])
    expect(agenda.requirements).toMatchObject([{ text: '明日再议' }])
    expect((await office.post('/api/v1/meetings', { id: newId() })).body.agenda).toEqual(agenda)
  })
})
