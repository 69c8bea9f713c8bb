// The files of a directive and of its answers: opened as a download, each look in the audit; added by whoever may.
import { Button } from 'antd'
import { type ChangeEvent, useRef } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { DirectiveFileView, DirectiveView } from '../../../modules/directives/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { upload } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { WhenText } from '../../ui/when.tsx'
import { shrinkPicture } from '../files/shrink.ts'
import { ASSIGNMENTS, DIRECTIVE_STALE, DIRECTIVES } from './paths.ts'
import { useDirectiveWords } from './words.ts'

export function FilesSection({ view }: { view: DirectiveView }) {
  const say = useDirectiveWords()
  const inLanguage = useBilingual()
  const own = view.assignments.find(({ may }) => may.addFile)
  const unitOf = new Map(view.assignments.map((one) => [one.assignmentId, one.unit]))
  // The issuer's go with the directive, a unit's with its answer.
  const path = own
    ? `${ASSIGNMENTS}/${own.assignmentId}/files`
    : view.may.addFile
      ? `${DIRECTIVES}/${view.id}/files`
      : null
  if (path === null && view.files.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{say('files')}</h2>
        {path && <AddFile path={path} />}
      </header>
      <div className="card-body">
        {view.files.length === 0 && <p className="quiet">{say('noFiles')}</p>}
        <ul className="offer-list">
          {view.files.map((file) => (
            <li key={file.id}>
              <div className="row">
                <a href={`/api/v1/directive-files/${file.id}/content`} download={file.name}>
                  {file.name}
                </a>
                <span className="quiet">
                  {file.assignmentId && inLanguage(unitOf.get(file.assignmentId) ?? view.issuer)} {file.addedBy}{' '}
                  <WhenText at={file.addedAt} />
                </span>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function AddFile({ path }: { path: string }) {
  const say = useDirectiveWords()
  const chooser = useRef<HTMLInputElement>(null)
  const sending = useSend(async ({ id, file }: { id: string; file: File }) => {
    const form = new FormData()
    form.set('id', id)
    form.set('file', await shrinkPicture(file))
    return upload<DirectiveFileView>(path, form, () => {})
  }, DIRECTIVE_STALE)
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? []
    if (file) sending.mutate({ id: newId(), file })
    event.target.value = ''
  }
  return (
    <div className="row card-acts">
      <Button loading={sending.isPending} onClick={() => chooser.current?.click()}>
        {say('addFile')}
      </Button>
      <input
        ref={chooser}
        type="file"
        aria-label={say('addFile')}
        accept="image/jpeg,image/png,image/webp,application/pdf"
        hidden
        onChange={take}
      />
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
