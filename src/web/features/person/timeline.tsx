// Everything that happened to a person, newest first, with who did it: built from the records themselves, so it cannot
// say anything that they do not.
import type { ReactNode } from 'react'
import type { PeriodView, ReadingView } from '../../../modules/isolation/contract/views.ts'
import type { PersonView } from '../../../modules/people/contract.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { Temperature } from '../../ui/temperature.tsx'
import { WhenText } from '../../ui/when.tsx'
import { useTerms } from '../isolation/words.ts'
import { usePersonWords } from './words.ts'

interface Entry {
  key: string
  at: string
  title: ReactNode
  detail?: ReactNode
  by: string | null
  tone?: Tone
}

interface Props {
  person: PersonView
  periods: PeriodView[]
  onCorrect: (period: PeriodView, reading: ReadingView) => void
}

export function Timeline({ person, periods, onCorrect }: Props) {
  const say = usePersonWords()
  const term = useTerms()
  const entries: Entry[] = [
    ...person.arrivals.map((arrival) => ({
      key: arrival.id,
      at: arrival.registeredAt,
      title: say('registeredEvent'),
      detail: `${arrival.originText} · ${arrival.arrivalDay}`,
      by: arrival.registeredBy,
    })),
    ...periods.flatMap((period) => entriesOf(period)),
  ].sort((a, b) => (a.at < b.at ? 1 : -1))

  function entriesOf(period: PeriodView): Entry[] {
    return [
      ...period.readings.map((reading) => readingEntry(period, reading)),
      ...period.windows
        .filter((window) => window.outcome === 'missed')
        .map((window) => ({
          key: `${period.id}${window.day}${window.slot}`,
          at: window.closesAt,
          title: <Tag tone="bad">{say('missedEvent')}</Tag>,
          detail: window.explanation ? say('explainedEvent', { text: window.explanation }) : undefined,
          by: null,
        })),
      ...period.referrals.flatMap((referral) => [
        { key: referral.id, at: referral.openedAt, title: <Tag tone="bad">{say('feverEvent')}</Tag>, by: null },
        ...referral.steps.map((step) => ({
          key: `${referral.id}${step.step}`,
          at: step.at,
          title: term(step.step),
          detail: [
            step.step === 'outcome' && referral.outcome ? term(outcomeTerm(referral.outcome)) : '',
            step.step === 'atFacility' ? referral.facility : '',
            step.note,
          ]
            .filter(Boolean)
            .join(' · '),
          by: step.by,
        })),
      ]),
      ...period.changes.map((change) => ({
        key: change.id,
        at: change.at,
        title: say(change.kind),
        detail: [
          change.oldPlanVersion !== null
            ? say('versionFromTo', {
                from: change.oldPlanVersion,
                to: change.planVersion ?? '',
                fromDay: change.from,
                toDay: change.to,
              })
            : change.from !== change.to
              ? say('changedFromTo', { from: change.from, to: change.to })
              : '',
          change.reason,
        ]
          .filter(Boolean)
          .join(' · '),
        by: change.by,
      })),
    ]
  }

  function readingEntry(period: PeriodView, reading: ReadingView): Entry {
    const parts = [
      reading.site ? term(reading.site) : '',
      reading.symptoms.map((symptom) => term(symptom)).join('、'),
      reading.note,
    ].filter(Boolean)
    return {
      key: reading.id,
      at: reading.observedAt,
      title: reading.atHome ? (
        <span className="row">
          {say('readingEvent')} <Temperature celsius={reading.temperature} threshold={period.feverThreshold} />
          {reading.completes?.late && <Tag tone="warn">{term('late')}</Tag>}
          {period.may.correct && (
            <button type="button" className="link" onClick={() => onCorrect(period, reading)}>
              {term('correct')}
            </button>
          )}
        </span>
      ) : (
        <Tag tone="warn">{say('notHomeEvent')}</Tag>
      ),
      detail: (
        <>
          {parts.join(' · ')}
          {reading.corrections.map((correction) => (
            <div key={correction.at}>
              {say('correctedEvent', { old: correction.old.temperature?.toFixed(1) ?? '—' })} · {correction.reason}
              {correction.by ? ` · ${correction.by}` : ''}
            </div>
          ))}
        </>
      ),
      by: reading.recordedBy,
    }
  }

  if (entries.length === 0) return <p className="quiet">{say('noTimeline')}</p>
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.key}>
          <div className="timeline-at">
            <WhenText at={entry.at} />
          </div>
          <div>
            <div>{entry.title}</div>
            {entry.detail && <div className="quiet">{entry.detail}</div>}
          </div>
          <div className="quiet timeline-by">{entry.by}</div>
        </li>
      ))}
    </ol>
  )
}

/** The state `suspected` of a period and the outcome have different words. */
export const outcomeTerm = (outcome: 'excluded' | 'suspected' | 'withdrawn' | 'merged') =>
  outcome === 'suspected' ? ('suspectedOutcome' as const) : outcome
