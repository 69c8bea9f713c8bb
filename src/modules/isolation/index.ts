// What other slices and the app may call of isolation.
export { goneAssignees } from './actions/assignees.ts'
export { openWork } from './actions/open-work.ts'
export { startIsolation } from './actions/start.ts'
export { endOwing, moveOnLapsed, oweWithResponse } from './jobs.ts'
export { measures } from './measures.ts'
export { isolationPlan } from './rules/plan.ts'
export { presentWindow } from './rules/windows.ts'
export { boardFigures } from './store/board.ts'
