// One contingency plan with its versions: drafted, approved by another, given to units, read.
import { Link, useParams } from '@tanstack/react-router'
import { App, Button, Form, Input, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { ContingencyPlanView, ExerciseChoices, VersionView } from '../../../modules/duties/training/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { refresh, useApi } from '../../shell/queries.ts'
import { useFail } from '../../shell/use-fail.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { CONTINGENCY, TRAINING_TOPICS, VERSIONS } from './paths.ts'
import { useTrainingWords } from './words.ts'
import './training.css'

const STALE = [CONTINGENCY]

export function ContingencyPlanPage() {
  const { id } = useParams({ from: '/frame/contingency-plans/$id' })
  const say = useTrainingWords()
  const [drafting, setDrafting] = useState<VersionView | 'new' | null>(null)
  const [giving, setGiving] = useState<VersionView | null>(null)
  const { data, error, refetch } = useApi<ContingencyPlanView>(`${CONTINGENCY}/${id}`)
  useLive(TRAINING_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{data.title}</h1>
        {data.may.draft && <Button onClick={() => setDrafting('new')}>{say('newVersion')}</Button>}
      </div>
      {data.versions.map((version) => (
        <Version
          key={version.id}
          version={version}
          onEdit={() => setDrafting(version)}
          onGive={() => setGiving(version)}
        />
      ))}
      {data.versions.length === 0 && <p className="quiet">{say('noneApproved')}</p>}
      <div>
        <Link to="/contingency-plans">← {say('allPlans')}</Link>
      </div>
      {drafting && (
        <DraftDialog
          planId={id}
          draft={drafting === 'new' ? null : drafting}
          from={data.versions[0]?.body ?? ''}
          onClose={() => setDrafting(null)}
        />
      )}
      {giving && <GiveDialog version={giving} onClose={() => setGiving(null)} />}
    </div>
  )
}

function Version({ version, onEdit, onGive }: { version: VersionView; onEdit: () => void; onGive: () => void }) {
  const say = useTrainingWords()
  const inLanguage = useBilingual()
  const fail = useFail()
  const { message } = App.useApp()
  const act = async (what: 'approval' | 'withdrawal' | 'reading') => {
    await api.post(`${VERSIONS}/${version.id}/${what}`)
    void message.success(say('saved'))
    await refresh(...STALE)
  }
  const press = (what: 'approval' | 'withdrawal' | 'reading') => () => void act(what).catch(fail)
  const { may, recipients } = version
  return (
    <section className="card">
      <header>
        <h2>{say('version', { n: version.number })}</h2>
        <Tag tone={version.state === 'approved' ? 'good' : version.state === 'draft' ? 'warn' : 'plain'}>
          {say(version.state)}
        </Tag>
        <div className="row">
          {may.edit && <Button onClick={onEdit}>{say('edit')}</Button>}
          {may.edit && <Button onClick={press('withdrawal')}>{say('withdraw')}</Button>}
          {may.approve && (
            <Button type="primary" onClick={press('approval')}>
              {say('approve')}
            </Button>
          )}
          {may.give && <Button onClick={onGive}>{say('give')}</Button>}
          {may.read && (
            <Button type="primary" onClick={press('reading')}>
              {say('confirmRead')}
            </Button>
          )}
        </div>
      </header>
      <div className="card-body stack">
        <div className="quiet">
          {say('draftedBy')} {version.draftedBy} · <WhenText at={version.draftedAt} />
          {version.state === 'approved' && (
            <>
              {' · '}
              {say('approvedBy')} {version.decidedBy} · <WhenText at={version.decidedAt} />
            </>
          )}
          {may.edit && !may.approve && <div>{say('ownDraft')}</div>}
          {version.note && (
            <div>
              {say('note')}：{version.note}
            </div>
          )}
        </div>
        <details open={version.state !== 'withdrawn'}>
          <summary>{say('body')}</summary>
          <div className="prose plan-body">{version.body}</div>
        </details>
        {recipients.length > 0 && (
          <details open>
            <summary>
              {say('recipients')} ({recipients.filter(({ readAt }) => readAt).length}/{recipients.length})
            </summary>
            <ul className="recipients">
              {recipients.map((one) => (
                <li key={one.unit}>
                  {inLanguage(one.name)}{' '}
                  {one.readAt ? (
                    <span className="quiet">
                      ✓ {one.readBy} · <WhenText at={one.readAt} />
                    </span>
                  ) : (
                    <Tag tone="warn">{say('notRead')}</Tag>
                  )}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  )
}

function DraftDialog({
  planId,
  draft,
  from,
  onClose,
}: {
  planId: string
  draft: VersionView | null
  from: string
  onClose: () => void
}) {
  const say = useTrainingWords()
  const common = useCommon()
  const [id] = useState(() => draft?.id ?? newId())
  return (
    <FormDialog<{ body: string; note?: string }>
      title={say(draft ? 'edit' : 'newVersion')}
      width={760}
      initial={{ body: draft?.body ?? from, note: draft?.note ?? '' }}
      act={({ body, note = '' }) => api.put(`${CONTINGENCY}/${planId}/draft`, { id, body, note })}
      stale={STALE}
      onClose={onClose}
    >
      <Form.Item
        name="body"
        label={say('body')}
        rules={[{ required: true, whitespace: true, message: common('required') }]}
      >
        <Input.TextArea rows={14} maxLength={50_000} />
      </Form.Item>
      <Form.Item name="note" label={say('note')}>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  )
}

function GiveDialog({ version, onClose }: { version: VersionView; onClose: () => void }) {
  const say = useTrainingWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const { data } = useApi<ExerciseChoices>('/api/v1/exercise-choices')
  const has = new Set(version.recipients.map(({ unit }) => unit))
  return (
    <FormDialog<{ units: string[] }>
      title={say('give')}
      hint={say('giveHint')}
      act={(values) => api.post(`${VERSIONS}/${version.id}/recipients`, values)}
      stale={STALE}
      onClose={onClose}
    >
      <Form.Item name="units" label={say('giveTo')} rules={[{ required: true, message: common('required') }]}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={data?.units
            .filter(({ unit }) => !has.has(unit))
            .map(({ unit, name }) => ({ value: unit, label: inLanguage(name) }))}
        />
      </Form.Item>
    </FormDialog>
  )
}
