// `lianfang import` as a program: standard output is one JSON object of exactly the agreed keys, describing the list,
// whether it is only looked at, saved, or saved before.
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '../../..')
const list = path.join(root, 'plans/samples/returnees-2020-01-25.xlsx')
const folder = await mkdtemp(path.join(tmpdir(), 'lianfang-import-'))
// As root, the database runs as another user, who has to pass through.
await chmod(folder, 0o711)
afterAll(() => rm(folder, { recursive: true, force: true }))

const lianfang = (...args: string[]) =>
  promisify(execFile)(process.execPath, [path.join(root, 'src/app/cli/main.ts'), 'import', ...args], {
    env: { ...process.env, LIANFANG_DATA: path.join(folder, 'data'), DATABASE_URL: '' },
  })

it('describes the list, saves it once, and says what became of it beside', async () => {
  const expected = JSON.parse(await readFile(list.replace(/xlsx$/, 'expected.json'), 'utf8'))
  const { ok, fever_ids: _, invalid_rows: __, ...figures } = expected
  const looked = await lianfang(list, '--dry-run', '--json', '--clock=2020-01-25T01:00:00.000Z')
  expect(JSON.parse(looked.stdout)).toEqual(figures)
  expect(looked.stdout.trim().split('\n')).toHaveLength(1)
  expect(looked.stderr).toContain(`would save ${ok}`)
  for (const saved of [ok, 0]) {
    const { stdout, stderr } = await lianfang(list, '--json', '--clock=2020-01-25T01:00:00.000Z')
    expect(stdout).toBe(looked.stdout)
    expect(stderr).toContain(`saved ${saved};`)
  }
  await expect(lianfang(path.join(folder, 'none.xlsx'))).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('no such file'),
  })
})
