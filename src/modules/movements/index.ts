// What other slices and the app may call of movements.
export { type StaySaid, settleStay } from './actions/stays.ts'
export { escalateTransfers } from './actions/transfers.ts'
export { measures } from './measures.ts'
export { countStayChecks } from './store/stays.ts'
export { areasBefore } from './store/transfers.ts'
