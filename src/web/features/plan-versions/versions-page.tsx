// The versions of the plan, newest first (M01, M04): which is in force, which is to come, what waits for somebody's
// approval; the files to begin an amendment with.
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import type { PlanVersionView } from '../../../modules/organisation/amendments/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { WhenText } from '../../ui/when.tsx'
import { NewSeats } from './new-seats.tsx'
import { AREAS_FILE, TOPICS, VERSIONS } from './paths.ts'
import { VersionState } from './version-state.tsx'
import { useVersionWords } from './words.ts'
import './plan-versions.css'

const STALE = [VERSIONS]

export function VersionsPage() {
  const say = useVersionWords()
  const can = useMay()
  const navigate = useNavigate()
  const { data, error, refetch } = useApi<{ items: PlanVersionView[] }>(VERSIONS)
  useLive(TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  const inForce = data.items.find(({ state }) => state === 'inForce')
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <div className="row">
          {inForce && <Button href={`${VERSIONS}/${inForce.id}/file`}>{say('planFile')}</Button>}
          <Button href={AREAS_FILE}>{say('areasFile')}</Button>
          {can('plan.propose') && (
            <Button type="primary" onClick={() => void navigate({ to: '/plan/versions/new' })}>
              {say('propose')}
            </Button>
          )}
        </div>
      </div>
      {can('account.manage') && <NewSeats />}
      <section className="card">
        <header>
          <h2>{say('versions')}</h2>
        </header>
        <table className="list-table">
          <thead>
            <tr>
              <th>{say('version')}</th>
              <th>{say('state')}</th>
              <th>{say('effectiveFrom')}</th>
              <th>{say('running')}</th>
              <th>{say('proposedBy')}</th>
              <th>{say('decidedBy')}</th>
              <th>{say('reason')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((version) => (
              <VersionRow key={version.id} version={version} />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

function VersionRow({ version }: { version: PlanVersionView }) {
  const say = useVersionWords()
  const inLanguage = useBilingual()
  const { amendment, state } = version
  const by = (name: string | null) => name ?? say('commandLine')
  return (
    <tr className={state === 'returned' || state === 'withdrawn' ? 'is-faded' : ''}>
      <td className="lead">
        <Link to="/plan/versions/$id" params={{ id: version.id }}>
          {version.number === null ? say('notYet') : say('number', { n: version.number })}
        </Link>
        <div className="quiet">
          {inLanguage(version.title)} · {version.label}
        </div>
      </td>
      <td data-label={say('state')}>
        <VersionState state={state} />
      </td>
      <td data-label={say('effectiveFrom')}>
        <WhenText at={version.effectiveFrom} />
      </td>
      <td data-label={say('running')}>{amendment ? say(amendment.runningPeriods) : '—'}</td>
      <td data-label={say('proposedBy')}>{amendment ? by(amendment.proposedBy) : say('first')}</td>
      <td data-label={say('decidedBy')}>
        {amendment?.decidedAt
          ? `${by(amendment.decidedBy)}${state === 'returned' ? ` · ${say('returned')}` : ''}`
          : '—'}
      </td>
      <td data-label={say('reason')}>{amendment?.reason ?? '—'}</td>
    </tr>
  )
}
