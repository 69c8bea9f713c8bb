// The folder that holds everything a running district has beside its database: the keys and passwords generated once
// (0600), the embedded PostgreSQL, and the mark of the server that runs on it. Losing `secrets.json` loses every sealed
// identity number, so it is written whole or not at all and never overwritten; a backup carries it.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { SetupError } from './config.ts'
import { claim, exclusively, liveMark, type ProcessMark, release } from './processes.ts'

export interface Secrets {
  /** Password of the embedded server's superuser, who owns the schema. */
  databaseOwnerPassword: string
  /** Password of the role that the application connects as. */
  databaseAppPassword: string
  /** Signs sessions (better-auth). */
  authSecret: string
  /** 32 bytes, base64: seals identity numbers. */
  documentKey: string
  /** 32 bytes, base64: the keyed hash by which an identity number is found. */
  documentHashKey: string
  /** Ed25519, PKCS 8 in base64: signs certificates of release. */
  certificateKey: string
}

export interface DataFolder {
  path: string
  secrets: Secrets
}

export interface ServerMark extends ProcessMark {
  port: number
  host: string
}

const secretsFile = (folder: string) => path.join(folder, 'secrets.json')
const serverFile = (folder: string) => path.join(folder, 'run.json')

/** Opens the folder, making it and its secrets at the first start. */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // Root hands the database to another user, who must be able to pass through, but not to look around.
    await chmod(folder, process.getuid?.() === 0 ? 0o711 : 0o700)
  } catch (error) {
    throw new SetupError(
      `cannot use the data folder ${folder} (${(error as NodeJS.ErrnoException).code}): set LIANFANG_DATA to a folder of your own`,
      { cause: error },
    )
  }
  const found = await readSecrets(folder)
  const secrets =
    (found?.certificateKey ? found : null) ??
    (await exclusively(path.join(folder, 'secrets.lock'), async () => {
      const existing = await readSecrets(folder)
      if (existing) return withNewer(folder, existing)
      const fresh = newSecrets()
      await writeSecrets(folder, fresh)
      return fresh
    }))
  return { path: folder, secrets }
}

async function readSecrets(folder: string): Promise<Secrets | null> {
  let text: string
  try {
    text = await readFile(secretsFile(folder), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const secrets = JSON.parse(text) as Secrets
  for (const name of Object.keys(newSecrets()) as (keyof Secrets)[]) {
    if (!secrets[name] && name !== 'certificateKey')
      throw new SetupError(`${secretsFile(folder)} lacks ${name}: put back the file from a backup`)
  }
  return secrets
}

/** A folder of before there were certificates gets the key that signs them; nothing was signed with another. */
async function withNewer(folder: string, secrets: Secrets): Promise<Secrets> {
  if (secrets.certificateKey) return secrets
  const whole = { ...secrets, certificateKey: newCertificateKey() }
  await writeSecrets(folder, whole, { overwrite: true })
  return whole
}

/** For a restore, which brings the keys of the data it loads; `overwrite` must be said. */
export async function writeSecrets(folder: string, secrets: Secrets, { overwrite = false } = {}): Promise<void> {
  if (!overwrite && (await readSecrets(folder))) throw new SetupError(`${secretsFile(folder)} exists already`)
  const temporary = `${secretsFile(folder)}.${process.pid}`
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(secrets, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, secretsFile(folder))
}

export const newCertificateKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')

function newSecrets(): Secrets {
  return {
    databaseOwnerPassword: randomBytes(24).toString('base64url'),
    databaseAppPassword: randomBytes(24).toString('base64url'),
    authSecret: randomBytes(32).toString('base64url'),
    documentKey: randomBytes(32).toString('base64'),
    documentHashKey: randomBytes(32).toString('base64'),
    certificateKey: newCertificateKey(),
  }
}

/** The server that runs on this data folder now, if one does. */
export const runningServer = (folder: string): Promise<ServerMark | null> => liveMark<ServerMark>(serverFile(folder))

/** Marks this process as the server of the folder; throws when another server has it. */
export async function claimServer(folder: string, at: { host: string; port: number }): Promise<() => Promise<void>> {
  const owner = await claim(serverFile(folder), at)
  if (owner) {
    throw new SetupError(
      `a server runs already on ${folder} (port ${owner.port}, process ${owner.pid}): stop it, or start this one with another PORT and LIANFANG_DATA`,
    )
  }
  return () => release(serverFile(folder))
}

/** A file in the data folder that only its owner reads (0600), such as the first passwords; replaces an older one. */
export async function writePrivateFile(folder: string, name: string, text: string): Promise<string> {
  const target = path.join(folder, name)
  await rm(target, { force: true })
  const file = await open(target, 'wx', 0o600)
  try {
    await file.writeFile(text)
  } finally {
    await file.close()
  }
  return target
}
