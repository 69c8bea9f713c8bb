// A refusal on the screen: what the server said in the language of the screen, its reasons one by one, and those that
// name a field of the form beside that field.
import { Alert, type FormInstance } from 'antd'
import { useEffect, useMemo } from 'react'
import type { Reason } from '../../kernel/verdict.ts'
import { useCommon } from '../i18n/common.ts'
import { useBilingual } from '../i18n/index.ts'
import { ApiProblem, problemOf } from '../shell/api.ts'

export function ProblemAlert({ error, title }: { error: unknown; title?: string }) {
  const common = useCommon()
  const inLanguage = useBilingual()
  if (!error) return null
  const { details, requestId } = problemOf(error)
  const said = inLanguage(details)
  const reasons = details.errors.map(inLanguage).filter((text) => text && text !== said)
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title ?? said}
      description={
        reasons.length > 0 || title || details.status >= 500 ? (
          <>
            {title && <div>{said}</div>}
            {reasons.length > 0 && (
              <ul className="reasons">
                {reasons.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            )}
            {details.status >= 500 && requestId && <div className="num">{common('requestId', { id: requestId })}</div>}
          </>
        ) : undefined
      }
    />
  )
}

const asIs = (field: string): string => field

/**
 * Puts the reasons that name a field of `form` on that field; answers the problem that is left for a `ProblemAlert`,
 * or null when the fields say everything. `fieldOf` says which field of the form a field of the body is; must be constant.
 */
export function useFieldProblems<T>(
  form: FormInstance<T>,
  error: unknown,
  fieldOf: (field: string) => string = asIs,
): ApiProblem | null {
  const inLanguage = useBilingual()
  const problem = useMemo(() => (error ? problemOf(error) : null), [error])
  const nameOf = (reason: Reason) => {
    const name = reason.field && fieldOf(reason.field)
    return name && name in ((form.getFieldsValue() ?? {}) as object) ? name : null
  }
  useEffect(() => {
    if (!problem) return
    const named = problem.details.errors.flatMap((reason) => {
      const name = reason.field && fieldOf(reason.field)
      return name && name in (form.getFieldsValue() as object) ? [{ name, errors: [inLanguage(reason)] }] : []
    })
    form.setFields(named as never)
    if (named[0]) form.scrollToField(named[0].name as never, { block: 'center' })
  }, [problem, form, inLanguage, fieldOf])
  if (!problem) return null
  const left = problem.details.errors.filter((reason) => nameOf(reason) === null)
  if (left.length === 0 && problem.details.errors.length > 0) return null
  return new ApiProblem({ ...problem.details, errors: left }, problem.requestId)
}
