// The papers of one person: what was printed, when and how it was served, the page itself; print, serve, void.
import { Button } from 'antd'
import { useState } from 'react'
import type { PeriodView } from '../../../modules/isolation/contract/views.ts'
import type { PapersOfPerson, PaperView } from '../../../modules/papers/contract.ts'
import type { PaperKind } from '../../../modules/papers/rules/kinds.ts'
import { api } from '../../shell/api.ts'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { PAPERS_STALE, papersOf } from './paths.ts'
import { PrintDialog } from './print-dialog.tsx'
import { ServeDialog } from './serve-dialog.tsx'
import { usePapersWords } from './words.ts'
import './papers.css'

interface Props {
  person: { id: string; name: string; areaCode: string }
  period: PeriodView | undefined
}

/** Which kinds the period may have now. */
function kindsFor(period: PeriodView | undefined, mayRelease: boolean): PaperKind[] {
  const state = period?.status.state
  if (state === 'active' || state === 'referred') return ['isolationNotice', 'commitment']
  return state === 'released' && mayRelease ? ['releaseCertificate'] : []
}

export function PapersCard({ person, period }: Props) {
  const say = usePapersWords()
  const can = useMay()
  const path = papersOf(person.id)
  const papers = useApi<PapersOfPerson>(can('paper.read') ? path : null)
  const [isPrinting, setPrinting] = useState(false)
  useLive(['papers'], [path])
  if (!can('paper.read')) return null
  const kinds = can('paper.print') ? kindsFor(period, can('isolation.release', person.areaCode)) : []
  return (
    <section className="card papers">
      <header>
        <h2>{say('title')}</h2>
        {period && kinds.length > 0 && (
          <div className="row card-acts">
            <Button onClick={() => setPrinting(true)}>{say('print')}</Button>
          </div>
        )}
      </header>
      <div className="card-body stack">
        <ProblemAlert error={papers.error} />
        {papers.data?.items.length === 0 && (
          <div className="quiet">{say(kinds.length > 0 ? 'empty' : 'emptyReadOnly')}</div>
        )}
        <ul className="paper-list">
          {papers.data?.items.map((paper) => (
            <Paper key={paper.id} paper={paper} person={person} may={papers.data.may} />
          ))}
        </ul>
      </div>
      {isPrinting && period && (
        <PrintDialog
          persons={[{ periodId: period.id, name: person.name }]}
          kinds={kinds}
          onClose={() => setPrinting(false)}
        />
      )}
    </section>
  )
}

function Paper({ paper, person, may }: { paper: PaperView; person: Props['person']; may: PapersOfPerson['may'] }) {
  const say = usePapersWords()
  const [asking, setAsking] = useState<'serve' | 'void' | null>(null)
  const { served, voided } = paper
  return (
    <li>
      <div>
        <strong className={voided ? 'is-void' : ''}>{say(paper.kind)}</strong>{' '}
        <span className="num">{paper.number}</span>{' '}
        {served && (
          <Tag tone="good">
            {say('served')} · {say(served.how)}
          </Tag>
        )}
        {!served && !voided && paper.kind !== 'releaseCertificate' && <Tag tone="warn">{say('notServed')}</Tag>}
        <div className="quiet">
          {say('printedAt')} <WhenText at={paper.printedAt} /> {paper.printedBy}
          {served && (
            <>
              {' · '}
              {say('served')} <WhenText at={served.at} /> {served.by} {served.note}
            </>
          )}
        </div>
        {voided && (
          <div className="quiet">
            <WhenText at={voided.at} /> {say('voidedBy', { who: voided.by ?? say('someone'), reason: voided.reason })}
          </div>
        )}
      </div>
      {!voided && (
        <div className="row">
          <Button size="small" href={`/api/v1/papers/${paper.id}/pdf`} download>
            {say('download')}
          </Button>
          {may.serve && !served && paper.kind !== 'releaseCertificate' && (
            <Button size="small" type="primary" onClick={() => setAsking('serve')}>
              {say('serve')}
            </Button>
          )}
          {may.void && (
            <Button size="small" type="text" onClick={() => setAsking('void')}>
              {say('void')}
            </Button>
          )}
        </div>
      )}
      {asking === 'serve' && <ServeDialog paperId={paper.id} person={person} onClose={() => setAsking(null)} />}
      {asking === 'void' && (
        <ReasonDialog
          title={say('voidTitle', { kind: say(paper.kind), number: paper.number })}
          hint={say('voidHint')}
          okText={say('void')}
          danger
          act={({ reason }) => api.post(`/api/v1/papers/${paper.id}/void`, { reason })}
          stale={PAPERS_STALE}
          onClose={() => setAsking(null)}
        />
      )}
    </li>
  )
}
