// `lianfang start`: everything on one port until Ctrl-C (or SIGTERM, or the terminal's end), which stops it in order,
// also when it comes while the server is still starting.
import { type Config, readConfig } from '../../platform/config.ts'
import { openLog } from '../../platform/log.ts'
import type { District } from '../district.ts'
import { startServer } from '../server.ts'
import { buildWeb } from '../web.ts'

export interface Serving {
  config: Config
  /** One password for all accounts: a demonstration. */
  password?: string
  /** `nobody`: no second factor is asked, whatever the plan says. */
  secondFactor?: 'asPlanned' | 'nobody'
  /** Runs before the address is printed; whoever asks the server to stop does not wait for it. */
  prepare?(district: District, address: string): Promise<void>
}

export async function run(args: string[]): Promise<undefined> {
  await serve({ config: readConfig(process.env, args) })
}

export async function serve({ config, password, secondFactor, prepare }: Serving): Promise<void> {
  const asked = askedToStop()
  const log = openLog(config.logLevel)
  // The pages are built while the database starts; both take seconds, on a core each.
  const pages = buildWeb((line) => console.log(line))
  pages.catch(() => {})
  const server = await startServer({ config, log, password, secondFactor, pages })
  try {
    if (prepare) {
      // What it asks of the server itself is nobody's to read.
      log.level = 'warn'
      const prepared = prepare(server.district, server.address)
      prepared.catch(() => {})
      if ((await Promise.race([prepared, asked.then(() => 'asked')])) === 'asked') return
      log.level = config.logLevel
    }
    if (secondFactor === 'nobody') console.log('no second factor is asked of anybody: this is a demonstration')
    greet(server.address, server.district, password)
    await asked
  } finally {
    await server.stop()
  }
}

const askedToStop = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })

function greet(address: string, { folder, firstAccounts, exampleAccounts }: District, password?: string): void {
  console.log(`Lianfang 联防: ${address}  (desk: ${address}/desk)`)
  console.log(`data folder: ${folder.path}`)
  if (password !== undefined) console.log(`every account signs in with: ${password}  (${exampleAccounts.join(', ')} …)`)
  else if (firstAccounts) {
    console.log(`accounts and their one-time passwords (also in ${firstAccounts.file}):`)
    for (const { userName, oneTimePassword } of firstAccounts.accounts) {
      console.log(`  ${userName.padEnd(24)} ${oneTimePassword}`)
    }
  }
}
