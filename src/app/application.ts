// The one place where everything is put together: database, accounts, clock, live stream, jobs and the slices' routes.
import { newId } from '../kernel/ids.ts'
import { sealAudit } from '../modules/audit/index.ts'
import { auditRoutes } from '../modules/audit/routes.ts'
import { tellFallen } from '../modules/directives/index.ts'
import { directiveRoutes } from '../modules/directives/routes.ts'
import { lookThroughReadings } from '../modules/discipline/index.ts'
import { disciplineRoutes } from '../modules/discipline/routes.ts'
import {
  climbUrgent,
  closeReports,
  knockAtDoors,
  settleObligations,
  tellOverdueDocuments,
  watchRoster,
} from '../modules/duties/index.ts'
import { dutyRoutes } from '../modules/duties/routes.ts'
import { filesRoutes } from '../modules/files/routes.ts'
import {
  type Auth,
  openAuth,
  openSessions,
  postsThatAllow,
  type SecondFactorRules,
  type Sessions,
  settleAccounts,
  systemActor,
} from '../modules/identity/index.ts'
import { identityRoutes } from '../modules/identity/routes.ts'
import { recordDays } from '../modules/insight/plan/days.ts'
import { insightRoutes } from '../modules/insight/routes.ts'
import { standingWarnings, watchForSigns } from '../modules/insight/warning/actions.ts'
import {
  isolationOfPersons,
  moveOnLapsed,
  openIsolationTally,
  oweWithResponse,
  replanRunning,
  tellOverdue,
} from '../modules/isolation/index.ts'
import { isolationRoutes } from '../modules/isolation/routes.ts'
import { escalateTransfers } from '../modules/movements/index.ts'
import { movementRoutes } from '../modules/movements/routes.ts'
import { notificationRoutes } from '../modules/notifications/routes.ts'
import { applyDuePlans, carryOutDue, planInForce, refreshPlans } from '../modules/organisation/index.ts'

import { organisationRoutes } from '../modules/organisation/routes.ts'
import { openCertifier } from '../modules/papers/index.ts'
import { papersRoutes } from '../modules/papers/routes.ts'
import { compareWaiting, openArrivalTally } from '../modules/people/index.ts'
import { peopleRoutes } from '../modules/people/routes.ts'
import { verificationRoutes } from '../modules/verification/routes.ts'
import { viewRoutes } from '../modules/views/routes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Actor, Context, DomainEvent } from '../platform/context.ts'
import type { Secrets } from '../platform/data-folder.ts'
import { type Connection, type Database, nobody, openDatabase, type Tx } from '../platform/db/database.ts'
import type { Route } from '../platform/http/route.ts'
import type { Job } from '../platform/jobs.ts'
import { type Live, openLive, RECONNECTED } from '../platform/live.ts'
import type { Log } from '../platform/log.ts'
import { openSealer, type Sealer } from '../platform/sealed.ts'
import { openTypesetter } from '../platform/typeset/index.ts'
import { clockRoutes } from './clock-routes.ts'
import { liveRoutes } from './live-routes.ts'
import { OPEN_WORK } from './open-work.ts'
import { REACTIONS, touchedBy } from './reactions.ts'

export interface ApplicationOptions {
  /** As the application's role; see `migrate`. */
  connection: Connection
  district: string
  clock: Clock
  log: Log
  secrets: Secrets
  publicUrl: string
  /** Further fonts for papers; the folder need not exist. */
  fontsFolder?: string
  /** `nobody`: a second factor is asked of nobody, whatever the plan says (a demonstration). */
  secondFactor?: 'asPlanned' | 'nobody'
  poolSize?: number
}

export interface Application {
  db: Database
  auth: Auth
  sessions: Sessions
  live: Live
  /** Seals and finds identity numbers with the keys of the data folder. */
  sealer: Sealer
  clock: Clock
  log: Log
  routes: Route[]
  jobs: Job[]
  /** `permission`: what the request needs; the posts that give it are named in the audit. */
  contextFor(actor: Actor, requestId: string, permission?: string): Context
  /** The system itself acts: first start, jobs, command line. */
  systemContext(): Context
  close(): Promise<void>
}

export async function openApplication(options: ApplicationOptions): Promise<Application> {
  const { connection, district, clock, log } = options
  const db = openDatabase(connection, {
    district,
    poolSize: options.poolSize,
    onError: (error) => log.warn({ err: error }, 'database connection lost'),
  })
  const { auth, close: closeAuth } = openAuth(connection, {
    secret: options.secrets.authSecret,
    baseUrl: options.publicUrl,
  })
  const sealer = openSealer(options.secrets)
  const typesetter = openTypesetter({ fontsFolder: options.fontsFolder ?? null })
  const certifier = openCertifier({ key: options.secrets.certificateKey, publicUrl: options.publicUrl })
  const secondFactor: SecondFactorRules = async (now) =>
    options.secondFactor === 'nobody' ? null : (await planInForce({ db, now })).plan.accounts.secondFactor
  const sessions = openSessions({ auth, db, clock, secondFactor })
  const live = await openLive(connection, district, log)
  const tallies = { isolation: openIsolationTally(db), arrivals: openArrivalTally(db) }
  live.subscribe((topics, isOwn) => {
    // What happened in another process; here it is known with the commit.
    if (!isOwn) for (const tally of Object.values(tallies)) tally.touch(null, [])
    const is = (topic: string) => topics.includes(topic) || topics.includes(RECONNECTED)
    if (is('accounts')) sessions.forget()
    if (is('plan')) refreshPlans(db).catch((error) => log.error({ err: error }, 'plan'))
  })

  const contextFor = (actor: Actor, requestId: string, permission = 'signedIn'): Context => {
    const ctx: Context = {
      db,
      actor,
      under: postsThatAllow(actor.posts, permission),
      now: clock.now(),
      requestId,
      emit: (tx, event) => emit(ctx, tx, event),
    }
    return ctx
  }
  const emit = async (ctx: Context, tx: Tx, event: DomainEvent): Promise<void> => {
    const entry = REACTIONS[event.type]
    if (!entry) throw new Error(`event ${event.type} is not in the table of reactions`)
    for (const reaction of entry.reactions ?? []) await reaction(ctx, tx, event)
    tx.afterCommit(() => {
      // Readings of several accounts are written together.
      const by = (event.byAccounts as string[] | undefined) ?? [ctx.actor.accountId]
      for (const [name, tally] of Object.entries(tallies)) {
        const villages = touchedBy(entry, event, name as keyof typeof tallies)
        if (villages?.length !== 0) tally.touch(villages, by)
      }
      // Whoever gains or loses a post does so with the answer, not when the stream has come round.
      if (entry.topics.includes('accounts')) sessions.forget()
      for (const topic of entry.topics) live.publish(topic)
    })
  }
  const systemContext = () => contextFor(systemActor(district), newId())
  /** What falls due as a plan takes effect. */
  const takeEffect = async () => {
    await applyDuePlans(systemContext())
    await replanRunning(systemContext())
  }
  const routes: Route[] = [
    ...identityRoutes({
      auth,
      sessions,
      secondFactor,
      clock,
      zone: async (ctx) => (await planInForce(ctx)).plan.zone,
      accountsChanged: () => live.publish('accounts'),
    }),
    ...organisationRoutes({
      work: OPEN_WORK,
      amendments: { takeEffect, accountsChanged: () => live.publish('accounts') },
    }),
    ...peopleRoutes({ sealer, isolation: isolationOfPersons }),
    ...filesRoutes({ sealer }),
    ...isolationRoutes(tallies.isolation),
    ...movementRoutes({ sealer, typesetter, certifier }),
    ...papersRoutes({ sealer, typesetter, certifier }),
    ...directiveRoutes({ sealer, typesetter }),
    ...dutyRoutes({ typesetter, sealer, standingWarnings }),
    ...insightRoutes(tallies),
    ...verificationRoutes({ sealer }),
    ...disciplineRoutes(),
    ...auditRoutes(),
    ...viewRoutes(),
    ...notificationRoutes(),
    ...liveRoutes(live),
    ...(clock.movable ? clockRoutes(clock.movable, live) : []),
  ]
  const jobs: Job[] = [
    { name: 'organisation.carryOut', run: () => carryOutDue(systemContext(), OPEN_WORK) },
    { name: 'identity.settleAccounts', run: () => settleAccounts(systemContext()) },
    { name: 'plan.takeEffect', run: takeEffect },
    { name: 'isolation.moveOnLapsed', run: () => moveOnLapsed(systemContext()) },
    { name: 'isolation.oweWithResponse', run: () => oweWithResponse(systemContext()) },
    { name: 'people.compareWaiting', run: () => compareWaiting(systemContext()) },
    { name: 'duties.settle', run: () => settleObligations(systemContext()) },
    { name: 'directives.tellFallen', run: () => tellFallen(systemContext()) },
    { name: 'reports.close', run: () => closeReports(systemContext()) },
    { name: 'duties.watchRoster', run: () => watchRoster(systemContext()) },
    // After what lapsed was recorded: the day is judged by it.
    { name: 'insight.recordDays', run: () => recordDays(systemContext()) },
    { name: 'duties.knock', run: () => knockAtDoors(systemContext()) },
    { name: 'isolation.tellOverdue', run: () => tellOverdue(systemContext()) },
    { name: 'reports.climbUrgent', run: () => climbUrgent(systemContext()) },
    { name: 'received.tellOverdue', run: () => tellOverdueDocuments(systemContext()) },
    { name: 'discipline.lookThroughReadings', run: () => lookThroughReadings(systemContext()) },
    { name: 'insight.watchForSigns', run: () => watchForSigns(systemContext()) },
    { name: 'movements.escalate', run: () => escalateTransfers(systemContext()) },
    { name: 'audit.seal', run: async (now) => void (await db.transaction(nobody, (tx) => sealAudit(tx, now))) },
  ]
  return {
    db,
    auth,
    sessions,
    live,
    sealer,
    clock,
    log,
    routes,
    jobs,
    contextFor,
    systemContext,
    async close() {
      await typesetter.close()
      await live.close()
      await closeAuth()
      await db.close()
    },
  }
}
