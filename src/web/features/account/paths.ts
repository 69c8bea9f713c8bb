// Where “my account” reads and what a change makes stale.
export const SECURITY = '/api/v1/me/security'
export const SESSIONS = '/api/v1/me/sessions'
/** The account itself and everything below it. */
export const STALE = ['/api/v1/me']
