// The files of one person: photos, documents, signatures, proofs of serving. Taken on a phone or chosen on a desk, opened,
// voided with a reason.
import { Button, Modal, Select } from 'antd'
import { type ChangeEvent, useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { FilesOfPerson, FileView } from '../../../modules/files/contract.ts'
import { FILE_KINDS, type FileKind } from '../../../modules/files/rules/content.ts'
import { api, problemOf } from '../../shell/api.ts'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { useFail } from '../../shell/use-fail.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { WhenText } from '../../ui/when.tsx'
import { Picture, saveFile } from './picture.tsx'
import { filesPath, sendFile } from './wire.ts'
import { useFilesWords } from './words.ts'
import './files.css'

export function FilesCard({ personId }: { personId: string }) {
  const say = useFilesWords()
  const can = useMay()
  const path = filesPath(personId)
  const files = useApi<FilesOfPerson>(can('file.read') ? path : null)
  useLive(['files'], [path])
  if (!can('file.read')) return null
  const items = files.data?.items ?? []
  const kept = items.filter(({ voided }) => !voided)
  const voided = items.filter(({ voided }) => voided)
  const mayAdd = files.data?.may.add ?? false
  return (
    <section className="card files">
      <header>
        <h2>{say('title')}</h2>
        {mayAdd && <AddFile personId={personId} />}
      </header>
      <div className="card-body stack">
        <ProblemAlert error={files.error} />
        {files.data && kept.length === 0 && <div className="quiet">{say(mayAdd ? 'empty' : 'emptyReadOnly')}</div>}
        {kept.length > 0 && (
          <ul className="file-grid">
            {kept.map((file) => (
              <FileTile key={file.id} file={file} mayVoid={files.data?.may.void ?? false} stale={path} />
            ))}
          </ul>
        )}
        {mayAdd && <div className="quiet file-hint">{say('hint')}</div>}
        {voided.length > 0 && (
          <details>
            <summary className="quiet">{say('voidedCount', { n: voided.length })}</summary>
            <ul className="file-voided">
              {voided.map((file) => (
                <li key={file.id}>
                  {say(file.kind)} · <span className="file-name">{file.name}</span> · <WhenText at={file.voided!.at} />{' '}
                  {say('voidedBy', { who: file.voided!.by ?? say('someone'), reason: file.voided!.reason })}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  )
}

function AddFile({ personId }: { personId: string }) {
  const say = useFilesWords()
  const camera = useRef<HTMLInputElement>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const [kind, setKind] = useState<FileKind>('photo')
  const sending = useSend(
    (file: { id: string; kind: FileKind; file: File }) => sendFile(personId, file),
    [filesPath(personId)],
  )
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? []
    if (file) sending.mutate({ id: newId(), kind, file })
    event.target.value = ''
  }
  return (
    <>
      <div className="row card-acts">
        <Select<FileKind>
          aria-label={say('kind')}
          value={kind}
          onChange={setKind}
          style={{ width: 136 }}
          options={FILE_KINDS.map((value) => ({ value, label: say(value) }))}
        />
        <Button className="phone-only" loading={sending.isPending} onClick={() => camera.current?.click()}>
          {say('takePhoto')}
        </Button>
        <Button loading={sending.isPending} onClick={() => chooser.current?.click()}>
          {say('choose')}
        </Button>
        <input ref={camera} type="file" accept="image/*" capture="environment" hidden onChange={take} />
        <input
          ref={chooser}
          type="file"
          accept="image/jpeg,image/png,image/webp,application/pdf"
          hidden
          onChange={take}
        />
      </div>
      {sending.error && (
        <div className="file-problem">
          <ProblemAlert error={sending.error} />
          {isLost(sending.error) && (
            <Button size="small" onClick={() => sending.mutate(sending.variables!)}>
              {say('again')}
            </Button>
          )}
        </div>
      )}
    </>
  )
}

/** Not refused but lost on the way: the same again will do. */
const isLost = (error: unknown): boolean => {
  const { status } = problemOf(error).details
  return status === 0 || status >= 500
}

function FileTile({ file, mayVoid, stale }: { file: FileView; mayVoid: boolean; stale: string }) {
  const say = useFilesWords()
  const fail = useFail()
  const [showing, setShowing] = useState<'whole' | 'void' | null>(null)
  const isPicture = file.mediaType.startsWith('image/')
  const open = () => (isPicture ? setShowing('whole') : void saveFile(file.id, file.name).catch(fail))
  return (
    <li className="file-tile">
      <button type="button" className="file-open" aria-label={say('open', { name: file.name })} onClick={open}>
        {isPicture ? <Picture id={file.id} alt="" /> : <span className="file-pdf">PDF</span>}
      </button>
      <strong>{say(file.kind)}</strong>
      <span className="file-name" title={file.name}>
        {file.name}
      </span>
      <span className="quiet">
        <WhenText at={file.addedAt} /> {file.addedBy}
      </span>
      {mayVoid && (
        <button type="button" className="link" onClick={() => setShowing('void')}>
          {say('void')}
        </button>
      )}
      <Modal
        open={showing === 'whole'}
        title={`${say(file.kind)} · ${file.name}`}
        width={960}
        onCancel={() => setShowing(null)}
        footer={<Button onClick={() => void saveFile(file.id, file.name).catch(fail)}>{say('download')}</Button>}
        destroyOnHidden
      >
        <div className="file-whole">
          <Picture id={file.id} alt={file.name} />
        </div>
      </Modal>
      {showing === 'void' && (
        <ReasonDialog
          title={say('voidTitle', { name: file.name })}
          hint={say('voidHint')}
          okText={say('void')}
          danger
          act={({ reason }) => api.post(`/api/v1/files/${file.id}/void`, { reason })}
          stale={[stale]}
          onClose={() => setShowing(null)}
        />
      )}
    </li>
  )
}
