// `lianfang restore FILE`: loads a backup into an empty database, brings its keys, and goes on from there.
import { loadBackup, readBackup } from '../../platform/backup.ts'
import { readConfig } from '../../platform/config.ts'
import { openDataFolder, runningServer, writeSecrets } from '../../platform/data-folder.ts'
import { migrate } from '../../platform/db/migrate.ts'
import { openPostgres } from '../../platform/postgres/embedded.ts'
import { readPassphrase } from './passphrase.ts'

export async function run(args: string[]): Promise<number> {
  const file = args.find((arg) => !arg.startsWith('-'))
  if (!file) {
    console.error('usage: lianfang restore FILE   (into a new data folder, or an empty DATABASE_URL)')
    return 2
  }
  const config = readConfig(process.env, args)
  if (await runningServer(config.dataFolder)) {
    console.error('a server runs on this data folder: stop it, or give another LIANFANG_DATA')
    return 1
  }
  const backup = await readBackup(file, await readPassphrase({ twice: false }))
  const { path: folder, secrets } = await openDataFolder(config.dataFolder)
  const postgres = await openPostgres(config)
  try {
    const { district, migration, keys } = backup.header
    const appPassword = secrets.databaseAppPassword
    await migrate(postgres.connection, { district, appPassword, upTo: migration })
    const counts = await loadBackup(postgres.connection, backup)
    // The keys come with the data they open; the passwords of this database are its own.
    await writeSecrets(folder, { ...secrets, ...keys }, { overwrite: true })
    await migrate(postgres.connection, { district, appPassword })
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
    console.log(`restored ${rows} rows of ${Object.keys(counts).length} tables, taken ${backup.header.takenAt}`)
    return 0
  } finally {
    await postgres.stop()
  }
}
