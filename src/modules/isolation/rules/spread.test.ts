// M21, M52: assigned by load, a household whole and villages together, whatever the numbers.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evenLevel, type Household, spread, type Taker } from './spread.ts'

const taker = (id: string, load = 0, ...areas: string[]): Taker => ({ id, load, areas: new Set(areas) })
const households = (area: string, ...sizes: number[]): Household[] =>
  sizes.map((persons, index) => ({ key: `${area}-${index}`, area, persons, with: null }))
const told = (shares: ReturnType<typeof spread>) => shares.map(({ area, taker, persons }) => [area, taker, persons])

describe('a spread', () => {
  it.each([
    {
      given: 'two villages and two medics: a village each',
      all: [...households('a', 4, 4), ...households('b', 5, 3)],
      takers: [taker('m'), taker('n')],
      then: [
        ['a', 'm', 8],
        ['b', 'n', 8],
      ],
    },
    {
      given: 'a medic who has many already: less for him',
      all: [...households('a', 2, 2, 2), ...households('b', 2)],
      takers: [taker('m', 6), taker('n')],
      then: [
        ['a', 'n', 6],
        ['b', 'm', 2],
      ],
    },
    {
      given: 'one village for two: divided between households',
      all: households('a', 3, 3, 2),
      takers: [taker('m'), taker('n')],
      then: [
        ['a', 'm', 6],
        ['a', 'n', 2],
      ],
    },
    {
      given: "each his own village, as long as it's even",
      all: [...households('a', 3), ...households('b', 3)],
      takers: [taker('m', 0, 'b'), taker('n', 0, 'a')],
      then: [
        ['a', 'n', 3],
        ['b', 'm', 3],
      ],
    },
    {
      given: 'a household of which somebody has a medic',
      all: [{ key: 'h', area: 'a', persons: 2, with: 'm' }, ...households('a', 2)],
      takers: [taker('m', 9), taker('n')],
      then: [
        ['a', 'm', 2],
        ['a', 'n', 2],
      ],
    },
    { given: 'nobody to take them', all: households('a', 3), takers: [], then: [] },
  ])('of $given', ({ all, takers, then }) => {
    expect(told(spread(all, takers))).toEqual(then)
  })

  const many = fc.tuple(
    fc.array(fc.record({ area: fc.constantFrom('a', 'b', 'c', 'd'), persons: fc.integer({ min: 1, max: 7 }) }), {
      maxLength: 60,
    }),
    fc.array(
      fc.record({
        load: fc.integer({ min: 0, max: 60 }),
        areas: fc.subarray(['a', 'b', 'c', 'd']),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  )

  it('gives every household once and whole, evenly to within a quarter and a household, a village to few', () => {
    fc.assert(
      fc.property(many, ([sizes, loads]) => {
        const all = sizes.map((one, index) => ({ ...one, key: String(index), with: null }))
        const takers = loads.map(({ load, areas }, index) => taker(`t${index}`, load, ...areas))
        const shares = spread(all, takers)
        expect(shares.flatMap(({ households }) => households).sort()).toEqual(all.map(({ key }) => key).sort())
        for (const share of shares) {
          const members = all.filter(({ key }) => share.households.includes(key))
          expect(new Set(members.map(({ area }) => area))).toEqual(new Set([share.area]))
          expect(members.reduce((sum, { persons }) => sum + persons, 0)).toBe(share.persons)
        }
        const level = evenLevel(
          takers.map(({ load }) => load),
          all.reduce((sum, { persons }) => sum + persons, 0),
        )
        const largest = Math.max(0, ...all.map(({ persons }) => persons))
        for (const { id, load } of takers) {
          const given = shares.filter(({ taker }) => taker === id).reduce((sum, { persons }) => sum + persons, 0)
          if (given > 0) expect(load + given).toBeLessThan(level * 1.25 + largest + 1e-6)
        }
        expect(shares.length).toBeLessThanOrEqual(new Set(all.map(({ area }) => area)).size + takers.length)
        // The same again is the same: a proposal that is confirmed is worked out anew.
        expect(spread(all, takers)).toEqual(shares)
      }),
      { numRuns: 400 },
    )
  })

  it('never divides a household that somebody looks after already', () => {
    fc.assert(
      fc.property(many, fc.array(fc.integer({ min: 0, max: 9 })), ([sizes, loads], follow) => {
        const takers = loads.map(({ load }, index) => taker(`t${index}`, load))
        const all = sizes.map((one, index) => ({
          ...one,
          key: String(index),
          with: follow[index] === undefined ? null : `t${follow[index]}`,
        }))
        const shares = spread(all, takers)
        for (const household of all) {
          const got = shares.find(({ households }) => households.includes(household.key))!
          if (takers.some(({ id }) => id === household.with)) expect(got.taker).toBe(household.with)
        }
      }),
    )
  })
})
