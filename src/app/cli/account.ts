// `lianfang account reset-second-factor USER`: for the last administrator who lost telephone and recovery codes. Whoever
// may run commands on the server may do this; the audit says that the system did it, and the holder is told.
import { clearSecondFactors, findAccountByName } from '../../modules/identity/index.ts'
import { readConfig } from '../../platform/config.ts'
import { nobody } from '../../platform/db/database.ts'
import { openLog } from '../../platform/log.ts'
import { openDistrict } from '../district.ts'

export async function run([verb, userName, ...args]: string[]): Promise<number> {
  if (verb !== 'reset-second-factor' || !userName) {
    console.error('usage: lianfang account reset-second-factor USER')
    return 2
  }
  const district = await openDistrict({ config: readConfig(process.env, args), log: openLog('warn'), poolSize: 2 })
  try {
    const { app } = district
    const ctx = app.systemContext()
    const found = await app.db.transaction(nobody, async (tx) => {
      const account = await findAccountByName(tx, userName)
      if (account) await clearSecondFactors(tx, ctx, { id: account.id, reason: 'command line' })
      return account
    })
    if (!found) {
      console.error(`no account ${userName}`)
      return 1
    }
    // A running server forgets whom it remembers.
    app.live.publish('accounts')
    console.log(
      `${userName}: authenticator, recovery codes and passkeys are gone, sessions ended; the password is as it was`,
    )
    return 0
  } finally {
    await district.close()
  }
}
