// The filters of the plan: states with their counts, section, unit, township, clause, and a search. Each is one parameter of the
// address.
import { Select } from 'antd'
import type { PlanView } from '../../../modules/insight/plan/contract.ts'
import { STATES, type State } from '../../../modules/insight/plan/rules.ts'
import { useBilingual } from '../../i18n/index.ts'
import type { Search } from '../../shell/search.ts'
import { useAreas } from '../../ui/areas.ts'
import { Filters } from '../../ui/list/filters.tsx'
import { StateTag } from './state-tag.tsx'
import { usePlanWords } from './words.ts'

type Set = (change: Search) => void

export function StateChoice({
  state,
  counts,
  set,
}: {
  state: string | undefined
  counts: Record<State, number>
  set: Set
}) {
  const say = usePlanWords()
  const total = STATES.reduce((sum, one) => sum + counts[one], 0)
  return (
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
  )
}

export function PlanFilters({ plan, search, set }: { plan: PlanView; search: Search; set: Set }) {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  const { areas } = useAreas()
  const choice = (key: string, label: string, list: { value: string; label: string }[], width: number) => (
    <Select
      aria-label={label}
      placeholder={label}
      value={search[key]}
      onChange={(value: string | undefined) => set({ [key]: value })}
      options={list}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      style={{ width }}
    />
  )
  const units = plan.owners.filter(({ kind }) => kind === 'unit')
  const district = plan.townships.length > 0 ? plan.area : plan.area.slice(0, 6)
  const townships = areas
    .filter(({ level }) => level === 'township')
    .map(({ code, name }) => ({ value: code, label: name }))
  const mine = plan.own.units.find((key) => units.some((unit) => unit.key === key))
  const isFiltered = ['state', 'section', 'unit', 'clause', 'q'].some((key) => search[key])
  const clear = { state: undefined, section: undefined, unit: undefined, clause: undefined, q: undefined }
  return (
    <div className="filters">
      <Filters
        filters={[{ kind: 'search', key: 'q', label: say('search') }]}
        search={{ q: search.q }}
        onSearch={({ q }) => set({ q })}
      />
      <Select
        aria-label={say('township')}
        value={plan.area}
        onChange={(area: string) => set({ area })}
        options={[{ value: district, label: say('district') }, ...townships]}
        popupMatchSelectWidth={false}
        style={{ width: 152 }}
      />
      {choice(
        'section',
        say('section'),
        plan.sections.map((one) => ({ value: one.key, label: inLanguage({ zh: one.titleZh, en: one.titleEn }) })),
        176,
      )}
      {choice(
        'unit',
        say('unit'),
        units.map((one) => ({ value: one.key, label: inLanguage(one) })),
        176,
      )}
      {choice(
        'clause',
        say('clause'),
        plan.clauses.map(({ id }) => ({ value: id, label: id })),
        96,
      )}
      {mine && search.unit !== mine && (
        <button type="button" className="link" onClick={() => set({ unit: mine })}>
          {say('myPart')}
        </button>
      )}
      {isFiltered && (
        <button type="button" className="link" onClick={() => set(clear)}>
          {say('clear')}
        </button>
      )}
    </div>
  )
}
