// Printing for one person or many: choose the kind, make the records, take the PDF. Who is refused is named with the reason,
// and so is a name that must be finished by hand.
import { Alert, Button, Modal, Radio } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { PrintedBatch } from '../../../modules/papers/contract.ts'
import type { PaperKind } from '../../../modules/papers/rules/kinds.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { RefusedList } from '../../ui/refused-list.tsx'
import { BATCHES, PAPERS_STALE } from './paths.ts'
import { usePapersWords } from './words.ts'

interface Props {
  persons: { periodId: string; name: string }[]
  kinds: readonly PaperKind[]
  onClose: () => void
}

export function PrintDialog({ persons, kinds, onClose }: Props) {
  const say = usePapersWords()
  const common = useCommon()
  const [kind, setKind] = useState(kinds[0]!)
  const [id] = useState(newId)
  const printing = useSend(
    () => api.post<PrintedBatch>(BATCHES, { id, kind, periodIds: persons.map(({ periodId }) => periodId) }),
    PAPERS_STALE,
  )
  const made = printing.data
  return (
    <Modal
      open
      title={say('printTitle', { n: persons.length })}
      onCancel={onClose}
      footer={
        made ? (
          <>
            <Button onClick={onClose}>{common('close')}</Button>
            {made.done.length > 0 && (
              <Button type="primary" href={`${BATCHES}/${id}/pdf`} download>
                {say('download')}
              </Button>
            )}
          </>
        ) : (
          <>
            <Button onClick={onClose}>{common('cancel')}</Button>
            <Button type="primary" loading={printing.isPending} onClick={() => printing.mutate()}>
              {say('make')}
            </Button>
          </>
        )
      }
    >
      <div className="stack">
        <ProblemAlert error={printing.error} />
        {made ? (
          <Made batch={made} persons={persons} />
        ) : (
          <>
            <div className="quiet">{say('printHint')}</div>
            <Radio.Group
              aria-label={say('kind')}
              value={kind}
              onChange={(event) => setKind(event.target.value as PaperKind)}
              options={kinds.map((value) => ({ value, label: say(value) }))}
            />
          </>
        )}
      </div>
    </Modal>
  )
}

function Made({ batch, persons }: { batch: PrintedBatch; persons: Props['persons'] }) {
  const say = usePapersWords()
  const again = batch.done.filter((paper) => paper.again).length
  const nameOf = (id: string) => persons.find(({ periodId }) => periodId === id)?.name ?? id
  return (
    <div className="stack" role="status">
      <div>
        <strong>{say('made', { n: batch.done.length })}</strong>
        {again > 0 && <span className="quiet"> {say('madeAgain', { n: again })}</span>}
      </div>
      {batch.done.length > 0 && batch.kind === 'isolationNotice' && <div className="quiet">{say('downloadHint')}</div>}
      {batch.missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={say('missing')}
          description={batch.missing.map(({ periodId, name, characters }) => (
            <div key={periodId}>
              {name}：{characters.join(' ')}
            </div>
          ))}
        />
      )}
      <RefusedList title={say('refusedCount', { n: batch.refused.length })} refused={batch.refused} nameOf={nameOf} />
    </div>
  )
}
