// Key areas by place names (M07). A name counts anywhere in a text (`names`), or only at its start (`short`: common
// short names), or only behind its own city or province (`behind`: names that are also elsewhere, e.g. 青山区, 兴山).
import * as z from 'zod'
import { AreaCode, Clauses, Text } from './basics.ts'

const place = {
  code: AreaCode,
  names: z.array(z.string().min(2)).default([]),
  short: z.array(z.string().min(2)).default([]),
  behind: z.array(z.string().min(2)).default([]),
}

export const County = z.strictObject(place)
export const City = z.strictObject({ ...place, counties: z.array(County).default([]) })
export const KeyArea = z.strictObject({ ...place, cities: z.array(City).default([]) })
export type Place = z.infer<typeof County>

export const Origins = z.strictObject({ clauses: Clauses, name: Text, keyAreas: z.array(KeyArea).min(1) })
