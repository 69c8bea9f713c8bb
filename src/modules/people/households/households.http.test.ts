// Who lives together (M07): put together and apart, a head, found by address, telephone or member, and who isolates there
// known before somebody moves in.
import { expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { registration } from '../testing/invented.ts'

const district = await openTestDistrict()
const office = await district.as('office')
const clerk = await district.as('clerk-230406100')
const other = await district.as('clerk-230406201')

// biome-ignore lint/suspicious/noExplicitAny: any part of the body may be changed.
async function register(change: Record<string, any> = {}) {
  const body = registration(change)
  expect((await office.post('/api/v1/persons', body)).status).toBe(201)
  return body.id as string
}
const household = async (id: string) => (await clerk.get(`/api/v1/persons/${id}/household`)).body
const names = (view: { members: { name: string }[] }) => view.members.map(({ name }) => name).sort()
const put = (id: string, withId: string | null) => clerk.put(`/api/v1/persons/${id}/household`, { with: withId })

it('is put together from single persons, has a head, and is left again', async () => {
  const [a, b, c] = [
    await register({ name: '户甲' }),
    await register({ name: '户乙' }),
    await register({ name: '户丙' }),
  ]
  expect(await household(a)).toMatchObject({ id: null, members: [], may: { edit: true } })
  expect(names((await put(b, a)).body)).toEqual(['户乙', '户甲'])
  expect(names((await put(c, b)).body)).toEqual(['户丙', '户乙', '户甲'])
  const head = await clerk.put(`/api/v1/persons/${a}/household/head`, { personId: c })
  expect(head.body.members[0]).toMatchObject({ id: c, isHead: true })
  // Whoever leaves is head no more.
  expect((await put(c, null)).body).toMatchObject({ id: null, members: [] })
  const left = await household(a)
  expect(names(left)).toEqual(['户乙', '户甲'])
  expect(left.members.some(({ isHead }: { isHead: boolean }) => isHead)).toBe(false)
  expect((await clerk.put(`/api/v1/persons/${a}/household/head`, { personId: c })).body.code).toBe(
    'household.notMember',
  )
  expect((await put(a, a)).body.code).toBe('household.self')
  expect((await other.put(`/api/v1/persons/${a}/household`, { with: null })).status).toBe(404)
  expect((await clerk.get(`/api/v1/persons/count?household=${left.id}`)).body.count).toBe(2)
})

it('is found by address, telephone or member, with who isolates there and until when', async () => {
  const door = { areaCode: '230406100200', address: '团结路3号', telephones: ['19966660001'] }
  const a = await register({ ...door, name: '门甲', arrival: { arrivalDay: '2020-01-25' } })
  const b = await register({ ...door, name: '门乙', telephones: [], arrival: { arrivalDay: '2020-01-01' } })
  await put(b, a)
  const found = (query: string) => clerk.get(`/api/v1/households?${query}`)
  for (const query of [
    `areaCode=230406100200&address=${encodeURIComponent('团结路3号')}`,
    'telephone=19966660001',
    `personId=${b}`,
  ]) {
    const { body } = await found(query)
    expect(body.items, query).toHaveLength(1)
    const [one] = body.items
    const isolating = one.members.filter((member: { isolating: object | null }) => member.isolating)
    expect(isolating).toMatchObject([{ id: a, isolating: { lastDay: '2020-02-08', dayNumber: 0, days: 14 } }])
  }
  expect((await found('telephone=19966669999')).body.items).toEqual([])
  expect((await other.get('/api/v1/households?telephone=19966660001')).body.items).toEqual([])
})
