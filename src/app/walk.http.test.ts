// The walk: over every route and every post, from the right area and the wrong one. Each route declares a permission
// that exists, refuses strangers and posts that lack it, works for those that have it, leaves an audit event when it
// writes, and is out of reach from another area. A new route without permission or example fails here, and so does a
// new table of personal data without a policy.
import { describe, expect, it, vi } from 'vitest'
import { newId } from '../kernel/ids.ts'
import { addMinutes, dayOf } from '../kernel/time.ts'
import { closeReports, owe } from '../modules/duties/index.ts'
import { PICTURE } from '../modules/files/testing/pictures.ts'
import { createAccounts, type Permission, WHO_MAY } from '../modules/identity/index.ts'
import { planInForce } from '../modules/organisation/index.ts'
import { inventedId, registration } from '../modules/people/testing/invented.ts'
import { POST_KINDS, type PostKind } from '../plan/index.ts'
import { nobody } from '../platform/db/database.ts'
import type { Route } from '../platform/http/route.ts'
import { type Answer, type Client, openTestDistrict, PASSWORD } from './testing/district.ts'
import {
  ASKED_CELL,
  aDocument,
  CITY_FORM,
  EXAMPLES,
  type Example,
  LETTER,
  type World,
} from './testing/walk-examples.ts'

// One test is a request for each of eighteen posts, some with a password to hash.
vi.setConfig({ testTimeout: 120_000 })

const INSIDE = '230406100'
const OUTSIDE = '230406201'
// Streams are answered until the client leaves, which `inject` never does.
const STREAMS = new Set(['GET /api/v1/live'])

const district = await openTestDistrict()
const { app } = district
const keyOf = (route: Route) => `${route.method} ${route.url}`
const routes = app.routes.filter((route) => !STREAMS.has(keyOf(route)))
// These end sessions or change the password, so they come last and each request has a session of its own.
const LAST = ['DELETE /api/v1/session', 'DELETE /api/v1/sessions', 'POST /api/v1/me/password']
const rank = (route: Route) => LAST.indexOf(keyOf(route))
const ordered = [...routes].sort((a, b) => rank(a) - rank(b))

let shifts = 0
// Each changes another figure and takes effect after the one before.
let amendments = 0
const amendmentBody = () => {
  amendments += 1
  return {
    id: newId(),
    planText: district.planFile.planText.replace('yuan: 2000', `yuan: ${2000 + amendments}`),
    effectiveFrom: addMinutes('2020-03-01T00:00:00.000Z', amendments),
    runningPeriods: 'keep',
    reason: '走查修订',
  }
}
const seats = await seatEveryPost()
const world: World = {
  area: `${INSIDE}200`,
  account: seats.accountId('office'),
  async otherAccount() {
    const id = newId()
    await app.db.transaction(nobody, (tx) =>
      createAccounts(tx, app.systemContext(), [{ id, userName: `other-${id}`, displayName: '他人', holdings: [] }], {
        password: PASSWORD,
      }),
    )
    return id
  },
  async period({ fever = false, endsToday = false, over = false } = {}) {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const arrival = {
      firstTemperature: fever ? 38 : 36.5,
      arrivalDay: over ? '2020-01-01' : endsToday ? '2020-01-11' : '2020-01-25',
    }
    const { personId } = (await clerk.post('/api/v1/persons', registration({ areaCode: `${INSIDE}200`, arrival }))).body
    const { items } = (await clerk.get(`/api/v1/persons/${personId}/isolation-periods`)).body
    return { personId, periodId: items[0].id, referralId: items[0].referrals[0]?.id }
  },
  async medic() {
    return seats.accountId(`walk-${INSIDE}-villagemedic`)
  },
  async reading() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const { periodId } = await this.period()
    const body = { id: newId(), periodId, temperature: 36.5, site: 'forehead', observedAt: district.clock.now() }
    await clerk.post('/api/v1/readings', body)
    return { readingId: body.id }
  },
  async file() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const { personId } = await this.person()
    const id = newId()
    await clerk.upload(
      `/api/v1/persons/${personId}/files`,
      { name: '走查.png', content: PICTURE },
      { id, kind: 'photo' },
    )
    return { fileId: id }
  },
  async holding() {
    const office = await district.as('office')
    const postId = `walk.${INSIDE}.gridWorker`
    const holdingId = newId()
    const body = {
      id: holdingId,
      replaces: null,
      name: '走查',
      accountId: null,
      handOver: false,
      authority: '走查文件',
    }
    await office.post(`/api/v1/posts/${postId}/holders`, body)
    return { postId, holdingId }
  },
  async dutyMember() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const memberId = newId()
    const roles = ['leader', 'staff']
    const body = { id: memberId, unitId: 'xinhua', name: '走查值守', telephone: '0468-3000000', roles }
    await clerk.post('/api/v1/roster/members', body)
    return { memberId }
  },
  async dutyAbsence() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const id = newId()
    const body = { id, ...(await this.dutyMember()), from: '2020-02-01', until: '2020-02-02', kind: 'leave' }
    await clerk.post('/api/v1/roster/absences', body)
    return id
  },
  async shift({ signedOn = false, ending = false, handedOver = false, draft = false } = {}) {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const { memberId } = await this.dutyMember()
    const shiftId = newId()
    // Each begins a moment after the one before, so that the next one is told from it.
    shifts += 1
    const now = district.clock.now()
    const body = {
      id: shiftId,
      unitId: 'xinhua',
      from: addMinutes(now, -60 + shifts / 1000),
      until: addMinutes(now, ending ? 30 : 600),
      leaderId: memberId,
      publish: !draft,
    }
    const url = '/api/v1/roster/shifts'
    await clerk.post(url, body)
    if (signedOn) await clerk.post(`${url}/${shiftId}/sign-on`, { memberId })
    if (handedOver) await clerk.post(`${url}/${shiftId}/hand-over`, { id: newId(), openMatters: '无' })
    return { shiftId, memberId }
  },
  async logEntry() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const { shiftId } = await this.shift({ signedOn: true })
    const entryId = newId()
    const body = { id: entryId, at: district.clock.now(), event: '走查来电' }
    await clerk.post(`/api/v1/roster/shifts/${shiftId}/log`, body)
    return { shiftId, entryId }
  },
  async swap() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const { shiftId, memberId } = await this.shift()
    const toMemberId = (await this.dutyMember()).memberId
    const swapId = newId()
    const body = { id: swapId, shiftId, fromMemberId: memberId, toMemberId, reason: '走查换班' }
    await clerk.post('/api/v1/roster/swaps', body)
    return { swapId }
  },
  async dutyCall() {
    const callId = newId()
    await app.db.transaction(nobody, (tx) =>
      tx.sql(`insert into duty_calls (id, unit_id, area_code, drawn_from, drawn_at) values ($1, 'xinhua', $2, 1, $3)`, [
        callId,
        INSIDE,
        district.clock.now(),
      ]),
    )
    return { callId }
  },
  version: (await planInForce(app.systemContext())).versionId,
  amendmentBody,
  async amendment() {
    const office = await district.as('office')
    const body = amendmentBody()
    const answer = await office.post('/api/v1/plan-amendments', body)
    if (answer.status !== 201) throw new Error(answer.text)
    return { id: body.id }
  },
  async dweller() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const { personId } = await this.person()
    await clerk.put(`/api/v1/persons/${personId}/household`, { with: (await this.person()).personId })
    return personId
  },
  async voiding() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const { personId } = await this.person()
    const id = newId()
    await clerk.post(`/api/v1/persons/${personId}/voidings`, { id, version: 1, reason: '走查注销' })
    return id
  },
  async merge() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const [kept, other] = [await this.person(), await this.person()]
    const id = newId()
    const body = { id, otherId: other.personId, version: 1, otherVersion: 1 }
    await clerk.post(`/api/v1/persons/${kept.personId}/merges`, body)
    return id
  },
  async paper() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const { personId, periodId } = await this.period()
    const batchId = newId()
    const body = { id: batchId, kind: 'isolationNotice', periodIds: [periodId] }
    const { done } = (await clerk.post('/api/v1/paper-batches', body)).body
    return { paperId: done[0].id, batchId, personId }
  },
  async person(status = 'arrived') {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const expected = { status, arrivalDay: '2020-01-26', firstTemperature: null }
    const body = registration({ areaCode: `${INSIDE}200`, arrival: status === 'expected' ? expected : {} })
    const answer = await clerk.post('/api/v1/persons', body)
    return answer.body
  },
  async offer(to) {
    const here = `${INSIDE}200`
    const there = '230406202'
    const giver = await district.as(to === 'here' ? `clerk-${there}` : `walk-${INSIDE}-townshipclerk`)
    const body = registration({ areaCode: to === 'here' ? there : here })
    await giver.post('/api/v1/persons', body)
    const offer = { id: newId(), personId: body.id, reason: '走查迁移', movesOn: '2020-01-25' }
    await giver.post('/api/v1/transfers', { ...offer, toArea: to === 'here' ? here : there })
    return { transferId: offer.id }
  },
  async letter() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const { personId } = await this.person()
    const body = { id: newId(), personId, reason: '走查移交', ...LETTER }
    await clerk.post('/api/v1/handovers', body)
    return { handoverId: body.id }
  },
  async stay() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const stay = { id: newId(), place: '走查宾馆', room: '101', untilDay: '2020-01-27' }
    const arrival = { originText: '哈尔滨', arrivalDay: '2020-01-25', stay }
    await clerk.post('/api/v1/persons', registration({ areaCode: `${INSIDE}200`, arrival }))
    return { stayId: stay.id }
  },
  async meeting() {
    const office = await district.as('office')
    const day = dayOf(district.clock.now(), 'Asia/Shanghai')
    await office.post('/api/v1/meetings', { id: newId() })
    const { id } = (await office.get(`/api/v1/meeting-days/${day}`)).body
    return { meetingId: id, day }
  },
  async asked(kind = 'directive', state = 'issued') {
    const office = await district.as('office')
    const base = { id: newId(), title: '走查来件', owners: ['xinhua'] }
    const help = { what: 'people', item: '走查人手', quantity: 2, when: '2020-02-10T00:00:00.000Z', where: '走查' }
    const { body } =
      kind === 'help'
        ? await office.post('/api/v1/help-requests', { ...base, help })
        : await office.post('/api/v1/directives', { ...base, dueAt: '2020-02-10T00:00:00.000Z' })
    const { assignmentId } = body.assignments[0]
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    if (state === 'received')
      await clerk.post(`/api/v1/directive-assignments/${assignmentId}/receipts`, { id: newId() })
    return { directiveId: base.id, assignmentId }
  },
  async asking(state = 'issued') {
    const issuer = await district.as(`walk-${INSIDE}-officestaff`)
    const base = { id: newId(), title: '走查发件', owners: ['dongfanghong'], dueAt: '2020-02-08T00:00:00.000Z' }
    const { assignmentId } = (await issuer.post('/api/v1/directives', base)).body.assignments[0]
    if (state === 'submitted') {
      const clerk = await district.as('clerk-230406202')
      const of = `/api/v1/directive-assignments/${assignmentId}`
      await clerk.post(`${of}/receipts`, { id: newId() })
      await clerk.post(`${of}/results`, { id: newId(), text: '走查结果' })
    }
    return { directiveId: base.id, assignmentId }
  },
  async supervisionStep() {
    const supervisor = await district.as(`walk-${INSIDE}-supervisionstaff`)
    const later = '2020-02-10T00:00:00.000Z'
    const { body } = await supervisor.post('/api/v1/supervised-matters', {
      id: newId(),
      title: '走查督办',
      owners: ['dongfanghong'],
      dueAt: later,
      steps: [{ title: '走查步骤', dueAt: later }],
    })
    return { stepId: body.steps[0].id }
  },
  async helpOffer(by, state = 'offered') {
    const [asker, giver] = ['office', `walk-${INSIDE}-townshipclerk`]
    const help = { what: 'people', item: '走查人手', quantity: 2, when: '2020-02-10T00:00:00.000Z', where: '走查' }
    const owners = [by === 'area' ? 'xinhua' : 'dongfanghong']
    const asking = await district.as(by === 'area' ? asker : giver)
    const { body } = await asking.post('/api/v1/help-requests', { id: newId(), title: '走查互助', owners, help })
    const offer = { id: newId(), quantity: 2 }
    const offering = await district.as(by === 'area' ? giver : 'clerk-230406202')
    await offering.post(`/api/v1/directive-assignments/${body.assignments[0].assignmentId}/offers`, offer)
    if (state === 'taken') {
      await asking.post(`/api/v1/help-offers/${offer.id}/answers`, { id: newId(), quantity: 2 })
    }
    return { offerId: offer.id }
  },
  async directiveFile() {
    const { assignmentId } = await this.asked()
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const id = newId()
    await clerk.upload(
      `/api/v1/directive-assignments/${assignmentId}/files`,
      { name: '走查.png', content: PICTURE },
      { id },
    )
    return { fileId: id }
  },
  async minutes() {
    const { meetingId } = await this.meeting()
    const body = { id: newId(), text: '走查纪要', reason: '走查', version: 0 }
    await (await district.as('office')).post(`/api/v1/meetings/${meetingId}/minutes`, body)
    return { meetingId }
  },
  async matter(state) {
    const id = newId()
    await district.app.db.transaction(nobody, (tx) =>
      tx.sql(
        `insert into discipline_matters (id, rule, trigger_key, subject_kind, subject_key, area_code, evidence_kind, evidence_id,
           day, raised_at, due_at, state, question, heard_at, answer_due_at, plan_version_id)
         select $1::uuid, 'missedReport', 'missedReport', 'unit', 'xinhua', $2, 'occurrence', $1::text, '2020-01-25', $3, $3,
           case $4::boolean when true then 'hearing' else 'open' end, case $4 when true then '走查' else '' end,
           case $4 when true then $3::timestamptz end, case $4 when true then $3::timestamptz end,
           (select id from plan_versions limit 1)`,
        [id, INSIDE, district.clock.now(), state === 'hearing'],
      ),
    )
    return { matterId: id }
  },
  async received() {
    const office = await district.as('office')
    const document = aDocument()
    const [instructionId, fileId] = [newId(), newId()]
    const url = `/api/v1/received-documents/${document.id}`
    await office.post('/api/v1/received-documents', document)
    await office.post(`${url}/instructions`, { id: instructionId, words: '走查批示', leader: '走查' })
    await office.upload(`${url}/files`, { name: '走查.png', content: PICTURE }, { id: fileId })
    await office.post(`${url}/recipients`, { recipients: ['unit:xinhua'] })
    return { documentId: document.id, instructionId, fileId }
  },
  async contingency(state) {
    const [planId, versionId] = [newId(), newId()]
    const office = await district.as('office')
    await office.post('/api/v1/contingency-plans', {
      id: planId,
      title: '走查预案',
      version: { id: versionId, body: '正文' },
    })
    if (state === 'approved') {
      await (await district.as('director')).post(`/api/v1/contingency-plan-versions/${versionId}/approval`)
    }
    return { planId, versionId }
  },
  async exercise() {
    const id = newId()
    await (await district.as('office')).post('/api/v1/exercises', {
      id,
      dutyKey: 'officeTraining',
      title: '走查培训',
      startsAt: '2020-01-01T00:00:00.000Z',
      endsAt: '2021-01-01T02:00:00.000Z',
      owner: 'unit:xinhua',
      units: [{ unit: 'xinhua', expected: 3 }],
    })
    return { exerciseId: id }
  },
  async tableForm() {
    const office = await district.as('office')
    const ids = { id: newId(), versionId: newId() }
    await office.upload('/api/v1/table-forms', CITY_FORM, { ...ids, name: '走查报表' })
    return { formId: ids.id, versionId: ids.versionId }
  },
  async table(state) {
    const office = await district.as('office')
    const { formId, versionId } = await this.tableForm()
    const mapping = { sheet: '日报表', table: null, cells: [ASKED_CELL], list: null }
    await office.put(`/api/v1/table-form-versions/${versionId}/mapping`, { revision: 1, mapping })
    const tableId = newId()
    await office.post('/api/v1/table-fillings', { id: tableId, formId, day: '2020-01-25' })
    const asked = { dueAt: '2021-01-01T00:00:00.000Z', owners: ['unit:xinhua'] }
    if (state === 'asked') await office.post(`/api/v1/table-fillings/${tableId}/asking`, asked)
    return { tableId }
  },
  async warning() {
    const id = newId()
    await district.app.db.transaction(nobody, (tx) =>
      tx.sql(
        `insert into warnings (id, rule_key, rule_kind, area_code, day, facts, raised_at, last_day, last_facts, last_seen_at,
           due_at, plan_version_id)
         select $1::uuid, $1::text, 'feverCluster', $2, '2020-01-25', '{"observed":3,"limit":3}', $3, '2020-01-25',
           '{"observed":3,"limit":3}', $3, $3, (select id from plan_versions limit 1)`,
        [id, INSIDE, district.clock.now()],
      ),
    )
    return { warningId: id }
  },
  async gone() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const { personId } = await this.person()
    const body = { id: newId(), personId, kind: 'gone', departedOn: '2020-01-25', reason: '走查失联' }
    await clerk.post('/api/v1/departures', body)
    return { departureId: body.id }
  },
  async occurrence() {
    const ctx = app.systemContext()
    const due = { at: addMinutes(ctx.now, 60) }
    const owner = { kind: 'unit' as const, key: 'xinhua' }
    const { occurrenceId } = await app.db.transaction(nobody, (tx) =>
      owe(ctx, tx, { key: 'table', subject: newId(), owner, due }),
    )
    return occurrenceId
  },
  async report() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    await this.person()
    const body = { id: newId(), owner: { kind: 'unit', key: 'xinhua' }, day: '2020-01-25', today: '走查' }
    await clerk.post('/api/v1/daily-reports', body)
    const { id, version } = (await clerk.get('/api/v1/daily-reports?key=xinhua')).body.items[0]
    return { reportId: id, version }
  },
  async situation() {
    const ctx = app.systemContext()
    await closeReports({ ...ctx, now: '2020-01-25T07:00:00.000Z', emit: async () => {} })
    return (await (await district.as('office')).get('/api/v1/situation-reports')).body.items[0].id
  },
  async urgent() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    const body = { id: newId(), what: '走查急报' }
    await clerk.post('/api/v1/urgent-reports', body)
    return body.id
  },
  async verification(state = 'sent') {
    const clerk = await district.as(`walk-${INSIDE}-officestaff`)
    const listId = newId()
    const letter = { id: listId, kind: 'railway', authority: '走查铁路', letterDay: '2020-01-25', why: '走查同乘' }
    await clerk.post('/api/v1/verification-lists', letter)
    const content = Buffer.from(`姓名,身份证号,电话\n走查乘客,${inventedId()},\n`)
    await clerk.upload(`/api/v1/verification-lists/${listId}/entries`, { name: '名单.csv', content })
    const [entry] = (await clerk.get(`/api/v1/verification-entries?list=${listId}`)).body.items
    if (state === 'unsent') return { listId, entryId: entry.id, batchId: undefined }
    const ids = [entry.id]
    await clerk.post(`/api/v1/verification-lists/${listId}/assignments`, { ids, areaCode: `${INSIDE}200` })
    if (state === 'assigned') return { listId, entryId: entry.id, batchId: undefined }
    await clerk.post(`/api/v1/verification-lists/${listId}/sendings`, {})
    const { batches } = (await clerk.get(`/api/v1/verification-lists/${listId}`)).body
    return { listId, entryId: entry.id, batchId: batches[0].id }
  },
  async departed() {
    const clerk = await district.as(`walk-${INSIDE}-townshipclerk`)
    // His fourteen days had passed as he was registered.
    const person = registration({ areaCode: `${INSIDE}200`, arrival: { arrivalDay: '2020-01-02' } })
    await clerk.post('/api/v1/persons', person)
    const body = { id: newId(), personId: person.id, kind: 'completed', departedOn: '2020-01-25' }
    await clerk.post('/api/v1/departures', body)
    return { departureId: body.id }
  },
}

/** An account for every kind of post in either township, and nothing else to its name. */
async function seatEveryPost() {
  const unit = (area: string) => (area === INSIDE ? 'xinhua' : 'shuyuan')
  const ids = new Map<string, string>()
  await app.db.transaction(nobody, async (tx) => {
    for (const area of [INSIDE, OUTSIDE]) {
      for (const kind of POST_KINDS) {
        await tx.sql(
          `insert into posts (id, kind, unit_id, area_code, title_zh, title_en, handles_persons)
           values ($1, $2, $3, $4, $2, $2, true)`,
          [`walk.${area}.${kind}`, kind, unit(area), area],
        )
      }
    }
    await createAccounts(
      tx,
      app.systemContext(),
      [INSIDE, OUTSIDE].flatMap((area) =>
        POST_KINDS.map((kind) => {
          const id = newId()
          const userName = `walk-${area}-${kind.toLowerCase()}`
          ids.set(userName, id)
          return {
            id,
            userName,
            displayName: kind,
            holdings: [{ postId: `walk.${area}.${kind}`, holderName: kind, holderOffice: '' }],
          }
        }),
      ),
      { password: PASSWORD },
    )
  })
  const [office] = await app.db.transaction(nobody, (tx) =>
    tx.sql<{ id: string }>(`select id from accounts where user_name = 'office'`),
  )
  ids.set('office', office!.id)
  return {
    accountId: (userName: string) => ids.get(userName)!,
    as: (area: string, kind: PostKind, route: Route) => {
      const userName = `walk-${area}-${kind.toLowerCase()}`
      return rank(route) >= 0 ? district.signIn(userName) : district.as(userName)
    },
  }
}

const send = (client: Client, route: Route, example: Example): Promise<Answer> => {
  if (example.file) return client.upload(example.url, example.file, example.file.fields)
  if (route.method === 'GET') return client.get(example.url)
  if (route.method === 'PATCH') return client.patch(example.url, example.body)
  if (route.method === 'DELETE') return client.delete(example.url)
  return route.method === 'PUT' ? client.put(example.url, example.body) : client.post(example.url, example.body)
}

const exampleOf = async (route: Route): Promise<Example> => {
  const make = EXAMPLES[keyOf(route)]
  if (!make) throw new Error(`${keyOf(route)} has no example in testing/walk-examples.ts`)
  return make(world)
}

const auditEventsOf = async (answer: Answer): Promise<number> => {
  const [row] = await app.db.transaction(nobody, (tx) =>
    tx.sql<{ count: number }>('select count(*) from audit_events where request_id = $1', [
      answer.headers['x-request-id'],
    ]),
  )
  return row!.count
}

const isRight = (answer: Answer, example: Example) =>
  (answer.status >= 200 && answer.status < 300) || (example.alsoRight ?? []).includes(answer.status)

it.each(app.routes.map((route) => [keyOf(route), route] as const))('%s declares its permission', (_key, route) => {
  expect([...Object.keys(WHO_MAY), 'public', 'signedIn']).toContain(route.permission)
  expect(route.summary).not.toBe('')
})

describe.each(ordered.map((route) => [keyOf(route), route] as const))('%s', (_key, route) => {
  const isPublic = route.permission === 'public'
  const kindsThatMay: readonly PostKind[] =
    route.permission === 'signedIn' || isPublic ? POST_KINDS : WHO_MAY[route.permission as Permission]
  const writes = route.method !== 'GET'
  /** Events that a refusal leaves: none, but where the attempt itself matters. */
  const keepsRefusals = route.whenForbidden ? 1 : 0

  it.skipIf(isPublic)('refuses strangers', async () => {
    const answer = await send(district.stranger, route, await exampleOf(route))
    expect(answer.status).toBe(401)
    expect(await auditEventsOf(answer)).toBe(0)
  })

  it('refuses posts that lack the permission, works for those that have it', async () => {
    for (const kind of POST_KINDS) {
      const example = await exampleOf(route)
      const answer = await send(await seats.as(INSIDE, kind, route), route, example)
      if (!kindsThatMay.includes(kind)) {
        expect(answer.status, `${kind}: ${answer.text}`).toBe(403)
        expect(await auditEventsOf(answer)).toBe(keepsRefusals)
        continue
      }
      expect(isRight(answer, example), `${kind}: ${answer.status} ${answer.text}`).toBe(true)
      const didNothing = example.refusesEach && answer.body.done.length === 0
      if (writes && answer.status < 300 && !route.withoutAudit && !didNothing) {
        expect(await auditEventsOf(answer), `${kind} left no audit event`).toBeGreaterThan(0)
      }
    }
  })

  it('is out of reach from another area', async () => {
    for (const kind of kindsThatMay) {
      const example = await exampleOf(route)
      if (!example.inArea && !example.refusesEach) return
      const answer = await send(await seats.as(OUTSIDE, kind, route), route, example)
      if (example.refusesEach) {
        expect(answer.body, kind).toMatchObject({ done: [], refused: [{ reasons: [{ code: 'not_found' }] }] })
        expect(await auditEventsOf(answer)).toBe(0)
        continue
      }
      expect([403, 404], `${kind}: ${answer.status} ${answer.text}`).toContain(answer.status)
      expect(await auditEventsOf(answer)).toBe(keepsRefusals)
    }
  })
})

// Tables that hold nothing of a person. A new table is either here, with a reader's eye on it, or has row security.
const NOT_PERSONAL = [
  'accounts',
  'area_medics',
  'areas',
  'assignment_acts',
  'audit_events',
  'audit_seals',
  'calls',
  'contingency_plan_recipients',
  'contingency_plan_versions',
  'contingency_plans',
  'daily_reports',
  'directive_assignments',
  'directive_events',
  'directive_files',
  'directive_numbers',
  'directives',
  'discipline_matters',
  'duty_calls',
  'duty_log_links',
  'exercise_units',
  'exercises',
  'hand_overs',
  'help_offers',
  'measure_days',
  'meeting_attendance',
  'meeting_minutes',
  'meeting_requirements',
  'meetings',
  'notification_reads',
  'notifications',
  'occurrences',
  'paper_batches',
  'paper_numbers',
  'plan_amendments',
  'plan_days',
  'plan_versions',
  'post_holders',
  'posts',
  'received_recipients',
  'report_drafts',
  'report_nudges',
  'response_changes',
  'roster_absences',
  'roster_gaps',
  'roster_members',
  'saved_views',
  'schema_migrations',
  'settings',
  'shift_seats',
  'shift_swaps',
  'shifts',
  'situation_reports',
  'situation_steps',
  'situation_versions',
  'supervision_steps',
  'table_answers',
  'table_asked',
  'table_corrections',
  'table_fillings',
  'table_form_versions',
  'table_forms',
  'table_snapshots',
  'units',
  'verification_batches',
  'verification_lists',
  'verification_replies',
  'warnings',
]

describe('row security', () => {
  it('holds on every table of personal data, for reading and for writing', async () => {
    const tables = await app.db.transaction(nobody, (tx) =>
      tx.sql<{ name: string; secured: boolean; reads: boolean; writes: boolean; fails_closed: boolean }>(
        `select c.relname as name, c.relrowsecurity as secured,
                bool_or(p.polqual is not null) as reads, bool_or(p.polwithcheck is not null) as writes,
                coalesce(bool_and(pg_get_expr(p.polqual, p.polrelid) like '%current_setting(''app.area''%'), false) as fails_closed
         from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_policy p on p.polrelid = c.oid
         where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition group by c.oid order by 1`,
      ),
    )
    const open = tables.filter(({ secured, reads, writes }) => !(secured && reads && writes)).map(({ name }) => name)
    expect(open).toEqual(NOT_PERSONAL)
  })

  it('shows nothing on a connection that was used before and sets no scope', async () => {
    const secured = await app.db.transaction(nobody, (tx) =>
      tx.sql<{ name: string }>(
        `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = current_schema() and c.relrowsecurity`,
      ),
    )
    const connection = await app.db.pool.connect()
    try {
      await connection.query(
        `begin; set local app.area = '230406'; set local app.account = ''; set local app.more_areas = ''; commit`,
      )
      for (const { name } of secured) {
        const { rows } = await connection.query(`select count(*) from ${name}`)
        expect(rows[0].count, name).toBe(0)
      }
    } finally {
      connection.release()
    }
  })
})
