// What the pages of the plan read, what makes it stale, and its views.
export const PLAN = '/api/v1/plan'
export const PLAN_TOPICS = ['plan', 'planDays', 'response', 'isolation', 'people', 'organisation', 'accounts']

/** A row of a table of groups, units or townships opens the list of its duties. */
export const VIEWS = ['bySection', 'byGroup', 'byUnit', 'byTownship', 'byClause'] as const
