// The figures of a report beside those of the records (M49, M59): whoever corrects one says why, and both are kept with their
// difference. Nothing that is said of itself is a zero: a zero report is ticked, and then every figure of the period is zero.
import { no, type Reason, reason, type Verdict, yes } from '../../../../kernel/verdict.ts'
import type { FormFigure, Records } from './form.ts'

/** What the sender says of a figure: a correction of the records, or what they do not hold. */
export interface Said {
  key: string
  reported: number
  note: string
}

export interface ReportedFigure {
  key: string
  /** As the records stood when it was submitted; null where they hold no such figure. */
  records: number | null
  reported: number
  /** Why it is another than the records say. */
  note: string
}

export interface Judged {
  figures: ReportedFigure[]
  /** Every figure that the records hold is reported as they say. */
  agrees: boolean
  /** Some figure is below the records: a candidate for a missed or concealed report (M55). */
  isBelow: boolean
}

/** Null where the records hold none. */
export const differenceOf = ({ records, reported }: Pick<ReportedFigure, 'records' | 'reported'>): number | null =>
  records === null ? null : reported - records

export function judgeFigures(
  form: readonly FormFigure[],
  records: Records,
  said: readonly Said[],
  isZero: boolean,
): Verdict<Judged> {
  const reasons: Reason[] = []
  const corrections = new Map(said.map((one) => [one.key, one]))
  const fields = new Map(said.map(({ key }, index) => [key, `figures[${index}]`]))
  for (const { key } of said)
    if (!form.some((figure) => figure.key === key))
      reasons.push(reason('not_in_form', `表中没有“${key}”`, `The form has no "${key}"`, fields.get(key)))
  const figures = form.map((figure): ReportedFigure => {
    const held = figure.of === 'said' ? null : ((records as Record<string, number>)[figure.key] ?? 0)
    const correction = corrections.get(figure.key)
    if (held === null && !correction && !isZero)
      reasons.push(
        reason('not_filled', `请填写“${figure.zh}”，没有就填 0`, `Fill in "${figure.en}", 0 if none`, figure.key),
      )
    const reported = correction?.reported ?? held ?? 0
    const isCorrected = held !== null && reported !== held
    const note = isCorrected ? (correction?.note.trim() ?? '') : ''
    if (isCorrected && note === '')
      reasons.push(
        reason(
          'note_needed',
          `“${figure.zh}”与底册不同（底册 ${held}，上报 ${reported}），请说明`,
          `"${figure.en}" is not what the records say (${held}, reported ${reported}): say why`,
          fields.get(figure.key) ?? figure.key,
        ),
      )
    return { key: figure.key, records: held, reported, note }
  })
  const something = form.flatMap((figure, at) => {
    const { reported } = figures[at]!
    return reported === 0 || figure.of === 'moment' ? [] : [{ ...figure, reported }]
  })
  // Said one by one: it may have come in after the form was read.
  if (isZero)
    for (const { key, zh, en, reported } of something)
      reasons.push(
        reason(
          'not_zero',
          `“${zh}”现为 ${reported}，不能作零报告`,
          `"${en}" is ${reported} now: not a zero report`,
          key,
        ),
      )
  if (!isZero && something.length === 0)
    reasons.push(
      reason(
        'zero_not_ticked',
        '本时段各项都是 0，请勾选“零报告”确认',
        'Every figure of the period is 0: tick "zero report" to confirm',
        'isZero',
      ),
    )
  if (reasons.length > 0) return no(...reasons)
  const differences = figures.map(differenceOf)
  return yes({
    figures,
    agrees: differences.every((difference) => difference === null || difference === 0),
    isBelow: differences.some((difference) => difference !== null && difference < 0),
  })
}
