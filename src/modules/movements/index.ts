// What other slices and the app may call of movements.
export { escalateTransfers } from './actions/transfers.ts'
