// `lianfang plan` as a program: a difference against the plan in force, put in force, and a plan for another district begun.
import { execFile } from 'node:child_process'
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '../../..')
const folder = await mkdtemp(path.join(tmpdir(), 'lianfang-plan-'))
// As root, the database runs as another user, who has to pass through.
await chmod(folder, 0o711)
afterAll(() => rm(folder, { recursive: true, force: true }))

const lianfang = (...args: string[]) =>
  promisify(execFile)(process.execPath, [path.join(root, 'src/app/cli/main.ts'), ...args], {
    env: { ...process.env, LIANFANG_DATA: path.join(folder, 'data'), DATABASE_URL: '' },
  })

it('says what a file changes, puts it in force at a time, and then finds no difference', async () => {
  const shipped = await readFile(path.join(root, 'plans/hegang-dongshan-2020.yaml'), 'utf8')
  const file = path.join(folder, 'amended.yaml')
  await writeFile(file, shipped.replace('  days: 14\n', '  days: 21\n'))
  await copyFile(path.join(root, 'plans/areas-230406.csv'), path.join(folder, 'areas-230406.csv'))
  // Nothing is begun by the way.
  await expect(lianfang('plan', 'diff', file)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no data'),
  })
  const clock = '--clock=2020-01-25T01:00:00.000Z'
  await writeFile(path.join(folder, 'list.csv'), '姓名,身份证号,返鹤日期,乡镇\n某某,无,2020-01-24,新华镇\n')
  await lianfang('import', path.join(folder, 'list.csv'), '--dry-run', clock)
  const { stdout } = await lianfang('plan', 'diff', file, clock)
  expect(stdout).toContain('隔离天数: 14 → 21')
  expect(stdout).toContain('Running periods keep 14 days')
  const applied = await lianfang('plan', 'apply', file, '--at', '2020-01-25 10:00', '--running', 'change', clock)
  expect(applied.stdout).toContain('version 2 takes effect at 2020-01-25 10:00')
  expect((await lianfang('plan', 'diff', file, clock)).stdout).toContain('no difference')
  await expect(lianfang('plan', 'apply', file, clock)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Nothing differs'),
  })
})

it('begins a plan for another district, whose blanks the check names', async () => {
  const file = path.join(folder, 'new.yaml')
  expect((await lianfang('plan', 'new', file)).stdout).toContain('areas.csv')
  await expect(lianfang('plan', 'check', file)).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining('还没有填写'),
  })
  await expect(lianfang('plan', 'new', file)).rejects.toMatchObject({ code: 1 })
})
