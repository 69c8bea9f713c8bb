// The daily meeting (M53): the office opens it, records who came and what they said, what the city asks and what is decided, and
// issues the minutes; the township carries its decision out on the phone.
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openWorld } from './support/world.ts'

const world = await openWorld()
const confirm = (page: Page) => page.getByRole('dialog').getByRole('button', { name: /确\s*定|确\s*认/ })

it('from the agenda to the minutes, and the decision carried out', async () => {
  const office = await world.as('office', '/desk/meetings/2020-01-25')
  await office.getByRole('button', { name: '打开例会' }).click()
  await office.getByRole('button', { name: '登记 新华镇人民政府' }).click()
  await office.getByLabel('汇报要点').fill('昨日排查 32 人')
  await confirm(office).click()
  await office.getByText('昨日排查 32 人').waitFor()
  await office.getByRole('button', { name: '登记 蔬园乡人民政府' }).click()
  await office.getByRole('dialog').getByText('缺席').click()
  await office.getByLabel('缺席理由').fill('道路封闭')
  await office.keyboard.press('Enter')
  await office.getByText('道路封闭').waitFor()
  await office.getByText('应到 15，实到 1').waitFor()

  await office.getByRole('button', { name: '登记上级要求' }).click()
  await office.getByLabel('来源').fill('市指挥部电话')
  await office.getByRole('dialog').getByLabel('要求').fill('卡点测温一车不漏')
  await confirm(office).click()
  await office.getByText('卡点测温一车不漏').waitFor()

  await office.getByRole('button', { name: '登记决定' }).click()
  const dialog = office.getByRole('dialog')
  await dialog.getByLabel('决定事项').fill('今晚前完成入户排查')
  await dialog.getByRole('combobox').click()
  await office.keyboard.type('新华镇')
  await office.keyboard.press('Enter')
  await dialog.getByText('决定事项').click()
  await dialog.getByLabel('办结时限').fill('2020-01-25 20:00')
  await office.keyboard.press('Enter')
  await office.getByText('未办结').first().waitFor()

  await office.getByRole('button', { name: '印发纪要' }).click()
  await expect.poll(() => office.getByLabel('纪要正文').inputValue()).toContain('五、会议决定'.slice(2))
  await confirm(office).click()
  await office.getByText('第 1 版').waitFor()
  const downloading = office.waitForEvent('download')
  await office.getByRole('link', { name: 'Word' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('1月25日例会纪要.docx')
  expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK')

  const clerk = await world.as('clerk-230406100', '/desk/meetings/2020-01-25', { width: 390, height: 844 })
  await clerk.getByRole('button', { name: '登记办结 新华镇人民政府' }).click()
  await clerk.getByLabel('办理情况').fill('入户 412 户，无遗漏')
  await confirm(clerk).click()
  await clerk.getByText('入户 412 户，无遗漏').waitFor()
  await office.getByText('入户 412 户，无遗漏').waitFor()
})
