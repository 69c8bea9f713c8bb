// Who gets whom (M21, M52): households are spread evenly by persons over those who can look after them. A household is never
// divided, a village only where one alone could not carry it; whoever looks after others of a household gets the rest of it.

/** Somebody to be looked after, with those who live together. */
export interface Household {
  key: string
  /** Village, or township where the village is not known. */
  area: string
  persons: number
  /** Who looks after others of this household already. */
  with: string | null
}

export interface Taker {
  id: string
  /** Persons looked after already. */
  load: number
  /** Villages that are his own, or where he goes already: given to him first. */
  areas: ReadonlySet<string>
}

/** What one taker gets of one village. */
export interface Share {
  area: string
  taker: string
  households: string[]
  persons: number
}

/** By this part of the even level somebody may have too many, where a village is kept whole by it. */
const SLACK = 0.25

/**
 * Nobody who gets something ends above the even level by as much as that part and a household, but for households that
 * follow one of theirs; and there are at most as many shares as villages and takers together. Each takes of his own village
 * first. Order of the input breaks ties.
 */
export function spread(households: readonly Household[], takers: readonly Taker[]): Share[] {
  if (takers.length === 0) return []
  const loads = new Map(takers.map(({ id, load }) => [id, load]))
  const shares = new Map<string, Share>()
  const give = ({ key, area, persons }: Household, taker: string) => {
    const share = shares.get(`${area}/${taker}`) ?? { area, taker, households: [], persons: 0 }
    share.households.push(key)
    share.persons += persons
    shares.set(`${area}/${taker}`, share)
    loads.set(taker, loads.get(taker)! + persons)
  }
  const free: Household[] = []
  for (const household of households) {
    if (household.with !== null && loads.has(household.with)) give(household, household.with)
    else free.push(household)
  }
  const level = evenLevel([...loads.values()], sum(free))
  const room = ({ id }: Taker) => level - loads.get(id)!
  const fill = (members: Household[], fitting: () => Taker | undefined): void => {
    for (let taker = fitting(); taker && members.length > 0; taker = fitting()) {
      // One after the other is filled, so that few go to the same village.
      while (members.length > 0 && room(taker) > 0) give(members.shift()!, taker.id)
    }
  }
  const giveWhole = (members: Household[], among: readonly Taker[]): void => {
    const size = sum(members)
    const taker = among
      .filter((one) => room(one) + level * SLACK >= size)
      .sort(
        (a, b) =>
          Number(room(a) < size) - Number(room(b) < size) || Math.abs(room(a) - size) - Math.abs(room(b) - size),
      )[0]
    if (taker) for (const household of members.splice(0)) give(household, taker.id)
  }
  const byRoom = (among: readonly Taker[]) => () =>
    among.filter((one) => room(one) > 0).sort((a, b) => room(b) - room(a))[0]
  const villages = villagesBySize(free)
  for (const [area, members] of villages) {
    const own = takers.filter(({ areas }) => areas.has(area))
    giveWhole(members, own)
    fill(members, byRoom(own))
  }
  for (const [, members] of villages) {
    giveWhole(members, takers)
    fill(members, byRoom(takers))
    // Rounding can leave a crumb of room nowhere.
    for (const household of members) give(household, takers.toSorted((a, b) => room(b) - room(a))[0]!.id)
  }
  return [...shares.values()].sort((a, b) => compare(a.area, b.area) || compare(a.taker, b.taker))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const sum = (households: readonly Household[]): number => households.reduce((total, { persons }) => total + persons, 0)

/** The level to which loads rise when `persons` are poured over them. */
export function evenLevel(loads: readonly number[], persons: number): number {
  const sorted = loads.toSorted((a, b) => a - b)
  let below = 0
  for (const [index, load] of sorted.entries()) {
    below += load
    const level = (below + persons) / (index + 1)
    if (level <= (sorted[index + 1] ?? Number.POSITIVE_INFINITY)) return level
  }
  return 0
}

/** The largest first: what is hard to place whole is placed while there is room. */
function villagesBySize(households: readonly Household[]): [string, Household[]][] {
  const villages = new Map<string, Household[]>()
  for (const household of households) {
    const members = villages.get(household.area)
    members ? members.push(household) : villages.set(household.area, [household])
  }
  return [...villages].sort((a, b) => sum(b[1]) - sum(a[1]) || compare(a[0], b[0]))
}
