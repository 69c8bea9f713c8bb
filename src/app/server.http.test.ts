// What the server promises whatever the route: errors that say why, security headers, ids, a description of itself, no
// personal data in logs, and no connection left in a transaction by a client that went away.

import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { anonymous } from '../modules/identity/index.ts'
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
  it('holds for one session and not for another', async () => {
    const limited = await createHttp({
      routes: app.routes,
      identify: app.sessions.identify,
      context: app.contextFor,
      ready: async () => true,
      anonymous,
      log: app.log,
      rateLimit: 3,
    })
    afterAll(() => limited.close())
    const ask = (key: string) => limited.inject({ url: '/api/v1/me', headers: { 'x-api-key': key } })
    const statuses = []
    for (let request = 0; request < 4; request++) statuses.push((await ask('one')).statusCode)
    expect(statuses).toEqual([401, 401, 401, 429])
    expect((await ask('two')).statusCode).toBe(401)
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

describe('clients that go away in flight', () => {
  it('leave no connection in a transaction', async () => {
    await http.listen({ port: 0, host: '127.0.0.1' })
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
  })
})
