// A list of persons in a form: which saved view, from which row, and which of its columns under which header.
import { InputNumber, Select } from 'antd'
import { columnName } from '../../../kernel/cells.ts'
import { headersOf } from '../../../modules/duties/tables/rules/grid.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useViews } from '../../ui/list/use-views.ts'
import { Labelled } from '../reports/labelled.tsx'
import type { MappingProps } from './mapping-fields.tsx'
import { useTableWords } from './words.ts'

export function ListFields({ form, sheet, mapping, onChange }: MappingProps) {
  const say = useTableWords()
  const inLanguage = useBilingual()
  const views = useViews('persons')
  const { list } = mapping
  const headers = list ? headersOf(sheet, list.firstRow) : new Map<number, string>()
  const choose = (id: string | undefined) => {
    const view = views.find((one) => one.id === id)
    if (!view) return onChange({ ...mapping, list: null })
    const firstRow = list?.firstRow ?? sheet.grid.rows + 1
    onChange({ ...mapping, list: { name: view.name, search: view.search, firstRow, columns: list?.columns ?? [] } })
  }
  const chosen = list && (views.find(({ name }) => name === list.name)?.id ?? list.name)
  return (
    <section className="card">
      <header>
        <h2>{say('list')}</h2>
        <span className="quiet">{say('listHint')}</span>
      </header>
      <div className="card-body stack">
        <Labelled label={say('listView')}>
          {(id) => (
            <Select
              id={id}
              value={chosen}
              allowClear
              placeholder={views.length > 0 ? say('listNone') : say('listNoViews')}
              onChange={choose}
              options={[
                ...(list && !views.some(({ name }) => name === list.name)
                  ? [{ value: list.name, label: list.name }]
                  : []),
                ...views.map((view) => ({ value: view.id, label: view.name })),
              ]}
            />
          )}
        </Labelled>
        {list && (
          <>
            <Labelled label={say('listRow')}>
              {(id) => (
                <InputNumber
                  id={id}
                  min={1}
                  max={1000}
                  precision={0}
                  value={list.firstRow}
                  onChange={(firstRow) =>
                    firstRow && onChange({ ...mapping, list: { ...list, firstRow, columns: [] } })
                  }
                />
              )}
            </Labelled>
            <ul className="mapping-list">
              {[...headers].map(([column, header]) => (
                <li key={column}>
                  <span>
                    <span className="quiet num">{columnName(column)}</span> {header}
                  </span>
                  <Select
                    aria-label={`${say('list')} · ${header}`}
                    allowClear
                    placeholder={say('left')}
                    value={list.columns.find((one) => one.column === column)?.person ?? null}
                    onChange={(person: string | null | undefined) => {
                      const others = list.columns.filter((one) => one.column !== column)
                      const columns = person ? [...others, { column, header, person }] : others
                      onChange({
                        ...mapping,
                        list: { ...list, columns: columns.toSorted((a, b) => a.column - b.column) },
                      })
                    }}
                    options={form.personColumns.map((one) => ({ value: one.key, label: inLanguage(one) }))}
                  />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  )
}
