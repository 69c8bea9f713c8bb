// A period of isolation at a glance: day n of how many, under which plan, where, until when, who answers, what is owed next, and what may be
// done. Whether it can be released, and every reason why not, is always said.
import { Link } from '@tanstack/react-router'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import type { BulkResult, PeriodView } from '../../../modules/isolation/contract/views.ts'
import { useBilingual } from '../../i18n/index.ts'
import { ApiProblem, api } from '../../shell/api.ts'
import { refresh } from '../../shell/queries.ts'
import { useFail } from '../../shell/use-fail.ts'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { ISOLATION_STALE, RELEASES } from '../isolation/paths.ts'
import { StateTag } from '../isolation/state-tag.tsx'
import { useTerms } from '../isolation/words.ts'
import { EndEarlyDialog, ExplainDialog, ExtendDialog } from './period-dialogs.tsx'
import { ReadingDialog } from './reading-dialogs.tsx'
import { usePersonWords } from './words.ts'

type Asking = 'reading' | 'extend' | 'endEarly' | 'explain'

export function PeriodCard({ period }: { period: PeriodView }) {
  const say = usePersonWords()
  const term = useTerms()
  const inLanguage = useBilingual()
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = () => setAsking(null)
  const isOpen = period.status.state === 'active' || period.status.state === 'referred'
  const share = Math.max(0, Math.min(1, period.dayNumber / period.days))
  return (
    <section className="card">
      <header>
        <h2>{say('period')}</h2>
        <StateTag state={period.status.state} />
        {isOpen && <Actions period={period} ask={setAsking} />}
      </header>
      <div className="card-body stack">
        <div className="period-day">
          <strong className="num">{term('dayOf', { n: period.dayNumber, days: period.days })}</strong>
          <div className="progress" aria-hidden>
            <div className="progress-done" style={{ width: `${share * 100}%` }} />
          </div>
          <span className="num quiet">
            {period.startDay} — {period.lastDay}
          </span>
        </div>
        <dl className="facts">
          <dt>{say('place')}</dt>
          <dd>
            {term(period.place)} {period.placeText}
            <div className="quiet">{inLanguage(period.placeReason)}</div>
          </dd>
          <dt>{say('ends')}</dt>
          <dd>
            <WhenText at={period.endsAt} {...(isOpen ? { as: 'due' as const } : {})} />
          </dd>
          <dt>{say('plan')}</dt>
          <dd>
            <Link to="/plan/versions/$id" params={{ id: period.plan.versionId }}>
              {say('planVersion', { n: period.plan.version, days: period.plan.days })}
            </Link>
            {period.plan.beganUnder !== period.plan.version && (
              <div className="quiet">{say('planBegan', { n: period.plan.beganUnder })}</div>
            )}
          </dd>
          <dt>{say('nextCheck')}</dt>
          <dd>{period.nextCheckDueAt ? <WhenText at={period.nextCheckDueAt} as="due" /> : say('nothingOwed')}</dd>
          <dt>{say('medic')}</dt>
          <dd>{period.medic?.name ?? <Tag tone="warn">{term('unassigned')}</Tag>}</dd>
          <dt>{say('guarantor')}</dt>
          <dd>{period.guarantor?.name ?? term('unassigned')}</dd>
        </dl>
        {isOpen && (
          <div className={`release-state${period.release.allowed ? ' is-ready' : ''}`}>
            <strong>{period.release.allowed ? `✓ ${say('releaseReady')}` : say('releaseNot')}</strong>
            {period.release.reasons.length > 0 && (
              <ul className="reasons">
                {period.release.reasons.map((reason) => (
                  <li key={reason.code}>{inLanguage(reason)}</li>
                ))}
              </ul>
            )}
          </div>
        )}
      </div>
      {asking === 'reading' && <ReadingDialog period={period} onClose={close} />}
      {asking === 'extend' && <ExtendDialog period={period} onClose={close} />}
      {asking === 'endEarly' && <EndEarlyDialog period={period} onClose={close} />}
      {asking === 'explain' && <ExplainDialog period={period} onClose={close} />}
    </section>
  )
}

function Actions({ period, ask }: { period: PeriodView; ask: (what: Asking) => void }) {
  const say = usePersonWords()
  const term = useTerms()
  const { modal, message } = App.useApp()
  const fail = useFail()
  const { may, release } = period
  const hasGaps = period.windows.some((window) => window.outcome === 'missed' && window.explanation === null)
  const letGo = async () => {
    const result = await api.post<BulkResult>(RELEASES, { periodIds: [period.id] })
    const refusal = result.refused[0]
    if (refusal) {
      const [first] = refusal.reasons
      throw new ApiProblem({
        status: 422,
        code: 'refused',
        zh: first?.zh ?? '',
        en: first?.en ?? '',
        errors: refusal.reasons,
      })
    }
    void message.success(say('released'))
    await refresh(...ISOLATION_STALE)
  }
  const askRelease = () =>
    modal.confirm({
      title: say('releaseTitle'),
      content: say('releaseAsk', { name: period.person.name }),
      okText: term('release'),
      onOk: () => letGo().catch(fail),
    })
  const more = [
    ...(may.explain && hasGaps ? [{ key: 'explain', label: say('explainTitle') }] : []),
    ...(may.extend ? [{ key: 'extend', label: say('extendTitle') }] : []),
    ...(may.endEarly ? [{ key: 'endEarly', label: say('endEarlyTitle'), danger: true }] : []),
  ]
  return (
    <div className="row card-acts">
      {may.record && (
        <Button type="primary" onClick={() => ask('reading')}>
          {term('reading')}
        </Button>
      )}
      {may.release && release.allowed && <Button onClick={askRelease}>{term('release')}</Button>}
      {more.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: more, onClick: ({ key }) => ask(key as Asking) }}>
          <Button>{say('more')}</Button>
        </Dropdown>
      )}
    </div>
  )
}
