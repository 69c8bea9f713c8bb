// A table from above (M49): the office uploads the city's form, which maps itself, asks two townships for what the records do not
// hold; a township fills it in on the phone; the office sees who has and has not, downloads the same workbook filled, and copies
// the text for the group chat.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { readGrids } from '../src/platform/spreadsheet/index.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld()
const FORM = path.join(import.meta.dirname, '../src/modules/duties/tables/testing/city-form.xlsx')
const confirm = (page: Page, name: RegExp) => page.getByRole('dialog').getByRole('button', { name }).click()
const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)

it('is filled from the records and from the units, and goes up as it came', async () => {
  const office = await world.as('office', '/desk/tables')
  await office.getByText('还没有表样').waitFor()
  await office.getByRole('button', { name: '上传表样' }).click()
  await office.locator('input[type="file"]').setInputFiles(FORM)
  await office.getByLabel('报表名称').fill('市疫情日报表')
  await confirm(office, /确\s*定/)
  await office.getByRole('heading', { name: '市疫情日报表' }).waitFor()

  // What it is sure of it has found itself; the masks are asked of the units.
  await office.getByRole('combobox', { name: '列 E 隔离医学观察人员/现有' }).waitFor()
  await expect.poll(() => office.getByText('正在隔离').count()).toBeGreaterThan(1)
  const masks = office.getByRole('combobox', { name: '列 H 口罩库存(只)', exact: true })
  await masks.click()
  await office.keyboard.type('由单位填报')
  await office.keyboard.press('Enter')
  await office.getByText('有未保存的修改').waitFor()
  await office.getByRole('button', { name: '保存对应关系' }).click()
  await expect.poll(() => office.getByText('有未保存的修改').count()).toBe(0)

  await office.getByRole('button', { name: /^填\s*报$/ }).click()
  await confirm(office, /^填\s*报$/)
  await office.getByRole('heading', { name: '填好的表' }).waitFor()
  await office.getByRole('button', { name: '下发各单位填报' }).click()
  const dialog = office.getByRole('dialog')
  for (const name of ['工人村街道办事处', '新一街道办事处', '东山街道办事处', '鹤兴街道办事处', '东方红乡人民政府'])
    await dialog
      .locator('.ant-select-selection-item', { hasText: name })
      .locator('.ant-select-selection-item-remove')
      .click()
  await dialog.getByLabel('截止').fill('2020-01-25 18:00')
  await office.keyboard.press('Enter')
  await office.getByText('0 / 2').waitFor()

  // On the phone.
  const clerk = await world.as('clerk-230406100', '/desk/table-requests', { width: 390, height: 844 })
  await clerk.getByLabel('口罩库存(只)').fill('320')
  expect(await widthOf(clerk)).toBeLessThanOrEqual(390)
  await clerk.getByRole('button', { name: /上\s*报/ }).click()
  await clerk.getByRole('button', { name: /修\s*改/ }).waitFor()
  await office.getByText('1 / 2').waitFor()
  const who = office.getByRole('region', { name: '谁报了，谁没报' })
  await who.getByText('蔬园乡人民政府').waitFor()
  await office.getByText(/未报单位：蔬园乡。/).waitFor()

  // A figure is corrected with a note only.
  await office.getByRole('button', { name: /新华镇人民政府 隔离医学观察人员\/今日新增/ }).click()
  await office.getByLabel('更正为').fill('3')
  await office.getByLabel('更正理由').fill('市里核增 3 人')
  await confirm(office, /更\s*正/)
  await office.getByText('改', { exact: true }).waitFor()

  const [download] = await Promise.all([
    office.waitForEvent('download'),
    office.getByRole('link', { name: '下载 Excel' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^市疫情日报表-2020-01-25-\d{4}\.xlsx$/)
  const [grid] = await readGrids(await readFile(await download.path()))
  const text = (row: number, column: number) =>
    grid!.cells.find((cell) => cell.row === row && cell.column === column)?.text
  expect([text(2, 7), text(9, 4), text(12, 4), text(9, 8)]).toEqual(['2020年1月25日', '3', '3', '320'])

  await office.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await office.getByRole('button', { name: '复制群消息' }).click()
  await office.getByText('已复制，可粘贴到微信群').waitFor()
  expect(await office.evaluate(() => navigator.clipboard.readText())).toMatch(/新华镇：.*口罩库存\(只\) 320；/)

  await office.getByRole('button', { name: '结束填报' }).click()
  await confirm(office, /结束填报/)
  await clerk.getByText('办公室已结束本次填报').waitFor()
})
