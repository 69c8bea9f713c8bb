// The statistical signal on daily counts of an area (M04): C1, C2 and C3 of the Early Aberration Reporting System, as the R
// package `surveillance` 1.20.3 computes them in `earsC`. A few quiet days are the baseline; a count far above it is an alarm.
//   C1 compares with the days just before; C2 leaves two days between, so that a slow rise does not hide in its own
// baseline; C3 sums what C2 exceeded on the two days before and sees a rise that no single day shows. The package's manual
// writes C3's bound from the baseline's mean, its code from the day's own count: the values here are those of the code.

export type EarsMethod = 'C1' | 'C2' | 'C3'

export interface EarsOptions {
  /** Days of the baseline, at least 3. */
  baseline: number
  /** The least standard deviation that a baseline counts with; 0.5 to 1 suits counts that are mostly zero (Burkom). */
  minSigma: number
}

export interface EarsDay {
  method: EarsMethod
  observed: number
  /** The highest count that is no alarm; null where it cannot be told (a baseline without any spread under C3). */
  upperBound: number | null
  alarm: boolean
}

/** Standard normal quantiles of 1 − 0.001 (C1, C2) and 1 − 0.025 (C3). */
const Z: Record<EarsMethod, number> = { C1: 3.090232306167813, C2: 3.090232306167813, C3: 1.959963984540054 }
/** Days between the baseline and the day judged. */
const GAP: Record<EarsMethod, number> = { C1: 0, C2: 2, C3: 2 }

/** How many days before the first that can be judged. */
export const earsLag = (method: EarsMethod, { baseline }: EarsOptions): number =>
  method === 'C1' ? baseline : method === 'C2' ? baseline + 2 : baseline + 4

/**
 * Judges the last of `counts` (one a day, oldest first); null while there are too few days.
 * Errors: a baseline under 3 days or a negative `minSigma` is a fault of the caller (RangeError).
 */
export function earsOf(counts: readonly number[], method: EarsMethod, options: EarsOptions): EarsDay | null {
  if (options.baseline < 3) throw new RangeError('the baseline has at least 3 days')
  if (options.minSigma < 0) throw new RangeError('minSigma is not negative')
  const day = counts.length - 1
  if (day < earsLag(method, options)) return null
  const observed = counts[day]!
  const { mean, sigma } = baselineOf(counts, day, GAP[method], options)
  if (method !== 'C3') {
    const upperBound = mean + Z[method] * sigma
    return { method, observed, upperBound, alarm: observed > upperBound }
  }
  const before = [day - 2, day - 1].reduce((sum, at) => {
    const lag = baselineOf(counts, at, GAP.C3, options)
    return sum + Math.max(0, (counts[at]! - lag.mean) / lag.sigma - 1)
  }, 0)
  // R answers NA where a baseline without spread is divided by: there is nothing to judge by.
  if (!Number.isFinite(before)) return { method, observed, upperBound: null, alarm: false }
  const upperBound = Math.max(0, observed + sigma * (Z.C3 - before))
  return { method, observed, upperBound, alarm: observed > upperBound }
}

function baselineOf(counts: readonly number[], day: number, gap: number, { baseline, minSigma }: EarsOptions) {
  const days = counts.slice(day - gap - baseline, day - gap)
  const mean = days.reduce((sum, count) => sum + count, 0) / baseline
  const variance = days.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (baseline - 1)
  return { mean, sigma: Math.max(Math.sqrt(variance), minSigma) }
}
