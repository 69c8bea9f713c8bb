// Shifts as they are served in the story (M58): signed on to ten minutes before they begin, handed over and accepted, with entries in
// the log; swapped with consent; called at random by the office, some without an answer.
import { inParallel, listAll } from './api.ts'
import type { Around, Part, Timed } from './ledger.ts'
import { dayOf, dayText, iso, local, MINUTE } from './oracle.ts'
import { openRandom } from './random.ts'
import { LOG } from './said.ts'
import type { Shift, Unit } from './shifts.ts'
import { write } from './world.ts'

/** Ten minutes before the shifts change. */
const CHANGES = ['07:50', '19:50']
const BEFORE = 10 * MINUTE
const WRITES = ['12:30', '21:30']
const CALLS = ['10:00', '21:30']
const SWAPS = '16:30'
const ODDS = { forgets: 0.03, logs: 0.2, corrects: 0.2, call: 0.6, unanswered: 0.2, swap: 0.6, declines: 0.3 }
/** All that owe somebody at any hour. */
const CALLED = 28

export function openServing({ world, telling, ledger }: Around, units: readonly Unit[]): Part {
  const { crew, findings } = world
  const { office } = crew
  const created = { status: 204, events: () => 1 }
  const chanceOf = (what: string) => openRandom(`lianfang/${telling.seed}/serving/${what}`)
  const check = (is: boolean, otherwise: () => string) => findings.check('roster', is, otherwise)
  /** What was handed over and accepted by nobody yet. */
  const waiting = new Map<Unit, Shift>()
  const logs = new Map<Shift, { id: string; event: string }[]>()
  const calls = new Map<string, { unit: string; answered: boolean }>()
  const swaps: { unit: Unit; shift: Shift; isDone: boolean }[] = []

  /** In a story of few people the bureaus' rosters stand, and nobody signs on to them. */
  const served = () => units.filter(({ keepsLog }) => crew.isLarge || keepsLog)
  const logged = () => units.filter(({ keepsLog }) => keepsLog)
  const servedAt = (unit: Unit, at: number) =>
    unit.shifts.find(({ isVoid, covers }) => !isVoid && covers.from <= at && at < covers.until)
  const changeAt = (unit: Unit, at: number) => unit.shifts.find(({ isVoid, from }) => !isVoid && from === at)
  const what = (unit: Unit, { from }: Shift) => `shift of ${unit.id} (${unit.kind}) from ${iso(from)}`
  const post = (unit: Unit, shift: Shift, act: string, body: object) =>
    write(
      world,
      `${act} of ${what(unit, shift)}`,
      unit.account.post(`/api/v1/roster/shifts/${shift.id}/${act}`, body),
      created,
    )

  /** The next signs on; where a log is kept the last hands over, and the next accepts. */
  async function change(unit: Unit, at: number): Promise<void> {
    const random = chanceOf(`${unit.id}/${unit.kind}/${at}`)
    const next = changeAt(unit, at)
    const last = unit.shifts.find(({ isVoid, until }) => !isVoid && until === at)
    if (next && !random.chance(ODDS.forgets)) {
      const seat = next.seats.find(({ role }) => role === 'staff') ?? next.seats[0]!
      await post(unit, next, 'sign-on', { memberId: seat.memberId })
      next.signedOnAt = world.now
    }
    if (!unit.keepsLog) return
    if (last?.signedOnAt) {
      await post(unit, last, 'hand-over', { id: random.id(world.now), openMatters: '无未了事项，登记本和钥匙已交' })
      last.handedOverAt = world.now
      waiting.set(unit, last)
    }
    const before = waiting.get(unit)
    if (!next?.signedOnAt || !before) return
    await post(unit, next, 'acceptance', { id: random.id(world.now), from: before.id })
    before.acceptedAt = world.now
    waiting.delete(unit)
  }

  async function log(unit: Unit): Promise<void> {
    const random = chanceOf(`log/${unit.id}/${world.now}`)
    const shift = servedAt(unit, world.now)
    if (!shift?.signedOnAt || !random.chance(ODDS.logs)) return
    const [event, action] = random.pick(LOG)
    const entries = logs.get(shift) ?? []
    logs.set(shift, entries)
    const first = { id: random.id(world.now), event }
    await post(unit, shift, 'log', { ...first, at: iso(world.now), action })
    entries.push(first)
    if (!random.chance(ODDS.corrects)) return
    const second = { id: random.id(world.now), event: `${event}（来电时间应为一小时前）` }
    await post(unit, shift, 'log', { ...second, at: iso(world.now), corrects: first.id })
    entries.push(second)
  }

  /** Whom it goes to follows from its id; nobody answers where nobody is on shift. */
  async function call(time: string): Promise<void> {
    const random = chanceOf(`call/${world.now}`)
    if (!random.chance(ODDS.call)) return
    const id = random.id(world.now)
    const drawn = await write(world, `call at ${time}`, office.post('/api/v1/roster/calls', { id }), {
      status: 201,
      events: () => 1,
    })
    const view = drawn.body as { unitId: string; drawnFrom: number; shift: { id: string } | null }
    const unit = units.find((one) => one.id === view.unitId && one.kind === 'duty')
    if (!unit) return check(false, () => `call at ${time}: of ${view.unitId}, which has no roster`)
    const shift = servedAt(unit, world.now)
    check(
      view.drawnFrom === CALLED && (view.shift?.id ?? null) === (shift?.id ?? null),
      () => `call of ${unit.id}: of ${view.drawnFrom} units, shift ${view.shift?.id}, the story says ${shift?.id}`,
    )
    const answered = shift !== undefined && !random.chance(ODDS.unanswered)
    const name = unit.members.find((one) => one.id === shift?.seats[0]?.memberId)?.name ?? ''
    const body = { answered, answeredBy: answered ? name : '', seconds: answered ? random.int(4, 40) : 60 }
    await write(world, `result of the call of ${unit.id}`, office.post(`/api/v1/roster/calls/${id}/result`, body), {
      status: 200,
      // Unanswered, a matter arises.
      events: () => (answered ? 1 : 2),
    })
    calls.set(id, { unit: unit.id, answered })
    if (!answered) ledger.offend('unansweredCall', unit.subject, dayText(dayOf(world.now)))
  }

  /** Of the shifts of tomorrow; of those without an account the unit's own clerk writes down who asked and who agreed. */
  async function swap(day: number): Promise<void> {
    const random = chanceOf(`swap/${day}`)
    if (!random.chance(ODDS.swap)) return
    const unit = random.pick(logged())
    const shift = changeAt(unit, local(day + 1, '08:00'))
    const seat = shift?.seats.find(({ role }) => role === 'staff')
    const isOf = (id: string) => (one: Shift) => !one.isVoid && one.seats.some(({ memberId }) => memberId === id)
    const isFree = (id: string) =>
      !unit.shifts.some((one) => isOf(id)(one) && one.from < shift!.until && one.until > shift!.from)
    const byName = (id: string) => unit.members.some((one) => one.id === id && !one.hasAccount)
    const other = unit.members.find(
      ({ id, roles, hasAccount }) => roles.includes('staff') && !hasAccount && id !== seat?.memberId && isFree(id),
    )
    if (!shift || !seat || !other || !byName(seat.memberId)) return
    const id = random.id(world.now)
    const body = { id, shiftId: shift.id, fromMemberId: seat.memberId, toMemberId: other.id, reason: '家中有事' }
    await write(world, `swap of ${what(unit, shift)}`, unit.account.post('/api/v1/roster/swaps', body), created)
    const isDone = !random.chance(ODDS.declines)
    const act = isDone ? 'agree' : 'decline'
    await write(world, `${act} to the swap`, unit.account.post(`/api/v1/roster/swaps/${id}/${act}`, {}), created)
    if (isDone) seat.memberId = other.id
    swaps.push({ unit, shift, isDone })
  }

  return {
    acts: [
      ...CHANGES.map(
        (time): Timed => [time, (day) => inParallel(served(), (unit) => change(unit, local(day, time) + BEFORE))],
      ),
      ...WRITES.map((time): Timed => [time, () => inParallel(logged(), log)]),
      ...CALLS.map((time): Timed => [time, () => call(time)]),
      [SWAPS, swap],
    ],
    async check() {
      const listed = await listAll<{ id: string; unitId: string; answered: boolean }>(office, '/api/v1/roster/calls?')
      check(listed.length === calls.size, () => `${listed.length} calls, the story has ${calls.size}`)
      for (const { id, unitId, answered } of listed) {
        const told = calls.get(id)
        check(
          told?.unit === unitId && told.answered === answered,
          () => `call ${id} of ${unitId}: answered ${answered}`,
        )
      }
      // Both logs of a unit's first entries; the rest stand under the same rules.
      for (const [shift, entries] of logs) {
        const unit = units.find(({ shifts }) => shifts.includes(shift))!
        const { log } = (await unit.account.get(`/api/v1/roster/shifts/${shift.id}`)).body as {
          log: { id: string; kind: string; event: string }[]
        }
        const written = log.filter(({ kind }) => kind === 'event' || kind === 'correction')
        check(
          JSON.stringify(written.map(({ id, event }) => ({ id, event }))) === JSON.stringify(entries),
          () => `log of ${what(unit, shift)}: ${JSON.stringify(written)}, the story wrote ${JSON.stringify(entries)}`,
        )
      }
    },
  }
}
