// What other slices and the app may call of people.
export type { Tools } from './actions/scope.ts'
export { type ArrivalFacts, arrivalFacts, setFirstTemperature } from './store/arrivals.ts'
