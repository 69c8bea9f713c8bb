// People that move (M05): to another township, which accepts while the checks go on; out of the district with a letter until
// its receipt; in from another district with days that count. Each seen from both sides, by the people who do it.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { registration } from '../src/modules/people/testing/invented.ts'
import { choose, openWorld } from './support/world.ts'

const FROM = '230406100200'
const TO = '230406201200'
const world = await openWorld()

async function register(page: Page, name: string, change: object = {}): Promise<string> {
  const body = registration({ name, areaCode: FROM, ...change })
  const status = await page.evaluate(async (sent) => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/api/v1/persons', { method: 'POST', headers, body: JSON.stringify(sent) })).status
  }, body)
  expect(status).toBe(201)
  return body.id
}

/** Opens a person and chooses one of the ways to move. */
async function openMove(page: Page, personId: string, way: string) {
  await page.goto(`/desk/persons/${personId}`)
  await page.getByRole('button', { name: '人员流动' }).click()
  await page.getByRole('menuitem', { name: way, exact: true }).click()
  return page.getByRole('dialog')
}

const tab = (page: Page, label: string) => page.locator('nav.tabs .tab', { hasText: new RegExp(`^${label}`) })
const tabCount = (page: Page, label: string) => tab(page, label).locator('.tab-count').textContent()
const rows = (page: Page) => page.locator('tbody tr')

describe('to another township', () => {
  let giver: Page
  let receiver: Page
  let personId: string

  it('is offered, and the giving side goes on checking', async () => {
    giver = await world.as('clerk-230406100')
    personId = await register(giver, '司马迁居')
    const dialog = await openMove(giver, personId, '移交其他乡镇')
    await choose(dialog.getByRole('combobox'), '日新村')
    await dialog.getByLabel('新住址').fill('日新路2号')
    await dialog.getByLabel('理由').fill('投靠亲属')
    await dialog.getByRole('button', { name: '移交其他乡镇' }).click()
    await giver.getByText('待蔬园乡接收，此前仍由本乡镇（街道）负责').waitFor()
    const medic = await world.as(`medic-${FROM}`, '/desk/queues/dueNow', { width: 390, height: 844 })
    await medic.locator('input[data-quick-reading]').first().fill('366')
    await medic.keyboard.press('Enter')
    await expect.poll(() => tabCount(medic, '待测')).toBe('0')
  })

  it('stands masked in the other township’s queue, which accepts it with a medic', async () => {
    receiver = await world.as('clerk-230406201', '/desk/movements/incoming')
    await rows(receiver).filter({ hasText: '司***' }).waitFor()
    expect(await receiver.getByText('司马').count()).toBe(0)
    await expect.poll(() => tabCount(receiver, '待接收')).toBe('1')
    await receiver.getByRole('button', { name: /接\s*收/ }).click()
    const dialog = receiver.getByRole('dialog')
    await choose(dialog.getByLabel('医护'), '日新村')
    await dialog.getByRole('button', { name: /接\s*收/ }).click()
    await receiver.getByText('没有待接收的人').waitFor()
    await tab(receiver, '已接收').click()
    await receiver.getByRole('link', { name: '司马迁居' }).click()
    await receiver.getByText('蔬园乡 日新村村委会 日新路2号').waitFor()
    await receiver.getByText('转往其他乡镇（街道）').waitFor()
  })

  it('is checked by the new medic from then on, and the old side keeps only what it needs', async () => {
    await giver.goto('/desk/movements/handedOver')
    await rows(giver).filter({ hasText: '司***' }).filter({ hasText: '蔬园乡' }).waitFor()
    expect(await giver.getByText('司马迁居').count()).toBe(0)
    await giver.goto(`/desk/persons/${personId}`)
    await giver.getByText('404').waitFor()
    await world.clockTo('2020-01-25T07:00:00.000Z')
    const medic = await world.as(`medic-${TO}`, '/desk/queues/dueNow', { width: 390, height: 844 })
    await medic.locator('a', { hasText: '司马迁居' }).first().waitFor()
    await medic.locator('input[data-quick-reading]').first().fill('367')
    await medic.keyboard.press('Enter')
    await expect.poll(() => tabCount(medic, '待测')).toBe('0')
  })

  it('leaves the district by letter, and is owed for until the receipt', async () => {
    const dialog = await openMove(receiver, personId, '移交外区')
    await dialog.getByLabel('对方地区').fill('佳木斯市向阳区')
    await dialog.getByLabel('函号').fill('东指函〔2020〕1号')
    await dialog.getByLabel('理由').fill('返回原籍继续隔离')
    await dialog.getByRole('button', { name: '移交外区' }).click()
    await receiver.getByRole('dialog').waitFor({ state: 'hidden' })
    await receiver.locator('.card', { hasText: '隔离观察' }).getByText('隔离中').waitFor()
    await receiver.goto('/desk/movements/noReceipt')
    await rows(receiver).filter({ hasText: '佳木斯市向阳区' }).waitFor()
    await receiver.getByRole('button', { name: '登记回执' }).click()
    const receipt = receiver.getByRole('dialog')
    await receipt.getByLabel('回执号').fill('向指回1号')
    await receipt.getByRole('button', { name: '登记回执' }).click()
    await receiver.getByText('没有待回执的移交函').waitFor()
    await tab(receiver, '已离开').click()
    await receiver.getByRole('link', { name: '司马迁居' }).click()
    await receiver.locator('.card', { hasText: '隔离观察' }).getByText('移交外区').first().waitFor()
    await receiver.getByText('已离开：佳木斯市向阳区').waitFor()
    await receiver.goto('/desk/persons?presence=here')
    await receiver.getByText(/没有/).first().waitFor()
  })
})

it('comes in from another district with days that count, and the receipt is sent', async () => {
  const clerk = await world.as('clerk-230406100')
  const personId = await register(clerk, '令狐来归', { arrival: { arrivalDay: '2020-01-25' } })
  const dialog = await openMove(clerk, personId, '登记外区来函')
  await dialog.getByLabel('对方地区').fill('佳木斯市向阳区')
  await dialog.getByLabel('函号').fill('向指函〔2020〕7号')
  await dialog.getByLabel('外区已隔离天数').fill('5')
  await dialog.getByRole('button', { name: /保\s*存/ }).click()
  // Days need papers; the refusal stands at its field and nothing is saved.
  await dialog.getByText('外区已隔离天数须有证明材料').waitFor()
  await dialog.getByLabel('证明材料份数').fill('2')
  await dialog.getByRole('button', { name: /保\s*存/ }).click()
  await clerk.getByText('外区已隔离 5 天，证明 2 份，计入 5 天').waitFor()
  await clerk.getByText('第 0 天 / 9 天').waitFor()
  await clerk.goto('/desk/movements/receiptOwed')
  await clerk.getByRole('button', { name: '登记已发回执' }).click()
  await clerk.getByRole('dialog').getByRole('button', { name: '登记已发回执' }).click()
  await clerk.getByText('没有欠发的回执').waitFor()
})
