// The table of a list: a plain one, dense, whose rows become cards on a narrow screen.
import { Checkbox } from 'antd'
import type { ReactNode } from 'react'
import type { Column } from './types.ts'
import { useListWords } from './words.ts'

const SKELETON_ROWS = [0, 1, 2, 3, 4, 5, 6, 7]

interface Props<T> {
  label: string
  columns: Column<T>[]
  rows: T[]
  rowKey: (row: T) => string
  isFirstLoad: boolean
  isStale: boolean
  active: number
  onActivate: (index: number) => void
  onOpen: ((row: T) => void) | undefined
  selected: ReadonlySet<string> | null
  onSelect: (keys: string[], on: boolean) => void
  rowActions: ((row: T) => ReactNode) | undefined
  rowClass: ((row: T) => string) | undefined
}

export function ListTable<T>(props: Props<T>) {
  const { columns, rows, rowKey, selected } = props
  const say = useListWords()
  const isAll = selected !== null && rows.length > 0 && rows.every((row) => selected.has(rowKey(row)))
  return (
    <div className={`list-scroll${props.isStale ? ' is-stale' : ''}`}>
      <table className="list-table" aria-label={props.label} aria-busy={props.isFirstLoad || props.isStale}>
        <thead>
          <tr>
            {selected && (
              <th className="pick">
                <Checkbox
                  aria-label={say('selectAll')}
                  checked={isAll}
                  indeterminate={!isAll && selected.size > 0}
                  onChange={(event) => props.onSelect(rows.map(rowKey), event.target.checked)}
                />
              </th>
            )}
            {columns.map((column) => (
              <th key={column.key} className={column.align} style={column.width ? { width: column.width } : undefined}>
                {column.title}
              </th>
            ))}
            {props.rowActions && <th className="acts">{say('actions')}</th>}
          </tr>
        </thead>
        <tbody>
          {props.isFirstLoad
            ? SKELETON_ROWS.map((index) => (
                <SkeletonRow key={index} columns={columns.length + (selected ? 1 : 0) + (props.rowActions ? 1 : 0)} />
              ))
            : rows.map((row, index) => <ListRow key={rowKey(row)} {...props} row={row} index={index} />)}
        </tbody>
      </table>
    </div>
  )
}

function ListRow<T>({ row, index, ...props }: Props<T> & { row: T; index: number }) {
  const say = useListWords()
  const key = props.rowKey(row)
  const isPicked = props.selected?.has(key) ?? false
  const className = [
    props.onOpen && 'opens',
    index === props.active && 'is-active',
    isPicked && 'is-picked',
    props.rowClass?.(row),
  ]
  const onClick = (event: React.MouseEvent) => {
    props.onActivate(index)
    const target = event.target as HTMLElement
    const isText = (window.getSelection()?.toString() ?? '') !== ''
    if (!isText && !target.closest('a, button, input, label, .ant-select, .acts, .pick')) props.onOpen?.(row)
  }
  return (
    <tr data-row={index} className={className.filter(Boolean).join(' ')} onClick={onClick}>
      {props.selected && (
        <td className="pick">
          <Checkbox
            aria-label={say('selectRow')}
            checked={isPicked}
            onChange={(event) => props.onSelect([key], event.target.checked)}
          />
        </td>
      )}
      {props.columns.map((column) => (
        <td
          key={column.key}
          data-label={column.title}
          className={[column.align, column.lead && 'lead'].filter(Boolean).join(' ')}
        >
          {column.cell(row)}
        </td>
      ))}
      {props.rowActions && <td className="acts">{props.rowActions(row)}</td>}
    </tr>
  )
}

function SkeletonRow({ columns }: { columns: number }) {
  return (
    <tr className="skeleton" aria-hidden>
      {Array.from({ length: columns }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars without identity
        <td key={index}>
          <span className="bar" style={{ width: `${40 + ((index * 37) % 50)}%` }} />
        </td>
      ))}
    </tr>
  )
}
