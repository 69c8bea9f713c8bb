// Where the API keeps assignments, and what a write makes stale.
import { ISOLATION_STALE } from '../isolation/paths.ts'

export const LOADS = '/api/v1/assignment-loads'
export const PROPOSALS = '/api/v1/assignment-proposals'
export const ACTS = '/api/v1/assignment-acts'
export const AREA_MEDICS = '/api/v1/area-medics'
export const historyOf = (personId: string): string => `/api/v1/persons/${personId}/assignments`
export const ASSIGNMENT_STALE: string[] = [...ISOLATION_STALE, LOADS, PROPOSALS, AREA_MEDICS]
export type Role = 'medic' | 'guarantor'
