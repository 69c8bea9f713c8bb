// What other slices and the app may call of the plan in force, the response and the areas.

export { applyDuePlans } from './amendments/apply.ts'
export { endReplanning, versionsToReplan } from './amendments/replanning.ts'
export { carryOutDue } from './holders/carry-out.ts'
export { findHolder, holdersIn, type PostHolderRow, postAreas, type UnitHolderRow } from './holders/store.ts'
export type { OpenWork, WorkItem } from './holders/work.ts'
export { loadFirstPlan } from './loading.ts'
export { measures } from './measures.ts'
export { type PlanInForce, planInForce, planVersion, planVersions, refreshPlans } from './plans.ts'
export { activateByPlan, activatedAt, activeSpans, levelHistory, wasActive } from './response.ts'
export { type AreaRow, listAreas as readAreas, readSetting, writeSetting } from './store.ts'
export { loadContacts } from './telephones.ts'
export { listOrganisation } from './view.ts'
