// What an amendment changes, by meaning and topic; what it means for the work that runs; what comes and what ends.
import type { Effects, PlanChangeView } from '../../../modules/organisation/amendments/contract.ts'
import { CHANGE_TOPICS } from '../../../plan/diff.ts'
import { type Bilingual, useBilingual } from '../../i18n/index.ts'
import { useVersionWords } from './words.ts'

const SIGNS = { added: '+', removed: '−', changed: '~', reordered: '↕' } as const

export function Difference({ changes }: { changes: readonly PlanChangeView[] }) {
  const say = useVersionWords()
  return (
    <section className="card">
      <header>
        <h2>{say('difference')}</h2>
        <span className="quiet num">{say('differenceCount', { n: changes.length })}</span>
      </header>
      {changes.length === 0 ? (
        <div className="card-body quiet">{say('noChanges')}</div>
      ) : (
        <table className="list-table difference">
          <thead>
            <tr>
              <th>{say('item')}</th>
              <th>{say('before')}</th>
              <th>{say('after')}</th>
            </tr>
          </thead>
          {CHANGE_TOPICS.filter((topic) => changes.some((change) => change.topic === topic)).map((topic) => (
            <tbody key={topic}>
              <tr className="difference-topic">
                <th colSpan={3} scope="rowgroup">
                  {say(topic)}
                </th>
              </tr>
              {changes
                .filter((change) => change.topic === topic)
                .map((change) => (
                  <Change key={`${change.path}${change.kind}`} change={change} />
                ))}
            </tbody>
          ))}
        </table>
      )}
    </section>
  )
}

function Change({ change }: { change: PlanChangeView }) {
  const say = useVersionWords()
  const inLanguage = useBilingual()
  const { kind, subject, field, from, to } = change
  return (
    <tr>
      <td className="lead">
        <span className={`difference-sign is-${kind}`} aria-hidden>
          {SIGNS[kind]}
        </span>{' '}
        {[subject, field].flatMap((text) => (text ? [inLanguage(text)] : [])).join(' · ')}
      </td>
      <td data-label={say('before')}>{kind === 'added' ? '—' : from ? inLanguage(from) : say('there')}</td>
      <td data-label={say('after')} className="difference-after">
        {kind === 'removed' ? say('removed') : kind === 'added' ? `${say('added')} ` : ''}
        {to && <span className={kind === 'added' ? 'quiet' : ''}>{inLanguage(to)}</span>}
      </td>
    </tr>
  )
}

export function Meaning({ lines }: { lines: readonly Bilingual[] }) {
  const say = useVersionWords()
  const inLanguage = useBilingual()
  if (lines.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{say('meaning')}</h2>
      </header>
      <ul className="card-body meaning">
        {lines.map((line) => (
          <li key={line.en}>{inLanguage(line)}</li>
        ))}
      </ul>
    </section>
  )
}

export function EffectsCard({ effects }: { effects: Effects }) {
  const say = useVersionWords()
  const inLanguage = useBilingual()
  const kinds = (['areas', 'units', 'posts'] as const).filter(
    (kind) => effects[kind].come.length + effects[kind].end.length > 0,
  )
  if (kinds.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{say('effects')}</h2>
      </header>
      <div className="card-body effects">
        {kinds.flatMap((kind) =>
          (['come', 'end'] as const)
            .filter((way) => effects[kind][way].length > 0)
            .map((way) => (
              <details key={`${kind}${way}`} open={effects[kind][way].length <= 8}>
                <summary>
                  {say(kind)} · {say(way, { n: effects[kind][way].length })}
                </summary>
                <ul>
                  {effects[kind][way].map((one) => (
                    <li key={one.id}>{inLanguage(one)}</li>
                  ))}
                </ul>
              </details>
            )),
        )}
      </div>
    </section>
  )
}
