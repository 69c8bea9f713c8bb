// The columns and filters of persons to be found, on the list's page and on the page of all of them.
import { Link } from '@tanstack/react-router'
import { type EntryRow, STATES } from '../../../modules/verification/contract.ts'
import { FINDINGS } from '../../../modules/verification/rules/findings.ts'
import { MATCHES } from '../../../modules/verification/rules/matching.ts'
import { AreaName } from '../../ui/areas.ts'
import type { Column, Filter } from '../../ui/list/types.ts'
import { Tag } from '../../ui/tag.tsx'
import { Telephone } from '../../ui/telephone.tsx'
import { WhenText } from '../../ui/when.tsx'
import { MatchTag, StateTag } from './marks.tsx'
import { useVerificationWords } from './words.ts'

export function useEntryColumns({ withList }: { withList: boolean }): Column<EntryRow>[] {
  const say = useVerificationWords()
  return [
    {
      key: 'name',
      title: say('name'),
      lead: true,
      cell: (row) => (
        <Link to="/verification/persons/$id" params={{ id: row.id }}>
          {row.name || say('noName')}
        </Link>
      ),
    },
    {
      key: 'state',
      title: say('state'),
      cell: (row) => (
        <span className="row">
          <StateTag row={row} />
          {row.isUnregistered && <Tag tone="bad">{say('unregistered')}</Tag>}
        </span>
      ),
    },
    { key: 'match', title: say('match'), cell: (row) => <MatchTag row={row} /> },
    { key: 'document', title: say('document'), cell: (row) => <span className="num">{row.documentMasked}</span> },
    {
      key: 'telephone',
      title: say('telephone'),
      cell: (row) => (row.telephones[0] ? <Telephone number={row.telephones[0]} /> : null),
    },
    { key: 'note', title: say('note'), cell: (row) => row.note },
    {
      key: 'area',
      title: say('area'),
      cell: (row) =>
        row.state === 'sent' || row.state === 'answered' ? (
          <AreaName code={row.areaCode} />
        ) : row.proposedArea ? (
          <AreaName code={row.proposedArea} />
        ) : (
          <span className="quiet">{say('noArea')}</span>
        ),
    },
    {
      key: 'due',
      title: say('due'),
      cell: (row) => (row.finding === null ? <WhenText at={row.dueAt} as="due" /> : <WhenText at={row.answeredAt} />),
    },
    ...(withList
      ? [
          {
            key: 'list',
            title: say('list'),
            cell: (row: EntryRow) => `${row.list.authority} ${row.list.letterNo}`,
          },
        ]
      : []),
    { key: 'no', title: say('no'), extra: true, align: 'right', cell: (row) => row.no },
    { key: 'address', title: say('address'), extra: true, cell: (row) => row.address },
  ]
}

export function useEntryFilters(): Filter[] {
  const say = useVerificationWords()
  return [
    {
      kind: 'select',
      key: 'state',
      label: say('state'),
      options: (['open', ...STATES, 'overdue'] as const).map((value) => ({ value, label: say(value) })),
    },
    {
      kind: 'select',
      key: 'match',
      label: say('match'),
      options: ([...MATCHES, 'uncertain'] as const).map((value) => ({ value, label: say(value) })),
    },
    {
      kind: 'select',
      key: 'finding',
      label: say('finding'),
      options: ([...FINDINGS, 'unregistered'] as const)
        .filter((value) => value !== 'movedOn')
        .map((value) => ({ value, label: say(value) })),
    },
    { kind: 'area', key: 'area', label: say('area') },
  ]
}
