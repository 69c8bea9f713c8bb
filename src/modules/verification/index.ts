// What other slices and the app may call of the lists of persons to be found.
export { measures } from './measures.ts'
