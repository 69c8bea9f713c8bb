// The roster (M51, M58): a township sees its gap days ahead, so does the office; it is drafted by rotation, published, and gone.
// Then the shift is served on a phone: signed on, logged, made an urgent report; and the office calls at random.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { fits, openWorld } from './support/world.ts'

const world = await openWorld()

async function addByName(page: Page, name: string) {
  await page.getByRole('button', { name: '加人' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('选人').click()
  await page.locator('.ant-select-item-option', { hasText: '按姓名登记' }).click()
  await dialog.getByLabel('姓名').fill(name)
  await dialog.getByLabel('电话').fill('0468-3000001')
  await dialog.getByRole('button', { name: /保\s*存/ }).click()
  await page.locator('.roster-people li', { hasText: name }).waitFor()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
}

describe('a gap in the roster', () => {
  let clerk: Page
  let office: Page

  it('is seen days ahead by the township and by the office', async () => {
    clerk = await world.as('clerk-230406100', '/desk/roster/units/xinhua')
    await clerk.getByText('这段时间有 6 处无人值守').waitFor()
    await expect.poll(() => clerk.locator('.roster-gap').count()).toBe(12)
    office = await world.as('office', '/desk/roster/now')
    await office.locator('li', { hasText: '新华镇' }).getByText('3 处空缺').waitFor()
    await world.clockTo('2020-01-25T00:31:00.000Z')
    await clerk.goto('/desk/notifications')
    await clerk.getByText(/值班表有 \d 处空缺待排/).waitFor()
  })

  it('is mended: drafted by rotation, looked at, published; the office sees it gone', async () => {
    await clerk.goto('/desk/roster/units/xinhua')
    for (const name of ['周守义', '吴常青', '郑望月']) await addByName(clerk, name)
    await clerk.getByRole('button', { name: '轮转排班' }).first().click()
    await clerk.getByRole('dialog').getByRole('button', { name: '轮转排班' }).click()
    await clerk.getByText('已排出 14 班草稿，请核对后公布').waitFor()
    // A draft is nobody's promise yet.
    await clerk.getByText('这段时间有 6 处无人值守').waitFor()
    await clerk.getByRole('button', { name: '公布 12 班' }).click()
    await expect.poll(() => clerk.locator('.roster-gaps').count()).toBe(0)
    await expect.poll(() => clerk.locator('.roster-shift').count()).toBe(12)
    await office.locator('li', { hasText: '新华镇' }).getByText('已排满').waitFor()
  })
})

describe('a shift served on a phone', () => {
  it('stands in every head; is signed on to, logged, and a matter becomes an urgent report', async () => {
    await world.clockTo('2020-01-26T00:10:00.000Z')
    const phone = await world.as('clerk-230406100', '/desk/roster/units/xinhua', { width: 390, height: 844 })
    await phone.locator('.on-duty strong').waitFor()
    await expect.poll(() => fits(phone)).toBe(true)
    await phone.getByRole('link', { name: '值班日志' }).first().click()
    await phone.getByRole('button', { name: '签到上班' }).click()
    await phone.getByRole('dialog').getByRole('button', { name: '签到上班' }).click()
    await phone.getByRole('button', { name: '记一笔' }).click()
    const dialog = phone.getByRole('dialog')
    await dialog.getByLabel('事项').fill('永昌村来电：路口有人聚集')
    await dialog.getByLabel('处置').fill('已派人劝离')
    await dialog.getByRole('button', { name: '记一笔' }).click()
    await phone.locator('.duty-log li', { hasText: '路口有人聚集' }).waitFor()
    await phone.getByRole('button', { name: '转为急报' }).click()
    await phone.getByRole('dialog').getByRole('button', { name: '转为急报' }).click()
    await phone.locator('.duty-log li', { hasText: '已转为急报' }).waitFor()
    await expect.poll(() => fits(phone)).toBe(true)
  })

  it('is called at random by the office, in English as well', async () => {
    const office = await world.as('office', '/desk/roster/calls', { language: 'en' })
    await office.getByText('No spot-check yet.').waitFor()
    await office.getByRole('button', { name: 'Draw one' }).click()
    const call = office.locator('.roster-call')
    await call.getByText(/drawn from \d+ units/).waitFor()
    await call.getByLabel('Seconds').fill('45')
    await call.getByRole('button', { name: 'not answered' }).click()
    const row = office.locator('.roster-calls li')
    await row.getByText('not answered').waitFor()
    await row.getByText('45 s').waitFor()
  })
})
