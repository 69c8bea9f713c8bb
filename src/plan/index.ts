// What others may use of the plan: the types, the loaders, and the pure questions asked of a plan.

export { type Area, parseAreas } from './areas.ts'
export { checkPlan, type Finding } from './check.ts'
export { CHANGE_TOPICS, type ChangeTopic, diffPlans, type PlanChange } from './diff.ts'
export { POST_KIND_WORDS } from './diff-words.ts'
export {
  allDuties,
  basisOf,
  clauseIds,
  type DutySection,
  type PlacedDuty,
  resolveUnits,
  unitArea,
} from './duties.ts'
export { contactSubjects, parseContacts, parsePlan } from './load.ts'
export { meaningOf, type RunningPeriods } from './meaning.ts'
export {
  figureKey,
  type Judgement,
  judge,
  MEASURES,
  type MeasureDefinition,
  measureByKey,
  targetText,
} from './measures.ts'
export { classifyOrigin, type Origin, originClassifier } from './origins.ts'
export { isolationPlace, type PlaceFacts } from './place-rule.ts'
export { ONE_HOLDER, POST_KINDS, type PostKind, type Text } from './schema/basics.ts'
export type { Directives } from './schema/directives.ts'
export type { Duty, DutyPart, MeasureUse, Target } from './schema/duty.ts'
export type { CheckWindow, PlaceRule } from './schema/isolation.ts'
export type { Clock, Sector } from './schema/mechanisms.ts'
export type { CommandPost, Group, Staffing, Unit } from './schema/organisation.ts'
export { TEMPLATES, type TemplateKey } from './schema/papers.ts'
export { Plan } from './schema/plan.ts'
export type { SituationReport } from './schema/reports.ts'
export type { WarningRule } from './schema/warning.ts'
export { type StaffAccount, staffAccounts } from './staffing.ts'
export { takeInTemplates } from './templates.ts'
