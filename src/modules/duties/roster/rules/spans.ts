// Arithmetic of times (M58): what is owed, less what is covered, is exactly what nobody covers. A span holds its beginning and not
// its end. Pure.
import type { Instant } from '../../../../kernel/time.ts'

export interface Span {
  from: Instant
  until: Instant
}

/** The same times as spans in order that neither touch nor overlap; empty ones drop out. */
export function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const { from, until } of spans.toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))) {
    if (from >= until) continue
    const last = result.at(-1)
    if (last && from <= last.until) last.until = until > last.until ? until : last.until
    else result.push({ from, until })
  }
  return result
}

/** What of `owed` no span of `cover` holds, in order. */
export function uncovered(owed: readonly Span[], cover: readonly Span[]): Span[] {
  const there = merged(cover)
  return merged(owed).flatMap((span) => {
    const gaps: Span[] = []
    let from = span.from
    for (const one of there) {
      if (one.until <= from) continue
      if (one.from >= span.until) break
      if (one.from > from) gaps.push({ from, until: one.from })
      from = one.until
    }
    return from < span.until ? [...gaps, { from, until: span.until }] : gaps
  })
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)
const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b)

/** Each span as far as it lies in the range; what lies outside drops out. */
export const inside = <S extends Span>(spans: readonly S[], range: Span): S[] =>
  spans
    .map((span) => ({ ...span, from: later(span.from, range.from), until: earlier(span.until, range.until) }))
    .filter(({ from, until }) => from < until)

export const overlaps = (a: Span, b: Span): boolean => a.from < b.until && b.from < a.until

/** One ends as the other begins. */
export const touches = (a: Span, b: Span): boolean => a.until === b.from || b.until === a.from
