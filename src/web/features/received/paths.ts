export const RECEIVED = '/api/v1/received-documents'
export const RECEIVED_FILES = '/api/v1/received-document-files'
export const INSTRUCTIONS = '/api/v1/received-instructions'
export const RECEIVED_CHOICES = '/api/v1/received-document-choices'
export const RECEIVED_TOPICS = ['received', 'meetings', 'directives', 'clock'] as const
export const RECEIVED_STALE: string[] = [RECEIVED, RECEIVED_CHOICES, '/api/v1/meeting-days', '/api/v1/notifications']
