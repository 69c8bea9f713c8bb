// What was understood of the list: header, columns and their meaning, each open to correction.
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { ImportPreview } from '../../../modules/people/import/contract.ts'
import { FIELDS, type Field, MEANINGS } from '../../../modules/people/import/rules/fields.ts'
import { useBilingual } from '../../i18n/index.ts'
import { Tag } from '../../ui/tag.tsx'
import { useImportWords } from './words.ts'

type Understood = NonNullable<ImportPreview['understood']>

interface Props {
  preview: ImportPreview
  fields: (Field | null)[]
  isChanged: boolean
  onChange: (fields: (Field | null)[]) => void
  onApply: () => void
}

/** `A`, `B`, … `AA` as spreadsheets name columns. */
const letters = (index: number): string =>
  (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

export function Columns({ preview, fields, isChanged, onChange, onApply }: Props) {
  const say = useImportWords()
  const inLanguage = useBilingual()
  const { understood } = preview
  const [isShown, setShown] = useState(() => hasDoubt(preview))
  if (!understood) return null
  const set = (index: number, field: Field | null) =>
    onChange(fields.map((one, place) => (place === index ? field : one !== null && one === field ? null : one)))
  return (
    <section className="card">
      <header>
        <h2>{say('understood')}</h2>
        <span className="quiet">{summary(understood, preview, say)}</span>
        {!isShown && (
          <>
            <Tag tone="good">{say('allCertain')}</Tag>
            <button type="button" className="link" onClick={() => setShown(true)}>
              {say('showColumns')}
            </button>
          </>
        )}
      </header>
      <div className="list-scroll" hidden={!isShown}>
        <table className="list-table">
          <thead>
            <tr>
              <th>{say('column')}</th>
              <th>{say('header')}</th>
              <th>{say('meaning')}</th>
              <th aria-hidden />
              <th>{say('samples')}</th>
            </tr>
          </thead>
          <tbody>
            {understood.columns.map((column) => {
              const field = fields[column.index] ?? null
              return (
                <tr key={column.index}>
                  <td data-label={say('column')} className="num">
                    {letters(column.index)}
                  </td>
                  <td className="lead">{column.header || '—'}</td>
                  <td data-label={say('meaning')}>
                    <Select<string>
                      aria-label={`${say('meaning')} ${column.header}`}
                      style={{ width: 176 }}
                      value={field ?? ''}
                      onChange={(value) => set(column.index, (value || null) as Field | null)}
                      options={[
                        { value: '', label: say('ignored') },
                        ...FIELDS.map((one) => ({ value: one, label: inLanguage(MEANINGS[one]) })),
                      ]}
                    />
                  </td>
                  <td>
                    {field !== column.field ? (
                      <Tag tone="act">{say('said')}</Tag>
                    ) : (
                      <Doubt confidence={column.confidence} field={field} />
                    )}
                  </td>
                  <td data-label={say('samples')} className="quiet num samples">
                    {column.samples.filter(Boolean).join(' · ')}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {(understood.missing.length > 0 || isChanged) && (
        <div className="card-body row">
          {understood.missing.length > 0 && (
            <span>
              {say('missing', { names: understood.missing.map((one) => inLanguage(MEANINGS[one])).join('、') })}
            </span>
          )}
          {isChanged && (
            <>
              <span className="quiet">{say('changedHint')}</span>
              <Button type="primary" onClick={onApply}>
                {say('apply')}
              </Button>
            </>
          )}
        </div>
      )}
    </section>
  )
}

/** A column that was guessed, or one that a registration needs and the list lacks: then the columns are shown at once. */
function hasDoubt({ understood, blockers }: ImportPreview): boolean {
  return (
    blockers.length > 0 || (understood?.columns ?? []).some((column) => column.field !== null && column.confidence < 1)
  )
}

function Doubt({ confidence, field }: { confidence: number; field: Field | null }) {
  const say = useImportWords()
  if (field === null) return null
  if (confidence >= 1) return <Tag tone="good">{say('certain')}</Tag>
  return <Tag tone="warn">{say(confidence >= 0.8 ? 'likely' : 'guess')}</Tag>
}

function summary(
  { headerRow, list }: Understood,
  { encoding, format }: ImportPreview,
  say: ReturnType<typeof useImportWords>,
): string {
  return [
    say('headerRow', { n: headerRow }),
    format === 'csv' && encoding ? say('encoding', { name: encoding.toUpperCase() }) : '',
    list.day ? say('listDay', { day: list.day }) : say('noListDay'),
  ]
    .filter(Boolean)
    .join(' · ')
}
