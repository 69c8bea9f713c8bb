// The number that a list has of a person: masked; a look at the whole gives a reason and is in the audit.
import { useState } from 'react'
import type { EntryDetail } from '../../../modules/verification/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { ENTRIES } from './paths.ts'

export function ListedDocument({ entry }: { entry: EntryDetail }) {
  const common = useCommon()
  const [isAsking, setAsking] = useState(false)
  const [full, setFull] = useState<string | null>(null)
  if (!entry.hasDocument) return <span className="quiet">—</span>
  return (
    <span className="masked num">
      {full ?? entry.documentMasked}
      {full === null && entry.may.unmask && (
        <button type="button" className="link" onClick={() => setAsking(true)}>
          {common('unmask')}
        </button>
      )}
      {isAsking && (
        <ReasonDialog
          title={common('unmaskTitle')}
          hint={common('unmaskHint')}
          placeholder={common('unmaskReason')}
          act={async ({ reason }) =>
            setFull(
              (await api.post<{ document: string }>(`${ENTRIES}/${entry.id}/document-views`, { reason })).document,
            )
          }
          onClose={() => setAsking(false)}
        />
      )}
    </span>
  )
}
