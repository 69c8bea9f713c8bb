// The columns of a queue: everything needed to act on a person without leaving the row.
import { Link } from '@tanstack/react-router'
import type { PeriodRow } from '../../../modules/isolation/contract/views.ts'
import type { Column } from '../../ui/list/types.ts'
import { Tag } from '../../ui/tag.tsx'
import { Telephone } from '../../ui/telephone.tsx'
import { Temperature } from '../../ui/temperature.tsx'
import { DayText, WhenText } from '../../ui/when.tsx'
import { NextOwed, StateTag } from '../isolation/state-tag.tsx'
import { useTerms } from '../isolation/words.ts'
import { useQueueWords } from './words.ts'

type Term = Parameters<ReturnType<typeof useTerms>>[0]

export function useQueueColumns(): Column<PeriodRow>[] {
  const say = useQueueWords()
  const term = useTerms()
  return [
    {
      key: 'name',
      title: say('name'),
      lead: true,
      cell: (row) => (
        <Link to="/persons/$id" params={{ id: row.person.id }}>
          {row.person.name}
        </Link>
      ),
    },
    {
      key: 'next',
      title: say('next'),
      cell: (row) => (
        <>
          <NextOwed row={row} />
          {row.notHomeAt && (
            <div className="quiet">
              {say('notHome')}
              <WhenText at={row.notHomeAt} />
            </div>
          )}
          {row.missedInRow > 1 && <div className="is-over">{say('missedInRow', { n: row.missedInRow })}</div>}
          {row.escalation && <div className="quiet">{term('climbedTo', { to: term(row.escalation.to as Term) })}</div>}
        </>
      ),
    },
    {
      key: 'last',
      title: say('last'),
      cell: (row) => (
        <>
          <Temperature celsius={row.lastTemperature} />
          {row.lastReadingAt && (
            <div className="quiet small">
              <WhenText at={row.lastReadingAt} />
            </div>
          )}
        </>
      ),
    },
    {
      key: 'day',
      title: say('day'),
      cell: (row) => <span className="num">{term('dayOf', { n: row.dayNumber, days: row.days })}</span>,
    },
    { key: 'telephone', title: say('telephone'), cell: (row) => <Telephone number={row.person.telephone} /> },
    {
      key: 'area',
      title: say('area'),
      cell: (row) => (
        <>
          {row.person.township} {row.person.village}
        </>
      ),
    },
    { key: 'address', title: say('address'), extra: true, cell: (row) => row.placeText || row.person.address },
    { key: 'place', title: say('place'), extra: true, cell: (row) => term(row.place) },
    {
      key: 'medic',
      title: say('medic'),
      cell: (row) => row.medic?.name ?? <Tag tone="warn">{term('unassigned')}</Tag>,
    },
    { key: 'guarantor', title: say('guarantor'), extra: true, cell: (row) => row.guarantor?.name ?? '—' },
    { key: 'state', title: say('state'), extra: true, cell: (row) => <StateTag state={row.state} /> },
    { key: 'endDay', title: say('endDay'), extra: true, cell: (row) => <DayText day={row.lastDay} /> },
  ]
}
