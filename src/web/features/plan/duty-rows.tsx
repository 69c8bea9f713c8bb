// The duties of one section as a table: number, text with clauses and owners, measure with target, value and state.
import { useBilingual } from '../../i18n/index.ts'
import { type Duty, isPart } from './select.ts'
import { StateTag } from './state-tag.tsx'
import { usePlanWords } from './words.ts'

type PlanWord = Parameters<ReturnType<typeof usePlanWords>>[0]

export function DutyRows({ duties, onOwner }: { duties: Duty[]; onOwner: (key: string) => void }) {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  return (
    <table className="list-table plan-table">
      <thead>
        <tr>
          <th>{say('number')}</th>
          <th>{say('duty')}</th>
          <th>{say('measure')}</th>
          <th className="right">{say('value')}</th>
          <th>{say('state')}</th>
        </tr>
      </thead>
      <tbody>
        {duties.map((duty, index) => (
          <tr key={duty.key} className={isPart(duties, index) ? 'is-part' : ''}>
            <td className="num plan-number">
              {isPart(duties, index) ? <span title={say('part')}>└</span> : duty.number}
            </td>
            <td className="lead plan-duty">
              <div>{inLanguage(duty)}</div>
              <div className="plan-beside">
                <span className="num">{duty.clauses.join(' ')}</span>
                {duty.owners.map((owner) => (
                  <button key={owner.key} type="button" className="link" onClick={() => onOwner(owner.key)}>
                    {inLanguage(owner)}
                  </button>
                ))}
              </div>
            </td>
            <td data-label={say('measure')}>
              <div>{inLanguage({ zh: duty.measure.nameZh, en: duty.measure.nameEn })}</div>
              <div className="quiet">
                {say('target', { target: inLanguage({ zh: duty.measure.targetZh, en: duty.measure.targetEn }) })} ·{' '}
                {say(duty.measure.window as PlanWord)}
              </div>
            </td>
            <td data-label={say('value')} className="right num">
              <Value duty={duty} />
            </td>
            <td data-label={say('state')}>
              <StateTag state={duty.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A rate stands with its counts; the server has cut it to one decimal, so that 99.96 is never shown as 100. */
function Value({ duty }: { duty: Duty }) {
  const say = usePlanWords()
  const { value, measure, counts } = duty
  if (value === null) return <span className="quiet">—</span>
  const text: Record<string, string> = {
    percent: `${value}%`,
    days: say('inDays', { n: value }),
    minutes: say('inMinutes', { n: value }),
  }
  return (
    <>
      <div>{text[measure.unit] ?? value}</div>
      {counts && (
        <div className="quiet">
          {counts.numerator}/{counts.denominator}
        </div>
      )}
    </>
  )
}
