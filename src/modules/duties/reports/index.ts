// What the rest of `duties` and the app may call of reports.
export { figuresOfDay } from './actions/situation.ts'
export { closeReports } from './actions/total.ts'
export { climbUrgent, fileUrgentReport } from './actions/urgent.ts'
export { officeName } from './rules/paper.ts'
