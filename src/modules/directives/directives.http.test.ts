// Directives over HTTP on a real database: issued, signed for, handed in, returned and accepted; what falls due by itself; who
// sees which side; and what the plan and discipline say of it.
import { describe, expect, it } from 'vitest'
import { type Client, openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { addMinutes } from '../../kernel/time.ts'
import { PICTURE } from '../files/testing/pictures.ts'
import { tellFallen } from './index.ts'

const district = await openTestDistrict()
const office = await district.as('office')
const director = await district.as('director')
const xinhua = await district.as('clerk-230406100')
const shuyuan = await district.as('clerk-230406201')
const medic = await district.as('medic-230406100200')
const START = district.clock.now()
const in_ = (minutes: number) => addMinutes(START, minutes)

const ofUnit = (view: { assignments: { unit: { id: string } }[] }, unit: string) =>
  view.assignments.find((one) => one.unit.id === unit) as never as { assignmentId: string; [key: string]: unknown }
const issue = async (said: object = {}, by: Client = office) => {
  const body = { id: newId(), title: '今晚前完成入户排查', owners: ['xinhua'], dueAt: in_(600), ...said }
  const answer = await by.post('/api/v1/directives', body)
  if (answer.status !== 201) throw new Error(answer.text)
  return {
    id: body.id,
    body,
    view: answer.body,
    of: `/api/v1/directive-assignments/${answer.body.assignments[0].assignmentId}`,
  }
}
const read = async (id: string, by: Client = office) => (await by.get(`/api/v1/directives/${id}`)).body
const act = (by: Client, of: string, name: string, said: object = {}) =>
  by.post(`${of}/${name}`, { id: newId(), ...said })

describe('a directive', () => {
  it('goes to every unit once, with numbers without a gap, and the same id is the same directive', async () => {
    const { body, view } = await issue({ owners: ['xinhua', 'shuyuan', 'xinhua'] })
    expect(view.number.zh).toBe('指令〔2020〕1号')
    expect(view.assignments.map((one: { unit: { id: string } }) => one.unit.id).sort()).toEqual(['shuyuan', 'xinhua'])
    expect((await office.post('/api/v1/directives', body)).status).toBe(201)
    expect((await office.post('/api/v1/directives', { ...body, title: '另一件' })).body).toMatchObject({
      code: 'id_taken',
    })
    const twice = { ...body, id: newId(), title: '同时发两次' }
    const both = await Promise.all([1, 2].map(() => office.post('/api/v1/directives', twice)))
    expect(both.map(({ status }) => status)).toEqual([201, 201])
    expect((await issue()).view.number.zh).toBe('指令〔2020〕3号')
  })

  it('says which field is wrong and saves nothing', async () => {
    const wrong = { id: newId(), title: '排查', owners: ['nowhere', 'xinhua'], dueAt: in_(-1) }
    const answer = await office.post('/api/v1/directives', wrong)
    expect(answer.body).toMatchObject({ status: 422, errors: [{ field: 'owners.0' }, { field: 'dueAt' }] })
    expect((await office.get(`/api/v1/directives/${wrong.id}`)).status).toBe(404)
    expect((await office.post('/api/v1/directives', { ...wrong, owners: [] })).body.errors[0].field).toBe('owners')
    expect((await xinhua.post('/api/v1/directives', wrong)).status).toBe(403)
  })

  it('goes to a set of units as the screen offers it, and takes moments as a program writes them', async () => {
    const { sets } = (await office.get('/api/v1/directives/addressees')).body
    for (const { id, units } of sets) {
      const { view } = await issue({ owners: [id], dueAt: '2020-01-31T00:00:00Z' })
      expect(view.assignments.map(({ unit }: { unit: { id: string } }) => unit.id).sort(), id).toEqual(units.toSorted())
      expect(view.dueAt).toBe('2020-01-31T00:00:00.000Z')
    }
    const now = { id: newId(), title: '此刻到期', owners: ['xinhua'], dueAt: `${START.slice(0, 19)}Z` }
    expect((await office.post('/api/v1/directives', now)).body).toMatchObject({ errors: [{ code: 'deadline_past' }] })
  })

  it('is seen by its units, each its own side, by the issuer and the command; by nobody else', async () => {
    const { id, of } = await issue({ owners: ['xinhua', 'dongfanghong'] })
    expect((await read(id)).assignments).toHaveLength(2)
    expect((await read(id, await district.as('commander'))).assignments).toHaveLength(2)
    expect((await read(id, xinhua)).assignments).toMatchObject([{ unit: { id: 'xinhua' } }])
    expect((await shuyuan.get(`/api/v1/directives/${id}`)).status).toBe(404)
    expect((await medic.get(`/api/v1/directives/${id}`)).status).toBe(403)
    expect((await act(shuyuan, of, 'receipts')).status).toBe(404)
    expect((await act(office, of, 'receipts')).body).toMatchObject({ status: 403, code: 'other_side' })
  })

  it('is signed for, carried out, returned once and accepted; its history says so', async () => {
    const { id, of } = await issue()
    expect((await act(xinhua, of, 'results', { text: '办完了' })).body).toMatchObject({ code: 'assignment_moved' })
    expect((await act(xinhua, of, 'receipts')).body.assignments[0]).toMatchObject({ state: 'received' })
    await act(xinhua, of, 'progress-notes', { text: '已入户 200 户' })
    const result = { id: newId(), text: '已入户 412 户' }
    expect((await xinhua.post(`${of}/results`, result)).status).toBe(200)
    expect((await xinhua.post(`${of}/results`, result)).status).toBe(200)
    expect((await act(xinhua, of, 'acceptances')).body).toMatchObject({ status: 403 })
    const returned = await act(office, of, 'returns', { reason: '缺两个村', dueAt: in_(700) })
    expect(returned.body.assignments[0]).toMatchObject({ state: 'received', dueAt: in_(700), submittedAt: null })
    await act(xinhua, of, 'results', { text: '已补两村' })
    const [one, two] = await Promise.all([act(office, of, 'acceptances'), act(director, of, 'acceptances')])
    expect([one.status, two.status].sort()).toEqual([200, 409])
    const { events, assignments } = await read(id)
    expect(assignments[0]).toMatchObject({ state: 'accepted', light: 'done' })
    expect(events.map(({ kind }: { kind: string }) => kind)).toEqual([
      'opened',
      'issued',
      'received',
      'progressed',
      'submitted',
      'returned',
      'submitted',
      'accepted',
    ])
    const pdf = await office.get(`/api/v1/directives/${id}/record.pdf`)
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await office.get(`/api/v1/directives/${id}/record.docx`)).bytes.subarray(0, 2).toString()).toBe('PK')
  })

  it('holds files that are told by their content, for whoever sees that side', async () => {
    const { of } = await issue()
    const id = newId()
    const file = { name: '现场.png', content: PICTURE }
    expect((await xinhua.upload(`${of}/files`, file, { id })).status).toBe(201)
    expect((await xinhua.upload(`${of}/files`, file, { id })).status).toBe(201)
    const page = { name: '现场.png', content: Buffer.from('<html><script>alert(1)</script></html>') }
    expect((await xinhua.upload(`${of}/files`, page, { id: newId() })).status).toBe(415)
    expect((await office.get(`/api/v1/directive-files/${id}/content`)).bytes.equals(PICTURE)).toBe(true)
    expect((await shuyuan.get(`/api/v1/directive-files/${id}/content`)).status).toBe(404)
  })
})

it('comes from a source, which knows what became of it', async () => {
  const { id, view } = await issue({ title: '条款督促', source: { kind: 'clause', id: 'M07', text: '居家隔离' } })
  expect(view.source).toEqual({ kind: 'clause', id: 'M07', text: '居家隔离' })
  const found = (await office.get('/api/v1/directives?list=issued&q=条款督促')).body.items
  expect(found.some(({ directiveId }: { directiveId: string }) => directiveId === id)).toBe(true)
})

it('goes to whoever acts for the one who has it in hand, and comes back', async () => {
  const { id, of } = await issue({ title: '交接中的事项' })
  await act(xinhua, of, 'receipts')
  const head = await district.as('head-230406100')
  const handler = async () => (await read(id)).assignments[0].handler
  const clerkName = await handler()
  const POST = '230406100.townshipClerk'
  const [holding] = (await office.get(`/api/v1/posts/${POST}`)).body.history
  const accountId = (await head.get('/api/v1/me')).body.account.id
  const acting = { id: newId(), actingFor: holding.id, name: '代某', accountId, absence: 'illness', handOver: true }
  const made = await office.post(`/api/v1/posts/${POST}/acting-holders`, acting)
  expect(made.status, made.text).toBe(201)
  expect(await handler()).not.toBe(clerkName)
  expect((await act(xinhua, of, 'progress-notes', { text: '已离岗' })).status).not.toBe(200)
  expect((await act(head, of, 'progress-notes', { text: '代为办理' })).status).toBe(200)
  await office.post(`/api/v1/holdings/${acting.id}/ends`, { reason: '痊愈返岗' })
  expect(await handler()).toBe(clerkName)
})

it('is listed page by page, each once, as many as are counted', async () => {
  const query = 'list=all&state=open'
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await office.get(`/api/v1/directives?${query}&limit=7${cursor && `&cursor=${cursor}`}`)
    seen.push(...body.items.map(({ id }: { id: string }) => id))
    cursor = body.next
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBe((await office.get(`/api/v1/directives/count?${query}`)).body.count)
})

describe('help between units', () => {
  const help = { what: 'people', item: '流调人员', quantity: 5, unitText: '名', when: in_(300), where: '新华镇卫生院' }
  it('is asked for by any unit, offered in part, taken, and recorded as it came', async () => {
    const asked = { id: newId(), title: '请求支援流调人员', owners: ['shuyuan', 'dongfanghong'], help }
    const { body } = await xinhua.post('/api/v1/help-requests', asked)
    expect(body).toMatchObject({ kind: 'help', dueAt: in_(120), issuer: { id: 'xinhua' } })
    const offer = { id: newId(), quantity: 3, text: '今天下午到' }
    const mine = `/api/v1/directive-assignments/${ofUnit(body, 'shuyuan').assignmentId}`
    expect((await shuyuan.post(`${mine}/offers`, offer)).status).toBe(200)
    expect((await shuyuan.post(`${mine}/offers`, offer)).body.offers).toHaveLength(1)
    const other = await district.as('clerk-230406202')
    const theirs = `/api/v1/directive-assignments/${ofUnit(body, 'dongfanghong').assignmentId}`
    expect((await act(other, theirs, 'refusals', { reason: '人手全部在卡点' })).body.assignments[0]).toMatchObject({
      state: 'declined',
    })
    const answer = `/api/v1/help-offers/${offer.id}`
    expect((await xinhua.post(`${answer}/answers`, { id: newId(), quantity: 4 })).body.errors[0].field).toBe('quantity')
    expect((await shuyuan.post(`${answer}/answers`, { id: newId(), quantity: 2 })).status).toBe(403)
    expect((await xinhua.post(`${answer}/answers`, { id: newId(), quantity: 2 })).body.help).toMatchObject({ taken: 2 })
    const came = { id: newId(), quantity: 2, text: '' }
    expect((await xinhua.post(`${answer}/deliveries`, came)).body).toMatchObject({ help: { delivered: 2 } })
    expect((await xinhua.post(`${answer}/deliveries`, came)).status).toBe(200)
    expect(ofUnit(await read(asked.id, xinhua), 'shuyuan')).toMatchObject({ state: 'accepted' })
  })
})

it('help that is not needed is over; of a request that was withdrawn nothing can be taken', async () => {
  const help = { what: 'vehicles', item: '面包车', quantity: 2, when: in_(300), where: '新华镇' }
  const ask = async () => {
    const asked = { id: newId(), title: '请求车辆', owners: ['allTownships'], help }
    const { body } = await xinhua.post('/api/v1/help-requests', asked)
    expect(ofUnit(body, 'xinhua')).toBeUndefined()
    const of = `/api/v1/directive-assignments/${ofUnit(body, 'shuyuan').assignmentId}`
    const offer = { id: newId(), quantity: 1 }
    await shuyuan.post(`${of}/offers`, offer)
    return { id: asked.id, of, answers: `/api/v1/help-offers/${offer.id}/answers` }
  }
  const first = await ask()
  await xinhua.post(first.answers, { id: newId(), quantity: 0 })
  expect(ofUnit(await read(first.id, xinhua), 'shuyuan')).toMatchObject({ state: 'accepted' })
  const second = await ask()
  await act(xinhua, second.of, 'withdrawals', { reason: '已不需要' })
  expect((await xinhua.post(second.answers, { id: newId(), quantity: 1 })).body).toMatchObject({
    code: 'assignment_moved',
  })
  expect((await read(second.id, xinhua)).offers[0].may).toEqual({ take: false, deliver: false, withdraw: false })
})

describe('a requirement of the city', () => {
  it('waits to be passed on, is passed on to units, and cannot be refused', async () => {
    const said = {
      id: newId(),
      title: '卡点一车不漏',
      owners: [],
      dueAt: in_(600),
      authority: '市指挥部',
      receivedAt: in_(-10),
    }
    const { body } = await office.post('/api/v1/city-requirements', said)
    expect(body).toMatchObject({ passOnDueAt: in_(110), passedOnAt: null, assignments: [] })
    expect((await office.get('/api/v1/directives/waiting')).body.counts).toMatchObject({ toPassOn: 1 })
    const passed = await office.post(`/api/v1/directives/${said.id}/owners`, { id: newId(), owners: ['xinhua'] })
    expect(passed.body).toMatchObject({ passedOnAt: START })
    const of = `/api/v1/directive-assignments/${passed.body.assignments[0].assignmentId}`
    expect((await act(xinhua, of, 'refusals', { reason: '没有人手' })).body).toMatchObject({ status: 422 })
    const again = await office.post(`/api/v1/directives/${said.id}/owners`, { id: newId(), owners: ['xinhua'] })
    expect(again.body).toMatchObject({ status: 422, errors: [{ field: 'owners' }] })
  })
})

describe('as time passes', () => {
  it('reminds, notes once what was not signed for and what is overdue, climbs, and raises a matter of each', async () => {
    const slow = await issue({ title: '没人签收', owners: ['shuyuan'], dueAt: in_(300) })
    const steps = [{ title: '第一步', dueAt: in_(60) }]
    const matter = await office.post('/api/v1/supervised-matters', {
      id: newId(),
      title: '督办排查',
      owners: ['xinhua'],
      dueAt: in_(3000),
      steps,
    })
    expect(matter.body.steps).toMatchObject([{ light: 'yellow' }])
    const refused = await issue({ title: '拒绝的事', owners: ['dongfanghong'] })
    await act(await district.as('clerk-230406202'), refused.of, 'refusals', { reason: '与上级要求冲突' })
    await district.clock.moveTo(in_(310))
    await tellFallen(district.app.systemContext())
    await tellFallen(district.app.systemContext())
    const kinds = async () => (await read(slow.id)).events.map(({ kind }: { kind: string }) => kind)
    expect(await kinds()).toEqual(['opened', 'issued', 'unsigned', 'overdue', 'climbed'])
    const [unsigned] = (await read(slow.id)).events.filter(({ kind }: { kind: string }) => kind === 'unsigned')
    expect(unsigned.at).toBe(in_(60))
    // Done afterwards it stays late.
    await act(shuyuan, slow.of, 'receipts')
    await act(shuyuan, slow.of, 'results', { text: '补办' })
    expect((await read(matter.body.id)).steps).toMatchObject([{ light: 'red' }])
    const matters = (await director.get('/api/v1/discipline-matters?state=open&limit=100')).body.items
    const rules = matters
      .filter(({ rule }: { rule: string }) => rule.endsWith('Directive'))
      .map(({ rule, subject }: { rule: string; subject: { id: string } }) => `${rule} ${subject.id}`)
    expect(rules).toContain('unsignedDirective unit:shuyuan')
    expect(rules).toContain('overdueDirective unit:shuyuan')
    expect(rules).toContain('refusedDirective unit:dongfanghong')
    expect(rules.filter((one: string) => one === 'overdueDirective unit:shuyuan')).toHaveLength(1)
    const told = (await shuyuan.get('/api/v1/notifications')).body.items.map(({ kind }: { kind: string }) => kind)
    expect(told).toEqual(expect.arrayContaining(['directiveIssued', 'directiveUnsigned', 'directiveOverdue']))
  })

  it('counts on the living plan: what was late is broken, with its list', async () => {
    const rows = (await office.get('/api/v1/plan/duties/directives/evidence')).body.items
    expect(rows[0]).toMatchObject({ kept: false, zh: '蔬园乡人民政府' })
    expect(rows[0].saidZh).toContain('没人签收')
    const help = (await office.get('/api/v1/plan/duties/mutualHelp/evidence')).body.items
    expect(help.filter(({ kept }: { kept: boolean }) => kept)).toHaveLength(3)
    const steps = (await office.get('/api/v1/plan/duties/officeExecution/evidence')).body.items
    expect(steps).toMatchObject([{ kept: false }])
    expect((await office.get('/api/v1/plan/duties/officeCityLink/evidence')).body.items).toMatchObject([{ kept: true }])
  })

  it('ends with the response, and what had fallen due by then was told first', async () => {
    const late = await issue({ title: '终止前到期', owners: ['xinhua'], dueAt: in_(320) })
    const waiting = {
      id: newId(),
      title: '终止时未传达',
      owners: [],
      dueAt: in_(900),
      authority: '市指挥部',
      receivedAt: in_(300),
    }
    await office.post('/api/v1/city-requirements', waiting)
    const ofGroup = await issue({ title: '发给工作组', owners: ['group.screening'], dueAt: in_(320) })
    const open = await issue({ title: '终止时未办', owners: ['xinhua'], dueAt: in_(900) })
    await district.clock.moveTo(in_(330))
    const commander = await district.as('commander')
    const down = await commander.post('/api/v1/response-changes', {
      id: newId(),
      kind: 'stoodDown',
      level: '1',
      effectiveDay: '2020-01-25',
      authority: '区委常委会',
      reason: '疫情结束',
    })
    expect(down.status, down.text).toBeLessThan(300)
    expect((await read(open.id)).assignments[0]).toMatchObject({ state: 'closed' })
    expect((await office.get('/api/v1/directives/waiting')).body.counts.toPassOn).toBe(0)
    expect((await office.get('/api/v1/directives?list=all&state=waiting')).body.items).toEqual([])
    // A work group has no head of a township: nothing is said to have climbed to one.
    const group = (await read(ofGroup.id)).events.map(({ kind }: { kind: string }) => kind)
    expect(group).toEqual(['opened', 'issued', 'unsigned', 'overdue', 'closed'])
    const { events } = await read(late.id)
    expect(events.map(({ kind }: { kind: string }) => kind).slice(-3)).toEqual(['overdue', 'climbed', 'closed'])
  })
})
