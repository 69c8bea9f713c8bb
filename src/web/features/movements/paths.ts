// Where the API keeps movements, and what makes them stale.
export const MOVEMENTS = '/api/v1/movements'
export const MOVEMENT_COUNTS = '/api/v1/movements/queue-counts'
export const movementsOf = (personId: string): string => `/api/v1/persons/${personId}/movements`

/** A move changes where a person is, and so every list of people. */
export const MOVEMENT_STALE: string[] = [MOVEMENTS, '/api/v1/persons', '/api/v1/isolation-periods', '/api/v1/board']
export const MOVEMENT_TOPICS = ['movements', 'clock'] as const
