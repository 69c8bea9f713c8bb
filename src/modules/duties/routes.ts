// Routes of the working mechanisms, part by part.
import type { Route } from '../../platform/http/route.ts'
import { obligationRoutes } from './obligations/routes.ts'

export const dutyRoutes = (): Route[] => [...obligationRoutes()]
