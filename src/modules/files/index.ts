// What other slices and the app may call of files.
export { filesKept } from './actions.ts'
