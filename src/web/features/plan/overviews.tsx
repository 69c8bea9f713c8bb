// The plan at a glance: every group, unit or township with who answers for it and how its duties stand. Each figure opens
// the list of those duties (M03, M05, M57).
import type { PlanView } from '../../../modules/insight/plan/contract.ts'
import { countStates, STATES, type State, selectSections } from '../../../modules/insight/plan/rules.ts'
import { useBilingual } from '../../i18n/index.ts'
import type { Search } from '../../shell/search.ts'
import { useAreas } from '../../ui/areas.ts'
import { HolderText, type Owners } from './owners.tsx'
import { StateTag } from './state-tag.tsx'
import { usePlanWords } from './words.ts'

interface Props {
  plan: PlanView
  owners: Owners
  open: (change: Search) => void
}

interface Line {
  key: string
  name: string
  owner: string | null
  states: Record<State, number>
  change: Search
}

export function GroupTable({ plan, owners, open }: Props) {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  const lines = plan.sections.flatMap((section): Line[] => {
    if (section.owner === null) return []
    const states = countStates([section])
    const name = inLanguage({ zh: section.titleZh, en: section.titleEn })
    return [{ key: section.key, name, owner: section.owner, states, change: { section: section.key } }]
  })
  return <Overview title={say('group')} lines={lines} owners={owners} open={open} hasLead />
}

export function UnitTable({ plan, owners, open }: Props) {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  const lines = plan.owners.flatMap((owner): Line[] => {
    if (owner.kind !== 'unit') return []
    const states = countStates(selectSections(plan, { unit: owner.key }))
    const none = STATES.every((state) => states[state] === 0)
    return none
      ? []
      : [{ key: owner.key, name: inLanguage(owner), owner: owner.key, states, change: { unit: owner.key } }]
  })
  return <Overview title={say('unit')} lines={lines} owners={owners} open={open} />
}

export function TownshipTable({ plan, owners, open }: Props) {
  const say = usePlanWords()
  const { nameOf } = useAreas()
  if (plan.townships.length === 0) {
    return (
      <section className="card card-body">
        <button
          type="button"
          className="link"
          onClick={() => open({ view: 'byTownship', area: plan.area.slice(0, 6) })}
        >
          {say('district')}
        </button>
      </section>
    )
  }
  const lines = plan.townships.map(({ area, unit, states }) => ({
    key: area,
    name: nameOf(area),
    owner: unit,
    states,
    change: { area },
  }))
  return <Overview title={say('township')} lines={lines} owners={owners} open={open} />
}

function Overview({
  title,
  lines,
  owners,
  open,
  hasLead = false,
}: {
  title: string
  lines: Line[]
  owners: Owners
  open: (change: Search) => void
  hasLead?: boolean
}) {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  return (
    <section className="card">
      <table className="list-table plan-overview">
        <thead>
          <tr>
            <th>{title}</th>
            {hasLead && <th>{say('leadUnit')}</th>}
            <th>{say('officer')}</th>
            {STATES.map((state) => (
              <th key={state}>
                <StateTag state={state} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, name, owner: of, states, change }) => {
            const owner = of === null ? undefined : owners.get(of)
            const lead = owner?.leadUnit ? owners.get(owner.leadUnit) : undefined
            return (
              <tr key={key}>
                <td className="lead">
                  <button type="button" className="link" onClick={() => open(change)}>
                    {name}
                  </button>
                </td>
                {hasLead && <td data-label={say('leadUnit')}>{lead ? inLanguage(lead) : ''}</td>}
                <td data-label={say('officer')}>{owner && <HolderText owner={owner} withTitle />}</td>
                {STATES.map((state) => (
                  <td key={state} data-label={say(state)} className="num">
                    {states[state] === 0 ? (
                      <span className="quiet">0</span>
                    ) : (
                      <button
                        type="button"
                        className="link"
                        aria-label={`${name} ${say(state)} ${states[state]}`}
                        onClick={() => open({ ...change, state })}
                      >
                        {states[state]}
                      </button>
                    )}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
