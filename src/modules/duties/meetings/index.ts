// What the rest of `duties` may call of the daily meeting.
export { requirementOfDocument, requireOfMeeting } from './requirements.ts'
