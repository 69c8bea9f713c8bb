// What is done to many rows at once: assign a medic or guarantor, release. Each row is judged by itself; those that are
// refused are listed with their reasons, the others are done.
import { Modal, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { AccountRef as AccountRefShape, BulkResult, PeriodRow } from '../../../modules/isolation/contract/views.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { RefusedList } from '../../ui/refused-list.tsx'
import { ASSIGNEES, ASSIGNMENTS, ISOLATION_STALE, RELEASES } from '../isolation/paths.ts'
import { useTerms } from '../isolation/words.ts'
import { useQueueWords } from './words.ts'

type AccountRef = z.infer<typeof AccountRefShape>
export type Role = 'medic' | 'guarantor'
const NOBODY = ''

interface Props {
  rows: PeriodRow[]
  onClose: () => void
}

function Outcome({ rows, result, done }: { rows: PeriodRow[]; result: BulkResult; done: string }) {
  const say = useQueueWords()
  const nameOf = (id: string) => rows.find((row) => row.id === id)?.person.name ?? id
  return (
    <div className="stack">
      <strong>{done}</strong>
      <RefusedList title={say('refusedCount', { n: result.refused.length })} refused={result.refused} nameOf={nameOf} />
    </div>
  )
}

export function AssignDialog({ rows, role, onClose }: Props & { role: Role }) {
  const say = useQueueWords()
  const term = useTerms()
  const common = useCommon()
  const [accountId, setAccountId] = useState<string>()
  const area = commonPrefix(rows.map((row) => row.person.areaCode))
  const { data, isPending } = useApi<{ items: AccountRef[] }>(ASSIGNEES, { role, area })
  const assigning = useSend(
    () =>
      api.post<BulkResult>(ASSIGNMENTS, {
        periodIds: rows.map((row) => row.id),
        role,
        accountId: accountId === NOBODY ? null : accountId,
      }),
    ISOLATION_STALE,
  )
  return (
    <Modal
      open
      title={`${term(role)} · ${say('assignTitle', { n: rows.length })}`}
      okText={assigning.data ? common('close') : common('confirm')}
      okButtonProps={{ disabled: accountId === undefined, loading: assigning.isPending }}
      cancelText={common('cancel')}
      onOk={() => (assigning.data ? onClose() : assigning.mutate())}
      onCancel={onClose}
    >
      <div className="stack">
        <ProblemAlert error={assigning.error} />
        {assigning.data ? (
          <Outcome rows={rows} result={assigning.data} done={say('assigned', { n: assigning.data.done.length })} />
        ) : (
          <Select<string>
            aria-label={say('assignTo')}
            placeholder={say('assignTo')}
            autoFocus
            showSearch={{ optionFilterProp: 'label' }}
            loading={isPending}
            value={accountId}
            onChange={setAccountId}
            notFoundContent={say('nobodyToAssign')}
            options={[
              ...(data?.items ?? []).map((account) => ({ value: account.id, label: account.name })),
              ...(rows.some((row) => row[role]) ? [{ value: NOBODY, label: say('endAssignment') }] : []),
            ]}
          />
        )}
      </div>
    </Modal>
  )
}

export function ReleaseDialog({ rows, onClose }: Props) {
  const say = useQueueWords()
  const term = useTerms()
  const common = useCommon()
  const releasing = useSend(
    () => api.post<BulkResult>(RELEASES, { periodIds: rows.map((row) => row.id) }),
    ISOLATION_STALE,
  )
  return (
    <Modal
      open
      title={say('releaseTitle', { n: rows.length })}
      okText={releasing.data ? common('close') : term('release')}
      okButtonProps={{ loading: releasing.isPending }}
      cancelText={common('cancel')}
      onOk={() => (releasing.data ? onClose() : releasing.mutate())}
      onCancel={onClose}
    >
      <div className="stack">
        <ProblemAlert error={releasing.error} />
        {releasing.data ? (
          <Outcome rows={rows} result={releasing.data} done={say('releasedCount', { n: releasing.data.done.length })} />
        ) : (
          <div className="quiet">{say('releaseHint')}</div>
        )}
      </div>
    </Modal>
  )
}

/** The smallest area that holds all of these. */
function commonPrefix(codes: string[]): string | undefined {
  const [first, ...others] = codes
  return [12, 9, 6]
    .map((length) => first?.slice(0, length))
    .find((area) => area && others.every((code) => code.startsWith(area)))
}
