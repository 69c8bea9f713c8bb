// `lianfang backup FILE`: the whole district in one encrypted file, while the server runs or not.

import { writeBackup } from '../../platform/backup.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openDataFolder } from '../../platform/data-folder.ts'
import { openPostgres } from '../../platform/postgres/embedded.ts'
import { readPlanFile } from '../plan-file.ts'
import { readPassphrase } from './passphrase.ts'

export async function run(args: string[]): Promise<number> {
  const file = args.find((arg) => !arg.startsWith('-'))
  if (!file) {
    console.error('usage: lianfang backup FILE   (passphrase: LIANFANG_BACKUP_PASSPHRASE, or asked for)')
    return 2
  }
  const config = readConfig(process.env, args)
  const passphrase = await readPassphrase({ twice: true })
  const { secrets } = await openDataFolder(config.dataFolder)
  const postgres = await openPostgres(config)
  try {
    const { authSecret, documentKey, documentHashKey, certificateKey } = secrets
    const counts = await writeBackup(postgres.connection, file, {
      district: (await readPlanFile(config.planFile)).plan.district.code,
      passphrase,
      keys: { authSecret, documentKey, documentHashKey, certificateKey },
      takenAt: systemClock.now(),
    })
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
    console.log(`${file}: ${rows} rows of ${Object.keys(counts).length} tables`)
    return 0
  } finally {
    await postgres.stop()
  }
}
