// Whoever supervises sees who looked at and changed what of a person, and what an account did; the look is kept, a refused
// look too, and of people elsewhere nothing is shown.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { nobody } from '../../platform/db/database.ts'
import { openSpreadsheet } from '../../platform/spreadsheet/index.ts'
import { createAccounts } from '../identity/index.ts'
import { registration } from '../people/testing/invented.ts'
import { AUDIT_ACTIONS, AUDIT_KINDS } from './contract.ts'

const district = await openTestDistrict()
const [clerk, medic, director, supervision, otherClerk] = await Promise.all(
  ['clerk-230406100', 'medic-230406100200', 'director', 'supervision', 'clerk-230406201'].map(district.as),
)

const person = registration({ name: '甄受查' })
await clerk!.post('/api/v1/persons', person)
await clerk!.get(`/api/v1/persons/${person.id}`)
await clerk!.post(`/api/v1/persons/${person.id}/document-views`, { reason: '核对身份' })
const { items } = (await clerk!.get(`/api/v1/persons/${person.id}/isolation-periods`)).body
const reading = {
  id: newId(),
  periodId: items[0].id,
  temperature: 36.5,
  site: 'wrist',
  observedAt: district.clock.now(),
}
await medic!.post('/api/v1/readings', reading)

const log = async (query: string, by = supervision) => (await by!.get(`/api/v1/audit-events?${query}`)).body.items
const actions = async (query: string, by = supervision) =>
  (await log(query, by)).map((event: { action: string }) => event.action)

describe('the audit of a person', () => {
  it('tells who saw and changed what, newest first, with the posts of that moment, and nothing whole', async () => {
    expect(await actions(`person=${person.id}`)).toEqual([
      'reading.recorded',
      'document.viewed',
      'person.viewed',
      'isolation.started',
      'person.registered',
    ])
    const [look] = (await log(`person=${person.id}&kind=look`)).filter(
      (event: { action: string }) => event.action === 'document.viewed',
    )
    expect(look).toMatchObject({
      account: { userName: 'clerk-230406100' },
      person: { id: person.id, name: '甄受查' },
      details: { reason: '核对身份' },
    })
    expect(look.account.posts[0].zh).toContain('新华镇')
    expect(JSON.stringify(await log(`person=${person.id}`))).not.toContain(person.document.number)
  })

  it('keeps that it was looked into, by whom', async () => {
    const [last] = await log(`person=${person.id}`, director)
    expect(last).toMatchObject({ action: 'audit.viewed', account: { userName: 'supervision' } })
  })

  it('keeps refused looks at the number: without the permission, and from another area', async () => {
    const ask = (by: typeof clerk) => by!.post(`/api/v1/persons/${person.id}/document-views`, { reason: '看看' })
    expect((await ask(medic)).status).toBe(403)
    expect((await ask(otherClerk)).status).toBe(404)
    const refused = await log(`person=${person.id}&kind=refused`)
    expect(refused.map((event: { account: { userName: string } }) => event.account.userName)).toEqual([
      'clerk-230406201',
      'medic-230406100200',
    ])
  })

  it('is not for the person of nobody', async () => {
    expect((await supervision!.get(`/api/v1/audit-events?person=${newId()}`)).status).toBe(404)
  })
})

describe('the audit', () => {
  it('is read by account, kind and day, page by page without a gap', async () => {
    const [{ account }] = (await log('kind=refused')).filter((event: { account: unknown }) => event.account)
    expect(await actions(`account=${account.id}`)).toEqual(['document.refused', 'session.opened'])
    expect(await actions('from=2020-01-26')).toEqual([])
    const all = await log('limit=200&to=2020-01-25')
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await supervision!.get(`/api/v1/audit-events?limit=20${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      if (!body.next) break
      cursor = body.next
    }
    // Each page is itself an event, so the walk begins at what was there.
    const ids: string[] = all.map(({ id }: { id: string }) => id)
    expect(seen.filter((id) => ids.includes(id))).toEqual(ids)
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('refuses a day that is none, an unknown kind and a foreign cursor in words', async () => {
    for (const query of ['from=2020-02-31', 'kind=all', 'cursor=abc', 'person=1']) {
      const answer = await supervision!.get(`/api/v1/audit-events?${query}`)
      expect([answer.status, typeof answer.body.zh], query).toEqual([400, 'string'])
    }
  })

  it('is exported in words, and the export is kept', async () => {
    const { bytes } = await supervision!.get(`/api/v1/audit-events/export?person=${person.id}&lang=en`)
    const book = await openSpreadsheet(bytes)
    const rows: string[][] = []
    for await (const row of book.rows()) rows.push(row.cells.map((cell) => cell.text))
    book.close()
    expect(rows[0]).toEqual(['Time', 'Account', 'Action', 'About', 'Area code', 'Details'])
    expect(rows.find((row) => row[2] === 'looked at the whole identity number')).toMatchObject([
      '2020-01-25 08:30',
      expect.stringContaining('clerk-230406100'),
      'looked at the whole identity number',
      expect.stringContaining('甄受查'),
      person.areaCode,
      'reason: 核对身份',
    ])
    expect(rows.flat().join()).not.toContain(person.document.number)
    expect(await actions(`person=${person.id}&kind=export`)).toEqual(['audit.exported'])
  })

  it('shows a supervisor of one township its events alone, and of people elsewhere no name', async () => {
    await district.app.db.transaction(nobody, async (tx) => {
      await tx.sql(
        `insert into posts (id, kind, unit_id, area_code, title_zh, title_en, handles_persons)
         values ('test.supervision', 'supervisionStaff', 'shuyuan', '230406201', '督查', 'supervision', true)`,
      )
      const holdings = [{ postId: 'test.supervision', holderName: '督', holderOffice: '' }]
      await createAccounts(tx, district.app.systemContext(), [{ userName: 'near', displayName: '督', holdings }], {
        password: 'test-password',
      })
    })
    const near = await district.signIn('near')
    expect(await actions('', near)).toEqual([])
    expect((await near.get(`/api/v1/audit-events?person=${person.id}`)).status).toBe(404)
    const own = registration({ areaCode: '230406201200' })
    await otherClerk!.post('/api/v1/persons', own)
    expect(await actions('', near)).toEqual(['isolation.started', 'person.registered'])
  })

  it('says the state of its seals, and verifies them when asked', async () => {
    await district.clock.moveBy(1)
    const { body: before } = await supervision!.get('/api/v1/audit-seals')
    expect(before).toMatchObject({ seals: 1, verification: null })
    const { body: found } = await supervision!.post('/api/v1/audit-verifications')
    expect(found).toMatchObject({ seals: 1, broken: null, until: before.last.sealedAt, events: before.sealedEvents })
    expect((await supervision!.get('/api/v1/audit-seals')).body.verification).toEqual(found)
    expect((await actions('kind=look'))[0]).toBe('audit.verified')
  })
})

it('has words in both languages for every action that was ever written here', async () => {
  const written = await district.app.db.transaction(nobody, (tx) =>
    tx.sql<{ action: string }>('select distinct action from audit_events'),
  )
  for (const { action } of written) expect(AUDIT_ACTIONS, action).toHaveProperty([action])
  for (const words of Object.values(AUDIT_ACTIONS)) {
    expect(words.zh).toMatch(/\p{Script=Han}/u)
    expect(words.en).not.toMatch(/\p{Script=Han}/u)
    expect(AUDIT_KINDS).toContain(words.kind)
  }
})
