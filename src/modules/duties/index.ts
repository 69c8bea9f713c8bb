// What other slices and the app may call of the working mechanisms: obligations, and the reports, rosters, meetings and
// trainings that meet them. Each part is a folder with an index of its own.
export { measures } from './measures.ts'
export {
  areaOf,
  callOff,
  isDailyReport,
  knockAtDoors,
  meetOccurrence,
  type Owner,
  occurrencesOf,
  owe,
  ownerId,
  ownerName,
  ownerOfId,
  ownersOfPosts,
  settleIn,
  settleObligations,
  unreported,
  whoAnswers,
} from './obligations/index.ts'
export { tellOverdueDocuments } from './received/index.ts'
export { climbUrgent, closeReports, fileUrgentReport, officeName } from './reports/index.ts'
export { watchRoster } from './roster/index.ts'
