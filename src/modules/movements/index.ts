// What other slices and the app may call of movements.
export { beginStay, type StaySaid } from './actions/stays.ts'
export { escalateTransfers } from './actions/transfers.ts'
export { measures } from './measures.ts'
