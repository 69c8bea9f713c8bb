// Whole-page answers when there is nothing to show: not allowed, not there, no connection, or a defect of ours.
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCommon } from '../i18n/common.ts'
import { useBilingual } from '../i18n/index.ts'
import { problemOf } from './api.ts'

interface Said {
  mark: string
  title: string
  hint: string
  requestId?: string | null
  retry?: () => void
}

function Notice({ mark, title, hint, requestId, retry }: Said) {
  const common = useCommon()
  return (
    <section className="notice" role="alert">
      <div className="notice-mark">{mark}</div>
      <div>
        <h1>{title}</h1>
        <p>{hint}</p>
        {requestId && <p className="quiet num">{common('requestId', { id: requestId })}</p>}
        <div className="notice-actions">
          {retry && (
            <Button type="primary" onClick={retry}>
              {common('retry')}
            </Button>
          )}
          <Link to="/">{common('toBoard')}</Link>
        </div>
      </div>
    </section>
  )
}

export function NotFoundPage() {
  const common = useCommon()
  return <Notice mark="404" title={common('notFoundTitle')} hint={common('notFoundHint')} />
}

export function ForbiddenPage() {
  const common = useCommon()
  return <Notice mark="403" title={common('forbiddenTitle')} hint={common('forbiddenHint')} />
}

/** Shows any error as a page; `retry` asks again. */
export function ProblemPage({ error, retry }: { error: unknown; retry?: () => void }) {
  const common = useCommon()
  const inLanguage = useBilingual()
  const problem = problemOf(error)
  const { status } = problem.details
  if (status === 403) return <ForbiddenPage />
  if (status === 404) return <Notice mark="404" title={inLanguage(problem.details)} hint={common('notFoundHint')} />
  const again = retry ? { retry } : {}
  if (status === 0) return <Notice mark="…" title={common('offline')} hint={common('offlineLong')} {...again} />
  return (
    <Notice
      mark={String(status)}
      title={common('unexpected')}
      hint={inLanguage(problem.details)}
      requestId={problem.requestId}
      {...again}
    />
  )
}

export function RouteError({ error }: ErrorComponentProps) {
  const router = useRouter()
  return <ProblemPage error={error} retry={() => void router.invalidate()} />
}
