// The plan as a living document (M01–M63): which duty is not kept, since when, and whom to call. By section, group, unit,
// township or clause; every filter is in the address, and the document has the same. What nobody measures is said so.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { useMemo } from 'react'
import { dayOf } from '../../../kernel/time.ts'
import type { PlanView } from '../../../modules/insight/plan/contract.ts'
import { countStates, selectSections } from '../../../modules/insight/plan/rules.ts'
import { useBilingual, useLanguage } from '../../i18n/index.ts'
import { withQuery } from '../../shell/api.ts'
import { planZone } from '../../shell/clock.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import type { Search } from '../../shell/search.ts'
import { useAreas } from '../../ui/areas.ts'
import { WhenText } from '../../ui/when.tsx'
import { Clauses } from './clauses.tsx'
import { GroupTable, TownshipTable, UnitTable } from './overviews.tsx'
import { PLAN, PLAN_TOPICS, VIEWS } from './paths.ts'
import { PlanFilters, StateChoice } from './plan-filters.tsx'
import { Sections } from './sections.tsx'
import { usePlanWords } from './words.ts'
import './plan.css'

const STALE = [PLAN]

export function PlanPage() {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  const language = useLanguage()
  const navigate = useNavigate()
  const { nameOf } = useAreas()
  const search = useSearch({ from: '/frame/plan' })
  const { data, error, refetch } = useApi<PlanView>(
    PLAN,
    { area: search.area },
    { placeholderData: (previous) => previous, refetchInterval: 60_000 },
  )
  useLive(PLAN_TOPICS, STALE)
  const owners = useMemo(() => new Map((data?.owners ?? []).map((owner) => [owner.key, owner])), [data])
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 12 }} />
  const set = (change: Search) => void navigate({ to: '/plan', search: { ...search, ...change }, replace: true })
  const open = (change: Search) => void navigate({ to: '/plan', search: { ...search, view: undefined, ...change } })
  const view = VIEWS.find((one) => one === search.view) ?? 'bySection'
  const { state, section, unit, clause, q } = search
  const shown = selectSections(data, { state, section, unit, clause, q })
  // The figures beside the states count what the other filters leave.
  const counts = countStates(selectSections(data, { section, unit, clause, q }))
  const isWhole = data.townships.length > 0
  const document = withQuery(`${PLAN}/document`, {
    area: data.area,
    state,
    section,
    unit,
    clause,
    q,
    lang: language === 'en' ? 'en' : 'zh',
  })
  return (
    <div className="stack plan">
      <div className="page-head">
        <h1>
          {say('title')} · {isWhole ? say('district') : nameOf(data.area)}
        </h1>
        <span className="quiet">
          {inLanguage(data.title)} · {say('version', { n: data.version, day: dayOf(data.effectiveFrom, planZone()) })}
        </span>
        <div className="row">
          <span className="quiet">
            {say('asOf')} <WhenText at={data.at} />
          </span>
          <Button className="no-print" onClick={() => window.print()}>
            {say('print')}
          </Button>
          <Button className="no-print" href={document} download>
            {say('document')}
          </Button>
        </div>
      </div>
      <nav className="plan-views no-print" aria-label={say('views')}>
        {VIEWS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={view === one}
            onClick={() => set({ view: one === 'bySection' ? undefined : one })}
          >
            {say(one)}
          </button>
        ))}
      </nav>
      {view === 'byGroup' && <GroupTable plan={data} owners={owners} open={open} />}
      {view === 'byUnit' && <UnitTable plan={data} owners={owners} open={open} />}
      {view === 'byTownship' && <TownshipTable plan={data} owners={owners} open={open} />}
      {view === 'byClause' && <Clauses plan={data} open={open} />}
      {view === 'bySection' && (
        <>
          <search className="card plan-filters no-print">
            <StateChoice state={state} counts={counts} set={set} />
            <PlanFilters plan={data} search={search} set={set} />
          </search>
          <Sections sections={shown} owners={owners} area={search.area} set={set} />
        </>
      )}
    </div>
  )
}
