// Assignments (M21, M52): who has nobody, how many each medic and guarantor looks after, spreading by load, hand-overs, and
// the medics of villages. A guarantor sees himself and his own persons here.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import type { Loads, LoadView } from '../../../modules/isolation/contract/assignments.ts'
import type { QueueCounts } from '../../../modules/isolation/contract/queues.ts'
import type { PeriodRow } from '../../../modules/isolation/contract/views.ts'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { useMay, useMe } from '../../shell/session.ts'
import { AreaPicker } from '../../ui/area-picker.tsx'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { ISOLATION_TOPICS, PERIODS, QUEUE_COUNTS, untilCounted } from '../isolation/paths.ts'
import { useTerms } from '../isolation/words.ts'
import { useQueueColumns } from '../queues/columns.tsx'
import { LoadTable } from './load-table.tsx'
import { LOADS, type Role } from './paths.ts'
import { SpreadDrawer } from './spread-drawer.tsx'
import { VillageMedics } from './village-medics.tsx'
import { useAssignmentWords } from './words.ts'
import './assignments.css'

const ROLES: readonly Role[] = ['medic', 'guarantor']
const GAPS = ['noMedic', 'noGuarantor', 'assigneeGone'] as const
const STALE = [LOADS, QUEUE_COUNTS]

export function AssignmentsPage() {
  const say = useAssignmentWords()
  const can = useMay()
  const me = useMe()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/assignments' })
  const isGuarantor = me.posts.some(({ kind }) => kind === 'guarantorLeader')
  const role: Role = search.role === 'guarantor' || (search.role === undefined && isGuarantor) ? 'guarantor' : 'medic'
  const { area } = search
  const [acting, setActing] = useState<{ from?: LoadView } | null>(null)
  const loads = useApi<Loads>(LOADS, { role, area }, { placeholderData: (previous) => previous })
  useLive(ISOLATION_TOPICS, STALE)
  const set = (next: Record<string, string | undefined>) =>
    void navigate({ to: '/assignments', search: { ...search, ...next }, replace: true })
  const mayAssign = can('isolation.assign')
  const without = loads.data?.unassigned
  const own = loads.data?.items.find(({ account }) => account.id === me.account.id)
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <div className="row">
          <Segmented<Role>
            aria-label={say('role')}
            value={role}
            onChange={(next) => set({ role: next })}
            options={ROLES.map((value) => ({ value, label: say(value) }))}
          />
          <AreaPicker
            value={area}
            onChange={(next) => set({ area: next })}
            placeholder={say('area')}
            style={{ minWidth: 168 }}
          />
        </div>
      </div>
      {!isGuarantor && <Gaps area={area} />}
      <ProblemAlert error={loads.error} />
      {mayAssign && without && (
        <section className={`card card-body assign-lack${without.persons > 0 ? ' is-lacking' : ''}`}>
          {without.persons > 0 ? (
            <>
              <strong>
                {say(role === 'medic' ? 'unassignedMedic' : 'unassignedGuarantor', {
                  n: without.persons,
                  h: without.households,
                })}
              </strong>
              <Button type="primary" onClick={() => setActing({})}>
                {say('spread')}
              </Button>
            </>
          ) : (
            <span className="quiet">{say('noneUnassigned')}</span>
          )}
        </section>
      )}
      <LoadTable
        loads={loads.data}
        role={role}
        area={area}
        {...(mayAssign ? { onHandOver: (from: LoadView) => setActing({ from }) } : {})}
      />
      {own && !mayAssign && <OwnPersons role={role} accountId={me.account.id} search={search} set={set} />}
      {role === 'medic' && mayAssign && <VillageMedics area={area} />}
      {acting && (
        <SpreadDrawer
          key={acting.from?.account.id ?? 'nobody'}
          role={role}
          area={area}
          {...(acting.from ? { from: acting.from.account } : {})}
          onClose={() => setActing(null)}
        />
      )}
    </div>
  )
}

/** Whoever has nobody to look after them, each with the queue behind it. */
function Gaps({ area }: { area: string | undefined }) {
  const term = useTerms()
  const { data } = useApi<QueueCounts>(
    QUEUE_COUNTS,
    { area },
    { placeholderData: (previous) => previous, refetchInterval: untilCounted() },
  )
  return (
    <nav className="card assign-gaps" aria-label={useAssignmentWords()('title')}>
      {GAPS.map((queue) => {
        const count = data?.counts[queue]
        return (
          <Link key={queue} to="/queues/$queue" params={{ queue }} search={{ area }} className={count ? 'is-open' : ''}>
            <span>{term(queue)}</span>
            <strong className="num">{count ?? '…'}</strong>
          </Link>
        )
      })}
    </nav>
  )
}

/** A guarantor's or medic's own persons: where each stands. */
function OwnPersons({
  role,
  accountId,
  search,
  set,
}: {
  role: Role
  accountId: string
  search: Record<string, string | undefined>
  set: (next: Record<string, string | undefined>) => void
}) {
  const say = useAssignmentWords()
  const navigate = useNavigate()
  return (
    <>
      <h2>{say('mine')}</h2>
      <ResourceList<PeriodRow>
        name="own-persons"
        label={say('mine')}
        path={PERIODS}
        fixed={{ queue: 'all', [role]: accountId }}
        columns={useQueueColumns()}
        filters={[]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={set}
        onOpen={(row) => void navigate({ to: '/persons/$id', params: { id: row.person.id } })}
        live={ISOLATION_TOPICS}
        empty={{ title: say('mineEmpty') }}
      />
    </>
  )
}
