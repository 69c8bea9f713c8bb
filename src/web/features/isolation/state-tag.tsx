// The state of a period, of its next check and of a referral, each as a word with a sign.
import type { PeriodRow } from '../../../modules/isolation/contract/views.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { useDurationText, WhenText } from '../../ui/when.tsx'
import { useTerms } from './words.ts'

const TONES: Record<PeriodRow['state'], Tone> = {
  active: 'act',
  referred: 'bad',
  released: 'good',
  endedEarly: 'plain',
  suspected: 'bad',
  handedOver: 'plain',
  endedBeforeRegistration: 'plain',
  merged: 'plain',
  voided: 'plain',
}

export function StateTag({ state }: { state: PeriodRow['state'] }) {
  const say = useTerms()
  return <Tag tone={TONES[state]}>{say(state)}</Tag>
}

/** What is owed next of a row: the temperature, the check with its clock, or the referral's next step. */
export function NextOwed({ row }: { row: PeriodRow }) {
  const say = useTerms()
  const durationText = useDurationText()
  if (row.openReferral) {
    const { clock } = row.openReferral
    return (
      <span className="owed">
        <Tag tone="bad">{say('fever')}</Tag>
        {clock && (
          <span className={clock.overdueBy > 0 ? 'is-over' : ''}>
            {say('nextStep', { step: say(clock.next) })}{' '}
            <span className="beside">({say('openFor', { duration: durationText(clock.openFor) })})</span>
          </span>
        )}
      </span>
    )
  }
  if (row.temperatureOwed) return <Tag tone="warn">{say('temperatureOwed')}</Tag>
  if (row.checkState === 'none') return <span className="quiet">—</span>
  return (
    <span className="owed">
      {row.checkState === 'overdue' && <Tag tone="bad">{say('overdue')}</Tag>}
      {row.checkState === 'due' && <Tag tone="warn">{say('dueNow')}</Tag>}
      <WhenText at={row.checkState === 'upcoming' ? row.nextOpensAt : row.nextCheckDueAt} as="due" />
    </span>
  )
}
