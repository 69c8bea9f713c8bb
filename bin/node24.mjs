// Runs a program on Node 24, whatever Node npm itself runs on: this one when it is new enough, else the one that came
// with the installation. The program is in a session of its own, so a Ctrl-C on the terminal reaches it once and through
// here; npm passes the same Ctrl-C on a second time, which is dropped.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './install.mjs'

const SAME_KEYPRESS_MS = 1_000

export function node24() {
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const program = path.join(
    ROOT,
    `node_modules/node-${platform}-${process.arch}/bin/node${platform === 'win' ? '.exe' : ''}`,
  )
  if (existsSync(program)) return program
  throw new Error(
    `Lianfang runs on Node 24. This is Node ${process.versions.node}, and none came with the installation for ${process.platform} ${process.arch}: install Node 24 or later and start again.`,
  )
}

/** The environment in which `node` means Node 24, for tools that start it by name. */
export function nodeEnv(extra = {}) {
  return {
    ...process.env,
    PATH: [path.dirname(node24()), process.env.PATH].filter(Boolean).join(path.delimiter),
    // Starts the second time in half the time.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(ROOT, 'node_modules/.cache/node'),
    ...extra,
  }
}

/** Runs it with our terminal and never returns: ends as it ends. */
export function become(args) {
  const child = spawn(node24(), args, { stdio: 'inherit', env: nodeEnv(), detached: process.platform !== 'win32' })
  const last = new Map()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const now = performance.now()
      if (now - (last.get(signal) ?? Number.NEGATIVE_INFINITY) > SAME_KEYPRESS_MS) child.kill(signal)
      last.set(signal, now)
    })
  }
  child.on('error', (error) => {
    console.error(`Node 24 could not be run: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (signal) {
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    } else process.exit(code ?? 1)
  })
}
