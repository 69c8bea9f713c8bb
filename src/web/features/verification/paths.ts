export const LISTS = '/api/v1/verification-lists'
export const ENTRIES = '/api/v1/verification-entries'
export const VERIFICATION_TOPICS = ['verification', 'clock'] as const
export const STALE = [LISTS, ENTRIES]
