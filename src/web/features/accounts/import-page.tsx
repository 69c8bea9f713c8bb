// Import of accounts: take the template, give it back filled in, look at what would become of every line, make the right
// ones, and take their one-time passwords away: they are shown this once.
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type {
  AccountImportPreview,
  AccountImportResult,
  ImportedLine,
  ImportOutcome,
} from '../../../modules/identity/import/contract.ts'
import { useBilingual, useLanguage } from '../../i18n/index.ts'
import { upload } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { saveText } from '../../ui/save-text.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { FileDrop } from '../import/file-drop.tsx'
import { useAccountImportWords } from './import-words.ts'
import '../import/import.css'

const IMPORTS = '/api/v1/accounts/imports'
const STALE = ['/api/v1/accounts', '/api/v1/organisation']

const send = <T,>(path: string, file: File): Promise<T> => {
  const form = new FormData()
  form.append('file', file)
  return upload<T>(path, form, () => {})
}

export function AccountImportPage() {
  const say = useAccountImportWords()
  const language = useLanguage()
  const [file, setFile] = useState<File | null>(null)
  const looking = useSend((chosen: File) => send<AccountImportPreview>(`${IMPORTS}/preview`, chosen))
  const making = useSend((chosen: File) => send<AccountImportResult>(IMPORTS, chosen), STALE)
  const preview = looking.data ?? null
  const result = making.data ?? null
  const look = (chosen: File) => {
    setFile(chosen)
    making.reset()
    looking.mutate(chosen)
  }
  const startAgain = () => {
    setFile(null)
    looking.reset()
    making.reset()
  }
  const template = `/api/v1/accounts/import-template?lang=${language === 'en' ? 'en' : 'zh'}`
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        {file && <span className="quiet">{file.name}</span>}
        <div className="row">
          {file && !looking.isPending && !making.isPending && <Button onClick={startAgain}>{say('otherFile')}</Button>}
          <Link to="/accounts">{say('toAccounts')}</Link>
        </div>
      </div>
      <ProblemAlert error={looking.error ?? making.error} />
      {!preview && (
        <>
          <section className="card card-body stack">
            <span>{say('how')}</span>
            <div className="row">
              <Button href={template} download>
                {say('template')}
              </Button>
            </div>
          </section>
          <FileDrop onFile={look} hint={say('dropHint')} />
          {looking.isPending && <span aria-live="polite">{say('reading')}</span>}
        </>
      )}
      {result && file && <Made result={result} />}
      {preview && !result && file && (
        <div className="row">
          <Button
            type="primary"
            disabled={preview.accounts === 0}
            loading={making.isPending}
            onClick={() => making.mutate(file)}
          >
            {preview.accounts > 0 ? say('make', { n: preview.accounts }) : say('nothing')}
          </Button>
          <span className="quiet">{say('makeHint')}</span>
        </div>
      )}
      {preview && <Lines lines={(result ?? preview).lines} />}
    </div>
  )
}

const TONES: Record<ImportOutcome, Tone> = { add: 'good', there: 'plain', bad: 'bad' }
const ORDER: ImportOutcome[] = ['bad', 'add', 'there']

function Lines({ lines }: { lines: readonly ImportedLine[] }) {
  const say = useAccountImportWords()
  const inLanguage = useBilingual()
  const sorted = ORDER.flatMap((outcome) => lines.filter((line) => line.outcome === outcome))
  const count = (outcome: ImportOutcome) => lines.filter((line) => line.outcome === outcome).length
  return (
    <section className="card">
      <header>
        <h2>{say('lines', { n: lines.length })}</h2>
        {ORDER.map((outcome) => (
          <Tag key={outcome} tone={TONES[outcome]}>
            {say(outcome)} {count(outcome)}
          </Tag>
        ))}
      </header>
      <table className="list-table" aria-label={say('lines', { n: lines.length })}>
        <thead>
          <tr>
            <th>{say('row')}</th>
            <th>{say('userName')}</th>
            <th>{say('displayName')}</th>
            <th>{say('post')}</th>
            <th>{say('outcome')}</th>
            <th>{say('why')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((line) => (
            <tr key={line.row}>
              <td className="num" data-label={say('row')}>
                {line.row}
              </td>
              <td className="lead">{line.userName}</td>
              <td data-label={say('displayName')}>{line.displayName}</td>
              <td data-label={say('post')}>
                {line.postZh !== null && line.postEn !== null && inLanguage({ zh: line.postZh, en: line.postEn })}
              </td>
              <td data-label={say('outcome')}>
                <Tag tone={TONES[line.outcome]}>{say(line.outcome)}</Tag>
              </td>
              <td data-label={say('why')}>{line.findings.map(inLanguage).join('; ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Made({ result }: { result: AccountImportResult }) {
  const say = useAccountImportWords()
  const [isTaken, setTaken] = useState(false)
  if (result.made.length === 0) return <Alert type="info" showIcon title={say('madeNone')} />
  const take = () => {
    const head = [say('userName'), say('displayName'), say('oneTimePassword')]
    const rows = result.made.map(({ userName, displayName, oneTimePassword }) => [
      userName,
      displayName,
      oneTimePassword,
    ])
    saveText(`${say('passwordsFile')}.csv`, [head, ...rows].map((row) => row.map(quoted).join(',')).join('\n'))
    setTaken(true)
  }
  return (
    <section className="card" aria-label={say('made', { n: result.made.length })}>
      <header>
        <h2>{say('made', { n: result.made.length })}</h2>
      </header>
      <div className="card-body stack">
        <Alert type="warning" showIcon title={say('once')} description={say('onceHint')} />
        <div className="row">
          <Button type={isTaken ? 'default' : 'primary'} onClick={take}>
            {say('takePasswords')}
          </Button>
        </div>
      </div>
      <table className="list-table" aria-label={say('oneTimePassword')}>
        <thead>
          <tr>
            <th>{say('userName')}</th>
            <th>{say('displayName')}</th>
            <th>{say('oneTimePassword')}</th>
          </tr>
        </thead>
        <tbody>
          {result.made.map((row) => (
            <tr key={row.userName}>
              <td className="lead">{row.userName}</td>
              <td data-label={say('displayName')}>{row.displayName}</td>
              <td className="num" data-label={say('oneTimePassword')}>
                {row.oneTimePassword}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** A cell of a .csv: quoted, and never a formula of a spreadsheet. */
const quoted = (text: string): string => `"${(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
