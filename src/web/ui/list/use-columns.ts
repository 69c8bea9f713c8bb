// Which columns this person shows of this list and in which order, kept in the browser. Whoever chose nothing sees the
// office's order where it has said one, otherwise the list's own.
import { useState } from 'react'
import type { Column } from './types.ts'

const read = (key: string): string[] | null => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return Array.isArray(stored) ? stored.filter((item) => typeof item === 'string') : null
  } catch {
    return null
  }
}

/** The columns of these keys, in their order; what can't be hidden and is not named comes first. */
export function inOrder<T>(columns: readonly Column<T>[], keys: readonly string[]): Column<T>[] {
  const named = keys.flatMap((key) => columns.find((column) => column.key === key) ?? [])
  return [...columns.filter((column) => column.lead && !named.includes(column)), ...named]
}

export function useColumns<T>(name: string, columns: Column<T>[], standard: readonly string[] | null) {
  const key = `lianfang.columns.${name}`
  const [chosen, setChosen] = useState(() => read(key))
  const usual = standard ? inOrder(columns, standard) : columns.filter((column) => column.lead || !column.extra)
  const shown = chosen ? inOrder(columns, chosen) : usual
  const choose = (next: readonly string[] | null) => {
    if (next) localStorage.setItem(key, JSON.stringify(next))
    else localStorage.removeItem(key)
    setChosen(next && [...next])
  }
  const keys = shown.map((column) => column.key)
  return {
    shown,
    choose,
    reset: () => choose(null),
    toggle: (column: Column<T>) =>
      choose(keys.includes(column.key) ? keys.filter((one) => one !== column.key) : [...keys, column.key]),
    /** One place to the front (-1) or the back (1). */
    move: (column: Column<T>, by: -1 | 1) => {
      const from = keys.indexOf(column.key)
      const rest = keys.filter((one) => one !== column.key)
      choose([...rest.slice(0, Math.max(0, from + by)), column.key, ...rest.slice(Math.max(0, from + by))])
    },
  }
}
