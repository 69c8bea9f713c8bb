// The sections of the plan that the filters leave, each with who answers for it as a whole; a list of them stands at the side.
import type { PlanSection } from '../../../modules/insight/plan/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import type { Search } from '../../shell/search.ts'
import { DutyRows } from './duty-rows.tsx'
import { HolderText, type Owners } from './owners.tsx'
import { usePlanWords } from './words.ts'

const idOf = (section: PlanSection) => `section-${section.key}`

interface Props {
  sections: readonly PlanSection[]
  owners: Owners
  area: string | undefined
  set: (change: Search) => void
}

export function Sections({ sections, owners, area, set }: Props) {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  const title = (one: PlanSection) => inLanguage({ zh: one.titleZh, en: one.titleEn })
  return (
    <div className="plan-grid">
      <nav className="plan-nav no-print" aria-label={say('sections')}>
        {sections.map((one) => (
          <a key={one.key} href={`#${idOf(one)}`} onClick={(event) => goTo(event, idOf(one))}>
            <span>{title(one)}</span>
            <span className="num quiet">{one.duties.length}</span>
          </a>
        ))}
      </nav>
      <div className="stack">
        {sections.length === 0 && (
          <div className="card list-empty">
            <strong>{say('empty')}</strong>
            <div>{say('emptyHint')}</div>
          </div>
        )}
        {sections.map((one) => (
          <section key={one.key} id={idOf(one)} className="card plan-section" tabIndex={-1}>
            <header>
              <h2>{title(one)}</h2>
              <span className="quiet num">{say('duties', { n: one.duties.length })}</span>
              <SectionOwner owners={owners} of={one.owner} />
            </header>
            <DutyRows
              duties={one.duties}
              owners={owners}
              area={area}
              onUnit={(unit) => set({ unit })}
              onClause={(clause) => set({ clause })}
            />
          </section>
        ))}
      </div>
    </div>
  )
}

export function SectionOwner({ owners, of }: { owners: Owners; of: string | null }) {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  const owner = of === null ? undefined : owners.get(of)
  if (!owner) return null
  const lead = owner.leadUnit === null ? undefined : owners.get(owner.leadUnit)
  return (
    <span className="plan-answers">
      {lead && (
        <span>
          <span className="quiet">{say('leadUnit')}</span> {inLanguage(lead)}
        </span>
      )}
      <span>
        <span className="quiet">{say('officer')}</span> <HolderText owner={owner} />
      </span>
    </span>
  )
}

/** Scrolls to the section and puts the keyboard there; the address keeps its filters. */
function goTo(event: React.MouseEvent, id: string): void {
  event.preventDefault()
  const section = document.getElementById(id)
  section?.scrollIntoView({ block: 'start' })
  section?.focus({ preventScroll: true })
}
