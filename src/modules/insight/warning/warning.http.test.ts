// Early warning over HTTP on a real database: raised once by fevers of one village, told, dealt with, ended, and raised anew
// only by what came after.
import { describe, expect, it } from 'vitest'
import { type Client, openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { registration } from '../../people/testing/invented.ts'

const district = await openTestDistrict()
const office = await district.as('office')
const clerk = await district.as('clerk-230406100')
const otherClerk = await district.as('clerk-230406201')
const commander = await district.as('commander')

async function fevers(count: number, areaCode: string) {
  for (let n = 0; n < count; n++) {
    const body = registration({ areaCode, arrival: { firstTemperature: 38.4 } })
    expect((await office.post('/api/v1/persons', body)).status).toBe(201)
  }
}
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape.
const open = async (client: Client): Promise<any[]> => (await client.get('/api/v1/warnings?state=open')).body.items
const ofKind = async (client: Client, kind: string) => (await open(client)).find(({ ruleKind }) => ruleKind === kind)
const pass = (minutes: number) => district.clock.moveBy(minutes)
const told = async (client: Client, kind: string): Promise<{ kind: string; path: string }[]> =>
  (await client.get('/api/v1/notifications')).body.items.filter((one: { kind: string }) => one.kind === kind)

describe('a cluster of fevers', () => {
  it('is no warning while there are two', async () => {
    await fevers(2, '230406100200')
    await pass(1)
    expect(await ofKind(office, 'feverCluster')).toBeUndefined()
  })

  it('is one warning with the third, told to office and township, and not told again', async () => {
    await fevers(1, '230406100200')
    await pass(1)
    const warning = await ofKind(office, 'feverCluster')
    expect(warning).toMatchObject({
      areaCode: '230406100200',
      facts: { observed: 3, limit: 3, days: 3 },
      acknowledged: null,
      may: { acknowledge: true, judge: true, end: false },
    })
    const path = `/warnings/${warning.id}`
    const toldOf = async (client: Client) => (await told(client, 'warningRaised')).filter((one) => one.path === path)
    expect(await toldOf(office)).toHaveLength(1)
    expect(await toldOf(clerk)).toHaveLength(1)
    await fevers(1, '230406100200')
    await pass(1)
    expect(await ofKind(office, 'feverCluster')).toMatchObject({ id: warning.id, lastFacts: { observed: 4 } })
    expect(await toldOf(office)).toHaveLength(1)
  })

  it('is seen by its township and by nobody of another', async () => {
    const { id } = await ofKind(clerk, 'feverCluster')
    expect((await clerk.get(`/api/v1/warnings/${id}`)).body.may).toMatchObject({ note: true, judge: false })
    expect(await open(otherClerk)).toEqual([])
    expect((await otherClerk.get(`/api/v1/warnings/${id}`)).status).toBe(404)
    expect((await otherClerk.post(`/api/v1/warnings/${id}/steps`, { id: newId(), text: '不是本乡' })).status).toBe(404)
    const medic = await district.as('medic-230406100200')
    expect((await medic.get('/api/v1/warnings')).status).toBe(403)
  })

  it('shows the fevers of its area day by day', async () => {
    const { id } = await ofKind(office, 'feverCluster')
    const { fevers: curve } = (await clerk.get(`/api/v1/warnings/${id}`)).body
    expect(curve).toHaveLength(21)
    expect(curve.at(-1)).toMatchObject({ day: '2020-01-25', count: 4 })
    expect(curve.at(-2)).toMatchObject({ day: '2020-01-24', count: 0 })
  })

  it('is acknowledged, noted, judged, and only then ended; each once', async () => {
    const { id } = await ofKind(office, 'feverCluster')
    const url = `/api/v1/warnings/${id}`
    expect((await office.post(`${url}/end`, { reason: '处置完毕' })).body).toMatchObject({ code: 'not_judged' })
    expect((await clerk.post(`${url}/acknowledgement`)).body.acknowledged).toMatchObject({ by: expect.any(String) })
    const step = { id: newId(), text: '组织流调，封控单元' }
    expect((await clerk.post(`${url}/steps`, step)).status).toBe(201)
    expect((await clerk.post(`${url}/steps`, step)).body.steps).toHaveLength(1)
    const judgement = { verdict: 'real', text: '同一聚会' }
    expect((await clerk.post(`${url}/judgement`, judgement)).status).toBe(403)
    expect((await office.post(`${url}/judgement`, judgement)).status).toBe(200)
    expect((await office.post(`${url}/judgement`, judgement)).status).toBe(200)
    expect((await commander.post(`${url}/judgement`, { verdict: 'explained', text: '误报' })).status).toBe(409)
    expect((await office.post(`${url}/end`, { reason: '处置完毕' })).body.ended).toMatchObject({ reason: '处置完毕' })
    expect((await office.post(`${url}/steps`, { id: newId(), text: '再补一句' })).status).toBe(409)
  })

  it('that was ended is not raised by what was known then, but by the next fever', async () => {
    await pass(1)
    expect(await ofKind(office, 'feverCluster')).toBeUndefined()
    await fevers(1, '230406100200')
    await pass(1)
    expect(await ofKind(office, 'feverCluster')).toMatchObject({ facts: { observed: 5 } })
    expect((await office.get('/api/v1/warnings/count')).body.count).toBe(
      (await office.get('/api/v1/warnings?limit=200')).body.items.length,
    )
  })
})

it('a warning that nobody judges climbs to the commander once, and the clause is judged by it', async () => {
  const evidence = async () => (await office.get('/api/v1/plan/duties/officeWarning/evidence')).body
  const { id } = await ofKind(office, 'feverCluster')
  expect(await told(commander, 'warningOverdue')).toEqual([])
  await pass(60 * 5)
  await pass(60)
  expect((await told(commander, 'warningOverdue')).filter(({ path }) => path.endsWith(id))).toHaveLength(1)
  const { items } = await evidence()
  expect(items.map((one: { kept: boolean }) => one.kept)).toContain(false)
  expect(items.map((one: { kept: boolean }) => one.kept)).toContain(true)
})

it('nothing is watched for when the response is stood down', async () => {
  await commander.post('/api/v1/response-changes', {
    id: newId(),
    kind: 'stoodDown',
    level: '1',
    effectiveDay: '2020-01-25',
    authority: '区委常委会',
    reason: '疫情结束',
  })
  const before = (await office.get('/api/v1/warnings/count')).body.count
  await fevers(4, '230406201200')
  await pass(1)
  expect((await office.get('/api/v1/warnings/count')).body.count).toBe(before)
})
