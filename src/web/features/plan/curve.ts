// The geometry of a small curve of days: where each point stands, where the line is broken, where the target is. Pure; a day
// without a figure is a gap and never a point at zero.
import type { DayFigure } from '../../../modules/insight/plan/contract.ts'

export const [WIDTH, HEIGHT] = [132, 34]
const [SIDE, EDGE] = [4, 5]

export interface CurvePoint {
  x: number
  y: number
  figure: DayFigure
}
export interface CurveShape {
  points: CurvePoint[]
  /** One text of `x,y` pairs for each run of days that have a figure. */
  lines: string[]
  target: number
}

const round = (value: number) => Math.round(value * 10) / 10

/** Null when no day has a figure. A share is seen against its hundred, a number against its largest. */
export function shapeOf(curve: readonly DayFigure[], bound: number, isShare: boolean): CurveShape | null {
  const values = curve.flatMap(({ value }) => (value === null ? [] : [value]))
  if (values.length === 0) return null
  const least = Math.min(bound, ...values)
  const top = isShare ? 100 : Math.max(bound, ...values, 1)
  // Nothing but the best is drawn below the upper edge all the same, so that a small fall is seen as a fall.
  const bottom = Math.min(least, top - (isShare ? 10 : 1))
  const y = (value: number) => round(EDGE + ((top - value) / (top - bottom)) * (HEIGHT - 2 * EDGE))
  const step = (WIDTH - 2 * SIDE) / Math.max(curve.length - 1, 1)
  const points = curve.flatMap((figure, index) =>
    figure.value === null ? [] : [{ x: round(SIDE + index * step), y: y(figure.value), figure }],
  )
  const lines: string[] = []
  let run: string[] = []
  let last = -2
  for (const [index, { value }] of curve.entries()) {
    if (value === null) continue
    if (index !== last + 1 && run.length > 0) {
      lines.push(run.join(' '))
      run = []
    }
    run.push(`${round(SIDE + index * step)},${y(value)}`)
    last = index
  }
  lines.push(run.join(' '))
  return { points, lines, target: y(bound) }
}
