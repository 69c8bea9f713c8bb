// A day of obligations (M53, M57, M59): the township's clerk sees the minutes run, reports, and the office sees it at once; one
// township is excused, another is overdue in words, and by midnight missed; the head signs; every figure opens its list.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { newId } from '../src/kernel/ids.ts'
import { at } from '../src/kernel/time.ts'
import { choose, fits, openWorld } from './support/world.ts'

const DAY = '2020-01-25'
const world = await openWorld()
const clockTo = (day: string, time: string) => world.clockTo(at(day, time, 'Asia/Shanghai'))
/** Who has and who has not of one obligation, as the office sees it. */
const kind = (page: Page, name: string) => page.locator('.live-kinds > li').filter({ hasText: name })
let clerk: Page
let office: Page

it('stands on the landing page with the time that is left, and reminds an hour before', async () => {
  clerk = await world.as('clerk-230406100')
  const card = clerk.getByRole('region', { name: '今天的任务' })
  await card.getByText('今天 15:00 (还剩 6 小时 30 分)').waitFor()
  await clockTo(DAY, '14:20')
  await clerk.goto('/desk/notifications')
  await clerk.getByText('您有 1 项任务即将到时限').click()
  await clerk.waitForURL('**/desk/obligations')
  await clerk.getByText('今天 15:00 (还剩 40 分钟)').waitFor()
  // The meeting passed without anybody's attendance: said in words.
  await clerk
    .getByRole('row', { name: /每日例会 今天/ })
    .getByText('逾期未完成')
    .waitFor()
})

it('shows the office live who has reported and who has not', async () => {
  office = await world.as('office', '/desk/obligations/all')
  await kind(office, '乡镇街道日报').getByText('已完成 0 / 7').waitFor()
  const status = await clerk.evaluate(
    async (sent) =>
      (
        await fetch('/api/v1/daily-reports', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(sent),
        })
      ).status,
    { id: newId(), owner: { kind: 'unit', key: 'xinhua' }, day: DAY, isZero: true, today: '当日无新增' },
  )
  expect(status).toBe(201)
  await kind(office, '乡镇街道日报').getByText('已完成 1 / 7').waitFor()
  await kind(office, '乡镇街道日报').getByRole('link', { name: '新华镇人民政府 按时' }).waitFor()
  await clerk
    .getByRole('row', { name: /乡镇街道日报 今天/ })
    .getByText('按时')
    .waitFor()
})

it('is excused by the office with a reason, and by nobody else', async () => {
  await kind(office, '乡镇街道日报')
    .getByRole('link', { name: /蔬园乡/ })
    .click()
  await office.waitForURL(/obligations\/[0-9a-f-]{36}$/)
  await office.getByRole('button', { name: /免\s*除/ }).click()
  const dialog = office.getByRole('dialog')
  await dialog.getByRole('button', { name: /免\s*除/ }).click()
  await dialog.getByText('请写明理由').waitFor()
  await dialog.getByLabel('理由').fill('全乡停电，已电话报告')
  await dialog.getByRole('button', { name: /免\s*除/ }).click()
  await office.getByText('全乡停电，已电话报告').waitFor()
  await expect.poll(() => office.getByRole('button', { name: /免\s*除/ }).count()).toBe(0)
  const other = await world.as('clerk-230406201', '/desk/obligations')
  const row = other.getByRole('row', { name: /乡镇街道日报 今天/ })
  await row.getByText('免除').waitFor()
  await row.getByRole('link').click()
  await other.getByText('全乡停电，已电话报告').waitFor()
})

it('is overdue at the instant, and missed once the day has ended', async () => {
  const late = await world.as('clerk-230406202', '/desk/obligations', { width: 390, height: 844 })
  await clockTo(DAY, '15:00')
  await late.reload()
  await late
    .getByRole('row', { name: /乡镇街道日报 今天/ })
    .getByText('逾期未完成')
    .waitFor()
  await expect.poll(() => fits(late)).toBe(true)
  await clockTo('2020-01-26', '08:00')
  await late.goto(`/desk/obligations/all?from=${DAY}&until=${DAY}&key=townshipReport`)
  await late.getByText('缺报').first().waitFor()
})

it('is counted in the calendar and the rates, and each figure opens its list', async () => {
  await office.goto('/desk/obligations/calendar')
  const entry = office.locator('.calendar-entry').filter({ hasText: '乡镇街道日报' }).filter({ hasText: '缺 5' })
  await entry.getByText('已完成 1 / 6').waitFor()
  await entry.getByText('免除 1').waitFor()
  await office.goto(`/desk/obligations/rates?from=${DAY}&until=${DAY}&key=townshipReport`)
  const total = office.getByRole('table', { name: '按单位' }).getByRole('row', { name: /合计/ })
  await total.getByText('16.6%').first().waitFor()
  await total.getByText('100%').waitFor()
  await total.getByRole('link', { name: '5' }).click()
  await office.getByText('共 5 条').waitFor()
  await expect.poll(() => office.locator('tbody tr').count()).toBe(5)
})

it('is signed by the head, who sees what the plan asks of the unit', async () => {
  const head = await world.as('head-230406100', '/desk/my-unit')
  await head.getByRole('heading', { name: '本单位 · 新华镇人民政府' }).waitFor()
  await head.getByText('未签认').waitFor()
  await head.getByRole('button', { name: /签\s*认/ }).click()
  await head.getByText('已签认').waitFor()
  const duty = head.getByRole('table', { name: '方案要求' }).getByRole('row', { name: /过去一昼夜的排查情况/ })
  await duty.getByText('已落实').waitFor()
})

it('leaves a call in the log of both units', async () => {
  await office.goto('/desk/calls')
  await office.getByText('还没有通话记录').waitFor()
  await office.getByRole('button', { name: '登记通话' }).click()
  const dialog = office.getByRole('dialog')
  await choose(dialog.getByLabel('打给谁'), '东方红乡人民政府主要领导')
  await dialog.getByText('无人接听').click()
  await dialog.getByLabel('备注').fill('催报未接，改打经办人')
  await dialog.getByRole('button', { name: /保\s*存/ }).click()
  await office
    .getByRole('row', { name: /东方红乡/ })
    .getByText('无人接听')
    .waitFor()
  const called = await world.as('head-230406202', '/desk/calls')
  await called.getByText('催报未接，改打经办人').waitFor()
})
