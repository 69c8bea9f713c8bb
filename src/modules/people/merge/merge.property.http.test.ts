// Whatever happened to two registrations of one person (decision 0012): merged, every row is still there and hangs on the kept
// one, no window that was kept on either is missed, no clock begins anew, the last end wins; undone, all is as before.
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { addDays, addMinutes } from '../../../kernel/time.ts'
import { inventedId, registration } from '../testing/invented.ts'
import { columnOf, HANGS_ON_A_PERSON } from './hanging.ts'
import { tablesWithAPerson } from './store.ts'

vi.setConfig({ testTimeout: 240_000 })

const district = await openTestDistrict()
const office = await district.as('office')
const { app, clock } = district
const { db } = app
const whole = <Row extends object>(text: string, params: unknown[] = []) =>
  db.transaction(db.whole, (tx) => tx.sql<Row>(text, params))

it('the list of what hangs on a person is what the database has', async () => {
  const tables = await db.transaction(db.whole, tablesWithAPerson)
  const listed = HANGS_ON_A_PERSON.map((one) => `${one.table}.${columnOf(one)}`)
  // Further references of a table that is on the list already.
  const known = ['possible_duplicates.other_id', 'person_merges.merged_id', 'persons.merged_into']
  const missing = tables.map(({ table, column }) => `${table}.${column}`).filter((name) => !known.includes(name))
  expect(missing.sort()).toEqual(listed.sort())
})

type Body = Record<string, unknown>
interface Act {
  who: 0 | 1
  kind: 'reading' | 'fever' | 'nobody' | 'step' | 'extend' | 'end' | 'medic' | 'explain' | 'wait' | 'edit' | 'correct'
  n: number
}
const act: fc.Arbitrary<Act> = fc.record({
  who: fc.constantFrom(0 as const, 1 as const),
  kind: fc.constantFrom(
    ...(['reading', 'reading', 'reading', 'wait', 'wait', 'wait', 'fever', 'nobody', 'step', 'step'] as const),
    ...(['extend', 'end', 'medic', 'explain', 'edit', 'correct'] as const),
  ),
  n: fc.integer({ min: 1, max: 30 }),
})
const start = fc.record({
  // Before today; beyond fourteen days the period was over at registration.
  daysAgo: fc.integer({ min: 0, max: 16 }),
  firstTemperature: fc.constantFrom(36.5, null, 36.8, 38.4),
  status: fc.constantFrom('arrived', 'arrived', 'arrived', 'expected'),
  areaCode: fc.constantFrom('230406100200', '230406201'),
  household: fc.boolean(),
  // Minutes after the other.
  after: fc.integer({ min: 0, max: 4000 }),
})

const today = () => clock.now().slice(0, 10)

type Start = typeof start extends fc.Arbitrary<infer T> ? T : never
async function begin(said: Start, name: string): Promise<string> {
  const isExpected = said.status === 'expected'
  const body = registration({
    name,
    document: { type: 'resident-id', number: inventedId() },
    areaCode: said.areaCode,
    householdId: said.household ? newId() : null,
    arrival: {
      status: said.status,
      arrivalDay: isExpected ? addDays(today(), 2) : addDays(today(), -said.daysAgo),
      firstTemperature: isExpected ? null : said.firstTemperature,
      temperatureSite: null,
    },
  })
  const answer = await office.post('/api/v1/persons', body)
  expect(answer.status, answer.text).toBe(201)
  return body.id
}

const periodsOf = async (id: string) => (await office.get(`/api/v1/persons/${id}/isolation-periods`)).body.items
const medics = ['medic-230406100200', 'medic-230406201200']

async function perform({ who, kind, n }: Act, ids: readonly string[]): Promise<void> {
  const id = ids[who]!
  if (kind === 'wait') return clock.moveTo(addMinutes(clock.now(), n * 60))
  if (kind === 'edit') {
    const { version } = (await office.get(`/api/v1/persons/${id}`)).body
    await office.patch(`/api/v1/persons/${id}`, { version, address: `胜利路${n}号` })
    return
  }
  const [period] = await periodsOf(id)
  if (!period) return
  const base = `/api/v1/isolation-periods/${period.id}`
  const read = (more: Body) =>
    office.post('/api/v1/readings', {
      id: newId(),
      periodId: period.id,
      site: 'forehead',
      observedAt: addMinutes(clock.now(), -n),
      ...more,
    })
  if (kind === 'reading') await read({ temperature: 36 + n / 100 })
  if (kind === 'fever') await read({ temperature: 38 })
  if (kind === 'nobody') await read({ atHome: false, temperature: null, site: null })
  if (kind === 'extend') await office.post(`${base}/extensions`, { id: newId(), days: 1 + (n % 7), reason: '密接延长' })
  if (kind === 'end' && n > 25) await office.post(`${base}/early-ends`, { id: newId(), reason: '核实有误' })
  if (kind === 'explain') {
    const checks = period.windows.filter(({ outcome }: Body) => outcome === 'missed').slice(0, 2)
    if (checks.length > 0) await office.post(`${base}/explanations`, { checks, explanation: '大雪封路' })
  }
  if (kind === 'correct' && period.readings[0]?.temperature) {
    await office.post(`/api/v1/readings/${period.readings[0].id}/corrections`, {
      id: newId(),
      temperature: 36.4,
      site: 'ear',
      reason: '抄写有误',
    })
  }
  if (kind === 'step') {
    const open = period.referrals.find((referral: Body) => referral.closedAt === null)
    const step = open?.clock?.next
    if (step) {
      await office.post(`/api/v1/referrals/${open.id}/steps`, {
        step,
        at: clock.now(),
        outcome: step === 'outcome' ? (n % 3 === 0 ? 'suspected' : 'excluded') : null,
        facility: '区医院',
      })
    }
  }
  if (kind === 'medic') {
    const [account] = await whole<{ id: string }>('select id from accounts where user_name = $1', [medics[n % 2]])
    const body = { periodIds: [period.id], role: 'medic', accountId: account?.id ?? null }
    await office.post('/api/v1/isolation-assignments', body)
  }
}

/** Every row of both, as the database has it. */
async function everything(ids: readonly string[]): Promise<Record<string, Body[]>> {
  const rows: Record<string, Body[]> = {}
  const persons = await whole<{ row: Body }>(
    `select to_jsonb(p) - 'version' as row from persons p where id = any ($1) order by id`,
    [ids],
  )
  rows.persons = persons.map(({ row }) => row)
  for (const one of HANGS_ON_A_PERSON) {
    if (['possible_duplicates', 'person_merges'].includes(one.table)) continue
    const found = await whole<{ row: Body }>(
      `select to_jsonb(t) as row from ${one.table} t where ${columnOf(one)} = any ($1) order by ${one.key.join(', ')}`,
      [ids],
    )
    rows[one.table] = found.map(({ row }) => row)
  }
  return rows
}

/** Periods whose two rows disagree, which no check of the schema can say. */
const astray = () =>
  whole(`select p.id, p.state, c.next_check_due_at, c.not_home_at from isolation_periods p
    left join next_checks c on c.period_id = p.id
    where c.person_id is distinct from p.person_id
      or (c.next_check_due_at is not null and (p.state <> 'active' or p.owed_from is null))
      or (c.not_home_at is not null and p.state not in ('active', 'referred'))`)

const windowsOf = (periods: Body[]) =>
  periods.flatMap(({ windows }) => windows as { day: string; slot: string; outcome: string }[])
const keysOf = (windows: ReturnType<typeof windowsOf>, outcomes: string[]) =>
  new Set(windows.filter(({ outcome }) => outcomes.includes(outcome)).map(({ day, slot }) => `${day}/${slot}`))
const isOpen = ({ status }: Body) => ['active', 'referred'].includes((status as { state: string }).state)

let run = 0
it('a merge loses nothing and settles fairly, and its undoing gives back exactly what was', async () => {
  await fc.assert(
    fc.asyncProperty(start, start, fc.array(act, { maxLength: 25 }), fc.boolean(), async (one, other, acts, turned) => {
      run += 1
      const first = await begin(one, `合并${run}甲`)
      await clock.moveTo(addMinutes(clock.now(), other.after))
      const second = await begin(other, `合并${run}乙`)
      const ids = [first, second]
      for (const each of acts) await perform(each, ids)
      for (const job of app.jobs) await job.run(clock.now())

      const [kept, merged] = turned ? [second, first] : [first, second]
      const before = await everything(ids)
      const open = [...(await periodsOf(first)), ...(await periodsOf(second))].filter(isOpen)
      const comparison = (await office.get(`/api/v1/persons/${kept}/comparison?with=${merged}`)).body
      const mergeId = newId()
      const answer = await office.post(`/api/v1/persons/${kept}/merges`, {
        id: mergeId,
        otherId: merged,
        version: comparison.left.version,
        otherVersion: comparison.right.version,
        choices: { area: turned ? 'other' : 'kept', document: turned ? 'other' : 'kept', name: 'other' },
      })
      expect(answer.status, answer.text).toBe(201)

      expect(await astray()).toEqual([])
      // Nothing is lost: the same rows, all on the kept person.
      const after = await everything([kept])
      for (const { table, key } of HANGS_ON_A_PERSON.filter(({ how }) => how !== 'stays')) {
        const known = (rows: Body[]) =>
          rows.map((row) => (table === 'checks' ? `${row.day}${row.slot}` : String(row[key[0]!]))).sort()
        if (table !== 'households') expect(known(after[table]!), table).toEqual(known(before[table]!))
      }
      const page = (await office.get(`/api/v1/persons/${merged}`)).body
      expect(page.id).toBe(kept)
      expect(page.arrivals).toHaveLength(before.arrivals!.length)
      expect(page.arrivals.filter(({ isCurrent }: Body) => isCurrent)).toHaveLength(1)
      const periods = await periodsOf(kept)
      const shown = periods.flatMap(({ readings }: { readings: Body[] }) => readings)
      expect(shown).toHaveLength(before.readings!.length)

      // What was kept on either is not missed, and nothing is missed that was missed on neither.
      const openNow = periods.filter(isOpen)
      expect(openNow.length).toBe(Math.min(1, open.length))
      if (open.length === 2) {
        const [a, b] = open
        const past = keysOf(windowsOf(open), ['done', 'late'])
        const missedBefore = keysOf(windowsOf(open), ['missed'])
        const missed = keysOf(windowsOf(openNow), ['missed'])
        for (const window of missed) {
          expect(past.has(window), window).toBe(false)
          expect(missedBefore.has(window), window).toBe(true)
        }
        expect(openNow[0].endsAt).toBe(a.endsAt > b.endsAt ? a.endsAt : b.endsAt)
        const united = periods.some(({ status }: Body) => (status as { state: string }).state === 'merged')
        if (united) {
          expect(openNow[0].startDay).toBe(a.startDay < b.startDay ? a.startDay : b.startDay)
          expect(openNow[0].owedFrom).toBe(a.owedFrom < b.owedFrom ? a.owedFrom : b.owedFrom)
          const [row] = (await everything([kept])).next_checks!.filter(({ period_id }) => period_id === openNow[0].id)
          // The last window of the shorter period was missed for good with its end, and can still be made in the longer.
          const overdue = keysOf(windowsOf(openNow), ['overdue']).size
          expect(row!.missed).toBeGreaterThanOrEqual(missed.size)
          expect(row!.missed).toBeLessThanOrEqual(missed.size + overdue)
        }
      }
      expect(after.referrals!.filter(({ closed_at }) => closed_at === null).length).toBeLessThanOrEqual(1)

      const undone = await office.post(`/api/v1/person-merges/${mergeId}/undo`)
      expect(undone.status, undone.text).toBe(200)
      expect(await everything(ids)).toEqual(before)
      expect(await astray()).toEqual([])
    }),
    { numRuns: 12 },
  )
  // Each run moves the clock over days, and every move runs every job of the district.
}, 300_000)
