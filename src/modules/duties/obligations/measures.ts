// The figures of the obligations (M04, M05, M53, M59): of what was due, how much was done in time. The figure counts the list
// that it opens.
import { localTimeOf } from '../../../kernel/time.ts'
import { allDuties, type Plan, resolveUnits } from '../../../plan/index.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { type Evidence, listed, type Measure, type Over } from '../../../platform/measure.ts'
import { planVersion } from '../../organisation/index.ts'
import type { Owner } from './rules/clocks.ts'
import { ownerName, titleOf } from './rules/naming.ts'
import { dueBy, type OccurrenceRow } from './store/occurrences.ts'

const planOf = async ({ db, planVersionId }: Over): Promise<Plan> => (await planVersion(db, planVersionId)).plan

/** As it stood at `now`: what came afterwards does not count. */
const isMet = ({ state, judged_at }: OccurrenceRow, now: string): boolean =>
  (state === 'inTime' || state === 'late') && judged_at !== null && judged_at <= now

function evidenceOf(row: OccurrenceRow, plan: Plan, now: string): Evidence {
  const owner = ownerName(plan, { kind: row.owner_kind, key: row.owner_key })
  const title = titleOf(plan, row)
  const met = isMet(row, now)
  const time = met ? localTimeOf(row.judged_at!, plan.zone) : ''
  const kept = met && row.state === 'inTime'
  return {
    id: row.id,
    kept,
    about: { zh: `${owner.zh}，${row.day} ${title.zh}`, en: `${owner.en}, ${title.en} of ${row.day}` },
    areaCode: row.area_code,
    at: row.due_at,
    zh: kept ? `${time} 按时完成` : met ? `${time} 迟于时限` : '到期未完成',
    en: kept ? `in time, at ${time}` : met ? `late, at ${time}` : 'not done when it was due',
  }
}

const ofClock = (key: string, kind: Pick<Measure, 'ofDistrict'> = {}): Measure =>
  listed(async (tx, over) => {
    const plan = await planOf(over)
    return (await dueBy(tx, { ...over, keys: [key] })).map((row) => evidenceOf(row, plan, over.now))
  }, kind)

/** A meeting was held when anybody's attendance was recorded; everybody's own is an obligation of theirs. */
const meetingsHeld = listed(
  async (tx, over) => {
    const plan = await planOf(over)
    const days = Map.groupBy(await dueBy(tx, { ...over, keys: ['meeting'] }), ({ day }) => day)
    const title = titleOf(plan, { key: 'meeting', title_zh: null, title_en: null })
    return [...days].map(([day, rows]): Evidence => {
      const there = rows.filter((row) => isMet(row, over.now)).length
      return {
        id: day,
        kept: there > 0,
        about: { zh: `${day} ${title.zh}`, en: `${title.en} of ${day}` },
        areaCode: null,
        at: rows[0]!.due_at,
        zh: there > 0 ? `已召开，应到 ${rows.length}，实到 ${there}` : '未召开',
        en: there > 0 ? `held, ${there} of ${rows.length} there` : 'not held',
      }
    })
  },
  { ofDistrict: true },
)

/** By whom it is owed that the measure is narrowed to: the office, or the owners of a duty of the plan. */
function ownersMeant(plan: Plan, of: string | null): Owner[] | undefined {
  if (of === null) return undefined
  if (of === 'office') return [{ kind: 'unit', key: plan.office.unit }]
  const duty = allDuties(plan).find(({ duty: { key } }) => key === of)?.duty
  return resolveUnits(plan, duty?.owners ?? []).map(({ key }) => ({ kind: 'unit', key }))
}

/** Narrowed: whatever these owe. Otherwise the tasks beside the clocks. */
const tasksDone: Measure = {
  narrowed: true,
  ...listed(async (tx: Tx, over: Over) => {
    const plan = await planOf(over)
    const owners = ownersMeant(plan, over.of)
    const rows = await dueBy(tx, { ...over, ...(owners ? { owners } : {}) })
    return rows
      .filter(({ subject }) => owners !== undefined || subject !== '')
      .map((row) => evidenceOf(row, plan, over.now))
  }),
}

export const measures = {
  'duties.groupReportsOnTime': ofClock('groupReport', { ofDistrict: true }),
  'duties.townshipReportsOnTime': ofClock('townshipReport'),
  'duties.meetingsHeld': meetingsHeld,
  'duties.minutesOnTime': ofClock('minutes', { ofDistrict: true }),
  'duties.tasksDone': tasksDone,
} satisfies Record<string, Measure>
