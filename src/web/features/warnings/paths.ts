export const WARNINGS = '/api/v1/warnings'
export const WARNING_TOPICS = ['warnings', 'clock'] as const
