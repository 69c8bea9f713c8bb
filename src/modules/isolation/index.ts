// What other slices and the app may call of isolation.
export { tellOverdue } from './actions/climb.ts'
export { type IsolationTally, keptIsolation, openIsolationTally } from './actions/figures.ts'
export { isolationOfPersons } from './actions/join.ts'
export {
  creditDays,
  endForDeparture,
  followPerson,
  handOverPeriod,
  holdOpenPeriod,
  type OpenCourse,
  openCourses,
  resumeAfterDeparture,
} from './actions/movements.ts'
export { openWork } from './actions/open-work.ts'
export { planOfPeriod } from './actions/plans.ts'
export { countQueue, listQueue } from './actions/queues.ts'
export { replanRunning } from './actions/replan.ts'
export { isolationFigures } from './actions/report-figures.ts'
export { startIsolation } from './actions/start.ts'
export type { PeriodRow as PeriodListed } from './contract/views.ts'
export { endOwing, moveOnLapsed, oweWithResponse } from './jobs.ts'
export { measures } from './measures.ts'
export { isolationPlan } from './rules/plan.ts'
export { presentWindow } from './rules/windows.ts'
export { concernsOfPeriods, concernsOfReferrals, type PeriodConcern } from './store/concerned.ts'
export { noteNotices, type PeriodWithPerson, periodsWithPersons } from './store/notices.ts'
export { countOverdue } from './store/report-figures.ts'
export { feversByDay, overdueByVillage } from './store/signs.ts'
export { courseBehind, equalReaders, rapidReaders } from './store/suspicions.ts'
