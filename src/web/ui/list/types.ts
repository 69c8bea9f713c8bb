// What a list is told: its columns, its filters (each one query parameter of the API) and what can be done with rows.
import type { ReactNode } from 'react'

export interface Column<T> {
  key: string
  title: string
  cell: (row: T) => ReactNode
  /** Shown only when chosen. */
  extra?: boolean
  /** Cannot be hidden; on a narrow screen it heads the row's card. */
  lead?: boolean
  align?: 'right'
  /** Pixels. */
  width?: number
  /** Not a column of the export. */
  screenOnly?: boolean
}

export type Filter =
  | { kind: 'search'; key: string; label: string }
  | { kind: 'select'; key: string; label: string; options: { value: string; label: string }[] }
  | { kind: 'area'; key: string; label: string }
  | { kind: 'day'; key: string; label: string }
  /** Set by links from elsewhere, cleared here; without a field of its own. */
  | { kind: 'hidden'; key: string }
  | { kind: 'flag'; key: string; label: string }

export interface BulkAction<T> {
  key: string
  label: string
  danger?: boolean
  run: (rows: T[]) => unknown
}

export interface EmptyState {
  title: string
  /** What to do next. */
  hint?: ReactNode
}

export interface Page<T> {
  items: T[]
  next: string | null
}
