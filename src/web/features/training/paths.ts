export const EXERCISES = '/api/v1/exercises'
export const CONTINGENCY = '/api/v1/contingency-plans'
export const VERSIONS = '/api/v1/contingency-plan-versions'
export const TRAINING_TOPICS = ['training', 'clock'] as const
