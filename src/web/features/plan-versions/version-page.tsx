// One version or amendment: what it changes and what that means, who proposed and decided, and the decision that is open.
import { Link, useParams } from '@tanstack/react-router'
import { Alert, App, Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { PlanVersionDetail } from '../../../modules/organisation/amendments/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { serverNow } from '../../shell/clock.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { refresh, useApi } from '../../shell/queries.ts'
import { useFail } from '../../shell/use-fail.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { WhenText } from '../../ui/when.tsx'
import { Difference, EffectsCard, Meaning } from './difference.tsx'
import { AMENDMENTS, STALE_AFTER_DECISION, TOPICS, VERSIONS } from './paths.ts'
import { VersionState } from './version-state.tsx'
import { useVersionWords } from './words.ts'
import './plan-versions.css'

const STALE = [VERSIONS]

export function VersionPage() {
  const { id } = useParams({ from: '/frame/plan/versions/$id' })
  const say = useVersionWords()
  const { data, error, refetch } = useApi<PlanVersionDetail>(`${VERSIONS}/${id}`)
  useLive(TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{data.number === null ? say('detail') : say('number', { n: data.number })}</h1>
        <VersionState state={data.state} />
        <Decisions version={data} />
      </div>
      <Facts version={data} />
      {data.amendment && (
        <>
          <Meaning lines={data.meaning} />
          <Difference changes={data.changes} />
          {data.effects && <EffectsCard effects={data.effects} />}
        </>
      )}
      <div>
        <Link to="/plan/versions">← {say('back')}</Link>
      </div>
    </div>
  )
}

function Facts({ version }: { version: PlanVersionDetail }) {
  const say = useVersionWords()
  const inLanguage = useBilingual()
  const { amendment, state } = version
  const who = (name: string | null, at: string | null) => (
    <>
      {name ?? say('commandLine')} · <WhenText at={at} />
    </>
  )
  return (
    <section className="card">
      <header>
        <h2>{inLanguage(version.title)}</h2>
        <span className="quiet">{version.label}</span>
        {amendment && <span className="quiet">{say('basedOn', { n: amendment.baseNumber })}</span>}
      </header>
      <div className="card-body stack">
        <dl className="facts">
          <dt>{say(state === 'proposed' || state === 'returned' ? 'wanted' : 'effectiveFrom')}</dt>
          <dd>
            <WhenText at={version.effectiveFrom} />
          </dd>
          {amendment ? (
            <>
              <dt>{say('running')}</dt>
              <dd>
                {say(amendment.runningPeriods)}
                <div className="quiet">{say(amendment.runningPeriods === 'keep' ? 'keepHint' : 'changeHint')}</div>
              </dd>
              <dt>{say('reason')}</dt>
              <dd>{amendment.reason}</dd>
              <dt>{say('proposedBy')}</dt>
              <dd>{who(amendment.proposedBy, amendment.proposedAt)}</dd>
              {amendment.decidedAt && (
                <>
                  <dt>{say(amendment.decisionReason === null ? 'decidedBy' : 'returnedBy')}</dt>
                  <dd>
                    {who(amendment.decidedBy, amendment.decidedAt)}
                    {amendment.decisionReason && <div>{amendment.decisionReason}</div>}
                  </dd>
                </>
              )}
              {amendment.withdrawnAt && (
                <>
                  <dt>{say('withdrawnBy')}</dt>
                  <dd>
                    {who(amendment.withdrawnBy, amendment.withdrawnAt)}
                    <div>{amendment.withdrawReason}</div>
                  </dd>
                </>
              )}
            </>
          ) : (
            <>
              <dt>{say('proposedBy')}</dt>
              <dd>{say('first')}</dd>
            </>
          )}
        </dl>
        {version.whyNotApprove.length > 0 && (
          <Alert
            type="warning"
            showIcon
            title={say('whyNot')}
            description={
              <ul className="reasons">
                {version.whyNotApprove.map((why) => (
                  <li key={why.en}>{inLanguage(why)}</li>
                ))}
              </ul>
            }
          />
        )}
        <div>
          <a href={`${VERSIONS}/${version.id}/file`}>{say('fileOf')}</a>
        </div>
      </div>
    </section>
  )
}

function Decisions({ version }: { version: PlanVersionDetail }) {
  const say = useVersionWords()
  const { modal, message } = App.useApp()
  const fail = useFail()
  const [asking, setAsking] = useState<'return' | 'withdraw' | null>(null)
  const { may } = version
  const path = `${AMENDMENTS}/${version.id}`
  const approve = async () => {
    await api.post(`${path}/approvals`)
    void message.success(say('approved'))
    await refresh(...STALE_AFTER_DECISION)
  }
  const askApproval = () =>
    modal.confirm({
      title: say('approveTitle'),
      content: say(version.effectiveFrom <= serverNow() ? 'approvePast' : 'approveHint'),
      okText: say('approve'),
      onOk: () => approve().catch(fail),
    })
  return (
    <div className="row">
      {may.withdraw && <Button onClick={() => setAsking('withdraw')}>{say('withdraw')}</Button>}
      {may.return && <Button onClick={() => setAsking('return')}>{say('return')}</Button>}
      {may.approve && (
        <Button type="primary" onClick={askApproval}>
          {say('approve')}
        </Button>
      )}
      {asking && (
        <ReasonDialog<{ reason: string }>
          title={say(asking === 'return' ? 'returnTitle' : 'withdrawTitle')}
          hint={say(asking === 'return' ? 'returnHint' : 'withdrawHint')}
          okText={say(asking)}
          danger
          act={(values) => api.post(`${path}/${asking === 'return' ? 'returns' : 'withdrawals'}`, values)}
          stale={STALE_AFTER_DECISION}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  )
}
