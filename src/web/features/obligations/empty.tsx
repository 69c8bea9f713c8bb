// Said where there is nothing: what it means, and what to do next.
import type { ReactNode } from 'react'

export function Empty({ title, hint }: { title: string; hint: ReactNode }) {
  return (
    <div className="card list-empty">
      <strong>{title}</strong>
      <div>{hint}</div>
    </div>
  )
}
