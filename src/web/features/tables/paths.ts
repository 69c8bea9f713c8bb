export const FORMS = '/api/v1/table-forms'
export const VERSIONS = '/api/v1/table-form-versions'
export const FILLINGS = '/api/v1/table-fillings'
export const REQUESTS = '/api/v1/table-requests'
export const TABLE_TOPICS = ['tables', 'clock'] as const
