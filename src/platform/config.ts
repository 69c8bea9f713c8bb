// What a person may set from outside, read once at the start: environment variables, and a few flags that win over
// them. A value that makes no sense is refused by its name; nothing else of the product reads the environment.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Instant, instant } from '../kernel/time.ts'

export interface Config {
  /** Where the one HTTP server listens. */
  host: string
  port: number
  /** The address people use, when a proxy stands before us (https); decides whether cookies are `Secure`. */
  publicUrl: string
  dataFolder: string
  /** An existing PostgreSQL, 15 or later; null means our own. */
  databaseUrl: string | null
  /** The clock may be moved (`--clock`, `--clock=2020-01-25T00:00:00Z`), starting at `start` or at the present. */
  clock: { start: Instant | null } | null
  /** The plan that a district is started with. */
  planFile: string
  /** Requests a minute from one session, key or, for strangers, address. */
  rateLimit: number
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

const SHIPPED_PLAN = path.join(import.meta.dirname, '../../plans/hegang-dongshan-2020.yaml')

/** Something around the program that a person has to put right: the message is all they need, never a stack. */
export class SetupError extends Error {
  override readonly name = 'SetupError'
}

export class ConfigError extends SetupError {
  constructor(name: string, value: string, expected: string) {
    super(`${name}=${value}: expected ${expected}`)
  }
}

// Not the current folder: a command given in another folder means the same installation.
const BESIDE_THE_PROGRAM = path.join(import.meta.dirname, '../../data')
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** `argv` are the flags of a command; those that are not settings (`--dry-run`) are left to it. */
export function readConfig(env: NodeJS.ProcessEnv, argv: readonly string[]): Config {
  const { values } = parseArgs({
    args: argv.map((arg) => (arg === '--clock' ? '--clock=' : arg)),
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      clock: { type: 'string' },
      plan: { type: 'string' },
    },
    strict: false,
    allowPositionals: true,
  })
  const pick = (flag: 'port' | 'host' | 'data' | 'plan', variable: string): [name: string, value: string] | null => {
    const given = values[flag]
    if (typeof given === 'string' && given !== '') return [`--${flag}`, given]
    return env[variable] ? [variable, env[variable]] : null
  }
  const port = readPort(pick('port', 'PORT'))
  const host = pick('host', 'HOST')?.[1] ?? '127.0.0.1'
  const data = pick('data', 'LIANFANG_DATA')?.[1]
  return {
    host,
    port,
    publicUrl:
      readPublicUrl(env.LIANFANG_URL) ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`,
    dataFolder: data ? path.resolve(data) : process.getuid?.() === 0 ? '/var/lib/lianfang' : BESIDE_THE_PROGRAM,
    databaseUrl: readDatabaseUrl(env.DATABASE_URL),
    clock: readClock(values.clock),
    planFile: path.resolve(pick('plan', 'LIANFANG_PLAN')?.[1] ?? SHIPPED_PLAN),
    rateLimit: readCount('LIANFANG_RATE_LIMIT', env.LIANFANG_RATE_LIMIT, 1200),
    logLevel: readLogLevel(env.LOG_LEVEL),
  }
}

function readPort(given: [string, string] | null): number {
  if (!given) return 8420
  const port = Number(given[1])
  // 0 asks the system for any free port, which the tests use.
  if (!/^\d+$/.test(given[1]) || port > 65_535) throw new ConfigError(...given, 'a port between 1 and 65535')
  return port
}

function readCount(name: string, value: string | undefined, otherwise: number): number {
  if (!value) return otherwise
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new ConfigError(name, value, 'a whole number above 0')
  return Number(value)
}

function readPublicUrl(value: string | undefined): string | null {
  if (!value) return null
  const url = URL.parse(value)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/') {
    throw new ConfigError('LIANFANG_URL', value, 'an address such as https://lianfang.example')
  }
  return url.origin
}

function readDatabaseUrl(value: string | undefined): string | null {
  if (!value) return null
  const url = URL.parse(value)
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol) || url.pathname.length < 2) {
    // The value holds a password and is not repeated.
    throw new ConfigError('DATABASE_URL', '…', 'postgres://user:password@host:5432/database')
  }
  return value
}

function readClock(value: string | boolean | undefined): Config['clock'] {
  if (value === undefined || typeof value === 'boolean') return null
  if (value === '') return { start: null }
  try {
    return { start: instant(value) }
  } catch {
    throw new ConfigError('--clock', value, 'an instant such as 2020-01-25T00:00:00Z')
  }
}

function readLogLevel(value: string | undefined): Config['logLevel'] {
  if (!value) return 'info'
  const level = LOG_LEVELS.find((known) => known === value)
  if (!level) throw new ConfigError('LOG_LEVEL', value, `one of ${LOG_LEVELS.join(', ')}`)
  return level
}
