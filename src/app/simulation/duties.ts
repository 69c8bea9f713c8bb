// The working mechanisms as the story lives them (M51, M53, M55, M57-M60): reports, meetings, shifts, drills. Each part has its
// times of the day; between the persons' moments the clock is moved there. The plan's clocks stand here a second time, in numbers, and
// every occurrence of them is held against what the story did.

import { listAll } from './api.ts'
import { checkDiscipline } from './check-discipline.ts'
import { openDirectives } from './directives.ts'
import { openExercises } from './exercises.ts'
import { judgementOf, occurrenceId, openLedger, ownerId, type Telling } from './ledger.ts'
import { openMeetings } from './meetings.ts'
import { dayNumber, dayOf, dayText, HOUR, iso, local, MINUTE, PLAN, startOf } from './oracle.ts'
import { gatherReporters, openReports } from './reports.ts'
import { openReviews } from './reviews.ts'
import { openRosters } from './rosters.ts'
import { moveClock, type World } from './world.ts'

/** The daily clocks of the shipped plan: who owes, and when it is due. Missed at the end of the day. */
const CLOCKS = {
  groupReport: { by: 'groups', due: 15 * HOUR },
  townshipReport: { by: 'townships', due: 15 * HOUR },
  meeting: { by: 'both', due: 9 * HOUR + 30 * MINUTE },
  minutes: { by: 'one', due: 12 * HOUR },
} as const
type Key = keyof typeof CLOCKS
const isClock = (key: string): key is Key => key in CLOCKS
const isReport = (key: string): boolean => key === 'groupReport' || key === 'townshipReport'
const GROUPS = 8
/** The townships that the plan names; two more of the division tables owe nothing. */
const TOWNSHIPS = 7
const OWNERS = { groups: GROUPS, townships: TOWNSHIPS, both: GROUPS + TOWNSHIPS, one: 1 }

export interface Duties {
  /** What is done before that moment, the clock being moved there. */
  until(at: number): Promise<void>
  /** What is done at this moment. */
  now(): Promise<void>
  /** What has been judged stays as it was judged; looked at once a day. */
  note(): Promise<void>
  check(): Promise<void>
}

interface OccurrenceView {
  id: string
  key: string
  title: { zh: string }
  owner: { kind: 'group' | 'unit'; key: string }
  day: string
  dueAt: string
  state: string
  evidence: { id: string } | null
}

const timeOf = (at: number): string => iso(at + PLAN.offset).slice(11, 16)

export async function openDuties(world: World, telling: Telling): Promise<Duties> {
  const { crew, findings } = world
  const { from } = telling
  const ledger = openLedger()
  const reporters = await gatherReporters(world, GROUPS)
  const around = { world, telling, ledger, reporters }
  const directives = openDirectives(around)
  const parts = [
    openReports(around),
    directives,
    openMeetings(around, directives),
    await openRosters(around),
    openExercises(around),
    await openReviews(around),
  ]
  const times = [...new Set(parts.flatMap(({ acts }) => acts.map(([time]) => time)))].sort()
  const judged = new Map<string, string>()

  const dueAt = (moment: number) => {
    const [day, time] = [dayOf(moment), timeOf(moment)]
    return parts.flatMap(({ acts }) => acts.filter(([at, , on]) => at === time && on?.(day) !== false))
  }
  async function act(): Promise<void> {
    for (const [, act] of dueAt(world.now)) await act(dayOf(world.now))
  }
  const list = () =>
    listAll<OccurrenceView>(crew.office, `/api/v1/occurrences?from=${from}&until=${dayText(dayOf(world.now) + 7)}`)

  return {
    async until(at) {
      if (world.now === 0) return
      for (let day = dayOf(world.now); day <= dayOf(at); day++) {
        for (const time of times.map((text) => local(day, text))) {
          if (time <= world.now || time >= at || dueAt(time).length === 0) continue
          await moveClock(world, time)
          await act()
        }
      }
    },
    now: act,
    async note() {
      for (const { id, state } of await list()) {
        const before = judged.get(id)
        findings.check('duties', before === undefined || before === state, () => `${id}: ${before}, and then ${state}`)
        if (state !== 'open') judged.set(id, state)
      }
    },
    async check() {
      const all = (await list()).filter(({ key, day }) => !isClock(key) || dayNumber(day) <= dayOf(world.now))
      const idOf = ({ key, owner, day, title }: OccurrenceView) =>
        occurrenceId(key, ownerId(owner), day, isClock(key) ? '' : title.zh)
      const found = Map.groupBy(all, idOf)
      for (const [id, same] of found)
        findings.check('duties', same.length === 1, () => `${id} stands ${same.length} times`)
      for (let day = dayNumber(from); day <= dayOf(world.now); day++) {
        for (const [key, { by }] of Object.entries(CLOCKS)) {
          const today = all.filter((one) => one.key === key && one.day === dayText(day)).length
          const what = `${key} of ${dayText(day)}`
          findings.check('duties', today === OWNERS[by], () => `${what}: ${today} owe it, not ${OWNERS[by]}`)
        }
      }
      for (const one of all) {
        const { key, owner, day, dueAt, state, evidence } = one
        const id = idOf(one)
        const due = isClock(key) ? startOf(dayNumber(day)) + CLOCKS[key].due : ledger.tasks.get(id)
        findings.check('duties', due !== undefined, () => `${id}: owed, and nobody in the story asked for it`)
        if (due === undefined) continue
        const told = { met: ledger.met.get(id), calledOffAt: ledger.calledOff.get(id) }
        const expected = judgementOf(told, { dueAt: due, day: dayNumber(day), now: world.now })
        const by = told.met?.evidence ?? null
        findings.check(
          'duties',
          state === expected && (evidence?.id ?? null) === by && dueAt === iso(due),
          () => `${id} (${dueAt}) is ${state} by ${evidence?.id}, not ${expected} by ${by} (${iso(due)})`,
        )
        if (isReport(key) && (expected === 'late' || expected === 'missed')) {
          ledger.offend(`${expected}Report`, ownerId(owner), day)
        }
      }
      for (const id of [...ledger.tasks.keys(), ...ledger.met.keys()])
        findings.check('duties', found.has(id), () => `${id}: nothing is owed`)
      for (const part of parts) await part.check()
      await checkDiscipline(world, ledger)
    },
  }
}
