// Each side of a benchmark is a process of its own: the product's server, the bare echo, the direct writers, the load.
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'

export interface Child {
  /** Its first line, as JSON: where it listens, or what it measured. */
  said: Record<string, unknown>
  stop(): Promise<void>
}

/** Runs a file of this folder with one JSON argument, and waits for its first line. */
export async function start(file: string, argument: unknown): Promise<Child> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, file), JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await firstLine(child, file)
  return {
    said,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function firstLine(child: ChildProcess, file: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', (line) => resolve(JSON.parse(line)))
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it said anything`)))
  })
}

/**
 * Runs a file to its end with one JSON argument on its standard input; answers the JSON that it printed. The input ends with
 * `meanwhile`.
 */
export async function run<T>(
  file: string,
  argument: unknown,
  meanwhile: Promise<unknown> = Promise.resolve(),
): Promise<T> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, file)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const said = firstLine(child, file) as Promise<T>
  child.stdin.write(`${JSON.stringify(argument)}\n`)
  await meanwhile.finally(() => child.stdin.end())
  return said
}
