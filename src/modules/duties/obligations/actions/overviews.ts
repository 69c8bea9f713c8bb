// What is owed at one look (M57, M59): my own today, a calendar of days past and to come, and the rates over a time. Every
// figure is the count of the list that it opens: the same rows under the same filters.
import { addDays, type Day, dayOf } from '../../../../kernel/time.ts'
import type { Plan } from '../../../../plan/index.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody } from '../../../../platform/db/database.ts'
import { levelHistory, planInForce, planVersions } from '../../../organisation/index.ts'
import type {
  Calendar,
  CalendarEntry,
  CalendarQuery,
  MyObligations,
  RateCounts,
  Rates,
  RatesQuery,
} from '../contract.ts'
import { dailyClocks, type Owner, ownerId, ownersOf } from '../rules/clocks.ts'
import { type Expected, expectedOn, worldsOf } from '../rules/expected.ts'
import { ownerName, titleOf } from '../rules/naming.ts'
import { isHead, ownerOfPost, ownersOfPosts } from '../rules/owners.ts'
import { type Counted, type Counts, complete, onTime, sum, zeroReports } from '../rules/rates.ts'
import { DAYS_AHEAD } from '../rules/settling.ts'
import { ownerOf, readWorlds } from '../settle.ts'
import { occurrencesBetween } from '../store/lists.ts'
import { type OccurrenceRow, openOrOf } from '../store/occurrences.ts'
import { ownersSeen, viewOf } from './read.ts'

const named = (plan: Plan, owner: Owner) => ({ ...owner, name: ownerName(plan, owner) })

export async function myObligations(ctx: Context): Promise<MyObligations> {
  const { plan } = await planInForce(ctx)
  const owners = ownersOfPosts(ctx.actor.posts, plan)
  const today = dayOf(ctx.now, plan.zone)
  const isHeadOf = (owner: Owner) =>
    ctx.actor.posts.some((post) => {
      const of = ownerOfPost(post, plan)
      return of !== null && ownerId(of) === ownerId(owner) && isHead(post)
    })
  return ctx.db.transaction(nobody, async (tx) => {
    const worlds = await readWorlds(ctx, tx)
    const rows = await openOrOf(tx, today, owners)
    return {
      today,
      now: ctx.now,
      isActive: (worlds.at(-1)?.level ?? null) !== null,
      owners: owners.map((owner) => ({ ...named(plan, owner), isHead: isHeadOf(owner) })),
      items: rows.map((row) => viewOf(row, plan)),
    }
  })
}

/** Those whom the account may see and the filter leaves, by `ownerId`; null: everybody. */
async function ownersAsked(ctx: Context, owner: string | undefined): Promise<string[] | null> {
  const seen = (await ownersSeen(ctx))?.map(ownerId) ?? null
  if (owner === undefined) return seen
  return seen === null || seen.includes(owner) ? [owner] : []
}

/** By whom a list may be narrowed: whoever owes something by the plan, as far as the account sees them. */
async function ownersToChoose(ctx: Context, plan: Plan): Promise<Owner[]> {
  const seen = await ownersSeen(ctx)
  if (seen !== null) return seen
  const all = dailyClocks(plan).flatMap(([, clock]) => ownersOf(plan, clock))
  return [...new Map(all.map((owner) => [ownerId(owner), owner])).values()]
}

export async function readCalendar(ctx: Context, { from, until, owner }: CalendarQuery): Promise<Calendar> {
  const { plan } = await planInForce(ctx)
  const today = dayOf(ctx.now, plan.zone)
  const owners = await ownersAsked(ctx, owner)
  const { rows, foreseen } = await ctx.db.transaction(nobody, async (tx) => ({
    rows: await occurrencesBetween(tx, { from, until, owners }),
    foreseen: await foresee(ctx, await levelHistory(tx), { from, until, today, owners }),
  }))
  const days: Calendar['days'] = []
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const known = Map.groupBy(
      rows.filter((row) => row.day === day),
      // Tasks of one kind stand together, each clock by itself.
      ({ key, title_zh }) => `${key}/${title_zh ?? ''}`,
    )
    const ahead = Map.groupBy(foreseen.get(day) ?? [], ({ key }) => key)
    const entries = [
      ...[...known.values()].map((group) => entryOf(group, plan, ctx.now)),
      ...[...ahead.values()].map((group) => foreseenEntry(group, plan)),
    ]
    days.push({ day, entries: entries.sort((a, b) => (a.dueAt < b.dueAt ? -1 : Number(a.dueAt > b.dueAt))) })
  }
  return { today, days, owners: (await ownersToChoose(ctx, plan)).map((one) => named(plan, one)) }
}

/** Days for which nothing is written yet, by the versions of the plan whose time will have come. */
async function foresee(
  ctx: Context,
  levels: { from: string; level: string | null }[],
  { from, until, today, owners }: { from: Day; until: Day; today: Day; owners: string[] | null },
): Promise<Map<Day, Expected[]>> {
  const found = new Map<Day, Expected[]>()
  const worlds = worldsOf(await planVersions(ctx.db), levels, '9999-12-31T00:00:00.000Z')
  const begin = addDays(today, DAYS_AHEAD + 1)
  for (let day = from > begin ? from : begin; day <= until; day = addDays(day, 1)) {
    found.set(
      day,
      expectedOn(day, worlds).filter((one) => one.closed === null && (owners?.includes(ownerId(one.owner)) ?? true)),
    )
  }
  return found
}

function entryOf(rows: readonly OccurrenceRow[], plan: Plan, now: string): CalendarEntry {
  const counts = sum(rows.map(countedOf), now)
  return {
    key: rows[0]!.key,
    title: titleOf(plan, rows[0]!),
    dueAt: rows[0]!.due_at,
    count: rows.filter(({ state }) => state !== 'closed').length,
    done: counts.inTime + counts.late,
    late: counts.late,
    missing: counts.missing,
    excused: counts.excused,
    closed: rows.filter(({ state }) => state === 'closed').length,
    isForeseen: false,
  }
}

const foreseenEntry = (group: readonly Expected[], plan: Plan): CalendarEntry => ({
  key: group[0]!.key,
  title: titleOf(plan, { key: group[0]!.key, title_zh: null, title_en: null }),
  dueAt: group[0]!.dueAt,
  count: group.length,
  done: 0,
  late: 0,
  missing: 0,
  excused: 0,
  closed: 0,
  isForeseen: true,
})

const countedOf = (row: OccurrenceRow): Counted => ({
  state: row.state,
  dueAt: row.due_at,
  isZero: row.evidence_is_zero,
})

const ratesOf = (counts: Counts): RateCounts => ({
  ...counts,
  onTime: onTime(counts),
  complete: complete(counts),
  zeroReports: zeroReports(counts),
})

/** By owner and by day; of one kind where it is said. The latest day stands first. */
export async function readRates(ctx: Context, { from, until, owner, key }: RatesQuery): Promise<Rates> {
  const { plan } = await planInForce(ctx)
  const owners = await ownersAsked(ctx, owner)
  const all = await ctx.db.transaction(nobody, (tx) => occurrencesBetween(tx, { from, until, owners }))
  const rows = key === undefined ? all : all.filter((row) => row.key === key)
  const rates = (some: readonly OccurrenceRow[]) => ratesOf(sum(some.map(countedOf), ctx.now))
  const order = new Map((await ownersToChoose(ctx, plan)).map((one, index) => [ownerId(one), index]))
  const byOwner = [...Map.groupBy(rows, (row) => ownerId(ownerOf(row)))]
  const rank = (id: string) => order.get(id) ?? order.size
  const keys = new Map(all.map((row) => [row.key, titleOf(plan, { key: row.key, title_zh: null, title_en: null })]))
  return {
    today: dayOf(ctx.now, plan.zone),
    total: rates(rows),
    owners: byOwner
      .sort(([a], [b]) => rank(a) - rank(b))
      .map(([, some]) => ({ owner: named(plan, ownerOf(some[0]!)), ...rates(some) })),
    days: [...Map.groupBy(rows, ({ day }) => day)]
      .sort(([a], [b]) => (a < b ? 1 : -1))
      .map(([day, some]) => ({ day, ...rates(some) })),
    keys: [...keys].map(([name, title]) => ({ key: name, title })),
  }
}
