// An amendment as an office makes one (M04, M21): the file is changed and chosen, its difference is read, somebody else
// approves it, and at its time it is in force. Who was in isolation ends on day 14 where it is to be kept, on day 21 where
// it is to be changed; new arrivals have 21; the person's page names the version; the administrator seats new posts.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { registration } from '../src/modules/people/testing/invented.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld()
const folder = await mkdtemp(path.join(tmpdir(), 'lianfang-amended-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const GROUP = `
  - key: border
    handlesPersons: true
    number: 9
    name: { zh: 边界查控组, en: Border control }
    clauses: [M03]
    leadUnit: publicSecurity
    responsibleOfficer: { name: 周试验, unit: publicSecurity }
    leader: deputyPolice
    members: [allTownships]
    duties:
      - key: borderPosts
        number: 1
        clauses: [M46]
        zh: 出入口查验
        en: Check at the entrances
        owners: [publicSecurity]
        measure: { key: enforcement.trafficKept, target: { atLeast: 95 }, window: sevenDays }
`
let shipped: string
beforeAll(async () => {
  shipped = await readFile(path.join(import.meta.dirname, '../plans/hegang-dongshan-2020.yaml'), 'utf8')
})

async function file(name: string, text: string): Promise<string> {
  const full = path.join(folder, name)
  await writeFile(full, text)
  return full
}
const choose = (page: Page, full: string) => page.locator('input[type="file"]').first().setInputFiles(full)

/** Somebody who came on `day`, by the clerk's own session. */
async function register(clerk: Page, day: string): Promise<string> {
  const body = registration({ arrival: { arrivalDay: day } })
  const answer = await clerk.request.post('/api/v1/persons', { data: body })
  expect(answer.status(), await answer.text()).toBe(201)
  return `/desk/persons/${body.id}`
}

async function proposeAndApprove(text: string, running: '保持原方案' | '改按新方案', reason: string): Promise<void> {
  const office = await world.as('office', '/desk/plan/versions')
  await office.getByRole('button', { name: '提出修订' }).click()
  await choose(office, await file('amended.yaml', text))
  await office.getByText('有哪些变动').waitFor()
  await office.getByLabel(running).check()
  await office.getByLabel('修订理由').fill(reason)
  await office.getByRole('button', { name: '提交，等待批准' }).click()
  await office.waitForURL(/versions\/[0-9a-f-]{36}$/)
  await office.locator('.tag', { hasText: '待批准' }).waitFor()
  // Who proposed it is not offered to approve it.
  expect(await office.getByRole('button', { name: /^批\s*准$/ }).count()).toBe(0)
  const director = await world.as('director', new URL(office.url()).pathname)
  await director.getByRole('button', { name: /^批\s*准$/ }).click()
  await director
    .getByRole('dialog')
    .getByRole('button', { name: /^批\s*准$/ })
    .click()
  await director.locator('.tag', { hasText: '已批准，待生效' }).waitFor()
}

it('from a file to twenty-one days', async () => {
  const clerk = await world.as('clerk-230406100')
  const running = await register(clerk, '2020-01-25')

  // A file that is wrong says where, and cannot be proposed.
  const office = await world.as('office', '/desk/plan/versions/new')
  await choose(office, await file('wrong.yaml', shipped.replace('leadUnit: humanResources', 'leadUnit: nobody')))
  await office.getByText('方案中没有单位“nobody”').waitFor()
  expect(await office.getByRole('button', { name: '提交，等待批准' }).count()).toBe(0)

  const kept = shipped.replace('  days: 14\n', '  days: 21\n')
  await choose(office, await file('kept.yaml', kept))
  await office.getByText('正在隔离的人仍隔离 14 天；生效以后开始隔离的人隔离 21 天。').waitFor()
  await office.close()
  await proposeAndApprove(kept, '保持原方案', '国家方案更新')

  // Nothing changes before its time.
  const before = await register(clerk, '2020-01-25')
  await clerk.goto(before)
  await clerk.getByRole('link', { name: '第 1 版，14 天' }).waitFor()
  await world.clockTo('2020-01-25T16:05:00.000Z')
  const fresh = await register(clerk, '2020-01-26')
  await clerk.goto(fresh)
  await clerk.getByRole('link', { name: '第 2 版，21 天' }).waitFor()
  await clerk.getByText('2020-01-26 — 2020-02-16').waitFor()
  await clerk.goto(running)
  await clerk.getByRole('link', { name: '第 1 版，14 天' }).waitFor()
  await clerk.getByText('2020-01-25 — 2020-02-08').waitFor()

  await proposeAndApprove(
    kept.replace('extraDays: 7', 'extraDays: 14').replace('\ntownshipCommands:', `${GROUP}\ntownshipCommands:`),
    '改按新方案',
    '一律满二十一天',
  )
  await world.clockTo('2020-01-26T16:05:00.000Z')
  await clerk.goto(running)
  await clerk.getByRole('link', { name: '第 3 版，21 天' }).waitFor()
  await clerk.getByText('2020-01-25 — 2020-02-15').waitFor()
  await clerk.getByText('开始时为第 1 版').waitFor()
  await clerk.getByText('方案第 1 版 → 第 3 版，满期日 2020-02-08 → 2020-02-15').waitFor()

  // The new group's posts are given accounts; somebody whom the plan named before keeps the one he has.
  const admin = await world.as('admin', '/desk/plan/versions')
  await admin.getByText('新设岗位还没有账户').waitFor()
  await admin.getByRole('button', { name: '为所选 3 个开设账户' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByText('officer-9').waitFor()
  await dialog.getByText('group-9').waitFor()
  expect(await dialog.getByText('姚刚').count()).toBe(0)
  await dialog.getByRole('button', { name: /关\s*闭/ }).click()
  await expect.poll(() => admin.getByText('新设岗位还没有账户').count()).toBe(0)
})
