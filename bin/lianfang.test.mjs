// The launcher, on a tree that stands for a clone: npm is replaced by a script that writes down when it ran, since what
// is tested is when we call it and what becomes of its answer. The program it launches is a real process.
import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

let clone
const at = (...names) => path.join(clone, ...names)

const NPM = `
import { appendFileSync, mkdirSync, existsSync } from 'node:fs'
appendFileSync('npm-runs', process.argv.slice(2, 3) + '\\n')
await new Promise((resolve) => setTimeout(resolve, 300))
if (existsSync('broken')) { console.error('npm error the registry is on fire'); process.exit(1) }
mkdirSync('node_modules/.bin', { recursive: true })
console.error('npm warn noise')
`
const MAIN = `
const [command] = process.argv.slice(2)
if (command === 'wait') {
  let signals = 0
  process.on('SIGINT', () => {
    signals += 1
    setTimeout(() => { console.log('signals', signals); process.exit(7) }, 400)
  })
  console.log('waiting')
  setInterval(() => {}, 1000)
} else console.log(JSON.stringify({ args: process.argv.slice(2), major: Number.parseInt(process.versions.node, 10) }))
`

beforeEach(async () => {
  clone = await mkdtemp(path.join(tmpdir(), 'lianfang-launcher-'))
  await cp(import.meta.dirname, at('bin'), { recursive: true })
  await mkdir(at('src/app/cli'), { recursive: true })
  await writeFile(at('package.json'), '{ "type": "module" }')
  await writeFile(at('package-lock.json'), '{ "packages": { "": {} } }')
  await writeFile(at('npm-cli.js'), NPM)
  await writeFile(at('src/app/cli/main.ts'), MAIN)
})
afterEach(() => rm(clone, { recursive: true, force: true }))

function start(...args) {
  const child = spawn(process.execPath, [at('bin/lianfang.mjs'), ...args], {
    env: { ...process.env, npm_execpath: at('npm-cli.js') },
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (said.stdout += chunk))
  child.stderr.on('data', (chunk) => (said.stderr += chunk))
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, ...said })))
  return { child, said, ended }
}
const npmRuns = async () => (await readFile(at('npm-runs'), 'utf8').catch(() => '')).split('\n').filter(Boolean)

it('installs at the first start, and again only when the lock file differs', async () => {
  const first = await start('import', 'list.xlsx', '--json').ended
  expect(JSON.parse(first.stdout)).toEqual({ args: ['import', 'list.xlsx', '--json'], major: expect.any(Number) })
  expect(first.stderr).toContain('Installing what is missing')
  expect(first.stderr).not.toContain('warn')
  expect((await start().ended).stderr).toBe('')
  expect(await npmRuns()).toEqual(['ci'])
  await writeFile(at('package-lock.json'), '{ "packages": { "": {}, "node_modules/a": { "version": "1.0.0" } } }')
  await start().ended
  expect(await npmRuns()).toEqual(['ci', 'ci'])
})

it('takes what `npm install` installed by hand for installed', async () => {
  await mkdir(at('node_modules/.bin'), { recursive: true })
  await writeFile(at('node_modules/.package-lock.json'), '{ "packages": {} }')
  expect((await start().ended).code).toBe(0)
  expect(await npmRuns()).toEqual([])
})

it('shows what npm said when it fails, and tries again at the next start', async () => {
  await writeFile(at('broken'), '')
  const failed = await start().ended
  expect(failed).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('the registry is on fire') })
  await rm(at('broken'))
  expect((await start().ended).code).toBe(0)
  expect(await npmRuns()).toEqual(['ci', 'ci'])
})

it('installs once when started twice at once, and after a start that was killed while it installed', async () => {
  await mkdir(at('.lianfang'))
  await writeFile(at('.lianfang/install.lock'), '1')
  await utimes(at('.lianfang/install.lock'), new Date(0), new Date(0))
  const both = await Promise.all([start().ended, start().ended])
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  expect(await npmRuns()).toEqual(['ci'])
})

it('is found by `npx lianfang`', async () => {
  await start().ended
  expect(await readFile(at('node_modules/.bin/lianfang'), 'utf8')).toContain('#!/usr/bin/env node')
})

it('passes one Ctrl-C on once, though the terminal and npm both send it, and ends as the program ends', async () => {
  const { child, said, ended } = start('wait')
  await expect.poll(() => said.stdout, { timeout: 10_000 }).toContain('waiting')
  child.kill('SIGINT')
  await new Promise((resolve) => setTimeout(resolve, 50))
  child.kill('SIGINT')
  expect(await ended).toMatchObject({ code: 7, stdout: 'waiting\nsignals 1\n' })
})

it('ends by the signal that ended the program', async () => {
  const { child, said, ended } = start('wait')
  await expect.poll(() => said.stdout, { timeout: 10_000 }).toContain('waiting')
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM' })
})
