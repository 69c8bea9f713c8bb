// Which columns a list shows and in which order: the screen and the workbook follow it.
import { Button, Checkbox } from 'antd'
import { ListMenu } from './list-menu.tsx'
import type { Column } from './types.ts'
import type { useColumns } from './use-columns.ts'
import { useListWords } from './words.ts'

interface Props<T> {
  columns: Column<T>[]
  choice: ReturnType<typeof useColumns<T>>
}

export function ColumnsMenu<T>({ columns, choice }: Props<T>) {
  const say = useListWords()
  const { shown } = choice
  const hidden = columns.filter((column) => !shown.includes(column))
  const content = (
    <div className="columns-menu">
      <div className="quiet small">{say('columnsHint')}</div>
      <ul>
        {shown.map((column, index) => (
          <li key={column.key}>
            <Checkbox checked disabled={column.lead ?? false} onChange={() => choice.toggle(column)}>
              {column.title}
            </Checkbox>
            <span>
              <Button
                size="small"
                type="text"
                aria-label={say('moveUp', { column: column.title })}
                disabled={index === 0}
                onClick={() => choice.move(column, -1)}
              >
                ↑
              </Button>
              <Button
                size="small"
                type="text"
                aria-label={say('moveDown', { column: column.title })}
                disabled={index === shown.length - 1}
                onClick={() => choice.move(column, 1)}
              >
                ↓
              </Button>
            </span>
          </li>
        ))}
        {hidden.map((column) => (
          <li key={column.key}>
            <Checkbox checked={false} onChange={() => choice.toggle(column)}>
              {column.title}
            </Checkbox>
          </li>
        ))}
      </ul>
      <button type="button" className="link" onClick={choice.reset}>
        {say('columnsReset')}
      </button>
    </div>
  )
  return (
    <ListMenu content={content}>
      <Button>{say('columns')}</Button>
    </ListMenu>
  )
}
