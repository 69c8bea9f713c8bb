// The response (M01): its state, the plan it runs on, who decided what and why, and the decisions that are open.
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { daysBetween } from '../../../kernel/time.ts'
import type { ResponseView } from '../../../modules/organisation/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { RESPONSE } from '../../shell/response-banner.tsx'
import { useMay } from '../../shell/session.ts'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { ChangeDialog, type ChangeKind } from './change-dialog.tsx'
import { useResponseWords } from './words.ts'

export function ResponsePage() {
  const say = useResponseWords()
  const can = useMay()
  const [asking, setAsking] = useState<ChangeKind | null>(null)
  const { data, error, refetch } = useApi<ResponseView>(RESPONSE)
  useLive(['response', 'plan'], [RESPONSE])
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active />
  const mayChange = can('response.change')
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <div className="row">
          {!mayChange && <span className="quiet">{say('onlyPost')}</span>}
          {mayChange && data.state !== 'active' && (
            <Button type="primary" onClick={() => setAsking('activated')}>
              {say('activate')}
            </Button>
          )}
          {mayChange && data.state === 'active' && (
            <>
              <Button onClick={() => setAsking('levelChanged')}>{say('changeLevel')}</Button>
              <Button danger onClick={() => setAsking('stoodDown')}>
                {say('standDown')}
              </Button>
            </>
          )}
        </div>
      </div>
      <State response={data} />
      <History response={data} />
      {asking && <ChangeDialog kind={asking} response={data} onClose={() => setAsking(null)} />}
    </div>
  )
}

function State({ response }: { response: ResponseView }) {
  const say = useResponseWords()
  const inLanguage = useBilingual()
  const { state, startDay, since, today } = response
  return (
    <section className="card">
      <header>
        <h2>{say('state')}</h2>
        <Tag tone={state === 'active' ? 'act' : 'plain'}>{say(state)}</Tag>
      </header>
      <div className="card-body">
        {state === 'notActivated' && <p>{say('notActivatedHint')}</p>}
        <dl className="facts">
          {response.levelName && (
            <>
              <dt>{say('level')}</dt>
              <dd>{inLanguage(response.levelName)}</dd>
            </>
          )}
          {startDay && (
            <>
              <dt>{say('startDay')}</dt>
              <dd className="num">
                {startDay} ({say('dayNumber', { n: daysBetween(startDay, today) + 1 })})
              </dd>
            </>
          )}
          {since && since !== startDay && (
            <>
              <dt>{say('since')}</dt>
              <dd className="num">{since}</dd>
            </>
          )}
          {response.planTitle && (
            <>
              <dt>{say('plan')}</dt>
              <dd>
                {inLanguage(response.planTitle)}
                {response.planVersion !== null && ` · ${say('version', { n: response.planVersion })}`}
              </dd>
            </>
          )}
          {response.districtName && (
            <>
              <dt>{say('district')}</dt>
              <dd>{inLanguage(response.districtName)}</dd>
            </>
          )}
        </dl>
      </div>
    </section>
  )
}

function History({ response }: { response: ResponseView }) {
  const say = useResponseWords()
  const common = useCommon()
  const newestFirst = [...response.history].reverse()
  return (
    <section className="card">
      <header>
        <h2>{say('history')}</h2>
      </header>
      {newestFirst.length === 0 ? (
        <div className="card-body quiet">{say('noHistory')}</div>
      ) : (
        <div className="list-scroll">
          <table className="list-table">
            <thead>
              <tr>
                <th>{say('kind')}</th>
                <th>{say('level')}</th>
                <th>{say('effectiveDay')}</th>
                <th>{say('authority')}</th>
                <th>{common('reason')}</th>
                <th>{say('recorded')}</th>
              </tr>
            </thead>
            <tbody>
              {newestFirst.map((change) => (
                <tr key={change.id}>
                  <td className="lead">{say(change.kind)}</td>
                  <td data-label={say('level')}>{change.level}</td>
                  <td data-label={say('effectiveDay')} className="num">
                    {change.effectiveDay}
                  </td>
                  <td data-label={say('authority')}>{change.authority}</td>
                  <td data-label={common('reason')}>{change.reason}</td>
                  <td data-label={say('recorded')}>
                    <WhenText at={change.recordedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
