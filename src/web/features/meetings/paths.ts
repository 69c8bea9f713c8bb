export const MEETINGS = '/api/v1/meetings'
export const MEETING_DAYS = '/api/v1/meeting-days'
export const MEETING_TOPICS = ['meetings', 'directives', 'warnings', 'reports', 'clock'] as const
export const MEETING_STALE: string[] = [MEETINGS, MEETING_DAYS, '/api/v1/occurrences', '/api/v1/my-obligations']
