// What other slices and the app may call of the plan in force, the response and the areas.
export { loadFirstPlan } from './loading.ts'
export { measures } from './measures.ts'
export { type PlanInForce, planInForce, planVersion, planVersions, refreshPlans } from './plans.ts'
export { activateByPlan, activatedAt, activeSpans, wasActive } from './response.ts'
export {
  type AreaRow,
  findHolder,
  listAreas as readAreas,
  type PostHolderRow,
  readSetting,
  writeSetting,
} from './store.ts'
export { loadContacts } from './telephones.ts'
export { listOrganisation } from './view.ts'
