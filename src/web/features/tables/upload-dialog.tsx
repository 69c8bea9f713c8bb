// Uploading a form, or a changed one. The same file sent again under the same ids is the same.
import { useNavigate } from '@tanstack/react-router'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { FormView } from '../../../modules/duties/tables/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { upload } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { FileDrop } from '../import/file-drop.tsx'
import { Labelled } from '../reports/labelled.tsx'
import { FORMS } from './paths.ts'
import { useTableWords } from './words.ts'
import '../import/import.css'
import '../reports/reports.css'

export function UploadDialog({ form, onClose }: { form?: FormView; onClose: () => void }) {
  const say = useTableWords()
  const common = useCommon()
  const navigate = useNavigate()
  const [file, setFile] = useState<File | null>(null)
  const [name, setName] = useState('')
  const [ids, setIds] = useState(() => ({ id: newId(), versionId: newId() }))
  const sending = useSend<{ file: File }, FormView>(
    ({ file }) => {
      const data = new FormData()
      data.set('id', ids.id)
      if (!form) {
        data.set('versionId', ids.versionId)
        data.set('name', name)
      }
      data.set('file', file)
      return upload<FormView>(form ? `${FORMS}/${form.id}/versions` : FORMS, data, () => {})
    },
    [FORMS],
  )
  const take = (chosen: File) => {
    setFile(chosen)
    // Another file is another form.
    setIds({ id: newId(), versionId: newId() })
    sending.reset()
    if (name === '') setName(chosen.name.replace(/\.[^.]*$/, '').slice(0, 60))
  }
  const isReady = file !== null && (form !== undefined || name.trim() !== '')
  return (
    <Modal
      open
      title={say(form ? 'newVersion' : 'newForm')}
      okText={common('confirm')}
      okButtonProps={{ disabled: !isReady, loading: sending.isPending }}
      cancelText={common('cancel')}
      onOk={() =>
        file &&
        sending.mutate(
          { file },
          {
            onSuccess: ({ id }) => {
              onClose()
              void navigate({ to: '/tables/forms/$id', params: { id } })
            },
          },
        )
      }
      onCancel={onClose}
      destroyOnHidden
    >
      <div className="stack">
        {form && <div className="quiet">{say('newVersionHint')}</div>}
        <FileDrop accept=".xlsx" hint={file ? say('chosen', { name: file.name }) : say('fileHint')} onFile={take} />
        {!form && (
          <Labelled label={say('formName')}>
            {(id) => (
              <Input
                id={id}
                value={name}
                maxLength={60}
                placeholder={say('formNameHint')}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Labelled>
        )}
        <ProblemAlert error={sending.error} />
      </div>
    </Modal>
  )
}
