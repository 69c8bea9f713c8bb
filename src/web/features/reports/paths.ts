// Addresses of the API that the pages of reports read, and the live topics that make them stale.
export const DAILY = '/api/v1/daily-reports'
export const SITUATION = '/api/v1/situation-reports'
export const URGENT = '/api/v1/urgent-reports'

export const REPORT_TOPICS = ['reports', 'obligations'] as const
/** The figures beside a form are counted from these. */
export const RECORD_TOPICS = ['reports', 'people', 'isolation', 'movements'] as const
export const URGENT_TOPICS = ['urgent'] as const
export const REPORT_STALE = [DAILY, SITUATION]
