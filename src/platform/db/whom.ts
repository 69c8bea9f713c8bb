// Whom a count is about: everybody in an area, whoever belongs to exactly these villages, or these persons. All are ranges or
// equalities, because under row security no other condition uses an index.
import { areaRange } from '../../kernel/area.ts'

export type Whom = { in: string } | { of: readonly string[] } | { persons: readonly string[] }

/** Digits of a village: counts are kept by it, and by the township's code for those whose village is not known. */
export const VILLAGE = 12

/** A join that leaves these of a table with area and person; `$1` and `$2` are its parameters. */
export function joinOf(whom: Whom): { join: (table: string) => string; params: [unknown, unknown] } {
  if ('in' in whom) {
    const { from, to } = areaRange(whom.in)
    return { join: (t) => `join (select) w on ${t}.area_code >= $1 and ${t}.area_code < $2`, params: [from, to] }
  }
  if ('persons' in whom) {
    const join = (t: string) => `join unnest($1::uuid[]) w (person) on ${t}.person_id = w.person and $2::text is null`
    return { join, params: [whom.persons, null] }
  }
  // A township's own code is that of persons without a village, not of everybody in it.
  const beyond = whom.of.map((code) => (code.length < VILLAGE ? `${code}\u0001` : areaRange(code).to))
  return {
    join: (t) => `join unnest($1::text[], $2::text[]) w (a, b) on ${t}.area_code >= w.a and ${t}.area_code < w.b`,
    params: [whom.of, beyond],
  }
}
