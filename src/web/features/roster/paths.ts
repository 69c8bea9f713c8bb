// What the pages of the roster read, and what a write makes stale.
export const ROSTER = '/api/v1/roster'
export const ROSTER_TOPICS = ['roster', 'organisation', 'plan', 'response'] as const
export const STALE = [ROSTER]
export const unitPath = (unit: string) => `${ROSTER}/units/${encodeURIComponent(unit)}`
