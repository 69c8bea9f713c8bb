// Where a page of a list ended, as text that goes to the client and back. What comes back is checked value by value: it
// becomes a part of a query's parameters, never of its text.
import { Problem } from '../../kernel/problem.ts'

export const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

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
