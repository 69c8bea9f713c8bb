// Every address of the desk, and who gets to it: strangers to the sign-in, holders of a one-time password to its change,
// who must have a second factor to its setting up, everybody else to the page if a post allows it. Pages are loaded when
// they are opened.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { problemOf } from '../shell/api.ts'
import { NotFoundPage, RouteError } from '../shell/errors.tsx'
import { PasswordPage } from '../shell/password.tsx'
import { onGate, queryClient } from '../shell/queries.ts'
import { anySearch, parseSearch, stringifySearch } from '../shell/search.ts'
import { meQuery, type Permission } from '../shell/session.ts'
import { SignInPage } from '../shell/sign-in.tsx'
import { DeskFrame } from './desk-frame.tsx'

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage, errorComponent: RouteError })

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: anySearch,
  component: SignInPage,
})

/** Loads who is signed in, or sends to the sign-in with the way back. */
async function loadMe(href: string) {
  try {
    return await queryClient.ensureQueryData(meQuery)
  } catch (error) {
    if (problemOf(error).details.status === 401) throw redirect({ to: '/sign-in', search: { next: href } })
    throw error
  }
}

const passwordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/password',
  beforeLoad: ({ location }) => loadMe(location.href),
  component: PasswordPage,
})

const gateRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/second-factor',
  beforeLoad: ({ location }) => loadMe(location.href),
  component: lazyRouteComponent(() => import('../features/account/gate-page.tsx'), 'GatePage'),
})

const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  async beforeLoad({ location }) {
    const me = await loadMe(location.href)
    if (me.mustChangePassword) throw redirect({ to: '/password' })
    if (me.secondFactor.mustEnrol) throw redirect({ to: '/second-factor' })
  },
  component: DeskFrame,
  notFoundComponent: NotFoundPage,
})

/** Loads a page when it is opened. */
const page = (load: () => Promise<Record<string, () => ReactNode>>, name: string) => lazyRouteComponent(load, name)

const boardRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/',
  validateSearch: anySearch,
  staticData: { permission: 'board.read' },
  component: page(() => import('../features/board/board-page.tsx'), 'BoardPage'),
})
const queueRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/queues/$queue',
  validateSearch: anySearch,
  staticData: { permission: 'isolation.read' },
  component: page(() => import('../features/queues/queue-page.tsx'), 'QueuePage'),
})
const movementsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/movements/$queue',
  validateSearch: anySearch,
  staticData: { permission: 'movement.read' },
  component: page(() => import('../features/movements/movements-page.tsx'), 'MovementsPage'),
})
const assignmentsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/assignments',
  validateSearch: anySearch,
  staticData: { permission: 'isolation.read' },
  component: page(() => import('../features/assignments/assignments-page.tsx'), 'AssignmentsPage'),
})
const auditRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/audit',
  validateSearch: anySearch,
  staticData: { permission: 'audit.read' },
  component: page(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
})
const personsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/persons',
  validateSearch: anySearch,
  staticData: { permission: 'person.read' },
  component: page(() => import('../features/persons/persons-page.tsx'), 'PersonsPage'),
})
const registerRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/persons/new',
  staticData: { permission: 'person.register' },
  component: page(() => import('../features/persons/register-page.tsx'), 'RegisterPage'),
})
const personRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/persons/$id',
  staticData: { permission: 'person.read' },
  component: page(() => import('../features/person/person-page.tsx'), 'PersonPage'),
})
const duplicatesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/duplicates',
  validateSearch: anySearch,
  staticData: { permission: 'person.merge' },
  component: page(() => import('../features/duplicates/pairs-page.tsx'), 'PairsPage'),
})
const compareRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/duplicates/compare',
  validateSearch: anySearch,
  staticData: { permission: 'person.merge' },
  component: page(() => import('../features/duplicates/compare-page.tsx'), 'ComparePage'),
})
const voidedRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/voided',
  validateSearch: anySearch,
  staticData: { permission: 'person.void' },
  component: page(() => import('../features/duplicates/voided-page.tsx'), 'VoidedPage'),
})
const importRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/import',
  staticData: { permission: 'person.import' },
  component: page(() => import('../features/import/import-page.tsx'), 'ImportPage'),
})
const reportsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/reports',
  validateSearch: anySearch,
  staticData: { permission: 'report.read' },
  component: page(() => import('../features/reports/my-reports-page.tsx'), 'ReportsPage'),
})
const closingRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/reports/closing',
  validateSearch: anySearch,
  staticData: { permission: 'report.close' },
  component: page(() => import('../features/reports/closing-page.tsx'), 'ClosingPage'),
})
const reportHistoryRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/reports/history',
  validateSearch: anySearch,
  staticData: { permission: 'report.read' },
  component: page(() => import('../features/reports/history-page.tsx'), 'HistoryPage'),
})
const reportRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/reports/$id',
  staticData: { permission: 'report.read' },
  component: page(() => import('../features/reports/report-page.tsx'), 'ReportPage'),
})
const situationsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/reports/situation',
  validateSearch: anySearch,
  staticData: { permission: 'situation.read' },
  component: page(() => import('../features/reports/situation-list-page.tsx'), 'SituationListPage'),
})
const situationRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/reports/situation/$id',
  staticData: { permission: 'situation.read' },
  component: page(() => import('../features/reports/situation-page.tsx'), 'SituationPage'),
})
const urgentRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/reports/urgent',
  validateSearch: anySearch,
  staticData: { permission: 'urgent.read' },
  component: page(() => import('../features/reports/urgent-page.tsx'), 'UrgentPage'),
})
const responseRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/response',
  component: page(() => import('../features/response/response-page.tsx'), 'ResponsePage'),
})
const planRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/plan',
  validateSearch: anySearch,
  staticData: { permission: 'plan.read' },
  component: page(() => import('../features/plan/plan-page.tsx'), 'PlanPage'),
})
const evidenceRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/plan/duties/$key',
  validateSearch: anySearch,
  staticData: { permission: 'plan.read' },
  component: page(() => import('../features/plan/evidence-page.tsx'), 'EvidencePage'),
})
const versionsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/plan/versions',
  staticData: { permission: 'plan.read' },
  component: page(() => import('../features/plan-versions/versions-page.tsx'), 'VersionsPage'),
})
const proposeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/plan/versions/new',
  staticData: { permission: 'plan.propose' },
  component: page(() => import('../features/plan-versions/propose-page.tsx'), 'ProposePage'),
})
const versionRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/plan/versions/$id',
  staticData: { permission: 'plan.read' },
  component: page(() => import('../features/plan-versions/version-page.tsx'), 'VersionPage'),
})
const warningsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/warnings',
  validateSearch: anySearch,
  staticData: { permission: 'warning.read' },
  component: page(() => import('../features/warnings/warnings-page.tsx'), 'WarningsPage'),
})
const warningRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/warnings/$id',
  staticData: { permission: 'warning.read' },
  component: page(() => import('../features/warnings/warning-page.tsx'), 'WarningPage'),
})
const meetingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/meetings',
  staticData: { permission: 'meeting.read' },
  component: page(() => import('../features/meetings/meetings-page.tsx'), 'MeetingsPage'),
})
const meetingRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/meetings/$day',
  staticData: { permission: 'meeting.read' },
  component: page(() => import('../features/meetings/meeting-page.tsx'), 'MeetingPage'),
})
const receivedRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/received',
  validateSearch: anySearch,
  staticData: { permission: 'received.read' },
  component: page(() => import('../features/received/received-page.tsx'), 'ReceivedPage'),
})
const documentRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/received/$id',
  staticData: { permission: 'received.read' },
  component: page(() => import('../features/received/document-page.tsx'), 'DocumentPage'),
})
const directivesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/directives',
  validateSearch: anySearch,
  staticData: { permission: 'directive.read' },
  component: page(() => import('../features/directives/directives-page.tsx'), 'DirectivesPage'),
})
const newDirectiveRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/directives/new',
  validateSearch: anySearch,
  staticData: { permission: 'directive.help' },
  component: page(() => import('../features/directives/new-page.tsx'), 'NewDirectivePage'),
})
const directiveRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/directives/$id',
  staticData: { permission: 'directive.read' },
  component: page(() => import('../features/directives/directive-page.tsx'), 'DirectivePage'),
})
const supervisionRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/directives/supervision',
  staticData: { permission: 'directive.supervise' },
  component: page(() => import('../features/directives/supervision-page.tsx'), 'SupervisionPage'),
})
const disciplineRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/discipline',
  validateSearch: anySearch,
  staticData: { permission: 'discipline.read' },
  component: page(() => import('../features/discipline/matters-page.tsx'), 'MattersPage'),
})
const hearingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/hearings',
  validateSearch: anySearch,
  staticData: { permission: 'discipline.answer' },
  component: page(() => import('../features/discipline/hearings-page.tsx'), 'HearingsPage'),
})
const matterRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/discipline/$id',
  staticData: { permission: 'discipline.answer' },
  component: page(() => import('../features/discipline/matter-page.tsx'), 'MatterPage'),
})
const verificationRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/verification',
  validateSearch: anySearch,
  staticData: { permission: 'verification.read' },
  component: page(() => import('../features/verification/lists-page.tsx'), 'ListsPage'),
})
const verificationListRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/verification/lists/$id',
  validateSearch: anySearch,
  staticData: { permission: 'verification.read' },
  component: page(() => import('../features/verification/list-page.tsx'), 'VerificationListPage'),
})
const verificationPersonsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/verification/persons',
  validateSearch: anySearch,
  staticData: { permission: 'verification.read' },
  component: page(() => import('../features/verification/persons-page.tsx'), 'VerificationPersonsPage'),
})
const verificationPersonRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/verification/persons/$id',
  staticData: { permission: 'verification.read' },
  component: page(() => import('../features/verification/entry-page.tsx'), 'VerificationEntryPage'),
})
const registerFoundRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/verification/persons/$id/register',
  staticData: { permission: 'person.register' },
  component: page(() => import('../features/verification/register-page.tsx'), 'RegisterFoundPage'),
})
const exercisesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/exercises',
  validateSearch: anySearch,
  staticData: { permission: 'training.read' },
  component: page(() => import('../features/training/exercises-page.tsx'), 'ExercisesPage'),
})
const exerciseRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/exercises/$id',
  staticData: { permission: 'training.read' },
  component: page(() => import('../features/training/exercise-page.tsx'), 'ExercisePage'),
})
const tablesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/tables',
  validateSearch: anySearch,
  staticData: { permission: 'table.keep' },
  component: page(() => import('../features/tables/tables-page.tsx'), 'TablesPage'),
})
const tableFormRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/tables/forms/$id',
  staticData: { permission: 'table.keep' },
  component: page(() => import('../features/tables/form-page.tsx'), 'TableFormPage'),
})
const fillingRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/tables/$id',
  staticData: { permission: 'table.keep' },
  component: page(() => import('../features/tables/filling-page.tsx'), 'FillingPage'),
})
const tableRequestsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/table-requests',
  staticData: { permission: 'table.answer' },
  component: page(() => import('../features/tables/requests-page.tsx'), 'TableRequestsPage'),
})
const contingencyRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contingency-plans',
  staticData: { permission: 'training.read' },
  component: page(() => import('../features/training/contingency-page.tsx'), 'ContingencyPage'),
})
const contingencyPlanRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/contingency-plans/$id',
  staticData: { permission: 'training.read' },
  component: page(() => import('../features/training/contingency-plan-page.tsx'), 'ContingencyPlanPage'),
})
const organisationRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/organisation',
  validateSearch: anySearch,
  staticData: { permission: 'organisation.read' },
  component: page(() => import('../features/organisation/organisation-page.tsx'), 'OrganisationPage'),
})
const chartRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/organisation/chart',
  validateSearch: anySearch,
  staticData: { permission: 'organisation.read' },
  component: page(() => import('../features/organisation/chart-page.tsx'), 'ChartPage'),
})
const directoryRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/organisation/directory',
  validateSearch: anySearch,
  staticData: { permission: 'organisation.read' },
  component: page(() => import('../features/organisation/directory-page.tsx'), 'DirectoryPage'),
})
const accountsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/accounts',
  validateSearch: anySearch,
  staticData: { permission: 'account.manage' },
  component: page(() => import('../features/accounts/accounts-page.tsx'), 'AccountsPage'),
})
const accountImportRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/accounts/import',
  staticData: { permission: 'account.manage' },
  component: page(() => import('../features/accounts/import-page.tsx'), 'AccountImportPage'),
})
const accountRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/account',
  component: page(() => import('../features/account/account-page.tsx'), 'AccountPage'),
})

const myObligationsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/obligations',
  staticData: { permission: 'obligation.read' },
  component: page(() => import('../features/obligations/my-page.tsx'), 'MyObligationsPage'),
})
const allObligationsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/obligations/all',
  validateSearch: anySearch,
  staticData: { permission: 'obligation.read' },
  component: page(() => import('../features/obligations/all-page.tsx'), 'AllObligationsPage'),
})
const calendarRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/obligations/calendar',
  validateSearch: anySearch,
  staticData: { permission: 'obligation.read' },
  component: page(() => import('../features/obligations/calendar-page.tsx'), 'CalendarPage'),
})
const ratesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/obligations/rates',
  validateSearch: anySearch,
  staticData: { permission: 'obligation.read' },
  component: page(() => import('../features/obligations/rates-page.tsx'), 'RatesPage'),
})
const occurrenceRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/obligations/$id',
  staticData: { permission: 'obligation.read' },
  component: page(() => import('../features/obligations/occurrence-page.tsx'), 'OccurrencePage'),
})
const myUnitRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/my-unit',
  validateSearch: anySearch,
  staticData: { permission: 'obligation.read' },
  component: page(() => import('../features/obligations/unit-page.tsx'), 'UnitPage'),
})
const callsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/calls',
  validateSearch: anySearch,
  staticData: { permission: 'call.log' },
  component: page(() => import('../features/obligations/calls-page.tsx'), 'CallsPage'),
})
const notificationsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/notifications',
  validateSearch: anySearch,
  component: page(() => import('../features/notifications/notifications-page.tsx'), 'NotificationsPage'),
})

const rosterNowRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/roster/now',
  validateSearch: anySearch,
  staticData: { permission: 'roster.read' },
  component: page(() => import('../features/roster/now-page.tsx'), 'NowPage'),
})
const rosterMineRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/roster/mine',
  staticData: { permission: 'roster.read' },
  component: page(() => import('../features/roster/mine-page.tsx'), 'MyShiftsPage'),
})
const rosterOwnRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/roster/units',
  staticData: { permission: 'roster.read' },
  component: page(() => import('../features/roster/unit-page.tsx'), 'OwnUnitPage'),
})
const rosterUnitRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/roster/units/$unit',
  validateSearch: anySearch,
  staticData: { permission: 'roster.read' },
  component: page(() => import('../features/roster/unit-page.tsx'), 'UnitRosterPage'),
})
const rosterShiftRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/roster/shifts/$id',
  staticData: { permission: 'roster.serve' },
  component: page(() => import('../features/roster/shift-page.tsx'), 'ShiftPage'),
})
const rosterCallsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/roster/calls',
  staticData: { permission: 'roster.call' },
  component: page(() => import('../features/roster/calls-page.tsx'), 'SpotChecksPage'),
})

/** Any other address: said inside the frame, so that the way back is at hand. */
const elsewhereRoute = createRoute({ getParentRoute: () => frameRoute, path: '$', component: NotFoundPage })

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    passwordRoute,
    gateRoute,
    frameRoute.addChildren([
      boardRoute,
      queueRoute,
      movementsRoute,
      assignmentsRoute,
      auditRoute,
      personsRoute,
      registerRoute,
      personRoute,
      duplicatesRoute,
      compareRoute,
      voidedRoute,
      importRoute,
      reportsRoute,
      closingRoute,
      reportHistoryRoute,
      reportRoute,
      situationsRoute,
      situationRoute,
      urgentRoute,
      responseRoute,
      planRoute,
      versionsRoute,
      proposeRoute,
      versionRoute,
      evidenceRoute,
      meetingsRoute,
      meetingRoute,
      receivedRoute,
      documentRoute,
      directivesRoute,
      newDirectiveRoute,
      directiveRoute,
      supervisionRoute,
      disciplineRoute,
      hearingsRoute,
      matterRoute,
      verificationRoute,
      verificationListRoute,
      verificationPersonsRoute,
      verificationPersonRoute,
      registerFoundRoute,
      tablesRoute,
      tableFormRoute,
      fillingRoute,
      tableRequestsRoute,
      exercisesRoute,
      exerciseRoute,
      contingencyRoute,
      contingencyPlanRoute,
      warningsRoute,
      warningRoute,
      organisationRoute,
      chartRoute,
      directoryRoute,
      accountsRoute,
      accountImportRoute,
      accountRoute,
      myObligationsRoute,
      allObligationsRoute,
      calendarRoute,
      ratesRoute,
      occurrenceRoute,
      myUnitRoute,
      callsRoute,
      notificationsRoute,
      rosterNowRoute,
      rosterMineRoute,
      rosterOwnRoute,
      rosterUnitRoute,
      rosterShiftRoute,
      rosterCallsRoute,
      elsewhereRoute,
    ]),
  ]),
  basepath: '/desk',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
})

onGate(({ details }) => {
  const { pathname, href } = router.state.location
  // Who was never signed in has no session that ended.
  const here = { next: href, ended: queryClient.getQueryData(meQuery.queryKey) ? '1' : undefined }
  if (details.status === 401 && pathname !== '/sign-in') void router.navigate({ to: '/sign-in', search: here })
  if (details.code === 'password_change_required') void router.navigate({ to: '/password' })
  if (details.code === 'second_factor_required') void router.navigate({ to: '/second-factor' })
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface StaticDataRouteOption {
    /** Whoever lacks it is told so instead of seeing the page. */
    permission?: Permission
  }
}
