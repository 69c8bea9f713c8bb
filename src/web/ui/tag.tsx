// A short state word with a sign before it, so that it is read without its colour.
import type { ReactNode } from 'react'

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'act'

const SIGNS: Record<Tone, string> = { plain: '', good: '✓', warn: '◷', bad: '!', act: '●' }

export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={`tag is-${tone}`}>
      {SIGNS[tone] && <span aria-hidden>{SIGNS[tone]}</span>}
      {children}
    </span>
  )
}
