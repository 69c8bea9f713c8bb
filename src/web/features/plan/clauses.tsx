// Every clause of the source, M01–M63, with the worst of the duties that realise it; each opens those duties.
import type { PlanView } from '../../../modules/insight/plan/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import type { Search } from '../../shell/search.ts'
import { StateTag } from './state-tag.tsx'
import { usePlanWords } from './words.ts'

export function Clauses({ plan, open }: { plan: PlanView; open: (change: Search) => void }) {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  const duties = new Map(plan.sections.flatMap((section) => section.duties.map((duty) => [duty.key, duty])))
  return (
    <section className="card">
      <ul className="clause-grid">
        {plan.clauses.map(({ id, state, measured, duties: keys }) => (
          <li key={id}>
            <button type="button" onClick={() => open({ clause: id })} disabled={keys.length === 0}>
              <span className="clause-head">
                <strong className="num">{id}</strong> <StateTag state={state} />
              </span>
              <span className="clause-duties">
                {keys
                  .map((key) => duties.get(key))
                  .map((duty) => (duty ? inLanguage(duty) : ''))
                  .join(inLanguage({ zh: '；', en: '; ' }))}
              </span>
              <span className="quiet">
                {measured === 0 ? say('notMeasuredClause') : say('measuredOf', { n: measured, total: keys.length })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
