// What a measure answers: a rate with its counts, or a bare number (M01–M63 are judged by it). A rate never comes without
// its counts, and nothing that was due is no figure at all, rather than a good one.

export type Figure = { numerator: number; denominator: number } | { value: number }

/** Percent for a rate, exact. */
export const figureValue = (figure: Figure): number =>
  'value' in figure ? figure.value : (100 * figure.numerator) / figure.denominator

/** The rate of `numerator` of `denominator`; null when nothing was due. */
export const rate = (numerator: number, denominator: number): Figure | null =>
  denominator > 0 ? { numerator: Math.min(Math.max(numerator, 0), denominator), denominator } : null
