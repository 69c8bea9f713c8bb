// A measure: what a duty of the plan is judged by (M01–M63). A slice says what was due, thing by thing, and whether each was
// done; the figure is the count of that and the evidence is the list of it, so that the two agree. Each slice lists its own
// by key; the insight slice puts them together.
//   A figure is taken as of `now`: what was recorded after it does not count. So a day that has passed can be judged when
// nobody ran the server at its end.
import { type Figure, figureValue } from '../kernel/figure.ts'
import type { Day, Instant, Zone } from '../kernel/time.ts'
import type { Database, Tx } from './db/database.ts'

/** Over what a figure is taken. */
export interface Over {
  db: Database
  now: Instant
  today: Day
  /** The first day of the duty's window; null is since the start, or as it stands now. */
  from: Day | null
  zone: Zone
  area: string
  /** The plan version that judges: the one in force on that day. */
  planVersionId: string
  /** What the duty narrows the measure to; only a measure that is `narrowed` is asked with one. */
  of: string | null
}

/** The figure of one township, by its nine digits, or of what is the district's own, under its code. */
export type AreaFigure = Figure & { area: string }

/** One thing that was due. */
export interface Evidence {
  /** Unique in its list. */
  id: string
  kept: boolean
  /** A person is named by who may see the name; anything else by its own words. */
  about: { person: string } | { zh: string; en: string }
  areaCode: string | null
  /** When it was due or happened; the list is in its order, latest first. */
  at: Instant
  /** What became of it. */
  zh: string
  en: string
}

/** Position in a list of evidence: whatever fails stands first, then the latest. */
export type EvidencePosition = Pick<Evidence, 'kept' | 'at' | 'id'>

export interface EvidencePage {
  /** Only the failing, only the kept, or null for both. */
  kept: boolean | null
  after: EvidencePosition | null
  limit: number
}

export interface Measure {
  /** Of the district as a whole: no township has a figure of its own. */
  ofDistrict?: true
  /** Knows what to do with `of`. */
  narrowed?: true
  /** The figure is how many there are: none is 0, and not nothing due. Of none there is a row all the same. */
  isNumber?: true
  /** No row where nothing was due: that is never a good figure. */
  figures(tx: Tx, over: Over): Promise<AreaFigure[]>
  evidence(tx: Tx, over: Over, page: EvidencePage): Promise<Evidence[]>
}

const TOWNSHIP_DIGITS = 9

/** Of things that are few: each is judged by the program. */
export function listed(
  list: (tx: Tx, over: Over) => Promise<Evidence[]>,
  kind: Pick<Measure, 'ofDistrict' | 'isNumber'> = {},
): Measure {
  const areaOf = ({ areaCode }: Evidence, over: Over) => (areaCode ?? over.db.district).slice(0, TOWNSHIP_DIGITS)
  return {
    ...kind,
    async figures(tx, over) {
      const none = { kept: 0, due: 0 }
      const counts = new Map(kind.isNumber ? [[over.area, none]] : [])
      for (const row of await list(tx, over)) {
        const { kept, due } = counts.get(areaOf(row, over)) ?? none
        counts.set(areaOf(row, over), { kept: kept + Number(row.kept), due: due + 1 })
      }
      return [...counts].map(([area, { kept, due }]) =>
        kind.isNumber ? { area, value: due } : { area, numerator: kept, denominator: due },
      )
    },
    async evidence(tx, over, { kept, after, limit }) {
      return (await list(tx, over))
        .filter((row) => (kept === null || row.kept === kept) && (after === null || order(after, row) < 0))
        .sort(order)
        .slice(0, limit)
    },
  }
}

/** Of all that is in `area`; null when nothing was due there, or it has no figure of its own. */
export function figureOf(
  measure: Measure,
  figures: readonly AreaFigure[],
  area: string,
  district: string,
): Figure | null {
  if (measure.ofDistrict && area !== district) return null
  let sum: Figure | null = measure.isNumber ? { value: 0 } : null
  for (const { area: of, ...figure } of figures) if (of.startsWith(area)) sum = sum === null ? figure : add(sum, figure)
  return sum
}

const add = (a: Figure, b: Figure): Figure =>
  'value' in a || 'value' in b
    ? { value: figureValue(a) + figureValue(b) }
    : { numerator: a.numerator + b.numerator, denominator: a.denominator + b.denominator }

function order(a: EvidencePosition, b: EvidencePosition): number {
  if (a.kept !== b.kept) return a.kept ? 1 : -1
  if (a.at !== b.at) return a.at < b.at ? 1 : -1
  return a.id < b.id ? -1 : Number(a.id > b.id)
}

/** A query that answers one row for everything that was due; what `say` needs may stand beside these. */
export interface Due {
  id: string
  kept: boolean
  /** '' where `say` names what it is about. */
  person_id: string
  area_code: string
  at: Instant
}
export interface Rows {
  text: string
  params: readonly unknown[]
}

/** Of things that may be many: the database counts and pages. Null: nothing was due. */
export function counted<Row extends Due>(
  rows: (tx: Tx, over: Over) => Promise<Rows | null>,
  say: (row: Row, over: Over) => { zh: string; en: string; about?: Evidence['about'] },
  /** Where there is a quicker way to the same count than by going over everything that was due. */
  figures?: Measure['figures'],
): Measure {
  return {
    async figures(tx, over) {
      if (figures) return figures(tx, over)
      const due = await rows(tx, over)
      if (!due) return []
      return tx.sql<AreaFigure>(
        `select left(area_code, ${TOWNSHIP_DIGITS}) as area, (count(*) filter (where kept))::int as numerator,
           count(*)::int as denominator
         from (${due.text}) as due group by 1`,
        due.params,
      )
    },
    async evidence(tx, over, { kept, after, limit }) {
      const due = await rows(tx, over)
      if (!due) return []
      const at = (index: number) => `$${due.params.length + index}`
      const found = await tx.sql<Row>(
        `select * from (${due.text}) as due
         where (${at(1)}::boolean is null or kept = ${at(1)})
           and (${at(2)}::boolean is null or kept > ${at(2)}
             or kept = ${at(2)} and (at < ${at(3)}::timestamptz or at = ${at(3)}::timestamptz and id::text > ${at(4)}))
         order by kept, at desc, id::text limit ${at(5)}`,
        [...due.params, kept, after?.kept ?? null, after?.at ?? null, after?.id ?? '', limit],
      )
      return found.map((row) => ({
        id: row.id,
        kept: row.kept,
        about: { person: row.person_id },
        areaCode: row.area_code,
        at: row.at,
        ...say(row, over),
      }))
    },
  }
}
