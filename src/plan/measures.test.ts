// A judgement is green only on a figure; bounds are inclusive on the good side.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge, MEASURES } from './measures.ts'

describe('judging a duty', () => {
  it.each([
    [null, { atLeast: 90 }, 'notYetMeasured'],
    [Number.NaN, { atMost: 0 }, 'notYetMeasured'],
    [90, { atLeast: 90 }, 'kept'],
    [89.9, { atLeast: 90 }, 'broken'],
    [89.9, { atLeast: 90, brokenBelow: 80 }, 'atRisk'],
    [80, { atLeast: 90, brokenBelow: 80 }, 'atRisk'],
    [79.9, { atLeast: 90, brokenBelow: 80 }, 'broken'],
    [0, { atMost: 0 }, 'kept'],
    [1, { atMost: 0 }, 'broken'],
    [1, { atMost: 0, brokenAbove: 2 }, 'atRisk'],
    [3, { atMost: 0, brokenAbove: 2 }, 'broken'],
  ] as const)('%s against %o is %s', (value, target, judgement) => {
    expect(judge(value, target)).toBe(judgement)
  })

  it('never calls an unmeasured duty kept', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (bound, second) => {
        expect(judge(null, { atLeast: bound, brokenBelow: second })).toBe('notYetMeasured')
        expect(judge(null, { atMost: bound, brokenAbove: second })).toBe('notYetMeasured')
      }),
    )
  })
})

it('names every measure once, under a slice', () => {
  expect(new Set(MEASURES.map(({ key }) => key)).size).toBe(MEASURES.length)
  for (const { key, slice } of MEASURES) expect(key).toBe(`${slice}.${key.split('.')[1]}`)
})
