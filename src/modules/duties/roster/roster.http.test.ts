// The roster over HTTP on a real database (M51, M58): drafted and published by a township, its gaps seen days ahead by the office,
// a swap, a shift served and handed over, calls at random, and the figures of the plan.
import { describe, expect, it } from 'vitest'
import { type Client, openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { addMinutes } from '../../../kernel/time.ts'
import { nobody } from '../../../platform/db/database.ts'

const district = await openTestDistrict()
const office = await district.as('office')
const clerk = await district.as('clerk-230406100')
const head = await district.as('head-230406100')
const other = await district.as('clerk-230406201')
const medic = await district.as('medic-230406100200')
const BASE = '/api/v1/roster'
const day = (n: number) => `2020-01-${String(n).padStart(2, '0')}`
const at = (n: number, hour = 8) => addMinutes(`${day(n)}T00:00:00.000Z`, (hour - 8) * 60)
const to = (instant: string) => district.clock.moveTo(instant)

const ok = async (answer: Promise<{ status: number; text: string; body: unknown }>) => {
  const { status, text, body } = await answer
  expect(status, text).toBeLessThan(300)
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape.
  return body as any
}
const roster = async (by: Client = clerk, query = 'days=7') => ok(by.get(`${BASE}/units/xinhua?${query}`))
const people: Record<string, string> = {}
async function add(name: string, more: object = {}, by: Client = clerk) {
  const id = newId()
  people[name] = id
  await ok(
    by.post(`${BASE}/members`, {
      id,
      unitId: 'xinhua',
      name,
      telephone: '0468-3000001',
      roles: ['leader', 'staff'],
      ...more,
    }),
  )
  return id
}
const events = (type: string) =>
  district.app.db.transaction(nobody, (tx) =>
    tx.sql<{ details: Record<string, unknown> }>('select details from audit_events where action = $1 order by id', [
      type,
    ]),
  )
const shiftAt = async (instant: string, by: Client = clerk) =>
  (await roster(by, `from=${day(26)}&days=14`)).shifts.find((one: { from: string }) => one.from === instant)

describe('the list of a unit', () => {
  it('is filled from the holders of its posts and by name; each account once', async () => {
    const { items } = await ok(clerk.get(`${BASE}/units/xinhua/candidates`))
    for (const [name, title] of [
      ['乡长', '主要领导'],
      ['经办', '经办人'],
    ] as const) {
      const { accountId } = items.find(({ titleZh }: { titleZh: string }) => titleZh.includes(title))
      await add(name, { accountId, telephone: null })
    }
    await add('值守丙')
    await add('值守丁')
    expect((await ok(clerk.get(`${BASE}/units/xinhua/candidates`))).items).toHaveLength(items.length - 2)
    const twice = await clerk.post(`${BASE}/members`, {
      id: newId(),
      unitId: 'xinhua',
      accountId: items[0].accountId,
      name: '又一次',
      roles: ['staff'],
    })
    expect([twice.status, twice.body.code]).toEqual([409, 'member.known'])
    const without = await clerk.post(`${BASE}/members`, {
      id: newId(),
      unitId: 'xinhua',
      name: '无号',
      roles: ['staff'],
    })
    expect([without.status, without.body.errors[0].field]).toEqual([422, 'telephone'])
    const bad = await clerk.post(`${BASE}/members`, {
      id: newId(),
      unitId: 'xinhua',
      name: '',
      telephone: 'abc',
      roles: [],
    })
    expect(bad.status).toBe(400)
    expect(bad.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual(['name', 'roles', 'telephone'])
  })
  it('is kept by its own and the office alone; numbers are masked for who need not call', async () => {
    const body = { id: newId(), unitId: 'xinhua', name: '外人', telephone: '0468-3000001', roles: ['staff'] }
    expect((await other.post(`${BASE}/members`, body)).status).toBe(403)
    const bureau = await district.as('bureau-civilaffairs')
    expect((await bureau.post(`${BASE}/members`, body)).status).toBe(403)
    expect((await medic.post(`${BASE}/members`, body)).status).toBe(403)
    const numberFor = async (by: Client) =>
      (await roster(by)).members.find(({ name }: { name: string }) => name === '值守丙').telephone
    expect(await numberFor(office)).toBe('0468-3000001')
    const village = await district.as('village-230406201200')
    expect(await numberFor(village)).toBe('046*******01')
    expect(JSON.stringify(await events('rosterMember.added'))).not.toMatch(/值守丙|3000001/)
  })
})

describe('gaps', () => {
  it('are seen days ahead by the unit and the office, told each morning, and gone once shifts are published', async () => {
    const before = await roster()
    expect(before.gaps[0]).toMatchObject({ from: at(26), until: at(27), day: day(26) })
    const unit = async () =>
      (await ok(office.get(`${BASE}/reachable`))).items.find(({ unitId }: { unitId: string }) => unitId === 'xinhua')
    expect((await unit()).gaps.length).toBe(3)
    await district.clock.moveBy(1)
    const kinds = async (by: Client) =>
      (await ok(by.get('/api/v1/notifications'))).items.map(({ kind }: { kind: string }) => kind)
    expect(await kinds(clerk)).toContain('rosterGapsAhead')
    expect(await kinds(office)).toContain('unitsWithRosterGaps')
    expect(await kinds(other)).toContain('rosterGapsAhead')

    const draft = { id: newId(), unitId: 'xinhua', from: day(26), days: 7, staff: 1 }
    const made = await ok(clerk.post(`${BASE}/drafts`, draft))
    expect(made).toEqual({ made: 14, short: [] })
    expect(await ok(clerk.post(`${BASE}/drafts`, draft))).toEqual({ made: 14, short: [] })
    expect((await ok(clerk.post(`${BASE}/drafts`, { ...draft, id: newId() }))).made).toBe(0)
    // Nobody else sees a draft, and it covers nothing.
    expect((await roster(office, `from=${day(26)}`)).shifts).toHaveLength(14)
    expect((await roster(other, `from=${day(26)}`)).shifts).toHaveLength(0)
    expect((await unit()).gaps.length).toBe(3)
    const { shifts } = await roster(clerk, `from=${day(26)}&days=7`)
    const ids = shifts.map(({ id }: { id: string }) => id)
    expect(await ok(clerk.post(`${BASE}/publications`, { unitId: 'xinhua', shiftIds: ids }))).toEqual({ published: 14 })
    expect(await ok(clerk.post(`${BASE}/publications`, { unitId: 'xinhua', shiftIds: ids }))).toEqual({ published: 0 })
    expect((await unit()).gaps).toEqual([])
    const { members } = await roster(clerk, `from=${day(26)}&days=7`)
    const counts = members.map((one: { shifts: number }) => one.shifts)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2)
  })

  it('that begin are recorded once, with their event, whether the server ran or not', async () => {
    const gaps = () =>
      district.app.db.transaction(nobody, (tx) =>
        tx.sql<{ unit_id: string; day: string; from_at: string; until_at: string | null }>(
          'select unit_id, day, from_at, until_at from roster_gaps order by from_at, unit_id',
        ),
      )
    await to(at(25, 22))
    expect(await gaps()).toEqual([])
    await to(at(26, 9))
    const first = await gaps()
    expect(
      first.every(({ day: of, from_at, until_at }) => of === day(26) && from_at === at(26) && until_at === null),
    ).toBe(true)
    expect(first.some(({ unit_id }) => unit_id === 'xinhua')).toBe(false)
    expect(first.some(({ unit_id }) => unit_id === 'office')).toBe(true)
    await district.clock.moveBy(10)
    expect(await gaps()).toEqual(first)
    // Two days at once: one a unit and day, and those before have ended.
    await to(at(28, 9))
    const later = await gaps()
    expect(later).toHaveLength(first.length * 3)
    expect(later.filter(({ until_at }) => until_at === null)).toHaveLength(first.length)
    const told = (await ok(office.get('/api/v1/notifications?limit=200'))).items.filter(
      ({ kind }: { kind: string }) => kind === 'rosterGap',
    )
    expect(told).toHaveLength(later.length)
  })

  it('cannot be filled once they have passed; a shift published late covers the rest', async () => {
    const make = (unitId: string, from: string, until: string, leaderId: string, by: Client) =>
      by.post(`${BASE}/shifts`, { id: newId(), unitId, from, until, leaderId, publish: true })
    const leaderId = await add('办公室甲', { unitId: 'office' }, office)
    const past = await make('office', at(27), at(28), leaderId, office)
    expect([past.status, past.body.code]).toEqual([422, 'shift.past'])
    await ok(make('office', at(28), at(29), leaderId, office))
    await district.clock.moveBy(1)
    const [gap] = await district.app.db.transaction(nobody, (tx) =>
      tx.sql<{ until_at: string }>(`select until_at from roster_gaps where unit_id = 'office' and from_at = $1`, [
        at(28),
      ]),
    )
    expect(gap!.until_at).toBe(at(28, 9))
  })
})

describe('a shift changed', () => {
  it('by two at once: one wins, the other is told', async () => {
    const shift = await shiftAt(at(29))
    const [leader, ...staff] = shift.seats.map(({ memberId }: { memberId: string }) => memberId)
    const body = { version: shift.version, leaderId: leader, staffIds: staff }
    const both = await Promise.all([clerk, head].map((by) => by.put(`${BASE}/shifts/${shift.id}`, body)))
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409])
  })
  it('is refused with field and reason where somebody is away', async () => {
    const shift = await shiftAt(at(30))
    const memberId = shift.seats[0].memberId
    await ok(clerk.post(`${BASE}/absences`, { id: newId(), memberId, from: day(30), until: day(30), kind: 'illness' }))
    const again = await clerk.put(`${BASE}/shifts/${shift.id}`, {
      version: shift.version,
      leaderId: memberId,
      staffIds: [],
    })
    expect([again.status, again.body.errors[0]]).toEqual([
      422,
      expect.objectContaining({ code: 'shift.absent', field: 'leaderId' }),
    ])
    // Why somebody is away is for whoever keeps the roster.
    const kindFor = async (by: Client) =>
      (await roster(by)).members.find(({ id }: { id: string }) => id === memberId).absences[0].kind
    expect([await kindFor(clerk), await kindFor(other)]).toEqual(['illness', null])
  })
})

describe('a swap', () => {
  /** A shift of tomorrow that `head` leads. */
  async function ofHead(hour: number) {
    const id = newId()
    const [leaderId] = [people.乡长!]
    const from = addMinutes(at(31, hour), 45 * 1440)
    await ok(
      clerk.post(`${BASE}/shifts`, {
        id,
        unitId: 'xinhua',
        from,
        until: addMinutes(from, 60),
        leaderId,
        publish: true,
      }),
    )
    return {
      id,
      ask: { id: newId(), shiftId: id, fromMemberId: leaderId, toMemberId: people.经办!, reason: '家中有事' },
    }
  }
  const mine = async (by: Client) =>
    (await ok(by.get(`${BASE}/mine`))) as {
      shifts: { id: string }[]
      swaps: { id: string; state: string; may: object }[]
    }

  it('changes hands when the other one agrees, and not before', async () => {
    const { id, ask } = await ofHead(1)
    await ok(head.post(`${BASE}/swaps`, ask))
    await ok(head.post(`${BASE}/swaps`, ask))
    const [seen] = (await mine(clerk)).swaps
    expect(seen).toMatchObject({
      id: ask.id,
      state: 'asked',
      from: '乡长',
      to: '经办',
      may: { answer: true, withdraw: false },
    })
    expect((await mine(head)).shifts.map((one) => one.id)).toContain(id)
    const second = await head.post(`${BASE}/swaps`, { ...ask, id: newId(), toMemberId: people.值守丙 })
    expect([second.status, second.body.code]).toEqual([409, 'swap.open'])
    const both = await Promise.all(['agree', 'decline'].map((act) => clerk.post(`${BASE}/swaps/${ask.id}/${act}`)))
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409])
    const agreed = both[0]!.status === 204
    expect((await mine(agreed ? clerk : head)).shifts.map((one) => one.id)).toContain(id)
    expect((await mine(agreed ? head : clerk)).shifts.map((one) => one.id)).not.toContain(id)
  })
  it('is asked by whoever gives the shift away, withdrawn by him, answered by the other alone', async () => {
    const { ask } = await ofHead(3)
    expect((await clerk.post(`${BASE}/swaps`, ask)).status).toBe(403)
    expect((await other.post(`${BASE}/swaps`, ask)).status).toBe(403)
    await ok(head.post(`${BASE}/swaps`, ask))
    expect((await head.post(`${BASE}/swaps/${ask.id}/agree`)).status).toBe(403)
    expect((await other.post(`${BASE}/swaps/${ask.id}/agree`)).status).toBe(403)
    await ok(head.post(`${BASE}/swaps/${ask.id}/withdrawal`.replace('withdrawal', 'withdraw')))
    expect((await clerk.post(`${BASE}/swaps/${ask.id}/agree`)).status).toBe(409)
  })
  it('goes nowhere where the other one is in a shift already', async () => {
    const { ask } = await ofHead(5)
    const from = addMinutes(at(31, 5), 45 * 1440)
    await ok(
      clerk.post(`${BASE}/shifts`, {
        id: newId(),
        unitId: 'xinhua',
        from,
        until: addMinutes(from, 60),
        leaderId: people.经办,
        publish: true,
      }),
    )
    const refused = await head.post(`${BASE}/swaps`, ask)
    expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'shift.overlap'])
  })
})

describe('a shift served', () => {
  it('is signed on to, logged, handed over and accepted; what was written stays', async () => {
    await to(at(29, 7.5))
    const [first, next] = [await shiftAt(at(29)), await shiftAt(at(29, 20))]
    const url = (shift: { id: string }) => `${BASE}/shifts/${shift.id}`
    expect((await other.get(url(first))).status).toBe(403)
    const early = await clerk.post(`${url(next)}/sign-on`, { memberId: next.seats[0].memberId })
    expect([early.status, early.body.code]).toEqual([422, 'shift.early'])
    const entry = { id: newId(), at: district.clock.now(), event: '永昌村来电：一户要求送药', action: '已转卫生院' }
    expect((await clerk.post(`${url(first)}/log`, entry)).status).toBe(422)
    const signOns = await Promise.all(
      first.seats.map(({ memberId }: { memberId: string }) => clerk.post(`${url(first)}/sign-on`, { memberId })),
    )
    expect(signOns.map(({ status }) => status).sort()).toEqual([204, 409])
    // Sent again it is the same sign-on.
    const winner = first.seats[signOns.findIndex(({ status }) => status === 204)]
    await ok(clerk.post(`${url(first)}/sign-on`, { memberId: winner.memberId }))
    await ok(clerk.post(`${url(first)}/log`, entry))
    await ok(clerk.post(`${url(first)}/log`, entry))
    const ahead = await clerk.post(`${url(first)}/log`, {
      ...entry,
      id: newId(),
      at: addMinutes(district.clock.now(), 6),
    })
    expect(ahead.body.errors[0]).toMatchObject({ code: 'log.ahead', field: 'at' })
    await ok(clerk.post(`${url(first)}/log`, { ...entry, id: newId(), event: '应为永胜村', corrects: entry.id }))
    const { log } = await ok(office.get(url(first)))
    expect(log.map(({ kind }: { kind: string }) => kind)).toEqual(['signedOn', 'event', 'correction'])
    expect(log[1]).toMatchObject({ event: entry.event, action: entry.action })
    const urgent = { id: newId(), what: '一户急需送药' }
    const makeUrgent = (id: string) => clerk.post(`${url(first)}/log/${entry.id}/urgent-report`, { ...urgent, id })
    await ok(makeUrgent(urgent.id))
    await ok(makeUrgent(urgent.id))
    expect((await makeUrgent(newId())).status).toBe(409)
    expect((await ok(office.get(url(first)))).log[1].becomes).toEqual({ kind: 'urgentReport', id: urgent.id })
    const reports = (await ok(office.get('/api/v1/urgent-reports'))).items
    expect(reports.filter((one: { source: object }) => one.source !== null)).toMatchObject([
      { id: urgent.id, areaCode: '230406100', source: { kind: 'log', id: entry.id } },
    ])
    // Another entry becomes a directive: by whoever issues, once, and the entry leads there.
    const directive = { id: newId(), title: '今日内送药到户', owners: ['dongfanghong'], dueAt: at(30, 18) }
    const makeDirective = (by = office, id = directive.id) =>
      by.post(`${url(first)}/log/${log[2].id}/directive`, { ...directive, id })
    expect((await makeDirective(clerk)).status).toBe(403)
    await ok(makeDirective())
    await ok(makeDirective())
    expect((await makeDirective(office, newId())).status).toBe(409)
    expect((await ok(office.get(url(first)))).log[2].becomes).toEqual({ kind: 'directive', id: directive.id })
    expect(await ok(office.get(`/api/v1/directives/${directive.id}`))).toMatchObject({
      source: { kind: 'log', id: log[2].id },
      text: '应为永胜村',
    })
    const soon = await clerk.post(`${url(first)}/hand-over`, { id: newId(), openMatters: '无' })
    expect([soon.status, soon.body.code]).toEqual([422, 'shift.notOver'])

    await to(at(29, 19.75))
    await ok(clerk.post(`${url(first)}/hand-over`, { id: newId(), openMatters: '送药一事待回话' }))
    expect((await clerk.post(`${url(first)}/log`, { ...entry, id: newId() })).status).toBe(422)
    await ok(clerk.post(`${url(next)}/sign-on`, { memberId: next.seats[0].memberId }))
    const { waiting } = await ok(clerk.get(url(next)))
    expect(waiting).toMatchObject({ shiftId: first.id, openMatters: '送药一事待回话' })
    const accept = () => clerk.post(`${url(next)}/acceptance`, { id: newId(), from: first.id })
    const both = await Promise.all([accept(), accept()])
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409])
    const after = await ok(clerk.get(url(next)))
    expect([after.waiting, after.log.at(-1).kind, after.log.at(-1).event]).toEqual([null, 'accepted', '送药一事待回话'])
    const calledOff = await clerk.post(`${url(next)}/voiding`, { reason: '排错' })
    expect([calledOff.status, calledOff.body.code]).toEqual([422, 'shift.begun'])
  })
  it('leaves a log that the application cannot change', async () => {
    for (const text of ['update duty_log set event = $1', 'delete from duty_log where event = $1']) {
      const change = district.app.db.transaction(district.app.db.whole, (tx) => tx.sql(text, ['x']))
      await expect(change).rejects.toThrow(/permission denied/)
    }
    const seen = await district.app.db.transaction(nobody, (tx) => tx.sql('select id from duty_log'))
    expect(seen).toEqual([])
    expect(JSON.stringify(await events('dutyLog.written'))).not.toMatch(/永昌|送药/)
  })
  it('stands in the workbook, with numbers as the account sees them', async () => {
    const file = await office.get(`${BASE}/export?unit=xinhua&from=${day(26)}&days=7`)
    expect(file.status).toBe(200)
    expect(file.bytes.subarray(0, 2).toString()).toBe('PK')
    expect(await events('roster.exported')).toHaveLength(1)
  })
})

describe('a call at random', () => {
  it('is drawn by its id, recorded once, and told where nobody answered', async () => {
    const id = newId()
    const drawn = await ok(office.post(`${BASE}/calls`, { id }))
    expect(await ok(office.post(`${BASE}/calls`, { id }))).toEqual(drawn)
    expect(drawn.drawnFrom).toBeGreaterThan(20)
    expect((await clerk.post(`${BASE}/calls`, { id: newId() })).status).toBe(403)
    const url = `${BASE}/calls/${id}/result`
    const nobodyNamed = await office.post(url, { answered: true, seconds: 12 })
    expect(nobodyNamed.body.errors[0].field).toBe('answeredBy')
    const results = await Promise.all([
      office.post(url, { answered: false, seconds: 60 }),
      office.post(url, { answered: true, answeredBy: '值班员', seconds: 9 }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual([200, 409])
    const { items } = await ok(office.get(`${BASE}/calls`))
    expect(items[0]).toMatchObject({ id, unit: drawn.unit })
    await ok(
      office.post(`${BASE}/calls/${(await ok(office.post(`${BASE}/calls`, { id: newId() }))).id}/result`, {
        answered: true,
        answeredBy: '值班员',
        seconds: 8,
      }),
    )
    const first = await ok(office.get(`${BASE}/calls?limit=1`))
    expect((await ok(office.get(`${BASE}/calls?limit=1&cursor=${first.next}`))).items[0].id).toBe(id)
  })
})

describe('the plan', () => {
  it('counts what its evidence lists', async () => {
    const { sections } = await ok(office.get('/api/v1/plan'))
    type Duty = { key: string; counts: { numerator: number; denominator: number } | null }
    const duties: Duty[] = sections.flatMap((one: { duties: Duty[] }) => one.duties)
    for (const key of ['alwaysReachable', 'callsAnswered', 'rosters']) {
      const { counts } = duties.find((one) => one.key === key)!
      expect(counts, key).not.toBeNull()
      let [due, kept, cursor] = [0, 0, '']
      do {
        const page = await ok(office.get(`/api/v1/plan/duties/${key}/evidence?limit=200${cursor}`))
        due += page.items.length
        kept += page.items.filter((one: { kept: boolean }) => one.kept).length
        cursor = page.next ? `&cursor=${page.next}` : ''
      } while (cursor)
      expect(counts, key).toMatchObject({ numerator: kept, denominator: due })
    }
  })

  it('asks nothing any more once the response is stood down', async () => {
    const director = await district.as('director')
    await ok(
      director.post('/api/v1/response-changes', {
        id: newId(),
        kind: 'stoodDown',
        level: '1',
        effectiveDay: day(29),
        authority: '区委常委会',
        reason: '疫情结束',
      }),
    )
    await district.clock.moveBy(1)
    const open = await district.app.db.transaction(nobody, (tx) =>
      tx.sql('select id from roster_gaps where until_at is null'),
    )
    expect(open).toEqual([])
    const { items } = await ok(office.get(`${BASE}/reachable`))
    expect(items.every(({ isOwed, gaps }: { isOwed: boolean; gaps: object[] }) => !isOwed && gaps.length === 0)).toBe(
      true,
    )
    const before = await district.app.db.transaction(nobody, (tx) => tx.sql('select id from roster_gaps'))
    await district.clock.moveBy(2 * 1440)
    expect(await district.app.db.transaction(nobody, (tx) => tx.sql('select id from roster_gaps'))).toEqual(before)
    expect((await office.post(`${BASE}/calls`, { id: newId() })).status).toBe(422)
  })
})
