// The rows of a previewed list by what becomes of them: registered, faulty with the reason per cell, repeated, noted.
import { type ReactNode, useState } from 'react'
import type {
  BadRow,
  DuplicateRow,
  GoodRow,
  PreviewAnswer,
  RefusedRow,
} from '../../../modules/people/import/contract.ts'
import { MEANINGS } from '../../../modules/people/import/rules/fields.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useAreas } from '../../ui/areas.ts'
import { Tag } from '../../ui/tag.tsx'
import { Temperature } from '../../ui/temperature.tsx'
import { useImportWords } from './words.ts'

type Tab = 'good' | 'bad' | 'refused' | 'duplicates' | 'noted'

export function Rows({ preview }: { preview: PreviewAnswer }) {
  const say = useImportWords()
  const { counts } = preview
  const [tab, setTab] = useState<Tab>(counts.bad > 0 ? 'bad' : 'good')
  const tabs: [Tab, string, number][] = [
    ['bad', say('tabBad', { n: counts.bad }), counts.bad],
    ['refused', say('tabRefused', { n: preview.refusedCount }), preview.refusedCount],
    ['duplicates', say('tabDuplicates', { n: counts.duplicates }), counts.duplicates],
    ['noted', say('tabNotes', { n: counts.notes }), counts.notes],
    ['good', say('tabGood', { n: counts.good }), counts.good],
  ]
  const shown = {
    good: preview.good,
    bad: preview.bad,
    refused: preview.refused,
    duplicates: preview.duplicates,
    noted: preview.noted,
  }[tab]
  const total = tabs.find(([key]) => key === tab)?.[2] ?? 0
  return (
    <section className="card">
      <div className="tabs" role="tablist">
        {tabs.map(([key, label]) => (
          <button
            key={key}
            type="button"
            role="tab"
            aria-selected={tab === key}
            className={`tab${tab === key ? ' is-here' : ''}`}
            onClick={() => setTab(key)}
          >
            {label}
          </button>
        ))}
      </div>
      {tab === 'bad' && <BadRows rows={preview.bad} />}
      {tab === 'refused' && <RefusedRows rows={preview.refused} />}
      {tab === 'duplicates' && <DuplicateRows rows={preview.duplicates} />}
      {tab === 'noted' && <GoodRows rows={preview.noted} empty={say('noneNoted')} />}
      {tab === 'good' && <GoodRows rows={preview.good} empty={say('nothingGood')} />}
      {shown.length < total && <div className="card-body quiet">{say('cut', { n: shown.length })}</div>}
    </section>
  )
}

function Table({ heads, empty, children }: { heads: string[]; empty: string | null; children: ReactNode }) {
  if (empty !== null) return <div className="card-body quiet">{empty}</div>
  return (
    <div className="list-scroll import-rows">
      <table className="list-table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

function BadRows({ rows }: { rows: BadRow[] }) {
  const say = useImportWords()
  const inLanguage = useBilingual()
  return (
    <Table heads={[say('rowNumber'), say('why'), say('cell')]} empty={rows.length === 0 ? say('noneBad') : null}>
      {rows.map((row) => (
        <tr key={row.row}>
          <td className="num lead">{row.row}</td>
          <td data-label={say('why')}>
            <span className="row">
              <Tag tone="bad">{say(row.reason)}</Tag>
              {row.fever && <Tag tone="bad">{say('fever')}</Tag>}
            </span>
          </td>
          <td data-label={say('cell')}>
            {row.errors.map((error) => (
              <div key={`${error.field}${error.zh}`}>
                <strong>{error.header || inLanguage(MEANINGS[error.field])}</strong>
                {error.value && <code className="num"> {error.value}</code>} {inLanguage(error)}
              </div>
            ))}
          </td>
        </tr>
      ))}
    </Table>
  )
}

export function RefusedRows({ rows }: { rows: RefusedRow[] }) {
  const say = useImportWords()
  const inLanguage = useBilingual()
  const { pathOf } = useAreas()
  return (
    <Table heads={[say('rowNumber'), say('area'), say('why')]} empty={rows.length === 0 ? say('noneRefused') : null}>
      {rows.map((row) => (
        <tr key={row.row}>
          <td className="num lead">{row.row}</td>
          <td data-label={say('area')}>{pathOf(row.areaCode)}</td>
          <td data-label={say('why')}>{inLanguage(row)}</td>
        </tr>
      ))}
    </Table>
  )
}

function DuplicateRows({ rows }: { rows: DuplicateRow[] }) {
  const say = useImportWords()
  const inLanguage = useBilingual()
  const fieldName = (field: DuplicateRow['differences'][number]['field']) =>
    field === 'area' ? say('area') : inLanguage(MEANINGS[field])
  return (
    <Table
      heads={[say('rowNumber'), say('name'), say('document'), say('why')]}
      empty={rows.length === 0 ? say('noneDuplicate') : null}
    >
      {rows.map((row) => (
        <tr key={row.row}>
          <td className="num" data-label={say('rowNumber')}>
            {row.row}
          </td>
          <td className="lead">{row.name}</td>
          <td className="num" data-label={say('document')}>
            {row.documentMasked}
          </td>
          <td data-label={say('why')}>
            <span className="row">
              {say('sameAs', { row: row.of.row })}
              {row.fever && <Tag tone="bad">{say('fever')}</Tag>}
              {row.differences.length === 0 && <span className="quiet">{say('same')}</span>}
            </span>
            {row.differences.map(({ field, first, later }) => (
              <div key={field} className="quiet">
                {say('difference', { field: fieldName(field), first: first || '—', later: later || '—' })}
              </div>
            ))}
          </td>
        </tr>
      ))}
    </Table>
  )
}

function GoodRows({ rows, empty }: { rows: GoodRow[]; empty: string }) {
  const say = useImportWords()
  const inLanguage = useBilingual()
  const { pathOf } = useAreas()
  return (
    <Table
      heads={[
        say('rowNumber'),
        say('name'),
        say('document'),
        say('area'),
        say('origin'),
        say('arrival'),
        say('temperature'),
        say('notes'),
      ]}
      empty={rows.length === 0 ? empty : null}
    >
      {rows.map((row) => (
        <tr key={row.row}>
          <td className="num" data-label={say('rowNumber')}>
            {row.row}
          </td>
          <td className="lead">{row.name}</td>
          <td className="num" data-label={say('document')}>
            {row.documentMasked}
          </td>
          <td data-label={say('area')}>{pathOf(row.areaCode)}</td>
          <td data-label={say('origin')}>
            {row.originText} {row.category === 'keyArea' && <Tag tone="bad">{say('keyArea')}</Tag>}
          </td>
          <td className="num" data-label={say('arrival')}>
            {row.arrivalDay} {row.status === 'expected' && <Tag tone="warn">{say('expected')}</Tag>}
          </td>
          <td data-label={say('temperature')}>
            <Temperature celsius={row.firstTemperature} />
          </td>
          <td data-label={say('notes')}>
            {row.notes.map((note) => (
              <div key={`${note.field}${note.code}`}>
                {note.value && <code className="num">{note.value}</code>} {inLanguage(note)}
              </div>
            ))}
          </td>
        </tr>
      ))}
    </Table>
  )
}
