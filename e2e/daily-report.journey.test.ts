// A day of reports in the browser (M59, M49): the township's clerk finds the form filled from the records and corrects a figure,
// a second clerk loses nothing, the head signs, the office asks for what is missing and closes at three, and the situation
// report goes from desk to desk until its document is downloaded and it is sent.
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { at } from '../src/kernel/time.ts'
import { registration } from '../src/modules/people/testing/invented.ts'
import { openWorld } from './support/world.ts'

const local = (time: string) => at('2020-01-25', time, 'Asia/Shanghai')
const world = await openWorld({ at: local('09:00') })

const register = async (page: Page) => {
  const answer = await page.request.post('/api/v1/persons', {
    data: registration({ arrival: { arrivalDay: '2020-01-25' } }),
  })
  expect(answer.status()).toBe(201)
}
const submit = (page: Page) => page.getByRole('button', { name: '上报', exact: true }).click()

it('a township reports, its head signs, and a second clerk loses nothing', async () => {
  const clerk = await world.as('clerk-230406100', '/desk/reports')
  await register(clerk)
  await register(clerk)
  await world.clockTo(local('14:20'))
  const figure = clerk.getByLabel('新登记到区人员 上报')
  await expect.poll(() => figure.inputValue()).toBe('2')
  await figure.fill('1')
  await clerk.getByLabel('新登记到区人员 更正说明').fill('一人重复登记')
  await clerk.getByLabel('今日工作').fill('入户排查')
  await clerk.getByText('草稿已保存').waitFor()
  // What was begun is there on another computer of the same account.
  await clerk.reload()
  await expect.poll(() => clerk.getByLabel('新登记到区人员 更正说明').inputValue()).toBe('一人重复登记')

  const head = await world.as('head-230406100', '/desk/reports')
  await head.getByLabel('困难和问题').fill('缺口罩')
  await submit(clerk)
  await clerk.getByText('少于底册').waitFor()
  // Told at once, and what was typed stays.
  await head.getByText('新华镇人民政府经办人 已上报了这份日报').waitFor()
  expect(await head.getByLabel('困难和问题').inputValue()).toBe('缺口罩')
  await head.getByLabel('更正理由').fill('两人都已核实')
  await head.getByRole('button', { name: '更正', exact: true }).click()
  await head.getByText('第 2 版').waitFor()
  await head.getByRole('button', { name: '签认' }).click()
  await head.locator('.ant-popover').getByRole('button', { name: '签认' }).click()
  await head.getByText('新华镇人民政府主要领导 已签认').waitFor()
})

it('a zero report that is none any more is sent with the new figures by one more tap', async () => {
  const clerk = await world.as('clerk-230406202', '/desk/reports')
  await clerk.getByLabel('零报告').check()
  await clerk.getByLabel('今日工作').fill('入户走访')
  const person = registration({ areaCode: '230406202', arrival: { arrivalDay: '2020-01-25' } })
  expect((await clerk.request.post('/api/v1/persons', { data: person })).status()).toBe(201)
  await submit(clerk)
  await clerk.getByText('填表以后有新情况，零报告没有发出').waitFor()
  await clerk.locator('.ant-alert').getByText('“新登记到区人员”现为 1，不能作零报告').waitFor()
  await expect.poll(() => clerk.getByLabel('新登记到区人员 上报').inputValue()).toBe('1')
  await submit(clerk)
  await clerk.getByText('入户走访', { exact: true }).waitFor()
  await expect.poll(() => clerk.getByRole('button', { name: '上报', exact: true }).count()).toBe(0)
})

it('the office sees who is missing, asks them, and closes at three', async () => {
  const office = await world.as('office', '/desk/reports/closing')
  await office.getByText('已报 2 / 15').waitFor()
  await office.getByText('(还剩 40 分钟)').first().waitFor()
  await office.getByRole('button', { name: '催全部未报的' }).click()
  await office.getByText('已催 13 家').waitFor()

  const clerk = await world.as('clerk-230406201', '/desk/reports')
  await clerk.getByLabel('零报告').check()
  await submit(clerk)
  await clerk.getByText('零报告', { exact: true }).waitFor()
  // Live, without being asked again.
  await office.getByText('已报 3 / 15').waitFor()
  await world.clockTo(local('15:00'))
  await office.getByText('已截止').waitFor()
  await office.getByText('打开情况报告').click()
  await office.getByRole('heading', { name: '2020-01-25 疫情防控情况报告' }).waitFor()
})

it('the situation report is written, condensed, approved, downloaded and sent', async () => {
  const bureau = await world.as('bureau-healthbureau', '/desk/reports/situation')
  await bureau.getByRole('link', { name: '2020-01-25 (今天)' }).click()
  const difficulties = bureau.getByLabel('困难和问题')
  await difficulties.fill('口罩不足，请市里支援。')
  await bureau.getByRole('button', { name: '保存正文' }).click()
  await bureau.getByText('已存为第 2 版').waitFor()
  const path = new URL(bureau.url()).pathname
  await bureau.getByRole('button', { name: '交区党政办' }).click()
  await bureau.getByRole('button', { name: '确定', exact: true }).click()
  await expect.poll(() => bureau.getByRole('button', { name: '交区党政办' }).count()).toBe(0)

  const condensing = await world.as('bureau-partygovernmentoffice', path)
  await condensing.getByRole('button', { name: '交指挥部办公室审定' }).click()
  await condensing.getByRole('button', { name: '确定', exact: true }).click()
  await condensing.getByText('待审定').waitFor()

  const director = await world.as('director', path)
  await director.getByRole('button', { name: '审定', exact: true }).click()
  await director.getByRole('button', { name: '确定', exact: true }).click()
  await director.getByText('东指办报〔2020〕1号').waitFor()

  const office = await world.as('office', path)
  await office.getByRole('button', { name: /导出/ }).click()
  const [download] = await Promise.all([
    office.waitForEvent('download'),
    office.getByRole('link', { name: 'Word 文档' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('关于1月25日疫情防控情况的报告.docx')
  expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK')
  await office.keyboard.press('Escape')
  await office.getByRole('button', { name: '标记为已上报' }).click()
  await office.getByLabel('报送方式和对方收文号').fill('机要 12 号')
  await office.getByRole('button', { name: '确定', exact: true }).click()
  await office.getByText('机要 12 号').waitFor()
})

it('something urgent is at the office in a moment, from a phone', async () => {
  const office = await world.as('office', '/desk/reports/urgent')
  const medic = await world.as('medic-230406100200', '/desk/reports/urgent', { width: 390, height: 844 })
  await medic.getByLabel('发生了什么').fill('有人强行冲卡')
  await medic.getByRole('button', { name: '马上报' }).click()
  await office.getByText('有人强行冲卡').waitFor()
  await office.getByRole('button', { name: '签收' }).click()
  await office.getByLabel('处置意见').fill('已派民警')
  await office.locator('.ant-modal').getByRole('button', { name: '签收' }).click()
  await medic.getByText('已派民警').waitFor()
})
