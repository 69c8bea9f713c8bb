export const DIRECTIVES = '/api/v1/directives'
export const ASSIGNMENTS = '/api/v1/directive-assignments'
export const OFFERS = '/api/v1/help-offers'
export const SUPERVISED = '/api/v1/supervised-matters'
export const DIRECTIVE_TOPICS = ['directives', 'clock'] as const
export const DIRECTIVE_STALE: string[] = [DIRECTIVES, SUPERVISED, '/api/v1/meeting-days', '/api/v1/meetings']
/** Where each kind is issued. */
export const ISSUE_PATHS = {
  directive: DIRECTIVES,
  supervision: SUPERVISED,
  requirement: '/api/v1/city-requirements',
  help: '/api/v1/help-requests',
} as const
