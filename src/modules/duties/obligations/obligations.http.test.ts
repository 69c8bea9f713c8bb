// Obligations on the real thing (M01, M53, M59): written from the plan, met by evidence, judged once whether the server ran or
// not, excused by the office alone, ended and begun again with the response, moved by an amendment of the plan.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { at, fromMs, toMs } from '../../../kernel/time.ts'
import type { Context, DomainEvent } from '../../../platform/context.ts'
import { nobody, type Tx } from '../../../platform/db/database.ts'
import {
  callOff,
  meetOccurrence,
  type Owner,
  occurrencesOf,
  owe,
  ownerId,
  settleObligations,
  whoAnswers,
} from './index.ts'

const local = (day: string, time: string) => at(day, time, 'Asia/Shanghai')
const district = await openTestDistrict({ at: local('2020-01-25', '08:30') })
const [office, director, clerk, head, group] = await Promise.all(
  ['office', 'director', 'clerk-230406100', 'head-230406100', 'group-2'].map(district.as),
)
const events: DomainEvent[] = []
/** The system at the clock's present, with its events kept. */
function system(): Context {
  const ctx = district.app.systemContext()
  return {
    ...ctx,
    async emit(tx, event) {
      events.push(event)
      await ctx.emit(tx, event)
    },
  }
}
const within = <T>(fn: (ctx: Context, tx: Tx) => Promise<T>): Promise<T> => {
  const ctx = system()
  return ctx.db.transaction(nobody, (tx) => fn(ctx, tx))
}
const group_ = (key: string): Owner => ({ kind: 'group', key })
const plan = district.planFile.plan
const XINHUA: Owner = { kind: 'unit', key: plan.units.find(({ areaCode }) => areaCode === '230406100')!.key }
const report = (owner: Owner, day: string, key = 'groupReport') =>
  within((ctx, tx) =>
    meetOccurrence(ctx, tx, { key, owner, day, evidence: { kind: 'report', id: newId() }, at: ctx.now }),
  )
const rowsOn = (day: string, key?: string) =>
  within((_, tx) => occurrencesOf(tx, { from: day, until: day, ...(key ? { keys: [key] } : {}) }))
const stateOf = async (owner: Owner, day: string, key = 'groupReport') =>
  (await rowsOn(day, key))
    .filter((row) => `${row.owner_kind}:${row.owner_key}` === ownerId(owner))
    .map(({ state }) => state)
const judged = () => events.filter(({ type }) => type === 'occurrence.judged')
const decide = async (kind: string) => {
  const body = {
    id: newId(),
    kind,
    level: '1',
    effectiveDay: '2020-01-29',
    authority: '区委常委会',
    reason: '疫情变化',
  }
  const answer = await director!.post('/api/v1/response-changes', body)
  expect(answer.status, answer.text).toBeLessThan(300)
}

describe('occurrences', () => {
  it('stand there from the activation: of today what is still ahead, and of tomorrow', async () => {
    expect(await rowsOn('2020-01-25')).toHaveLength(8 + 7 + 15 + 1)
    expect(await rowsOn('2020-01-26')).toHaveLength(8 + 7 + 15 + 1)
    expect(await rowsOn('2020-01-27')).toHaveLength(0)
    const row = (await rowsOn('2020-01-25', 'townshipReport')).find(({ owner_key }) => owner_key === XINHUA.key)
    expect(row).toMatchObject({
      covers_from: local('2020-01-24', '15:00'),
      due_at: local('2020-01-25', '15:00'),
      missed_at: local('2020-01-26', '00:00'),
      area_code: '230406100',
      state: 'open',
    })
  })

  it('are in time before the instant, late at it, and stay as they were judged', async () => {
    await district.clock.moveTo(fromMs(toMs(local('2020-01-25', '15:00')) - 1))
    expect(await report(group_('medical'), '2020-01-25')).toMatchObject({ state: 'inTime', decided: true })
    await district.clock.moveTo(local('2020-01-25', '15:00'))
    expect(await report(group_('publicity'), '2020-01-25')).toMatchObject({ state: 'late', decided: true })
    expect(await report(group_('medical'), '2020-01-25')).toMatchObject({ state: 'inTime', decided: false })
    expect(await report(group_('nobody'), '2020-01-25')).toBeNull()
    const [first] = (await rowsOn('2020-01-25', 'groupReport')).filter(({ owner_key }) => owner_key === 'medical')
    expect(first!.evidence_at! < first!.due_at).toBe(true)
    expect(judged().map(({ ownerKey, state }) => [ownerKey, state])).toEqual([
      ['medical', 'inTime'],
      ['publicity', 'late'],
    ])
  })

  it('of two reports at once judge one', async () => {
    const before = judged().length
    const both = await Promise.all([
      report(group_('logistics'), '2020-01-25'),
      report(group_('logistics'), '2020-01-25'),
    ])
    expect(both.filter((met) => met?.decided)).toHaveLength(1)
    expect(judged()).toHaveLength(before + 1)
  })

  it('are excused by the office with a reason, before they are judged', async () => {
    const [open] = (await rowsOn('2020-01-25', 'townshipReport')).filter(({ owner_key }) => owner_key === XINHUA.key)
    const url = `/api/v1/occurrences/${open!.id}/excuse`
    expect((await clerk!.post(url, { reason: '停电' })).status).toBe(403)
    expect((await office!.post(url, { reason: '' })).status).toBe(400)
    const answer = await office!.post(url, { reason: '全镇停电，已电话报告' })
    expect(answer.body).toMatchObject({ state: 'excused', reason: '全镇停电，已电话报告', mayExcuse: false })
    expect(answer.body.excusedBy).toBeTruthy()
    expect((await office!.post(url, { reason: '再免一次' })).status).toBe(409)
    const [late] = (await rowsOn('2020-01-25', 'groupReport')).filter(({ state }) => state === 'late')
    expect((await office!.post(`/api/v1/occurrences/${late!.id}/excuse`, { reason: '补报' })).body.code).toBe(
      'occurrence.judged',
    )
    expect((await office!.post(`/api/v1/occurrences/${newId()}/excuse`, { reason: '不存在' })).status).toBe(404)
  })

  it('are judged by their own time after a server was down for days, once, and evidence afterwards changes nothing', async () => {
    const before = judged().length
    await district.clock.moveTo(local('2020-01-28', '10:00'))
    const missed = judged().slice(before)
    // The job of the application ran with its own context; what it judged is in the rows.
    expect(missed).toEqual([])
    const days = await within((_, tx) => occurrencesOf(tx, { from: '2020-01-26', until: '2020-01-27' }))
    expect(days).toHaveLength(2 * 31)
    for (const row of days) expect(row).toMatchObject({ state: 'missed', judged_at: row.missed_at })
    const of = async () =>
      (await rowsOn('2020-01-26', 'groupReport')).map(({ id, state, judged_at }) => [id, state, judged_at])
    const as = await of()
    await settleObligations(system())
    await settleObligations(system())
    expect(judged()).toHaveLength(before)
    expect(await report(group_('medical'), '2020-01-26')).toMatchObject({ state: 'missed', decided: false })
    expect(await of()).toEqual(as)
    const [row] = (await rowsOn('2020-01-26', 'groupReport')).filter(({ owner_key }) => owner_key === 'medical')
    expect(row).toMatchObject({ evidence_kind: 'report', evidence_at: local('2020-01-28', '10:00') })
  })

  it('are told of once each as they lapse, by the job that comes first', async () => {
    const before = judged().length
    const { clock, app } = district
    const jobs = app.jobs.splice(0)
    await clock.moveTo(local('2020-01-29', '00:00'))
    await settleObligations(system())
    await settleObligations(system())
    app.jobs.push(...jobs)
    const told = judged().slice(before)
    expect(told).toHaveLength(31)
    expect(told.every(({ state, day }) => state === 'missed' && day === '2020-01-28')).toBe(true)
    expect(new Set(told.map(({ occurrenceId }) => occurrenceId)).size).toBe(31)
  })

  it('end with the response, tasks too, and begin again with it', async () => {
    await district.clock.moveTo(local('2020-01-29', '10:00'))
    const day = '2020-01-29'
    await report(group_('medical'), day)
    const drill = { key: 'drill', subject: newId(), owner: XINHUA, title: { zh: '转运演练', en: 'Transfer drill' } }
    const task = { ...drill, due: { at: local(day, '18:00') } }
    const made = await within((ctx, tx) => owe(ctx, tx, task))
    expect(await within((ctx, tx) => owe(ctx, tx, task))).toEqual(made)
    await decide('stoodDown')
    const closed = (await rowsOn(day)).filter(({ state }) => state === 'closed')
    // The meeting is overdue and ends too; what was reported stays.
    expect(closed).toHaveLength(31 - 1 + 1)
    expect(closed.every(({ reason, judged_at }) => reason === '响应终止' && judged_at === local(day, '10:00'))).toBe(
      true,
    )
    expect(await stateOf(group_('medical'), day)).toEqual(['inTime'])
    await expect(within((ctx, tx) => owe(ctx, tx, { ...task, subject: newId() }))).rejects.toThrow(
      'response_not_active',
    )
    await district.clock.moveTo(local(day, '12:30'))
    await decide('activated')
    expect((await stateOf(XINHUA, day, 'townshipReport')).sort()).toEqual(['closed', 'open'])
    expect(await stateOf(group_('medical'), day)).toEqual(['inTime'])
    // Noon has passed: the minutes of that day are owed no more.
    expect((await rowsOn(day, 'minutes')).map(({ state }) => state)).toEqual(['closed'])
  })

  it('move with an amendment in the middle of the day, and name the version that judges', async () => {
    const day = '2020-01-30'
    await district.clock.moveTo(local(day, '10:00'))
    const planText = district.planFile.planText.replace('at: "15:00"', 'at: "16:30"')
    const amendment = {
      id: newId(),
      planText,
      effectiveFrom: local(day, '11:00'),
      runningPeriods: 'keep',
      reason: '上级要求',
    }
    expect((await office!.post('/api/v1/plan-amendments', amendment)).status).toBe(201)
    expect((await director!.post(`/api/v1/plan-amendments/${amendment.id}/approvals`)).status).toBeLessThan(300)
    await district.clock.moveTo(local(day, '10:59'))
    expect((await rowsOn(day, 'groupReport'))[0]!.due_at).toBe(local(day, '15:00'))
    await report(group_('medical'), day)
    await district.clock.moveTo(local(day, '11:00'))
    const rows = await rowsOn(day, 'groupReport')
    expect(rows.filter(({ due_at }) => due_at === local(day, '16:30'))).toHaveLength(7)
    const done = rows.find(({ owner_key, state }) => owner_key === 'medical' && state !== 'closed')
    expect(done).toMatchObject({ state: 'inTime', due_at: local(day, '15:00') })
    await district.clock.moveTo(local(day, '16:00'))
    expect(await report(group_('publicity'), day)).toMatchObject({ state: 'inTime' })
    const detail = (await office!.get(`/api/v1/occurrences/${done!.id}`)).body
    expect(detail).toMatchObject({ planVersion: 1, clauses: ['M59'] })
    const open = (await rowsOn(day, 'groupReport')).find(({ state }) => state === 'open')!
    expect((await office!.get(`/api/v1/occurrences/${open.id}`)).body).toMatchObject({ planVersion: 2 })
  })
})

describe('a task', () => {
  it('begins with an event where the plan says so, is met by its evidence, and can be called off', async () => {
    const now = district.clock.now()
    const clinic: Owner = { kind: 'unit', key: 'grassrootsMedical' }
    const owner = plan.units.some(({ key }) => key === clinic.key) ? clinic : XINHUA
    const subject = newId()
    const made = await within((ctx, tx) => owe(ctx, tx, { key: 'caseReport', subject, owner, due: { since: now } }))
    expect(made.dueAt).toBe(fromMs(toMs(now) + 2 * 3_600_000))
    const day = '2020-01-30'
    const met = await within((ctx, tx) =>
      meetOccurrence(ctx, tx, {
        key: 'caseReport',
        owner,
        day,
        subject,
        evidence: { kind: 'case', id: subject },
        at: now,
      }),
    )
    expect(met).toMatchObject({ occurrenceId: made.occurrenceId, state: 'inTime' })
    const other = newId()
    await within((ctx, tx) =>
      owe(ctx, tx, { key: 'table', subject: other, owner: XINHUA, due: { at: local(day, '20:00') } }),
    )
    await within((ctx, tx) => callOff(ctx, tx, { key: 'table', subject: other, reason: '市里撤回' }))
    expect(await within((_, tx) => occurrencesOf(tx, { subject: other }))).toMatchObject([
      { state: 'closed', reason: '市里撤回' },
    ])
    await expect(
      within((ctx, tx) => owe(ctx, tx, { key: 'table', subject: newId(), owner: group_('none'), due: { at: now } })),
    ).rejects.toThrow('owner.unknown')
  })
})

describe('who answers', () => {
  it('is the head and the clerks of a unit, the officer of a group, and whoever acts in the place of one away', async () => {
    const [holding] = (await office!.get('/api/v1/posts/230406100.townshipHead')).body.history
    const answering = () => within((ctx, tx) => whoAnswers(ctx, tx, [XINHUA, group_('medical')]))
    const before = (await answering()).get(ownerId(XINHUA))!
    expect(before.map(({ postKind, isHead }) => [postKind, isHead]).sort()).toEqual([
      ['townshipClerk', false],
      ['townshipHead', true],
    ])
    expect((await answering()).get('group:medical')!.some(({ isHead, accountId }) => isHead && accountId)).toBe(true)
    const acting = {
      id: newId(),
      actingFor: holding.id,
      name: '代某',
      accountId: null,
      absence: 'illness',
      handOver: false,
    }
    const made = await office!.post('/api/v1/posts/230406100.townshipHead/acting-holders', acting)
    expect(made.status, made.text).toBe(201)
    expect((await answering()).get(ownerId(XINHUA))!.find(({ isHead }) => isHead)?.name).toBe('代某')
    await office!.post(`/api/v1/holdings/${acting.id}/ends`, { reason: '返岗' })
  })
})

describe('the list', () => {
  const owners = async (client: typeof clerk, query = '') => [
    ...new Set(
      (await client!.get(`/api/v1/occurrences?limit=200${query}`)).body.items.map((item: { owner: Owner }) =>
        ownerId(item.owner),
      ),
    ),
  ]

  it('shows everybody the own, and the office all', async () => {
    expect(await owners(clerk)).toEqual([ownerId(XINHUA)])
    expect(await owners(head)).toEqual([ownerId(XINHUA)])
    expect(await owners(group)).toEqual(['group:medical'])
    expect(await owners(clerk, '&owner=group:medical')).toEqual([])
    expect((await owners(office)).filter((id) => id !== 'unit:grassrootsMedical').length).toBe(16)
    expect(await owners(office, '&mine=true')).toEqual([`unit:${plan.office.unit}`])
  })

  it('opens one of the own and none of others', async () => {
    const [own] = await rowsOn('2020-01-30', 'townshipReport')
    const mine = (await rowsOn('2020-01-30', 'townshipReport')).find(({ owner_key }) => owner_key === XINHUA.key)!
    expect((await clerk!.get(`/api/v1/occurrences/${mine.id}`)).body.answering).toHaveLength(2)
    if (own!.id !== mine.id) expect((await clerk!.get(`/api/v1/occurrences/${own!.id}`)).status).toBe(404)
  })

  it('comes page by page as it is counted', async () => {
    const query = 'state=missed&key=groupReport'
    const { count } = (await office!.get(`/api/v1/occurrences/count?${query}`)).body
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await office!.get(`/api/v1/occurrences?limit=5&${query}${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      if (!body.next) break
      cursor = body.next
    }
    expect(seen).toHaveLength(count)
    expect(new Set(seen).size).toBe(count)
    expect((await office!.get('/api/v1/occurrences?owner=nobody')).status).toBe(400)
  })
})

describe('an open obligation', () => {
  const told = async (client: typeof clerk, kind: string) =>
    ((await client!.get('/api/v1/notifications?unread=true&limit=200')).body.items as { kind: string; count: number }[])
      .filter((one) => one.kind === kind)
      .map(({ count }) => count)
  const readAll = async () => {
    for (const client of [office, director, clerk, head, group]) {
      await client!.post('/api/v1/notifications/reads', { until: district.clock.now() })
    }
  }

  it('reminds whoever answers, an officer of four groups once, and then climbs to the posts of the plan, each step once', async () => {
    const day = '2020-01-31'
    await district.clock.moveTo(local(day, '13:30'))
    await readAll()
    // Groups report at half past four since the amendment, townships at three.
    await district.clock.moveTo(local(day, '14:00'))
    await district.clock.moveTo(local(day, '14:01'))
    expect(await told(clerk, 'obligationDue')).toEqual([1])
    expect(await told(head, 'obligationDue')).toEqual([1])
    expect(await told(group, 'obligationDue')).toEqual([])
    await readAll()
    await district.clock.moveTo(local(day, '15:00'))
    expect(await told(clerk, 'obligationOverdue')).toEqual([])
    expect(await told(head, 'obligationOverdue')).toEqual([1])
    expect(await told(office, 'obligationOverdue')).toEqual([7])
    expect(await told(director, 'obligationOverdue')).toEqual([])
    await report(XINHUA, day, 'townshipReport')
    await readAll()
    await district.clock.moveTo(local(day, '15:30'))
    await district.clock.moveTo(local(day, '15:35'))
    expect(await told(office, 'obligationOverdue')).toEqual([])
    expect(await told(director, 'obligationOverdue')).toEqual([6])
    // An hour before half past four. The office's director is the officer of four groups and hears of them in one.
    expect(await told(director, 'obligationDue')).toEqual([4])
    expect(await told(group, 'obligationDue')).toEqual([1])
  })

  it('that was down for hours tells every step once and reminds of nothing that is due', async () => {
    const day = '2020-02-01'
    const { clock, app } = district
    await clock.moveTo(local(day, '13:00'))
    const jobs = app.jobs.splice(0)
    await clock.moveTo(local(day, '17:10'))
    app.jobs.push(...jobs)
    await readAll()
    await clock.moveTo(local(day, '17:11'))
    await clock.moveTo(local(day, '17:12'))
    expect((await told(office, 'obligationOverdue')).sort()).toEqual([7, 8])
    expect((await told(director, 'obligationOverdue')).sort()).toEqual([7, 8])
    expect(await told(clerk, 'obligationDue')).toEqual([])
  })
})
