// Drills and trainings of the story (M04, M24): planned by the office with who takes part; held and recorded in time, recorded late,
// never recorded, or called off.
import { type Around, occurrenceId, type Part, type Timed } from './ledger.ts'
import { dayNumber, dayOf, dayText, HOUR, iso, local } from './oracle.ts'
import { openRandom } from './random.ts'
import { LESSONS } from './said.ts'
import { write } from './world.ts'

interface Exercise {
  dutyKey: string
  kind: 'drill' | 'training'
  title: string
  owner: string
  units: { unit: string; expected: number }[]
  /** Days of the story, counted from its first, with times. */
  planned: number
  starts: [number, string]
  ends: [number, string]
  recorded: [number, string] | null
  calledOff: [number, string] | null
}

const PLANS = '15:00'
/** A day after its end the result is due. */
const RESULT_WITHIN = 24 * HOUR

const exercisesOf = (days: number): readonly Exercise[] => [
  {
    dutyKey: 'officeDrills',
    kind: 'drill',
    title: '社区发现发热人员处置演练',
    owner: 'unit:healthBureau',
    units: [
      { unit: 'xinhua', expected: 12 },
      { unit: 'grassrootsMedical', expected: 6 },
      { unit: 'publicSecurity', expected: 4 },
    ],
    planned: 0,
    starts: [1, '14:00'],
    ends: [1, '16:00'],
    recorded: [1, '18:00'],
    calledOff: null,
  },
  {
    dutyKey: 'medicTraining',
    kind: 'training',
    title: '入户测温和个人防护培训',
    owner: 'unit:healthBureau',
    units: [
      { unit: 'grassrootsMedical', expected: 40 },
      { unit: 'healthBureau', expected: 5 },
    ],
    planned: 0,
    starts: [1, '09:00'],
    ends: [1, '11:00'],
    recorded: [2, '15:00'],
    calledOff: null,
  },
  {
    dutyKey: 'volunteers',
    kind: 'training',
    title: '宣传员和网络志愿者培训',
    owner: 'unit:publicityDepartment',
    units: [{ unit: 'publicityDepartment', expected: 20 }],
    planned: 1,
    starts: [2, '14:00'],
    ends: [2, '16:00'],
    recorded: null,
    calledOff: null,
  },
  {
    dutyKey: 'officeTraining',
    kind: 'training',
    title: '流行病学调查骨干培训',
    owner: 'unit:healthBureau',
    units: [{ unit: 'healthBureau', expected: 15 }],
    planned: 2,
    starts: [4, '09:00'],
    ends: [4, '11:00'],
    recorded: null,
    calledOff: [3, '15:00'],
  },
  {
    dutyKey: 'officeDrills',
    kind: 'drill',
    title: '集中隔离点启用演练',
    owner: 'unit:healthBureau',
    units: [
      { unit: 'healthBureau', expected: 6 },
      { unit: 'publicSecurity', expected: 4 },
    ],
    planned: days - 1,
    starts: [days + 1, '14:00'],
    ends: [days + 1, '16:00'],
    recorded: null,
    calledOff: null,
  },
]

export function openExercises({ world, telling, ledger }: Around): Part {
  const { office } = world.crew
  const { findings } = world
  const first = dayNumber(telling.from)
  const at = ([day, time]: [number, string]) => local(first + day, time)
  const isAt = (moment: [number, string] | null) => moment !== null && at(moment) === world.now
  const random = openRandom(`lianfang/${telling.seed}/exercises`)
  const all = exercisesOf(telling.days).map((one) => {
    const dueAt = at(one.ends) + RESULT_WITHIN
    const came = one.units.map(({ unit, expected }) => ({
      unit,
      attended: random.int(Math.floor(expected / 2), expected),
    }))
    return {
      ...one,
      id: random.id(at([one.planned, PLANS])),
      dueAt,
      owed: occurrenceId(one.kind, one.owner, dayText(dayOf(dueAt)), one.title),
      came,
      lessons: random.pick(LESSONS),
      state: null as 'planned' | 'held' | 'cancelled' | null,
    }
  })

  async function go(): Promise<void> {
    for (const one of all) {
      const { id, dutyKey, title, owner, units } = one
      if (isAt([one.planned, PLANS])) {
        const span = { startsAt: iso(at(one.starts)), endsAt: iso(at(one.ends)) }
        const body = { id, dutyKey, title, owner, units, place: '区卫健局会议室', material: '方案和操作要点', ...span }
        // Itself, and that its result is owed.
        const done = { status: 201, events: () => 2 }
        await write(world, `${title} planned`, office.post('/api/v1/exercises', body), done)
        ledger.tasks.set(one.owed, one.dueAt)
        one.state = 'planned'
      }
      if (isAt(one.recorded)) {
        const body = { attended: one.came, result: '按计划完成，现场考核合格', lessons: one.lessons }
        const done = { status: 200, events: () => 1 }
        await write(world, `${title} recorded`, office.post(`/api/v1/exercises/${id}/result`, body), done)
        ledger.meet(one.owed, id, world.now)
        one.state = 'held'
      }
      if (isAt(one.calledOff)) {
        const body = { reason: '骨干均在一线，另行安排' }
        const done = { status: 200, events: () => 2 }
        await write(world, `${title} called off`, office.post(`/api/v1/exercises/${id}/cancellation`, body), done)
        ledger.calledOff.set(one.owed, world.now)
        one.state = 'cancelled'
      }
    }
  }

  const times = all.flatMap(({ recorded, calledOff }) => [recorded?.[1] ?? PLANS, calledOff?.[1] ?? PLANS])
  return {
    acts: [...new Set(times)].map((time): Timed => [time, go]),
    async check() {
      for (const { id, title, state, came } of all) {
        if (state === null) continue
        const view = (await office.get(`/api/v1/exercises/${id}`)).body as {
          state: string
          units: { unit: string; attended: number | null }[]
        }
        const attended = view.units.map(({ unit, attended }) => `${unit} ${attended}`).sort()
        const told = came.map(({ unit, attended }) => `${unit} ${state === 'held' ? attended : null}`).sort()
        findings.check(
          'exercises',
          view.state === state && attended.join() === told.join(),
          () => `${title}: ${view.state} (${attended}), the story says ${state} (${told})`,
        )
      }
    },
  }
}
