// The machinery of lists, built once: filters in the address, keyset pages, count, column choice, selection with bulk
// actions, export of exactly what is seen, keyboard. The figure beside a list and the list itself ask the same filter.
import { Button } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useLanguage } from '../../i18n/index.ts'
import { type QueryValues, withQuery } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import type { Search } from '../../shell/search.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import { Filters } from './filters.tsx'
import { ListTable } from './table.tsx'
import type { BulkAction, Column, EmptyState, Filter } from './types.ts'
import { useColumns } from './use-columns.ts'
import { useListKeys } from './use-list-keys.ts'
import { PAGE_SIZE, usePages } from './use-pages.ts'
import { useViews } from './use-views.ts'
import { ViewsMenu } from './views-menu.tsx'
import { useListWords } from './words.ts'

export interface ResourceListProps<T> {
  /** Under which the column choice is kept. */
  name: string
  label: string
  /** `GET path`; `path/count` and `path/export` beside it. */
  path: string
  /** Always part of the query, not of the address. */
  fixed?: QueryValues
  columns: Column<T>[]
  filters: Filter[]
  rowKey: (row: T) => string
  search: Search
  onSearch: (search: Search) => void
  onOpen?: (row: T) => void
  rowActions?: (row: T) => ReactNode
  rowClass?: (row: T) => string
  bulk?: BulkAction<T>[]
  counted?: boolean
  exportable?: boolean
  empty: EmptyState
  /** Live topics that make the list stale. */
  live?: readonly string[]
}

const NO_TOPICS: readonly string[] = []
/** Rows that one bulk action takes. */
const MOST_SELECTED = 500

export function ResourceList<T>(props: ResourceListProps<T>) {
  const { path, columns, filters, rowKey, search, counted = true, bulk = [] } = props
  const say = useListWords()
  const language = useLanguage()
  const box = useRef<HTMLElement>(null)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const filterSearch: Search = Object.fromEntries(filters.map((filter) => [filter.key, search[filter.key]]))
  const query = { ...filterSearch, ...props.fixed }
  const pages = usePages<T>(path, query, counted)
  const views = useViews(props.name)
  const choice = useColumns(props.name, columns, views.find((view) => view.isStandard)?.columns ?? null)
  useLive(props.live ?? NO_TOPICS, [path])

  const { rows } = pages
  const pickedRows = rows.filter((row) => picked.has(rowKey(row)))
  const select = (keys: string[], on: boolean) => {
    const next = new Set(pickedRows.map(rowKey))
    for (const key of keys) on ? next.add(key) : next.delete(key)
    setPicked(next)
  }
  /** Everything that the filters find, as far as one act may reach. */
  const selectAll = async () => setPicked(new Set((await pages.loadUpTo(MOST_SELECTED)).map(rowKey)))
  const { active, setActive } = useListKeys({
    count: rows.length,
    box,
    open: (index) => rows[index] && props.onOpen?.(rows[index]),
    select: (index) => {
      const key = rows[index] && rowKey(rows[index])
      if (key && bulk.length > 0) select([key], !picked.has(key))
    },
  })
  const exportHref = withQuery(`${path}/export`, {
    lang: language === 'en' ? 'en' : 'zh',
    ...query,
    columns: choice.shown
      .filter((column) => !column.screenOnly)
      .map((column) => column.key)
      .join(','),
  })
  const isFiltered = filters.some((filter) => search[filter.key])

  return (
    <section className="list card" ref={box} aria-label={props.label}>
      <div className="list-bar">
        <Filters filters={filters} search={search} onSearch={props.onSearch} />
        <div className="list-tools">
          <ViewsMenu
            list={props.name}
            views={views}
            search={filterSearch}
            columns={choice.shown.map((column) => column.key)}
            onColumns={choice.choose}
          />
          <ColumnsMenu columns={columns} choice={choice} />
          {props.exportable && (
            <Button href={exportHref} title={say('exportHint')} download>
              {say('export')}
            </Button>
          )}
        </div>
      </div>
      {pickedRows.length > 0 && (
        <div className="list-bulk" role="status">
          <strong>{say('selected', { n: pickedRows.length })}</strong>
          {pickedRows.length === rows.length && pages.hasMore && (
            <Button type="link" loading={pages.isLoadingMore} onClick={() => void selectAll()}>
              {say('selectMore', { n: Math.min(MOST_SELECTED, pages.total ?? MOST_SELECTED) })}
            </Button>
          )}
          {bulk.map((action) => (
            <Button key={action.key} danger={action.danger ?? false} onClick={() => void action.run(pickedRows)}>
              {action.label}
            </Button>
          ))}
          <button type="button" className="link" onClick={() => setPicked(new Set())}>
            {say('unselect')}
          </button>
        </div>
      )}
      {pages.error && rows.length === 0 ? (
        <ProblemPage error={pages.error} retry={pages.retry} />
      ) : !pages.isFirstLoad && rows.length === 0 ? (
        <div className="list-empty">
          <strong>{isFiltered ? say('nothing') : props.empty.title}</strong>
          <div>{isFiltered ? say('nothingHint') : props.empty.hint}</div>
        </div>
      ) : (
        <ListTable<T>
          label={props.label}
          columns={choice.shown}
          rows={rows}
          rowKey={rowKey}
          isFirstLoad={pages.isFirstLoad}
          isStale={pages.isStale}
          active={active}
          onActivate={setActive}
          onOpen={props.onOpen}
          selected={bulk.length > 0 ? picked : null}
          onSelect={select}
          rowActions={props.rowActions}
          rowClass={props.rowClass}
        />
      )}
      <footer className="list-foot">
        <span className="num">
          {pages.isFirstLoad
            ? say('searching')
            : pages.total === null
              ? say('shownOnly', { shown: rows.length })
              : rows.length < pages.total
                ? say('shown', { shown: rows.length, total: pages.total.toLocaleString('en-US') })
                : say('count', { total: pages.total.toLocaleString('en-US') })}
        </span>
        {pages.hasMore && (
          <Button onClick={pages.loadMore} loading={pages.isLoadingMore}>
            {say('more', { n: PAGE_SIZE })}
          </Button>
        )}
        <span className="list-keys">{say('keys')}</span>
      </footer>
    </section>
  )
}
