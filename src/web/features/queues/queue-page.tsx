// The work queues (M21): one tab each with its count, rows that are acted on in place. 60 readings a minute by keyboard:
// type 36.5, Enter, next. Lists of what is done are reached from the board and have no tab.
import { Link, Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { QueueCounts } from '../../../modules/isolation/contract/queues.ts'
import type { PeriodRow } from '../../../modules/isolation/contract/views.ts'
import { QUEUES, type Queue, WORK_QUEUES } from '../../../modules/isolation/rules/queues.ts'
import { SITES, type Site } from '../../../modules/isolation/rules/reading.ts'
import { api, withQuery } from '../../shell/api.ts'
import { serverNow } from '../../shell/clock.ts'
import { useLive } from '../../shell/live.ts'
import { refresh, useApi } from '../../shell/queries.ts'
import { useMay, useMe } from '../../shell/session.ts'
import { useFail } from '../../shell/use-fail.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { BulkAction } from '../../ui/list/types.ts'
import { QueueTabs } from '../../ui/queue-tabs.tsx'
import {
  ASSIGNEES,
  BOARD,
  ISOLATION_TOPICS,
  PERIODS,
  QUEUE_COUNTS,
  READINGS,
  untilCounted,
} from '../isolation/paths.ts'
import { useTerms } from '../isolation/words.ts'
import { NoticeAction } from '../papers/notice-action.tsx'
import { ROUND_LIST } from '../papers/paths.ts'
import { PrintDialog } from '../papers/print-dialog.tsx'
import { ServeDialog } from '../papers/serve-dialog.tsx'
import { usePapersWords } from '../papers/words.ts'
import { AssignDialog, ReleaseDialog, type Role } from './bulk-dialogs.tsx'
import { useQueueColumns } from './columns.tsx'
import { QuickReading } from './quick-reading.tsx'
import { useSite } from './use-site.ts'
import { useQueueWords } from './words.ts'
import './queues.css'

const COUNTS = [QUEUE_COUNTS]
type Assignees = { items: { id: string; name: string }[] }
const URGENT: readonly Queue[] = ['temperatureOwed', 'overdue', 'fever']
const isQueue = (text: string): text is Queue => (QUEUES as readonly string[]).includes(text)

type Asking =
  | { what: 'assign'; role: Role; rows: PeriodRow[] }
  | { what: 'release'; rows: PeriodRow[] }
  | { what: 'print'; rows: PeriodRow[] }
  | { what: 'serve'; paperId: string; person: { id: string; name: string } }

export function QueuePage() {
  const { queue } = useParams({ from: '/frame/queues/$queue' })
  return isQueue(queue) ? <QueueList queue={queue} /> : <Navigate to="/queues/$queue" params={{ queue: 'all' }} />
}

function QueueList({ queue }: { queue: Queue }) {
  const say = useQueueWords()
  const term = useTerms()
  const papers = usePapersWords()
  const me = useMe()
  const can = useMay()
  const fail = useFail()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/queues/$queue' })
  const [site, setSite] = useSite()
  const [asking, setAsking] = useState<Asking | null>(null)
  const columns = useQueueColumns()
  const isWork = (WORK_QUEUES as readonly Queue[]).includes(queue)
  const mayRecord = can('reading.record')
  const mayAssign = can('isolation.assign')
  const medics = useApi<Assignees>(mayAssign ? ASSIGNEES : null, { role: 'medic' })
  const guarantors = useApi<Assignees>(mayAssign ? ASSIGNEES : null, { role: 'guarantor' })
  const assigneesOf = (role: Role) => [
    { value: me.account.id, label: say('mine') },
    ...((role === 'medic' ? medics : guarantors).data?.items ?? [])
      .filter(({ id }) => id !== me.account.id)
      .map(({ id, name }) => ({ value: id, label: name })),
  ]

  /** One visit; the id is made here, so that a retry is the same reading. */
  const record = (row: PeriodRow, temperature: number | null) => {
    const visit = { atHome: temperature !== null, temperature, site: temperature === null ? null : site }
    return api
      .post(READINGS, { id: newId(), periodId: row.id, ...visit, observedAt: serverNow() })
      .then(() => refresh(QUEUE_COUNTS, BOARD))
  }
  const isReleased = queue === 'releasedToday'
  const mayPrint = can(isReleased ? 'isolation.release' : 'paper.print')
  const print: BulkAction<PeriodRow>[] = mayPrint
    ? [{ key: 'print', label: papers('printMany'), run: (rows) => setAsking({ what: 'print', rows }) }]
    : []
  const bulk: BulkAction<PeriodRow>[] = [
    ...(mayAssign
      ? (['medic', 'guarantor'] as const).map((role) => ({
          key: role,
          label: say(role === 'medic' ? 'assignMedic' : 'assignGuarantor'),
          run: (rows: PeriodRow[]) => setAsking({ what: 'assign', role, rows }),
        }))
      : []),
    ...(can('isolation.release')
      ? [
          {
            key: 'release',
            label: say('releaseMany'),
            run: (rows: PeriodRow[]) => setAsking({ what: 'release', rows }),
          },
        ]
      : []),
  ]
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{isWork ? say('title') : term(queue)}</h1>
        {isWork && can('paper.print') && (
          <Button
            href={withQuery(ROUND_LIST, { area: search.area, medic: search.medic })}
            title={papers('roundListHint')}
            download
          >
            {papers('roundList')}
          </Button>
        )}
        {mayRecord && (
          <div className="row">
            <span className="quiet">{say('site')}</span>
            <Select<Site>
              aria-label={say('site')}
              value={site}
              onChange={setSite}
              options={SITES.map((value) => ({ value, label: term(value) }))}
              style={{ width: 112 }}
            />
          </div>
        )}
      </div>
      <Tabs queue={queue} search={search} />
      <ResourceList<PeriodRow>
        key={queue}
        name="queues"
        label={term(queue)}
        path={PERIODS}
        fixed={{ queue }}
        columns={columns}
        filters={[
          { kind: 'area', key: 'area', label: say('area') },
          {
            kind: 'select',
            key: 'medic',
            label: say('medic'),
            options: assigneesOf('medic'),
          },
          {
            kind: 'select',
            key: 'guarantor',
            label: say('guarantor'),
            options: assigneesOf('guarantor'),
          },
        ]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/queues/$queue', params: { queue }, search: next, replace: true })}
        onOpen={(row) => void navigate({ to: '/persons/$id', params: { id: row.person.id } })}
        bulk={isReleased ? print : queue === 'noNotice' ? [...print, ...bulk] : [...bulk, ...print]}
        exportable={can('person.export')}
        live={ISOLATION_TOPICS}
        {...(queue === 'noNotice' && can('paper.serve')
          ? {
              rowActions: (row: PeriodRow) => (
                <NoticeAction
                  row={row}
                  onServe={(paperId) => setAsking({ what: 'serve', paperId, person: row.person })}
                />
              ),
            }
          : mayRecord
            ? {
                rowActions: (row: PeriodRow) =>
                  (row.state === 'active' || row.state === 'referred') && (
                    <span className="row quick-row">
                      <QuickReading name={row.person.name} record={(temperature) => record(row, temperature)} />
                      <Button size="small" type="text" onClick={() => void record(row, null).catch(fail)}>
                        {say('notAtHomeButton')}
                      </Button>
                    </span>
                  ),
              }
            : {})}
        empty={{ title: say('empty'), hint: say(`emptyHint.${queue}`) }}
      />
      {asking?.what === 'assign' && (
        <AssignDialog rows={asking.rows} role={asking.role} onClose={() => setAsking(null)} />
      )}
      {asking?.what === 'serve' && (
        <ServeDialog paperId={asking.paperId} person={asking.person} onClose={() => setAsking(null)} />
      )}
      {asking?.what === 'print' && (
        <PrintDialog
          persons={asking.rows.map((row) => ({ periodId: row.id, name: row.person.name }))}
          kinds={isReleased ? ['releaseCertificate'] : ['isolationNotice', 'commitment']}
          onClose={() => setAsking(null)}
        />
      )}
      {asking?.what === 'release' && <ReleaseDialog rows={asking.rows} onClose={() => setAsking(null)} />}
    </div>
  )
}

function Tabs({ queue, search }: { queue: Queue; search: Record<string, string | undefined> }) {
  const say = useQueueWords()
  const term = useTerms()
  const { area, medic, guarantor } = search
  const { data } = useApi<QueueCounts>(
    QUEUE_COUNTS,
    { area, medic, guarantor },
    { placeholderData: (previous) => previous, refetchInterval: untilCounted() },
  )
  useLive(ISOLATION_TOPICS, COUNTS)
  return (
    <QueueTabs
      label={say('title')}
      queues={WORK_QUEUES}
      present={queue}
      counts={data?.counts}
      urgent={URGENT}
      wordOf={term}
      link={(one, looks, text) => (
        <Link key={one} to="/queues/$queue" params={{ queue: one }} search={search} {...looks}>
          {text}
        </Link>
      )}
    />
  )
}
