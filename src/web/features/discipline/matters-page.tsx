// The matters of discipline for those whom the plan names, with their figures by unit (M55).
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { MatterFigures, MatterView } from '../../../modules/discipline/contract.ts'
import { RULES } from '../../../modules/discipline/rules.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import { MatterState } from './matter-words.tsx'
import { DISCIPLINE_TOPICS, MATTERS } from './paths.ts'
import { useMatterColumns } from './use-columns.tsx'
import { useDisciplineWords } from './words.ts'
import './discipline.css'

export function MattersPage() {
  const say = useDisciplineWords()
  const inLanguage = useBilingual()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/discipline' })
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <span className="quiet">{say('machine')}</span>
      </div>
      <ResourceList<MatterView>
        name="discipline"
        label={say('matters')}
        path={MATTERS}
        columns={useMatterColumns((row) => <MatterState matter={row} />)}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: say('state'),
            options: (['open', 'hearing', 'decided'] as const).map((value) => ({ value, label: say(value) })),
          },
          {
            kind: 'select',
            key: 'rule',
            label: say('rule'),
            options: Object.entries(RULES).map(([value, name]) => ({ value, label: inLanguage(name) })),
          },
          { kind: 'hidden', key: 'subject' },
        ]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/discipline', search: next, replace: true })}
        onOpen={(row) => void navigate({ to: '/discipline/$id', params: { id: row.id } })}
        live={DISCIPLINE_TOPICS}
        empty={{ title: say('empty'), hint: say('emptyHint') }}
      />
      <Figures />
    </div>
  )
}

const STALE = [MATTERS]

function Figures() {
  const say = useDisciplineWords()
  const inLanguage = useBilingual()
  const { data } = useApi<MatterFigures>(`${MATTERS}/figures`)
  useLive(DISCIPLINE_TOPICS, STALE)
  if (!data || data.items.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{say('figures')}</h2>
      </header>
      <div className="card-body figures-scroll">
        <table className="matter-figures num">
          <thead>
            <tr>
              <th scope="col">{say('subject')}</th>
              {(['all', 'open', 'overdue', 'acquitted', 'upheld'] as const).map((key) => (
                <th key={key} scope="col">
                  {say(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.items.map(({ subject, all, open, overdue, acquitted, upheld }) => (
              <tr key={subject.id}>
                <th scope="row">
                  <Link to="/discipline" search={{ subject: subject.id }}>
                    {inLanguage(subject.name)}
                  </Link>
                </th>
                <td>{all}</td>
                <td>{open}</td>
                <td>{overdue}</td>
                <td>{acquitted}</td>
                <td>{upheld}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
