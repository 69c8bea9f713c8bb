// What other slices and the app may call of discipline.
export { measures } from './measures.ts'
export { lookThroughReadings, raiseMatter } from './raise.ts'
