// The second factor over the real routes: enrolled, asked for, never taken twice, obligatory, taken away by the
// administrator; sessions and the history of sign-ins; accounts that end with their last post.
import { createOTP } from '@better-auth/utils/otp'
import { describe, expect, it } from 'vitest'
import { type Answer, type Client, client, openTestDistrict, PASSWORD } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { nobody } from '../../../platform/db/database.ts'
import { createAccounts } from '../index.ts'

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36'
const district = await openTestDistrict({ secondFactor: 'asPlanned' })
const { app, stranger, http } = district

const cookieOf = (answer: Answer) =>
  [answer.headers['set-cookie']]
    .flat()
    .map((cookie) => String(cookie).split(';')[0]!)
    .filter((pair) => pair.startsWith('lianfang.session_token=') && !pair.endsWith('='))
    .join('; ')

/** A new account on the tests' password, holding these posts. */
async function newAccount(userName: string, postIds: string[] = []) {
  const id = newId()
  await app.db.transaction(nobody, (tx) =>
    createAccounts(
      tx,
      app.systemContext(),
      [
        {
          id,
          userName,
          displayName: '试用',
          holdings: postIds.map((postId) => ({ postId, holderName: '试用', holderOffice: '' })),
        },
      ],
      { password: PASSWORD },
    ),
  )
  return id
}

const post = (userName: string, code?: string, password = PASSWORD) =>
  client(http, { 'user-agent': CHROME }).post('/api/v1/session', { userName, password, ...(code ? { code } : {}) })

async function signIn(userName: string, code?: string): Promise<Client> {
  const answer = await post(userName, code)
  expect(answer.status, answer.text).toBe(204)
  return client(http, { cookie: cookieOf(answer), 'user-agent': CHROME })
}

// Codes as the telephone shows them: the secret comes out of the URI that its camera reads.
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const decode = (text: string) => {
  const bits = [...text].map((char) => BASE32.indexOf(char).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2))).toString()
}
/** `ahead` steps of 30 seconds from now, never at the very end of a step; each test uses a step of an account once. */
async function codeOf(secret: string, ahead = 0): Promise<string> {
  const left = 30_000 - (Date.now() % 30_000)
  if (left < 6_000) await new Promise((resolve) => setTimeout(resolve, left + 100))
  return createOTP(decode(secret)).hotp(Math.floor(Date.now() / 30_000) + ahead)
}

interface Enrolled {
  own: Client
  secret: string
  recoveryCodes: string[]
}

/** Enrols with the code of the step before, so that the present one and the next are left to sign in with. */
async function enrol(userName: string): Promise<Enrolled> {
  const before = await signIn(userName)
  const begun = await before.post('/api/v1/me/second-factor', { password: PASSWORD })
  expect(begun.status, begun.text).toBe(201)
  const { secret, recoveryCodes } = begun.body
  const done = await before.post('/api/v1/me/second-factor/confirm', { code: await codeOf(secret, -1) })
  expect(done.status, done.text).toBe(204)
  return { own: client(http, { cookie: cookieOf(done) }), secret, recoveryCodes }
}

describe('an authenticator', () => {
  it('is asked for from its first right code on, under the user name and never in the clear', async () => {
    const id = await newAccount('enrolling')
    const before = await signIn('enrolling')
    const other = await signIn('enrolling')
    const begun = await before.post('/api/v1/me/second-factor', { password: PASSWORD })
    expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\/%E8%81%94%E9%98%B2:enrolling\?secret=[A-Z2-7]+&/)
    expect(begun.body.recoveryCodes).toHaveLength(10)
    // Not yet confirmed: the password alone still opens.
    await signIn('enrolling')
    const wrong = await before.post('/api/v1/me/second-factor/confirm', { code: '000000' })
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, 'code'])
    const code = await codeOf(begun.body.secret, -1)
    const done = await before.post('/api/v1/me/second-factor/confirm', { code })
    expect(done.status, done.text).toBe(204)
    const own = client(http, { cookie: cookieOf(done) })
    expect((await own.get('/api/v1/me')).body.secondFactor.has).toBe(true)
    expect((await other.get('/api/v1/me')).status).toBe(401)
    expect((await own.get('/api/v1/me/security')).body).toMatchObject({ totp: true, recoveryCodesLeft: 10 })

    const without = await post('enrolling')
    expect([without.status, without.body.code, cookieOf(without)]).toEqual([401, 'code_required', ''])
    await signIn('enrolling', await codeOf(begun.body.secret))

    const [stored] = await app.db.transaction(nobody, (tx) =>
      tx.sql<{ secret: string; backupCodes: string }>(
        'select secret, "backupCodes" from auth."twoFactor" where "userId" = $1',
        [id],
      ),
    )
    expect(JSON.stringify(stored)).not.toContain(decode(begun.body.secret))
    expect(JSON.stringify(stored)).not.toContain(begun.body.recoveryCodes[0])
  })

  it('takes a code once, also of two at once, and no older one after it', async () => {
    await newAccount('replayed')
    const { secret } = await enrol('replayed')
    const code = await codeOf(secret, 0)
    const answers = await Promise.all([post('replayed', code), post('replayed', code)])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401])
    const again = await post('replayed', code)
    expect([again.status, again.body.code]).toEqual([401, 'code_used'])
    const older = await post('replayed', await codeOf(secret, -1))
    expect([older.status, older.body.code]).toEqual([401, 'code_used'])
    await signIn('replayed', await codeOf(secret, 1))
  })

  it('locks the account after five wrong codes, a crowd at once included', async () => {
    await newAccount('guessed')
    const { secret } = await enrol('guessed')
    const answers = await Promise.all(Array.from({ length: 12 }, () => post('guessed', '000000')))
    expect(answers.filter(({ body }) => body.code === 'wrong_code').length).toBeLessThanOrEqual(5)
    const right = await post('guessed', await codeOf(secret))
    expect([right.status, right.body.code]).toEqual([423, 'account_locked'])
  })

  it('says nothing of itself to a wrong password', async () => {
    await newAccount('hidden')
    const { secret } = await enrol('hidden')
    const answer = await post('hidden', await codeOf(secret), 'not the password')
    expect([answer.status, answer.body.code]).toEqual([401, 'wrong_credentials'])
  })

  it('is replaced by a recovery code, each once, and by new ones', async () => {
    await newAccount('lost')
    const { own, recoveryCodes } = await enrol('lost')
    await signIn('lost', recoveryCodes[0]!.toUpperCase().replaceAll('-', ' '))
    expect((await post('lost', recoveryCodes[0])).body.code).toBe('wrong_code')
    expect((await own.get('/api/v1/me/security')).body.recoveryCodesLeft).toBe(9)
    const renewed = await own.post('/api/v1/me/second-factor/recovery-codes', { password: PASSWORD })
    expect(renewed.body.recoveryCodes).toHaveLength(10)
    expect((await post('lost', recoveryCodes[1])).body.code).toBe('wrong_code')
    await signIn('lost', renewed.body.recoveryCodes[0])
  })

  it('is removed with the password only', async () => {
    await newAccount('removing')
    const { own } = await enrol('removing')
    const wrong = await own.post('/api/v1/me/second-factor/removal', { password: 'wrong' })
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, 'password'])
    expect((await own.post('/api/v1/me/second-factor/removal', { password: PASSWORD })).status).toBe(204)
    await signIn('removing')
  })

  it('is begun twice at once by one, and confirmed by one', async () => {
    await newAccount('hasty')
    const own = await signIn('hasty')
    const begun = await Promise.all([1, 2, 3].map(() => own.post('/api/v1/me/second-factor', { password: PASSWORD })))
    for (const { status } of begun) expect([201, 409]).toContain(status)
    const codes = await Promise.all(begun.filter(({ status }) => status === 201).map(({ body }) => codeOf(body.secret)))
    const done = await Promise.all(codes.map((code) => own.post('/api/v1/me/second-factor/confirm', { code })))
    expect(done.filter(({ status }) => status === 204)).toHaveLength(1)
    for (const { status } of done) expect([204, 401, 409, 422]).toContain(status)
  })

  it('is not set up twice, nor by an API key', async () => {
    await newAccount('twice')
    const { own } = await enrol('twice')
    const again = await own.post('/api/v1/me/second-factor', { password: PASSWORD })
    expect([again.status, again.body.code]).toEqual([409, 'already_enrolled'])
    const { key } = (await own.post('/api/v1/me/api-keys', { name: 'script', days: 1 })).body
    const script = client(http, { 'x-api-key': key })
    const refused = await script.post('/api/v1/me/second-factor/removal', { password: PASSWORD })
    expect([refused.status, refused.body.code]).toEqual([403, 'session_required'])
  })

  it('locks a session that guesses at the password', async () => {
    await newAccount('stolen')
    const own = await signIn('stolen')
    for (let attempt = 0; attempt < 5; attempt++) {
      expect((await own.post('/api/v1/me/second-factor', { password: 'wrong' })).status).toBe(422)
    }
    expect((await own.post('/api/v1/me/second-factor', { password: PASSWORD })).status).toBe(423)
  })
})

describe('obligatory', () => {
  it('for an administrator at once: nothing else is open until it is set up', async () => {
    await newAccount('second-admin', ['healthBureau.administrator'])
    const own = await signIn('second-admin')
    expect((await own.get('/api/v1/me')).body.secondFactor).toMatchObject({ has: false, mustEnrol: true })
    const refused = await own.get('/api/v1/accounts')
    expect([refused.status, refused.body.code]).toEqual([403, 'second_factor_required'])
    expect((await own.get('/api/v1/me/api-keys')).status).toBe(403)
    const { own: after } = await enrol('second-admin')
    expect((await after.get('/api/v1/accounts')).status).toBe(200)
  })

  it('for the posts of the plan after its days of grace, and for no other', async () => {
    await newAccount('in-office', ['office.officeStaff'])
    await newAccount('in-township', ['230406100.townshipClerk'])
    const office = await signIn('in-office')
    expect((await office.get('/api/v1/plan')).status).toBe(200)
    const due = (await office.get('/api/v1/me')).body.secondFactor.obligedFrom
    expect(due).toBe('2020-02-01T00:30:00.000Z')
    await district.clock.moveTo(due)
    app.sessions.forget()
    expect((await office.get('/api/v1/plan')).body.code).toBe('second_factor_required')
    expect((await (await signIn('in-township')).get('/api/v1/plan')).status).toBe(200)
  })
})

describe('the administrator', () => {
  const asAdmin = async () => {
    const name = `admin-${newId()}`
    await newAccount(name, ['healthBureau.administrator'])
    return (await enrol(name)).own
  }

  it('takes a lost second factor away; the holder is told until it was read', async () => {
    const id = await newAccount('lost-all')
    const { own } = await enrol('lost-all')
    const { key } = (await own.post('/api/v1/me/api-keys', { name: 'script', days: 1 })).body
    const admin = await asAdmin()
    expect((await admin.get(`/api/v1/accounts/${id}`)).body).toMatchObject({ totp: true, passkeys: 0 })
    const reset = await admin.post(`/api/v1/accounts/${id}/second-factor-resets`, { reason: '手机丢失' })
    expect(reset.status, reset.text).toBe(204)
    expect((await own.get('/api/v1/me')).status).toBe(401)
    expect((await client(http, { 'x-api-key': key }).get('/api/v1/me')).status).toBe(401)
    const again = await signIn('lost-all')
    expect((await again.get('/api/v1/me')).body.secondFactor).toMatchObject({
      has: false,
      resetAt: district.clock.now(),
    })
    expect((await again.post('/api/v1/me/second-factor/reset-seen')).status).toBe(204)
    expect((await again.get('/api/v1/me')).body.secondFactor.resetAt).toBeNull()
    const events = await app.db.transaction(nobody, (tx) =>
      tx.sql<{ action: string }>(
        `select action from audit_events where subject_id = $1 and action like 'secondFactor.%' order by id`,
        [id],
      ),
    )
    expect(events.map(({ action }) => action)).toEqual([
      'secondFactor.begun',
      'secondFactor.enrolled',
      'secondFactor.reset',
      'secondFactor.resetSeen',
    ])
  })

  it('does not take away the own one', async () => {
    const admin = await asAdmin()
    const { id } = (await admin.get('/api/v1/me')).body.account
    const refused = await admin.post(`/api/v1/accounts/${id}/second-factor-resets`, { reason: '手机丢失' })
    expect([refused.status, refused.body.code]).toEqual([422, 'own_account'])
  })

  it('sees and ends the sessions of an account', async () => {
    const id = await newAccount('watched')
    const own = await signIn('watched')
    const admin = await asAdmin()
    const { items } = (await admin.get(`/api/v1/accounts/${id}/sessions`)).body
    expect(items).toMatchObject([{ device: 'Chrome · Windows', address: '127.0.0.1', isThis: false }])
    expect(items[0]).not.toHaveProperty('token')
    expect((await admin.delete(`/api/v1/accounts/${id}/sessions/${items[0].id}`)).status).toBe(204)
    expect((await own.get('/api/v1/me')).status).toBe(401)
    const next = await signIn('watched')
    expect((await admin.delete(`/api/v1/accounts/${id}/sessions`)).status).toBe(204)
    expect((await next.get('/api/v1/me')).status).toBe(401)
  })
})

describe('the own sessions', () => {
  it('are listed with this one marked, and end one by one or all others', async () => {
    const id = await newAccount('roaming')
    const [desk, phone, tablet] = [await signIn('roaming'), await signIn('roaming'), await signIn('roaming')]
    const listed = async (who: Client) => (await who.get('/api/v1/me/sessions')).body.items
    const mine = (await listed(phone)).find((row: { isThis: boolean }) => row.isThis)
    expect((await listed(desk)).map((row: { isThis: boolean }) => row.isThis).sort()).toEqual([false, false, true])
    expect((await desk.delete(`/api/v1/me/sessions/${mine.id}`)).status).toBe(204)
    expect((await phone.get('/api/v1/me')).status).toBe(401)
    expect((await desk.delete('/api/v1/me/sessions')).status).toBe(204)
    expect((await tablet.get('/api/v1/me')).status).toBe(401)
    expect((await desk.get('/api/v1/me')).status).toBe(200)
    const other = await signIn('in-township')
    const gone = await other.delete(`/api/v1/me/sessions/${(await listed(desk))[0].id}`)
    expect(gone.status).toBe(404)
    expect((await other.get(`/api/v1/accounts/${id}/sessions`)).status).toBe(403)
  })

  it('cannot be told a false address by the caller', async () => {
    await newAccount('forging')
    const answer = await client(http, { 'x-lianfang-caller': '9.9.9.9' }).post('/api/v1/session', {
      userName: 'forging',
      password: PASSWORD,
    })
    const own = client(http, { cookie: cookieOf(answer) })
    expect((await own.get('/api/v1/me/sessions')).body.items[0].address).toBe('127.0.0.1')
  })

  it('have a history, refused sign-ins included', async () => {
    await newAccount('watchful')
    await post('watchful', undefined, 'wrong password')
    const own = await signIn('watchful')
    const { items } = (await own.get('/api/v1/me/sign-ins')).body
    expect(items).toEqual([
      { at: district.clock.now(), outcome: 'opened', by: 'password', device: 'Chrome · Windows' },
      { at: district.clock.now(), outcome: 'refused', by: 'password', device: 'Chrome · Windows' },
    ])
  })
})

describe('an account whose last post ended', () => {
  const moveOn = () => district.clock.moveBy(1)
  const state = async (id: string) =>
    (
      await app.db.transaction(nobody, (tx) =>
        tx.sql('select disabled_at, disabled_cause from accounts where id = $1', [id]),
      )
    )[0]
  const end = (id: string, at: string) =>
    app.db.transaction(nobody, (tx) =>
      tx.sql('update post_holders set until_at = $2 where account_id = $1 and until_at is null', [id, at]),
    )
  const hold = (id: string, from: string) =>
    app.db.transaction(nobody, (tx) =>
      tx.sql(
        `insert into post_holders (id, post_id, account_id, holder_name, from_at) values ($1, '230406100.townshipClerk', $2, '试用', $3)`,
        [newId(), id, from],
      ),
    )

  it('is disabled at that moment and signed out, and opens again when a post begins', async () => {
    const id = await newAccount('leaving', ['230406100.townshipClerk'])
    const own = await signIn('leaving')
    const { clock } = district
    await clock.moveBy(1)
    const at = new Date(Date.parse(clock.now()) + 60 * 60_000).toISOString()
    await end(id, at)
    await moveOn()
    expect(await state(id)).toEqual({ disabled_at: null, disabled_cause: null })
    await clock.moveTo(at)
    expect(await state(id)).toEqual({ disabled_at: at, disabled_cause: 'endOfPost' })
    await expect.poll(async () => (await own.get('/api/v1/me')).status).toBe(401)
    expect((await post('leaving')).body.code).toBe('account_disabled')
    const begins = new Date(Date.parse(at) + 24 * 60 * 60_000).toISOString()
    await hold(id, begins)
    await moveOn()
    expect((await post('leaving')).body.code).toBe('account_disabled')
    await clock.moveTo(begins)
    await signIn('leaving')
  })

  it('stays open where the administrator says so, and closed where the administrator closed it', async () => {
    const id = await newAccount('kept', ['230406100.townshipClerk'])
    const closed = await newAccount('closed', ['230406100.townshipClerk'])
    const name = `admin-${newId()}`
    await newAccount(name, ['healthBureau.administrator'])
    const admin = (await enrol(name)).own
    await moveOn()
    await end(id, district.clock.now())
    await admin.post(`/api/v1/accounts/${closed}/disable`, { reason: '停职' })
    await moveOn()
    expect((await admin.get(`/api/v1/accounts/${id}`)).body.disabledCause).toBe('endOfPost')
    expect((await admin.get(`/api/v1/accounts/${closed}`)).body).toMatchObject({
      disabledCause: 'administrator',
      disabledReason: '停职',
    })
    expect((await admin.post(`/api/v1/accounts/${id}/enable`, { reason: '留用' })).status).toBe(204)
    await moveOn()
    expect((await state(id))!.disabled_at).toBeNull()
  })

  it('was never disabled for holding none', async () => {
    const id = await newAccount('without-post')
    await moveOn()
    expect((await state(id))!.disabled_at).toBeNull()
  })
})

it('an invented passkey opens nothing', async () => {
  const asked = await stranger.post('/api/v1/session/passkey-options')
  expect([asked.status, asked.body.userVerification, asked.body.rpId]).toEqual([200, 'required', 'localhost'])
  const answer = await stranger.post('/api/v1/session/passkey', { response: { id: 'invented' } })
  expect([answer.status, answer.body.code]).toEqual([401, 'passkey_refused'])
})
