// An identity number, masked; whoever may see it whole gives a reason, and the look is in the audit.
import { useState } from 'react'
import { useCommon } from '../i18n/common.ts'
import { api } from '../shell/api.ts'
import { useMay } from '../shell/session.ts'
import { ReasonDialog } from './reason-dialog.tsx'

interface Props {
  personId: string
  masked: string | null | undefined
  areaCode: string
}

export function Masked({ personId, masked, areaCode }: Props) {
  const common = useCommon()
  const can = useMay()
  const [isAsking, setAsking] = useState(false)
  const [full, setFull] = useState<string | null>(null)
  const look = async ({ reason }: { reason: string }) => {
    const { document } = await api.post<{ document: string }>(`/api/v1/persons/${personId}/document-views`, { reason })
    setFull(document)
  }
  if (!masked) return <span className="quiet">—</span>
  return (
    <span className="masked num">
      {full ?? masked}
      {full === null && can('person.unmask', areaCode) && (
        <button type="button" className="link" onClick={() => setAsking(true)}>
          {common('unmask')}
        </button>
      )}
      {isAsking && (
        <ReasonDialog
          title={common('unmaskTitle')}
          hint={common('unmaskHint')}
          placeholder={common('unmaskReason')}
          act={look}
          onClose={() => setAsking(false)}
        />
      )}
    </span>
  )
}
