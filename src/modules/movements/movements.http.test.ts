// Moving over HTTP on a real database, seen from the giving township, the receiving one, and a third that must see nothing.
import { describe, expect, it } from 'vitest'
import { type Client, openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { nobody } from '../../platform/db/database.ts'
import { registration } from '../people/testing/invented.ts'

const district = await openTestDistrict()
const giver = await district.as('clerk-230406100')
const receiver = await district.as('clerk-230406201')
const receiverHead = await district.as('head-230406201')
const third = await district.as('clerk-230406202')
const office = await district.as('office')
const FROM = '230406100200'
const TO = '230406201200'

async function register(change: object = {}, by: Client = giver) {
  const body = registration({ name: '司马迁居', ...change })
  const answer = await by.post('/api/v1/persons', body)
  expect(answer.status, answer.text).toBe(201)
  const { items } = (await by.get(`/api/v1/persons/${body.id}/isolation-periods`)).body
  return { personId: body.id as string, periodId: items[0]?.id as string, body }
}
const offerOf = (personId: string, change: object = {}) => ({
  id: newId(),
  personId,
  toArea: TO,
  address: '日新路2号',
  reason: '投靠亲属',
  movesOn: '2020-01-25',
  ...change,
})
async function offered(change: object = {}) {
  const { personId, periodId, body } = await register()
  const offer = offerOf(personId, change)
  const answer = await giver.post('/api/v1/transfers', offer)
  expect(answer.status, answer.text).toBe(201)
  return { personId, periodId, body, id: offer.id, offer }
}
const queue = async (client: Client, name: string) =>
  (await client.get(`/api/v1/movements?queue=${name}&limit=200`)).body.items as Record<string, never>[]
const inQueue = async (client: Client, name: string, id: string) =>
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape.
  (await queue(client, name)).find((row) => row.id === id) as any
const events = (personId: string) =>
  district.app.db.transaction(nobody, (tx) =>
    tx.sql<{ action: string; details: object }>(
      `select action, details from audit_events where subject_id = $1 order by id`,
      [personId],
    ),
  )

describe('an offer', () => {
  it('stands in both queues: masked and without an id for the receiver, in full for the giver', async () => {
    const { id, personId, body } = await offered()
    const seen = await inQueue(receiver, 'incoming', id)
    expect(seen).toMatchObject({
      person: { id: null, name: '司***', sex: 'male' },
      fromArea: FROM,
      toArea: TO,
      address: '日新路2号',
      isolation: { state: 'active', dayNumber: 1, days: 14 },
      may: { accept: true, withdraw: false },
      dueAt: '2020-01-25T12:30:00.000Z',
    })
    expect(JSON.stringify(seen)).not.toContain('司马')
    expect(JSON.stringify(seen)).not.toContain(personId)
    expect(JSON.stringify(seen)).not.toContain(body.telephones[0])
    expect((await receiver.get(`/api/v1/persons/${personId}`)).status).toBe(404)
    expect(await inQueue(receiver, 'outgoing', id)).toBeUndefined()
    expect(await inQueue(giver, 'outgoing', id)).toMatchObject({
      person: { id: personId, name: '司马迁居' },
      may: { accept: false, withdraw: true },
    })
    expect(await inQueue(giver, 'incoming', id)).toBeUndefined()
    for (const name of ['incoming', 'outgoing', 'overdue']) expect(await inQueue(third, name, id)).toBeUndefined()
    const { counts } = (await receiver.get('/api/v1/movements/queue-counts')).body
    expect(counts.incoming).toBe((await queue(receiver, 'incoming')).length)
    expect((await receiver.get('/api/v1/movements/count?queue=incoming')).body.count).toBe(counts.incoming)
  })

  it('sent again is the same; a second one of the same person is refused', async () => {
    const { offer, personId } = await offered()
    expect((await giver.post('/api/v1/transfers', offer)).body.id).toBe(offer.id)
    const again = await giver.post('/api/v1/transfers', offerOf(personId))
    expect([again.status, again.body.code]).toEqual([422, 'move.offered'])
    const twins = await register()
    const both = await Promise.all([1, 2].map(() => giver.post('/api/v1/transfers', offerOf(twins.personId))))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422])
    expect((await events(personId)).filter(({ action }) => action === 'transfer.offered')).toHaveLength(1)
  })

  it('leaves the checks with the giver, and takes everything along once accepted', async () => {
    const { id, personId, periodId } = await offered()
    const medics = (await giver.get(`/api/v1/assignees?role=medic&area=${FROM}`)).body.items
    await giver.post('/api/v1/isolation-assignments', { periodIds: [periodId], role: 'medic', accountId: medics[0].id })
    const medic = await district.as(`medic-${FROM}`)
    const read = (by: Client) =>
      by.post('/api/v1/readings', {
        id: newId(),
        periodId,
        temperature: 36.6,
        site: 'forehead',
        observedAt: district.clock.now(),
      })
    const due = async (by: Client) =>
      (await by.get('/api/v1/isolation-periods?queue=all&limit=200')).body.items.filter(
        (row: { id: string }) => row.id === periodId,
      ).length
    expect([await due(giver), await due(receiver)]).toEqual([1, 0])
    expect((await read(receiver)).status).toBe(404)
    expect((await read(medic)).status).toBe(201)
    const before = (await giver.get(`/api/v1/isolation-periods/${periodId}`)).body

    await district.clock.moveBy(1)
    const there = (await receiver.get('/api/v1/assignees?role=medic&area=230406201')).body.items
    const wrong = await receiver.post(`/api/v1/transfers/${id}/acceptance`, { areaCode: TO, medicId: medics[0].id })
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, 'medicId'])
    const mine = await receiver.post(`/api/v1/transfers/${id}/acceptance`, { areaCode: TO, medicId: there[0].id })
    expect(mine.status, mine.text).toBe(200)
    expect(mine.body).toMatchObject({ state: 'accepted', person: { id: personId, name: '司马迁居' } })

    expect([await due(giver), await due(receiver)]).toEqual([0, 1])
    expect((await giver.get(`/api/v1/persons/${personId}`)).status).toBe(404)
    expect((await medic.get(`/api/v1/persons/${personId}`)).status).toBe(404)
    expect((await read(medic)).status).toBe(404)
    const after = (await receiver.get(`/api/v1/isolation-periods/${periodId}`)).body
    expect(after).toMatchObject({
      startDay: before.startDay,
      lastDay: before.lastDay,
      nextCheckDueAt: before.nextCheckDueAt,
      medic: { id: there[0].id },
      guarantor: null,
      person: { areaCode: TO, address: '日新路2号' },
      changes: [{ kind: 'transferred', from: '新华镇 永昌村村委会', to: '蔬园乡 日新村村委会', reason: '投靠亲属' }],
    })
    expect(after.windows).toEqual(before.windows)
    expect(after.readings.map((one: { id: string }) => one.id)).toEqual(
      before.readings.map((one: { id: string }) => one.id),
    )
    expect((await receiver.get('/api/v1/persons?q=simaqianju')).body.items).toHaveLength(1)

    // The giver keeps what it needs: that it was, when, and where to.
    const given = await inQueue(giver, 'handedOver', id)
    expect(given).toMatchObject({ person: { id: null, name: '司***' }, toArea: TO })
    expect(JSON.stringify(given)).not.toContain('司马')
    expect(await inQueue(receiver, 'takenOver', id)).toMatchObject({ person: { id: personId } })
    expect(await inQueue(third, 'handedOver', id)).toBeUndefined()
    const { spans } = (await receiver.get(`/api/v1/persons/${personId}/movements`)).body
    expect(spans.map((span: { area: string }) => span.area)).toEqual([FROM, TO])
    expect(spans[0].until).toBe(spans[1].from)
  })

  it('takes an open referral along', async () => {
    const { personId } = await register({ arrival: { firstTemperature: 38.4 } })
    const offer = offerOf(personId)
    await giver.post('/api/v1/transfers', offer)
    expect(await inQueue(receiver, 'incoming', offer.id)).toMatchObject({ isolation: { state: 'referred' } })
    await receiver.post(`/api/v1/transfers/${offer.id}/acceptance`, { areaCode: TO })
    const fever = (await receiver.get('/api/v1/isolation-periods?queue=fever')).body.items
    expect(fever.map((row: { person: { id: string } }) => row.person.id)).toContain(personId)
    expect((await giver.get('/api/v1/isolation-periods?queue=fever')).body.items).toEqual([])
  })

  it('is accepted once of two at once, and the same acceptance again is the same', async () => {
    const { id, personId } = await offered()
    const url = `/api/v1/transfers/${id}/acceptance`
    const both = await Promise.all([receiver, receiverHead].map((by) => by.post(url, { areaCode: TO })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'transfer_decided' })
    const winner = both[0]?.status === 200 ? receiver : receiverHead
    expect((await winner.post(url, { areaCode: TO })).status).toBe(200)
    expect((await events(personId)).filter(({ action }) => action === 'transfer.accepted')).toHaveLength(1)
  })

  it('is decided by nobody but the side that is asked', async () => {
    const { id } = await offered()
    expect((await giver.post(`/api/v1/transfers/${id}/acceptance`, { areaCode: FROM })).status).toBe(403)
    expect((await receiver.post(`/api/v1/transfers/${id}/withdrawal`, { reason: '不是我' })).status).toBe(403)
    expect((await third.post(`/api/v1/transfers/${id}/acceptance`, { areaCode: '230406202' })).status).toBe(404)
    expect((await third.post(`/api/v1/transfers/${id}/return`, { reason: '不是我' })).status).toBe(404)
    const outside = await receiver.post(`/api/v1/transfers/${id}/acceptance`, { areaCode: '230406202' })
    expect(outside.body.errors[0]).toMatchObject({ code: 'transfer.otherTownship', field: 'areaCode' })
    const nowhere = await receiver.post(`/api/v1/transfers/${id}/acceptance`, { areaCode: '230406201999' })
    expect(nowhere.body.errors[0]).toMatchObject({ code: 'unknown_area' })
  })

  it('comes back with a reason, or is withdrawn, and may be made again', async () => {
    const { id, personId } = await offered()
    const back = await receiver.post(`/api/v1/transfers/${id}/return`, { reason: '查无此住址' })
    expect(back.body).toMatchObject({ state: 'returned', decisionReason: '查无此住址', person: { id: null } })
    const { items, may } = (await giver.get(`/api/v1/persons/${personId}/movements`)).body
    expect(items[0]).toMatchObject({ state: 'returned', decisionReason: '查无此住址' })
    expect(may.transfer).toBe(true)
    const second = offerOf(personId)
    expect((await giver.post('/api/v1/transfers', second)).status).toBe(201)
    const withdrawn = await giver.post(`/api/v1/transfers/${second.id}/withdrawal`, { reason: '不迁了' })
    expect(withdrawn.body.state).toBe('withdrawn')
    const late = await receiver.post(`/api/v1/transfers/${second.id}/acceptance`, { areaCode: TO })
    expect([late.status, late.body.code]).toEqual([409, 'transfer_decided'])
  })

  it('keeps a household together that goes to one place', async () => {
    const householdId = newId()
    const ids = []
    for (const name of ['欧阳甲', '欧阳乙']) {
      const { personId } = await register({ name, householdId })
      const offer = offerOf(personId)
      await giver.post('/api/v1/transfers', offer)
      await receiver.post(`/api/v1/transfers/${offer.id}/acceptance`, { areaCode: TO })
      ids.push(personId)
    }
    const stays = await register({ name: '欧阳丙', householdId })
    const moved = (await receiver.get(`/api/v1/persons/${ids[0]}`)).body
    expect(moved.household).toMatchObject([{ id: ids[1], name: '欧阳乙' }])
    expect(moved.householdId).not.toBe(householdId)
    expect((await giver.get(`/api/v1/persons/${stays.personId}`)).body.household).toEqual([])
  })
})

describe('the command office', () => {
  it('moves somebody at once with a reason; a township cannot', async () => {
    const { personId, periodId } = await register()
    const { movesOn: _day, ...direct } = offerOf(personId)
    expect((await giver.post('/api/v1/direct-transfers', direct)).status).toBe(403)
    expect((await office.post('/api/v1/direct-transfers', direct)).body).toMatchObject({
      state: 'accepted',
      isDirect: true,
    })
    expect((await office.post('/api/v1/direct-transfers', direct)).status).toBe(201)
    expect((await receiver.get(`/api/v1/isolation-periods/${periodId}`)).status).toBe(200)
    expect(await inQueue(receiver, 'takenOver', direct.id)).toMatchObject({ isDirect: true })
  })

  it('hears once of an offer that is overdue', async () => {
    const { id, personId } = await offered()
    const { dueAt } = await inQueue(receiver, 'incoming', id)
    expect(await inQueue(office, 'overdue', id)).toBeUndefined()
    await district.clock.moveTo(dueAt)
    await district.clock.moveBy(1)
    expect(await inQueue(office, 'overdue', id)).toMatchObject({ person: { id: personId } })
    expect(await inQueue(receiver, 'overdue', id)).toMatchObject({ person: { id: null } })
    expect(await inQueue(third, 'overdue', id)).toBeUndefined()
    expect((await events(personId)).filter(({ action }) => action === 'transfer.overdue')).toHaveLength(1)
    expect((await receiver.post(`/api/v1/transfers/${id}/acceptance`, { areaCode: TO })).status).toBe(200)
    expect(await inQueue(office, 'overdue', id)).toBeUndefined()
  })
})

describe('another district', () => {
  const letter = (personId: string, change: object = {}) => ({
    id: newId(),
    personId,
    placeText: '佳木斯市向阳区',
    authority: '向阳区指挥部',
    contact: '0454-0000000',
    reason: '返回原籍继续隔离',
    letterNo: '东指函〔2020〕1号',
    letterDay: '2020-01-25',
    movesOn: '2020-01-25',
    ...change,
  })

  it('is waited for: the person is owed for here until its receipt, and nowhere afterwards', async () => {
    const { personId, periodId } = await register()
    const sent = letter(personId)
    expect((await giver.post('/api/v1/handovers', sent)).status).toBe(201)
    expect((await giver.post('/api/v1/handovers', sent)).body.id).toBe(sent.id)
    const papers = (await giver.get(`/api/v1/persons/${personId}/papers`)).body.items
    expect(papers).toMatchObject([{ kind: 'transferLetter', number: expect.stringMatching(/^YJ2020-/) }])
    const pdf = await giver.get(`/api/v1/papers/${papers[0].id}/pdf`)
    expect([pdf.status, pdf.bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
    expect((await third.get(`/api/v1/papers/${papers[0].id}/pdf`)).status).toBe(404)
    expect(await inQueue(giver, 'noReceipt', sent.id)).toMatchObject({
      place: '佳木斯市向阳区',
      may: { receipt: true },
    })
    expect(await inQueue(third, 'noReceipt', sent.id)).toBeUndefined()
    expect((await giver.get(`/api/v1/isolation-periods/${periodId}`)).body.status.state).toBe('active')
    expect((await giver.post('/api/v1/transfers', offerOf(personId))).body.code).toBe('move.handover')
    const url = `/api/v1/handovers/${sent.id}/receipt`
    expect((await third.post(url, { receiptNo: '1', receiptDay: '2020-01-25' })).status).toBe(404)
    const early = await giver.post(url, { receiptNo: '1', receiptDay: '2020-01-24' })
    expect(early.body.errors[0]).toMatchObject({ code: 'receipt.badDay', field: 'receiptDay' })
    const both = await Promise.all(
      [giver, office].map((by) => by.post(url, { receiptNo: '向指回1号', receiptDay: '2020-01-25' })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const period = (await giver.get(`/api/v1/isolation-periods/${periodId}`)).body
    expect(period).toMatchObject({ status: { state: 'handedOver' }, nextCheckDueAt: null, medic: null })
    expect(period.changes.at(-1)).toMatchObject({ kind: 'handedOver', to: '佳木斯市向阳区' })
    const moved = (await giver.get(`/api/v1/persons/${personId}/movements`)).body
    expect(moved).toMatchObject({ leftOn: '2020-01-25', may: { transfer: false, depart: false } })
    expect(moved.spans.at(-1)).toMatchObject({ area: null, elsewhere: '佳木斯市向阳区', until: null })
    expect(await inQueue(giver, 'noReceipt', sent.id)).toBeUndefined()
    expect((await queue(giver, 'departed')).map((row) => row.state)).toContain('handedOver')
  })

  it('may answer that the person never came: the letter is cancelled and the isolation goes on', async () => {
    const { personId, periodId } = await register()
    const sent = letter(personId)
    await giver.post('/api/v1/handovers', sent)
    const answer = await giver.post(`/api/v1/handovers/${sent.id}/cancellation`, { reason: '本人未成行' })
    expect(answer.body).toMatchObject({ state: 'cancelled' })
    expect((await giver.get(`/api/v1/isolation-periods/${periodId}`)).body.status.state).toBe('active')
  })

  it('sends somebody with days that count here, and is owed a receipt', async () => {
    const { personId, periodId } = await register({ arrival: { arrivalDay: '2020-01-25' } })
    const { reason: _reason, ...said } = letter(personId)
    const taken = { ...said, letterNo: '向指函2号', daysElsewhere: 5, documents: 0 }
    expect((await giver.post('/api/v1/takeovers', taken)).body.errors[0].field).toBe('documents')
    const answer = await giver.post('/api/v1/takeovers', { ...taken, documents: 2 })
    expect(answer.body).toMatchObject({ kind: 'handIn', state: 'open', daysElsewhere: 5, daysCredited: 5 })
    const period = (await giver.get(`/api/v1/isolation-periods/${periodId}`)).body
    expect(period).toMatchObject({ days: 9, lastDay: '2020-02-03' })
    expect(period.changes).toMatchObject([{ kind: 'credited', from: '2020-02-08', to: '2020-02-03' }])
    expect(await inQueue(giver, 'receiptOwed', taken.id)).toMatchObject({ documents: 2 })
    const sent = await giver.post(`/api/v1/handovers/${taken.id}/receipt`, { receiptDay: '2020-01-25' })
    expect(sent.body).toMatchObject({ state: 'closed' })
    expect(await inQueue(giver, 'receiptOwed', taken.id)).toBeUndefined()
    expect((await giver.get(`/api/v1/isolation-periods/${periodId}`)).body.status.state).toBe('active')
  })
})

describe('leaving', () => {
  const departure = (personId: string, change: object) => ({
    id: newId(),
    personId,
    departedOn: '2020-01-25',
    destination: '哈尔滨',
    ...change,
  })
  const leave = { kind: 'permitted', permittedBy: '区指挥部', reason: '家人病危' }

  it('before the end needs leave, and a post that may end the isolation', async () => {
    const { personId, periodId } = await register()
    expect((await giver.post('/api/v1/departures', departure(personId, { kind: 'completed' }))).body.code).toBe(
      'departure.inIsolation',
    )
    expect((await giver.post('/api/v1/departures', departure(personId, leave))).status).toBe(403)
    const body = departure(personId, leave)
    expect((await office.post('/api/v1/departures', body)).status).toBe(201)
    expect((await office.post('/api/v1/departures', body)).body.id).toBe(body.id)
    expect((await giver.get(`/api/v1/isolation-periods/${periodId}`)).body.status.state).toBe('endedEarly')
    expect(await inQueue(giver, 'departed', body.id)).toMatchObject({ state: 'permitted', place: '哈尔滨' })
    expect((await giver.get(`/api/v1/persons/${personId}`)).body.arrival.leftOn).toBe('2020-01-25')
    expect((await giver.post('/api/v1/transfers', offerOf(personId))).body.code).toBe('move.left')
  })

  it('recorded by mistake is voided with a reason, and the person is here and may leave another time', async () => {
    const { personId } = await register({ arrival: { arrivalDay: '2020-01-02' } })
    const body = departure(personId, { kind: 'completed' })
    expect((await giver.post('/api/v1/departures', body)).status).toBe(201)
    const url = `/api/v1/departures/${body.id}/voiding`
    expect((await third.post(url, { reason: '登错了人' })).status).toBe(404)
    expect((await giver.post(url, { reason: '' })).status).toBe(400)
    const answer = await giver.post(url, { reason: '登错了人' })
    expect(answer.body).toMatchObject({ state: 'voided', decisionReason: '登错了人', may: { void: false } })
    expect((await giver.post(url, { reason: '登错了人' })).status).toBe(200)
    expect((await giver.post(url, { reason: '别的' })).body.code).toBe('departure.voided')
    expect(await inQueue(giver, 'departed', body.id)).toBeUndefined()
    expect((await giver.get(`/api/v1/persons/${personId}`)).body.arrival.leftOn).toBeNull()
    const again = departure(personId, { kind: 'completed' })
    expect((await giver.post('/api/v1/departures', again)).body).toMatchObject({ state: 'completed' })
    // Whoever came again had left.
    const arrival = registration().arrival as object
    expect((await giver.post(`/api/v1/persons/${personId}/arrivals`, arrival)).status).toBe(201)
    const late = await giver.post(`/api/v1/departures/${again.id}/voiding`, { reason: '又错了' })
    expect(late.body.code).toBe('departure.cameAgain')
  })

  it('with leave and by mistake: voided, the isolation goes on with its clock', async () => {
    const { personId, periodId } = await register()
    const period = async () => (await giver.get(`/api/v1/isolation-periods/${periodId}`)).body
    const before = await period()
    const body = departure(personId, leave)
    expect((await office.post('/api/v1/departures', body)).status).toBe(201)
    const answer = await office.post(`/api/v1/departures/${body.id}/voiding`, { reason: '登错了人' })
    expect(answer.body, answer.text).toMatchObject({ state: 'voided' })
    const after = await period()
    expect(after).toMatchObject({
      status: { state: 'active' },
      endsAt: before.endsAt,
      nextCheckDueAt: before.nextCheckDueAt,
      medic: before.medic,
    })
    expect(after.changes.map(({ kind }: { kind: string }) => kind)).toEqual(['endedEarly', 'resumed'])
  })

  it('without a word is a matter of its own, and the isolation is owed as before', async () => {
    const { personId, periodId } = await register()
    const body = departure(personId, { kind: 'gone', reason: '两次上门无人，电话关机' })
    expect((await giver.post('/api/v1/departures', body)).status).toBe(201)
    expect(await inQueue(giver, 'gone', body.id)).toMatchObject({ state: 'gone', may: { resolve: true } })
    expect((await giver.get(`/api/v1/isolation-periods/${periodId}`)).body.status.state).toBe('active')
    expect(
      (await giver.post('/api/v1/departures', departure(personId, { kind: 'gone', reason: '又' + '不见' }))).body.code,
    ).toBe('departure.goneAlready')
    const url = `/api/v1/departures/${body.id}/resolution`
    expect((await third.post(url, { resolution: '找到' })).status).toBe(404)
    expect((await giver.post(url, { resolution: '已劝返，在家' })).body).toMatchObject({ state: 'resolved' })
    expect((await office.post(url, { resolution: '别处找到' })).status).toBe(409)
    expect(await inQueue(giver, 'gone', body.id)).toBeUndefined()
  })
})

describe('a transient', () => {
  const stay = () => ({ id: newId(), place: '迎宾旅店', room: '203', untilDay: '2020-01-28' })
  const passing = async (arrival: object = {}) => {
    const said = stay()
    const known = await register({
      arrival: { originText: '哈尔滨市', arrivalDay: '2020-01-25', stay: said, ...arrival },
    })
    return { ...known, stayId: said.id }
  }
  const check = (id: string, temperature: number, by: Client = giver) =>
    by.post(`/api/v1/stays/${id}/checks`, { id: newId(), temperature })

  it('is checked daily and does not isolate; a check again is the same, the next is owed tomorrow', async () => {
    const { personId, periodId, stayId } = await passing()
    expect(periodId).toBeUndefined()
    const row = await inQueue(giver, 'transients', stayId)
    expect(row).toMatchObject({ person: { id: personId }, place: '迎宾旅店 203', untilDay: '2020-01-28' })
    expect(row.dueAt).toBe('2020-01-26T12:00:00.000Z')
    expect(await inQueue(third, 'transients', stayId)).toBeUndefined()
    expect((await check(stayId, 36.4, third)).status).toBe(404)
    expect((await check(stayId, 366)).body.errors[0].field).toBe('temperature')
    expect((await check(stayId, 36.4)).body).toMatchObject({ lastTemperature: 36.4, dueAt: '2020-01-26T12:00:00.000Z' })
    const left = await giver.post(`/api/v1/stays/${stayId}/end`, { leftOn: '2020-01-25', destination: '牡丹江' })
    expect(left.body).toMatchObject({ state: 'left' })
    expect(await inQueue(giver, 'transients', stayId)).toBeUndefined()
    expect((await giver.get(`/api/v1/persons/${personId}`)).body.arrival).toMatchObject({
      isTransient: true,
      leftOn: '2020-01-25',
    })
  })

  it('with a fever is referred at once and isolates', async () => {
    const { personId, stayId } = await passing()
    expect((await check(stayId, 38.1)).body).toMatchObject({ state: 'isolated' })
    const [period] = (await giver.get(`/api/v1/persons/${personId}/isolation-periods`)).body.items
    expect(period).toMatchObject({ status: { state: 'referred' }, referrals: [{ temperature: 38.1 }] })
    expect((await check(stayId, 36.5)).body.code).toBe('stay.over')
  })

  it('from a key area isolates like anybody', async () => {
    const { periodId, stayId } = await passing({ originText: '湖北武汉' })
    expect(periodId).toBeDefined()
    expect(await inQueue(giver, 'transients', stayId)).toBeUndefined()
  })

  it('who comes again to isolate has left the inn', async () => {
    const { personId, stayId } = await passing({ arrivalDay: '2020-01-24' })
    const again = registration({ arrival: { originText: '湖北武汉', arrivalDay: '2020-01-25' } }).arrival
    const answer = await giver.post(`/api/v1/persons/${personId}/arrivals`, again)
    expect(answer.status, answer.text).toBe(201)
    expect(await inQueue(giver, 'transients', stayId)).toBeUndefined()
    expect((await check(stayId, 36.5)).body.code).toBe('stay.over')
  })

  it('who isolates under another registration is not let go by the end of the stay', async () => {
    const isolating = await register({ name: '住店同一人' })
    const staying = await passing()
    const merge = { id: newId(), otherId: staying.personId, version: 1, otherVersion: 1 }
    const merged = await giver.post(`/api/v1/persons/${isolating.personId}/merges`, merge)
    expect(merged.status, merged.text).toBe(201)
    const medic = await district.as('medic-230406100200')
    const left = await medic.post(`/api/v1/stays/${staying.stayId}/end`, { leftOn: '2020-01-25' })
    expect([left.status, left.body.code]).toEqual([422, 'departure.inIsolation'])
    // Nor is a fever taken there and told to nobody.
    const fever = await check(staying.stayId, 38.4)
    expect([fever.status, fever.body.code]).toEqual([422, 'stay.inIsolation'])
    const [period] = (await giver.get(`/api/v1/persons/${isolating.personId}/isolation-periods`)).body.items
    expect(period.status.state).toBe('active')
  })

  it('stays at least until the day of the arrival', async () => {
    const body = registration({ arrival: { stay: { ...stay(), untilDay: '2020-01-01' } } })
    expect((await giver.post('/api/v1/persons', body)).body.errors[0].field).toBe('arrival.stay.untilDay')
  })
})
