// What other slices and the app may call of people.
export { ownArea } from './actions/list.ts'
export { placeOfPerson } from './actions/read.ts'
export type { Tools } from './actions/scope.ts'
export { compareWaiting } from './duplicates/actions.ts'
export { measures } from './measures.ts'
export { type ArrivalFacts, arrivalFacts, arrivalFigures, setFirstTemperature } from './store/arrivals.ts'
export { personNames } from './store/persons.ts'
