// What was merged into a person, with the way back for a day (decision 0012). Nothing is shown of who never was.
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { Merges, MergeView } from '../../../modules/people/merge/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { useDuplicateWords } from './words.ts'

const STALE = ['/api/v1/persons', '/api/v1/possible-duplicates', '/api/v1/isolation', '/api/v1/board']

export function MergeCard({ personId }: { personId: string }) {
  const say = useDuplicateWords()
  const inLanguage = useBilingual()
  const [undoing, setUndoing] = useState<MergeView | null>(null)
  const { data } = useApi<z.infer<typeof Merges>>(`/api/v1/persons/${personId}/merges`)
  if (!data || data.items.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{say('mergesTitle')}</h2>
      </header>
      <div className="card-body stack">
        {data.items.map((merge) => (
          <div key={merge.id} className="row">
            <span>
              {say('mergedFrom', { name: merge.mergedName })} <WhenText at={merge.mergedAt} />{' '}
              <span className="quiet">
                {[merge.mergedBy, merge.reason, ...merge.moved.map((row) => `${inLanguage(row)} ${row.count}`)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {merge.undoneAt && (
              <Tag tone="plain">
                {say('undoneAt')} <WhenText at={merge.undoneAt} />
              </Tag>
            )}
            {merge.may.undo && (
              <>
                <span className="quiet">
                  {say('undoUntil')} <WhenText at={merge.undoUntil} as="due" />
                </span>
                <Button onClick={() => setUndoing(merge)}>{say('undo')}</Button>
              </>
            )}
          </div>
        ))}
      </div>
      {undoing && <UndoDialog merge={undoing} onClose={() => setUndoing(null)} />}
    </section>
  )
}

function UndoDialog({ merge, onClose }: { merge: MergeView; onClose: () => void }) {
  const say = useDuplicateWords()
  const common = useCommon()
  const { message } = App.useApp()
  const undoing = useSend(() => api.post(`/api/v1/person-merges/${merge.id}/undo`), STALE)
  const undo = () =>
    undoing.mutate(undefined, {
      onSuccess: () => {
        void message.success(say('undone'))
        onClose()
      },
    })
  return (
    <Modal
      open
      title={say('undoTitle')}
      okText={say('undo')}
      okButtonProps={{ danger: true, loading: undoing.isPending }}
      cancelText={common('cancel')}
      onOk={undo}
      onCancel={onClose}
    >
      <div className="stack">
        <ProblemAlert error={undoing.error} />
        <p>{say('undoAsk')}</p>
      </div>
    </Modal>
  )
}
