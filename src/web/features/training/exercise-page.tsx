// One drill or training: its plan, who came, how it went, what was learned.
import { Link, useParams } from '@tanstack/react-router'
import { Button, Form, Input, InputNumber, Skeleton } from 'antd'
import { useState } from 'react'
import type { ExerciseView } from '../../../modules/duties/training/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { WhenText } from '../../ui/when.tsx'
import { ExerciseState } from './exercise-state.tsx'
import { EXERCISES, TRAINING_TOPICS } from './paths.ts'
import { useTrainingWords } from './words.ts'
import './training.css'

const STALE = [EXERCISES]

export function ExercisePage() {
  const { id } = useParams({ from: '/frame/exercises/$id' })
  const say = useTrainingWords()
  const inLanguage = useBilingual()
  const [asking, setAsking] = useState<'record' | 'cancel' | null>(null)
  const { data, error, refetch } = useApi<ExerciseView>(`${EXERCISES}/${id}`)
  useLive(TRAINING_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  const close = () => setAsking(null)
  const sum = (of: 'expected' | 'attended') => data.units.reduce((total, unit) => total + (unit[of] ?? 0), 0)
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{data.title}</h1>
        <ExerciseState row={data} />
        <div className="row">
          {data.may.cancel && <Button onClick={() => setAsking('cancel')}>{say('cancel')}</Button>}
          {data.may.record && (
            <Button type="primary" onClick={() => setAsking('record')}>
              {say('record')}
            </Button>
          )}
        </div>
      </div>
      <section className="card">
        <div className="card-body">
          <dl className="facts">
            <dt>{say('duty')}</dt>
            <dd>
              {say(data.kind)} ·{' '}
              <Link to="/plan/duties/$key" params={{ key: data.dutyKey }}>
                {inLanguage(data.duty)}
              </Link>
            </dd>
            <dt>{say('starts')}</dt>
            <dd>
              <WhenText at={data.startsAt} /> — <WhenText at={data.endsAt} />
            </dd>
            {data.place && (
              <>
                <dt>{say('place')}</dt>
                <dd>{data.place}</dd>
              </>
            )}
            <dt>{say('owner')}</dt>
            <dd>{inLanguage(data.owner.name)}</dd>
            {data.contingencyPlan && (
              <>
                <dt>{say('drilled')}</dt>
                <dd>
                  <Link to="/contingency-plans/$id" params={{ id: data.contingencyPlan.id }}>
                    {data.contingencyPlan.title} · {say('version', { n: data.contingencyPlan.number })}
                  </Link>
                </dd>
              </>
            )}
            {data.material && (
              <>
                <dt>{say('material')}</dt>
                <dd className="prose">{data.material}</dd>
              </>
            )}
            {data.state === 'planned' && (
              <>
                <dt>{say('resultDue')}</dt>
                <dd>
                  <WhenText at={data.resultDueAt} as="due" />
                </dd>
              </>
            )}
            {data.settledAt && (
              <>
                <dt>{say(data.state === 'held' ? 'settledBy' : 'cancelledBy')}</dt>
                <dd>
                  {data.settledBy} · <WhenText at={data.settledAt} />
                  {data.cancelReason && <div>{data.cancelReason}</div>}
                </dd>
              </>
            )}
            {data.state === 'held' && (
              <>
                <dt>{say('result')}</dt>
                <dd className="prose">{data.result}</dd>
                <dt>{say('lessons')}</dt>
                <dd className="prose">{data.lessons || '—'}</dd>
              </>
            )}
          </dl>
        </div>
      </section>
      <section className="card">
        <header>
          <h2>{say('units')}</h2>
        </header>
        <div className="card-body">
          <table className="attendance num">
            <thead>
              <tr>
                <th />
                <th>{say('expected')}</th>
                <th>{say('attended')}</th>
              </tr>
            </thead>
            <tbody>
              {data.units.map(({ unit, name, expected, attended }) => (
                <tr key={unit}>
                  <th scope="row">{inLanguage(name)}</th>
                  <td>{expected}</td>
                  <td>{attended ?? '—'}</td>
                </tr>
              ))}
              <tr>
                <th scope="row">{say('total')}</th>
                <td>{sum('expected')}</td>
                <td>{data.state === 'held' ? sum('attended') : '—'}</td>
              </tr>
            </tbody>
          </table>
        </div>
      </section>
      <div>
        <Link to="/exercises">← {say('back')}</Link>
      </div>
      {asking === 'record' && <RecordDialog exercise={data} onClose={close} />}
      {asking === 'cancel' && (
        <ReasonDialog
          title={say('cancel')}
          act={({ reason }) => api.post(`${EXERCISES}/${id}/cancellation`, { reason })}
          stale={STALE}
          onClose={close}
        />
      )}
    </div>
  )
}

interface Recorded {
  attended: Record<string, number>
  result: string
  lessons?: string
}

function RecordDialog({ exercise, onClose }: { exercise: ExerciseView; onClose: () => void }) {
  const say = useTrainingWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  return (
    <FormDialog<Recorded>
      title={say('record')}
      width={640}
      act={({ attended, result, lessons = '' }) =>
        api.post(`${EXERCISES}/${exercise.id}/result`, {
          attended: Object.entries(attended).map(([unit, count]) => ({ unit, attended: count })),
          result,
          lessons,
        })
      }
      stale={STALE}
      onClose={onClose}
    >
      <div className="form-pair">
        {exercise.units.map(({ unit, name, expected }) => (
          <Form.Item
            key={unit}
            name={['attended', unit]}
            label={`${inLanguage(name)}（${say('expected')} ${expected}）`}
            rules={[{ required: true, message: common('required') }]}
          >
            <InputNumber min={0} max={100_000} precision={0} placeholder={say('attended')} />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="result" label={say('result')} rules={[{ required: true, message: common('required') }]}>
        <Input.TextArea rows={3} maxLength={5000} placeholder={say('resultHint')} />
      </Form.Item>
      <Form.Item name="lessons" label={say('lessons')}>
        <Input.TextArea rows={3} maxLength={5000} placeholder={say('lessonsHint')} />
      </Form.Item>
    </FormDialog>
  )
}
