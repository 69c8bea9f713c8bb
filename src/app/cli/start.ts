// `lianfang start`: everything on one port until Ctrl-C.
import { type Config, readConfig } from '../../platform/config.ts'
import { openLog } from '../../platform/log.ts'
import type { District } from '../district.ts'
import { startServer } from '../server.ts'
import { buildWeb } from '../web.ts'

export interface Serving {
  config: Config
  /** One password for all accounts: a demonstration. */
  password?: string
  /** Runs before the address is printed. */
  prepare?(district: District): Promise<void>
}

export async function run(args: string[]): Promise<undefined> {
  await serve({ config: readConfig(process.env, args) })
}

export async function serve({ config, password, prepare }: Serving): Promise<void> {
  const log = openLog(config.logLevel)
  await buildWeb((line) => console.log(line))
  const server = await startServer({ config, log, password })
  const { district, address } = server
  await prepare?.(district)
  console.log(`Lianfang 联防: ${address}  (desk: ${address}/desk)`)
  console.log(`data folder: ${district.folder.path}`)
  if (district.firstAccounts && password !== undefined) console.log(`every account signs in with: ${password}`)
  else if (district.firstAccounts) {
    const { accounts, file } = district.firstAccounts
    console.log(`accounts and their one-time passwords (also in ${file}):`)
    for (const { userName, oneTimePassword } of accounts) console.log(`  ${userName.padEnd(24)} ${oneTimePassword}`)
  }
  await new Promise<void>((resolve) => {
    let stopping = false
    const stop = () => {
      if (stopping) return
      stopping = true
      server.stop().then(resolve, (error) => {
        log.error({ err: error }, 'stopping')
        process.exitCode = 1
        resolve()
      })
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
