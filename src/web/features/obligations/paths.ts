// What the pages of the obligations read, what makes it stale, and where somebody does what is owed.
export const OCCURRENCES = '/api/v1/occurrences'
export const MINE = '/api/v1/my-obligations'
export const CALENDAR = '/api/v1/obligation-calendar'
export const RATES = '/api/v1/obligation-rates'
export const CALLS = '/api/v1/calls'

export const OBLIGATION_TOPICS = ['obligations', 'response', 'plan']

/** The page on which an obligation is met, by its key. */
export const DONE_AT: Readonly<Record<string, string>> = {
  groupReport: '/reports',
  townshipReport: '/reports',
  table: '/table-requests',
  verification: '/verification',
}
/** Of a day: not done before it. */
export const ON_ITS_DAY: ReadonlySet<string> = new Set(['groupReport', 'townshipReport'])
/** Where evidence is looked at, by its kind. */
export const EVIDENCE_AT: Readonly<Record<string, (id: string) => string>> = {
  dailyReport: (id) => `/reports/${id}`,
  verificationEntry: (id) => `/verification/persons/${id}`,
}
