// Files over HTTP: kept sealed and once, told by content, looked at with the look in the audit, voided with a reason, and
// out of reach of other townships.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { nobody } from '../../platform/db/database.ts'
import { untilSomebodyWaits } from '../../platform/testing/waits.ts'
import { registration } from '../people/testing/invented.ts'
import { PICTURE } from './testing/pictures.ts'

const district = await openTestDistrict()
const clerk = await district.as('clerk-230406100')
const medic = await district.as('medic-230406100200')
const elsewhere = await district.as('clerk-230406201')
const office = await district.as('office')

const register = async () => {
  const answer = await clerk.post('/api/v1/persons', registration())
  expect(answer.status, answer.text).toBe(201)
  return answer.body.personId as string
}
const send = (
  personId: string,
  { id = newId(), kind = 'photo', name = '门口.png', content = PICTURE, by = clerk } = {},
) => by.upload(`/api/v1/persons/${personId}/files`, { name, content }, { id, kind })
const filesOf = async (personId: string, by = clerk) => (await by.get(`/api/v1/persons/${personId}/files`)).body
const auditOf = (personId: string) =>
  district.app.db.transaction(nobody, (tx) =>
    tx.sql<{ action: string; details: Record<string, unknown> }>(
      `select action, details from audit_events where subject_id = $1 and action like 'file.%' order by id`,
      [personId],
    ),
  )

describe('a file', () => {
  it('for somebody who is merged in that very instant does not stay with the registration that was given up', async () => {
    const [kept, merged] = [await register(), await register()]
    const { db } = district.app
    const answer = await db.transaction(db.whole, async (tx) => {
      await tx.sql('select from persons where id = any ($1) order by id for update', [[kept, merged]])
      const sent = send(merged)
      await untilSomebodyWaits(db)
      await tx.sql(
        `update persons set voided_at = $3, void_reason = 'merged', merged_into = $2, version = version + 1 where id = $1`,
        [merged, kept, district.clock.now()],
      )
      return { sent }
    })
    expect((await answer.sent).body).toMatchObject({ status: 409, code: 'person_merged' })
  })

  it('comes back as it was sent, sealed below, with every look in the audit', async () => {
    const personId = await register()
    const id = newId()
    const kept = await send(personId, { id, kind: 'servedNotice', by: medic })
    expect(kept.status, kept.text).toBe(201)
    expect(kept.body).toMatchObject({ id, personId, kind: 'servedNotice', name: '门口.png', mediaType: 'image/png' })
    const answer = await clerk.get(`/api/v1/files/${id}/content`)
    expect(answer.bytes.equals(PICTURE)).toBe(true)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('门口.png')}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    const [row] = await district.app.db.transaction(district.app.db.whole, (tx) =>
      tx.sql<{ sealed: Buffer; hash: Buffer }>('select sealed, content_hash as hash from files where id = $1', [id]),
    )
    expect(row!.sealed.includes(PICTURE.subarray(16, 48))).toBe(false)
    expect(() => district.app.sealer.openBytes(row!.sealed, newId())).toThrow()
    expect(await auditOf(personId)).toEqual([
      {
        action: 'file.added',
        details: { fileId: id, kind: 'servedNotice', mediaType: 'image/png', size: PICTURE.length },
      },
      { action: 'file.viewed', details: { fileId: id, kind: 'servedNotice' } },
    ])
  })

  it('sent again is the same file; another content under its id is refused', async () => {
    const personId = await register()
    const id = newId()
    const first = await send(personId, { id })
    expect((await send(personId, { id })).body).toEqual(first.body)
    const other = await send(personId, { id, content: Buffer.concat([PICTURE, Buffer.from([0])]) })
    expect([other.status, other.body.code]).toEqual([409, 'id_taken'])
    expect((await send(await register(), { id })).status).toBe(409)
    expect((await filesOf(personId)).items).toHaveLength(1)
    expect(await auditOf(personId)).toHaveLength(1)
  })

  it('sent three times at once is kept once', async () => {
    const personId = await register()
    const id = newId()
    const answers = await Promise.all([1, 2, 3].map(() => send(personId, { id })))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect((await filesOf(personId)).items).toHaveLength(1)
  })

  it.each([
    [
      'a page with a picture’s name',
      { name: '照片.jpg', content: Buffer.from('<html><script>1</script></html>') },
      415,
      'file_type',
    ],
    ['nothing', { content: Buffer.alloc(0) }, 400, 'file_empty'],
    ['more than 5 MB', { content: Buffer.concat([PICTURE, Buffer.alloc(5 * 1024 * 1024)]) }, 413, 'file_too_large'],
    ['a kind that there is not', { kind: 'song' }, 400, 'invalid'],
    ['an id that is none', { id: '7' }, 400, 'invalid'],
  ])('%s is refused in words', async (_what, file, status, code) => {
    const personId = await register()
    const answer = await send(personId, file)
    expect([answer.status, answer.body.code], answer.text).toEqual([status, code])
    expect(answer.body.zh).toMatch(/\p{Script=Han}/u)
    expect(answer.body.errors[0].field).toMatch(/^(file|kind|id)$/)
    expect((await filesOf(personId)).items).toEqual([])
  })

  it('is voided with a reason, stays in the list, and is not shown any more', async () => {
    const personId = await register()
    const id = newId()
    await send(personId, { id })
    expect((await clerk.post(`/api/v1/files/${id}/void`, { reason: '' })).status).toBe(400)
    const answer = await clerk.post(`/api/v1/files/${id}/void`, { reason: '拍错了人' })
    expect(answer.body).toMatchObject({ id, voided: { reason: '拍错了人' } })
    expect((await clerk.post(`/api/v1/files/${id}/void`, { reason: '再作废' })).body.code).toBe('file_voided')
    expect((await filesOf(personId)).items).toMatchObject([{ id, voided: { reason: '拍错了人' } }])
    expect((await clerk.get(`/api/v1/files/${id}/content`)).status).toBe(410)
  })

  it('moves with its person, and only those who may see the person see it', async () => {
    const personId = await register()
    const id = newId()
    await send(personId, { id })
    for (const answer of [
      await elsewhere.get(`/api/v1/persons/${personId}/files`),
      await elsewhere.get(`/api/v1/files/${id}/content`),
      await elsewhere.post(`/api/v1/files/${id}/void`, { reason: '不归我管' }),
      await send(personId, { by: elsewhere }),
    ]) {
      expect(answer.status).toBe(404)
    }
    const move = { id: newId(), personId, toArea: '230406201', reason: '搬到父母家' }
    const moved = await office.post('/api/v1/direct-transfers', move)
    expect(moved.status, moved.text).toBe(201)
    expect((await elsewhere.get(`/api/v1/files/${id}/content`)).status).toBe(200)
    expect((await clerk.get(`/api/v1/files/${id}/content`)).status).toBe(404)
  })

  it('says to the medic what may be done', async () => {
    const personId = await register()
    expect(await filesOf(personId, medic)).toEqual({ items: [], may: { add: true, void: false } })
    expect(await filesOf(personId)).toEqual({ items: [], may: { add: true, void: true } })
  })
})

describe('a file of a person who moves at this very moment', () => {
  it('is answered with a conflict, and kept when it is sent again', async () => {
    const personId = await register()
    const { db } = district.app
    let sent: ReturnType<typeof send> | undefined
    const id = newId()
    await db.transaction(db.whole, async (tx) => {
      await tx.sql(`update persons set area_code = '230406100201' where id = $1`, [personId])
      sent = send(personId, { id })
      // It has read where the person is, and waits for this transaction.
      await untilSomebodyWaits(db)
    })
    const answer = await sent!
    expect([answer.status, answer.body.code]).toEqual([409, 'changed'])
    expect((await send(personId, { id })).status).toBe(201)
  })
})
