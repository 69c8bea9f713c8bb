// Import of a list (M07): choose, look at what was understood and what would become of every row, correct the columns,
// save, take the error workbook away. The file stays in the browser between the steps; nothing is stored before saving.
import { Alert, Button, Progress } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { ImportResult, PreviewAnswer } from '../../../modules/people/import/contract.ts'
import type { Field } from '../../../modules/people/import/rules/fields.ts'
import { useBilingual } from '../../i18n/index.ts'
import { refresh } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Columns } from './columns.tsx'
import { Earlier } from './earlier.tsx'
import { Figures } from './figures.tsx'
import { FileDrop } from './file-drop.tsx'
import { Rows } from './rows.tsx'
import { Saved } from './saved.tsx'
import { errorWorkbook, type Mapping, previewList, saveList } from './wire.ts'
import { useImportWords } from './words.ts'
import '../queues/queues.css'
import './import.css'

type Progressed = { share: number; rows: number }
type Busy = { what: 'reading' | 'saving' } & Progressed
const STALE = ['/api/v1/']

export function ImportPage() {
  const say = useImportWords()
  const [file, setFile] = useState<File | null>(null)
  const [importId, setImportId] = useState(newId)
  const [preview, setPreview] = useState<PreviewAnswer | null>(null)
  const [fields, setFields] = useState<(Field | null)[]>([])
  const [mapping, setMapping] = useState<Mapping | null>(null)
  const [outcome, setOutcome] = useState<ImportResult | null>(null)
  const [busy, setBusy] = useState<Busy | null>(null)
  const [problem, setProblem] = useState<unknown>(null)

  async function work(what: Busy['what'], task: (onProgress: (progress: Progressed) => void) => Promise<void>) {
    setBusy({ what, share: 0, rows: 0 })
    setProblem(null)
    try {
      await task((progress) => setBusy({ what, ...progress }))
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(null)
    }
  }
  const look = (chosen: File, said: Mapping | null) =>
    work('reading', async (onProgress) => {
      const next = await previewList(chosen, importId, said, onProgress)
      setFile(chosen)
      setMapping(said)
      setPreview(next)
      setFields(fieldsOf(next))
    })
  const save = () =>
    work('saving', async (onProgress) => {
      setOutcome(await saveList(file!, importId, mapping, onProgress))
      await refresh(...STALE)
    })
  const startAgain = () => {
    setFile(null)
    setPreview(null)
    setMapping(null)
    setOutcome(null)
    setProblem(null)
    setImportId(newId())
  }

  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        {file && <span className="quiet">{file.name}</span>}
        {file && !busy && (
          <Button type="text" onClick={startAgain}>
            {say('otherFile')}
          </Button>
        )}
      </div>
      <ProblemAlert error={problem} />
      {busy && <Working busy={busy} />}
      {!busy && !preview && (
        <>
          <FileDrop onFile={(chosen) => void look(chosen, null)} />
          <Earlier />
        </>
      )}
      {!busy && outcome && <Saved result={outcome} onAgain={startAgain} />}
      {!busy && preview && !outcome && (
        <Decide
          preview={preview}
          fields={fields}
          onFields={setFields}
          onApply={() => void look(file!, mappingOf(preview, fields))}
          onSave={() => void save()}
          onErrors={() => void errorWorkbook(file!, mapping).catch(setProblem)}
        />
      )}
    </div>
  )
}

interface DecideProps {
  preview: PreviewAnswer
  fields: (Field | null)[]
  onFields: (fields: (Field | null)[]) => void
  onApply: () => void
  onSave: () => void
  onErrors: () => void
}

function Decide({ preview, fields, onFields, onApply, onSave, onErrors }: DecideProps) {
  const say = useImportWords()
  const inLanguage = useBilingual()
  const isChanged = fields.join() !== fieldsOf(preview).join()
  const { counts, blockers, toSave } = preview
  const canSave = blockers.length === 0 && toSave > 0 && !isChanged
  return (
    <>
      {blockers.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={say('blocked')}
          description={blockers.map((reason) => <div key={reason.code}>{inLanguage(reason)}</div>)}
        />
      )}
      <Columns preview={preview} fields={fields} isChanged={isChanged} onChange={onFields} onApply={onApply} />
      <Figures preview={preview} />
      <Rows preview={preview} />
      <div className="form-acts">
        <Button type="primary" disabled={!canSave} onClick={onSave}>
          {toSave > 0 ? say('save', { n: toSave.toLocaleString('en-US') }) : say('nothingGood')}
        </Button>
        {counts.bad > 0 && (
          <Button onClick={onErrors} title={say('errorsHint')}>
            {say('errors')}
          </Button>
        )}
        {isChanged && <span className="quiet">{say('changedHint')}</span>}
      </div>
    </>
  )
}

function Working({ busy }: { busy: Busy }) {
  const say = useImportWords()
  return (
    <section className="card card-body" aria-live="polite">
      <p>
        {say(busy.what)} {busy.rows > 0 && say('readRows', { n: busy.rows.toLocaleString('en-US') })}
      </p>
      <Progress percent={Math.round(busy.share * 100)} status="active" />
    </section>
  )
}

/** The meaning of each column by its place in the sheet. */
function fieldsOf({ understood }: PreviewAnswer): (Field | null)[] {
  const fields: (Field | null)[] = []
  for (const column of understood?.columns ?? []) fields[column.index] = column.field
  return Array.from(fields, (field) => field ?? null)
}

const mappingOf = ({ understood }: PreviewAnswer, fields: (Field | null)[]): Mapping => ({
  headerRow: understood?.headerRow ?? 1,
  fields,
})
