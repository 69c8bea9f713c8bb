// Area codes of GB/T 2260 and the statistical divisions (M06): 6 digits district, 9 township, 12 village, a grid
// adds `-NN`. The code is the scope: a unit sees what its code is a prefix of.

export type AreaLevel = 'province' | 'city' | 'district' | 'township' | 'village' | 'grid'

const PATTERN = /^\d{2}(\d{2}(\d{2}(\d{3}(\d{3}(-[0-9A-Z]{1,4})?)?)?)?)?$/

export const isAreaCode = (text: string): boolean => PATTERN.test(text)

/** The level that a code's length says. Throws RangeError on text that is no area code. */
export function areaLevel(code: string): AreaLevel {
  if (!isAreaCode(code)) throw new RangeError(`not an area code: ${code}`)
  if (code.length > 12) return 'grid'
  return ({ 2: 'province', 4: 'city', 6: 'district', 9: 'township', 12: 'village' } as const)[
    code.length as 2 | 4 | 6 | 9 | 12
  ]
}

/** Is `code` the area `scope` or inside it? An empty scope holds nothing. */
export const isWithin = (code: string, scope: string): boolean => scope !== '' && code.startsWith(scope)

/** The half-open range of codes that lie in `scope` under collation C: `code >= from and code < to`. */
export const areaRange = (scope: string): { from: string; to: string } => ({ from: scope, to: `${scope}~` })

/** The 9-digit township of a code, or null for a code above a township. */
export const townshipOf = (code: string): string | null => (code.length >= 9 ? code.slice(0, 9) : null)

/** The 6-digit district of a code, or null for a code above a district. */
export const districtOf = (code: string): string | null => (code.length >= 6 ? code.slice(0, 6) : null)
