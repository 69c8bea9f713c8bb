// My unit's part (M57): what is open, late and not kept, the head's signature on the daily reports, and what the plan asks of
// the unit with its judgement. Heads and clerks see their units, the command and its office any.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select, Skeleton } from 'antd'
import { addDays } from '../../../kernel/time.ts'
import type { OccurrenceView, Rates } from '../../../modules/duties/obligations/contract.ts'
import type { ReportView } from '../../../modules/duties/reports/contract/daily.ts'
import type { PlanView } from '../../../modules/insight/plan/contract.ts'
import { selectSections } from '../../../modules/insight/plan/rules.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { serverToday } from '../../shell/clock.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { useFail } from '../../shell/use-fail.ts'
import type { Page } from '../../ui/list/types.ts'
import { Tag } from '../../ui/tag.tsx'
import { DayText, WhenText } from '../../ui/when.tsx'
import { DIRECTIVES } from '../directives/paths.ts'
import { PLAN } from '../plan/paths.ts'
import { StateTag } from '../plan/state-tag.tsx'
import { Empty } from './empty.tsx'
import { OccurrenceRows } from './occurrence-rows.tsx'
import { OBLIGATION_TOPICS, OCCURRENCES, RATES } from './paths.ts'
import { useMine } from './use-mine.ts'
import { useObligationWords } from './words.ts'
import './obligations.css'

const DAILY = '/api/v1/daily-reports'
const TOPICS = [...OBLIGATION_TOPICS, 'reports', 'planDays', 'directives']
const STALE = [OCCURRENCES, RATES, DAILY, PLAN, DIRECTIVES]

export function UnitPage() {
  const say = useObligationWords()
  const navigate = useNavigate()
  const inLanguage = useBilingual()
  const may = useMay()
  const search = useSearch({ from: '/frame/my-unit' })
  const mine = useMine()
  const plan = useApi<PlanView>(PLAN, {}, { placeholderData: (previous) => previous })
  useLive(TOPICS, STALE)
  const error = mine.error ?? plan.error
  if (error && !(mine.data && plan.data)) {
    return <ProblemPage error={error} retry={() => void Promise.all([mine.refetch(), plan.refetch()])} />
  }
  if (!mine.data || !plan.data) return <Skeleton active paragraph={{ rows: 8 }} />
  const own = mine.data.owners.map(({ kind, key, name }) => ({ id: `${kind}:${key}`, name }))
  const others = may('obligation.readAll')
    ? plan.data.owners.flatMap((one) => {
        const id = one.kind === 'group' ? one.key.replace('group.', 'group:') : `unit:${one.key}`
        const isThere = own.some((known) => known.id === id)
        return (one.kind === 'unit' || one.kind === 'group') && !isThere ? [{ id, name: one }] : []
      })
    : []
  const owners = [...own, ...others]
  const present = owners.find(({ id }) => id === search.owner) ?? owners[0]
  return (
    <div className="stack">
      <div className="page-head">
        <h1>
          {say('unit')}
          {present && ` · ${inLanguage(present.name)}`}
        </h1>
        <div className="row">
          {owners.length > 1 && present && (
            <Select
              aria-label={say('chooseUnit')}
              value={present.id}
              onChange={(owner) => void navigate({ to: '/my-unit', search: { owner }, replace: true })}
              style={{ width: 224 }}
              showSearch={{ optionFilterProp: 'label' }}
              options={owners.map(({ id, name }) => ({ value: id, label: inLanguage(name) }))}
            />
          )}
          <Link to="/organisation/directory" search={{}}>
            {say('directory')}
          </Link>
          {may('call.log') && (
            <Link to="/calls" search={{}}>
              {say('calls')}
            </Link>
          )}
        </div>
      </div>
      {present ? (
        <UnitPart owner={present.id} plan={plan.data} />
      ) : (
        <Empty title={say('noOwner')} hint={say('noOwnerHint')} />
      )}
    </div>
  )
}

function UnitPart({ owner, plan }: { owner: string; plan: PlanView }) {
  const say = useObligationWords()
  const may = useMay()
  const until = serverToday()
  const from = addDays(until, -6)
  const [kind, key] = owner.split(':')
  const planKey = kind === 'group' ? `group.${key}` : key!
  // Of a township the plan is judged in its own area.
  const area = plan.townships.find(({ unit }) => unit === planKey)?.area
  const local = useApi<PlanView>(area === undefined ? null : PLAN, { area })
  const open = useApi<Page<OccurrenceView>>(OCCURRENCES, { owner, state: 'open', limit: '50' })
  const directives = useApi<{ count: number }>(may('directive.read') ? `${DIRECTIVES}/count` : null, {
    list: 'all',
    unit: planKey,
    state: 'open',
  })
  const rates = useApi<Rates>(RATES, { owner, from, until })
  const duties = selectSections(local.data ?? plan, { unit: planKey }).flatMap((section) => section.duties)
  const notKept = duties.filter(({ state }) => state === 'broken')
  const bad = (rates.data?.total.late ?? 0) + (rates.data?.total.missing ?? 0)
  return (
    <>
      <section className="card unit-figures">
        <Figure label={say('openCount')} n={open.data?.items.length} search={{ owner, state: 'open' }} />
        <Figure
          label={`${say('lateCount')} · ${say('lastDays')}`}
          n={rates.data && bad}
          isBad
          search={{ owner, from, until, counted: 'notInTime' }}
        />
        {may('directive.read') && (
          <Link
            to="/directives"
            search={{ list: may('directive.oversee') ? 'all' : 'inbox', unit: planKey, state: 'open' }}
            className="unit-figure"
          >
            <span className="quiet">{say('directivesOpen')}</span>
            <strong className="num">{directives.data?.count ?? '…'}</strong>
          </Link>
        )}
        <Link to="/plan" search={{ unit: planKey, state: 'broken', area }} className="unit-figure">
          <span className="quiet">{say('brokenCount')}</span>
          <strong className="num">
            {notKept.length > 0 && <span aria-hidden>! </span>}
            {notKept.length}
          </strong>
        </Link>
      </section>
      {open.data && open.data.items.length > 0 && (
        <section className="card">
          <header className="obligation-head">
            <h2>{say('openNow')}</h2>
          </header>
          <OccurrenceRows rows={[...open.data.items].reverse()} label={say('openNow')} />
        </section>
      )}
      {may('report.read') && <Signatures kind={kind!} ownerKey={key!} />}
      <section className="card">
        <header className="obligation-head">
          <h2>{say('duties')}</h2>
          <span className="quiet">{say('dutiesHint')}</span>
        </header>
        {duties.length === 0 ? (
          <p className="unit-none quiet">{say('noDuties')}</p>
        ) : (
          <Duties duties={duties} area={area} />
        )}
      </section>
    </>
  )
}

function Figure({
  label,
  n,
  search,
  isBad = false,
}: {
  label: string
  n: number | undefined
  search: Record<string, string>
  isBad?: boolean
}) {
  return (
    <Link to="/obligations/all" search={search} className="unit-figure">
      <span className="quiet">{label}</span>
      <strong className="num">
        {isBad && n !== undefined && n > 0 && <span aria-hidden>! </span>}
        {n ?? '…'}
      </strong>
    </Link>
  )
}

type Duty = PlanView['sections'][number]['duties'][number]

/** What is not kept stands first. */
const ORDER = { broken: 0, atRisk: 1, notYetMeasured: 3, kept: 2 }

function Duties({ duties, area }: { duties: readonly Duty[]; area: string | undefined }) {
  const say = useObligationWords()
  const inLanguage = useBilingual()
  return (
    <table className="list-table" aria-label={say('duties')}>
      <tbody>
        {[...duties]
          .sort((a, b) => ORDER[a.state] - ORDER[b.state])
          .map((duty) => (
            <tr key={duty.key}>
              <td className="lead">
                {inLanguage(duty)} <span className="quiet small num">{duty.clauses.join(' ')}</span>
              </td>
              <td data-label={say('state')}>
                <StateTag state={duty.state} />
              </td>
              <td className="right num">
                {duty.value === null ? (
                  '—'
                ) : (
                  <Link to="/plan/duties/$key" params={{ key: duty.key }} search={{ area }}>
                    {duty.value}
                    {duty.measure.unit === 'percent' && '%'}
                  </Link>
                )}
              </td>
              <td className="quiet">
                {inLanguage({ zh: duty.measure.nameZh, en: duty.measure.nameEn })}{' '}
                {inLanguage({ zh: duty.measure.targetZh, en: duty.measure.targetEn })}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

/** The reports of the last days, each with the head's signature or the way to give it. */
function Signatures({ kind, ownerKey }: { kind: string; ownerKey: string }) {
  const say = useObligationWords()
  const fail = useFail()
  const { data } = useApi<Page<ReportView>>(DAILY, { kind, key: ownerKey, limit: '7' })
  const signing = useSend((id: string) => api.post(`${DAILY}/${id}/signature`), [DAILY, PLAN])
  if (!data || data.items.length === 0) return null
  return (
    <section className="card">
      <header className="obligation-head">
        <h2>{say('signature')}</h2>
        <span className="quiet">{say('signatureHint')}</span>
      </header>
      <ul className="signatures">
        {data.items.map((report) => (
          <li key={report.id}>
            <DayText day={report.day} />
            {report.signedAt ? (
              <span>
                <Tag tone="good">{say('signed')}</Tag> {report.signedBy} <WhenText at={report.signedAt} />
              </span>
            ) : (
              <Tag tone="warn">{say('unsigned')}</Tag>
            )}
            {report.maySign && (
              <Button
                size="small"
                loading={signing.isPending}
                onClick={() => signing.mutate(report.id, { onError: fail })}
              >
                {say('sign')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
