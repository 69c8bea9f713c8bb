// The figures of a situation report as they were totalled: the district with the change from yesterday, by township and group.
import type { SituationView } from '../../../modules/duties/reports/contract/situation.ts'
import { useBilingual } from '../../i18n/index.ts'
import { WhenText } from '../../ui/when.tsx'
import { signed } from './figure-table.tsx'
import { OwnerStateTag } from './state-tag.tsx'
import { useReportWords } from './words.ts'

type Data = SituationView['data']

export function SituationFigures({ data, totalledAt }: { data: Data; totalledAt: string }) {
  const say = useReportWords()
  return (
    <div className="stack">
      <Totals figures={data.figures} totalledAt={totalledAt} />
      <section className="card">
        <header>
          <h2>{say('byGroup')}</h2>
        </header>
        <Groups groups={data.groups} />
      </section>
    </div>
  )
}

function Totals({ figures, totalledAt }: { figures: Data['figures']; totalledAt: string }) {
  const say = useReportWords()
  const inLanguage = useBilingual()
  return (
    <section className="card">
      <header>
        <h2>{say('figures')}</h2>
        <span className="quiet">
          {say('totalledAt')} <WhenText at={totalledAt} />
        </span>
      </header>
      <table className="figures">
        <thead>
          <tr>
            <th>{say('figure')}</th>
            <th className="right">{say('total')}</th>
            <th className="right">{say('yesterday')}</th>
            <th className="right">{say('change')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure.key}>
              <th scope="row">{inLanguage(figure)}</th>
              <td className="right num">
                <strong>{figure.value}</strong>
              </td>
              <td className="right num">{figure.yesterday ?? '—'}</td>
              <td className="right num">{figure.yesterday === null ? '—' : signed(figure.value - figure.yesterday)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

export function AreasCard({ data: { areas, figures } }: { data: Data }) {
  const say = useReportWords()
  const inLanguage = useBilingual()
  return (
    <section className="card">
      <header>
        <h2>{say('byArea')}</h2>
      </header>
      <div className="list-scroll">
        <table className="figures areas-figures">
          <thead>
            <tr>
              <th>{say('owner')}</th>
              <th>{say('state')}</th>
              {figures.map((figure) => (
                <th key={figure.key} className="right">
                  {inLanguage(figure)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {areas.map((area) => (
              <tr key={area.areaCode}>
                <th scope="row">{inLanguage(area)}</th>
                <td>
                  <OwnerStateTag state={area.state} />
                </td>
                {figures.map(({ key }) => (
                  <td key={key} className="right num">
                    {area.values[key] ?? 0}
                    {area.corrected[key] !== undefined && (
                      <div className="is-corrected-by">{say('corrected', { n: signed(area.corrected[key]) })}</div>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Groups({ groups }: { groups: Data['groups'] }) {
  const say = useReportWords()
  const inLanguage = useBilingual()
  return (
    <ul className="card-body plain-list groups-said">
      {groups.map((group) => {
        const shown = group.figures.filter(({ value }) => value > 0)
        return (
          <li key={group.key}>
            <div className="row">
              <strong>{inLanguage(group)}</strong>
              <OwnerStateTag state={group.state} />
              {group.isZero && <span className="quiet">{say('zeroTag')}</span>}
            </div>
            {shown.length > 0 && (
              <div className="quiet">
                {shown.map((figure) => (
                  <span key={figure.key} className="figure-said">
                    {inLanguage(figure)} <span className="num">{figure.value}</span>
                  </span>
                ))}
              </div>
            )}
            {group.today && <div className="prose">{group.today}</div>}
          </li>
        )
      })}
    </ul>
  )
}
