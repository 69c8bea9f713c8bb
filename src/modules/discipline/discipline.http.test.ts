// Discipline over HTTP on a real database: each offence gives one matter, whoever is concerned is heard before anything is laid
// upon them, and nobody else sees it.
import { describe, expect, it } from 'vitest'
import { type Client, openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { nobody } from '../../platform/db/database.ts'
import { registration } from '../people/testing/invented.ts'

const district = await openTestDistrict()
const office = await district.as('office')
const director = await district.as('director')
const clerk = await district.as('clerk-230406100')
const otherClerk = await district.as('clerk-230406201')
const medic = await district.as('medic-230406100200')
const MATTERS = '/api/v1/discipline-matters'

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape.
const all = async (query: string, by: Client = office): Promise<any[]> =>
  (await by.get(`${MATTERS}?limit=200&${query}`)).body.items
const matterOf = async (rule: string, subject: string) => (await all(`rule=${rule}&subject=${subject}`))[0]

describe('a daily report', () => {
  it('that is missing at the end of the day is one matter of its unit, once', async () => {
    expect(await all('')).toEqual([])
    await district.clock.moveTo('2020-01-25T16:30:00.000Z')
    await district.clock.moveBy(1)
    const missed = await all('rule=missedReport')
    expect(missed.map(({ subject }) => subject.id)).toContain('unit:xinhua')
    expect(new Set(missed.map(({ subject }) => subject.id)).size).toBe(missed.length)
    // Seven townships and sub-districts, eight groups.
    expect(missed).toHaveLength(15)
    expect((await office.get(`${MATTERS}/count?rule=missedReport`)).body.count).toBe(15)
    const told = (await office.get('/api/v1/notifications?limit=200')).body.items
    expect(told.filter(({ kind }: { kind: string }) => kind === 'disciplineRaised')).toHaveLength(1)
    expect(missed[0]).toMatchObject({ trigger: { zh: '漏报' }, state: 'open', evidence: { kind: 'occurrence' } })
  })
})

describe('who sees it', () => {
  it('is whoever the plan names, and its unit only once it is asked', async () => {
    const { id } = await matterOf('missedReport', 'unit:xinhua')
    expect((await clerk.get(MATTERS)).status).toBe(403)
    expect((await clerk.get(`${MATTERS}/figures`)).status).toBe(403)
    expect((await clerk.get(`${MATTERS}/${id}`)).status).toBe(404)
    expect(await all('mine=true', clerk)).toEqual([])
    const group = await district.as('group-1')
    expect((await group.get(MATTERS)).status).toBe(403)
    const supervision = await district.as('supervision')
    expect((await supervision.get(`${MATTERS}/${id}`)).status).toBe(200)
    expect((await office.get(`${MATTERS}/${id}`)).status).toBe(200)
  })
})

describe('a hearing', () => {
  it('comes before a penalty; the unit answers in its own screen; then the director decides', async () => {
    const { id } = await matterOf('missedReport', 'unit:xinhua')
    const url = `${MATTERS}/${id}`
    const penalty = { outcome: 'admonition', decision: '首次漏报，予以训诫' }
    expect((await director.post(`${url}/decision`, penalty)).body).toMatchObject({ status: 422, code: 'not_heard' })
    expect((await office.post(`${url}/decision`, penalty)).status).toBe(403)
    expect((await office.post(`${url}/answer`, { answer: '代为说明' })).status).toBe(404)
    const question = { question: '当日为何没有上报' }
    const asked = await office.post(`${url}/hearing`, question)
    expect(asked.status, asked.text).toBe(200)
    expect((await office.post(`${url}/hearing`, question)).status).toBe(200)
    expect((await director.post(`${url}/hearing`, { question: '另问一次' })).status).toBe(409)
    expect((await director.post(`${url}/decision`, penalty)).body).toMatchObject({ code: 'still_time' })
    const told = (await clerk.get('/api/v1/notifications')).body.items
    expect(told).toContainEqual(expect.objectContaining({ kind: 'disciplineAsked', path: `/discipline/${id}` }))
    const [own] = await all('mine=true', clerk)
    expect(own).toMatchObject({ id, heardBy: null, may: { answer: true, decide: false, hear: false }, outcomes: [] })
    expect(await all('mine=true', otherClerk)).toEqual([])
    expect((await otherClerk.post(`${url}/answer`, { answer: '不是我们' })).status).toBe(404)
    const answer = { answer: '网络中断，已电话报告' }
    expect((await clerk.post(`${url}/answer`, answer)).status).toBe(200)
    expect((await clerk.post(`${url}/answer`, answer)).status).toBe(200)
    expect((await clerk.post(`${url}/answer`, { answer: '改口' })).status).toBe(409)
    const decided = await director.post(`${url}/decision`, penalty)
    expect(decided.body).toMatchObject({ state: 'decided', outcome: { key: 'admonition' }, may: { decide: false } })
    expect((await director.post(`${url}/decision`, { outcome: 'dismissed', decision: '再想想' })).status).toBe(409)
    expect((await clerk.get(url)).body).toMatchObject({ outcome: { name: { zh: '训诫' } }, decidedBy: null })
  })

  it('whose time passed without an answer lets the decision be made', async () => {
    const { id } = await matterOf('missedReport', 'unit:shuyuan')
    await office.post(`${MATTERS}/${id}/hearing`, { question: '为何没有上报' })
    await district.clock.moveBy(60 * 24)
    const explained = await director.post(`${MATTERS}/${id}/decision`, { outcome: 'explained', decision: '有理由' })
    expect(explained.body).toMatchObject({ code: 'no_answer' })
    const decided = await director.post(`${MATTERS}/${id}/decision`, { outcome: 'criticism', decision: '不作说明' })
    expect(decided.status, decided.text).toBe(200)
  })

  it('is not needed to dismiss', async () => {
    const { id } = await matterOf('missedReport', 'unit:gongrencun')
    const decided = await director.post(`${MATTERS}/${id}/decision`, { outcome: 'dismissed', decision: '当日系统故障' })
    expect(decided.body).toMatchObject({ state: 'decided' })
  })
})

it('figures by unit agree with the lists behind them, and the clause is judged by them', async () => {
  const { items } = (await office.get(`${MATTERS}/figures`)).body
  for (const { subject, all: count, open } of items) {
    const list = await all(`subject=${subject.id}`)
    expect(list).toHaveLength(count)
    expect(list.filter(({ state }) => state !== 'decided')).toHaveLength(open)
  }
  await district.clock.moveBy(60 * 24 * 3)
  const evidence = (await office.get('/api/v1/plan/duties/discipline/evidence?limit=200')).body
  expect(evidence.items.map(({ kept }: { kept: boolean }) => kept)).toContain(true)
  expect(evidence.items.map(({ kept }: { kept: boolean }) => kept)).toContain(false)
  expect(JSON.stringify(evidence.items)).not.toContain('新华')
})

/** Isolating with the medic of the village, from the day before on. */
async function isolating(count: number) {
  const made = []
  for (let n = 0; n < count; n++) {
    const body = registration({ areaCode: '230406100200', arrival: { arrivalDay: '2020-01-29' } })
    expect((await office.post('/api/v1/persons', body)).status).toBe(201)
    const { items } = (await office.get(`/api/v1/persons/${body.id}/isolation-periods`)).body
    made.push({ personId: body.id as string, periodId: items[0].id as string })
  }
  return made
}
const read = (by: Client, periodId: string, temperature: number, observedAt: string) =>
  by.post('/api/v1/readings', { id: newId(), periodId, temperature, site: 'forehead', observedAt })
const at = (seconds: number) => new Date(Date.parse(district.clock.now()) + seconds * 1000).toISOString()

describe('readings that look invented', () => {
  it('are a matter of the medic who entered many homes within seconds, and of nobody slower', async () => {
    await district.clock.moveTo('2020-01-31T00:30:00.000Z')
    const homes = await isolating(8)
    for (const [index, { periodId }] of homes.entries()) {
      expect((await read(medic, periodId, 36.2 + index / 10, at(index - 30))).status).toBe(201)
    }
    await district.clock.moveTo('2020-01-31T16:30:00.000Z')
    const found = await all('rule=rapidReadings')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      subject: { id: expect.stringMatching(/^account:/) },
      facts: { homes: 8, seconds: 60 },
    })
    await district.clock.moveBy(60)
    expect(await all('rule=rapidReadings')).toHaveLength(1)
  })

  it('are one when the same temperature stands ten times in a row', async () => {
    const [one] = await isolating(1)
    for (let day = 1; day <= 5; day++) {
      for (const time of ['T01:00:00.000Z', 'T07:00:00.000Z']) {
        await district.clock.moveTo(`2020-02-0${day}${time}`)
        const answer = await read(medic, one!.periodId, 36.5, district.clock.now())
        expect(answer.status, answer.text).toBe(201)
      }
      if (day === 4) {
        await district.clock.moveTo('2020-02-04T16:30:00.000Z')
        expect(await all('rule=equalReadings')).toEqual([])
      }
    }
    await district.clock.moveTo('2020-02-05T16:30:00.000Z')
    expect(await all('rule=equalReadings')).toMatchObject([{ facts: { persons: 1, equal: 10 } }])
  })
})

describe('a case', () => {
  async function suspected(arrivalDay: string) {
    const body = registration({ areaCode: '230406201200', arrival: { arrivalDay, firstTemperature: 38.6 } })
    await office.post('/api/v1/persons', body)
    const referralId = await district.app.db.transaction(district.app.db.whole, async (tx) => {
      const [row] = await tx.sql<{ id: string }>('select id from referrals where person_id = $1', [body.id])
      return row!.id
    })
    const step = (name: string, more: object = {}) =>
      office.post(`/api/v1/referrals/${referralId}/steps`, { step: name, at: district.clock.now(), ...more })
    await step('notified')
    await step('called')
    await step('pickedUp')
    await step('atFacility', { facility: '区医院' })
    const closed = await step('outcome', { outcome: 'suspected' })
    expect(closed.status, closed.text).toBeLessThan(300)
    return referralId
  }
  it('whose person was registered late is a matter of the township, with what led to it', async () => {
    const referralId = await suspected('2020-02-01')
    const found = (await all('rule=caseFromGap')).filter(({ evidence }) => evidence.id === referralId)
    expect(found).toMatchObject([{ subject: { id: 'unit:shuyuan' }, trigger: { zh: '失职致疫情扩散' } }])
    expect(found[0].chain.map(({ kind }: { kind: string }) => kind)).toEqual(['arrived', 'registered', 'suspected'])
  })
  it('of somebody registered at once is none', async () => {
    const referralId = await suspected('2020-02-05')
    expect((await all('rule=caseFromGap')).filter(({ evidence }) => evidence.id === referralId)).toEqual([])
  })
})

it('every look at a matter is in the audit', async () => {
  const [{ id }] = (await all('')) as [{ id: string }]
  await office.get(`${MATTERS}/${id}`)
  const events = await district.app.db.transaction(nobody, (tx) =>
    tx.sql<{ action: string }>('select action from audit_events where subject_id = $1', [id]),
  )
  expect(events.map(({ action }) => action)).toContain('discipline.viewed')
})
