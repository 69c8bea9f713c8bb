// The plan in force, duty by duty (M01–M63): who owes it, by which measure it is judged, how it stands. Filters are in
// the address; what nobody measures yet is said so and is never shown as kept.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Select, Skeleton } from 'antd'
import { dayOf } from '../../../kernel/time.ts'
import type { PlanView } from '../../../modules/organisation/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { planZone } from '../../shell/clock.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { DutyRows } from './duty-rows.tsx'
import { countStates, ownersOf, type Section, STATES, selectSections } from './select.ts'
import { StateTag } from './state-tag.tsx'
import { usePlanWords } from './words.ts'
import './plan.css'

const PLAN = '/api/v1/plan'
const TOPICS = ['plan', 'response', 'isolation', 'people']
const STALE = [PLAN]
const idOf = (section: Section) => `section-${section.key}`

export function PlanPage() {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/plan' })
  const { data, error, refetch } = useApi<PlanView>(PLAN)
  useLive(TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 12 }} />
  const { state, section, owner } = search
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ to: '/plan', search: { ...search, ...change }, replace: true })
  const shown = selectSections(data.sections, search)
  // The figures beside the states count what the other two filters leave.
  const counts = countStates(selectSections(data.sections, { section, owner }))
  const total = STATES.reduce((sum, one) => sum + counts[one], 0)
  const title = (one: Section) => inLanguage({ zh: one.titleZh, en: one.titleEn })
  const options = (list: { value: string; label: string }[]) => ({
    options: list,
    allowClear: true,
    showSearch: { optionFilterProp: 'label' },
    popupMatchSelectWidth: false,
  })
  return (
    <div className="stack plan">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <span className="quiet">
          {inLanguage(data.title)} · {say('version', { n: data.version, day: dayOf(data.effectiveFrom, planZone()) })}
        </span>
      </div>
      <search className="card plan-filters">
        <fieldset aria-label={say('state')} className="state-choice">
          <button type="button" aria-pressed={!state} onClick={() => set({ state: undefined })}>
            {say('all')} <strong className="num">{total}</strong>
          </button>
          {STATES.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={state === one}
              onClick={() => set({ state: state === one ? undefined : one })}
            >
              <StateTag state={one} /> <strong className="num">{counts[one]}</strong>
            </button>
          ))}
        </fieldset>
        <div className="filters">
          <Select
            {...options(data.sections.map((one) => ({ value: one.key, label: title(one) })))}
            aria-label={say('section')}
            placeholder={say('section')}
            value={section}
            onChange={(value) => set({ section: value })}
            style={{ minWidth: 160 }}
          />
          <Select
            {...options(
              ownersOf(data.sections).map((one) => ({ value: one.key, label: `${inLanguage(one)} (${one.duties})` })),
            )}
            aria-label={say('owner')}
            placeholder={say('owner')}
            value={owner}
            onChange={(value) => set({ owner: value })}
            style={{ minWidth: 200 }}
          />
          {(state || section || owner) && (
            <button
              type="button"
              className="link"
              onClick={() => set({ state: undefined, section: undefined, owner: undefined })}
            >
              {say('clear')}
            </button>
          )}
        </div>
        {counts.notYetMeasured > 0 && <p className="quiet plan-note">{say('notYetMeasuredHint')}</p>}
      </search>
      <div className="plan-grid">
        <nav className="plan-nav" aria-label={say('sections')}>
          {shown.map((one) => (
            <a key={one.key} href={`#${idOf(one)}`} onClick={(event) => goTo(event, idOf(one))}>
              <span>{title(one)}</span>
              <span className="num quiet">{one.duties.length}</span>
            </a>
          ))}
        </nav>
        <div className="stack">
          {shown.length === 0 && <div className="card list-empty">{say('empty')}</div>}
          {shown.map((one) => (
            <section key={one.key} id={idOf(one)} className="card plan-section" tabIndex={-1}>
              <header>
                <h2>{title(one)}</h2>
                <span className="quiet num">{say('duties', { n: one.duties.length })}</span>
              </header>
              <DutyRows duties={one.duties} onOwner={(key) => set({ owner: key })} />
            </section>
          ))}
        </div>
      </div>
    </div>
  )
}

/** Scrolls to the section and puts the keyboard there; the address keeps its filters. */
function goTo(event: React.MouseEvent, id: string): void {
  event.preventDefault()
  const section = document.getElementById(id)
  section?.scrollIntoView({ block: 'start' })
  section?.focus({ preventScroll: true })
}
