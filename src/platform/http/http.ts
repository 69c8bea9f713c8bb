// The HTTP server: mounts declared routes on Fastify with permission, shapes, security headers, limits, request ids,
// metrics and problems. It knows no slice.
import fastifyMultipart from '@fastify/multipart'
import fastifyRateLimit from '@fastify/rate-limit'
import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import helmet, { type HelmetOptions } from 'helmet'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { newId } from '../../kernel/ids.ts'
import { forbidden, Problem } from '../../kernel/problem.ts'
import type { Actor, Context } from '../context.ts'
import type { Log } from '../log.ts'
import { describeApi } from './openapi.ts'
import { answerError, parseShape } from './problems.ts'
import { Download, type Exchange, type Route } from './route.ts'

/** Who sent the request, or null for a stranger. What an account must do first closes every route but those that say otherwise. */
export interface Identified {
  actor: Actor
  mustChangePassword: boolean
  mustEnrolSecondFactor: boolean
}

export interface HttpOptions {
  routes: readonly Route[]
  identify(headers: Pick<Headers, 'get'>): Promise<Identified | null>
  context(actor: Actor, requestId: string, permission: string): Context
  ready(): Promise<boolean>
  log: Log
  anonymous: Actor
  /** Requests a minute from one session, key or (for strangers) address. */
  rateLimit: number
  maxUploadBytes?: number
}

const PROBES = new Set(['/healthz', '/metrics'])
const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { log } = options
  const app = Fastify({
    logger: false,
    genReqId: () => newId(),
    bodyLimit: 1024 * 1024,
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: true,
    trustProxy: 'loopback',
  })
  // Shapes are Zod's; Fastify's own compilers are not used.
  app.setValidatorCompiler(() => (value) => ({ value }))
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, log))
  const security = securityHeaders({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // Ant Design writes its styles into the page.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
  })
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(security).header('x-request-id', request.id)
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    done()
  })
  await app.register(fastifyRateLimit, {
    max: options.rateLimit,
    timeWindow: '1 minute',
    keyGenerator: (request) => sessionKey(request) ?? request.ip,
    allowList: (request) => !request.url.startsWith('/api/'),
  })
  await app.register(fastifyMultipart, {
    limits: { fileSize: options.maxUploadBytes ?? 64 * 1024 * 1024, files: 1, fields: 20 },
  })
  addMetrics(app)
  app.addHook('onResponse', (request, reply, done) => {
    // Probes ask every few seconds and say nothing.
    const level = PROBES.has(request.url) ? 'debug' : 'info'
    log[level](
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
    done()
  })
  app.get('/healthz', async (_request, reply) => {
    const ready = await options.ready().catch(() => false)
    return reply.status(ready ? 200 : 503).send({ ready })
  })
  // A key or cookie is a stranger's own invention until somebody is found behind it: those count by address again.
  const countStranger = app.createRateLimit({ keyGenerator: (request) => request.ip })
  const refuseCrowd = async (request: FastifyRequest) => {
    if (sessionKey(request) === undefined) return
    refuseIfExceeded(await countStranger(request))
  }
  for (const spec of options.routes) mount(app, spec, options, refuseCrowd)
  await app.register(fastifySwagger, {
    mode: 'static',
    specification: { document: describeApi(options.routes, { title: 'Lianfang 联防', version: '1' }) as never },
  })
  await app.register(fastifySwaggerUi, { routePrefix: '/api/docs', staticCSP: true })
  return app
}

function mount(
  app: FastifyInstance,
  spec: Route,
  options: HttpOptions,
  refuseCrowd: (request: FastifyRequest) => Promise<void>,
): void {
  const count =
    spec.perMinute === undefined
      ? null
      : app.createRateLimit({ max: spec.perMinute, timeWindow: '1 minute', keyGenerator: (request) => request.ip })
  app.route({
    method: spec.method,
    url: spec.url,
    handler: async (request, reply) => {
      if (UNSAFE.has(spec.method)) refuseForeignSite(request)
      const identified = spec.permission === 'public' ? null : await options.identify(saidBy(request))
      if (identified === null) await refuseCrowd(request)
      if (count) refuseIfExceeded(await count(request))
      const ctx = options.context(identified?.actor ?? options.anonymous, request.id, spec.permission)
      if (spec.permission !== 'public') {
        const refusal = admit(identified, spec)
        // What was asked for is kept only where it can be read.
        const asked = refusal?.details.code === 'forbidden' && spec.params?.safeParse(request.params)
        if (refusal && asked?.success) await spec.whenForbidden?.(ctx, asked.data)
        if (refusal) throw refusal
      }
      const input = {
        params: spec.params ? parseShape(spec.params, request.params, 'params') : undefined,
        query: spec.query ? parseShape(spec.query, request.query, 'query') : undefined,
        body: spec.body ? parseShape(spec.body, request.body ?? {}, '') : undefined,
      }
      const result = await spec.handle(ctx, input, exchangeOf(request, reply))
      if (reply.sent || reply.raw.headersSent) return reply
      if (result instanceof Download) {
        return reply
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(result.fileName)}`)
          .type(result.contentType)
          .send(result.body)
      }
      if (!spec.response) return reply.status(spec.status ?? 204).send()
      // Zod drops what the shape does not name, so a column added to a query never leaves by accident.
      return reply.status(spec.status ?? (spec.method === 'POST' ? 201 : 200)).send(spec.response.parse(result))
    },
  })
}

/** Why this request goes no further, or null. */
function refuseIfExceeded(counted: { isAllowed: boolean; isExceeded?: boolean }): void {
  if (!counted.isAllowed && counted.isExceeded) throw Object.assign(new Error('too many'), { statusCode: 429 })
}

function admit(identified: Identified | null, spec: Route): Problem | null {
  if (!identified) return new Problem(401, 'signed_out', '请先登录', 'Sign in first')
  if (identified.mustChangePassword && !spec.beforePasswordChange) {
    return new Problem(403, 'password_change_required', '请先修改一次性密码', 'Change the one-time password first')
  }
  if (identified.mustEnrolSecondFactor && !spec.beforePasswordChange && !spec.beforeSecondFactor) {
    return new Problem(
      403,
      'second_factor_required',
      '您的岗位须使用两步验证，请先设置',
      'Your post needs a second factor; set it up first',
    )
  }
  const isAdmitted = spec.permission === 'signedIn' || identified.actor.permissions.has(spec.permission)
  return isAdmitted ? null : forbidden(spec.permission)
}

// Cookies are SameSite=Lax; beyond that a write from a page of another site is refused by what the browser says of it.
function refuseForeignSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const foreign =
    site !== undefined
      ? site !== 'same-origin' && site !== 'none'
      : origin !== undefined && URL.parse(origin)?.host !== request.headers.host
  if (foreign) throw new Problem(403, 'cross_site', '拒绝来自其他网站的请求', 'Requests from other sites are refused')
}

/** The same for every answer, so they are worked out once. */
function securityHeaders(options: HelmetOptions): Record<string, string> {
  const headers: Record<string, string> = {}
  const setHeader = (name: string, value: string) => {
    headers[name] = value
  }
  helmet(options)({} as never, { setHeader, removeHeader: () => {} } as never, () => {})
  return headers
}

const saidBy = ({ headers }: FastifyRequest): Pick<Headers, 'get'> => ({
  get: (name) => (headers[name] as string | undefined) ?? null,
})

function exchangeOf(request: FastifyRequest, reply: FastifyReply): Exchange {
  return {
    get headers() {
      return headersOf(request)
    },
    address: request.ip,
    setHeader: (name, value) => void reply.header(name, value),
    async upload(maxBytes) {
      const part = await request.file(maxBytes === undefined ? {} : { limits: { fileSize: maxBytes } })
      if (!part) throw new Problem(400, 'no_file', '没有收到文件', 'No file was sent')
      const fields: Record<string, string> = {}
      for (const [name, field] of Object.entries(part.fields)) {
        if (field && !Array.isArray(field) && field.type === 'field') fields[name] = String(field.value)
      }
      const bytes = () =>
        part.toBuffer().catch((error: { code?: string }) => {
          throw error.code === 'FST_REQ_FILE_TOO_LARGE' && maxBytes !== undefined ? tooLarge(maxBytes) : error
        })
      return { fileName: part.filename, fields, stream: part.file, bytes }
    },
    stream(onClose) {
      reply.hijack()
      const raw = reply.raw
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      raw.write(': open\n\n')
      const beat = setInterval(() => raw.write(': beat\n\n'), 20_000)
      raw.on('close', () => {
        clearInterval(beat)
        onClose()
      })
      return (event, data) => void raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
  }
}

function tooLarge(maxBytes: number): Problem {
  const most = `${Math.floor(maxBytes / 1024 / 1024)} MB`
  const [zh, en] = [`文件过大，最大 ${most}`, `The file is too large, ${most} at most`]
  return new Problem(413, 'file_too_large', zh, en, [{ code: 'file_too_large', zh, en, field: 'file' }])
}

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

const sessionKey = (request: FastifyRequest): string | undefined =>
  (request.headers['x-api-key'] as string | undefined) ??
  /lianfang\.session_token=([^;.]+)/.exec(request.headers.cookie ?? '')?.[1]

function addMetrics(app: FastifyInstance): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of answered requests by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    duration.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
    done()
  })
  app.get('/metrics', async (request, reply) => {
    // For a Prometheus on this machine alone; a proxy in front forwards from loopback, so its header is refused too.
    const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')
    if (!local || request.headers['x-forwarded-for']) return reply.status(404).send()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
