// Figures by village that are asked for far more often than they can be counted: kept, counted anew where something happened, and
// never shown as they were before the own act. One count runs at a time, whoever comes while it runs shares the next.
//   A district of ordinary size is exact: whoever asks waits for the count, a few milliseconds. In a very large one whoever has
// to wait longer than a screen notices is given what is kept, with its time, at most `OLDEST_MS` old; who acted waits always.
import type { Instant } from '../kernel/time.ts'

export interface Tally<Frame, Row> {
  /** `who` is the account that asks: its own acts are counted in what it gets. */
  read(now: Instant, who: string): Promise<Counted<Frame, Row>>
  /** Something happened in these villages, or (null) anywhere, by these accounts: what was counted before is old. */
  touch(villages: readonly string[] | null, by: readonly string[]): void
}

export interface Counted<Frame, Row> {
  /** The instant that it was counted for. */
  at: Instant
  frame: Frame
  rows: readonly Row[]
  /** Something happened since, and is being counted. */
  isOld?: true
}

export interface Counting<Frame, Row> {
  /** What the figures of an instant follow from beside the rows (the day, open windows): another `key`, and all is counted anew. */
  frame(now: Instant): Promise<Frame & { key: string }>
  /** Of these villages; null: of all. Villages that have nothing are absent. */
  count(frame: Frame, now: Instant, villages: readonly string[] | null): Promise<Row[]>
  /** How many persons a row is counted from. */
  persons(row: Row): number
}

const EXACT_UP_TO = 50_000
const PATIENCE_MS = 25
const OLDEST_MS = 10_000
const MOST_REMEMBERED = 5_000

interface Kept<Frame, Row> extends Counted<Frame & { key: string }, Row> {
  byVillage: ReadonlyMap<string, Row>
  /** How many things had happened, and when it was by the machine's clock, as the count began. */
  events: number
  began: number
  isLarge: boolean
}

export function openTally<Frame, Row extends { area: string }>(
  { frame, count, persons }: Counting<Frame, Row>,
  { exactUpTo = EXACT_UP_TO, patienceMs = PATIENCE_MS } = {},
): Tally<Frame, Row> {
  let kept: Kept<Frame, Row> | null = null
  let events = 0
  // What happened since the last count began; null: anything.
  let touched: Set<string> | null = null
  let acts = new Map<string, number>()
  // The acts of whoever is not remembered any more were before this one.
  let forgotten = 0
  let running: { began: number | null; minute: string; done: Promise<Kept<Frame, Row>> } | null = null

  const recount = async (now: Instant): Promise<Kept<Frame, Row>> => {
    const before = kept
    const since = touched
    const [happened, began] = [events, performance.now()]
    touched = new Set()
    try {
      const same = before && since && minuteOf(before.at) === minuteOf(now)
      const by = same ? before.frame : await frame(now)
      const whole = !before || !since || by.key !== before.frame.key
      const byVillage = new Map(whole ? [] : before.byVillage)
      for (const village of since ?? []) byVillage.delete(village)
      if (whole || since.size > 0) {
        // Of most of them, all at once is faster.
        const few = !whole && since.size * 3 <= before.byVillage.size
        const counted = await count(by, now, few ? [...since] : null)
        for (const row of counted) byVillage.set(row.area, row)
      }
      const rows = [...byVillage.values()].sort((a, b) => (a.area < b.area ? -1 : 1))
      const isLarge = rows.reduce((sum, row) => sum + persons(row), 0) > exactUpTo
      kept = { at: now, frame: by, rows, byVillage, events: happened, began, isLarge }
      return kept
    } catch (error) {
      touched = null
      throw error
    }
  }

  const start = (now: Instant): Promise<Kept<Frame, Row>> => {
    const before = running?.done.then(nothing, nothing)
    const begin = async () => {
      await before
      mine.began = events
      return recount(now)
    }
    const mine = { began: null as number | null, minute: minuteOf(now), done: begin() }
    running = mine
    mine.done.then(nothing, nothing).then(() => {
      if (running === mine) running = null
    })
    return mine.done
  }

  return {
    touch(villages, by) {
      events += 1
      if (villages === null) touched = null
      else for (const village of villages) touched?.add(village)
      if (acts.size + by.length > MOST_REMEMBERED) {
        forgotten = events
        acts = new Map()
      }
      for (const who of by) acts.set(who, events)
    },
    async read(now, who) {
      const known = kept
      const minute = minuteOf(now)
      if (known && known.events === events && minuteOf(known.at) === minute) return known
      // One that has not begun yet sees everything that there was until now.
      const isEnough = running && running.minute === minute && (running.began === null || running.began === events)
      const counted = isEnough ? running!.done : start(now)
      const mayBeOld =
        known?.isLarge && known.events >= (acts.get(who) ?? forgotten) && performance.now() - known.began < OLDEST_MS
      if (!mayBeOld) return counted
      counted.then(nothing, nothing)
      return Promise.race([counted, later(patienceMs).then(() => ({ ...known, isOld: true as const }))])
    },
  }
}

const nothing = () => {}
const minuteOf = (now: Instant) => now.slice(0, 16)
const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
