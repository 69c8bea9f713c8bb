// Amendments over HTTP (M01, M04): proposed by the office, approved by somebody else, in force at their time and not before,
// with areas, units, posts and accounts that come and go; two who approve at once, and whatever must be refused.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { at } from '../../../kernel/time.ts'
import { registration } from '../../people/testing/invented.ts'

const local = (day: string, time: string) => at(day, time, 'Asia/Shanghai')
const district = await openTestDistrict({ at: local('2020-01-25', '08:00') })
const [office, director, commander, admin, clerk] = await Promise.all(
  ['office', 'director', 'commander', 'admin', 'clerk-230406100'].map(district.as),
)
const SHIPPED = district.planFile.planText

const proposal = (planText: string, effectiveFrom: string, more: object = {}) => ({
  id: newId(),
  planText,
  effectiveFrom,
  runningPeriods: 'keep',
  reason: '上级要求',
  ...more,
})
const propose = (body: object, by = office!) => by.post('/api/v1/plan-amendments', body)
const approve = (id: string, by = director!) => by.post(`/api/v1/plan-amendments/${id}/approvals`)
const versions = async () => (await office!.get('/api/v1/plan-versions')).body.items
const versionInForce = async () => (await office!.get('/api/v1/response')).body.planVersion

/** The present file with one thing changed: what an office does. */
async function amended(from: string | RegExp, to: string): Promise<string> {
  const [last] = (await versions()).filter(
    ({ number, state }: { number: number | null; state: string }) => number !== null && state !== 'withdrawn',
  )
  const text = (await office!.get(`/api/v1/plan-versions/${last.id}/file`)).text
  expect(text.match(from)).not.toBeNull()
  return text.replace(from, to)
}

describe('a file', () => {
  it('that is wrong is answered with its lines, and cannot be proposed', async () => {
    const planText = SHIPPED.replace('leadUnit: humanResources', 'leadUnit: humanResource')
    const { body } = await office!.post('/api/v1/plan-amendments/preview', { planText })
    const line =
      planText.split('\n').findIndex((one) => one.includes('humanResource\b') || one.endsWith('humanResource')) + 1
    expect(body.findings).toMatchObject([{ line, code: 'unknown_unit' }])
    const refused = await propose(proposal(planText, local('2020-02-01', '00:00')))
    expect([refused.status, refused.body.code, refused.body.errors[0].field]).toEqual([422, 'unknown_unit', 'planText'])
    expect(refused.body.zh).toContain(`第 ${line} 行`)
  })

  it('says what it changes and what that means for who is in isolation', async () => {
    const { body } = await office!.post('/api/v1/plan-amendments/preview', {
      planText: SHIPPED.replace('days: 14', 'days: 21'),
    })
    expect(body.changes).toMatchObject([
      { topic: 'isolation', path: 'isolation.days', from: { zh: '14' }, to: { zh: '21' } },
    ])
    expect(body.meaning.keep[0].en).toBe('Running periods keep 14 days; whoever begins from then on isolates for 21.')
    expect(body.meaning.change[0].zh).toContain('由 14 天改为 21 天')
    expect(body.base.number).toBe(1)
  })

  it.each([
    [
      'of another plan',
      (text: string) => text.replace('zone: Asia/Shanghai', 'zone: Asia/Tokyo'),
      '2020-02-01',
      'amendment.otherPlan',
    ],
    ['without any difference', (text: string) => `# 只有注释\n${text}`, '2020-02-01', 'amendment.noChange'],
    [
      'for a time that has passed',
      (text: string) => text.replace('days: 14', 'days: 21'),
      '2020-01-24',
      'amendment.past',
    ],
  ])('%s is refused', async (_what, change, day, code) => {
    const answer = await propose(proposal(change(SHIPPED), local(day, '00:00')))
    expect([answer.status, answer.body.errors[0].code]).toEqual([422, code])
    expect((await versions()).length).toBe(1)
  })
})

describe('a proposal', () => {
  it('is approved by another than who proposed it, and returned with a reason', async () => {
    const body = proposal(SHIPPED.replace('yuan: 2000', 'yuan: 3000'), local('2020-01-26', '00:00'))
    const made = await propose(body, director!)
    expect([made.status, made.body.state]).toEqual([201, 'proposed'])
    // Sent again it is the same.
    expect((await propose(body, director!)).body.id).toBe(body.id)
    const own = await approve(body.id, director!)
    expect([own.status, own.body.errors[0].code]).toEqual([422, 'amendment.own'])
    const seen = (await commander!.get(`/api/v1/plan-versions/${body.id}`)).body
    expect(seen).toMatchObject({ may: { approve: true, return: true, withdraw: true } })
    expect(seen.changes).toMatchObject([{ path: 'reward.yuan', from: { zh: '2000' }, to: { zh: '3000' } }])
    expect((await office!.post(`/api/v1/plan-amendments/${body.id}/approvals`)).status).toBe(403)
    const returned = await commander!.post(`/api/v1/plan-amendments/${body.id}/returns`, { reason: '金额未经研究' })
    expect(returned.body).toMatchObject({ state: 'returned', amendment: { decisionReason: '金额未经研究' } })
    const late = await approve(body.id, commander!)
    expect([late.status, late.body.code]).toEqual([409, 'amendment.decided'])
    expect(await versionInForce()).toBe(1)
  })

  it('approved by two at once is approved once, and the other is told', async () => {
    const body = proposal(SHIPPED.replace('yuan: 2000', 'yuan: 2500'), local('2020-01-26', '00:00'))
    await propose(body)
    const answers = await Promise.all([approve(body.id, director!), approve(body.id, commander!)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect((await versions()).filter(({ number }: { number: number }) => number === 2)).toHaveLength(1)
  })

  it('over a plan that was amended since is refused: its difference is not right any more', async () => {
    const [a, b] = [
      proposal(await amended('yuan: 2500', 'yuan: 2600'), local('2020-01-27', '00:00')),
      proposal(await amended('yuan: 2500', 'yuan: 2700'), local('2020-01-28', '00:00')),
    ]
    await propose(a)
    await propose(b)
    expect((await approve(a.id)).status).toBe(201)
    const stale = await approve(b.id)
    expect([stale.status, stale.body.errors[0].code]).toEqual([422, 'amendment.stale'])
    const early = await propose(proposal(await amended('yuan: 2600', 'yuan: 1'), local('2020-01-26', '12:00')))
    expect(early.body.errors[0]).toMatchObject({ code: 'amendment.beforeLast', field: 'effectiveFrom' })
  })

  it('is withdrawn before its time, by who proposed it or may approve it, and never after', async () => {
    const last = (await versions()).find(({ number }: { number: number }) => number === 3)
    expect(last.state).toBe('toCome')
    const url = `/api/v1/plan-amendments/${last.id}/withdrawals`
    expect((await clerk!.post(url, { reason: '不改了' })).status).toBe(403)
    expect((await commander!.post(url, { reason: '不改了' })).body.state).toBe('withdrawn')
    await district.clock.moveTo(local('2020-01-27', '08:00'))
    expect(await versionInForce()).toBe(2)
    const second = (await versions()).find(({ number }: { number: number }) => number === 2)
    const late = await commander!.post(`/api/v1/plan-amendments/${second.id}/withdrawals`, { reason: '太晚' })
    expect([late.status, late.body.code]).toEqual([422, 'amendment.inForce'])
  })
})

describe('what takes effect', () => {
  const GROUP = `
  - key: border
    handlesPersons: true
    number: 9
    name: { zh: 边界查控组, en: Border control }
    clauses: [M03]
    leadUnit: publicSecurity
    responsibleOfficer: { name: 测试甲, unit: publicSecurity }
    leader: deputyPolice
    members: [allTownships]
    duties:
      - key: borderPosts
        number: 1
        clauses: [M46]
        zh: 出入口查验
        en: Check at the entrances
        owners: [publicSecurity]
        measure: { key: enforcement.trafficKept, target: { atLeast: 95 }, window: sevenDays }
`
  const areasText = `${district.planFile.areasText.trimEnd()}\n230406100299,试点村,village,230406100\n`

  it('is nothing before its time, and everything from then on', async () => {
    const planText = (await amended('\ntownshipCommands:', `${GROUP}\ntownshipCommands:`))
      .replace('      cities:\n        - code: "4201"', '      short: [荆楚]\n      cities:\n        - code: "4201"')
      .replace(/ {2}- \{ kind: checkpointStaff.*\n/, '')
    const body = proposal(planText, local('2020-01-28', '00:00'), { areasText })
    const { effects, findings } = (await office!.post('/api/v1/plan-amendments/preview', body)).body
    expect(findings).toEqual([])
    expect(effects.areas.come).toEqual([{ id: '230406100299', zh: '试点村', en: '试点村' }])
    expect(effects.units.come).toMatchObject([{ id: 'group.border' }])
    expect(effects.posts.come.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining([
        'group.border.groupStaff',
        'group.border.leader',
        'group.border.officer',
        '230406100299.villageMedic',
      ]),
    )
    expect(effects.posts.end.map(({ id }: { id: string }) => id)).toEqual(['housingBureau.checkpointStaff'])
    expect((await propose(body)).status).toBe(201)
    expect((await approve(body.id)).body.state).toBe('toCome')

    const origin = async () =>
      (await clerk!.get(`/api/v1/persons/${(await register('荆楚一带')).id}`)).body.arrival.category
    expect(await origin()).toBe('elsewhere')
    expect(await unit('group.border')).toBeUndefined()
    await district.clock.moveTo(local('2020-01-27', '23:59'))
    expect(await versionInForce()).toBe(2)
    await district.clock.moveTo(local('2020-01-28', '00:00'))
    expect((await office!.get('/api/v1/plan')).body).toMatchObject({ version: 4 })
    expect(await origin()).toBe('keyArea')
    expect(await unit('group.border')).toMatchObject({ group: { number: 9 } })
    expect((await register('武汉', '230406100299')).areaCode).toBe('230406100299')
    expect((await office!.get('/api/v1/plan')).text).toContain('出入口查验')
  })

  it('ends a post: it is not shown, its holder may nothing more, and its history stays', async () => {
    expect(JSON.stringify(await unit('housingBureau'))).not.toContain('checkpointStaff')
    const checkpoint = await district.signIn('checkpoint')
    expect((await checkpoint.get('/api/v1/me')).body.account.posts ?? []).toEqual([])
    const [row] = await district.app.db.transaction(district.app.db.whole, (tx) =>
      tx.sql<{ ended: string; until: string }>(
        `select p.ended_at as ended, h.until_at as until from posts p join post_holders h on h.post_id = p.id
         where p.id = 'housingBureau.checkpointStaff'`,
      ),
    )
    expect(row).toEqual({ ended: local('2020-01-28', '00:00'), until: local('2020-01-28', '00:00') })
  })

  it('brings posts that the administrator gives accounts, each password once', async () => {
    const { items } = (await admin!.get('/api/v1/new-seats')).body
    const names = items.map(({ userName }: { userName: string }) => userName)
    expect(names).toEqual(
      expect.arrayContaining(['group-9', 'officer-9', 'medic-230406100299', 'village-230406100299']),
    )
    // Somebody the plan named before gets the post with the account he has.
    expect(items.find(({ displayName }: { displayName: string }) => displayName === '姚刚')).toMatchObject({
      hasAccount: true,
    })
    const made = (await admin!.post('/api/v1/new-seats', { userNames: names })).body.items
    expect(made.find(({ userName }: { userName: string }) => userName === 'group-9').oneTimePassword).toMatch(/.{8,}/)
    expect(made.find(({ displayName }: { displayName: string }) => displayName === '姚刚').oneTimePassword).toBeNull()
    expect((await admin!.get('/api/v1/new-seats')).body.items).toEqual([])
    expect((await office!.get('/api/v1/organisation')).text).toContain('测试甲')
    expect((await office!.get('/api/v1/new-seats')).status).toBe(403)
  })

  it('of what is approved as its time has come already begins at once', async () => {
    const body = proposal(await amended('yuan: 2500', 'yuan: 2900'), local('2020-01-28', '00:10'))
    await propose(body)
    await district.clock.moveTo(local('2020-01-28', '09:00'))
    const approved = await approve(body.id)
    expect(approved.body).toMatchObject({ state: 'inForce', effectiveFrom: local('2020-01-28', '09:00'), number: 5 })
    expect(await versionInForce()).toBe(5)
  })

  async function unit(id: string) {
    return (await office!.get('/api/v1/organisation')).body.units.find((one: { id: string }) => one.id === id)
  }
  async function register(originText: string, areaCode = '230406100200') {
    const body = registration({ areaCode, arrival: { originText, arrivalDay: '2020-01-27' } })
    const answer = await clerk!.post('/api/v1/persons', body)
    expect(answer.status, answer.text).toBe(201)
    return { id: body.id, areaCode: (await clerk!.get(`/api/v1/persons/${body.id}`)).body.areaCode }
  }
})
