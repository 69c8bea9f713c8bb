// Contingency plans: which there are, which version stands, who has read it (M04).
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Empty, Form, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { ContingencyPlans, ContingencyPlanView } from '../../../modules/duties/training/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { CONTINGENCY, TRAINING_TOPICS } from './paths.ts'
import { useTrainingWords } from './words.ts'
import './training.css'

const STALE = [CONTINGENCY]

export function ContingencyPage() {
  const say = useTrainingWords()
  const [drafting, setDrafting] = useState(false)
  const { data, error, refetch } = useApi<ContingencyPlans>(CONTINGENCY)
  useLive(TRAINING_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('contingency')}</h1>
        <Link to="/exercises">{say('toExercises')} →</Link>
        {data.may.draft && (
          <Button type="primary" onClick={() => setDrafting(true)}>
            {say('newPlan')}
          </Button>
        )}
      </div>
      {data.items.length === 0 && (
        <Empty
          description={
            <>
              <strong>{say('noContingency')}</strong>
              <div className="quiet">{say('noContingencyHint')}</div>
            </>
          }
        />
      )}
      {data.items.map((one) => (
        <section className="card" key={one.id}>
          <header>
            <h2>
              <Link to="/contingency-plans/$id" params={{ id: one.id }}>
                {one.title}
              </Link>
            </h2>
            {one.number !== null && <span className="quiet">{say('version', { n: one.number })}</span>}
            {one.hasDraft && <Tag tone="warn">{say('draft')}</Tag>}
            {one.unread && <Tag tone="bad">{say('waitsForYou')}</Tag>}
          </header>
          <div className="card-body quiet">
            {one.approvedAt ? (
              <>
                {say('approvedBy')} <WhenText at={one.approvedAt} /> ·{' '}
                {say('given', { given: one.given, read: one.read })}
              </>
            ) : (
              say('noneApproved')
            )}
          </div>
        </section>
      ))}
      {drafting && <NewPlanDialog onClose={() => setDrafting(false)} />}
    </div>
  )
}

function NewPlanDialog({ onClose }: { onClose: () => void }) {
  const say = useTrainingWords()
  const common = useCommon()
  const navigate = useNavigate()
  const [ids] = useState(() => ({ plan: newId(), version: newId() }))
  const required = [{ required: true, whitespace: true, message: common('required') }]
  return (
    <FormDialog<{ title: string; body: string }>
      title={say('newPlan')}
      width={760}
      act={async ({ title, body }) => {
        await api.post<ContingencyPlanView>(CONTINGENCY, { id: ids.plan, title, version: { id: ids.version, body } })
        await navigate({ to: '/contingency-plans/$id', params: { id: ids.plan } })
      }}
      stale={STALE}
      onClose={onClose}
    >
      <Form.Item name="title" label={say('planName')} rules={required}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="body" label={say('body')} rules={required}>
        <Input.TextArea rows={14} maxLength={50_000} />
      </Form.Item>
    </FormDialog>
  )
}
