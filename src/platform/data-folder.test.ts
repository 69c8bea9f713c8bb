// The data folder: private, its keys made once however many ask at once, one server on it at a time.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { claimServer, openDataFolder, runningServer, writePrivateFile, writeSecrets } from './data-folder.ts'

let folder: string
beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'lianfang-data-')), 'data')
})
afterEach(() => rm(path.dirname(folder), { recursive: true, force: true }))

const mode = async (...names: string[]) => ((await stat(path.join(folder, ...names))).mode & 0o777).toString(8)

it('is made once, closed to others, with keys of the right length', async () => {
  const opened = await Promise.all([openDataFolder(folder), openDataFolder(folder), openDataFolder(folder)])
  const [first, ...rest] = opened.map(({ secrets }) => secrets)
  for (const secrets of rest) expect(secrets).toEqual(first)
  expect(Buffer.from(first?.documentKey ?? '', 'base64')).toHaveLength(32)
  expect(Buffer.from(first?.documentHashKey ?? '', 'base64')).toHaveLength(32)
  expect(first?.documentKey).not.toBe(first?.documentHashKey)
  expect(await mode('secrets.json')).toBe('600')
  expect(await mode()).toBe(process.getuid?.() === 0 ? '711' : '700')
})

it('never replaces keys unless a restore says so', async () => {
  const { secrets } = await openDataFolder(folder)
  const others = { ...secrets, authSecret: 'another' }
  await expect(writeSecrets(folder, others)).rejects.toThrow('exists already')
  await writeSecrets(folder, others, { overwrite: true })
  expect((await openDataFolder(folder)).secrets.authSecret).toBe('another')
})

it('refuses keys that are not whole instead of making new ones', async () => {
  await openDataFolder(folder)
  await writeFile(path.join(folder, 'secrets.json'), '{"authSecret":"a"}')
  await expect(openDataFolder(folder)).rejects.toThrow('lacks databaseOwnerPassword')
})

it('of before there were certificates gets their key once, and keeps the others', async () => {
  const { secrets } = await openDataFolder(folder)
  const { certificateKey: _, ...older } = secrets
  await writeFile(path.join(folder, 'secrets.json'), JSON.stringify(older))
  const [one, two] = await Promise.all([openDataFolder(folder), openDataFolder(folder)])
  expect(one.secrets).toEqual(two.secrets)
  expect(one.secrets).toMatchObject(older)
  expect(one.secrets.certificateKey).toBeTruthy()
  expect(JSON.parse(await readFile(path.join(folder, 'secrets.json'), 'utf8'))).toEqual(one.secrets)
})

it('has one server at a time, and forgets one that died', async () => {
  await openDataFolder(folder)
  expect(await runningServer(folder)).toBe(null)
  const release = await claimServer(folder, { host: '127.0.0.1', port: 8420 })
  expect(await runningServer(folder)).toMatchObject({ pid: process.pid, port: 8420 })
  await expect(claimServer(folder, { host: '127.0.0.1', port: 8421 })).rejects.toThrow('port 8420')
  await release()
  expect(await runningServer(folder)).toBe(null)

  // The pid is alive, but it is not the process that wrote the file.
  const stranger = { pid: process.pid, started: 'another boot', host: '127.0.0.1', port: 9 }
  await writeFile(path.join(folder, 'run.json'), JSON.stringify(stranger))
  await (await claimServer(folder, { host: '127.0.0.1', port: 8420 }))()
})

it('keeps private files private', async () => {
  await openDataFolder(folder)
  const file = await writePrivateFile(folder, 'accounts.txt', 'one\n')
  expect(await readFile(file, 'utf8')).toBe('one\n')
  expect(await mode('accounts.txt')).toBe('600')
})
