// Where a page of a list ended, as text that goes to the client and back. What comes back is checked value by value: it
// becomes a part of a query's parameters, never of its text.
import { Problem } from '../../kernel/problem.ts'
import type { Instant } from '../../kernel/time.ts'

export const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** An instant in the kernel's form. */
export const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

export const writeCursor = (values: readonly string[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

/** The values of a cursor, each fitting its pattern. Throws Problem 400 on anything that is no cursor of this list. */
export function readCursor<const P extends readonly RegExp[]>(text: string, patterns: P): { [K in keyof P]: string } {
  let values: unknown
  try {
    values = JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    // Answered below: what is not JSON is no cursor either.
  }
  const fits =
    Array.isArray(values) &&
    values.length === patterns.length &&
    values.every((value, index) => typeof value === 'string' && patterns[index]!.test(value))
  if (!fits) {
    throw new Problem(
      400,
      'bad_cursor',
      '翻页位置无效，请从第一页开始',
      'The cursor is not one of ours: begin at page one',
    )
  }
  return values as { [K in keyof P]: string }
}

/** Where a page of a list in the order of instants ended; null: at the beginning. Throws as `readCursor` does. */
export function momentAfter(cursor: string | undefined): { at: Instant; id: string } | null {
  if (cursor === undefined) return null
  const [at, id] = readCursor(cursor, [INSTANT, ID])
  return { at, id }
}

/** A page of such a list out of one row more than it holds, and where the next begins. */
export function pageByMoment<Row extends { id: string }>(
  rows: readonly Row[],
  limit: number,
  momentOf: (row: Row) => Instant,
): { page: Row[]; next: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { page, next: rows.length > limit && last ? writeCursor([momentOf(last), last.id]) : null }
}
