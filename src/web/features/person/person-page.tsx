// One person (M07, M21): particulars, the period with its clock, referrals, the curve, the calendar of checks, and
// everything that happened with who did it.
import { useNavigate, useParams } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { PeriodView, ReadingView } from '../../../modules/isolation/contract/views.ts'
import type { PersonView } from '../../../modules/people/contract.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { useAreas } from '../../ui/areas.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { AssignmentHistoryCard } from '../assignments/history-card.tsx'
import { AuditLink } from '../audit/audit-link.tsx'
import { MergeCard } from '../duplicates/merge-card.tsx'
import { VoidButton } from '../duplicates/void-button.tsx'
import { FilesCard } from '../files/files-card.tsx'
import { HouseholdCard } from '../households/household-card.tsx'
import { ISOLATION_TOPICS, periodsOf } from '../isolation/paths.ts'
import { MovementCard } from '../movements/movement-card.tsx'
import { PapersCard } from '../papers/papers-card.tsx'
import { AgainButton } from './again-dialog.tsx'
import { Calendar } from './calendar.tsx'
import { FactsCard } from './facts-card.tsx'
import { PeriodCard } from './period-card.tsx'
import { CorrectionDialog } from './reading-dialogs.tsx'
import { ReferralCard } from './referral-card.tsx'
import { Timeline } from './timeline.tsx'
import { usePersonWords } from './words.ts'
import './person.css'

const Curve = lazy(() => import('./curve.tsx').then(({ Curve }) => ({ default: Curve })))
const STALE = ['/api/v1/persons', '/api/v1/isolation']

export function PersonPage() {
  const { id } = useParams({ from: '/frame/persons/$id' })
  const say = usePersonWords()
  const navigate = useNavigate()
  const can = useMay()
  const { pathOf } = useAreas()
  const [correcting, setCorrecting] = useState<ReadingView | null>(null)
  const person = useApi<PersonView>(`/api/v1/persons/${id}`)
  // The address of a registration that was merged leads to the one that was kept.
  const keptId = person.data?.id
  useEffect(() => {
    if (keptId && keptId !== id) void navigate({ to: '/persons/$id', params: { id: keptId }, replace: true })
  }, [keptId, id, navigate])
  const isolation = useApi<{ items: PeriodView[] }>(can('isolation.read') ? periodsOf(id) : null)
  useLive(ISOLATION_TOPICS, STALE)
  if (person.error && !person.data) return <ProblemPage error={person.error} retry={() => void person.refetch()} />
  if (!person.data) return <Skeleton active paragraph={{ rows: 10 }} />
  const periods = isolation.data?.items ?? []
  const [current] = periods
  const hasReadings =
    current && (current.firstTemperature !== null || current.readings.some(({ temperature }) => temperature !== null))
  const inIsolation = current?.status.state === 'active' || current?.status.state === 'referred'
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{person.data.name}</h1>
        <span className="quiet">{pathOf(person.data.areaCode)}</span>
        <AuditLink person={id} />
        <div className="row card-acts">
          {!isolation.isPending && <AgainButton person={person.data} inIsolation={inIsolation} />}
          <VoidButton person={person.data} />
        </div>
      </div>
      <ProblemAlert error={isolation.error} />
      {current?.referrals.map((referral) => (
        <ReferralCard key={referral.id} referral={referral} period={current} />
      ))}
      <div className="person-grid">
        <div className="stack">
          <FactsCard person={person.data} />
          <HouseholdCard personId={person.data.id} />
          <MergeCard personId={person.data.id} />
          <MovementCard person={person.data} inIsolation={inIsolation} />
        </div>
        <div className="stack">
          {current ? (
            <PeriodCard period={current} />
          ) : (
            !isolation.isPending && (
              <section className="card card-body quiet">
                {say(person.data.arrival?.status === 'expected' ? 'noPeriodExpected' : 'noPeriod')}
              </section>
            )
          )}
        </div>
      </div>
      {current && (
        <>
          <section className="card">
            <header>
              <h2>{say('curve')}</h2>
            </header>
            {hasReadings ? (
              <Suspense fallback={<div className="curve" />}>
                <Curve period={current} />
              </Suspense>
            ) : (
              <div className="card-body quiet">{say('noCurve')}</div>
            )}
          </section>
          <section className="card">
            <header>
              <h2>{say('calendar')}</h2>
              <span className="quiet">{say('calendarHint')}</span>
            </header>
            <Calendar period={current} />
          </section>
        </>
      )}
      <PapersCard person={person.data} period={current} />
      <FilesCard personId={id} />
      {can('isolation.read') && <AssignmentHistoryCard personId={id} />}
      <section className="card">
        <header>
          <h2>{say('timeline')}</h2>
        </header>
        <div className="card-body">
          <Timeline person={person.data} periods={periods} onCorrect={(_period, reading) => setCorrecting(reading)} />
        </div>
      </section>
      {correcting && <CorrectionDialog reading={correcting} onClose={() => setCorrecting(null)} />}
    </div>
  )
}
