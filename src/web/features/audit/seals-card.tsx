// The chain of seals: up to when the audit is sealed, and what the last verification found. Anybody who reads the audit may
// verify it.
import { Button } from 'antd'
import type { SealsState, Verification } from '../../../modules/audit/contract.ts'
import { api } from '../../shell/api.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { useAuditWords } from './words.ts'

const SEALS = '/api/v1/audit-seals'

export function SealsCard() {
  const say = useAuditWords()
  const { data, error } = useApi<SealsState>(SEALS)
  const verifying = useSend(() => api.post<Verification>('/api/v1/audit-verifications'), [SEALS])
  return (
    <section className="card" aria-label={say('seals')}>
      <header>
        <h2>{say('seals')}</h2>
        <div className="row card-acts">
          <Button loading={verifying.isPending} onClick={() => verifying.mutate(undefined)}>
            {say('verify')}
          </Button>
        </div>
      </header>
      <ProblemAlert error={error ?? verifying.error} />
      {data && (
        <dl className="facts card-body">
          <dt>{say('lastSeal')}</dt>
          <dd className="row">
            {data.last ? (
              <>
                <WhenText at={data.last.sealedAt} as="ago" />
                <span className="quiet">{say('sealed', { n: data.sealedEvents, seals: data.seals })}</span>
              </>
            ) : (
              say('noSeal')
            )}
          </dd>
          <dt>{say('verified')}</dt>
          <dd>{data.verification ? <Outcome found={data.verification} /> : say('neverVerified')}</dd>
        </dl>
      )}
    </section>
  )
}

function Outcome({ found }: { found: Verification }) {
  const say = useAuditWords()
  const { broken } = found
  return (
    <div className="row">
      <WhenText at={found.at} />
      {broken ? (
        <>
          <Tag tone="bad">
            {say('broken', { seal: broken.seal, first: broken.firstId, last: broken.lastId })} ·{' '}
            <WhenText at={broken.sealedAt} />
          </Tag>
          <span>{say(broken.fault, { expected: broken.expected, found: broken.found })}</span>
          <span className="quiet">{say('heldUntil', { n: found.events })}</span>
        </>
      ) : (
        <Tag tone="good">{say('holds', { n: found.events })}</Tag>
      )}
    </div>
  )
}
