// Lists of persons to be found over HTTP on a real database: read, matched, sent, answered once by the area alone, registered
// in the same transaction, concealment noticed once, replied to, and what the living plan says of it.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { nobody } from '../../platform/db/database.ts'
import { inventedId, registration } from '../people/testing/invented.ts'

const district = await openTestDistrict()
const office = await district.as('office')
const clerk = await district.as('clerk-230406100')
const otherClerk = await district.as('clerk-230406201')
const medic = await district.as('medic-230406100200')
const { app, clock } = district

const LISTS = '/api/v1/verification-lists'
const ENTRIES = '/api/v1/verification-entries'
const letter = (more: object = {}) => ({
  id: newId(),
  kind: 'railway',
  authority: '哈尔滨铁路公安',
  letterNo: `哈铁函〔2020〕${newId().slice(-6)}号`,
  letterDay: '2020-01-24',
  why: '1月20日K339次3车厢有确诊病例',
  originText: '湖北武汉',
  serviceNo: 'K339',
  travelledOn: '2020-01-20',
  ...more,
})
const HEADER = '序号,姓名,身份证号,联系电话,座位号,现住址'
const csv = (...rows: string[]) => ({ name: '旅客名单.csv', content: Buffer.from([HEADER, ...rows, ''].join('\n')) })

async function received(...rows: string[]) {
  const body = letter()
  const answer = await office.post(LISTS, body)
  expect(answer.status, answer.text).toBe(201)
  if (rows.length > 0) {
    const added = await office.upload(`${LISTS}/${body.id}/entries`, csv(...rows))
    expect(added.status, added.text).toBe(201)
  }
  return body.id
}
const entriesOf = async (listId: string, by = office) =>
  (await by.get(`${ENTRIES}?list=${listId}&limit=200`)).body.items
async function sent(...rows: string[]) {
  const id = await received(...rows)
  expect((await office.post(`${LISTS}/${id}/sendings`, {})).status).toBe(201)
  return id
}
const person = (more: object = {}, arrival: object = {}): Record<string, unknown> => ({
  ...registration({ arrival: { arrivalDay: '2020-01-25', ...arrival }, ...more }),
  document: null,
})
const whole = <Row extends object>(text: string, params: unknown[] = []) =>
  app.db.transaction(app.db.whole, (tx) => tx.sql<Row>(text, params))

describe('a list', () => {
  it('is one letter, however often it is sent, and the same letter again is refused', async () => {
    const body = letter()
    expect((await office.post(LISTS, body)).status).toBe(201)
    expect((await office.post(LISTS, body)).status).toBe(201)
    expect((await office.post(LISTS, { ...body, id: newId() })).body.code).toBe('letter_known')
    // Without a deadline of its own it has the plan's.
    const { dueAt, receivedAt } = (await office.get(`${LISTS}/${body.id}`)).body
    expect(Date.parse(dueAt) - Date.parse(receivedAt)).toBe(1440 * 60_000)
    expect((await office.post(LISTS, letter({ dueAt: '2020-01-24T00:00:00.000Z' }))).body).toMatchObject({
      status: 422,
      errors: [{ field: 'dueAt' }],
    })
    expect((await clerk.post(LISTS, letter())).status).toBe(403)
  })

  it('is looked at before anything is saved, bad rows come back with reasons', async () => {
    const id = await received()
    const rows = [
      `1,车内甲,${inventedId()},13911110001,1车1号,新华镇永昌村`,
      '2,车内乙,230406199001011234,,1车2号,',
      '3,车内丙,,13911110003,1车3号,外地',
    ]
    const preview = (await office.upload(`${LISTS}/${id}/entries/preview`, csv(...rows))).body
    expect(preview).toMatchObject({ named: 2, fresh: 2, bad: 1, withArea: 1, withDocument: 1 })
    expect(preview.badRows[0]).toMatchObject({ row: 3, errors: [{ header: '身份证号' }] })
    expect(JSON.stringify(preview.good)).not.toContain('230406195')
    expect(await entriesOf(id)).toEqual([])
    const errors = await office.upload(`${LISTS}/${id}/entries/errors?lang=zh`, csv(...rows))
    expect([errors.status, errors.bytes.subarray(0, 2).toString()]).toEqual([200, 'PK'])
    const bare = { name: '名单.csv', content: Buffer.from('某某,某某\n甲,乙\n') }
    expect((await office.upload(`${LISTS}/${id}/entries`, bare)).body.code).toBe('no_header')
  })

  it('takes the same file twice and adds nobody, also when somebody was sent meanwhile', async () => {
    const rows = [`1,车内甲,${inventedId()},,1车1号,新华镇永昌村`, '2,车内丁,,13911110004,1车2号,']
    const id = await sent(...rows)
    const again = await office.upload(`${LISTS}/${id}/entries`, csv(...rows))
    expect(again.body).toMatchObject({ added: 0, known: 2, counts: { all: 2 } })
    const two = await Promise.all(
      [1, 2].map(() => office.upload(`${LISTS}/${id}/entries`, csv('3,车内戊,,13911110005,,'))),
    )
    expect(two.map(({ body }) => body.added).sort()).toEqual([0, 1])
  })

  it('keeps the number sealed, and every whole look in the audit', async () => {
    const number = inventedId()
    const id = await sent(`1,车内甲,${number},,1车1号,新华镇永昌村`)
    const [entry] = await entriesOf(id, clerk)
    expect(entry.documentMasked).toBe(`${number.slice(0, 3)}***********${number.slice(-4)}`)
    const [row] = await whole<{ text: string }>(
      'select to_jsonb(e)::text as text from verification_entries e where id = $1',
      [entry.id],
    )
    expect(row!.text).not.toContain(number)
    const view = (by: typeof clerk) => by.post(`${ENTRIES}/${entry.id}/document-views`, { reason: '上门核对' })
    expect((await view(clerk)).body.document).toBe(number)
    expect((await view(otherClerk)).status).toBe(404)
    expect((await view(medic)).status).toBe(403)
    const looks = await whole<{ action: string }>(
      'select action from audit_events where subject_id = $1 and action like $2 order by at, id',
      [entry.id, 'document.%'],
    )
    expect(looks.map(({ action }) => action)).toEqual(['document.viewed', 'document.refused', 'document.refused'])
  })
})

describe('matching', () => {
  it('tells who is registered, who is known elsewhere and who is unknown, in the order of certainty', async () => {
    const known = registration({ name: '比对甲', telephones: ['13922220001'] })
    const moved = registration({ name: '比对乙', telephones: ['13922220002'], areaCode: '230406201' })
    const sound = registration({ name: '章维', telephones: [] })
    for (const one of [known, moved, sound]) expect((await office.post('/api/v1/persons', one)).status).toBe(201)
    const born = `${sound.document.number.slice(6, 10)}-${sound.document.number.slice(10, 12)}-${sound.document.number.slice(12, 14)}`
    const id = await received()
    const content = Buffer.from(
      [
        '序号,姓名,身份证号,电话,出生日期,现住址',
        `1,比对甲,${known.document.number},,,`,
        `2,比对乙,${moved.document.number},,,新华镇永昌村`,
        '3,比对甲,,13922220001,,',
        `4,张伟,,,${born},`,
        `5,比对丙,${inventedId()},13922220009,,`,
        '6,别人,,13922220001,,',
        '',
      ].join('\n'),
    )
    await office.upload(`${LISTS}/${id}/entries`, { name: '比对.csv', content })
    const found = await entriesOf(id)
    expect(found.map(({ match, matchBy, isCertain }: Record<string, unknown>) => [match, matchBy, isCertain])).toEqual([
      ['hit', 'document', true],
      ['elsewhere', 'document', true],
      ['hit', 'telephone', false],
      ['hit', 'name', false],
      ['unknown', null, true],
      ['unknown', null, true],
    ])
    // Where the person is registered goes before the address of the list.
    expect(found[1].proposedArea).toBe('230406201')

    const { candidates } = (await office.get(`${ENTRIES}/${found[2].id}`)).body
    expect(candidates).toMatchObject([{ id: known.id, by: 'telephone' }])
    expect(candidates[0].documentMasked).toContain('*')
    const wrong = await office.post(`${ENTRIES}/${found[2].id}/match`, { personId: moved.id })
    expect(wrong.body.code).toBe('not_a_candidate')
    expect((await office.post(`${ENTRIES}/${found[2].id}/match`, { personId: known.id })).body).toMatchObject({
      isCertain: true,
      match: 'hit',
      person: { id: known.id },
    })
    expect((await office.post(`${ENTRIES}/${found[2].id}/match`, { personId: null })).status).toBe(409)
    expect((await office.post(`${ENTRIES}/${found[3].id}/match`, { personId: null })).body.match).toBe('unknown')

    // Matched again nothing changes that somebody said, and the list is judged by what it says itself.
    const [, second, , , fifth] = found
    await office.post(`${LISTS}/${id}/assignments`, { ids: [second.id, fifth.id], areaCode: '230406100200' })
    const before = await entriesOf(id)
    await office.post(`${LISTS}/${id}/matches`)
    expect(await entriesOf(id)).toEqual(before)
    expect(before[1]).toMatchObject({ match: 'elsewhere', proposedArea: '230406100200' })

    const { counts } = (await office.post(`${LISTS}/${id}/answered-hits`)).body
    expect(counts).toMatchObject({ answered: 2, uncertain: 0 })
  })

  it('finds through a registration that was merged', async () => {
    const [kept, twin] = [registration({ name: '并一' }), registration({ name: '并一' })]
    for (const one of [kept, twin]) await office.post('/api/v1/persons', one)
    const { version } = (await office.get(`/api/v1/persons/${kept.id}`)).body
    const id = await received(`1,并一,${twin.document.number},,,`)
    await office.post(`/api/v1/persons/${kept.id}/merges`, { id: newId(), otherId: twin.id, version, otherVersion: 1 })
    const before = (await entriesOf(id))[0]
    // The link went with the registration.
    expect((await office.get(`${ENTRIES}/${before.id}`)).body.person.id).toBe(kept.id)
    expect((await office.post(`${LISTS}/${id}/matches`)).body.counts.hit).toBe(1)
  })
})

describe('a person of a list', () => {
  it('is seen by the office until sent, then by the township it was sent to and by no other, down to the database', async () => {
    const id = await received(`1,只给新华,${inventedId()},,,新华镇永昌村`, `2,未定去向,${inventedId()},,,`)
    expect(await entriesOf(id, clerk)).toEqual([])
    expect((await clerk.get(`${LISTS}/${id}`)).status).toBe(404)
    expect((await office.post(`${LISTS}/${id}/sendings`, {})).body).toEqual({ sent: 1, areas: 1, unassigned: 1 })
    const mine = await entriesOf(id, clerk)
    expect(mine.map(({ name }: { name: string }) => name)).toEqual(['只给新华'])
    expect((await clerk.get(`${LISTS}/${id}`)).body.counts).toMatchObject({ all: 1, sent: 1 })
    expect(await entriesOf(id, otherClerk)).toEqual([])
    expect((await otherClerk.get(`${ENTRIES}/${mine[0].id}`)).status).toBe(404)
    expect((await otherClerk.get(`${LISTS}/${id}`)).status).toBe(404)
    const seenBy = (area: string) =>
      app.db.transaction({ areas: [area], accountId: null }, (tx) =>
        tx.sql<{ name: string }>('select name from verification_entries where list_id = $1 order by no', [id]),
      )
    expect(await seenBy('230406100')).toEqual([{ name: '只给新华' }])
    expect(await seenBy('230406201')).toEqual([])
    expect(await app.db.transaction(nobody, (tx) => tx.sql('select from verification_entries'))).toEqual([])

    const told = (await clerk.get('/api/v1/notifications')).body.items
    expect(told).toContainEqual(
      expect.objectContaining({ kind: 'verificationSent', path: `/verification/persons?list=${id}&state=open` }),
    )
    // Somebody without an area is said where to, and follows.
    const rest = (await office.get(`${ENTRIES}?list=${id}&state=unassigned`)).body.items
    const ids = rest.map((one: { id: string }) => one.id)
    const wrong = await office.post(`${LISTS}/${id}/assignments`, { ids, areaCode: '230406999' })
    expect(wrong.body).toMatchObject({ code: 'unknown_area' })
    await office.post(`${LISTS}/${id}/assignments`, { ids, areaCode: '230406201' })
    expect((await office.post(`${LISTS}/${id}/sendings`, { ids })).body).toMatchObject({ sent: 1, unassigned: 0 })
    expect(await entriesOf(id, otherClerk)).toHaveLength(1)
  })

  it('is signed for, registered from the list and answered in one transaction', async () => {
    const number = inventedId()
    const id = await sent(`1,一步登记,${number},13933330001,,新华镇永昌村`)
    const { batches } = (await clerk.get(`${LISTS}/${id}`)).body
    expect((await clerk.post(`/api/v1/verification-batches/${batches[0].id}/receipt`)).body.batches[0].receivedAt).toBe(
      clock.now(),
    )
    expect((await otherClerk.post(`/api/v1/verification-batches/${batches[0].id}/receipt`)).status).toBe(404)
    const [entry] = await entriesOf(id, clerk)
    const url = `${ENTRIES}/${entry.id}/registrations`
    // A fever of 50 degrees: refused, and nothing of it is kept.
    const bad = person({ name: '一步登记' }, { firstTemperature: 50 })
    const refused = await clerk.post(url, { id: newId(), person: bad })
    expect(refused.body.errors[0].field).toBe('arrival.firstTemperature')
    expect((await clerk.get(`${ENTRIES}/${entry.id}`)).body).toMatchObject({ finding: null, findings: [] })

    const body = { id: newId(), person: person({ name: '一步登记' }) }
    const done = await clerk.post(url, body)
    expect(done.body).toMatchObject({ state: 'answered', finding: 'registered', person: { id: body.person.id } })
    expect((await clerk.post(url, body)).body.findings).toHaveLength(1)
    const registered = (await clerk.get(`/api/v1/persons/${body.person.id}`)).body
    expect(registered.documentMasked.slice(-4)).toBe(number.slice(-4))
    expect((await clerk.get(`/api/v1/persons/${body.person.id}/isolation-periods`)).body.items).toHaveLength(1)
    // What the township owed is met by it.
    const owed = await whole<{ state: string; evidence_kind: string }>(
      'select state, evidence_kind from occurrences where subject = $1',
      [batches[0].id],
    )
    expect(owed).toEqual([{ state: 'inTime', evidence_kind: 'verificationEntry' }])
    expect((await office.get('/api/v1/notifications')).body.items).toContainEqual(
      expect.objectContaining({ kind: 'verificationAnswered', path: `/verification/lists/${id}` }),
    )
  })

  it('keeps neither when the answer cannot be kept: the registration goes back with it', async () => {
    const id = await sent(`1,两头空,${inventedId()},,,新华镇永昌村`)
    const [entry] = await entriesOf(id, clerk)
    // The id of the finding is one of another area, which the clerk does not see: refused only after the person was written.
    const [taken] = await whole<{ id: string }>(
      `select id from verification_findings where area_code = '230406' limit 1`,
    )
    const body = { id: taken!.id, person: person({ name: '两头空' }) }
    expect((await clerk.post(`${ENTRIES}/${entry.id}/registrations`, body)).status).toBe(409)
    expect((await clerk.get(`/api/v1/persons/${body.person.id}`)).status).toBe(404)
  })

  it('is answered once: of two at once one wins, the other is told', async () => {
    const id = await sent(`1,两人抢答,${inventedId()},,,新华镇永昌村`)
    const [entry] = await entriesOf(id, clerk)
    const url = `${ENTRIES}/${entry.id}/findings`
    const answers = await Promise.all(
      [clerk, office].map((by) => by.post(url, { id: newId(), kind: 'leftDistrict', placeText: '哈尔滨市' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const loser = answers.find(({ status }) => status === 409)!
    expect(loser.body.code).toBe('answered_already')
    const { findingId } = (await clerk.get(`${ENTRIES}/${entry.id}`)).body
    // Corrected with a reason, and both stay.
    const fix = { id: newId(), kind: 'notNeeded', reason: '12月已返，早满14天', corrects: findingId }
    expect((await clerk.post(url, fix)).body.errors[0]).toMatchObject({ field: 'correction' })
    const fixed = await clerk.post(url, { ...fix, correction: '电话打错人' })
    expect(fixed.body).toMatchObject({ finding: 'notNeeded', findings: [{ correction: '电话打错人' }, {}] })
    expect((await otherClerk.post(url, fix)).status).toBe(404)
  })

  it('says what was tried when nobody was found', async () => {
    const id = await sent(`1,找不到,${inventedId()},,,新华镇永昌村`)
    const [entry] = await entriesOf(id, clerk)
    const url = `${ENTRIES}/${entry.id}/findings`
    expect((await clerk.post(url, { id: newId(), kind: 'notFound' })).body.code).toBe('tries_needed')
    const tries = [
      { how: 'telephone', at: '2020-01-25T00:00:00.000Z', who: '王经办' },
      { how: 'neighbours', at: '2020-01-25T00:10:00.000Z', who: '村干部李' },
    ]
    const body = { id: newId(), kind: 'notFound', tries, note: '邻居称半年未见' }
    expect((await clerk.post(url, body)).body.findings[0]).toMatchObject({ tries, foundBy: expect.any(String) })
  })

  it('goes on to the township where the person is now, which owes the answer from here on', async () => {
    const id = await sent(`1,去了别乡,${inventedId()},13911118888,,新华镇永昌村`)
    const [entry] = await entriesOf(id, clerk)
    const url = `${ENTRIES}/${entry.id}/findings`
    const moved = { id: newId(), kind: 'movedOn', toArea: '230406201', placeText: '投亲', note: '现住蔬园' }
    // Somebody of that name is registered there: the giving side does not learn of it, nor by sending again.
    await office.post(
      '/api/v1/persons',
      registration({ name: '去了别乡', areaCode: '230406201', document: null, telephones: ['13911118888'] }),
    )
    for (let tries = 0; tries < 2; tries++) {
      const answer = await clerk.post(url, moved)
      expect([answer.status, answer.body.areaCode]).toEqual([201, '230406201'])
      expect(answer.body).toMatchObject({ person: null, candidates: [], findings: [] })
    }
    expect(await entriesOf(id, clerk)).toEqual([])
    const [there] = await entriesOf(id, otherClerk)
    expect(there).toMatchObject({ id: entry.id, state: 'sent', finding: null })
    expect((await otherClerk.get(`${ENTRIES}/${entry.id}`)).body.findings).toMatchObject([
      { kind: 'movedOn', note: '现住蔬园' },
    ])
    const owed = await whole<{ area_code: string; state: string }>(
      `select o.area_code, o.state from occurrences o join verification_batches b on b.id::text = o.subject
       where b.list_id = $1 order by 1`,
      [id],
    )
    expect(owed).toEqual([
      { area_code: '230406100', state: 'inTime' },
      { area_code: '230406201', state: 'open' },
    ])
  })

  it('that is registered elsewhere is linked by the office, who sees both', async () => {
    const there = registration({ name: '已在蔬园', areaCode: '230406201' })
    await office.post('/api/v1/persons', there)
    const id = await received(`1,已在蔬园,${there.document.number},,,`)
    const [one] = await entriesOf(id)
    await office.post(`${LISTS}/${id}/assignments`, { ids: [one.id], areaCode: '230406100200' })
    await office.post(`${LISTS}/${id}/sendings`, {})
    const seen = (await clerk.get(`${ENTRIES}/${one.id}`)).body
    expect(seen).toMatchObject({ person: null, registeredIn: '230406201', candidates: [] })
    const body = { id: newId(), kind: 'alreadyRegistered', personId: there.id }
    expect((await clerk.post(`${ENTRIES}/${one.id}/findings`, body)).body.code).toBe('person_unknown')
    expect((await office.post(`${ENTRIES}/${one.id}/findings`, body)).body.finding).toBe('alreadyRegistered')
    const again = { id: newId(), person: person({ name: '已在蔬园' }) }
    expect((await clerk.post(`${ENTRIES}/${one.id}/registrations`, again)).status).toBe(409)
  })
})

describe('somebody who had been here unregistered', () => {
  const matters = async (entryId: string) =>
    (await office.get('/api/v1/discipline-matters?rule=unregisteredReturnee')).body.items.filter(
      (one: { evidence: { id: string } }) => one.evidence.id === entryId,
    )

  it('is a matter for the township, once, with what led to it', async () => {
    const id = await sent(`1,来了五天,${inventedId()},,,新华镇永昌村`, `2,昨天才到,${inventedId()},,,新华镇永昌村`)
    const [late, fresh] = await entriesOf(id, clerk)
    const register = (entryId: string, name: string, arrivalDay: string) =>
      clerk.post(`${ENTRIES}/${entryId}/registrations`, { id: newId(), person: person({ name }, { arrivalDay }) })
    expect((await register(fresh.id, '昨天才到', '2020-01-24')).body.isUnregistered).toBe(false)
    const done = await register(late.id, '来了五天', '2020-01-20')
    expect(done.body.isUnregistered).toBe(true)
    expect(await matters(fresh.id)).toEqual([])
    const [matter, ...more] = await matters(late.id)
    expect(more).toEqual([])
    expect(matter).toMatchObject({
      rule: 'unregisteredReturnee',
      subject: { id: 'unit:xinhua' },
      evidence: { path: `/verification/persons/${late.id}` },
      facts: { arrivedOn: '2020-01-20' },
    })
    expect(matter.chain.map(({ kind }: { kind: string }) => kind)).toEqual([
      'arrived',
      'listed',
      'sent',
      'foundUnregistered',
    ])
    // A correction does not raise it again.
    const fix = { kind: 'notNeeded', reason: '早满14天', arrivedOn: '2020-01-05', correction: '日期记错' }
    const corrects = done.body.findingId
    expect((await clerk.post(`${ENTRIES}/${late.id}/findings`, { ...fix, id: newId(), corrects })).status).toBe(201)
    expect(await matters(late.id)).toHaveLength(1)
  })
})

describe('the deadline', () => {
  it('is met by the last answer; what is open at it is overdue, and missed at the end of the day', async () => {
    const id = await sent(`1,按时,${inventedId()},,,新华镇永昌村`, `2,拖着,${inventedId()},,,新华镇永昌村`)
    const [first, second] = await entriesOf(id, clerk)
    const gone = () => ({ id: newId(), kind: 'leftDistrict', placeText: '哈尔滨市' })
    await clerk.post(`${ENTRIES}/${first.id}/findings`, gone())
    const mine = async () =>
      (await clerk.get('/api/v1/my-obligations')).body.items.filter((one: { title: { zh: string } }) =>
        one.title.zh.startsWith('名单核查'),
      )
    expect(await mine()).toEqual(expect.arrayContaining([expect.objectContaining({ state: 'open' })]))
    await clock.moveBy(1440)
    expect((await office.get(`${LISTS}/${id}`)).body).toMatchObject({
      counts: { overdue: 1 },
      batches: [{ isOverdue: true }],
    })
    expect((await clerk.get(`${ENTRIES}/count?list=${id}&state=overdue`)).body.count).toBe(1)
    await clerk.post(`${ENTRIES}/${second.id}/findings`, gone())
    const [owed] = await whole<{ state: string }>(
      'select o.state from occurrences o join verification_batches b on b.id::text = o.subject where b.list_id = $1',
      [id],
    )
    expect(owed!.state).toBe('late')
  })

  it('is what the living plan judges the clause by, its list and its figure agreeing', async () => {
    const page = (await office.get('/api/v1/plan/duties/verification/evidence?limit=200')).body
    const kept = page.items.filter((one: { kept: boolean }) => one.kept).length
    expect(page.duty.counts).toEqual({ numerator: kept, denominator: page.items.length })
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(page.items.length)
    expect(page.items.find((one: { kept: boolean }) => !one.kept).zh).toMatch(/第 \d+ 人/)
  })
})

describe('the reply', () => {
  it('is a letter and a workbook of everybody, recorded as sent, and says when it is behind', async () => {
    const id = await sent(`1,复函甲,${inventedId()},,,新华镇永昌村`, `2,复函乙,${inventedId()},,,蔬园乡`)
    for (const format of ['docx', 'xlsx']) {
      const file = await office.get(`${LISTS}/${id}/reply.${format}`)
      expect([file.status, file.bytes.subarray(0, 2).toString()]).toEqual([200, 'PK'])
      expect((await clerk.get(`${LISTS}/${id}/reply.${format}`)).status).toBe(403)
    }
    const reply = { id: newId(), number: '东指办函〔2020〕1号', how: '传真' }
    const recorded = (await office.post(`${LISTS}/${id}/replies`, reply)).body
    expect(recorded).toMatchObject({ replies: [{ counts: { all: 2, open: 2 } }], changedSinceReply: false })
    expect((await office.post(`${LISTS}/${id}/replies`, reply)).body.replies).toHaveLength(1)
    await clock.moveBy(1)
    const [entry] = await entriesOf(id, clerk)
    await clerk.post(`${ENTRIES}/${entry.id}/findings`, { id: newId(), kind: 'leftDistrict', placeText: '哈尔滨市' })
    expect((await office.get(`${LISTS}/${id}`)).body.changedSinceReply).toBe(true)
    const empty = await received()
    expect((await office.post(`${LISTS}/${empty}/replies`, { id: newId() })).body.code).toBe('no_entries')
  })

  it('nobody of a voided list is looked for, and its obligations are called off', async () => {
    const id = await sent(`1,作废甲,${inventedId()},,,新华镇永昌村`)
    const [entry] = await entriesOf(id, clerk)
    await office.post(`${LISTS}/${id}/voidings`, { reason: '来函单位撤回' })
    const answer = await clerk.post(`${ENTRIES}/${entry.id}/findings`, {
      id: newId(),
      kind: 'leftDistrict',
      placeText: '外地',
    })
    expect(answer.body.code).toBe('entry_voided')
    const [owed] = await whole<{ state: string }>(
      'select o.state from occurrences o join verification_batches b on b.id::text = o.subject where b.list_id = $1',
      [id],
    )
    expect(owed!.state).toBe('closed')
    expect(await entriesOf(id, clerk)).toEqual([])
  })
})
