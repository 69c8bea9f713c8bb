// PostgreSQL refuses to run as root, so a server started by root gives it to another user, and everything that user
// must read has to be reachable for it. Ordinary users run it as themselves.
import { chown, readFile, stat } from 'node:fs/promises'
import path from 'node:path'

export interface RunAs {
  uid: number
  gid: number
  name: string
}

const NOBODY = 65_534

/** The user that runs the server of `pgdata`, or null when that is ourselves. */
export async function chooseUser(pgdata: string): Promise<RunAs | null> {
  if (process.getuid?.() !== 0) return null
  const known = await users()
  // Data that exists belongs to whoever made it, whatever users were added to the machine since.
  const owner = await stat(pgdata).catch(() => null)
  if (owner && owner.uid !== 0) {
    return known.find((user) => user.uid === owner.uid) ?? { uid: owner.uid, gid: owner.gid, name: String(owner.uid) }
  }
  const preferred = ['postgres', 'nobody'].map((name) => known.find((user) => user.name === name && user.uid !== 0))
  return preferred.find((user) => user !== undefined) ?? { uid: NOBODY, gid: NOBODY, name: String(NOBODY) }
}

async function users(): Promise<RunAs[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}

/** The first folder or file on the way to `target` that `user` may not enter or read, or null. */
export async function whereStopped(user: RunAs, target: string): Promise<string | null> {
  const absolute = path.resolve(target)
  const steps = absolute.split(path.sep).map((_, index, all) => all.slice(0, index + 1).join(path.sep) || path.sep)
  for (const step of steps) {
    const found = await stat(step)
    const shift = found.uid === user.uid ? 6 : found.gid === user.gid ? 3 : 0
    const allowed = (found.mode >> shift) & 0o7
    const needed = step === absolute ? 0o5 : 0o1
    if ((allowed & needed) !== needed) return step
  }
  return null
}

export async function giveTo(user: RunAs | null, target: string): Promise<void> {
  if (user) await chown(target, user.uid, user.gid)
}
