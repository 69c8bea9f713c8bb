// The expected values are printed by R's `surveillance` 1.20.3: earsC(sts, control = list(method, baseline = 7, minSigma)).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EarsMethod, earsLag, earsOf } from './ears.ts'

const BUSY = [2, 0, 1, 3, 1, 0, 2, 1, 2, 4, 1, 0, 3, 2, 6, 9, 4, 3, 1, 0, 2, 8, 5, 1]
const SPARSE = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 5, 0, 0]

const FROM_R: [string, number[], EarsMethod, number, (number | null)[], number[]][] = [
  [
    'busy',
    BUSY,
    'C1',
    0,
    [
      4.724207369, 4.4464544386, 4.4443293616, 6.0140782945, 5.5034958455, 5.7464796741, 6.0140782945, 6.0140782945,
      8.7149945578, 13.1556572152, 13.1556572152, 12.8540136245, 12.3683886449, 13.1556572152, 13.1556572152,
      14.4767223823, 11.5995851604,
    ],
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  ],
  [
    'busy',
    BUSY,
    'C2',
    1,
    [
      4.724207369, 4.4464544386, 4.5188037347, 6.0140782945, 5.5034958455, 5.7464796741, 6.0140782945, 6.0140782945,
      8.7149945578, 13.1556572152, 13.1556572152, 12.8540136245, 12.3683886449, 13.1556572152, 13.1556572152,
    ],
    [0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  ],
  [
    'busy',
    BUSY,
    'C3',
    0,
    [
      0.508043016, 5.6365149723, 4.4938934936, 8.73861115, 8.5806959349, 0, 0, 5.2396362398, 6.0787478417, 7.7062191222,
      13.3076075607, 9.5990483153, 5.5990483153,
    ],
    [0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0],
  ],
  [
    'sparse',
    SPARSE,
    'C1',
    0,
    [0, 0, 0, 0, 0, 1.3108551679, 1.3108551679, 2.8599532048, 6.904454584, 6.904454584],
    [0, 0, 0, 0, 1, 0, 1, 1, 0, 0],
  ],
  [
    'sparse',
    SPARSE,
    'C2',
    0.5,
    [1.5451161531, 1.5451161531, 1.5451161531, 1.5451161531, 1.5451161531, 1.6879732959, 1.6879732959, 2.8599532048],
    [0, 0, 0, 0, 1, 1, 0, 0],
  ],
  // R answers NaN and NA where a lag's baseline has no spread at all.
  ['sparse', SPARSE, 'C3', 0, [null, null, null, null, 0, 0], [0, 0, 0, 0, 0, 0]],
  ['sparse', SPARSE, 'C3', 0.5, [1.9799819923, 0.4799819923, 2.4799819923, 4.4799819923, 0, 0], [0, 0, 0, 1, 0, 0]],
]

describe('EARS against R', () => {
  for (const [name, counts, method, minSigma, bounds, alarms] of FROM_R) {
    it(`${method} on ${name} counts, least sigma ${minSigma}`, () => {
      const options = { baseline: 7, minSigma }
      const first = earsLag(method, options)
      const days = counts.slice(first).map((_, at) => earsOf(counts.slice(0, first + at + 1), method, options)!)
      expect(days).toHaveLength(bounds.length)
      for (const [at, { upperBound, alarm }] of days.entries()) {
        if (bounds[at] === null) expect(upperBound).toBeNull()
        else expect(upperBound).toBeCloseTo(bounds[at]!, 8)
        expect(alarm, `day ${at}`).toBe(alarms[at] === 1)
      }
    })
  }

  it('says nothing before it has a baseline', () => {
    expect(earsOf(BUSY.slice(0, 7), 'C1', { baseline: 7, minSigma: 0.5 })).toBeNull()
    expect(earsOf(BUSY.slice(0, 9), 'C2', { baseline: 7, minSigma: 0.5 })).toBeNull()
    expect(earsOf(BUSY.slice(0, 11), 'C3', { baseline: 7, minSigma: 0.5 })).toBeNull()
  })

  it('is asked with a baseline of at least three days and a spread that is not negative', () => {
    expect(() => earsOf(BUSY, 'C1', { baseline: 2, minSigma: 0.5 })).toThrow(RangeError)
    expect(() => earsOf(BUSY, 'C1', { baseline: 7, minSigma: -1 })).toThrow(RangeError)
  })

  it('C1 and C2 alarm on a count exactly if it is above the bound, and a higher count never ends an alarm', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 10, maxLength: 20 })
    fc.assert(
      fc.property(counts, fc.constantFrom<EarsMethod>('C1', 'C2'), fc.nat(20), (days, method, more) => {
        const options = { baseline: 7, minSigma: 0.5 }
        const one = earsOf(days, method, options)!
        expect(one.alarm).toBe(one.observed > one.upperBound!)
        const higher = earsOf([...days.slice(0, -1), days.at(-1)! + more], method, options)!
        expect(higher.upperBound).toBe(one.upperBound)
        if (one.alarm) expect(higher.alarm).toBe(true)
      }),
    )
  })
})
