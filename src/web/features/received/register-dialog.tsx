// Registering a document with its files, and correcting the registration. Ids are made as the dialog opens: what was lost on the
// way is sent again as the same document and the same files.
import { AutoComplete, Button, Form, Input, Radio } from 'antd'
import { type ChangeEvent, useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { DocumentChoices, DocumentView } from '../../../modules/duties/received/contract.ts'
import { URGENCIES, type Urgency } from '../../../modules/duties/received/rules.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { useApi } from '../../shell/queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { InstantField } from '../../ui/instant-field.tsx'
import { FILE_TYPES, sendFile } from './files.tsx'
import { RECEIVED, RECEIVED_CHOICES, RECEIVED_STALE } from './paths.ts'
import { thisMinute } from './this-minute.ts'
import { useReceivedWords } from './words.ts'
import './received.css'

interface Values {
  authority: string
  documentNumber?: string
  title: string
  receivedAt: string
  urgency: Urgency
  asks?: string
  dueAt?: string
}

const written = ({ documentNumber = '', asks = '', dueAt, ...values }: Values) => ({
  ...values,
  documentNumber,
  asks,
  dueAt: dueAt ?? null,
})

export function RegisterDialog({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const say = useReceivedWords()
  const [id] = useState(newId)
  const [files, setFiles] = useState<{ id: string; file: File }[]>([])
  return (
    <FormDialog<Values>
      title={say('register')}
      hint={<strong>{say('noSecrets')}</strong>}
      width={720}
      initial={{ receivedAt: thisMinute(), urgency: 'normal' }}
      act={async (values) => {
        await api.post<DocumentView>(RECEIVED, { id, ...written(values) })
        for (const file of files) await sendFile(id, file)
        onDone(id)
      }}
      stale={RECEIVED_STALE}
      onClose={onClose}
    >
      <Fields />
      <ChooseFiles files={files} onFiles={setFiles} />
    </FormDialog>
  )
}

export function CorrectDialog({ document, onClose }: { document: DocumentView; onClose: () => void }) {
  const say = useReceivedWords()
  const { id, version, authority, documentNumber, title, receivedAt, urgency, asks, dueAt } = document
  return (
    <FormDialog<Values>
      title={say('correct')}
      width={720}
      initial={{ authority, documentNumber, title, receivedAt, urgency, asks, ...(dueAt ? { dueAt } : {}) }}
      act={(values) => api.put(`${RECEIVED}/${id}`, { version, ...written(values) })}
      stale={RECEIVED_STALE}
      onClose={onClose}
    >
      <Fields />
    </FormDialog>
  )
}

function Fields() {
  const say = useReceivedWords()
  const common = useCommon()
  const { data } = useApi<DocumentChoices>(RECEIVED_CHOICES)
  const required = [{ required: true, whitespace: true, message: common('required') }]
  return (
    <>
      <div className="form-pair">
        <Form.Item name="authority" label={say('authority')} rules={required}>
          <AutoComplete
            options={(data?.authorities ?? []).map((value) => ({ value }))}
            showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }}
            maxLength={100}
            placeholder={say('authorityHint')}
          />
        </Form.Item>
        <Form.Item name="documentNumber" label={say('documentNumber')}>
          <Input maxLength={100} autoComplete="off" placeholder={say('documentNumberHint')} />
        </Form.Item>
      </div>
      <Form.Item name="title" label={say('name')} rules={required}>
        <Input maxLength={300} autoComplete="off" />
      </Form.Item>
      <div className="form-pair">
        <Form.Item
          name="receivedAt"
          label={say('receivedAt')}
          rules={[{ required: true, message: common('required') }]}
        >
          <InstantField />
        </Form.Item>
        <Form.Item name="urgency" label={say('urgency')}>
          <Radio.Group options={URGENCIES.map((value) => ({ value, label: say(value) }))} />
        </Form.Item>
      </div>
      <Form.Item name="asks" label={say('asks')}>
        <Input.TextArea rows={3} maxLength={2000} placeholder={say('asksHint')} />
      </Form.Item>
      <Form.Item name="dueAt" label={say('due')}>
        <InstantField />
      </Form.Item>
    </>
  )
}

function ChooseFiles({
  files,
  onFiles,
}: {
  files: { id: string; file: File }[]
  onFiles: (files: { id: string; file: File }[]) => void
}) {
  const say = useReceivedWords()
  const chooser = useRef<HTMLInputElement>(null)
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    onFiles([...files, ...[...(event.target.files ?? [])].map((file) => ({ id: newId(), file }))])
    event.target.value = ''
  }
  return (
    <div className="stack">
      <div className="row">
        <Button onClick={() => chooser.current?.click()}>{say('addFile')}</Button>
        <input
          ref={chooser}
          type="file"
          multiple
          aria-label={say('addFile')}
          accept={FILE_TYPES}
          // A form of the component library shows a hidden file field again.
          style={{ display: 'none' }}
          onChange={take}
        />
        <span className="quiet">{say('filesHint')}</span>
      </div>
      {files.length > 0 && (
        <ul className="chosen-files">
          {files.map(({ id, file }) => (
            <li key={id}>
              {file.name}{' '}
              <button
                type="button"
                className="link"
                aria-label={say('takeAway', { name: file.name })}
                onClick={() => onFiles(files.filter((one) => one.id !== id))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
