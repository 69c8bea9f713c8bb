// A small story is lived on a server of its own, over HTTP, and every invariant holds.
import { expect, it } from 'vitest'
import { INVARIANTS, type Invariant } from './findings.ts'
import { simulate } from './simulate.ts'

it('lives six days in which every invariant holds', async () => {
  const { invariants } = await simulate({ people: 40, days: 6, seed: 81, eventful: true })
  expect(invariants.filter(({ passed }) => !passed)).toEqual([])
  const looked = invariants.filter(({ checked }) => checked > 0).map(({ invariant }) => invariant)
  expect(looked.sort()).toEqual((Object.keys(INVARIANTS) as Invariant[]).sort())
})
