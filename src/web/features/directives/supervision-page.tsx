// The supervision's own board (督查): every open matter with the lights of its units and steps, the worst first.
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import type { SupervisedMatters } from '../../../modules/directives/contract.ts'
import { STATE_WORDS } from '../../../modules/directives/rules/words.ts'
import { useBilingual } from '../../i18n/index.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { WhenText } from '../../ui/when.tsx'
import { Light } from './marks.tsx'
import { DIRECTIVE_STALE, DIRECTIVE_TOPICS, SUPERVISED } from './paths.ts'
import { useDirectiveWords } from './words.ts'
import './directives.css'

type Matter = SupervisedMatters['items'][number]

export function SupervisionPage() {
  const say = useDirectiveWords()
  const { data, error, refetch } = useApi<SupervisedMatters>(SUPERVISED)
  useLive(DIRECTIVE_TOPICS, DIRECTIVE_STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  const count = (light: Matter['light']) => data.items.filter((one) => one.light === light).length
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('boardTitle')}</h1>
        {(['red', 'yellow', 'green'] as const).map((light) => (
          <span key={light}>
            <Light light={light} /> <strong className="num">{count(light)}</strong>
          </span>
        ))}
        <div className="row">
          <Link to="/directives" search={{ list: 'all', state: 'overdue' }}>
            {say('overdue')}
          </Link>
          <Link to="/directives/new" search={{ kind: 'supervision' }} className="button-link">
            {say('openMatter')}
          </Link>
        </div>
      </div>
      {data.items.length === 0 ? (
        <div className="list-empty">
          <strong>{say('boardEmpty')}</strong>
          <div>{say('boardEmptyHint')}</div>
        </div>
      ) : (
        <div className="matter-cards">
          {data.items.map((one) => (
            <MatterCard key={one.id} matter={one} />
          ))}
        </div>
      )}
    </div>
  )
}

function MatterCard({ matter }: { matter: Matter }) {
  const say = useDirectiveWords()
  const inLanguage = useBilingual()
  return (
    <section className={`card is-${matter.light}`}>
      <div className="card-body stack">
        <div>
          <Link to="/directives/$id" params={{ id: matter.id }}>
            <strong>{matter.title}</strong>
          </Link>{' '}
          <Light light={matter.light} />
          <div className="quiet small">
            {inLanguage(matter.number)} · {say('issuedBy', { who: inLanguage(matter.issuer) })}
          </div>
        </div>
        <ul className="step-list">
          {matter.units.map((unit) => (
            <li key={unit.id} className="row">
              {inLanguage(unit)} <Light light={unit.light} />
              <span className="quiet">
                {inLanguage(STATE_WORDS[unit.state as keyof typeof STATE_WORDS])} ·{' '}
                <WhenText at={unit.dueAt} {...(unit.light === 'done' ? {} : { as: 'due' as const })} />
              </span>
            </li>
          ))}
        </ul>
        {matter.steps.length > 0 && (
          <ol className="step-list">
            {matter.steps.map((step) => (
              <li key={step.title} className="row">
                {step.title} <Light light={step.light} />
                {step.light !== 'done' && (
                  <span className="quiet">
                    <WhenText at={step.dueAt} as="due" />
                  </span>
                )}
              </li>
            ))}
          </ol>
        )}
      </div>
    </section>
  )
}
