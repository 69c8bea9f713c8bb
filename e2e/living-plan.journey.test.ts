// The living plan (M01–M63): at half past eight a commander sees which duty was not kept, since when, opens the list behind
// the figure and finds the same number, knows whom to call, and takes the plan away as a Word document.
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { newId } from '../src/kernel/ids.ts'
import { registration } from '../src/modules/people/testing/invented.ts'
import { fits, openWorld } from './support/world.ts'

const world = await openWorld()
const AREA = '230406100200'
const OFFICER = '0468-5550100'

const call = <T>(page: Page, method: string, path: string, body?: unknown): Promise<T> =>
  page.evaluate(
    async ({ method, path, body }) => {
      const sent = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      const answer = await fetch(path, { method, ...(body === undefined ? {} : sent) })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`)
      return (text === '' ? null : JSON.parse(text)) as T
    },
    { method, path, body },
  )

/** Ten people, and three days on which fewer and fewer of them are visited. */
async function liveThreeDays(office: Page): Promise<void> {
  const periods: string[] = []
  for (let index = 0; index < 10; index++) {
    const person = registration({ areaCode: AREA, arrival: { arrivalDay: '2020-01-25' } })
    await call(office, 'POST', '/api/v1/persons', person)
    const path = `/api/v1/persons/${person.id}/isolation-periods`
    const { items } = await call<{ items: { id: string }[] }>(office, 'GET', path)
    periods.push(items[0]!.id)
  }
  const visited = { '2020-01-25': [10, 10], '2020-01-26': [10, 9], '2020-01-27': [8, 6] }
  for (const [day, [morning, afternoon]] of Object.entries(visited)) {
    for (const [at, count] of [
      [`${day}T01:00:00.000Z`, morning],
      [`${day}T07:00:00.000Z`, afternoon],
    ] as const) {
      await world.clockTo(at)
      for (const periodId of periods.slice(0, count)) {
        const reading = { id: newId(), periodId, temperature: 36.5, site: 'forehead', observedAt: at }
        await call(office, 'POST', '/api/v1/readings', reading)
      }
    }
  }
  await world.clockTo('2020-01-28T00:30:00.000Z')
}

it('a commander sees what was not kept, the people behind the figure, and whom to call', async () => {
  const office = await world.as('office', '/desk')
  await call(office, 'PUT', '/api/v1/posts/group.medical.officer/telephone', { telephone: OFFICER })
  await liveThreeDays(office)

  const commander = await world.as('commander', '/desk/plan')
  await commander.getByRole('button', { name: /^未落实 \d/ }).click()
  await commander.waitForURL(/state=broken/)
  const section = commander.locator('#section-group\\.medical')
  // The officer who answers for the group, with the telephone.
  await section.getByRole('link', { name: new RegExp(OFFICER) }).waitFor()
  const row = section.locator('tr', { hasText: '每天两次上门' })
  // Nothing is due yet this morning: yesterday stands.
  await expect.poll(() => row.textContent()).toContain('未落实')
  const value = row.getByRole('link', { name: /%/ })
  await expect.poll(() => value.textContent()).toBe('70%14/20昨天')
  // The days before it, in words and with a point each: kept, at risk, broken.
  const curve = row.getByRole('img')
  await expect
    .poll(() => curve.getAttribute('aria-label'))
    .toMatch(/要求不低于 98%.*100% \(20\/20\) 已落实；.*95% \(19\/20\) 有风险；昨天 70% \(14\/20\) 未落实/)
  expect(await curve.locator('.spark-kept').count()).toBe(1)
  expect(await curve.locator('.spark-risk').count()).toBe(1)
  expect(await curve.locator('.spark-broken').count()).toBe(1)

  await value.click()
  await commander.waitForURL(/\/plan\/duties\/visits\?day=2020-01-27/)
  await expect.poll(() => commander.getByTestId('evidence-figure').textContent()).toBe('70% (14/20)')
  await commander
    .locator('.evidence-head')
    .getByRole('link', { name: new RegExp(OFFICER) })
    .waitFor()
  await commander.getByRole('button', { name: '不达标 6' }).click()
  const rows = commander.locator('section.list tbody tr')
  await expect.poll(() => rows.count()).toBe(6)
  for (const text of await rows.allInnerTexts()) expect(text).toContain('漏测')
  await commander.getByRole('button', { name: '达标 14', exact: true }).click()
  await expect.poll(() => rows.count()).toBe(14)
  // The day before it has a list of its own, reached from the days.
  await commander.getByRole('button', { name: '1月26日' }).click()
  await commander.waitForURL(/day=2020-01-26/)
  await expect.poll(() => commander.getByTestId('evidence-figure').textContent()).toBe('95% (19/20)')
  // A person of the list is opened.
  await rows.first().getByRole('link').click()
  await commander.waitForURL(/\/persons\//)
})

it('the same plan is seen by group, by unit, by township and by clause, and taken away as a document', async () => {
  const page = await world.as('commander', '/desk/plan?view=byGroup')
  await page.getByRole('button', { name: /^医疗救治组 未落实/ }).click()
  await page.waitForURL(/section=group.medical&state=broken|state=broken&section=group.medical/)
  await page.getByRole('button', { name: '按单位' }).click()
  await page.getByRole('button', { name: '区民政局', exact: true }).click()
  await page.waitForURL(/unit=civilAffairs/)
  await page.goto(`${world.url}/desk/plan?view=byTownship`)
  await page.getByRole('button', { name: '新华镇', exact: true }).click()
  await page.waitForURL(/area=230406100/)
  await page.getByRole('heading', { name: '方案落实 · 新华镇' }).waitFor()
  await page.goto(`${world.url}/desk/plan?view=byClause`)
  await page.getByRole('button', { name: /^M21/ }).click()
  await page.waitForURL(/clause=M21/)
  await expect.poll(() => page.locator('.plan-table tbody tr').count()).toBe(3)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载 Word' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('鹤岗市东山区疫情一级响应工作方案落实情况-2020-01-28.docx')
  const bytes = await readFile(await download.path())
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
})

it('a township opens its own part, and no page is wider than a phone', async () => {
  const head = await world.as('head-230406100', '/desk/plan', { width: 390, height: 844 })
  await head.getByRole('heading', { name: '方案落实 · 新华镇' }).waitFor()
  await head.getByRole('button', { name: '本单位的职责' }).click()
  await head.waitForURL(/unit=xinhua/)
  for (const where of [
    '/desk/plan',
    '/desk/plan?view=byGroup',
    '/desk/plan?view=byClause',
    '/desk/plan/duties/visits?day=2020-01-27',
  ]) {
    await head.goto(`${world.url}${where}`)
    await head.locator('h1').waitFor()
    await head.locator('.plan-table, .plan-overview, .clause-grid, .figures').first().waitFor()
    await expect.poll(() => fits(head), { message: where }).toBe(true)
  }
})
