// The small curve of days: inside its box, in the order of the days, broken where nothing was due.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../kernel/time.ts'
import type { DayFigure } from '../../../modules/insight/plan/contract.ts'
import { HEIGHT, shapeOf, WIDTH } from './curve.ts'

const curveOf = (values: (number | null)[]): DayFigure[] =>
  values.map((value, index) => ({
    day: addDays('2020-01-25', index),
    value,
    counts: null,
    state: 'kept',
    planVersion: 1,
  }))
const values = fc.array(fc.option(fc.integer({ min: 0, max: 100 })), { minLength: 1, maxLength: 14 })

describe('a curve', () => {
  it('has a point for every day with a figure and none for a gap, inside the box and in order', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 100 }), fc.boolean(), (list, bound, isShare) => {
        const shape = shapeOf(curveOf(list), bound, isShare)
        const measured = list.filter((value) => value !== null)
        expect(shape === null).toBe(measured.length === 0)
        if (!shape) return
        const { points, lines, target } = shape
        expect(points.map(({ figure }) => figure.value)).toEqual(measured)
        expect(lines.flatMap((line) => line.split(' '))).toEqual(points.map(({ x, y }) => `${x},${y}`))
        for (const [index, { x, y }] of points.entries()) {
          expect(x).toBeGreaterThan(points[index - 1]?.x ?? 0)
          expect([x <= WIDTH, y >= 0, y <= HEIGHT]).toEqual([true, true, true])
        }
        expect(target).toBeGreaterThanOrEqual(0)
        expect(target).toBeLessThanOrEqual(HEIGHT)
        // A better share stands higher, whatever the target.
        const sorted = points.toSorted((a, b) => a.figure.value! - b.figure.value!)
        for (const [index, { y }] of sorted.entries()) expect(y).toBeLessThanOrEqual(sorted[index - 1]?.y ?? HEIGHT)
      }),
    )
  })

  it('is broken where a day has no figure', () => {
    expect(shapeOf(curveOf([100, 90, null, 80]), 95, true)!.lines).toHaveLength(2)
    expect(shapeOf(curveOf([null, 100]), 95, true)!.points).toHaveLength(1)
  })
})
