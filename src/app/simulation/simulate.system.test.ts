// A small story is lived on a server of its own, over HTTP, and every invariant holds.
import { expect, it } from 'vitest'
import { registration } from '../../modules/people/testing/invented.ts'
import { openApi } from './api.ts'
import { INVARIANTS, type Invariant } from './findings.ts'
import { liveDays } from './live-days.ts'
import { startOwnServer } from './own-server.ts'
import { simulate } from './simulate.ts'

it('lives six days in which every invariant holds', async () => {
  const { invariants } = await simulate({ people: 40, days: 6, seed: 81, eventful: true })
  expect(invariants.filter(({ passed }) => !passed)).toEqual([])
  const looked = invariants.filter(({ checked }) => checked > 0).map(({ invariant }) => invariant)
  expect(looked.sort()).toEqual((Object.keys(INVARIANTS) as Invariant[]).sort())
})

it('lives on with whoever is registered already, as a demonstration does', async () => {
  const server = await startOwnServer({ at: '2020-01-24T22:30:00.000Z' })
  try {
    const api = openApi(server.url, server.password)
    const office = (await api.as('office'))!
    const register = (areaCode: string, arrival: object) =>
      office.post('/api/v1/persons', registration({ areaCode, arrival: { arrivalDay: '2020-01-25', ...arrival } }))
    const there = [
      await register('230406100200', {}),
      await register('230406201', { firstTemperature: 38.4 }),
      await register('230406201200', { firstTemperature: null, temperatureSite: null }),
      await register('230406100201', { status: 'expected', firstTemperature: null, temperatureSite: null }),
    ]
    expect(there.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    api.close()
    const days: string[] = []
    const unexpected = await liveDays({
      ...server,
      from: '2020-01-25',
      days: 2,
      seed: 1,
      people: 8,
      onDay: (day) => days.push(day),
    })
    expect(unexpected).toEqual([])
    expect(days).toEqual(['2020-01-25', '2020-01-26'])
  } finally {
    await server.stop()
  }
})
