// The figures of a report beside those of the records; in a form the reported ones are fields, and whoever writes another
// number than the records say gives the reason beside it.
import { Input, InputNumber } from 'antd'
import type { FormView, ReportView } from '../../../modules/duties/reports/contract/daily.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useReportWords } from './words.ts'

export interface Entry {
  reported: number | null
  note: string
}
export type Entries = Record<string, Entry>

type FormFigure = FormView['figures'][number]

interface FieldsProps {
  figures: readonly FormFigure[]
  entries: Entries
  isZero: boolean
  /** By figure: what the server said of it. */
  faults: ReadonlyMap<string, string>
  onChange: (key: string, entry: Entry) => void
}

/** What is in the field: what was typed, else what the records say. */
export const shownValue = ({ key, records }: FormFigure, entries: Entries, isZero: boolean): number | null => {
  const typed = entries[key]?.reported
  if (typed !== undefined && typed !== null) return typed
  return records ?? (isZero ? 0 : null)
}

export function FigureFields({ figures, entries, isZero, faults, onChange }: FieldsProps) {
  const say = useReportWords()
  const inLanguage = useBilingual()
  return (
    <table className="list-table report-figures">
      <thead>
        <tr>
          <th>{say('figure')}</th>
          <th className="right">{say('records')}</th>
          <th>{say('reported')}</th>
          <th>{say('note')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => {
          const { key, records, of } = figure
          const value = shownValue(figure, entries, isZero)
          const note = entries[key]?.note ?? ''
          const isCorrected = records !== null && value !== null && value !== records
          const name = inLanguage(figure)
          const fault = faults.get(key)
          return (
            <tr key={key} className={isCorrected ? 'is-corrected' : ''}>
              <td className="lead">
                {name}
                {of === 'moment' && <span className="quiet"> ({say('now')})</span>}
              </td>
              <td className="right num" data-label={say('records')}>
                {records ?? '—'}
              </td>
              <td data-label={say('reported')}>
                <InputNumber
                  aria-label={`${name} ${say('reported')}`}
                  min={0}
                  max={10_000_000}
                  precision={0}
                  value={value}
                  status={fault || (isCorrected && note.trim() === '') ? 'error' : ''}
                  onChange={(reported) => onChange(key, { reported, note })}
                />
              </td>
              <td className="note" data-label={isCorrected ? say('note') : undefined}>
                {isCorrected ? (
                  <Input
                    aria-label={`${name} ${say('note')}`}
                    maxLength={300}
                    value={note}
                    status={note.trim() === '' ? 'error' : ''}
                    placeholder={say('noteHint')}
                    onChange={(event) => onChange(key, { reported: value, note: event.target.value })}
                  />
                ) : (
                  records === null && value === null && <span className="quiet">{say('saidHint')}</span>
                )}
                {fault && <div className="fault">{fault}</div>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

export function FigureList({ figures }: { figures: ReportView['figures'] }) {
  const say = useReportWords()
  const inLanguage = useBilingual()
  return (
    <table className="list-table report-figures">
      <thead>
        <tr>
          <th>{say('figure')}</th>
          <th className="right">{say('records')}</th>
          <th className="right">{say('reported')}</th>
          <th className="right">{say('difference')}</th>
          <th>{say('note')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => {
          const { key, records, reported, note, of } = figure
          const difference = records === null ? null : reported - records
          return (
            <tr key={key} className={difference ? 'is-corrected' : ''}>
              <td className="lead">
                {inLanguage(figure)}
                {of === 'moment' && <span className="quiet"> ({say('now')})</span>}
              </td>
              <td className="right num" data-label={say('records')}>
                {records ?? '—'}
              </td>
              <td className="right num" data-label={say('reported')}>
                <strong>{reported}</strong>
              </td>
              <td className="right num" data-label={say('difference')}>
                {difference === null ? '—' : signed(difference)}
              </td>
              <td className="note" data-label={note ? say('note') : undefined}>
                {note}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** `+3`, `0`, `-2`. */
export const signed = (difference: number): string => (difference > 0 ? `+${difference}` : String(difference))
