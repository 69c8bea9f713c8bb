// Which columns this person shows of this list, kept in the browser.
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

export function useColumns<T>(name: string, columns: Column<T>[]) {
  const key = `lianfang.columns.${name}`
  const [chosen, setChosen] = useState(() => read(key))
  const isShown = (column: Column<T>) => column.lead || (chosen ? chosen.includes(column.key) : !column.extra)
  const shown = columns.filter(isShown)
  const choose = (next: string[] | null) => {
    if (next) localStorage.setItem(key, JSON.stringify(next))
    else localStorage.removeItem(key)
    setChosen(next)
  }
  const toggle = (column: Column<T>) => {
    const keys = shown.map((one) => one.key)
    choose(isShown(column) ? keys.filter((one) => one !== column.key) : [...keys, column.key])
  }
  return { shown, isShown, toggle, reset: () => choose(null) }
}
