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

/**
 * Nobody who gets something ends above the even level by as much as a household, but for households that follow one of
 * theirs; and there are at most as many shares as villages and takers together. Order of the input breaks ties.
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
  for (const [area, members] of villagesBySize(free)) {
    const size = sum(members)
    const isOwn = (taker: Taker) => (taker.areas.has(area) ? 0 : 1)
    const whole = takers
      .filter((taker) => room(taker) >= size)
      .sort((a, b) => isOwn(a) - isOwn(b) || room(a) - room(b))[0]
    if (whole) {
      for (const household of members) give(household, whole.id)
      continue
    }
    // One after the other is filled, so that few go to the same village.
    let taker: Taker | undefined
    for (const household of members) {
      if (!taker || room(taker) <= 0) {
        taker = takers.filter((one) => room(one) > 0).sort((a, b) => isOwn(a) - isOwn(b) || room(b) - room(a))[0]
      }
      // Rounding can leave a crumb of room nowhere.
      give(household, (taker ?? takers.toSorted((a, b) => room(b) - room(a))[0]!).id)
    }
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
