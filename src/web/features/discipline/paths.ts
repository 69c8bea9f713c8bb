export const MATTERS = '/api/v1/discipline-matters'
export const DISCIPLINE_TOPICS = ['discipline', 'clock'] as const
