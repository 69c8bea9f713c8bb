// Lists by keyboard: j/k or arrows move, Enter opens, x selects, / goes to the search. Silent while somebody types or
// a dialog is open.
import { type RefObject, useEffect, useRef, useState } from 'react'

interface Keys {
  count: number
  box: RefObject<HTMLElement | null>
  open(index: number): void
  select(index: number): void
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role="combobox"]') !== null

export function useListKeys(keys: Keys) {
  const [active, setActive] = useState(-1)
  const latest = useRef(keys)
  latest.current = keys
  const position = useRef(active)
  position.current = Math.min(active, keys.count - 1)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { count, box, open, select } = latest.current
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])')) return
      const now = position.current
      const go = (next: number) => {
        event.preventDefault()
        const index = Math.max(0, Math.min(count - 1, next))
        setActive(index)
        box.current?.querySelector(`[data-row="${index}"]`)?.scrollIntoView({ block: 'nearest' })
      }
      if (event.key === 'j' || event.key === 'ArrowDown') go(now + 1)
      else if (event.key === 'k' || event.key === 'ArrowUp') go(now - 1)
      else if (event.key === '/') {
        const input = box.current?.querySelector<HTMLInputElement>('input[type="search"]')
        if (input) {
          event.preventDefault()
          input.focus()
          input.select()
        }
      } else if (now >= 0 && event.key === 'x') select(now)
      else if (now >= 0 && event.key === 'Enter' && !(event.target as HTMLElement).closest('a, button')) open(now)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return { active: position.current, setActive }
}
