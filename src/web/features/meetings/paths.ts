export const MEETINGS = '/api/v1/meetings'
export const MEETING_DAYS = '/api/v1/meeting-days'
export const DECISIONS = '/api/v1/meeting-decisions'
export const MEETING_TOPICS = ['meetings', 'clock'] as const
export const MEETING_STALE: string[] = [MEETINGS, MEETING_DAYS, '/api/v1/occurrences', '/api/v1/my-obligations']
