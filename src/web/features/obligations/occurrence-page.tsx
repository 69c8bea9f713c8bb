// One obligation: its deadline and judgement, the evidence, who answers for it with the telephone, and the office's excuse.
import { Link, useParams } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { OccurrenceDetail } from '../../../modules/duties/obligations/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Telephone } from '../../ui/telephone.tsx'
import { DayText, WhenText } from '../../ui/when.tsx'
import { DoIt } from './occurrence-rows.tsx'
import { EVIDENCE_AT, MINE, OBLIGATION_TOPICS, OCCURRENCES } from './paths.ts'
import { OccurrenceState } from './state-tag.tsx'
import { useObligationWords } from './words.ts'
import './obligations.css'

const STALE = [OCCURRENCES]

export function OccurrencePage() {
  const say = useObligationWords()
  const inLanguage = useBilingual()
  const { id } = useParams({ from: '/frame/obligations/$id' })
  const { data, error, refetch } = useApi<OccurrenceDetail>(`${OCCURRENCES}/${id}`)
  const [isExcusing, setExcusing] = useState(false)
  useLive(OBLIGATION_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active />
  const title = `${inLanguage(data.title)} · ${inLanguage(data.owner.name)}`
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{title}</h1>
        <DayText day={data.day} />
        <div className="row">
          {data.state === 'open' && <DoIt row={data} />}
          {data.mayExcuse && <Button onClick={() => setExcusing(true)}>{say('excuse')}</Button>}
        </div>
      </div>
      <section className="card card-body obligation-facts">
        <Fact label={say('state')}>
          <OccurrenceState row={data} />{' '}
          {data.reason && (
            <span>
              {data.reason}
              {data.excusedBy && <span className="quiet"> · {say('excusedBy', { name: data.excusedBy })}</span>}
            </span>
          )}
          <div className="quiet small">{say('judgedOnce')}</div>
        </Fact>
        <Fact label={say('due')}>
          <WhenText at={data.dueAt} {...(data.state === 'open' ? { as: 'due' as const } : {})} />
        </Fact>
        {data.state === 'open' && (
          <Fact label={say('missedAt')}>
            <WhenText at={data.missedAt} />
          </Fact>
        )}
        {data.coversFrom && data.coversTo && (
          <Fact label={say('covers')}>
            <WhenText at={data.coversFrom} /> — <WhenText at={data.coversTo} />
          </Fact>
        )}
        <Fact label={say('evidence')}>
          <EvidenceText row={data} />
        </Fact>
        <Fact label={say('answering')}>
          {data.answering.length === 0 ? (
            <Link to="/organisation" search={{}}>
              {say('nobody')}
            </Link>
          ) : (
            <ul className="obligation-holders">
              {data.answering.map((one) => (
                <li key={`${one.titleZh}${one.name}`}>
                  {one.name} <span className="quiet">{inLanguage({ zh: one.titleZh, en: one.titleEn })}</span>{' '}
                  <span className="quiet small">{say(one.isHead ? 'head' : 'clerk')}</span>{' '}
                  <Telephone number={one.telephone} />
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact label={say('clauses')}>
          <span className="num">{data.clauses.join(' · ')}</span>{' '}
          <span className="quiet">{say('planVersion', { n: data.planVersion })}</span>
        </Fact>
      </section>
      {isExcusing && (
        <ReasonDialog<{ reason: string }>
          title={say('excuseTitle', { what: title })}
          hint={say('excuseHint')}
          okText={say('excuse')}
          act={(values) => api.post(`${OCCURRENCES}/${id}/excuse`, values)}
          stale={[OCCURRENCES, MINE]}
          onClose={() => setExcusing(false)}
        />
      )}
    </div>
  )
}

function EvidenceText({ row }: { row: OccurrenceDetail }) {
  const say = useObligationWords()
  if (!row.evidence) return <span className="quiet">{say('noEvidence')}</span>
  const { kind, id, at, isZero } = row.evidence
  const path = EVIDENCE_AT[kind]?.(id)
  return (
    <>
      {path === undefined ? (
        <WhenText at={at} />
      ) : (
        <Link to={path as '/'}>
          <WhenText at={at} />
        </Link>
      )}
      {isZero && ` · ${say('zero')}`}
      {row.state === 'missed' && <span className="quiet"> ({say('evidenceLate')})</span>}
    </>
  )
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="obligation-fact">
      <div className="quiet">{label}</div>
      <div>{children}</div>
    </div>
  )
}
