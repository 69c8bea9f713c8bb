// Signing in, the one-time password, lock-out by account, signing out everywhere, API keys.
import { describe, expect, it } from 'vitest'
import { client, openTestDistrict, PASSWORD } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'

const district = await openTestDistrict()
const admin = await district.as('admin')

const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  [answer.headers['set-cookie']]
    .flat()
    .map((cookie) => String(cookie).split(';')[0])
    .join('; ')

async function newAccount(userName: string, postIds: string[] = []) {
  const answer = await admin.post('/api/v1/accounts', { id: newId(), userName, displayName: '试用', postIds })
  expect(answer.status, answer.text).toBe(201)
  return answer.body as { userName: string; oneTimePassword: string }
}

describe('a one-time password', () => {
  it('opens nothing until it is changed', async () => {
    const { oneTimePassword } = await newAccount('fresh', ['230406100.townshipClerk'])
    const opened = await district.stranger.post('/api/v1/session', { userName: 'fresh', password: oneTimePassword })
    const own = client(district.http, { cookie: cookieOf(opened) })
    expect((await own.get('/api/v1/me')).body.mustChangePassword).toBe(true)
    const refused = await own.get('/api/v1/plan')
    expect([refused.status, refused.body.code]).toEqual([403, 'password_change_required'])
    const same = await own.post('/api/v1/me/password', { current: oneTimePassword, next: oneTimePassword })
    expect([same.status, same.body.errors[0].field]).toEqual([422, 'next'])
    expect((await own.post('/api/v1/me/password', { current: oneTimePassword, next: 'my own password' })).status).toBe(
      204,
    )
    expect((await own.get('/api/v1/plan')).status).toBe(200)
    const old = await district.stranger.post('/api/v1/session', { userName: 'fresh', password: oneTimePassword })
    expect(old.status).toBe(401)
  })
})

describe('five wrong passwords', () => {
  it('lock the account and no other at the same address', async () => {
    await newAccount('guessed')
    for (let attempt = 0; attempt < 5; attempt++) {
      const answer = await district.stranger.post('/api/v1/session', { userName: 'guessed', password: 'wrong' })
      expect([answer.status, answer.body.code]).toEqual([401, 'wrong_credentials'])
    }
    const locked = await district.stranger.post('/api/v1/session', { userName: 'guessed', password: PASSWORD })
    expect([locked.status, locked.body.code]).toEqual([423, 'account_locked'])
    const other = await district.stranger.post('/api/v1/session', { userName: 'office', password: PASSWORD })
    expect(other.status).toBe(204)
  })

  it('say the same of an account that does not exist', async () => {
    const answer = await district.stranger.post('/api/v1/session', { userName: 'nobody', password: 'wrong' })
    expect([answer.status, answer.body.code]).toEqual([401, 'wrong_credentials'])
  })
})

describe('sessions', () => {
  const signIn = async (userName: string) =>
    client(district.http, {
      cookie: cookieOf(await district.stranger.post('/api/v1/session', { userName, password: PASSWORD })),
    })

  it('end everywhere at once', async () => {
    const [phone, desk] = [await signIn('police'), await signIn('police')]
    expect((await desk.get('/api/v1/me')).status).toBe(200)
    expect((await phone.delete('/api/v1/sessions')).status).toBe(204)
    expect((await desk.get('/api/v1/me')).status).toBe(401)
    expect((await phone.get('/api/v1/me')).status).toBe(401)
  })

  it('end one by one', async () => {
    const [phone, desk] = [await signIn('police'), await signIn('police')]
    expect((await phone.delete('/api/v1/session')).status).toBe(204)
    expect((await phone.get('/api/v1/me')).status).toBe(401)
    expect((await desk.get('/api/v1/me')).status).toBe(200)
  })

  it('end when the account is disabled, and open again when it is enabled', async () => {
    const { oneTimePassword } = await newAccount('leaving')
    const opened = await district.stranger.post('/api/v1/session', { userName: 'leaving', password: oneTimePassword })
    const own = client(district.http, { cookie: cookieOf(opened) })
    const { id } = (await own.get('/api/v1/me')).body.account
    expect((await admin.post(`/api/v1/accounts/${id}/disable`, { reason: '调离' })).status).toBe(204)
    expect((await own.get('/api/v1/me')).status).toBe(401)
    const refused = await district.stranger.post('/api/v1/session', { userName: 'leaving', password: oneTimePassword })
    expect([refused.status, refused.body.code]).toEqual([403, 'account_disabled'])
    expect((await admin.post(`/api/v1/accounts/${id}/enable`, { reason: '返岗' })).status).toBe(204)
    const again = await district.stranger.post('/api/v1/session', { userName: 'leaving', password: oneTimePassword })
    expect(again.status).toBe(204)
  })
})

describe('guesses at a password', () => {
  it('are five, also a crowd of them at once, by sign-in or from a session', async () => {
    const { oneTimePassword } = await newAccount('crowded')
    const guess = () => district.stranger.post('/api/v1/session', { userName: 'crowded', password: 'not this one' })
    const answers = await Promise.all(Array.from({ length: 24 }, guess))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(19)
    const { id } = (await admin.get('/api/v1/accounts?q=crowded')).body.items[0]
    const { body } = await admin.post(`/api/v1/accounts/${id}/password-resets`)
    expect(body.oneTimePassword).not.toBe(oneTimePassword)
    const opened = await district.stranger.post('/api/v1/session', {
      userName: 'crowded',
      password: body.oneTimePassword,
    })
    const own = client(district.http, { cookie: cookieOf(opened) })
    const change = () => own.post('/api/v1/me/password', { current: 'not this one', next: 'a longer password' })
    const changes = await Promise.all(Array.from({ length: 24 }, change))
    expect(changes.filter(({ status }) => status === 422)).toHaveLength(5)
  })
})

describe('an API key', () => {
  it('acts as its account until it is revoked', async () => {
    const office = await district.as('office')
    const made = await office.post('/api/v1/me/api-keys', { name: 'script', days: 30 })
    expect(made.status, made.text).toBe(201)
    const script = client(district.http, { 'x-api-key': made.body.key })
    expect((await script.get('/api/v1/me')).body.account.userName).toBe('office')
    expect((await office.get('/api/v1/me/api-keys')).body.items.map((key: { name: string }) => key.name)).toContain(
      'script',
    )
    expect((await office.delete(`/api/v1/me/api-keys/${made.body.id}`)).status).toBe(204)
    expect((await script.get('/api/v1/me')).status).toBe(401)
  })

  it('makes no further key, and ends when the administrator resets the password', async () => {
    const { oneTimePassword } = await newAccount('scripting')
    const opened = await district.stranger.post('/api/v1/session', { userName: 'scripting', password: oneTimePassword })
    const own = client(district.http, { cookie: cookieOf(opened) })
    await own.post('/api/v1/me/password', { current: oneTimePassword, next: PASSWORD })
    const made = await own.post('/api/v1/me/api-keys', { name: 'script', days: 30 })
    expect(made.status, made.text).toBe(201)
    const script = client(district.http, { 'x-api-key': made.body.key })
    const more = await script.post('/api/v1/me/api-keys', { name: 'another', days: 365 })
    expect([more.status, more.body.code]).toEqual([403, 'session_required'])
    const { id } = (await admin.get('/api/v1/accounts?q=scripting')).body.items[0]
    expect((await admin.post(`/api/v1/accounts/${id}/password-resets`)).status).toBe(201)
    expect((await script.get('/api/v1/me')).status).toBe(401)
  })

  it('of nobody is a stranger', async () => {
    expect((await client(district.http, { 'x-api-key': 'lf_invented' }).get('/api/v1/me')).status).toBe(401)
  })
})

describe('a write from another site', () => {
  it('is refused though the cookie is sent', async () => {
    const opened = await district.stranger.post('/api/v1/session', { userName: 'police', password: PASSWORD })
    const foreign = client(district.http, { cookie: cookieOf(opened), 'sec-fetch-site': 'cross-site' })
    const answer = await foreign.delete('/api/v1/sessions')
    expect([answer.status, answer.body.code]).toEqual([403, 'cross_site'])
    const byOrigin = client(district.http, { cookie: cookieOf(opened), origin: 'https://elsewhere.example' })
    expect((await byOrigin.delete('/api/v1/sessions')).status).toBe(403)
  })
})

describe('accounts', () => {
  it('hold a post from when it is given to when it ends', async () => {
    const { oneTimePassword } = await newAccount('moving')
    const { id } = (await admin.get('/api/v1/accounts?q=moving')).body.items[0]
    const opened = await district.stranger.post('/api/v1/session', { userName: 'moving', password: oneTimePassword })
    const own = client(district.http, { cookie: cookieOf(opened) })
    const permissions = async () => (await own.get('/api/v1/me')).body.permissions
    expect(await permissions()).toEqual({})
    const given = await admin.post(`/api/v1/accounts/${id}/posts`, { id: newId(), postId: '230406100.townshipClerk' })
    expect(given.status, given.text).toBe(204)
    expect((await permissions())['person.register']).toEqual(['230406100'])
    expect((await admin.delete(`/api/v1/accounts/${id}/posts/230406100.townshipClerk`)).status).toBe(204)
    expect(await permissions()).toEqual({})
  })

  it('are given no post by their own administrator', async () => {
    const { id } = (await admin.get('/api/v1/me')).body.account
    const own = await admin.post(`/api/v1/accounts/${id}/posts`, { id: newId(), postId: 'office.officeStaff' })
    expect([own.status, own.body.code]).toEqual([422, 'own_account'])
    expect((await admin.get('/api/v1/me')).body.permissions['person.read']).toBeUndefined()
  })

  it('refuse a user name that is taken and a post that does not exist', async () => {
    const taken = await admin.post('/api/v1/accounts', { id: newId(), userName: 'office', displayName: '重名' })
    expect([taken.status, taken.body.code]).toEqual([409, 'user_name_taken'])
    const unknown = await admin.post('/api/v1/accounts', {
      id: newId(),
      userName: 'someone',
      displayName: '某',
      postIds: ['no.such'],
    })
    expect([unknown.status, unknown.body.errors[0].field]).toEqual([422, 'postIds'])
  })

  it('are closed to everybody but the administrator', async () => {
    expect((await (await district.as('office')).get('/api/v1/accounts')).status).toBe(403)
  })
})
