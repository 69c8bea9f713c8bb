// Routes of the working mechanisms, part by part.
import type { Route } from '../../platform/http/route.ts'
import type { Sealer } from '../../platform/sealed.ts'
import type { Typesetter } from '../../platform/typeset/index.ts'
import type { StandingWarnings } from './meetings/agenda.ts'
import { meetingRoutes } from './meetings/routes.ts'
import { obligationRoutes } from './obligations/routes.ts'
import { receivedRoutes } from './received/routes.ts'
import { reportRoutes } from './reports/routes.ts'
import { rosterRoutes } from './roster/routes.ts'
import { tableRoutes } from './tables/routes.ts'
import { trainingRoutes } from './training/routes.ts'

export const dutyRoutes = (tools: {
  typesetter: Typesetter
  sealer: Sealer
  standingWarnings: StandingWarnings
}): Route[] => [
  ...obligationRoutes(),
  ...reportRoutes(tools),
  ...rosterRoutes(),
  ...trainingRoutes(),
  ...meetingRoutes(tools),
  ...tableRoutes(tools),
  ...receivedRoutes(tools),
]
