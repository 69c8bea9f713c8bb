// Notifications on the real thing: a fever, an assignment, an overdue check reach whom they concern, nobody else, and once.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { inventedId, registration } from '../people/testing/invented.ts'
import type { NotificationView } from './contract.ts'

const VILLAGE = '230406100200'
const district = await openTestDistrict()
const clerk = await district.as('clerk-230406100')
const elsewhere = await district.as('clerk-230406201')
const medic = await district.as(`medic-${VILLAGE}`)
const office = await district.as('office')
const medicId = (await medic.get('/api/v1/me')).body.account.id as string

const told = async (client: typeof clerk, query = '') =>
  (await client.get(`/api/v1/notifications${query}`)).body.items as NotificationView[]
const kinds = async (client: typeof clerk, query = '') => (await told(client, query)).map(({ kind }) => kind)
const unread = async (client: typeof clerk) => (await client.get('/api/v1/notifications/count?unread=true')).body.count
const readAll = async (client: typeof clerk) =>
  expect((await client.post('/api/v1/notifications/reads', { until: district.clock.now() })).status).toBe(204)

async function register(firstTemperature = 36.5): Promise<{ personId: string; periodId: string }> {
  const person = registration({ areaCode: VILLAGE, arrival: { firstTemperature } })
  await clerk.post('/api/v1/persons', person)
  const { items } = (await clerk.get(`/api/v1/persons/${person.id}/isolation-periods`)).body
  return { personId: person.id, periodId: items[0].id }
}
const assign = (periodIds: string[]) =>
  clerk.post('/api/v1/isolation-assignments', { periodIds, role: 'medic', accountId: medicId })

describe('notifications', () => {
  it('tell a medic of the persons given to him, all of one act in one', async () => {
    const [one, other] = [await register(), await register()]
    await assign([one.periodId, other.periodId])
    expect((await told(medic)).filter(({ kind }) => kind === 'personsAssigned')).toMatchObject([
      { kind: 'personsAssigned', count: 2, path: `/queues/all?medic=${medicId}`, readAt: null },
    ])
    // Whoever did it is not told, nor is anybody else.
    expect(await kinds(clerk)).not.toContain('personsAssigned')
  })

  it('tell of a fever whoever it concerns by assignment or post, and no other township', async () => {
    const { personId, periodId } = await register()
    await assign([periodId])
    await readAll(medic)
    const reading = { id: newId(), periodId, temperature: 38.2, site: 'forehead', observedAt: district.clock.now() }
    expect((await clerk.post('/api/v1/readings', reading)).status).toBe(201)
    for (const client of [medic, clerk, office]) {
      expect((await told(client))[0]).toMatchObject({ kind: 'feverReferred', path: `/persons/${personId}` })
    }
    expect(await kinds(elsewhere)).not.toContain('feverReferred')
    expect(await unread(medic)).toBe(1)
  })

  it('tell both sides of an acting appointment, and who got its work', async () => {
    const stand = await district.as(`village-${VILLAGE}`)
    const standId = (await stand.get('/api/v1/me')).body.account.id as string
    const post = (await medic.get('/api/v1/me')).body.posts[0].id as string
    const [holding] = (await office.get(`/api/v1/posts/${post}`)).body.history
    const acting = { id: newId(), actingFor: holding.id, name: '代某', absence: 'illness', handOver: true }
    const made = await office.post(`/api/v1/posts/${post}/acting-holders`, { ...acting, accountId: standId })
    expect(made.status, made.text).toBe(201)
    expect(await kinds(medic)).toContain('actingForYou')
    expect(await kinds(stand)).toEqual(expect.arrayContaining(['actingStarted', 'workHandedOver']))
    await office.post(`/api/v1/holdings/${acting.id}/ends`, { reason: '痊愈返岗' })
    expect(await kinds(medic)).toContain('actingEnded')
    expect(await kinds(elsewhere)).not.toContain('actingEnded')
  })

  it('tell who may approve of an amendment of the plan, the proposer of its fate, and everybody once it is in force', async () => {
    const director = await district.as('director')
    const planText = district.planFile.planText.replace('yuan: 2000', 'yuan: 3000')
    const effectiveFrom = '2020-01-25T01:00:00.000Z'
    const amendment = { id: newId(), planText, effectiveFrom, runningPeriods: 'keep', reason: '上级要求' }
    expect((await office.post('/api/v1/plan-amendments', amendment)).status).toBe(201)
    expect(await kinds(director)).toContain('planProposed')
    expect(await kinds(clerk)).not.toContain('planProposed')
    await director.post(`/api/v1/plan-amendments/${amendment.id}/approvals`)
    expect(await kinds(office)).toContain('planApproved')
    expect(await kinds(clerk)).not.toContain('planTookEffect')
    await district.clock.moveTo(effectiveFrom)
    expect(await kinds(clerk)).toContain('planTookEffect')
  })

  it('tell the receiving township of a transfer, and the giving one of the answer', async () => {
    const { personId } = await register()
    const offer = { id: newId(), personId, toArea: '230406201200', address: '日新路2号', reason: '投靠亲属' }
    const made = await clerk.post('/api/v1/transfers', { ...offer, movesOn: '2020-01-25' })
    expect(made.status, made.text).toBe(201)
    expect((await told(elsewhere))[0]).toMatchObject({ kind: 'transferOffered', path: '/movements/incoming' })
    expect(await kinds(clerk)).not.toContain('transferOffered')
    await elsewhere.post(`/api/v1/transfers/${offer.id}/return`, { reason: '并无此住址' })
    // Nothing waits any more: the way is to the person, who stays theirs.
    expect((await told(clerk))[0]).toMatchObject({ kind: 'transferReturned', path: `/persons/${personId}` })
  })

  it('tell of all fevers of an imported list in one, with how many and the queue of where they are', async () => {
    const rows = [38.1, 38.2, 36.5].map(
      (celsius, at) => `导入${'甲乙丙'[at]},${inventedId()},2020-01-24,新华镇,${celsius}`,
    )
    const content = Buffer.from(`姓名,身份证号,返鹤日期,乡镇,体温\n${rows.join('\n')}\n`)
    const before = (await told(office)).length
    const imported = await office.upload('/api/v1/imports', { name: '名单.csv', content })
    expect(imported.status, imported.text).toBeLessThan(300)
    const fresh = (await told(office)).slice(0, (await told(office)).length - before)
    expect(fresh).toMatchObject([{ kind: 'feverReferred', count: 2, path: '/queues/fever?area=230406100' }])
  })

  it('hold nothing but kind, area, count and address', async () => {
    const { db } = district.app
    const rows = await db.transaction(db.whole, (tx) => tx.sql('select to_jsonb(n) as row from notifications n'))
    expect(rows.length).toBeGreaterThan(2)
    for (const row of rows) expect(JSON.stringify(row)).not.toMatch(/[\u4e00-\u9fff]/)
  })

  it('are read one by one or all at once, each by its own reader', async () => {
    await register(38.6)
    await register(38.7)
    const [latest, before] = await told(clerk, '?unread=true')
    const open = await unread(clerk)
    expect((await clerk.post('/api/v1/notifications/reads', { ids: [latest!.id] })).status).toBe(204)
    expect(await unread(clerk)).toBe(open - 1)
    expect((await told(clerk, '?unread=true'))[0]!.id).toBe(before!.id)
    // Reading what concerns others changes nothing for them.
    await elsewhere.post('/api/v1/notifications/reads', { ids: [before!.id] })
    expect((await told(clerk, '?unread=true')).map(({ id }) => id)).toContain(before!.id)
    await readAll(clerk)
    expect(await unread(clerk)).toBe(0)
    expect((await told(clerk))[0]).toMatchObject({ id: latest!.id, readAt: expect.any(String) })
  })

  it('come page by page without a gap', async () => {
    const all = (await told(clerk)).map(({ id }) => id)
    const paged: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await clerk.get(`/api/v1/notifications?limit=2${cursor && `&cursor=${cursor}`}`)
      paged.push(...body.items.map(({ id }: NotificationView) => id))
      if (!body.next) break
      cursor = body.next
    }
    expect(paged).toEqual(all)
  })

  it('of overdue checks climb by the steps of the plan, each told once', async () => {
    for (const client of [medic, clerk, office]) await readAll(client)
    const group = await district.as('group-2')
    await readAll(group)
    // Two of the medic's are still to be measured; this one is nobody's, so the post of the village hears of it.
    await register()
    const overdue = async (client: typeof clerk) =>
      (await told(client, '?unread=true')).filter(({ kind }) => kind === 'checksOverdue')
    // The morning window closes at 11:00.
    await district.clock.moveTo('2020-01-25T03:00:00.000Z')
    await district.clock.moveTo('2020-01-25T03:01:00.000Z')
    expect(await overdue(medic)).toHaveLength(2)
    expect((await overdue(medic)).map(({ path }) => path.split('?')[0])).toEqual(['/queues/overdue', '/queues/overdue'])
    expect(await overdue(clerk)).toEqual([])
    await district.clock.moveTo('2020-01-25T03:30:00.000Z')
    expect(await overdue(clerk)).toMatchObject([{ path: '/queues/overdue?area=230406100', areaCode: '230406100' }])
    const { count } = (await overdue(clerk))[0]!
    expect((await clerk.get('/api/v1/isolation-periods/count?queue=overdue&area=230406100')).body.count).toBe(count)
    expect(await overdue(elsewhere)).toEqual([])
    expect(await overdue(group)).toEqual([])
    await district.clock.moveTo('2020-01-25T05:00:00.000Z')
    await district.clock.moveTo('2020-01-25T05:10:00.000Z')
    expect(await overdue(group)).toHaveLength(1)
    expect(await overdue(await district.as('group-1'))).toEqual([])
    expect(await overdue(clerk)).toHaveLength(1)
  })

  it.each([
    [{ ids: [] }],
    [{ ids: ['none'] }],
    [{ until: 'yesterday' }],
    [{}],
    [{ ids: [newId()], until: '2020-01-25T00:00:00Z' }],
  ])('refuse to mark %j', async (body) =>
    expect((await clerk.post('/api/v1/notifications/reads', body)).status).toBe(400),
  )

  it('of an accepted transfer leads to whom the giving township handed over', async () => {
    const { personId } = await register()
    const id = newId()
    const toArea = '230406201200'
    await clerk.post('/api/v1/transfers', { id, personId, toArea, reason: '投靠亲属', movesOn: '2020-01-25' })
    const accepted = await elsewhere.post(`/api/v1/transfers/${id}/acceptance`, { areaCode: toArea })
    expect(accepted.status, accepted.text).toBe(200)
    expect((await told(clerk))[0]).toMatchObject({ kind: 'transferAccepted', path: '/movements/handedOver' })
  })
})
