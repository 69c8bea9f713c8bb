// A whole district for a test file: its own database with the shipped plan and all its accounts, the real routes
// through Fastify's `inject`, and a clock that moves. Nothing of ours is replaced.
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll } from 'vitest'
import { anonymous } from '../../modules/identity/index.ts'
import { activateByPlan, loadFirstPlan } from '../../modules/organisation/index.ts'
import { type MovableClock, movableClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { newCertificateKey } from '../../platform/data-folder.ts'
import { migrate } from '../../platform/db/migrate.ts'
import { createHttp } from '../../platform/http/http.ts'
import { openLog } from '../../platform/log.ts'
import { createTestDatabase, TEST_DISTRICT, type TestDatabase } from '../../platform/testing/postgres.ts'
import { type Application, openApplication } from '../application.ts'
import { type PlanFile, readPlanFile } from '../plan-file.ts'

export const PASSWORD = 'test-password'
export const FIRST_MORNING = '2020-01-25T00:30:00.000Z'

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  body: any
  headers: Record<string, unknown>
  text: string
  /** As sent: a workbook. */
  bytes: Buffer
}

export interface Client {
  get(url: string): Promise<Answer>
  post(url: string, body?: unknown): Promise<Answer>
  put(url: string, body?: unknown): Promise<Answer>
  patch(url: string, body?: unknown): Promise<Answer>
  delete(url: string): Promise<Answer>
  /** A form with one file and the other fields before it. */
  upload(url: string, file: { name: string; content: Buffer }, fields?: Record<string, string>): Promise<Answer>
}

export interface TestDistrict {
  app: Application
  http: FastifyInstance
  clock: MovableClock
  database: TestDatabase
  planFile: PlanFile
  stranger: Client
  /** Signs in as an account of the plan (`clerk-230406100`) and keeps the session. */
  as(userName: string): Promise<Client>
  /** Signs in anew. */
  signIn(userName: string): Promise<Client>
}

/** Opens the district and closes it after the file's tests. */
export async function openTestDistrict({
  at = FIRST_MORNING,
  activate = true,
  runJobs = true,
  secondFactor = 'nobody',
  plan,
}: {
  at?: string
  activate?: boolean
  runJobs?: boolean
  /** Of nobody, unless the test is about it. */
  secondFactor?: 'asPlanned' | 'nobody'
  /** The file of another plan than the one that ships. */
  plan?: string
} = {}): Promise<TestDistrict> {
  const planFile = await readPlanFile(plan ?? readConfig({}, []).planFile)
  const database = await openDatabaseOf(planFile.plan.district.code)
  const clock = movableClock(at)
  const app = await openApplication({
    connection: database.app,
    district: planFile.plan.district.code,
    clock,
    log: openLog('silent'),
    secrets: testSecrets(),
    publicUrl: 'http://localhost',
    secondFactor,
    poolSize: 6,
  })
  const ctx = app.systemContext()
  await loadFirstPlan(ctx, { ...planFile, password: PASSWORD })
  if (activate) await activateByPlan(ctx)
  clock.onMove(async (now) => {
    if (runJobs) for (const job of app.jobs) await job.run(now)
  })
  const http = await createHttp({
    routes: app.routes,
    identify: app.sessions.identify,
    context: app.contextFor,
    ready: async () => true,
    anonymous,
    log: app.log,
    rateLimit: 1_000_000,
  })
  afterAll(async () => {
    await http.close()
    await app.close()
    await database.drop()
  })
  const clients = new Map<string, Promise<Client>>()
  return {
    app,
    http,
    clock,
    database,
    planFile,
    stranger: client(http, {}),
    signIn: (userName) => signIn(http, userName),
    as(userName) {
      const known = clients.get(userName) ?? signIn(http, userName)
      clients.set(userName, known)
      return known
    },
  }
}

/** The template of the run is of one district; another one is migrated anew. */
async function openDatabaseOf(district: string): Promise<TestDatabase> {
  if (district === TEST_DISTRICT) return createTestDatabase()
  const database = await createTestDatabase({ migrated: false })
  const appPassword = String(database.app.password)
  return { ...database, app: await migrate(database.owner, { district, appPassword }) }
}

async function signIn(http: FastifyInstance, userName: string): Promise<Client> {
  const answer = await client(http, {}).post('/api/v1/session', { userName, password: PASSWORD })
  if (answer.status !== 204) throw new Error(`${userName} cannot sign in: ${answer.text}`)
  const cookies = [answer.headers['set-cookie']].flat().map((cookie) => String(cookie).split(';')[0])
  return client(http, { cookie: cookies.join('; ') })
}

export function client(http: FastifyInstance, headers: Record<string, string>): Client {
  const send = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await http.inject({ method, url, payload: payload as never, headers: { ...headers, ...more } })
    const json = String(answer.headers['content-type'] ?? '').includes('json')
    return {
      status: answer.statusCode,
      body: json ? answer.json() : undefined,
      headers: answer.headers,
      text: answer.body,
      bytes: answer.rawPayload,
    }
  }
  return {
    get: (url) => send('GET', url),
    post: (url, body) => send('POST', url, body),
    put: (url, body) => send('PUT', url, body),
    patch: (url, body) => send('PATCH', url, body),
    delete: (url) => send('DELETE', url),
    upload(url, file, fields = {}) {
      const boundary = randomBytes(12).toString('hex')
      const parts = Object.entries(fields).map(
        ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
      const body = Buffer.concat([
        Buffer.from(parts.join('') + head),
        file.content,
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ])
      return send('POST', url, body, { 'content-type': `multipart/form-data; boundary=${boundary}` })
    },
  }
}

export const testSecrets = () => ({
  databaseOwnerPassword: 'unused',
  databaseAppPassword: 'unused',
  authSecret: randomBytes(32).toString('base64url'),
  documentKey: randomBytes(32).toString('base64'),
  documentHashKey: randomBytes(32).toString('base64'),
  certificateKey: newCertificateKey(),
})
