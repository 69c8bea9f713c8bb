// Who answers for a person (M05): from the registration on exactly one side at every instant, whether an offer waits, a letter
// is on its way or somebody came back. A move takes effect at its own instant: from then on the new side answers.
import type { Instant } from '../../../kernel/time.ts'

export interface History {
  registeredAt: Instant
  /** Where the person's record is now. */
  area: string
  /** Accepted transfers. */
  moves: readonly { at: Instant; from: string; to: string }[]
  departures: readonly { at: Instant; to: string }[]
  /** Arrivals; of those before the registration and of the first nothing follows. */
  arrivals: readonly { at: Instant }[]
}

export interface Span {
  from: Instant
  until: Instant | null
  area: string | null
  /** Not here: where to, as far as it was said. */
  elsewhere: string | null
}

const byTime = <T extends { at: Instant }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))

/** The spans touch: none is missing between the registration and for ever, and none overlaps. */
export function spansOf({ registeredAt, area, moves, departures, arrivals }: History): Span[] {
  const ordered = byTime(moves)
  const areaAt = (instant: Instant) => ordered.find(({ at }) => at > instant)?.from ?? ordered.at(-1)?.to ?? area
  const changes = byTime([
    ...moves.map(({ at }) => ({ at, kind: 'here' as const, to: '' })),
    ...arrivals.map(({ at }) => ({ at, kind: 'here' as const, to: '' })),
    ...departures.map(({ at, to }) => ({ at, kind: 'left' as const, to })),
  ]).filter(({ at }) => at >= registeredAt)
  const spans: Span[] = [{ from: registeredAt, until: null, area: areaAt(registeredAt), elsewhere: null }]
  for (const { at, kind, to } of changes) {
    const last = spans.at(-1)!
    const next = kind === 'left' ? { area: null, elsewhere: to } : { area: areaAt(at), elsewhere: null }
    if (last.area === next.area && last.elsewhere === next.elsewhere) continue
    if (last.from === at) spans.pop()
    else last.until = at
    spans.push({ from: at, until: null, ...next })
  }
  return spans
}
