// Addresses of the API that these pages use, and what a decision makes stale.
export const VERSIONS = '/api/v1/plan-versions'
export const AMENDMENTS = '/api/v1/plan-amendments'
export const NEW_SEATS = '/api/v1/new-seats'
export const AREAS_FILE = '/api/v1/plan-areas/file'
/** An approval that takes effect at once may change anything. */
export const STALE_AFTER_DECISION = ['/api/v1/']
export const TOPICS = ['plan', 'response']
