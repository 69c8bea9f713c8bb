// A late report says how it stood when it was due: whoever was transferred since counts for the township of then (M59).
import { expect, it } from 'vitest'
import { type Client, openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { registration } from '../../people/testing/invented.ts'
import type { MyReports } from './contract/daily.ts'

const district = await openTestDistrict({ at: '2020-01-26T05:00:00.000Z' })
const office = await district.as('office')

async function inIsolation(userName: string): Promise<number | null | undefined> {
  const who: Client = await district.as(userName)
  const { forms } = (await who.get('/api/v1/daily-reports/mine?day=2020-01-26')).body as MyReports
  return forms[0]!.figures.find(({ key }) => key === 'inIsolation')?.records
}

it('whoever moved after three o’clock counts where he was at three', async () => {
  const person = registration({ areaCode: '230406100200', arrival: { arrivalDay: '2020-01-25' } })
  expect((await office.post('/api/v1/persons', person)).status).toBe(201)
  await district.clock.moveTo('2020-01-26T08:00:00.000Z')
  expect([await inIsolation('clerk-230406100'), await inIsolation('clerk-230406201')]).toEqual([1, 0])
  const move = { id: newId(), personId: person.id, toArea: '230406201200', reason: '投靠亲属' }
  const moved = await office.post('/api/v1/direct-transfers', move)
  expect(moved.status, moved.text).toBe(201)
  expect([await inIsolation('clerk-230406100'), await inIsolation('clerk-230406201')]).toEqual([1, 0])
})
