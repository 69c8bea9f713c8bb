// Putting the persons of a list in: a spreadsheet or a pasted table is looked at first, then saved and matched.
import { Alert, App, Button, Input } from 'antd'
import { useState } from 'react'
import type { EntriesAdded, EntriesPreview } from '../../../modules/verification/contract.ts'
import { useBilingual, useLanguage } from '../../i18n/index.ts'
import { readProblem, upload } from '../../shell/api.ts'
import { refresh } from '../../shell/queries.ts'
import { AreaName } from '../../ui/areas.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { FileDrop } from '../import/file-drop.tsx'
import { LISTS, STALE } from './paths.ts'
import { useVerificationWords } from './words.ts'
import '../import/import.css'
import './verification.css'

const formOf = (file: File): FormData => {
  const form = new FormData()
  form.append('file', file)
  return form
}
const NO_PROGRESS = () => {}

export function AddPersons({ listId, onClose }: { listId: string; onClose: () => void }) {
  const say = useVerificationWords()
  const { message } = App.useApp()
  const language = useLanguage()
  const [file, setFile] = useState<File | null>(null)
  const [pasted, setPasted] = useState('')
  const [preview, setPreview] = useState<EntriesPreview | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const url = `${LISTS}/${listId}/entries`

  async function work(task: () => Promise<void>) {
    setBusy(true)
    setProblem(null)
    try {
      await task()
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const look = (chosen: File) =>
    void work(async () => {
      setPreview(await upload<EntriesPreview>(`${url}/preview`, formOf(chosen), NO_PROGRESS))
      setFile(chosen)
    })
  const save = () =>
    void work(async () => {
      const { added, known } = await upload<EntriesAdded>(url, formOf(file!), NO_PROGRESS)
      void message.success(say('added', { n: added, known }))
      await refresh(...STALE)
      onClose()
    })
  const errors = () =>
    void work(async () => {
      const lang = language === 'en' ? 'en' : 'zh'
      const response = await fetch(`${url}/errors?lang=${lang}`, { method: 'POST', body: formOf(file!) })
      if (!response.ok) throw await readProblem(response)
      const link = document.createElement('a')
      link.href = URL.createObjectURL(await response.blob())
      link.download = `${file!.name.replace(/\.\w+$/, '')}-${lang === 'en' ? 'errors' : '错误行'}.xlsx`
      link.click()
      URL.revokeObjectURL(link.href)
    })
  return (
    <section className="card">
      <header>
        <h2>{say('addTitle')}</h2>
        {file && (
          <span className="row">
            <span className="quiet">{file.name}</span>
            <Button
              type="text"
              onClick={() => {
                setFile(null)
                setPreview(null)
                setProblem(null)
              }}
            >
              {say('otherFile')}
            </Button>
          </span>
        )}
      </header>
      <div className="card-body stack">
        <ProblemAlert error={problem} />
        {!preview && (
          <>
            <FileDrop onFile={look} hint={say('addHint')} />
            <div className="stack">
              <Input.TextArea
                rows={3}
                value={pasted}
                aria-label={say('paste')}
                placeholder={`${say('paste')}：${say('pasteHint')}`}
                onChange={(event) => setPasted(event.target.value)}
              />
              {pasted.trim() !== '' && (
                <div>
                  <Button loading={isBusy} onClick={() => look(new File([pasted], `${say('paste')}.csv`))}>
                    {say('readPasted')}
                  </Button>
                </div>
              )}
            </div>
          </>
        )}
        {preview && (
          <Looked preview={preview}>
            <div className="form-acts">
              <Button type="primary" disabled={preview.fresh === 0} loading={isBusy} onClick={save}>
                {preview.fresh > 0 ? say('save', { n: preview.fresh }) : say('nothingNew')}
              </Button>
              {preview.bad > 0 && <Button onClick={errors}>{say('errors')}</Button>}
            </div>
          </Looked>
        )}
      </div>
    </section>
  )
}

function Looked({ preview, children }: { preview: EntriesPreview; children: React.ReactNode }) {
  const say = useVerificationWords()
  const inLanguage = useBilingual()
  const { columns, good, badRows } = preview
  return (
    <>
      <div className="row num">
        <strong>{say('named', { n: preview.named })}</strong>
        <span>{say('fresh', { n: preview.fresh })}</span>
        <span>{say('withDocument', { n: preview.withDocument })}</span>
        <span>{say('withArea', { n: preview.withArea })}</span>
        {preview.again > 0 && <span>{say('again', { n: preview.again })}</span>}
      </div>
      <div className="quiet">
        {say('columns')}：
        {columns
          .filter(({ header }) => header !== '')
          .map(({ header, field }) => `${header}${field === null ? `（${say('asNote')}）` : ''}`)
          .join('、')}
      </div>
      {badRows.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={say('bad', { n: preview.bad })}
          description={
            <ul className="reasons">
              {badRows.slice(0, 10).map(({ row, errors }) => (
                <li key={row}>
                  {say('row', { row })} {errors.map((error) => `${error.header} ${inLanguage(error)}`).join('；')}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {good.length > 0 && (
        <div className="verification-table">
          <table>
            <caption className="quiet">{say('sample', { n: good.length })}</caption>
            <thead>
              <tr>
                {(['no', 'name', 'document', 'telephone', 'area', 'note'] as const).map((key) => (
                  <th key={key} scope="col">
                    {say(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {good.map((row) => (
                <tr key={row.row}>
                  <td className="num">{row.no}</td>
                  <td>{row.name || say('noName')}</td>
                  <td className="num">{row.documentMasked}</td>
                  <td className="num">{row.telephones.join(' ')}</td>
                  <td>{row.areaCode ? <AreaName code={row.areaCode} /> : row.address}</td>
                  <td>{row.note}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {children}
    </>
  )
}
