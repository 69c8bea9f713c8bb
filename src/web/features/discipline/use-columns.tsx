// The columns that a list of matters has, wherever it stands.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { MatterView } from '../../../modules/discipline/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import type { Column } from '../../ui/list/types.ts'
import { DayText, WhenText } from '../../ui/when.tsx'
import { useDisciplineWords } from './words.ts'

export function useMatterColumns(state: (row: MatterView) => ReactNode): Column<MatterView>[] {
  const say = useDisciplineWords()
  const inLanguage = useBilingual()
  return [
    {
      key: 'rule',
      title: say('rule'),
      lead: true,
      cell: (row) => (
        <Link to="/discipline/$id" params={{ id: row.id }}>
          {inLanguage(row.ruleName)}
        </Link>
      ),
    },
    { key: 'subject', title: say('subject'), cell: (row) => inLanguage(row.subject.name) },
    { key: 'day', title: say('day'), cell: (row) => <DayText day={row.day} /> },
    { key: 'state', title: say('state'), cell: state },
    {
      key: 'answerDue',
      title: say('answerDue'),
      cell: (row) => (
        <WhenText at={row.answerDueAt} {...(row.answeredAt || row.outcome ? {} : { as: 'due' as const })} />
      ),
    },
    {
      key: 'due',
      title: say('due'),
      cell: (row) => <WhenText at={row.dueAt} {...(row.outcome ? {} : { as: 'due' as const })} />,
    },
  ]
}
