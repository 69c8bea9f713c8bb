// `lianfang audit verify`: recomputes every seal of the audit and says plainly where the chain breaks. Exit code 0 when it
// holds, 1 when it does not.
import { keepVerification, sayVerification, verifySeals } from '../../modules/audit/index.ts'
import { readConfig } from '../../platform/config.ts'
import { nobody } from '../../platform/db/database.ts'
import { openLog } from '../../platform/log.ts'
import { openDistrict } from '../district.ts'

export async function run([verb, ...args]: string[]): Promise<number> {
  if (verb !== 'verify') {
    console.error('usage: lianfang audit verify')
    return 2
  }
  const district = await openDistrict({ config: readConfig(process.env, args), log: openLog('warn'), poolSize: 2 })
  try {
    const { db, clock } = district.app
    const verification = await db.transaction(nobody, async (tx) => {
      const found = await verifySeals(tx, clock.now())
      await keepVerification(tx, found)
      return found
    })
    const { text, exitCode } = sayVerification(verification)
    console[exitCode === 0 ? 'log' : 'error'](text)
    return exitCode
  } finally {
    await district.close()
  }
}
