// Every error of the API as RFC 9457 problem details in both languages. Validation names field and cause; what nobody
// foresaw is logged and answered without detail.
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import { Problem, type ProblemDetails } from '../../kernel/problem.ts'
import type { Reason } from '../../kernel/verdict.ts'
import type { Log } from '../log.ts'

const zh = z.locales.zhCN().localeError
const en = z.locales.en().localeError

const said = (said: ReturnType<typeof zh>): string => (typeof said === 'string' ? said : (said?.message ?? ''))

/** A shape's own message may be written `中文|English`; otherwise Zod's are used. */
function reasonOf(issue: z.core.$ZodIssue, prefix: string): Reason {
  const raw = issue as Parameters<typeof zh>[0]
  const [ownZh, ownEn] = issue.message.includes('|') ? issue.message.split('|') : []
  return {
    code: issue.code ?? 'invalid',
    field: [prefix, ...issue.path.map(String)].filter(Boolean).join('.'),
    zh: ownZh ?? said(zh(raw)),
    en: ownEn ?? said(en(raw)),
  }
}

/** Throws Problem 400 unless `data` fits; `where` is '' for the body, 'query' or 'params' otherwise. */
export function parseShape<T extends z.ZodType>(shape: T, data: unknown, where: string): z.output<T> {
  const result = shape.safeParse(data)
  if (result.success) return result.data
  const errors = result.error.issues.map((issue) => reasonOf(issue, where))
  const fields = [...new Set(errors.map((error) => error.field))].join(', ')
  throw new Problem(400, 'invalid', `提交内容有误：${fields}`, `Invalid input: ${fields}`, errors)
}

const KNOWN: Record<string, ProblemDetails> = {
  FST_ERR_CTP_BODY_TOO_LARGE: problem(413, 'too_large', '提交内容过大', 'The body is too large'),
  FST_REQ_FILE_TOO_LARGE: problem(413, 'file_too_large', '文件过大', 'The file is too large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: problem(415, 'media_type', '不支持的内容类型', 'Unsupported content type'),
  FST_ERR_CTP_INVALID_JSON_BODY: problem(400, 'invalid_json', 'JSON 格式有误', 'The body is not valid JSON'),
  FST_ERR_CTP_EMPTY_JSON_BODY: problem(400, 'invalid_json', '缺少提交内容', 'The body is empty'),
  FST_INVALID_MULTIPART_CONTENT_TYPE: problem(
    415,
    'not_multipart',
    '须以表单上传文件',
    'Send the file as a multipart form',
  ),
}

function problem(status: number, code: string, zh: string, en: string): ProblemDetails {
  return { status, code, zh, en, errors: [] }
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): void {
  const details = detailsOf(error)
  // What only the database refused may be a defect of ours: it is told, with a code and no value.
  const { code = '' } = error as { code?: string }
  if (details.status < 500 && /^2[23]/.test(code)) log.warn({ err: error, requestId: request.id }, 'refused below')
  if (details.status >= 500) log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'failed')
  reply
    .status(details.status)
    .type('application/problem+json')
    .send({ type: 'about:blank', title: details.en, ...details, requestId: request.id })
}

/** What an error is answered with; 500 without detail for what nobody foresaw. */
export function detailsOf(error: unknown): ProblemDetails {
  if (error instanceof Problem) return error.details
  const { code = '', statusCode } = error as { code?: string; statusCode?: number }
  const known = KNOWN[code]
  if (known) return known
  if (statusCode === 429)
    return problem(429, 'too_many', '操作过于频繁，请稍后再试', 'Too many requests, try again later')
  // PostgreSQL could not serialise, or two waited for each other: the same request again will do.
  if (code === '40001' || code === '40P01')
    return problem(409, 'busy', '有人正在修改，请重试', 'Somebody else was writing, try again')
  // A NUL in a text: PostgreSQL keeps none, and no shape has to say so field by field.
  if (code === '22021' || code === '22P05') {
    return problem(400, 'bad_text', '文字中含有不能保存的字符', 'A text holds a character that cannot be kept')
  }
  // A value that fits its shape and no column: a day of the year 0, a number out of range.
  if (/^22[0-9A-Z]{3}$/.test(code)) {
    return problem(400, 'bad_value', '提交的数值或日期超出范围', 'A value or day is out of range')
  }
  // An id of the client's own making that is in use already, or two of one thing at the same moment.
  if (code === '23505') return problem(409, 'taken', '编号或内容已存在，请刷新', 'It is there already: look again')
  // What it hangs on moved to another area, or went, between the look and the write.
  if (code === '23503')
    return problem(409, 'changed', '相关记录刚被他人更改，请重试', 'What it hangs on has just changed, try again')
  if (statusCode && statusCode >= 400 && statusCode < 500)
    return problem(statusCode, 'bad_request', '请求有误', 'Bad request')
  return problem(500, 'internal', '系统内部错误，已记录', 'Internal error, it has been logged')
}
