// What other slices and the app may call of the plan in force, the response and the areas.
export { activateByPlan, activatedAt, loadContacts, loadFirstPlan } from './actions.ts'
export { type PlanInForce, planInForce, planVersion, refreshPlans } from './plans.ts'
export {
  type AreaRow,
  findHolder,
  listAreas as readAreas,
  type PostHolderRow,
  readSetting,
  writeSetting,
} from './store.ts'
