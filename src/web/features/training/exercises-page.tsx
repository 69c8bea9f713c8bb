// Drills and trainings: what is planned, what was held, and whose result is still owed (M04, M24, M33).
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { ExerciseView } from '../../../modules/duties/training/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useMay } from '../../shell/session.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { WhenText } from '../../ui/when.tsx'
import { ExerciseState } from './exercise-state.tsx'
import { EXERCISES, TRAINING_TOPICS } from './paths.ts'
import { PlanDialog } from './plan-dialog.tsx'
import { useTrainingWords } from './words.ts'

export function ExercisesPage() {
  const say = useTrainingWords()
  const navigate = useNavigate()
  const may = useMay()
  const search = useSearch({ from: '/frame/exercises' })
  const [planning, setPlanning] = useState(false)
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <Link to="/contingency-plans">{say('toPlans')} →</Link>
        {may('training.plan') && (
          <Button type="primary" onClick={() => setPlanning(true)}>
            {say('plan')}
          </Button>
        )}
      </div>
      <ResourceList<ExerciseView>
        name="exercises"
        label={say('title')}
        path={EXERCISES}
        columns={useColumns()}
        filters={[
          {
            kind: 'select',
            key: 'kind',
            label: say('kind'),
            options: (['drill', 'training'] as const).map((value) => ({ value, label: say(value) })),
          },
          {
            kind: 'select',
            key: 'state',
            label: say('state'),
            options: (['planned', 'held', 'cancelled'] as const).map((value) => ({ value, label: say(value) })),
          },
        ]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/exercises', search: next, replace: true })}
        onOpen={(row) => void navigate({ to: '/exercises/$id', params: { id: row.id } })}
        live={TRAINING_TOPICS}
        empty={{ title: say('empty'), hint: say('emptyHint') }}
      />
      {planning && <PlanDialog onClose={() => setPlanning(false)} />}
    </div>
  )
}

function useColumns(): Column<ExerciseView>[] {
  const say = useTrainingWords()
  const inLanguage = useBilingual()
  return [
    {
      key: 'title',
      title: say('name'),
      lead: true,
      cell: (row) => (
        <Link to="/exercises/$id" params={{ id: row.id }}>
          {row.title}
        </Link>
      ),
    },
    { key: 'kind', title: say('kind'), cell: (row) => say(row.kind) },
    { key: 'starts', title: say('starts'), cell: (row) => <WhenText at={row.startsAt} /> },
    { key: 'owner', title: say('owner'), cell: (row) => inLanguage(row.owner.name) },
    {
      key: 'units',
      title: say('units'),
      cell: (row) => row.units.map(({ name }) => inLanguage(name)).join('、'),
    },
    { key: 'state', title: say('state'), cell: (row) => <ExerciseState row={row} /> },
    {
      key: 'due',
      title: say('resultDue'),
      cell: (row) =>
        row.state === 'planned' ? <WhenText at={row.resultDueAt} as="due" /> : <WhenText at={row.settledAt} />,
    },
  ]
}
