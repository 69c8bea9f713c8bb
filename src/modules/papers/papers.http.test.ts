// Papers over HTTP: printed in batches as records, served with proof, voided, the queue of notices not served, certificates
// that strangers verify, each from the right area and the wrong one.
import { describe, expect, it } from 'vitest'
import { type Client, openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { nobody } from '../../platform/db/database.ts'
import { untilSomebodyWaits } from '../../platform/testing/waits.ts'
import { PICTURE } from '../files/testing/pictures.ts'
import { inventedId, registration } from '../people/testing/invented.ts'

const district = await openTestDistrict()
const clerk = await district.as('clerk-230406100')
const medic = await district.as('medic-230406100200')
const elsewhere = await district.as('clerk-230406201')
const office = await district.as('office')

const begin = async (name = '何国涛', arrival = {}) => {
  const { personId } = (await clerk.post('/api/v1/persons', registration({ name, arrival }))).body
  const { items } = (await clerk.get(`/api/v1/persons/${personId}/isolation-periods`)).body
  return { personId: personId as string, periodId: items[0].id as string }
}
const print = (kind: string, periodIds: string[], { id = newId(), by = clerk }: { id?: string; by?: Client } = {}) =>
  by.post('/api/v1/paper-batches', { id, kind, periodIds })
const printNotice = async () => {
  const one = await begin()
  const answer = await print('isolationNotice', [one.periodId])
  expect(answer.status, answer.text).toBe(201)
  return { ...one, paperId: answer.body.done[0].id as string, number: answer.body.done[0].number as string }
}
const serve = (papers: { id: string; fileId?: string }[], more: object = {}, by = medic) =>
  by.post('/api/v1/paper-services', { papers, how: 'inPerson', at: district.clock.now(), ...more })
const papersOf = async (personId: string, by = clerk) => (await by.get(`/api/v1/persons/${personId}/papers`)).body.items
const notServed = async (by = clerk): Promise<string[]> =>
  (await by.get('/api/v1/isolation-periods?queue=noNotice&limit=200')).body.items.map(({ id }: { id: string }) => id)
const count = async (by = clerk) => (await by.get('/api/v1/isolation-periods/queue-counts')).body.counts.noNotice
const auditOf = (personId: string) =>
  district.app.db.transaction(nobody, async (tx) =>
    (
      await tx.sql<{ action: string }>(
        `select action from audit_events where subject_id = $1 and action like 'paper%' order by id`,
        [personId],
      )
    ).map(({ action }) => action),
  )

describe('printing', () => {
  it('makes a record for each, numbered in turn, and one PDF of all pages', async () => {
    const all = [await begin(), await begin(), await begin()]
    const id = newId()
    const answer = await print(
      'isolationNotice',
      all.map(({ periodId }) => periodId),
      { id },
    )
    expect(answer.body).toMatchObject({ id, refused: [], missing: [] })
    const numbers: string[] = answer.body.done.map(({ number }: { number: string }) => number)
    expect(numbers.map((number) => Number(number.slice(-6)) - Number(numbers[0]!.slice(-6)))).toEqual([0, 1, 2])
    const pdf = await clerk.get(`/api/v1/paper-batches/${id}/pdf`)
    expect(pdf.headers).toMatchObject({ 'content-type': 'application/pdf' })
    expect(String(pdf.headers['content-disposition'])).toContain(
      encodeURIComponent('隔离医学观察告知书-2020-01-25-3份.pdf'),
    )
    expect(pdf.bytes.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(3)
    const [paper] = await papersOf(all[0]!.personId)
    expect(paper).toMatchObject({ kind: 'isolationNotice', number: numbers[0], served: null, voided: null })
    expect(paper.templateHash).toMatch(/^[0-9a-f]{16}$/)
    // What it says is sealed below.
    const [row] = await district.app.db.transaction(district.app.db.whole, (tx) =>
      tx.sql<{ text: string; facts: Buffer }>(
        'select p::text as text, facts_sealed as facts from papers p where id = $1',
        [paper.id],
      ),
    )
    expect(row!.text).not.toContain('何国涛')
    expect(district.app.sealer.open(row!.facts, paper.id)).toContain('何国涛')
    expect(await auditOf(all[0]!.personId)).toEqual(['paper.printed'])
  })

  it('says what the plan says: days, windows, threshold, command, the place that was decided', async () => {
    const { paperId } = await printNotice()
    const [row] = await district.app.db.transaction(district.app.db.whole, (tx) =>
      tx.sql<{ facts: Buffer }>('select facts_sealed as facts from papers where id = $1', [paperId]),
    )
    expect(JSON.parse(district.app.sealer.open(row!.facts, paperId))).toMatchObject({
      head: { district: '东山区', command: '东山战区指挥部', emergency: expect.stringContaining('120') },
      person: { name: '何国涛', document: expect.stringMatching(/^230\*+/), area: expect.stringContaining('新华镇') },
      period: {
        place: 'home',
        from: '2020年1月24日',
        until: '2020年2月7日',
        days: 14,
        checksADay: 2,
        windows: '上午06:00–11:00、下午14:00–20:00',
        feverThreshold: '37.3',
      },
    })
  })

  it('again is the same paper; after an extension it is another, and the one nobody was served gives way', async () => {
    const { periodId, personId } = await begin()
    const id = newId()
    const first = await print('isolationNotice', [periodId], { id })
    expect((await print('isolationNotice', [periodId], { id })).body.done).toMatchObject([
      { id: first.body.done[0].id, again: true },
    ])
    const again = await print('isolationNotice', [periodId])
    expect(again.body.done).toMatchObject([
      { id: first.body.done[0].id, number: first.body.done[0].number, again: true },
    ])
    await office.post(`/api/v1/isolation-periods/${periodId}/extensions`, {
      id: newId(),
      days: 7,
      reason: '同住人员发热',
    })
    const next = await print('isolationNotice', [periodId])
    expect(next.body.done[0]).toMatchObject({ again: false })
    expect(await papersOf(personId)).toMatchObject([
      { id: next.body.done[0].id, voided: null },
      { id: first.body.done[0].id, voided: { reason: `由 ${next.body.done[0].number} 取代` } },
    ])
  })

  it('by two at once makes one paper', async () => {
    const { periodId, personId } = await begin()
    const answers = await Promise.all([1, 2, 3].map(() => print('isolationNotice', [periodId])))
    expect(new Set(answers.map(({ body }) => body.done[0].id)).size).toBe(1)
    expect(await papersOf(personId)).toHaveLength(1)
  })

  it('of somebody who is merged in that very instant leaves no paper with the registration that was given up', async () => {
    const [kept, merged] = [await begin(), await begin()]
    const { db } = district.app
    const answer = await db.transaction(db.whole, async (tx) => {
      await tx.sql('select from persons where id = any ($1) order by id for update', [[kept.personId, merged.personId]])
      const sent = print('isolationNotice', [merged.periodId])
      await untilSomebodyWaits(db)
      await tx.sql(
        `update persons set voided_at = $3, void_reason = 'merged', merged_into = $2, version = version + 1 where id = $1`,
        [merged.personId, kept.personId, district.clock.now()],
      )
      return { sent }
    })
    expect((await answer.sent).body).toMatchObject({ done: [], refused: [{ id: merged.periodId }] })
    const papers = await db.transaction(db.whole, (tx) =>
      tx.sql('select id from papers where person_id = $1', [merged.personId]),
    )
    expect(papers).toEqual([])
  })

  it('refuses each by itself, and a batch of another under the same id', async () => {
    const { periodId } = await begin()
    const id = newId()
    const strange = newId()
    const answer = await print('releaseCertificate', [periodId, strange], { id })
    expect(answer.body).toMatchObject({
      done: [],
      refused: [
        { id: periodId, reasons: [{ code: 'paper.notReleased' }] },
        { id: strange, reasons: [{ code: 'not_found' }] },
      ],
    })
    expect((await clerk.get(`/api/v1/paper-batches/${id}/pdf`)).status).toBe(404)
    expect((await print('isolationNotice', [periodId], { id })).status).toBe(201)
    expect((await print('commitment', [periodId], { id })).body.code).toBe('id_taken')
    expect((await print('isolationNotice', [], {})).status).toBe(400)
  })

  it('names what no font has', async () => {
    const { periodId } = await begin('何国𠀀')
    const rare = await begin('䶮𬭎')
    const answer = await print('isolationNotice', [periodId, rare.periodId])
    expect(answer.body.missing).toEqual([{ periodId, name: '何国𠀀', characters: ['𠀀'] }])
  })

  it('is out of reach from another township, though the batch is known', async () => {
    const { periodId, personId } = await begin()
    const id = newId()
    const { body } = await print('commitment', [periodId], { id })
    for (const url of [
      `/api/v1/paper-batches/${id}/pdf`,
      `/api/v1/papers/${body.done[0].id}/pdf`,
      `/api/v1/persons/${personId}/papers`,
    ]) {
      expect((await elsewhere.get(url)).status, url).toBe(404)
    }
  })
})

describe('serving', () => {
  it('takes the notice out of the queue, with photo, time and how', async () => {
    const { personId, periodId, paperId } = await printNotice()
    const before = await count()
    expect(await notServed(medic)).toContain(periodId)
    const fileId = newId()
    await medic.upload(
      `/api/v1/persons/${personId}/files`,
      { name: '门口.png', content: PICTURE },
      { id: fileId, kind: 'servedNotice' },
    )
    const answer = await serve([{ id: paperId, fileId }])
    expect(answer.body, answer.text).toEqual({ done: [paperId], refused: [] })
    expect(await notServed()).not.toContain(periodId)
    expect(await count()).toBe(before - 1)
    expect(await papersOf(personId)).toMatchObject([{ served: { how: 'inPerson', fileId, by: expect.any(String) } }])
    // Sent again it is the same service; another is refused.
    expect((await serve([{ id: paperId, fileId }])).body.done).toEqual([paperId])
    const other = await serve([{ id: paperId, fileId }], { how: 'family' })
    expect(other.body.refused).toMatchObject([{ id: paperId, reasons: [{ code: 'paper.served' }] }])
    expect(await auditOf(personId)).toEqual(['paper.printed', 'paper.served'])
  })

  it('of many keeps none back for one that is refused', async () => {
    const [good, other] = [await printNotice(), await printNotice()]
    const fileId = newId()
    await clerk.upload(
      `/api/v1/persons/${other.personId}/files`,
      { name: '门口.png', content: PICTURE },
      { id: fileId, kind: 'servedNotice' },
    )
    // The file is of somebody else.
    const answer = await serve(
      [{ id: good.paperId, fileId }, { id: other.paperId, fileId }, { id: newId() }],
      {},
      clerk,
    )
    expect(answer.body).toMatchObject({
      done: [other.paperId],
      refused: [{ id: good.paperId, reasons: [{ code: 'paper.noFile' }] }, { reasons: [{ code: 'not_found' }] }],
    })
    expect(await notServed()).toContain(good.periodId)
  })

  it('three times at once is served once', async () => {
    const { personId, paperId } = await printNotice()
    const at = district.clock.now()
    const answers = await Promise.all([1, 2, 3].map(() => serve([{ id: paperId }], { at })))
    expect(answers.map(({ body }) => body.done)).toEqual([[paperId], [paperId], [paperId]])
    expect((await auditOf(personId)).filter((action) => action === 'paper.served')).toHaveLength(1)
  })

  it('of a refusal needs proof, and a time that can be', async () => {
    const { paperId } = await printNotice()
    for (const [more, code, field] of [
      [{ how: 'refused' }, 'paper.refusalNeedsProof', 'note'],
      [{ at: '2021-01-01T00:00:00Z' }, 'paper.future', 'at'],
      [{ at: '2019-01-01T00:00:00Z' }, 'paper.beforePrinted', 'at'],
    ] as const) {
      expect((await serve([{ id: paperId }], more)).body.refused[0].reasons).toMatchObject([{ code, field }])
    }
    expect((await serve([{ id: paperId }], { how: 'refused', note: '见证人 网格员王某' })).body.done).toEqual([paperId])
    expect((await serve([{ id: paperId }], { how: 'thrown' })).status).toBe(400)
  })

  it('is undone by voiding the paper: the notice is owed again', async () => {
    const { personId, periodId, paperId } = await printNotice()
    await serve([{ id: paperId }])
    expect((await medic.post(`/api/v1/papers/${paperId}/void`, { reason: '送错人' })).status).toBe(403)
    const answer = await clerk.post(`/api/v1/papers/${paperId}/void`, { reason: '送错人' })
    expect(answer.body).toMatchObject({ voided: { reason: '送错人' } })
    expect((await clerk.post(`/api/v1/papers/${paperId}/void`, { reason: '再来' })).body.code).toBe('paper_voided')
    expect(await notServed()).toContain(periodId)
    expect((await clerk.get(`/api/v1/papers/${paperId}/pdf`)).status).toBe(404)
    expect((await serve([{ id: paperId }])).body.refused[0].reasons[0].code).toBe('paper.voided')
    const next = await print('isolationNotice', [periodId])
    expect(next.body.done[0]).toMatchObject({ again: false })
    expect(await papersOf(personId)).toHaveLength(2)
  })

  it('papers move with their person', async () => {
    const { personId, paperId } = await printNotice()
    const move = { id: newId(), personId, toArea: '230406201', reason: '搬到父母家' }
    const moved = await office.post('/api/v1/direct-transfers', move)
    expect(moved.status, moved.text).toBe(201)
    expect((await elsewhere.get(`/api/v1/papers/${paperId}/pdf`)).status).toBe(200)
    expect((await clerk.get(`/api/v1/papers/${paperId}/pdf`)).status).toBe(404)
  })
})

describe('the round list', () => {
  it('is a PDF of a list for each medic, in the audit', async () => {
    await begin()
    const answer = await medic.get('/api/v1/round-lists/pdf')
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
    const [row] = await district.app.db.transaction(nobody, (tx) =>
      tx.sql<{ details: { rows: number } }>(
        `select details from audit_events where action = 'roundList.printed' order by id desc limit 1`,
      ),
    )
    expect(row!.details.rows).toBeGreaterThan(0)
    expect((await elsewhere.get('/api/v1/round-lists/pdf?area=230406201')).status).toBe(200)
  })

  it('is whole, also of many more than one batch of papers has', async () => {
    const rows = Array.from({ length: 520 }, (_, n) => `名单${n},${inventedId()},北京,2020-01-24,蔬园乡,36.5`)
    const text = ['姓名,身份证号,返回前所在地,返鹤日期,乡镇,体温', ...rows].join('\n')
    const file = { name: '名单.csv', content: Buffer.from(text) }
    expect((await office.upload('/api/v1/imports', file)).body).toMatchObject({ saved: 520 })
    expect((await elsewhere.get('/api/v1/round-lists/pdf?area=230406201')).status).toBe(200)
    const [row] = await district.app.db.transaction(nobody, (tx) =>
      tx.sql<{ details: object }>(
        `select details from audit_events where action = 'roundList.printed' order by at desc, id desc limit 1`,
      ),
    )
    expect(row!.details).toMatchObject({ rows: expect.toSatisfy((rows: number) => rows >= 520), left: 0 })
  })
})

describe('a certificate of release', () => {
  /** Somebody whose fourteen days are over and who was released by the rule. */
  const release = async () => {
    const one = await begin('何国涛', { arrivalDay: '2020-01-11' })
    const reading = { id: newId(), periodId: one.periodId, temperature: 36.5, site: 'forehead' }
    await clerk.post('/api/v1/readings', { ...reading, observedAt: district.clock.now() })
    await district.clock.moveTo('2020-01-26T00:30:00.000Z')
    await clerk.post(`/api/v1/isolation-periods/${one.periodId}/explanations`, {
      checks: [{ day: '2020-01-25', slot: 'afternoon' }],
      explanation: '停电',
    })
    const answer = await clerk.post('/api/v1/isolation-releases', { periodIds: [one.periodId] })
    expect(answer.body, answer.text).toMatchObject({ done: [one.periodId] })
    return one
  }
  const check = (token: string) => district.stranger.post('/api/v1/public/certificate-checks', { token })
  const tokenOf = async (paperId: string) => {
    const [row] = await district.app.db.transaction(district.app.db.whole, (tx) =>
      tx.sql<{ facts: Buffer }>('select facts_sealed as facts from papers where id = $1', [paperId]),
    )
    return JSON.parse(district.app.sealer.open(row!.facts, paperId)).certificate.token as string
  }

  it('is verified by a stranger, by the published key alone too, refused when altered, and told when revoked', async () => {
    const { personId, periodId } = await release()
    expect((await print('releaseCertificate', [periodId], { by: medic })).status).toBe(403)
    const printed = await print('releaseCertificate', [periodId])
    const [{ id: paperId, number }] = printed.body.done
    expect(number).toMatch(/^JC2020-/)
    expect((await clerk.get(`/api/v1/papers/${paperId}/pdf`)).bytes.subarray(0, 5).toString()).toBe('%PDF-')
    const token = await tokenOf(paperId)
    const answer = await check(token)
    expect(answer.body).toEqual({
      state: 'valid',
      certificate: { name: '何*涛', from: '2020-01-11', until: '2020-01-25', district: '230406', number },
    })
    expect(answer.text).not.toContain('何国涛')

    const { body: jwk } = await district.stranger.get('/api/v1/public/certificate-key')
    const key = await crypto.subtle.importKey('jwk', jwk, { name: 'Ed25519' }, false, ['verify'])
    const [payload, signature] = token.split('.') as [string, string]
    const verify = (text: string) =>
      crypto.subtle.verify('Ed25519', key, Buffer.from(signature, 'base64url'), Buffer.from(text))
    expect(await verify(payload)).toBe(true)
    expect(await verify(`${payload.slice(0, -1)}A`)).toBe(false)

    const altered = await check(`${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`)
    expect([altered.status, altered.body.code]).toEqual([422, 'certificate_altered'])
    expect(altered.body.zh).toContain('证明无效')

    await clerk.post(`/api/v1/papers/${paperId}/void`, { reason: '误发' })
    expect((await check(token)).body.state).toBe('revoked')
    expect(await papersOf(personId)).toHaveLength(1)
  })

  it('answers a stranger no more often than a door needs', async () => {
    const answers = await Promise.all(Array.from({ length: 70 }, () => check('nonsense')))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 422).length).toBeGreaterThan(40)
    expect(statuses).toContain(429)
  })
})
