// Installs what is missing, with the locked versions: when node_modules was not made from the package-lock.json that is
// here now. Plain JavaScript without dependencies, since it runs before there are any, on whatever Node npm runs on.
// Everything is said on stderr: stdout belongs to the command that was asked for.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const ROOT = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')
const at = (...names) => path.join(ROOT, ...names)
const STAMP = at('node_modules/.lianfang-lock')
const LOCK = at('.lianfang/install.lock')
const STALE_AFTER_MS = 15_000

export async function ensureInstalled() {
  if (isInstalled()) return linkCommand()
  await exclusively(async () => {
    // Somebody else may have done it while we waited.
    if (isInstalled()) return
    console.error('Installing what is missing; the first time this takes a minute or two …')
    await npmCi()
    writeFileSync(STAMP, wanted())
  })
  linkCommand()
}

const wanted = () =>
  createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex')

function isInstalled() {
  if (readOrNull(STAMP) === wanted()) return true
  // `npm install` by hand leaves no stamp of ours; npm's own record says what it installed.
  if (!matchesNpmRecord()) return false
  try {
    writeFileSync(STAMP, wanted())
  } catch {
    // A clone that this user may not write: compared again next time.
  }
  return true
}

function matchesNpmRecord() {
  const record = readOrNull(at('node_modules/.package-lock.json'))
  if (!record) return false
  const installed = JSON.parse(record).packages
  return Object.entries(JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages).every(([name, locked]) => {
    if (name === '') return true
    const here = installed[name]
    if (here) return here.version === locked.version && here.integrity === locked.integrity
    return locked.optional && !fitsThisMachine(locked)
  })
}

/** npm leaves out optional packages for other machines, and what only those need. */
const fitsThisMachine = ({ os, cpu, libc }) =>
  os?.includes(process.platform) && cpu?.includes(process.arch) && !libc?.includes('musl')

function npmCi() {
  // npm tells its scripts where it is itself; without it (`node bin/lianfang.mjs`) the one on the path is used.
  const own = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : null
  const [program, ...args] = own ? [process.execPath, own] : ['npm']
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const child = spawn(program, [...args, ...flags], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: !own && process.platform === 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`npm could not be run: ${error.message}`)))
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`npm ci failed in ${ROOT}:\n${output.trim()}`))
    })
  })
}

/** `npx lianfang` finds commands in node_modules/.bin, where npm does not put the package's own. */
function linkCommand() {
  try {
    if (process.platform === 'win32') {
      writeFileSync(at('node_modules/.bin/lianfang.cmd'), '@node "%~dp0\\..\\..\\bin\\lianfang.mjs" %*\r\n')
    } else {
      symlinkSync('../../bin/lianfang.mjs', at('node_modules/.bin/lianfang'))
    }
  } catch {
    // There already, or a clone that this user may not write.
  }
}

/** One process at a time. The holder touches the lock while it works, so one left by a crash is known by its age. */
async function exclusively(work) {
  mkdirSync(path.dirname(LOCK), { recursive: true })
  const mine = `${LOCK}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    for (let told = false; !taken(mine); told = true) {
      if (!told) console.error('Another start is installing what is missing; waiting for it …')
      if (isStale(LOCK)) {
        renameSync(LOCK, `${mine}.stale`)
        // A live lock that was taken in this very moment is put back.
        if (!isStale(`${mine}.stale`)) linkSync(`${mine}.stale`, LOCK)
        rmSync(`${mine}.stale`, { force: true })
      } else await sleep(250)
    }
    const pulse = setInterval(() => utimesSync(LOCK, new Date(), new Date()), 2_000)
    try {
      await work()
    } finally {
      clearInterval(pulse)
      rmSync(LOCK, { force: true })
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

function taken(mine) {
  try {
    utimesSync(mine, new Date(), new Date())
    linkSync(mine, LOCK)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  }
}

function isStale(file) {
  try {
    return Date.now() - statSync(file).mtimeMs > STALE_AFTER_MS
  } catch {
    return false
  }
}

function readOrNull(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
