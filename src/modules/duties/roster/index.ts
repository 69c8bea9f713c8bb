// What the rest of the slice and, through its door, other slices may call of the roster.
export { watchRoster } from './actions/gaps.ts'
