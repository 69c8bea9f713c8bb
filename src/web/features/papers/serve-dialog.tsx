// At the door: how the paper was served, and the photo of the signed receipt in one tap. The photo is kept first, then the
// serving that names it; both have their ids and time from the first try, so that a second one is the same.
import { App, Button, Input, Modal, Radio } from 'antd'
import { useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { ServedPapers } from '../../../modules/papers/contract.ts'
import { SERVED_HOW, type ServedHow } from '../../../modules/papers/rules/serving.ts'
import { useCommon } from '../../i18n/common.ts'
import { ApiProblem, api } from '../../shell/api.ts'
import { serverNow } from '../../shell/clock.ts'
import { useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { sendFile } from '../files/wire.ts'
import { PAPERS_STALE, SERVICES } from './paths.ts'
import { usePapersWords } from './words.ts'
import './papers.css'

interface Props {
  paperId: string
  person: { id: string; name: string }
  onClose: () => void
}

export function ServeDialog({ paperId, person, onClose }: Props) {
  const say = usePapersWords()
  const common = useCommon()
  const { message } = App.useApp()
  const [how, setHow] = useState<ServedHow>('inPerson')
  const [photo, setPhoto] = useState<{ id: string; file: File } | null>(null)
  const [note, setNote] = useState('')
  const at = useRef<string | null>(null)
  const serving = useSend(async () => {
    at.current ??= serverNow()
    if (photo) await sendFile(person.id, { ...photo, kind: 'servedNotice' })
    const { refused } = await api.post<ServedPapers>(SERVICES, {
      papers: [{ id: paperId, fileId: photo?.id ?? null }],
      how,
      at: at.current,
      note,
    })
    const [first] = refused
    if (first) throw refusal(first.reasons)
  }, PAPERS_STALE)
  const submit = () =>
    serving.mutate(undefined, {
      onSuccess() {
        void message.success(say('servedDone', { name: person.name }))
        onClose()
      },
    })
  return (
    <Modal
      open
      title={say('serveTitle', { name: person.name })}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" size="large" loading={serving.isPending} onClick={submit}>
            {say('confirmServed')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ProblemAlert error={serving.error} />
        <Radio.Group
          aria-label={say('how')}
          optionType="button"
          buttonStyle="solid"
          size="large"
          value={how}
          onChange={(event) => {
            setHow(event.target.value as ServedHow)
            serving.reset()
          }}
          options={SERVED_HOW.map((value) => ({ value, label: say(value) }))}
        />
        <label className="serve-photo">
          <span>{photo ? say('photoTaken', { name: photo.file.name }) : say('photo')}</span>
          <small className="quiet">{say('photoHint')}</small>
          <input
            type="file"
            accept="image/*"
            capture="environment"
            onChange={(event) => {
              const [file] = event.target.files ?? []
              if (file) setPhoto({ id: newId(), file })
            }}
          />
        </label>
        <Input.TextArea
          aria-label={say('note')}
          placeholder={say('notePlaceholder')}
          rows={2}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </Modal>
  )
}

const refusal = (reasons: ServedPapers['refused'][number]['reasons']): ApiProblem => {
  const [first] = reasons
  return new ApiProblem({
    status: 422,
    code: first?.code ?? 'refused',
    zh: first?.zh ?? '',
    en: first?.en ?? '',
    errors: reasons,
  })
}
