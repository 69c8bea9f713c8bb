// The rules' view of a plan, and the plan that ships seen through it.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parsePlan } from '../../../plan/index.ts'
import { PLAN } from './example-plan.ts'
import { isFever, isolationPlan } from './plan.ts'

it('takes from the plan that ships what the tests of these rules are written for', () => {
  const shipped = parsePlan(
    readFileSync(new URL('../../../../plans/hegang-dongshan-2020.yaml', import.meta.url), 'utf8'),
  )
  expect(isolationPlan(shipped)).toEqual(PLAN)
})

it.each([
  [37.2, false],
  [37.3, true],
  [38, true],
])('%d is a fever: %s', (temperature, fever) => {
  expect(isFever(temperature, PLAN)).toBe(fever)
})
