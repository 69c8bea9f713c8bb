// Discipline (M55): a township's report is missing, the office asks, the township's clerk explains on the phone, the director
// decides; the records alone began it.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openWorld } from './support/world.ts'

const world = await openWorld()
const confirm = (page: Page) => page.getByRole('dialog').getByRole('button', { name: /确\s*定|确\s*认/ })

it('a missing report becomes a matter, is explained and decided', async () => {
  const office = await world.as('office', '/desk/discipline')
  await office.getByText('没有惩戒线索').waitFor()
  await world.clockTo('2020-01-25T16:30:00.000Z')
  await office
    .locator('tbody tr', { hasText: '新华镇人民政府' })
    .first()
    .getByRole('link', { name: '日报漏报' })
    .click()
  await office.getByRole('heading', { name: '日报漏报' }).waitFor()
  await office.getByRole('button', { name: '要求说明' }).click()
  await office.getByLabel('要说明什么').fill('二十五日日报为何未报')
  await confirm(office).click()
  await office.getByText('等待说明').first().waitFor()

  const clerk = await world.as('clerk-230406100', '/desk/hearings', { width: 390, height: 844 })
  await clerk.getByRole('link', { name: '日报漏报' }).click()
  await clerk.getByText('二十五日日报为何未报').waitFor()
  expect(await clerk.getByRole('button', { name: '作出决定' }).count()).toBe(0)
  await clerk.getByRole('button', { name: '作出说明' }).click()
  await clerk.getByRole('dialog').getByLabel('说明').fill('全天断网，已电话报告')
  await confirm(clerk).click()
  await clerk.getByText('已说明，待决定').waitFor()

  const director = await world.as('director', new URL(office.url()).pathname)
  await director.getByText('全天断网，已电话报告').waitFor()
  await director.getByRole('button', { name: '作出决定' }).click()
  await director.getByRole('dialog').getByText('训诫').click()
  await director.getByLabel('理由').fill('未按应急方式书面补报')
  await confirm(director).click()
  await director.getByText('未按应急方式书面补报').waitFor()
  await clerk.getByText('训诫').first().waitFor()
  await office.goto('/desk/discipline?state=decided')
  await office.getByText('共 1 条').waitFor()
})
