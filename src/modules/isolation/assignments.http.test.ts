// Assignment as a whole over HTTP (M21, M52): by area and load, households together, handed over with a reason, gaps listed,
// new arrivals given their village's medic; and nothing of it beyond the own area.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { registration } from '../people/testing/invented.ts'

const AREA = '230406100'
const VILLAGE = `${AREA}200`
const OTHER_VILLAGE = `${AREA}201`
const district = await openTestDistrict()
const [clerk, head, medicA, medicB, guarantor, admin, otherClerk, office] = await Promise.all(
  [
    `clerk-${AREA}`,
    `head-${AREA}`,
    `medic-${VILLAGE}`,
    `medic-${OTHER_VILLAGE}`,
    'guarantor-1',
    'admin',
    'clerk-230406201',
    'office',
  ].map(district.as),
)
const idOf = async (client: typeof clerk): Promise<string> => (await client!.get('/api/v1/me')).body.account.id
const [a, b, g] = [await idOf(medicA), await idOf(medicB), await idOf(guarantor)]

async function register(areaCode: string, more: object = {}): Promise<string> {
  const body = registration({ areaCode, ...more })
  const answer = await clerk!.post('/api/v1/persons', body)
  expect(answer.status, answer.text).toBe(201)
  return body.id
}
const medicOf = async (personId: string) =>
  (await clerk!.get(`/api/v1/persons/${personId}/isolation-periods`)).body.items[0].medic?.id ?? null
const propose = async (query: string, by = clerk) => (await by!.get(`/api/v1/assignment-proposals?${query}`)).body
const confirm = (proposal: { seen: string }, body: object, by = clerk) =>
  by!.post('/api/v1/assignment-acts', {
    id: newId(),
    role: 'medic',
    area: AREA,
    shares: [],
    ...body,
    seen: proposal.seen,
  })
const load = async (accountId: string, role = 'medic') =>
  (await clerk!.get(`/api/v1/assignment-loads?role=${role}&area=${AREA}`)).body.items.find(
    ({ account }: { account: { id: string } }) => account.id === accountId,
  )
const count = async (queue: string, by = clerk) =>
  (await by!.get(`/api/v1/isolation-periods/count?queue=${queue}`)).body.count

const householdId = newId()
const family = [
  await register(VILLAGE, { householdId }),
  await register(VILLAGE, { householdId }),
  await register(VILLAGE, { householdId }),
]
const alone = [await register(OTHER_VILLAGE), await register(OTHER_VILLAGE), await register(OTHER_VILLAGE)]

describe('everybody of an area in one act', () => {
  it('is proposed by load with households together, adjusted, and made; twice the same is once', async () => {
    const proposal = await propose(`role=medic&area=${AREA}&to=${a},${b}`)
    expect(proposal).toMatchObject({ persons: 6, households: 4, capacity: 40 })
    expect(proposal.shares).toEqual([
      { key: `${VILLAGE}/${a}`, areaCode: VILLAGE, accountId: a, households: 1, persons: 3 },
      { key: `${OTHER_VILLAGE}/${b}`, areaCode: OTHER_VILLAGE, accountId: b, households: 3, persons: 3 },
    ])
    expect(await count('noMedic')).toBe(6)
    const body = { id: newId(), to: [a, b], shares: [{ key: `${OTHER_VILLAGE}/${b}`, accountId: null }] }
    for (const _ of [1, 2]) {
      expect((await confirm(proposal, body)).body).toEqual({ id: body.id, persons: 3, households: 1 })
    }
    expect((await confirm(proposal, { ...body, role: 'guarantor' })).body.code).toBe('id_taken')
    expect(new Set(await Promise.all(family.map(medicOf)))).toEqual(new Set([a]))
    expect(await count('noMedic')).toBe(3)
    const rest = await propose(`role=medic&area=${AREA}&to=${a},${b}`)
    expect((await confirm(rest, { to: [a, b] }, head)).body).toMatchObject({ persons: 3 })
    expect(await count('noMedic')).toBe(0)
    expect(await load(a)).toMatchObject({ persons: 3, households: 1, gone: null, isOver: false })
    expect(await load(b)).toMatchObject({ persons: 3, households: 3 })
  })

  it('is refused when somebody was first, or the list has changed, and nothing is half done', async () => {
    const [first] = [await register(OTHER_VILLAGE)]
    const proposal = await propose(`role=medic&area=${AREA}&to=${a},${b}`)
    const answers = await Promise.all([confirm(proposal, { to: [a, b] }), confirm(proposal, { to: [a, b] }, head)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)!.body.zh).toContain('重新查看')
    const late = await register(OTHER_VILLAGE)
    const seen = await propose(`role=medic&area=${AREA}&to=${a},${b}`)
    await register(OTHER_VILLAGE)
    expect((await confirm(seen, { to: [a, b] })).status).toBe(409)
    expect(await medicOf(late)).toBeNull()
    expect(await medicOf(first)).not.toBeNull()
    await confirm(await propose(`role=medic&area=${AREA}&to=${b}`), { to: [b] })
  })

  it.each([
    { given: 'somebody who is no medic', body: () => ({ to: [g] }), field: 'to' },
    {
      given: 'a share given to somebody not chosen',
      body: () => ({ to: [a], shares: [{ key: `${VILLAGE}/${a}`, accountId: b }] }),
      field: 'shares',
    },
  ])('is refused for $given, in words', async ({ body, field }) => {
    const proposal = await propose(`role=medic&area=${AREA}&to=${a}`)
    const answer = await confirm(proposal, body())
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, field])
  })
})

describe('a hand-over', () => {
  it('wants a reason, gives everybody to others, and the history stays', async () => {
    const before = (await load(b)).persons
    const proposal = await propose(`role=medic&area=${AREA}&from=${b}&to=${a}`)
    expect(proposal.persons).toBe(before)
    const noReason = await confirm(proposal, { from: b, to: [a] })
    expect([noReason.status, noReason.body.errors[0].field]).toEqual([422, 'reason'])
    const made = await confirm(proposal, { from: b, to: [a], reason: '发热休息' })
    expect(made.body).toMatchObject({ persons: before })
    expect((await load(b))?.persons ?? 0).toBe(0)
    expect(await medicOf(alone[0]!)).toBe(a)
    const { items } = (await clerk!.get(`/api/v1/persons/${alone[0]}/assignments`)).body
    expect(items).toMatchObject([
      { role: 'medic', account: { id: a }, until: null, reason: '发热休息' },
      { role: 'medic', account: { id: b }, until: district.clock.now(), reason: '' },
    ])
  })

  it('gives those who are left to the new medic alone in sight', async () => {
    const { items } = (await medicB!.get(`/api/v1/isolation-periods?queue=all&medic=${b}`)).body
    expect(items).toEqual([])
  })
})

describe('gaps', () => {
  it('are whoever is given to an account that is disabled or holds the post no more', async () => {
    const all = (await load(a)).persons
    expect(await count('assigneeGone')).toBe(0)
    const figure = async () => {
      const { sections } = (await office!.get('/api/v1/plan')).body
      // biome-ignore lint/suspicious/noExplicitAny: an answer of the API.
      return sections.flatMap(({ duties }: any) => duties).find(({ key }: any) => key === 'medicAssigned').counts
    }
    expect((await figure()).numerator).toBe(all)
    await admin!.post(`/api/v1/accounts/${a}/disable`, { reason: '离岗' })
    expect(await count('assigneeGone')).toBe(all)
    expect((await clerk!.get('/api/v1/board')).body.total.assigneeGone).toBe(all)
    expect((await figure()).numerator).toBe(0)
    expect(await load(a)).toMatchObject({ gone: 'disabled', persons: all })
    const proposal = await propose(`role=medic&area=${AREA}&from=${a}&to=${b}`)
    await confirm(proposal, { from: a, to: [b], reason: '账号停用' })
    expect(await count('assigneeGone')).toBe(0)
    await admin!.post(`/api/v1/accounts/${a}/enable`, { reason: '回岗' })
  })

  it('are key persons without a guarantor, whose guarantor then sees them and nobody else', async () => {
    const key = await count('noGuarantor')
    expect(key).toBeGreaterThan(0)
    await register(VILLAGE, { arrival: { originText: '黑龙江哈尔滨' } })
    expect(await count('noGuarantor')).toBe(key)
    const proposal = await propose(`role=guarantor&area=${VILLAGE}&to=${g}`)
    await confirm(proposal, { role: 'guarantor', area: VILLAGE, to: [g] })
    expect(await count('noGuarantor')).toBe(key - proposal.persons)
    const own = (await guarantor!.get('/api/v1/assignment-loads?role=guarantor')).body
    expect(own.items).toHaveLength(1)
    expect(own.items[0]).toMatchObject({ account: { id: g }, persons: proposal.persons, ended: 0 })
    expect(await count('all', guarantor)).toBe(proposal.persons)
  })
})

describe('the default medic of a village', () => {
  it('is given whoever newly isolates there, the medic of the household before', async () => {
    const set = (areaCode: string, accountId: string | null, by = clerk) =>
      by!.post('/api/v1/area-medics', { id: newId(), areaCode, accountId })
    expect((await set(AREA, b)).status).toBe(201)
    expect((await set(VILLAGE, a)).body.items).toMatchObject([
      { areaCode: AREA, medic: { id: b } },
      { areaCode: VILLAGE, medic: { id: a }, gone: false },
    ])
    expect(await medicOf(await register(VILLAGE))).toBe(a)
    expect(await medicOf(await register(OTHER_VILLAGE))).toBe(b)
    // The family went to b when a was away: it stays together.
    expect(await medicOf(await register(VILLAGE, { householdId }))).toBe(b)
    await admin!.post(`/api/v1/accounts/${a}/disable`, { reason: '离岗' })
    expect(await medicOf(await register(VILLAGE))).toBeNull()
    await set(VILLAGE, null)
    expect(await medicOf(await register(VILLAGE))).toBe(b)
    expect((await set(VILLAGE, g)).status).toBe(422)
    expect((await set('230406', b)).status).toBeGreaterThanOrEqual(400)
    expect((await set(VILLAGE, b, otherClerk)).status).toBe(403)
  })
})

it('reaches nobody of another township', async () => {
  expect((await otherClerk!.get(`/api/v1/assignment-proposals?role=medic&area=${AREA}`)).status).toBe(403)
  const loads = (await otherClerk!.get('/api/v1/assignment-loads?role=medic')).body
  expect(loads.items.every(({ persons }: { persons: number }) => persons === 0)).toBe(true)
  expect((await otherClerk!.get(`/api/v1/persons/${family[0]}/assignments`)).body.items).toEqual([])
  const answer = await confirm({ seen: 'x' }, { to: [b] }, otherClerk)
  expect(answer.status).toBe(403)
})
