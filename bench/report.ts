// Rows of the result: medians with their spread, and what a figure is to be held against.
export interface Row {
  benchmark: string
  case: string
  value: number
  unit: string
  /** Lowest and highest round. */
  spread: [number, number] | null
  p50_ms: number | null
  p99_ms: number | null
  ratio_to_direct: number | null
  ratio_to_echo: number | null
  ratio_to_copy: number | null
  ratio_to_small: number | null
  aim: string | null
  met: boolean | null
  /** What it ran beside, in words. */
  beside: string | null
}

/** What does not apply is null. */
export const row = (some: Pick<Row, 'benchmark' | 'case' | 'value' | 'unit'> & Partial<Row>): Row => ({
  spread: null,
  p50_ms: null,
  p99_ms: null,
  ratio_to_direct: null,
  ratio_to_echo: null,
  ratio_to_copy: null,
  ratio_to_small: null,
  aim: null,
  met: null,
  beside: null,
  ...some,
})

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export const spreadOf = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)]

const short = (value: number | null, digits = 2) =>
  value === null ? '' : value >= 100 ? Math.round(value).toString() : value.toFixed(digits)

/** A line for people. */
export const lineOf = (row: Row): string =>
  [
    `${row.benchmark} ${row.case}`.padEnd(28),
    `${short(row.value)} ${row.unit}`.padEnd(20),
    row.spread ? `(${short(row.spread[0])}–${short(row.spread[1])})`.padEnd(16) : ''.padEnd(16),
    row.p50_ms === null ? '' : `p50 ${short(row.p50_ms, 1)} ms p99 ${short(row.p99_ms, 1)} ms`,
    row.ratio_to_direct === null ? '' : `${short(row.ratio_to_direct)} of direct`,
    row.ratio_to_echo === null ? '' : `${short(row.ratio_to_echo)} of echo`,
    row.ratio_to_copy === null ? '' : `${short(row.ratio_to_copy)} of COPY`,
    row.ratio_to_small === null ? '' : `${short(row.ratio_to_small)} of small`,
    row.aim === null ? '' : `aim: ${row.aim}: ${row.met ? 'met' : 'NOT met'}`,
    row.beside ?? '',
  ]
    .filter(Boolean)
    .join('  ')
