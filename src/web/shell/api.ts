// The one door to the API: JSON in, JSON out, every failure as an ApiProblem in both languages (RFC 9457 details), the
// lost connection included. Shapes are the contracts' types; the server has already dropped what they do not name.
import type { ProblemDetails } from '../../kernel/problem.ts'

export type QueryValues = Record<string, string | number | boolean | null | undefined>

export class ApiProblem extends Error {
  readonly details: ProblemDetails
  readonly requestId: string | null

  constructor(details: ProblemDetails, requestId: string | null = null) {
    super(`${details.code}: ${details.en}`)
    this.name = 'ApiProblem'
    this.details = details
    this.requestId = requestId
  }
}

const OFFLINE: ProblemDetails = {
  status: 0,
  code: 'offline',
  zh: '连不上服务器，请检查网络',
  en: 'The server cannot be reached',
  errors: [],
}

/** Any thrown thing as a problem that a screen can show. */
export const problemOf = (error: unknown): ApiProblem =>
  error instanceof ApiProblem
    ? error
    : new ApiProblem({ status: 500, code: 'internal', zh: '页面出错', en: 'The page failed', errors: [] })

/** Path with its query; empty values are left out, so a cleared filter leaves no trace in the address. */
export function withQuery(path: string, query: QueryValues = {}): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') params.set(key, String(value))
  }
  const text = params.toString()
  return text ? `${path}?${text}` : path
}

async function exchange(method: string, url: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, { method, credentials: 'same-origin', ...init })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiProblem(OFFLINE)
  }
  if (!response.ok) throw await readProblem(response)
  return response
}

async function request<T>(method: string, url: string, init: RequestInit = {}): Promise<T> {
  const response = await exchange(method, url, init)
  return (response.status === 204 ? undefined : await response.json()) as T
}

export async function readProblem(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => ({}))) as Partial<ProblemDetails> & { requestId?: string }
  return new ApiProblem(
    {
      status: response.status,
      code: body.code ?? 'unavailable',
      zh: body.zh ?? '服务器暂时无法答复',
      en: body.en ?? 'The server cannot answer now',
      errors: body.errors ?? [],
    },
    body.requestId ?? response.headers.get('x-request-id'),
  )
}

const json = (body: unknown): RequestInit =>
  body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }

export const api = {
  get: <T>(path: string, query?: QueryValues, signal?: AbortSignal): Promise<T> =>
    request<T>('GET', withQuery(path, query), signal ? { signal } : {}),
  blob: async (path: string): Promise<Blob> => (await exchange('GET', path, {})).blob(),
  post: <T = void>(path: string, body?: unknown): Promise<T> => request<T>('POST', path, json(body)),
  put: <T = void>(path: string, body?: unknown): Promise<T> => request<T>('PUT', path, json(body)),
  patch: <T = void>(path: string, body?: unknown): Promise<T> => request<T>('PATCH', path, json(body)),
  delete: <T = void>(path: string, body?: unknown): Promise<T> => request<T>('DELETE', path, json(body)),
}

/** Uploads one form with its progress (fetch cannot tell it). `onProgress` gets 0 to 1. */
export function upload<T>(path: string, form: FormData, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const exchange = new XMLHttpRequest()
    exchange.open('POST', path)
    exchange.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total)
    exchange.onerror = () => reject(new ApiProblem(OFFLINE))
    exchange.onload = () => {
      if (exchange.status < 400) return resolve(JSON.parse(exchange.responseText || 'null') as T)
      const response = new Response(exchange.responseText, { status: exchange.status })
      void readProblem(response).then(reject)
    }
    exchange.send(form)
  })
}
