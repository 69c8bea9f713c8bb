// Something of everything in a district, for tests that must carry every table.
import { newId } from '../../kernel/ids.ts'
import { addMinutes } from '../../kernel/time.ts'
import { PICTURE } from '../../modules/files/testing/pictures.ts'
import { inventedId, registration } from '../../modules/people/testing/invented.ts'
import { nobody } from '../../platform/db/database.ts'
import { type Client, PASSWORD, type TestDistrict } from './district.ts'
import { ASKED_CELL, CITY_FORM } from './walk-examples.ts'

/** Leaves no table empty but those that nothing writes yet. */
export async function fillDistrict(district: TestDistrict): Promise<void> {
  const office = await district.as('office')
  const done = async (url: string, body: object, by: Client = office) => {
    const answer = await by.post(url, body)
    if (answer.status >= 300) throw new Error(`${url}: ${answer.text}`)
    return answer.body
  }
  await done('/api/v1/me/api-keys', { name: '脚本', days: 7 })
  const { account } = (await office.get('/api/v1/me')).body
  await done('/api/v1/me/second-factor', { password: PASSWORD })
  // A passkey is made by a device; the row is what it leaves.
  await district.app.db.transaction(nobody, (tx) =>
    tx.sql(
      `insert into auth.passkey (id, name, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp")
       values ($1, '办公电脑', 'key', $2, 'credential', 0, 'singleDevice', false)`,
      [newId(), account.id],
    ),
  )
  await office.put('/api/v1/hotline', { telephone: '0468-0000000' })
  await office.upload('/api/v1/imports', {
    name: '名单.csv',
    content: Buffer.from('姓名,身份证号,返鹤日期,乡镇\n无号,无,2020-01-24,新华镇\n'),
  })
  await done('/api/v1/plan-amendments', {
    id: newId(),
    planText: district.planFile.planText.replace('yuan: 2000', 'yuan: 3000'),
    effectiveFrom: '2020-03-01T00:00:00.000Z',
    runningPeriods: 'keep',
    reason: '提高奖励',
  })
  const person = registration()
  await done('/api/v1/persons', person)
  const { id: periodId } = (await office.get(`/api/v1/persons/${person.id}/isolation-periods`)).body.items[0]
  const { items } = (await office.get('/api/v1/assignees?role=medic')).body
  await done('/api/v1/isolation-assignments', { periodIds: [periodId], role: 'medic', accountId: items[0].id })
  await done('/api/v1/area-medics', { id: newId(), areaCode: person.areaCode, accountId: items[0].id })
  const guarantors = (await office.get('/api/v1/assignees?role=guarantor')).body.items
  const act = { role: 'guarantor', area: person.areaCode, to: guarantors[0].id }
  const { seen } = (await office.get(`/api/v1/assignment-proposals?${new URLSearchParams(act)}`)).body
  await done('/api/v1/assignment-acts', { ...act, id: newId(), to: [act.to], seen, shares: [] })
  await office.upload(
    `/api/v1/persons/${person.id}/files`,
    { name: '照片.png', content: PICTURE },
    { id: newId(), kind: 'photo' },
  )
  await done('/api/v1/paper-batches', { id: newId(), kind: 'isolationNotice', periodIds: [periodId] })
  // Past the first window, which is missed.
  await district.clock.moveBy(60 * 8)
  const reading = { id: newId(), periodId, temperature: 36.5, site: 'forehead', observedAt: district.clock.now() }
  await done('/api/v1/readings', reading)
  await done(`/api/v1/readings/${reading.id}/corrections`, {
    id: newId(),
    temperature: 38.5,
    site: 'forehead',
    reason: '录错',
  })
  await done(`/api/v1/isolation-periods/${periodId}/extensions`, { id: newId(), days: 7, reason: '同住人员发热' })
  // The medic falls ill and the work goes to the next one.
  const [medic, next] = items
  const { posts } = (await (await district.as('admin')).get(`/api/v1/accounts/${medic.id}`)).body
  const { holders } = (await office.get(`/api/v1/posts/${posts[0].id}`)).body
  const acting = { id: newId(), actingFor: holders[0].id, accountId: next.id, name: next.name, absence: 'illness' }
  await done(`/api/v1/posts/${posts[0].id}/acting-holders`, acting)
  const move = { personId: person.id, reason: '投亲', letterDay: '2020-01-25', movesOn: '2020-01-25' }
  await done('/api/v1/transfers', { ...move, id: newId(), toArea: '230406201' })
  await done('/api/v1/takeovers', {
    ...move,
    id: newId(),
    placeText: '某区',
    letterNo: '1',
    daysElsewhere: 2,
    documents: 1,
  })
  // Three registrations that look alike: one household, one merge, one that should not have been.
  const [kept, twin, mistake] = [registration(), registration(), registration()]
  for (const one of [kept, twin, mistake]) await done('/api/v1/persons', one)
  const household = await office.put(`/api/v1/persons/${kept.id}/household`, { with: person.id })
  if (household.status >= 300) throw new Error(household.text)
  const { version } = (await office.get(`/api/v1/persons/${kept.id}`)).body
  await done(`/api/v1/persons/${kept.id}/merges`, { id: newId(), otherId: twin.id, version, otherVersion: 1 })
  await done(`/api/v1/persons/${mistake.id}/voidings`, { id: newId(), version: 1, reason: '登记有误' })
  const view = { id: newId(), list: 'persons', path: '/persons', name: '重点地区', search: {}, columns: ['name'] }
  await done('/api/v1/views', view)
  await done('/api/v1/notifications/reads', { until: district.clock.now() })
  const call = { postId: '230406100.townshipHead', calledAt: district.clock.now(), answered: true }
  await done('/api/v1/calls', { ...call, id: newId() })
  await done('/api/v1/departures', { ...move, id: newId(), kind: 'gone', departedOn: '2020-01-25' })
  const stay = { id: newId(), place: '旅店', room: '', untilDay: '2020-01-27' }
  await done('/api/v1/persons', registration({ arrival: { originText: '哈尔滨', stay } }))
  await done(`/api/v1/stays/${stay.id}/checks`, { id: newId(), temperature: 36.5 })
  // A daily report of a township, a draft of another, a nudge to whoever is missing, and something urgent.
  const day = '2020-01-25'
  const clerk = await district.as('clerk-230406100')
  await done(
    '/api/v1/daily-reports',
    { id: newId(), owner: { kind: 'unit', key: 'xinhua' }, day, today: '排查' },
    clerk,
  )
  const draft = { owner: { kind: 'unit', key: 'shuyuan' }, day, content: { today: '排查' } }
  await (await district.as('clerk-230406201')).put('/api/v1/daily-reports/drafts', draft)
  await done('/api/v1/daily-reports/nudges', { day })
  await done('/api/v1/urgent-reports', { id: newId(), what: '有人强行冲卡' }, clerk)
  const meeting = newId()
  await done('/api/v1/meetings', { id: meeting })
  const present = { owner: 'unit:xinhua', state: 'present', version: 0 }
  const came = await office.put(`/api/v1/meetings/${meeting}/attendance`, present)
  if (came.status >= 300) throw new Error(came.text)
  await done(`/api/v1/meetings/${meeting}/requirements`, { id: newId(), source: '市指挥部', text: '加强卡点' })
  const decision = { id: newId(), text: '今日起卡点双岗', owners: ['unit:xinhua'], dueAt: '2020-02-10T00:00:00.000Z' }
  await done(`/api/v1/meetings/${meeting}/decisions`, decision)
  // A supervised matter with a step and a file, and help that is offered.
  const asked = { title: '督办排查', owners: ['xinhua'], dueAt: '2020-02-10T00:00:00.000Z' }
  const matter = { ...asked, id: newId(), steps: [{ title: '第一步', dueAt: '2020-02-01T00:00:00.000Z' }] }
  await done('/api/v1/supervised-matters', matter)
  const attached = await office.upload(
    `/api/v1/directives/${matter.id}/files`,
    { name: '督办.png', content: PICTURE },
    { id: newId() },
  )
  if (attached.status >= 300) throw new Error(attached.text)
  const help = { what: 'people', item: '流调人员', quantity: 2, when: '2020-02-01T00:00:00.000Z', where: '新华镇' }
  const request = await office.post('/api/v1/help-requests', {
    id: newId(),
    title: '请求支援',
    owners: ['xinhua'],
    help,
  })
  const [asking] = request.body.assignments
  await done(`/api/v1/directive-assignments/${asking.assignmentId}/offers`, { id: newId(), quantity: 1 }, clerk)
  await done(`/api/v1/meetings/${meeting}/minutes`, { id: newId(), text: '一、到会情况', version: 0 })
  const document = newId()
  await done('/api/v1/received-documents', {
    id: document,
    documentNumber: '鹤疫指发〔2020〕3号',
    authority: '市疫情防控指挥部',
    title: '关于加强卡点管理的通知',
    receivedAt: district.clock.now(),
  })
  await done(`/api/v1/received-documents/${document}/instructions`, {
    id: newId(),
    words: '请各镇落实',
    leader: '王某',
  })
  await done(`/api/v1/received-documents/${document}/recipients`, { recipients: ['unit:xinhua'] })
  await office.upload(
    `/api/v1/received-documents/${document}/files`,
    { name: '通知.png', content: PICTURE },
    { id: newId() },
  )
  // Three fevers of one village: a warning.
  for (const temperature of [38.1, 38.2, 38.3]) {
    await done('/api/v1/persons', registration({ arrival: { firstTemperature: temperature } }))
  }
  const contingency = newId()
  await done('/api/v1/contingency-plans', {
    id: newId(),
    title: '聚集性发热处置预案',
    version: { id: contingency, body: '一、报告。二、流调。' },
  })
  await done(`/api/v1/contingency-plan-versions/${contingency}/approval`, {}, await district.as('commander'))
  await done(`/api/v1/contingency-plan-versions/${contingency}/recipients`, { units: ['xinhua'] })
  await done('/api/v1/exercises', {
    id: newId(),
    dutyKey: 'officeDrills',
    title: '发热处置演练',
    startsAt: district.clock.now(),
    endsAt: '2020-02-10T00:00:00.000Z',
    owner: 'unit:healthBureau',
    versionId: contingency,
    units: [{ unit: 'xinhua', expected: 10 }],
  })
  await fillTable(district, done)
  // Somebody to be found, who was not there; the reply went out.
  const listId = newId()
  const letter = { id: listId, kind: 'railway', authority: '铁路', letterDay: '2020-01-25', why: '同车厢' }
  await done('/api/v1/verification-lists', letter)
  const passengers = Buffer.from(`姓名,身份证号,地址\n车内甲,${inventedId()},新华镇永昌村\n`)
  await office.upload(`/api/v1/verification-lists/${listId}/entries`, { name: '旅客.csv', content: passengers })
  await done(`/api/v1/verification-lists/${listId}/sendings`, {})
  const [entry] = (await clerk.get(`/api/v1/verification-entries?list=${listId}`)).body.items
  const tries = [{ how: 'visit', at: district.clock.now(), who: '村干部' }]
  await done(`/api/v1/verification-entries/${entry.id}/findings`, { id: newId(), kind: 'notFound', tries }, clerk)
  await done(`/api/v1/verification-lists/${listId}/replies`, { id: newId() })
  // Into the next day: the one before is judged and kept, its situation report drafted.
  await district.clock.moveBy(60 * 24)
  const [situation] = (await office.get('/api/v1/situation-reports')).body.items
  await done(`/api/v1/situation-reports/${situation.id}/acts`, { id: newId(), act: 'finish' })
  await fillRoster(district, done)
}

/** A shift of the office with its log, a swap of it, a call; who is nowhere on a roster leaves gaps. */
async function fillRoster(
  { clock }: TestDistrict,
  done: (url: string, body: object) => Promise<unknown>,
): Promise<void> {
  const BASE = '/api/v1/roster'
  const [leaderId, otherId, id] = [newId(), newId(), newId()]
  const member = { unitId: 'office', telephone: '0468-3000000', roles: ['leader', 'staff'] }
  await done(`${BASE}/members`, { ...member, id: leaderId, name: '值守甲' })
  await done(`${BASE}/members`, { ...member, id: otherId, name: '值守乙' })
  await done(`${BASE}/absences`, {
    id: newId(),
    memberId: otherId,
    from: '2020-02-10',
    until: '2020-02-11',
    kind: 'leave',
  })
  const now = clock.now()
  const span = { from: now, until: addMinutes(now, 600) }
  await done(`${BASE}/shifts`, { id, unitId: 'office', ...span, leaderId, publish: true })
  await done(`${BASE}/swaps`, {
    id: newId(),
    shiftId: id,
    fromMemberId: leaderId,
    toMemberId: otherId,
    reason: '家中有事',
  })
  await done(`${BASE}/shifts/${id}/sign-on`, { memberId: leaderId })
  const entry = newId()
  await done(`${BASE}/shifts/${id}/log`, { id: entry, at: now, event: '来电询问', action: '已答复' })
  await done(`${BASE}/calls`, { id: newId() })
  await done(`${BASE}/shifts/${id}/log/${entry}/urgent-report`, { id: newId(), what: '来电称有人聚集' })
}

/** A form of the city, filled for a day, asked of a township, answered and corrected. */
async function fillTable(
  district: TestDistrict,
  done: (url: string, body: object, by?: Client) => Promise<unknown>,
): Promise<void> {
  const office = await district.as('office')
  const [formId, versionId, id] = [newId(), newId(), newId()]
  const kept = await office.upload('/api/v1/table-forms', CITY_FORM, { id: formId, versionId, name: '市日报表' })
  if (kept.status >= 300) throw new Error(kept.text)
  const mapping = { sheet: '日报表', table: null, cells: [ASKED_CELL], list: null }
  await office.put(`/api/v1/table-form-versions/${versionId}/mapping`, { revision: 1, mapping })
  await done('/api/v1/table-fillings', { id, formId, day: '2020-01-25' })
  const url = `/api/v1/table-fillings/${id}`
  await done(`${url}/asking`, { dueAt: '2020-02-10T00:00:00.000Z', owners: ['unit:xinhua'] })
  const answer = { id: newId(), owner: 'unit:xinhua', version: 0, cells: [{ ref: ASKED_CELL.ref, value: 2 }] }
  await done(`${url}/answers`, answer, await district.as('clerk-230406100'))
  await done(`${url}/corrections`, { id: newId(), ref: ASKED_CELL.ref, value: 3, note: '核实', seen: 0 })
}
