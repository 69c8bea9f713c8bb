// The rosters of the story (M51, M58): each unit puts up its people, has its shifts drafted by rotation and publishes them, for ten
// days at the start and for a week at a time from then on. What is planted: a unit whose leaders are all away, a shift that is called off
// and filled by nobody, one that is filled two hours late, and one of the days to come, which is known and no offence yet.
import { type Account, inParallel } from './api.ts'
import type { Around, Part } from './ledger.ts'
import { dayNumber, dayText, HOUR, iso, local } from './oracle.ts'
import { invent } from './people.ts'
import { openRandom } from './random.ts'
import { openServing } from './serving.ts'
import type { Member, Shift, ShiftView, Unit } from './shifts.ts'
import { write } from './world.ts'

interface Gap {
  day: string
  from: number
  until: number
}
interface RosterView {
  shifts: ShiftView[]
  gaps: { from: string; until: string; day: string; kind: string }[]
}

/** The office and every unit of the plan's list; the health bureau has medical cover beside. */
const ROSTERS = 29
const BEGINS = '08:00'
const SET_UP = '06:40'
const FILLED = '10:00'
const CALLED_OFF = '21:30'
/** The roster looks three days ahead, so a week is published with three days to spare. */
const AHEAD = 3
const WEEK = 7
const PEOPLE = { large: 4, small: 3, medical: 4 }

export async function openRosters(around: Around): Promise<Part> {
  const { world, telling, ledger } = around
  const { crew, findings, api } = world
  const { office } = crew
  const first = dayNumber(telling.from)
  const random = openRandom(`lianfang/${telling.seed}/rosters`)
  const units: Unit[] = []
  const gaps = new Map<Unit, Gap[]>()
  let until = first
  const check = (is: boolean, otherwise: () => string) => findings.check('roster', is, otherwise)
  const created = { status: 204, events: () => 1 }
  const planted = plant()

  /** Which unit, by its place in the list, and on which day. */
  function plant() {
    const places = new Set<number>()
    while (places.size < 4) places.add(random.int(1, ROSTERS - 2))
    const [away, calledOff, filledLate, toCome] = [...places] as [number, number, number, number]
    const day = () => first + random.int(1, Math.max(1, telling.days - 1))
    return {
      away: { place: away, day: day() },
      calledOff: { place: calledOff, day: day(), isNight: random.chance(0.5) },
      filledLate: { place: filledLate, day: day() },
      toCome: { place: toCome, day: first + telling.days + 1 },
    }
  }
  const plantedAt = (place: number) => [planted.away, planted.toCome].find((one) => one.place === place)?.day ?? null

  /** Bureaus sign in for themselves where there are people enough; else the office keeps their rosters. */
  async function accountOf(unitId: string, areaCode: string): Promise<Account> {
    if (areaCode.length > 6) return crew.clerk(areaCode)
    return (telling.bureaus ? await api.as(`bureau-${unitId.toLowerCase()}`) : null) ?? office
  }

  async function setUp(): Promise<void> {
    const { items } = (await office.get('/api/v1/roster/reachable')).body as {
      items: { unitId: string; areaCode: string; kind: 'duty' | 'medical' }[]
    }
    check(items.length === ROSTERS, () => `${items.length} rosters are owed, not ${ROSTERS}`)
    for (const { unitId: id, kind, areaCode } of items) {
      const subject = `unit:${id === 'office' ? 'healthBureau' : id}`
      units.push({
        id,
        subject,
        kind,
        account: await accountOf(id, areaCode),
        keepsLog: id === 'office' || areaCode.length > 6,
        members: [],
        shifts: [],
      })
    }
    await inParallel([...units.entries()], ([place, unit]) => putUp(unit, place))
  }

  /** Who can serve: the holders of the unit's posts that come first, and others by name. */
  async function putUp(unit: Unit, place: number): Promise<void> {
    const chance = random.fork(`${unit.id}/${unit.kind}`)
    const size = PEOPLE[unit.kind === 'medical' ? 'medical' : unit.id === 'office' || place < 8 ? 'large' : 'small']
    type Candidate = { accountId: string; name: string; titleZh: string }
    const candidates: Candidate[] =
      unit.kind === 'medical' ? [] : (await unit.account.get(`/api/v1/roster/units/${unit.id}/candidates`)).body.items
    const leads = candidates.find(({ titleZh }) => /主任$|主要领导$/.test(titleZh))
    const serves = candidates.find(({ titleZh }) => /经办人$|办公室工作人员$/.test(titleZh))
    const roles = unit.kind === 'medical' ? ['medical'] : ['leader', 'staff']
    const away = plantedAt(place)
    for (const role of roles) {
      for (let n = 0; n < size; n++) {
        const holder = n > 0 ? undefined : role === 'leader' ? leads : serves
        const { name, telephone } = invent(chance, place * 20 + n + (role === 'staff' ? 10 : 0))
        const member: Member = {
          id: chance.id(world.now),
          name: holder?.name ?? name,
          hasAccount: holder !== undefined,
          roles: [role],
          away: away !== null && role !== 'staff' ? away : null,
        }
        const body = {
          id: member.id,
          unitId: unit.id,
          accountId: holder?.accountId ?? null,
          name: member.name,
          telephone,
          roles: [role],
        }
        await write(world, `${unit.id}: ${name}`, unit.account.post('/api/v1/roster/members', body), created)
        unit.members.push(member)
        if (member.away === null) continue
        const day = dayText(member.away)
        const absence = { id: chance.id(world.now), memberId: member.id, from: day, until: day, kind: 'mission' }
        await write(world, `${unit.id}: away`, unit.account.post('/api/v1/roster/absences', absence), created)
      }
    }
  }

  async function publishAll(days: number): Promise<void> {
    await inParallel(units, (unit) => publish(unit, until, days))
    until += days
  }

  /** Drafted, looked at, published. */
  async function publish(unit: Unit, from: number, days: number): Promise<void> {
    const what = `roster of ${unit.id} from ${dayText(from)}`
    const body = {
      id: random.fork(`${unit.id}/${unit.kind}/${from}`).id(world.now),
      unitId: unit.id,
      kind: unit.kind,
      from: dayText(from),
      days,
      staff: 1,
    }
    const drafted = await write(world, what, unit.account.post('/api/v1/roster/drafts', body), {
      status: 201,
      events: () => 1,
    })
    const short = slots(from, days).filter((slot) => nobodyLeads(unit, slot))
    const told = short.map((slot) => ({ from: iso(slot.from), until: iso(slot.until) }))
    check(
      JSON.stringify(drafted.body.short) === JSON.stringify(told) && drafted.body.made === days * 2 - short.length,
      () => `${what}: ${JSON.stringify(drafted.body)}, the story has nobody for ${JSON.stringify(told)}`,
    )
    for (const { from, until } of short) addGap(unit, { from, until })
    const { shifts } = await read(unit, from, days)
    const drafts = shifts.filter(({ state, kind }) => state === 'draft' && kind === unit.kind)
    const shiftIds = drafts.map(({ id }) => id)
    await write(
      world,
      `${what} published`,
      unit.account.post('/api/v1/roster/publications', { unitId: unit.id, shiftIds }),
      { status: 200, events: () => 1 },
    )
    for (const { id, version, seats, ...span } of drafts) {
      const [from, until] = [Date.parse(span.from), Date.parse(span.until)]
      const isServed = { signedOnAt: null, handedOverAt: null, acceptedAt: null }
      const covers = { from: Math.max(from, world.now), until }
      const own = seats.map(({ memberId, role }) => ({ memberId, role }))
      unit.shifts.push({ id, from, until, covers, isVoid: false, version, seats: own, ...isServed })
    }
    unit.shifts.sort((a, b) => a.from - b.from)
  }

  const slots = (from: number, days: number) =>
    Array.from({ length: days * 2 }, (_, n) => {
      const begins = local(from, BEGINS) + n * 12 * HOUR
      return { from: begins, until: begins + 12 * HOUR }
    })
  /** All who lead are away on a day that the shift touches; its last moment belongs to it, its end does not. */
  const nobodyLeads = ({ members, kind }: Unit, { from, until }: { from: number; until: number }) =>
    members
      .filter(({ roles }) => roles.includes(kind === 'medical' ? 'medical' : 'leader'))
      .every(({ away }) => away !== null && from < local(away + 1, '00:00') && until > local(away, '00:00'))

  /** Gaps of one roster day that touch are one. */
  function addGap(unit: Unit, { from, until }: { from: number; until: number }): void {
    const own = gaps.get(unit) ?? []
    gaps.set(unit, own)
    const day = dayText(Math.floor((from - local(0, BEGINS)) / (24 * HOUR)))
    const before = own.find((one) => one.day === day && one.until === from)
    if (before) before.until = until
    else own.push({ day, from, until })
  }

  const read = async ({ id, account }: Unit, from: number, days: number): Promise<RosterView> =>
    (await account.get(`/api/v1/roster/units/${id}?from=${dayText(from)}&days=${days}`)).body

  const shiftAt = (unit: Unit, at: number) => unit.shifts.find((one) => !one.isVoid && one.from === at)!

  /** Called off, and nobody comes; known from then on. */
  async function callOff(unit: Unit, shift: Shift): Promise<void> {
    const body = { reason: '值班人员临时抽调' }
    await write(
      world,
      `shift of ${unit.id} called off`,
      unit.account.post(`/api/v1/roster/shifts/${shift.id}/voiding`, body),
      created,
    )
    shift.isVoid = true
    const { items } = (await office.get('/api/v1/roster/reachable')).body as {
      items: { unitId: string; kind: string; gaps: { from: string; until: string }[] }[]
    }
    const known = items.find(({ unitId, kind }) => unitId === unit.id && kind === unit.kind)?.gaps ?? []
    const isKnown = known.some(({ from, until }) => from === iso(shift.from) && until === iso(shift.until))
    check(isKnown, () => `the gap of ${unit.id} at ${iso(shift.from)} is not known ahead: ${JSON.stringify(known)}`)
  }

  async function fill(unit: Unit, at: number): Promise<void> {
    const before = unit.shifts.find(({ from }) => from === at)!
    const [leader, staff] = ['leader', 'staff'].map((role) => before.seats.find((seat) => seat.role === role))
    const { from, until, seats } = before
    const id = random.fork(`filled/${before.from}`).id(world.now)
    const body = {
      id,
      unitId: unit.id,
      kind: unit.kind,
      from: iso(from),
      until: iso(until),
      leaderId: leader?.memberId ?? null,
      staffIds: staff ? [staff.memberId] : [],
      telephone: null,
      publish: true,
    }
    await write(world, `shift of ${unit.id} filled`, unit.account.post('/api/v1/roster/shifts', body), created)
    const isServed = { signedOnAt: null, handedOverAt: null, acceptedAt: null }
    unit.shifts.push({
      id,
      from,
      until,
      covers: { from: world.now, until },
      isVoid: false,
      version: 1,
      seats,
      ...isServed,
    })
    unit.shifts.sort((a, b) => a.from - b.from)
    addGap(unit, { from, until: world.now })
  }

  const { calledOff, filledLate } = planted
  const unitAt = ({ place }: { place: number }) => units[place]!
  const serving = openServing(around, units)
  return {
    acts: [
      [
        SET_UP,
        async (day) => {
          if (day === first) await setUp()
          if ((day - first) % WEEK === 0) await publishAll(day === first ? WEEK + AHEAD : WEEK)
          if (day === filledLate.day) await callOff(unitAt(filledLate), shiftAt(unitAt(filledLate), local(day, BEGINS)))
        },
      ],
      [FILLED, (day) => fill(unitAt(filledLate), local(day, BEGINS)), (day) => day === filledLate.day],
      [
        CALLED_OFF,
        async (day) => {
          const shift = shiftAt(unitAt(calledOff), local(day + 1, BEGINS) + (calledOff.isNight ? 12 * HOUR : 0))
          await callOff(unitAt(calledOff), shift)
          addGap(unitAt(calledOff), shift)
        },
        (day) => day === calledOff.day - 1,
      ],
      ...serving.acts,
    ],
    async check() {
      for (const [unit, own] of gaps) {
        for (const { day, from } of own) if (from < world.now) ledger.offend('rosterGap', unit.subject, day)
      }
      await inParallel(units, checkUnit)
      await serving.check()
    },
  }

  async function checkUnit(unit: Unit): Promise<void> {
    const view = await read(unit, first, until - first)
    const own = view.gaps.filter(({ kind }) => kind === unit.kind).map(({ from, until, day }) => [day, from, until])
    const told = (gaps.get(unit) ?? []).map(({ day, from, until }) => [day, iso(from), iso(until)]).sort()
    check(
      JSON.stringify(own.sort()) === JSON.stringify(told),
      () => `gaps of ${unit.id} (${unit.kind}): ${JSON.stringify(own)}, the story has ${JSON.stringify(told)}`,
    )
    const found = new Map(view.shifts.map((shift) => [shift.id, shift]))
    for (const shift of unit.shifts) {
      const is = found.get(shift.id)
      const what = `shift of ${unit.id} (${unit.kind}) from ${iso(shift.from)}`
      if (shift.isVoid) {
        check(is === undefined || is.state === 'voided', () => `${what} was called off, and is ${is?.state}`)
        continue
      }
      const seats = (all: ShiftView['seats']) => all.map(({ memberId, role }) => `${role} ${memberId}`).sort()
      const text = (at: number | null) => (at === null ? null : iso(at))
      const should = [
        'published',
        iso(shift.until),
        seats(shift.seats),
        text(shift.signedOnAt),
        text(shift.handedOverAt),
      ]
      const has = is && [is.state, is.until, seats(is.seats), is.signedOnAt, is.handedOverAt]
      check(
        JSON.stringify([has, is?.acceptedAt]) === JSON.stringify([should, text(shift.acceptedAt)]),
        () => `${what}: ${JSON.stringify(has)}, accepted ${is?.acceptedAt}, the story says ${JSON.stringify(should)}`,
      )
    }
    // Whatever the shifts of the server leave open is a gap of the story, and nobody serves while away or in two shifts at once.
    const there = view.shifts.filter(({ state, kind }) => state === 'published' && kind === unit.kind)
    for (const slot of slots(first, until - first)) {
      const isCovered = there.some(({ from, until }) => from <= iso(slot.from) && iso(slot.until) <= until)
      const isKnown = (gaps.get(unit) ?? []).some(({ from, until }) => from <= slot.from && slot.until <= until)
      check(
        isCovered !== isKnown,
        () => `${unit.id} from ${iso(slot.from)}: ${isCovered ? '' : 'no '}shift, gap ${isKnown}`,
      )
    }
    for (const { id, away } of unit.members) {
      const mine = there.filter(({ seats }) => seats.some(({ memberId }) => memberId === id))
      const isAway = ({ from, until }: ShiftView) =>
        away !== null && from < iso(local(away + 1, '00:00')) && until > iso(local(away, '00:00'))
      check(!mine.some(isAway), () => `${unit.id}: ${id} serves while away`)
      const isTwice = mine.some((one, n) =>
        mine.some((other, m) => m > n && one.from < other.until && other.from < one.until),
      )
      check(!isTwice, () => `${unit.id}: ${id} sits in two shifts at once`)
    }
  }
}
