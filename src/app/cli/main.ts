// The command line: `lianfang COMMAND`. Each command is one file beside this one.
import { Problem } from '../../kernel/problem.ts'
import { SetupError } from '../../platform/config.ts'

const COMMANDS: Record<
  string,
  { about: string; load: () => Promise<{ run(args: string[]): Promise<number | undefined> }> }
> = {
  start: { about: 'start the server', load: () => import('./start.ts') },
  demo: {
    about: 'start a demonstration: one password, the sample list, seven days already lived',
    load: () => import('./demo.ts'),
  },
  import: { about: 'import FILE [--dry-run] [--json]: a list of returnees', load: () => import('./import.ts') },
  backup: { about: 'backup FILE: the whole district in one encrypted file', load: () => import('./backup.ts') },
  restore: { about: 'restore FILE: a backup into an empty database', load: () => import('./restore.ts') },
  plan: {
    about: 'plan check FILE | diff FILE [BASE] | apply FILE [--at TIME] [--running keep|change] | new [FILE]',
    load: () => import('./plan.ts'),
  },
  account: {
    about: 'account reset-second-factor USER: for a lost telephone of the last administrator',
    load: () => import('./account.ts'),
  },
  audit: { about: 'audit verify: recompute the seals of the audit', load: () => import('./audit.ts') },
  simulate: {
    about: 'simulate [--people N] [--days N] [--seed N]: a story lived and checked',
    load: () => import('./simulate.ts'),
  },
}

const [name = '', ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (!command) {
  const asked = name === '' || name === 'help' || name === '--help'
  const lines = Object.entries(COMMANDS).map(([key, { about }]) => `  ${key.padEnd(10)} ${about}`)
  console[asked ? 'log' : 'error'](`usage: lianfang COMMAND\n${lines.join('\n')}`)
  process.exitCode = asked ? 0 : 2
} else {
  try {
    process.exitCode = (await (await command.load()).run(args)) ?? 0
  } catch (error) {
    if (error instanceof Problem) console.error(`${error.details.zh}\n${error.details.en}`)
    else if (error instanceof SetupError) console.error(error.message)
    else console.error(error)
    process.exitCode = 1
  }
}
