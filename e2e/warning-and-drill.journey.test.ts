// Early warning and drills (M04): three fevers in one village warn the office, which deals with it; a contingency plan is
// approved and read, a drill of it planned and its result recorded.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { registration } from '../src/modules/people/testing/invented.ts'
import { choose, openWorld } from './support/world.ts'

const world = await openWorld()

async function feverIn(page: Page, areaCode: string) {
  const body = registration({ areaCode, arrival: { firstTemperature: 38.6 } })
  const status = await page.evaluate(async (sent) => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/api/v1/persons', { method: 'POST', headers, body: JSON.stringify(sent) })).status
  }, body)
  expect(status).toBe(201)
}

describe('an early warning', () => {
  it('stands on the screen without asking, is seen, noted, judged and ended', async () => {
    const office = await world.as('office', '/desk/warnings')
    await office.getByText('没有预警').waitFor()
    for (let n = 0; n < 3; n++) await feverIn(office, '230406100200')
    await world.clockTo('2020-01-25T00:31:00.000Z')
    await office.getByRole('link', { name: '同村发热聚集' }).click()
    await office.getByText('3 天内 3 人发热（达到 3 人预警）').first().waitFor()
    await office.getByRole('button', { name: /签\s*收/ }).click()
    await office.getByText('已签收，待研判').waitFor()
    await office.getByRole('button', { name: '记录处置' }).click()
    await office.getByRole('dialog').getByLabel('做了什么').fill('组织流调，三人同一聚餐')
    await office
      .getByRole('dialog')
      .getByRole('button', { name: /确\s*定|确\s*认/ })
      .click()
    await office.getByText('组织流调，三人同一聚餐').waitFor()
    await office.getByRole('button', { name: /研\s*判/ }).click()
    await office.getByRole('dialog').getByText('属实').click()
    await office.getByRole('dialog').getByLabel('研判依据').fill('三人一月二十三日同桌')
    await office
      .getByRole('dialog')
      .getByRole('button', { name: /确\s*定|确\s*认/ })
      .click()
    await office.getByText('三人一月二十三日同桌').waitFor()
    await office.getByRole('button', { name: /解\s*除/ }).click()
    await office.getByRole('dialog').getByLabel('理由').fill('密接已集中隔离')
    await office
      .getByRole('dialog')
      .getByRole('button', { name: /确\s*定|确\s*认/ })
      .click()
    await office.getByText('已解除').waitFor()
  })
})

describe('a contingency plan and its drill', () => {
  it('is drafted by the office, approved by the director, read by the township', async () => {
    const office = await world.as('office', '/desk/contingency-plans')
    await office.getByRole('button', { name: '起草预案' }).click()
    await office.getByLabel('预案名称').fill('聚集性发热处置预案')
    await office.getByLabel('正文').fill('一、两小时内报告。\n二、当日完成流调。')
    await office
      .getByRole('dialog')
      .getByRole('button', { name: /确\s*定|确\s*认/ })
      .click()
    await office.getByText('起草人不能批准自己的预案').waitFor()
    const director = await world.as('director', new URL(office.url()).pathname)
    await director.getByRole('button', { name: /批\s*准/ }).click()
    await director.getByText('已批准').first().waitFor()
    await office.getByRole('button', { name: /下\s*发/ }).click()
    await choose(office.getByRole('dialog').getByRole('combobox'), '新华镇')
    await office.getByRole('dialog').locator('.ant-modal-title').click()
    await office
      .getByRole('dialog')
      .getByRole('button', { name: /确\s*定|确\s*认/ })
      .click()
    await office.getByText('未阅').waitFor()
    const clerk = await world.as('clerk-230406100', '/desk/contingency-plans', { width: 390, height: 844 })
    await clerk.getByText('等您确认已阅').waitFor()
    await clerk.getByRole('link', { name: '聚集性发热处置预案' }).click()
    await clerk.getByRole('button', { name: '确认已阅' }).click()
    await clerk.getByText('(1/1)').waitFor()
  })

  it('is drilled: planned, held, recorded with who came', async () => {
    const office = await world.as('office', '/desk/exercises')
    const status = await office.evaluate(async () => {
      const now = Date.parse('2020-01-25T01:00:00.000Z')
      const body = {
        id: crypto.randomUUID(),
        dutyKey: 'officeDrills',
        title: '发热处置演练',
        startsAt: new Date(now).toISOString(),
        endsAt: new Date(now + 7_200_000).toISOString(),
        owner: 'unit:healthBureau',
        units: [{ unit: 'xinhua', expected: 12 }],
      }
      const headers = { 'content-type': 'application/json' }
      return (await fetch('/api/v1/exercises', { method: 'POST', headers, body: JSON.stringify(body) })).status
    })
    expect(status).toBe(201)
    await office.getByRole('button', { name: '安排演练或培训' }).click()
    await office.getByRole('dialog').getByText('对应的方案职责').waitFor()
    await office.keyboard.press('Escape')
    await world.clockTo('2020-01-25T03:30:00.000Z')
    await office.getByRole('link', { name: '发热处置演练' }).click()
    await office.getByRole('button', { name: '登记结果' }).click()
    const dialog = office.getByRole('dialog')
    await dialog.getByPlaceholder('实到').fill('11')
    await dialog.getByLabel('结果').fill('四十分钟完成转运')
    await dialog.getByLabel('经验教训').fill('车辆应先消毒')
    await dialog.getByRole('button', { name: /确\s*定|确\s*认/ }).click()
    await office.getByText('已举行').waitFor()
    await office.getByText('车辆应先消毒').waitFor()
    await office.goto('/desk/plan/duties/officeDrills')
    await office.getByText('已举行，应到 12 人，实到 11 人').waitFor()
  })
})
