// Is somebody of a list in the register (M45)? By the document number for certain; by telephone and name, or by the day of
// birth and the name, somebody has to say so. Pure.
import { townshipOf } from '../../../kernel/area.ts'

export const MATCHES = ['hit', 'elsewhere', 'unknown'] as const
export type Match = (typeof MATCHES)[number]
export const MATCHED_BY = ['document', 'telephone', 'name'] as const
export type MatchedBy = (typeof MATCHED_BY)[number]

export interface Candidate {
  personId: string
  by: MatchedBy
  areaCode: string
  /** Registered here and not left. */
  isHere: boolean
}

export interface Matched {
  match: Match
  by: MatchedBy | null
  /** Nobody has to look at it. */
  isCertain: boolean
  /** Who it is, once that is certain. */
  personId: string | null
  /** Where it is sent, if nobody says otherwise: where the person is registered, else where the list says. */
  area: string | null
}

/** In the register and here is a hit; known, but gone or not where the list looks for the person, is elsewhere. */
const matchOf = ({ isHere, areaCode }: Candidate, listed: string | null): Exclude<Match, 'unknown'> =>
  isHere && (listed === null || townshipOf(listed) === null || townshipOf(listed) === townshipOf(areaCode))
    ? 'hit'
    : 'elsewhere'

/** `listed` is the area that the list itself says, null where it says none. */
export function judgeMatch(candidates: readonly Candidate[], listed: string | null): Matched {
  const certain = candidates.find(({ by }) => by === 'document')
  if (certain) {
    const match = matchOf(certain, listed)
    return {
      match,
      by: 'document',
      isCertain: true,
      personId: certain.personId,
      area: certain.isHere ? certain.areaCode : (listed ?? certain.areaCode),
    }
  }
  const [first] = candidates
  if (!first) return { match: 'unknown', by: null, isCertain: true, personId: null, area: listed }
  const hit = candidates.find((one) => matchOf(one, listed) === 'hit')
  const best = hit ?? first
  return {
    match: hit ? 'hit' : 'elsewhere',
    by: best.by,
    isCertain: false,
    personId: null,
    area: listed ?? best.areaCode,
  }
}
