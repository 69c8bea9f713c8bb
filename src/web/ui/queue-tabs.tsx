// The tabs of queues, each with its count. On a narrow screen they are a strip; the present one is kept in sight, also once the
// counts have widened them.
import { type ReactNode, useEffect, useRef } from 'react'

interface Props<Q extends string> {
  label: string
  queues: readonly Q[]
  present: string
  /** Undefined until they are known. */
  counts: Readonly<Record<Q, number>> | undefined
  /** Marked while somebody stands in them. */
  urgent: readonly string[]
  wordOf: (queue: Q) => string
  /** The link around a tab, of the page's own route. */
  link: (queue: Q, looks: { className: string; 'aria-current'?: 'page' }, text: ReactNode) => ReactNode
}

export function QueueTabs<Q extends string>({ label, queues, present, counts, urgent, wordOf, link }: Props<Q>) {
  const strip = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: queue and counts decide where the present tab is
  useEffect(() => {
    strip.current?.querySelector('.is-here')?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [present, counts === undefined])
  return (
    <nav className="tabs" ref={strip} aria-label={label}>
      {queues.map((one) => {
        const count = counts?.[one] ?? 0
        const className = ['tab', one === present && 'is-here', urgent.includes(one) && count > 0 && 'is-urgent']
        return link(
          one,
          {
            className: className.filter(Boolean).join(' '),
            ...(one === present ? { 'aria-current': 'page' as const } : {}),
          },
          <>
            {wordOf(one)}
            {counts && <span className="tab-count num">{count.toLocaleString('en-US')}</span>}
          </>,
        )
      })}
    </nav>
  )
}
