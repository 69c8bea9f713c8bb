// `lianfang audit verify`: recomputes every seal of the audit and says the first that does not hold.
import { verifySeals } from '../../modules/audit/index.ts'
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
    const { broken, seals, events } = await district.app.db.transaction(nobody, verifySeals)
    if (broken === null) console.log(`${seals} seals over ${events} events hold`)
    else console.error(`seal ${broken} does not hold: an event under it was changed or taken out`)
    return broken === null ? 0 : 1
  } finally {
    await district.close()
  }
}
