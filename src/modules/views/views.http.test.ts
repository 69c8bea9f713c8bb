// Saved views of lists: whose they are, who else sees them, and the office's order of columns.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import type { ViewView } from './contract.ts'

const district = await openTestDistrict()
const office = await district.as('office')
const director = await district.as('director')
const clerk = await district.as('clerk-230406100')
const head = await district.as('head-230406100')
const elsewhere = await district.as('clerk-230406201')

let made = 0
const view = (more: object = {}) => ({
  id: newId(),
  list: 'persons',
  path: '/persons',
  name: `重点地区 ${++made}`,
  search: { category: 'keyArea' },
  columns: ['name', 'telephone', 'sex'],
  ...more,
})
const seenBy = async (client: typeof office, list = 'persons') =>
  (await client.get(`/api/v1/views?list=${list}`)).body.items as ViewView[]
const idsSeenBy = async (client: typeof office) => (await seenBy(client)).map(({ id }) => id)

describe('saved views', () => {
  it('come back with filters and columns in their order, to nobody but the owner', async () => {
    const mine = view()
    expect((await clerk.post('/api/v1/views', mine)).status).toBe(204)
    const found = (await seenBy(clerk)).find(({ id }) => id === mine.id)
    expect(found).toMatchObject({ ...mine, shared: 'me', isMine: true, isStandard: false })
    expect(await idsSeenBy(head)).not.toContain(mine.id)
    expect(await seenBy(clerk, 'queues')).toEqual([])
  })

  it('are shared with the own unit, or by the office with the district', async () => {
    const ours = view({ shared: 'unit' })
    await clerk.post('/api/v1/views', ours)
    expect(await idsSeenBy(head)).toContain(ours.id)
    expect((await seenBy(head)).find(({ id }) => id === ours.id)).toMatchObject({ isMine: false })
    expect(await idsSeenBy(elsewhere)).not.toContain(ours.id)
    const everybodys = view({ shared: 'district' })
    expect((await clerk.post('/api/v1/views', everybodys)).status).toBe(403)
    expect((await office.post('/api/v1/views', everybodys)).status).toBe(204)
    expect(await idsSeenBy(elsewhere)).toContain(everybodys.id)
  })

  it('are changed and removed by their owner alone; what was removed does not come back', async () => {
    const ours = view({ shared: 'unit' })
    await clerk.post('/api/v1/views', ours)
    expect((await head.post('/api/v1/views', { ...ours, name: '改名' })).status).toBe(404)
    expect((await head.delete(`/api/v1/views/${ours.id}`)).status).toBe(404)
    expect((await clerk.post('/api/v1/views', { ...ours, name: '改名', columns: ['sex'] })).status).toBe(204)
    expect((await seenBy(head)).find(({ id }) => id === ours.id)).toMatchObject({ name: '改名', columns: ['sex'] })
    expect((await clerk.delete(`/api/v1/views/${ours.id}`)).status).toBe(204)
    expect((await clerk.delete(`/api/v1/views/${ours.id}`)).status).toBe(204)
    expect(await idsSeenBy(clerk)).not.toContain(ours.id)
    expect((await clerk.post('/api/v1/views', ours)).status).toBe(404)
  })

  it('have one standard a list, set by the office: the latest', async () => {
    const first = view({ shared: 'district', isStandard: true })
    const second = view({ shared: 'district', isStandard: true, columns: ['telephone', 'name'] })
    await office.post('/api/v1/views', first)
    await director.post('/api/v1/views', second)
    const standard = (await seenBy(elsewhere)).filter(({ isStandard }) => isStandard)
    expect(standard.map(({ id, columns }) => [id, columns])).toEqual([[second.id, ['telephone', 'name']]])
    // The office may remove what one of them shared with everybody.
    expect((await office.delete(`/api/v1/views/${second.id}`)).status).toBe(204)
    expect((await seenBy(elsewhere)).some(({ isStandard }) => isStandard)).toBe(false)
  })

  it.each([
    [{ search: { q: '张三' } }, 400, 'search'],
    [{ columns: [] }, 400, 'columns'],
    [{ columns: ['name', 'name'] }, 400, 'columns'],
    [{ name: '  ' }, 400, 'name'],
    [{ path: 'https://elsewhere' }, 400, 'path'],
    [{ shared: 'unit', isStandard: true }, 422, 'isStandard'],
  ])('refuse %j with the field', async (more, status, field) => {
    const answer = await office.post('/api/v1/views', view(more))
    expect([answer.status, answer.body.errors[0].field]).toEqual([status, field])
  })

  it('of one name and list are refused, kept in another list', async () => {
    const mine = view()
    await clerk.post('/api/v1/views', mine)
    const answer = await clerk.post('/api/v1/views', { ...mine, id: newId() })
    expect([answer.status, answer.body.code]).toEqual([409, 'view_name_taken'])
    expect((await clerk.post('/api/v1/views', { ...mine, id: newId(), list: 'queues' })).status).toBe(204)
  })
})
