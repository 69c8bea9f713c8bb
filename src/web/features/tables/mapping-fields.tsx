// The parts of a mapping beside the sheet: columns under their headers, rows by their names, single cells.
import { Button, Select } from 'antd'
import { columnName, placeOf } from '../../../kernel/cells.ts'
import type { FormView, Mapping, Who } from '../../../modules/duties/tables/contract.ts'
import { headersOf, type Sheet } from '../../../modules/duties/tables/rules/grid.ts'
import { firstRowOf } from '../../../modules/duties/tables/rules/propose.ts'
import { figureOfHeader } from '../../../modules/duties/tables/rules/words.ts'
import { useBilingual } from '../../i18n/index.ts'
import { Labelled } from '../reports/labelled.tsx'
import { SourceField } from './source-field.tsx'
import { useTableWords } from './words.ts'

export interface MappingProps {
  form: FormView
  sheet: Sheet
  mapping: Mapping
  onChange: (mapping: Mapping) => void
}

/** Names come before the columns: without a row there is no header. */
export function TableFields(props: MappingProps) {
  const say = useTableWords()
  const { sheet, mapping, onChange } = props
  const { table } = mapping
  const columns = Array.from({ length: sheet.grid.columns }, (_, index) => index + 1)
  const headers = table && table.rows.length > 0 ? headersOf(sheet, firstRowOf(table)) : new Map<number, string>()
  return (
    <>
      <section className="card">
        <header>
          <h2>{say('columns')}</h2>
        </header>
        <div className="card-body stack">
          {!table && (
            <div>
              <strong>{say('noTable')}</strong>
              <div className="quiet">{say('noTableHint')}</div>
            </div>
          )}
          <Labelled label={say('keyColumn')}>
            {(id) => (
              <Select
                id={id}
                value={table?.keyColumn ?? null}
                allowClear
                onChange={(column: number | null | undefined) =>
                  onChange({
                    ...mapping,
                    table: column ? { keyColumn: column, rows: [], columns: table?.columns ?? [] } : null,
                  })
                }
                options={columns.map((column) => ({
                  value: column,
                  label: [columnName(column), headers.get(column)].filter(Boolean).join(' · '),
                }))}
              />
            )}
          </Labelled>
          {table && <Columns {...props} table={table} headers={headers} />}
        </div>
      </section>
      {table && <Rows {...props} table={table} />}
    </>
  )
}

type Table = NonNullable<Mapping['table']>

function Columns({
  form,
  mapping,
  onChange,
  table,
  headers,
}: MappingProps & { table: Table; headers: Map<number, string> }) {
  const say = useTableWords()
  return (
    <ul className="mapping-list">
      {[...headers]
        .filter(([column]) => column !== table.keyColumn)
        .map(([column, header]) => {
          const mine = table.columns.find((one) => one.column === column)
          return (
            <li key={column}>
              <span>
                <span className="quiet num">{columnName(column)}</span> {header}
              </span>
              <SourceField
                label={say('column', { name: `${columnName(column)} ${header}` })}
                title={header.split('/').join(' · ').slice(0, 100)}
                source={mine?.source ?? null}
                figures={form.figures}
                onChange={(source) => {
                  const others = table.columns.filter((one) => one.column !== column)
                  const own = source && source.kind !== 'day' ? [{ column, header, source }] : []
                  const columns = [...others, ...own].toSorted((a, b) => a.column - b.column)
                  onChange({ ...mapping, table: { ...table, columns } })
                }}
              />
            </li>
          )
        })}
    </ul>
  )
}

function Rows({ form, sheet, mapping, onChange, table }: MappingProps & { table: Table }) {
  const say = useTableWords()
  const inLanguage = useBilingual()
  const options = [
    { value: 'district', label: say('district') },
    { value: 'total', label: say('totalIs') },
    ...form.owners.map(({ id, name }) => ({ value: id, label: inLanguage(name) })),
  ]
  // Whatever stands in the key column, headers and titles apart.
  const from = table.rows.length > 0 ? firstRowOf(table) : 2
  const rows = Array.from({ length: Math.max(0, sheet.grid.rows - from + 1) }, (_, index) => from + index).filter(
    (row) => sheet.text(row, table.keyColumn) !== '' && sheet.anchor(row, table.keyColumn).row === row,
  )
  const give = (row: number, who: Who | undefined) => {
    const others = table.rows.filter((one) => one.row !== row)
    const next = who ? [...others, { row, who }] : others
    onChange({ ...mapping, table: { ...table, rows: next.toSorted((a, b) => a.row - b.row) } })
  }
  return (
    <section className="card">
      <header>
        <h2>{say('rows')}</h2>
        <span className="quiet">{say('rowsHint')}</span>
      </header>
      <div className="card-body">
        <ul className="mapping-list">
          {rows.map((row) => {
            const text = sheet.text(row, table.keyColumn)
            return (
              <li key={row}>
                <span>
                  <span className="quiet num">{row}</span> {text}
                </span>
                <Select<Who>
                  aria-label={`${say('row', { n: row })} ${text}`}
                  allowClear
                  placeholder={say('nobody')}
                  showSearch={{ optionFilterProp: 'label' }}
                  popupMatchSelectWidth={260}
                  value={(table.rows.find((one) => one.row === row)?.who ?? null) as Who}
                  onChange={(who) => give(row, who)}
                  options={options as { value: Who; label: string }[]}
                />
              </li>
            )
          })}
        </ul>
      </div>
    </section>
  )
}

export function CellFields({ form, mapping, onChange, added }: MappingProps & { added: string | null }) {
  const say = useTableWords()
  return (
    <section className="card">
      <header>
        <h2>{say('cells')}</h2>
        <span className="quiet">{say('cellsHint')}</span>
      </header>
      <div className="card-body">
        {mapping.cells.length === 0 && <span className="quiet">{say('noCells')}</span>}
        <ul className="mapping-list">
          {mapping.cells.map((cell) => (
            <li key={cell.ref}>
              <span>
                <span className="quiet num">{cell.ref}</span> {cell.label}{' '}
                <Button
                  size="small"
                  type="link"
                  onClick={() => onChange({ ...mapping, cells: mapping.cells.filter(({ ref }) => ref !== cell.ref) })}
                >
                  {say('remove')}
                </Button>
              </span>
              <SourceField
                label={`${cell.ref} ${cell.label}`}
                title={cell.label.replace(/[:：]$/, '')}
                source={cell.source}
                figures={form.figures}
                hasDay
                autoFocus={cell.ref === added}
                onChange={(source) =>
                  onChange({
                    ...mapping,
                    cells: mapping.cells.flatMap((one) => {
                      if (one.ref !== cell.ref) return [one]
                      return source ? [{ ...one, source }] : []
                    }),
                  })
                }
              />
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

/** A cell that is pressed in the sheet: called by the text to its left, and what that text means. */
export function cellOf(sheet: Sheet, ref: string): Mapping['cells'][number] {
  const { row, column } = placeOf(ref)!
  let label = ''
  for (let at = column - 1; at >= 1 && label === ''; at -= 1) label = sheet.text(row, at).slice(0, 100)
  const title = label.replace(/[:：]$/, '') || ref
  return { ref, label, source: figureOfHeader(label) ?? { kind: 'asked', title, type: 'number', required: true } }
}
