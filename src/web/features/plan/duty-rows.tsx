// The duties of one section as a table: text with clauses, measure with target, the last days, the value that opens its
// list, the state, and who answers for it.
import type { DutyView } from '../../../modules/insight/plan/contract.ts'
import { standsUnder } from '../../../modules/insight/plan/rules.ts'
import { useBilingual } from '../../i18n/index.ts'
import { OwnerList, type Owners } from './owners.tsx'
import { Sparkline } from './sparkline.tsx'
import { StateTag } from './state-tag.tsx'
import { Value } from './value.tsx'
import { usePlanWords } from './words.ts'

type PlanWord = Parameters<ReturnType<typeof usePlanWords>>[0]

interface Props {
  duties: readonly DutyView[]
  owners: Owners
  area: string | undefined
  onUnit: (key: string) => void
  onClause: (id: string) => void
}

export function DutyRows({ duties, owners, area, onUnit, onClause }: Props) {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  return (
    <table className="list-table plan-table">
      <thead>
        <tr>
          <th>{say('number')}</th>
          <th>{say('duty')}</th>
          <th>{say('measure')}</th>
          <th>{say('days')}</th>
          <th className="right">{say('value')}</th>
          <th>{say('state')}</th>
          <th>{say('owner')}</th>
        </tr>
      </thead>
      <tbody>
        {duties.map((duty, index) => (
          <tr key={duty.key} className={standsUnder(duties, index) ? 'is-part' : ''}>
            <td className="num plan-number">
              {standsUnder(duties, index) ? <span title={say('part')}>└</span> : duty.number}
            </td>
            <td className="lead plan-duty">
              <div>{inLanguage(duty)}</div>
              <div className="plan-beside">
                {duty.clauses.map((id) => (
                  <button key={id} type="button" className="link num" onClick={() => onClause(id)}>
                    {id}
                  </button>
                ))}
              </div>
            </td>
            <td data-label={say('measure')} className="plan-measure">
              <MeasureText duty={duty} />
            </td>
            <td data-label={say('days')} className="plan-curve">
              <Sparkline duty={duty} />
            </td>
            <td data-label={say('value')} className="right num">
              <Value duty={duty} area={area} />
            </td>
            <td data-label={say('state')}>
              <StateTag state={duty.state} />
              <WhyNot duty={duty} />
            </td>
            <td data-label={say('owner')} className="plan-owner">
              <OwnerList keys={duty.owners} owners={owners} onUnit={onUnit} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function MeasureText({ duty: { measure } }: { duty: Pick<DutyView, 'measure'> }) {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  return (
    <>
      <div>{inLanguage({ zh: measure.nameZh, en: measure.nameEn })}</div>
      <div className="quiet">
        {say('target', { target: inLanguage({ zh: measure.targetZh, en: measure.targetEn }) })} ·{' '}
        {say(measure.window as PlanWord)}
      </div>
    </>
  )
}

/** Why there is no figure: the work is not recorded here yet, or nothing was due. */
export function WhyNot({ duty }: { duty: Pick<DutyView, 'state' | 'measure'> }) {
  const say = usePlanWords()
  if (duty.state !== 'notYetMeasured') return null
  return <div className="quiet plan-why">{say(duty.measure.isComputed ? 'nothingDue' : 'notRecorded')}</div>
}
