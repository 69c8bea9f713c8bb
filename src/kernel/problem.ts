// The one error that an action throws on purpose: RFC 9457 problem details with a stable code, a message in both
// languages and the fields it is about. Anything else that is thrown is a defect and is answered 500 without detail.
import type { Reason } from './verdict.ts'

export interface ProblemDetails {
  status: number
  code: string
  zh: string
  en: string
  errors: Reason[]
}

export class Problem extends Error {
  readonly details: ProblemDetails

  constructor(status: number, code: string, zh: string, en: string, errors: Reason[] = []) {
    super(`${code}: ${en}`)
    this.name = 'Problem'
    this.details = { status, code, zh, en, errors }
  }
}

/** 400: what was sent breaks a rule; the reasons name field and cause. */
export const refused = (reasons: Reason[], status = 422): Problem => {
  const first = reasons[0]
  return new Problem(
    status,
    first?.code ?? 'refused',
    first?.zh ?? '不符合规定',
    first?.en ?? 'Refused by a rule',
    reasons,
  )
}

/** 404: nothing of that id that this account may see. Says the same whether it is absent or out of scope. */
export const notFound = (what: { zh: string; en: string }): Problem =>
  new Problem(404, 'not_found', `没有找到${what.zh}，或不在您的管辖范围`, `${what.en} not found, or outside your area`)

/** 403: the account's posts do not allow this. */
export const forbidden = (permission: string): Problem =>
  new Problem(403, 'forbidden', '您的岗位无此权限', 'Your post does not allow this', [
    { code: 'permission', zh: permission, en: permission },
  ])

/** 409: somebody else was first. */
export const conflict = (code: string, zh: string, en: string): Problem => new Problem(409, code, zh, en)
/** 409: the id that the client made is another record's. The same record sent again is no conflict. */
export const idTaken = (): Problem =>
  conflict('id_taken', '此编号已被使用，请刷新后重试', 'This id is in use: reload and try again')
