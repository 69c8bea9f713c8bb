// What a change of who holds a post makes stale.
export const STALE = ['/api/v1/organisation', '/api/v1/posts/', '/api/v1/holdings/', '/api/v1/accounts', '/api/v1/me']
