// Where the API keeps papers.
import { ISOLATION_STALE } from '../isolation/paths.ts'

export const BATCHES = '/api/v1/paper-batches'
export const SERVICES = '/api/v1/paper-services'
export const ROUND_LIST = '/api/v1/round-lists/pdf'
export const papersOf = (personId: string): string => `/api/v1/persons/${personId}/papers`

/** A paper printed, served or voided makes these stale; the persons' own lists stand below them. */
export const PAPERS_STALE: string[] = ISOLATION_STALE
