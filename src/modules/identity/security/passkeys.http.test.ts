// Passkeys over the real routes with a device that signs: registered under the password, opening the account alone,
// refused without finger, face or PIN, from elsewhere, a second time, when removed or when the account is disabled.
import { describe, expect, it } from 'vitest'
import { type Answer, client, openTestDistrict, PASSWORD } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { nobody } from '../../../platform/db/database.ts'
import { createAccounts } from '../index.ts'
import { type Act, type Device, testDevice } from '../testing/device.ts'

const district = await openTestDistrict({ secondFactor: 'asPlanned' })
const { app, http, stranger } = district

const cookiesOf = (answer: Answer) =>
  [answer.headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => String(cookie).split(';')[0]!)
    .filter((pair) => !pair.endsWith('='))
const withCookies = (...cookies: string[]) =>
  client(http, { cookie: cookies.join('; '), origin: 'http://localhost', host: 'localhost' })

async function newAccount(userName: string, postIds: string[] = []) {
  const id = newId()
  const holdings = postIds.map((postId) => ({ postId, holderName: '试用', holderOffice: '' }))
  await app.db.transaction(nobody, (tx) =>
    createAccounts(tx, app.systemContext(), [{ id, userName, displayName: '试用', holdings }], { password: PASSWORD }),
  )
  const opened = await stranger.post('/api/v1/session', { userName, password: PASSWORD })
  expect(opened.status, opened.text).toBe(204)
  return { id, session: cookiesOf(opened) }
}

async function register(session: string[], device: Device, act: Act = {}): Promise<Answer> {
  const asked = await withCookies(...session).post('/api/v1/me/passkey-options', { password: PASSWORD })
  expect(asked.status, asked.text).toBe(200)
  const response = device.register(asked.body, act)
  return withCookies(...session, ...cookiesOf(asked)).post('/api/v1/me/passkeys', { name: '办公室电脑', response })
}

async function signIn(device: Device, act: Act = {}): Promise<Answer> {
  const asked = await stranger.post('/api/v1/session/passkey-options')
  const response = device.sign(asked.body, act)
  return withCookies(...cookiesOf(asked)).post('/api/v1/session/passkey', { response })
}

describe('a passkey', () => {
  it('is added under the password, named, opens the account alone, and is removed under the password', async () => {
    const { session } = await newAccount('with-key')
    const device = testDevice()
    const own = withCookies(...session)
    const wrong = await own.post('/api/v1/me/passkey-options', { password: 'wrong' })
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, 'password'])
    const added = await register(session, device)
    expect(added.status, added.text).toBe(201)
    const opened = await signIn(device)
    expect(opened.status, opened.text).toBe(204)
    const by = withCookies(...cookiesOf(opened))
    expect((await by.get('/api/v1/me')).body).toMatchObject({
      account: { userName: 'with-key' },
      secondFactor: { has: true },
    })
    expect((await by.get('/api/v1/me/sign-ins')).body.items[0]).toMatchObject({ outcome: 'opened', by: 'passkey' })
    const { passkeys } = (await by.get('/api/v1/me/security')).body
    expect(passkeys).toMatchObject([{ id: added.body.id, name: '办公室电脑' }])
    const other = await newAccount('without-key')
    const foreign = await withCookies(...other.session).post(`/api/v1/me/passkeys/${added.body.id}/removal`, {
      password: PASSWORD,
    })
    expect(foreign.status).toBe(404)
    expect((await by.post(`/api/v1/me/passkeys/${added.body.id}/removal`, { password: 'wrong' })).status).toBe(422)
    expect((await by.post(`/api/v1/me/passkeys/${added.body.id}/removal`, { password: PASSWORD })).status).toBe(204)
    expect((await signIn(device)).status).toBe(401)
  })

  it('needs finger, face or PIN, when it is made and when it is used', async () => {
    const { session } = await newAccount('only-touched')
    const refused = await register(session, testDevice(), { isVerified: false })
    expect([refused.status, refused.body.code]).toEqual([422, 'passkey_refused'])
    const device = testDevice()
    expect((await register(session, device)).status).toBe(201)
    const touched = await signIn(device, { isVerified: false })
    expect([touched.status, touched.body.code]).toEqual([401, 'passkey_refused'])
    expect((await signIn(device)).status).toBe(204)
    const { items } = (await withCookies(...session).get('/api/v1/me/sign-ins')).body
    expect(items.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['opened', 'refused', 'opened'])
  })

  it('of another site opens nothing, and an answer opens once', async () => {
    const { session } = await newAccount('phished')
    const device = testDevice()
    expect((await register(session, device, { origin: 'https://elsewhere.example' })).status).toBe(422)
    expect((await register(session, device)).status).toBe(201)
    expect((await signIn(device, { origin: 'https://elsewhere.example' })).status).toBe(401)
    const asked = await stranger.post('/api/v1/session/passkey-options')
    const response = device.sign(asked.body)
    const send = () => withCookies(...cookiesOf(asked)).post('/api/v1/session/passkey', { response })
    const answers = await Promise.all([send(), send()])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401])
  })

  it('opens no disabled account', async () => {
    const { id, session } = await newAccount('disabled-key')
    const device = testDevice()
    expect((await register(session, device)).status).toBe(201)
    await app.db.transaction(nobody, (tx) => tx.sql('update accounts set disabled_at = now() where id = $1', [id]))
    const refused = await signIn(device)
    expect([refused.status, refused.body.code, cookiesOf(refused)]).toEqual([403, 'account_disabled', []])
    const [left] = await app.db.transaction(nobody, (tx) =>
      tx.sql<{ count: number }>('select count(*) from auth.session where "userId" = $1', [id]),
    )
    expect(left!.count).toBe(1)
  })

  it('is a second factor: whoever must have one sets it up, and the password alone opens no more', async () => {
    const { session } = await newAccount('admin-key', ['healthBureau.administrator'])
    expect((await withCookies(...session).get('/api/v1/accounts')).body.code).toBe('second_factor_required')
    const device = testDevice()
    expect((await register(session, device)).status).toBe(201)
    expect((await withCookies(...session).get('/api/v1/accounts')).status).toBe(200)
    const byPassword = await stranger.post('/api/v1/session', { userName: 'admin-key', password: PASSWORD })
    expect([byPassword.status, byPassword.body.code, cookiesOf(byPassword)]).toEqual([403, 'passkey_required', []])
    expect((await signIn(device)).status).toBe(204)
  })
})
