// The passphrase of a backup: from the environment for scripts, otherwise typed unseen.
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

export async function readPassphrase({ twice }: { twice: boolean }): Promise<string> {
  const given = process.env.LIANFANG_BACKUP_PASSPHRASE
  if (given) return given
  if (!process.stdin.isTTY) throw new Error('set LIANFANG_BACKUP_PASSPHRASE, or run this at a terminal')
  const first = await ask('passphrase: ')
  if (twice && (await ask('again: ')) !== first) throw new Error('the two passphrases differ')
  return first
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}
