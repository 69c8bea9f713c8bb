// The files of a document: opened as a download, each look in the audit; added and voided by the office.
import { Button } from 'antd'
import { type ChangeEvent, useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { DocumentView } from '../../../modules/duties/received/contract.ts'
import { api, upload } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { WhenText } from '../../ui/when.tsx'
import { RECEIVED, RECEIVED_FILES, RECEIVED_STALE } from './paths.ts'
import { useReceivedWords } from './words.ts'

export const FILE_TYPES = 'image/jpeg,image/png,image/webp,application/pdf'

/** As it is: a paper made small is a paper that cannot be read. */
export function sendFile(documentId: string, { id, file }: { id: string; file: File }): Promise<DocumentView> {
  const form = new FormData()
  form.set('id', id)
  form.set('file', file)
  return upload<DocumentView>(`${RECEIVED}/${documentId}/files`, form, () => {})
}

export function FileList({ document }: { document: DocumentView }) {
  const say = useReceivedWords()
  const [voiding, setVoiding] = useState<DocumentView['files'][number] | null>(null)
  return (
    <div className="stack">
      {document.files.length === 0 && <span className="quiet">{say('noFiles')}</span>}
      <ul className="document-files">
        {document.files.map((file) => (
          <li key={file.id} className="row">
            {file.voided ? (
              <span className="quiet">
                <s>{file.name}</s> {say('voidedBy', { who: file.voided.by ?? '', reason: file.voided.reason })}
              </span>
            ) : (
              <>
                <a href={`${RECEIVED_FILES}/${file.id}/content`} download={file.name}>
                  {file.name}
                </a>
                <span className="quiet">
                  {sizeText(file.size)} · {file.addedBy} · <WhenText at={file.addedAt} />
                </span>
                {document.may.keep && (
                  <button type="button" className="link" onClick={() => setVoiding(file)}>
                    {say('voidFile')}
                  </button>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {document.may.keep && <AddFile documentId={document.id} />}
      {voiding && (
        <ReasonDialog
          title={`${say('voidFile')} ${voiding.name}`}
          danger
          act={({ reason }) => api.post(`${RECEIVED_FILES}/${voiding.id}/void`, { reason })}
          stale={RECEIVED_STALE}
          onClose={() => setVoiding(null)}
        />
      )}
    </div>
  )
}

const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`

function AddFile({ documentId }: { documentId: string }) {
  const say = useReceivedWords()
  const chooser = useRef<HTMLInputElement>(null)
  const sending = useSend((file: { id: string; file: File }) => sendFile(documentId, file), RECEIVED_STALE)
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? []
    if (file) sending.mutate({ id: newId(), file })
    event.target.value = ''
  }
  return (
    <div className="row">
      <Button size="small" loading={sending.isPending} onClick={() => chooser.current?.click()}>
        {say('addFile')}
      </Button>
      <input ref={chooser} type="file" aria-label={say('addFile')} accept={FILE_TYPES} hidden onChange={take} />
      <span className="quiet">{say('filesHint')}</span>
      {sending.error && (
        <>
          <ProblemAlert error={sending.error} />
          <Button size="small" onClick={() => sending.mutate(sending.variables!)}>
            {say('again')}
          </Button>
        </>
      )}
    </div>
  )
}
