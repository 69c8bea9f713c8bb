// What the rest of the slice and, through its door, other slices may call of the obligations.
export { type Answering, whoAnswers } from './actions/answering.ts'
export { knockAtDoors } from './actions/knock.ts'
export { callOff, type Evidence, type Met, meetOccurrence, owe, type Task } from './actions/meet.ts'
export { type Owner, ownerId } from './rules/clocks.ts'
export { ownersOfPosts } from './rules/owners.ts'
export type { OccurrenceState } from './rules/settling.ts'
export { settleIn, settleObligations } from './settle.ts'
export { dueBy, type OccurrenceFilter, type OccurrenceRow, occurrencesOf, unreported } from './store/occurrences.ts'
