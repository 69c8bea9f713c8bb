// Opens a district for whoever needs it: the server, or one command beside it. Starts or finds the database, migrates,
// loads the plan and its accounts at the first start, and closes everything again with the database last.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { activateByPlan, loadContacts, loadFirstPlan } from '../modules/organisation/index.ts'
import { type Area, type Plan, staffAccounts } from '../plan/index.ts'
import { type Clock, movableClock, systemClock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import type { Context } from '../platform/context.ts'
import { type DataFolder, openDataFolder, writePrivateFile } from '../platform/data-folder.ts'
import { type Connection, nobody } from '../platform/db/database.ts'
import { migrate } from '../platform/db/migrate.ts'
import type { Log } from '../platform/log.ts'
import { openPostgres } from '../platform/postgres/embedded.ts'
import { type Application, openApplication } from './application.ts'
import { readPlanFile } from './plan-file.ts'

export interface FirstAccounts {
  accounts: { userName: string; oneTimePassword: string }[]
  /** The 0600 file in the data folder that says them again. */
  file: string
}

export interface District {
  app: Application
  folder: DataFolder
  connection: Connection
  firstAccounts: FirstAccounts | null
  /** Accounts of the plan to try it with: of the office, a township and a medic. */
  exampleAccounts: string[]
  close(): Promise<void>
}

export interface DistrictOptions {
  config: Config
  log: Log
  /** One password for all accounts that need not be changed: a demonstration. */
  password?: string
  /** `nobody`: no second factor is asked, whatever the plan says (a demonstration). */
  secondFactor?: 'asPlanned' | 'nobody'
  poolSize?: number
}

export async function openDistrict({
  config,
  log,
  password,
  secondFactor,
  poolSize,
}: DistrictOptions): Promise<District> {
  const { plan, areas, planText, areasText } = await readPlanFile(config.planFile)
  const folder = await openDataFolder(config.dataFolder)
  const postgres = await openPostgres(config)
  let app: Application | null = null
  try {
    const connection = await migrate(postgres.connection, {
      district: plan.district.code,
      appPassword: folder.secrets.databaseAppPassword,
    })
    const clock = clockOf(config)
    app = await openApplication({
      connection,
      district: plan.district.code,
      clock,
      log,
      secrets: folder.secrets,
      publicUrl: config.publicUrl,
      fontsFolder: path.join(folder.path, 'fonts'),
      secondFactor,
      poolSize,
    })
    await resumeClock(app)
    const ctx = app.systemContext()
    const accounts = await loadFirstPlan(ctx, { planText, areasText, password })
    // Loading a plan activates nothing; the first start does.
    if (accounts) await activateByPlan(ctx)
    await takeOverContacts(ctx, folder, log)
    const opened = app
    return {
      app,
      folder,
      connection,
      exampleAccounts: exampleAccounts(plan, areas),
      firstAccounts: accounts && { accounts, file: await writeAccounts(folder, accounts) },
      async close() {
        await opened.close()
        await postgres.stop()
      },
    }
  } catch (error) {
    await app?.close()
    await postgres.stop()
    throw error
  }
}

function exampleAccounts(plan: Plan, areas: readonly Area[]): string[] {
  const all = staffAccounts(plan, areas)
  return (['officeStaff', 'townshipClerk', 'villageMedic'] as const).flatMap(
    (kind) => all.find((account) => account.kind === kind)?.userName ?? [],
  )
}

/** A moved clock goes on from the last thing that was recorded, never behind it. */
async function resumeClock({ db, clock }: Application): Promise<void> {
  const [last] = await db.transaction(nobody, (tx) =>
    tx.sql<{ at: string }>('select at from audit_events order by id desc limit 1'),
  )
  if (clock.movable && last && last.at > clock.now()) await clock.movable.moveTo(last.at)
}

/** Telephones are in no repository: they come from a contacts.yaml beside the data, or are entered on screen. */
async function takeOverContacts(ctx: Context, folder: DataFolder, log: Log): Promise<void> {
  const text = await readFile(path.join(folder.path, 'contacts.yaml'), 'utf8').catch(() => null)
  if (text === null) return
  const unknown = await loadContacts(ctx, text)
  if (unknown.length > 0) log.warn({ subjects: unknown }, 'contacts.yaml names nobody of the plan')
}

const clockOf = (config: Config): Clock =>
  config.clock
    ? movableClock(config.clock.start ?? systemClock.now(), { ticking: config.clock.start === null })
    : systemClock

const writeAccounts = (folder: DataFolder, accounts: FirstAccounts['accounts']): Promise<string> =>
  writePrivateFile(
    folder.path,
    'first-passwords.txt',
    accounts.map(({ userName, oneTimePassword }) => `${userName}\t${oneTimePassword}\n`).join(''),
  )
