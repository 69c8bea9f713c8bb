// The response on screen (M01), the organisation with its telephones (M02–M05), and the plan with its measures.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { newId } from '../../kernel/ids.ts'
import { openSpreadsheet } from '../../platform/spreadsheet/index.ts'
import { activatedAt, loadContacts } from './index.ts'

const district = await openTestDistrict({ activate: false })
const office = await district.as('office')
const director = await district.as('director')

const change = (kind: string, more: object = {}) => ({
  id: newId(),
  kind,
  level: '1',
  effectiveDay: '2020-01-25',
  authority: '区委常委会',
  reason: '省级决定',
  ...more,
})

describe('the response', () => {
  const isActive = async () => (await district.app.db.transaction(district.app.db.whole, activatedAt)) !== null

  it('is not active after a plan is loaded, and its history tells each decision once it is', async () => {
    expect(await isActive()).toBe(false)
    expect((await office.get('/api/v1/response')).body.state).toBe('notActivated')
    const activation = change('activated')
    expect((await director.post('/api/v1/response-changes', activation)).body.state).toBe('active')
    // The same decision sent again is the same decision.
    expect((await director.post('/api/v1/response-changes', activation)).body.history).toHaveLength(1)
    expect(await isActive()).toBe(true)
    const lowered = change('levelChanged', { level: '2', authority: '省指挥部' })
    const answer = await director.post('/api/v1/response-changes', lowered)
    expect(answer.body).toMatchObject({ level: '2', levelName: { zh: '二级响应' }, startDay: '2020-01-25' })
    expect(answer.body.history.map(({ kind }: { kind: string }) => kind)).toEqual(['activated', 'levelChanged'])
    expect((await district.stranger.get('/api/v1/public/response')).body.levelName.zh).toBe('二级响应')
  })

  it('refuses what does not follow, with the field', async () => {
    const again = await director.post('/api/v1/response-changes', change('activated'))
    expect([again.status, again.body.errors[0].code, again.body.errors[0].field]).toEqual([
      422,
      'response.active',
      'kind',
    ])
    const nobody = await director.post('/api/v1/response-changes', change('stoodDown', { authority: '' }))
    expect([nobody.status, nobody.body.errors[0].field]).toEqual([400, 'authority'])
  })

  it('of two decisions at once, takes one and tells the other', async () => {
    const answers = await Promise.all(
      ['3', '4'].map((level) => director.post('/api/v1/response-changes', change('levelChanged', { level }))),
    )
    const statuses = answers.map(({ status }) => status).sort()
    // Both may follow each other when they did not meet; when they met, one is told.
    expect(statuses[0]).toBe(201)
    expect([201, 409]).toContain(statuses[1])
    const { body } = await office.get('/api/v1/response')
    expect(body.history).toHaveLength(2 + statuses.filter((status) => status === 201).length)
  })
})

describe('the organisation', () => {
  const unit = async (id: string) =>
    (await office.get('/api/v1/organisation')).body.units.find((row: { id: string }) => row.id === id)
  const holderOf = (
    row: { posts: { id: string; holders: { name: string; telephone: string | null }[] }[] },
    post: string,
  ) => row.posts.find(({ id }) => id === post)?.holders[0]

  it('has eleven command posts with holders and eight groups, one officer answering for four of them', async () => {
    const command = await unit('command')
    expect(command.posts).toHaveLength(11)
    expect(holderOf(command, 'command.commander')?.name).toBe('王肇才')
    const { units } = (await office.get('/api/v1/organisation')).body
    const groups = units.filter(({ kind }: { kind: string }) => kind === 'group')
    expect(groups).toHaveLength(8)
    const officers = groups.map((group: { id: string }) => holderOf(group as never, `${group.id}.officer`)?.name)
    expect(officers.filter((name: string) => name === '孙秋博')).toHaveLength(4)
    const me = await director.get('/api/v1/me')
    expect(me.body.posts.map(({ id }: { id: string }) => id)).toContain('office.officeDirector')
    expect(me.body.posts).toHaveLength(5)
  })

  it("lists a group's deputies in the order of the plan", async () => {
    const posts: { id: string }[] = (await unit('group.screening')).posts
    const deputies = posts.map(({ id }) => id.split('.deputy.')[1]).filter((key) => key !== undefined)
    const plan = district.planFile.plan.groups.find(({ key }) => key === 'screening')
    expect(deputies).toEqual(plan?.deputies)
  })

  it('has no telephone until one is entered or comes from contacts.yaml', async () => {
    expect(holderOf(await unit('command'), 'command.commander')?.telephone).toBeNull()
    const ctx = district.app.systemContext()
    const file =
      'hotline: "0468-0000000"\npost.commander: "0468-0000001"\nunit.healthBureau: "0468-0000002"\npost.nobody: "110"\n'
    expect(await loadContacts(ctx, file)).toEqual(['post.nobody'])
    expect(holderOf(await unit('command'), 'command.commander')?.telephone).toBe('0468-0000001')
    expect((await office.get('/api/v1/organisation')).body.hotline).toBe('0468-0000000')
    expect((await unit('healthBureau')).telephone).toBe('0468-0000002')
    // What is entered on screen is kept when the same file is read at the next start.
    expect((await office.put('/api/v1/units/healthBureau/telephone', { telephone: '0468-0000009' })).status).toBe(204)
    await loadContacts(ctx, file)
    expect((await unit('healthBureau')).telephone).toBe('0468-0000009')
    const bad = await office.put('/api/v1/hotline', { telephone: 'call me' })
    expect([bad.status, bad.body.errors[0].field]).toEqual([400, 'telephone'])
    expect((await office.put('/api/v1/posts/no.such/telephone', { telephone: null })).status).toBe(404)
  })
})

describe('the directory', () => {
  it('is a workbook of every post with who answers for it, vacancies included', async () => {
    const answer = await office.get('/api/v1/organisation/directory?lang=zh')
    expect(answer.headers['content-type']).toContain('spreadsheetml')
    const book = await openSpreadsheet(answer.bytes)
    const rows: string[][] = []
    for await (const { cells } of book.rows()) rows.push(cells.map(({ text }) => text))
    book.close()
    expect(rows[0]).toEqual(['单位', '单位电话', '岗位', '姓名', '职务', '状态', '电话'])
    const commander = rows.find((row) => row[2] === '总指挥')
    expect(commander).toEqual([
      '东山战区指挥部',
      '',
      '总指挥',
      '王肇才',
      '区委副书记、政府区长',
      '在任',
      '0468-0000001',
    ])
    expect(rows.length).toBeGreaterThan(200)
  })
})

describe('the plan', () => {
  it('shows every clause with owner and measure, and never green what nobody measured', async () => {
    const { body } = await office.get('/api/v1/plan')
    // biome-ignore lint/suspicious/noExplicitAny: an answer of the API.
    const duties = body.sections.flatMap((section: any) => section.duties)
    const clauses = new Set(duties.flatMap((duty: { clauses: string[] }) => duty.clauses))
    expect([...clauses].sort()).toEqual(
      Array.from({ length: 63 }, (_, index) => `M${String(index + 1).padStart(2, '0')}`),
    )
    for (const duty of duties) {
      expect(duty.owners.length, duty.key).toBeGreaterThan(0)
      if (duty.value === null) expect(duty.state, duty.key).toBe('notYetMeasured')
    }
  })
})
