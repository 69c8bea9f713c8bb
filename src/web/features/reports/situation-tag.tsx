// How a situation report stands; one that should have been sent says so.
import type { SituationSummary } from '../../../modules/duties/reports/contract/situation.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { useReportWords } from './words.ts'

const TONES: Record<SituationSummary['state'], Tone> = {
  drafting: 'plain',
  toApprove: 'act',
  approved: 'act',
  sent: 'good',
}

export function SituationTag({ report: { state, isLate } }: { report: Pick<SituationSummary, 'state' | 'isLate'> }) {
  const say = useReportWords()
  if (state === 'sent') return <Tag tone={isLate ? 'bad' : 'good'}>{say(isLate ? 'sentLate' : 'sent')}</Tag>
  return (
    <span className="row">
      <Tag tone={TONES[state]}>{say(state)}</Tag>
      {isLate && <Tag tone="bad">{say('overdue')}</Tag>}
    </span>
  )
}
