// The list behind a figure: everything that was due, what fails first. The figure above it is of the same answer, so the two
// agree; day by day it tells how the duty stood and which version of the plan judged it.
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useMemo } from 'react'
import type { EvidenceRow, EvidenceView } from '../../../modules/insight/plan/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { AreaName, useAreas } from '../../ui/areas.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { Tag } from '../../ui/tag.tsx'
import { useDayText, WhenText } from '../../ui/when.tsx'
import { MeasureText, WhyNot } from './duty-rows.tsx'
import { OwnerList } from './owners.tsx'
import { PLAN, PLAN_TOPICS } from './paths.ts'
import { SectionOwner } from './sections.tsx'
import { Sparkline } from './sparkline.tsx'
import { StateTag } from './state-tag.tsx'
import { useFigureText } from './value.tsx'
import { usePlanWords } from './words.ts'
import './plan.css'

const STALE = [PLAN]

export function EvidencePage() {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  const navigate = useNavigate()
  const figureText = useFigureText()
  const dayText = useDayText()
  const { pathOf } = useAreas()
  const { key } = useParams({ from: '/frame/plan/duties/$key' })
  const search = useSearch({ from: '/frame/plan/duties/$key' })
  const { area, show, day } = search
  const path = `${PLAN}/duties/${key}/evidence`
  const { data, error, refetch } = useApi<EvidenceView>(path, { area, day, limit: 1 })
  useLive(PLAN_TOPICS, STALE)
  const columns = useEvidenceColumns()
  const may = useMay()
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  const { duty, visible, recorded } = data
  const isLeftBehind =
    recorded !== null && figureText(recorded, duty.measure.unit) !== figureText(duty, duty.measure.unit)
  const owners = new Map(data.owners.map((owner) => [owner.key, owner]))
  const seen = visible.kept + visible.failing
  const total = duty.counts?.denominator ?? duty.value ?? 0
  const isDistrict = data.area.length <= 6
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ to: '/plan/duties/$key', params: { key }, search: { ...search, ...change }, replace: true })
  const tab = (value: 'failing' | 'kept' | undefined, label: string, count: number) => (
    <button type="button" aria-pressed={show === value} onClick={() => set({ show: value })}>
      {label} <strong className="num">{count}</strong>
    </button>
  )
  return (
    <div className="stack plan">
      <div className="page-head">
        <h1>{inLanguage(duty)}</h1>
        <Link to="/plan" search={{ area }} className="no-print">
          {say('backToPlan')}
        </Link>
        {may('directive.supervise') && (
          <Link
            to="/directives/new"
            search={{ kind: 'supervision', source: 'clause', sourceId: key, text: inLanguage(duty), title: '' }}
            className="no-print"
          >
            {say('supervise')}
          </Link>
        )}
        <div className="row quiet">
          <span className="num">{duty.clauses.join(' ')}</span>
          <span>{isDistrict ? say('district') : pathOf(data.area)}</span>
          <span>{say('judgedBy', { n: data.version })}</span>
          <span>
            {day ? (
              say('endOfDay', { day: dayText(day) })
            ) : (
              <>
                {say('asOf')} <WhenText at={data.at} />
              </>
            )}
          </span>
          {day && (
            <button type="button" className="link no-print" onClick={() => set({ day: undefined, show: undefined })}>
              {say('toToday')}
            </button>
          )}
        </div>
      </div>
      <section className="card evidence-head">
        <div>
          <MeasureText duty={duty} />
        </div>
        <div className="evidence-value">
          <strong className="num" data-testid="evidence-figure">
            {figureText(duty, duty.measure.unit)}
          </strong>
          <StateTag state={duty.state} />
          <WhyNot duty={duty} />
        </div>
        <Sparkline duty={duty} />
        <div>
          <span className="quiet">{say('call')}</span>
          <OwnerList
            keys={duty.owners}
            owners={owners}
            onUnit={(unit) => void navigate({ to: '/plan', search: { area, unit } })}
          />
          <SectionOwner owners={owners} of={data.answers} />
        </div>
      </section>
      <div className="evidence-grid">
        <div className="stack">
          <fieldset className="state-choice" aria-label={say('evidenceTitle')}>
            {tab(undefined, say('all'), seen)}
            {tab('failing', say('failing'), visible.failing)}
            {tab('kept', say('keptOnes'), visible.kept)}
          </fieldset>
          {isLeftBehind && (
            <p className="plan-note" role="status">
              {say('leftBehind', {
                before: figureText(recorded, duty.measure.unit),
                now: figureText(duty, duty.measure.unit),
              })}
            </p>
          )}
          {seen < total && (
            <p className="quiet plan-note" role="status">
              {say('partlyVisible', { area: isDistrict ? say('district') : pathOf(data.area), total, seen })}
            </p>
          )}
          <ResourceList<EvidenceRow>
            name="evidence"
            label={say('evidenceTitle')}
            path={path}
            fixed={{ area, day }}
            columns={columns}
            filters={[{ kind: 'hidden', key: 'show' }]}
            rowKey={(row) => row.id}
            search={{ show }}
            onSearch={({ show }) => set({ show })}
            onOpen={(row) => {
              if (row.personId) void navigate({ to: '/persons/$id', params: { id: row.personId } })
            }}
            counted={false}
            empty={{ title: say('noEvidence'), hint: say('noEvidenceHint') }}
            live={PLAN_TOPICS}
          />
        </div>
        <DayTable duty={duty} isPast={day !== undefined} onDay={(day) => set({ day, show: undefined })} />
      </div>
    </div>
  )
}

function useEvidenceColumns(): Column<EvidenceRow>[] {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  const can = useMay()
  return useMemo(
    () => [
      {
        key: 'about',
        title: say('about'),
        lead: true,
        cell: (row) =>
          row.personId && can('person.read') ? (
            <Link to="/persons/$id" params={{ id: row.personId }}>
              {inLanguage(row)}
            </Link>
          ) : (
            inLanguage(row)
          ),
      },
      {
        key: 'mark',
        title: say('mark'),
        cell: ({ kept }) => <Tag tone={kept ? 'good' : 'bad'}>{say(kept ? 'keptOnes' : 'failing')}</Tag>,
      },
      { key: 'said', title: say('said'), cell: ({ saidZh, saidEn }) => inLanguage({ zh: saidZh, en: saidEn }) },
      { key: 'area', title: say('area'), cell: ({ areaCode }) => <AreaName code={areaCode} /> },
      { key: 'at', title: say('at'), cell: ({ at }) => <WhenText at={at} /> },
    ],
    [say, inLanguage, can],
  )
}

/** The curve in figures, latest first; a day that was recorded opens its own list. */
function DayTable({
  duty,
  isPast,
  onDay,
}: {
  duty: EvidenceView['duty']
  isPast: boolean
  onDay: (day: string | undefined) => void
}) {
  const say = usePlanWords()
  const dayText = useDayText()
  const figureText = useFigureText()
  if (duty.curve.length === 0) return null
  const last = duty.curve.at(-1)?.day
  return (
    <section className="card">
      <header>
        <h2>{say('pastDays')}</h2>
      </header>
      <table className="figures">
        <thead>
          <tr>
            <th>{say('dayOf')}</th>
            <th className="right">{say('value')}</th>
            <th>{say('state')}</th>
            <th>{say('planVersion')}</th>
          </tr>
        </thead>
        <tbody>
          {duty.curve.toReversed().map((figure) => (
            <tr key={figure.day}>
              <td>
                {figure.value === null ? (
                  dayText(figure.day)
                ) : (
                  <button
                    type="button"
                    className="link"
                    aria-current={figure.day === last ? 'date' : undefined}
                    onClick={() => onDay(figure.day === last && !isPast ? undefined : figure.day)}
                  >
                    {dayText(figure.day)}
                  </button>
                )}
              </td>
              <td className="right num">{figureText(figure, duty.measure.unit)}</td>
              <td>{figure.value === null ? <span className="quiet">—</span> : <StateTag state={figure.state} />}</td>
              <td className="quiet">
                {figure.planVersion === null ? say('notDay') : say('judgedBy', { n: figure.planVersion })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
