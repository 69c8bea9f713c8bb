// Where the API keeps what the isolation screens show, and the live topics that make it stale.
export const BOARD = '/api/v1/board'
export const PERIODS = '/api/v1/isolation-periods'
export const QUEUE_COUNTS = '/api/v1/isolation-periods/queue-counts'
export const READINGS = '/api/v1/readings'
export const REFERRALS = '/api/v1/referrals'
export const ASSIGNMENTS = '/api/v1/isolation-assignments'
export const RELEASES = '/api/v1/isolation-releases'
export const ASSIGNEES = '/api/v1/assignees'
/** All periods of one person, the latest first. */
export const periodsOf = (personId: string): string => `/api/v1/persons/${personId}/isolation-periods`

/** A write of isolation makes these stale. */
export const ISOLATION_STALE: string[] = [BOARD, PERIODS, '/api/v1/persons']
export const ISOLATION_TOPICS = ['board', 'isolation', 'people', 'clock', 'response'] as const

/** Of very many, figures of a moment ago are shown while newer ones are counted: they are asked for until they are there. */
export const untilCounted =
  (otherwise: number | false = false) =>
  ({ state }: { state: { data?: { counting: boolean } } }): number | false =>
    state.data?.counting ? 500 : otherwise
