// What the server promises whatever the route: errors that say why, security headers, ids, a description of itself, no
// personal data in logs, and no connection left in a transaction by a client that went away.

import { readdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { newId } from '../kernel/ids.ts'
import { anonymous } from '../modules/identity/index.ts'
import { registration } from '../modules/people/testing/invented.ts'
import { createHttp } from '../platform/http/http.ts'
import { openLog } from '../platform/log.ts'
import { openTestDistrict, PASSWORD } from './testing/district.ts'

const district = await openTestDistrict()
const { app, http } = district

describe('an error', () => {
  it('names field and reason in both languages', async () => {
    const answer = await district.stranger.post('/api/v1/session', { userName: '' })
    expect(answer.status).toBe(400)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.body).toMatchObject({ code: 'invalid', status: 400 })
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(['userName', 'password'])
    for (const error of answer.body.errors) {
      expect(error.zh).toMatch(/[一-鿿]/)
      expect(error.en).toMatch(/[a-z]/i)
    }
  })

  it.each([
    ['broken JSON', { payload: '{"userName":', headers: { 'content-type': 'application/json' } }, 400],
    ['another content type', { payload: '<a/>', headers: { 'content-type': 'application/xml' } }, 415],
    ['a body over the limit', { payload: { userName: 'x'.repeat(2_000_000) } }, 413],
  ])('of %s is told apart', async (_name, request, status) => {
    const answer = await http.inject({ method: 'POST', url: '/api/v1/session', ...request })
    expect([answer.statusCode, answer.json().zh.length > 0]).toEqual([status, true])
  })
})

describe('bad input that only the database can tell', () => {
  it('is a 4xx, never a 500', async () => {
    const office = await district.as('office')
    const cursor = Buffer.from(JSON.stringify(['2020-99-99', newId()])).toString('base64url')
    for (const query of ['arrivedFrom=0000-01-01', `sort=arrivalDay&cursor=${cursor}`]) {
      const answer = await office.get(`/api/v1/persons?${query}`)
      expect(answer.status, `${query}: ${answer.text}`).toBe(400)
    }
  })

  it('is a 409 where an id belongs to something else already', async () => {
    const admin = await district.as('admin')
    const id = newId()
    const account = (userName: string) => admin.post('/api/v1/accounts', { id, userName, displayName: '甲' })
    expect((await account('first-of-id')).status).toBe(201)
    expect((await account('second-of-id')).status).toBe(409)
    const clerk = await district.as('clerk-230406100')
    const body = registration()
    expect((await clerk.post('/api/v1/persons', body)).status).toBe(201)
    const answer = await clerk.post('/api/v1/persons', registration({ arrival: { id: body.arrival.id } }))
    expect(answer.status, answer.text).toBe(409)
  })
})

describe('every answer', () => {
  it('has security headers, a request id, and is not cached', async () => {
    const { headers } = await district.stranger.get('/api/v1/public/response')
    expect(headers['content-security-policy']).toContain("default-src 'self'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-frame-options']).toBe('SAMEORIGIN')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('the description of the API', () => {
  it('has every route with its permission', async () => {
    const { body } = await district.stranger.get('/api/docs/json')
    const described = Object.entries(body.paths as Record<string, Record<string, { 'x-permission': string }>>).flatMap(
      ([url, methods]) =>
        Object.entries(methods).map(([method, op]) => `${method.toUpperCase()} ${url} ${op['x-permission']}`),
    )
    const declared = app.routes.map(
      (route) => `${route.method} ${route.url.replace(/:(\w+)/g, '{$1}')} ${route.permission}`,
    )
    expect(described.sort()).toEqual(declared.sort())
  })
})

describe('metrics', () => {
  it('are for this machine only', async () => {
    const local = await http.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })
    expect([local.statusCode, local.body.includes('http_request_duration_seconds')]).toEqual([200, true])
    expect((await http.inject({ url: '/metrics', remoteAddress: '192.0.2.7' })).statusCode).toBe(404)
    const proxied = { url: '/metrics', remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': '192.0.2.7' } }
    expect((await http.inject(proxied)).statusCode).toBe(404)
  })
})

describe('a limit on requests', () => {
  const LIMIT = 3
  const servers: FastifyInstance[] = []
  afterAll(() => Promise.all(servers.map((server) => server.close())))
  const limited = async () => {
    const server = await createHttp({
      routes: app.routes,
      identify: app.sessions.identify,
      context: app.contextFor,
      ready: async () => true,
      anonymous,
      log: app.log,
      rateLimit: LIMIT,
    })
    servers.push(server)
    return server
  }
  const keyOf = async (userName: string) =>
    (await (await district.as(userName)).post('/api/v1/me/api-keys', { name: '限流', days: 1 })).body.key as string

  it('holds for one session and not for another at the same address', async () => {
    const server = await limited()
    const [one, two] = [await keyOf('office'), await keyOf('director')]
    const ask = (key: string) => server.inject({ url: '/api/v1/me', headers: { 'x-api-key': key } })
    const statuses = []
    for (let request = 0; request < 4; request++) statuses.push((await ask(one)).statusCode)
    expect(statuses).toEqual([200, 200, 200, 429])
    expect((await ask(two)).statusCode).toBe(200)
  })

  it.each([
    ['signing in', { method: 'POST', url: '/api/v1/session', payload: { userName: 'nobody', password: 'x' } }, 401],
    ['a route that needs a session', { method: 'GET', url: '/api/v1/me' }, 401],
  ] as const)('is not escaped by inventing a key for every request: %s', async (_what, request, status) => {
    const server = await limited()
    const statuses = []
    for (let number = 0; number < LIMIT + 1; number++) {
      const headers =
        number % 2 ? { 'x-api-key': `made-up-${number}` } : { cookie: `lianfang.session_token=up${number}` }
      statuses.push((await server.inject({ ...request, headers })).statusCode)
    }
    expect(statuses).toEqual([status, status, status, 429])
  })
})

describe('logs', () => {
  it('hold no name, password or body', async () => {
    const lines: string[] = []
    const log = openLog(
      'info',
      new Writable({
        write(chunk, _encoding, done) {
          lines.push(String(chunk))
          done()
        },
      }),
    )
    const logged = await createHttp({
      routes: app.routes,
      identify: app.sessions.identify,
      context: app.contextFor,
      ready: async () => true,
      anonymous,
      log,
      rateLimit: 1000,
    })
    afterAll(() => logged.close())
    await logged.inject({ method: 'POST', url: '/api/v1/session', payload: { userName: 'office', password: PASSWORD } })
    await logged.inject({ url: '/api/v1/accounts?q=%E5%BC%A0%E4%B8%89' })
    expect(lines).toHaveLength(2)
    expect(lines.join('')).toContain('"route":"/api/v1/accounts"')
    for (const secret of [PASSWORD, '张三', '%E5%BC%A0', 'office']) expect(lines.join('')).not.toContain(secret)
  })
})

it('logs of a failed statement where it failed and nothing of what it was about', () => {
  const lines: string[] = []
  const log = openLog('info', new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) }))
  const error = Object.assign(new Error('invalid input syntax for type uuid: "张三\n住东山"'), { code: '22P02' })
  log.error({ err: error }, 'failed')
  expect(lines.join('')).toContain('server.http.test.ts')
  for (const word of ['张三', '住东山']) expect(lines.join('')).not.toContain(word)
})

describe('clients that go away in flight', () => {
  it('leave no half-sent list on the disk', async () => {
    if (!http.server.listening) await http.listen({ port: 0, host: '127.0.0.1' })
    const { port } = http.server.address() as AddressInfo
    const key = (await (await district.as('office')).post('/api/v1/me/api-keys', { name: '上传', days: 1 })).body.key
    const lists = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('lianfang-list-')).length
    const before = await lists()
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(
      `POST /api/v1/imports HTTP/1.1\r\nhost: localhost\r\nx-api-key: ${key}\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 100000\r\n\r\n` +
        '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n' +
        '姓名,身份证号\r\n'.repeat(500),
    )
    await expect.poll(lists).toBe(before + 1)
    socket.destroy()
    await expect.poll(lists, { timeout: 5000 }).toBe(before)
  })

  it('leave no connection in a transaction', async () => {
    if (!http.server.listening) await http.listen({ port: 0, host: '127.0.0.1' })
    const { port } = http.server.address() as AddressInfo
    const body = JSON.stringify({ userName: 'office', password: PASSWORD })
    await Promise.all(
      Array.from({ length: 32 }, async (_, index) => {
        const socket = connect(port, '127.0.0.1')
        socket.on('error', () => {})
        socket.write(
          `POST /api/v1/session HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        )
        await sleep(2 + index * 4)
        socket.destroy()
      }),
    )
    const watcher = new pg.Client(district.database.owner)
    await watcher.connect()
    try {
      const inTransaction = async () =>
        (
          await watcher.query(
            `select count(*)::int as count from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid() and state like 'idle in transaction%'`,
          )
        ).rows[0].count
      await expect.poll(inTransaction, { timeout: 10_000 }).toBe(0)
    } finally {
      await watcher.end()
    }
    // More requests than the pool has connections: all of them are answered.
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => district.stranger.get('/api/v1/public/response')),
    )
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    // Thirty-two passwords are hashed for it.
  }, 90_000)
})
