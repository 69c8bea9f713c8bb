// A carriage with a case (M45): the office takes the passengers in, they are matched and sent; the township registers one on the
// phone and reports another not found; the office sees everybody answered and takes the reply away.
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { newId } from '../src/kernel/ids.ts'
import { inventedId, registration } from '../src/modules/people/testing/invented.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld()
const confirm = (page: Page) => page.getByRole('dialog').getByRole('button', { name: /确\s*定|确\s*认/ })
const narrow = { width: 390, height: 844 }
const fits = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)

it('from the list of a carriage to the reply', async () => {
  const office = await world.as('office', '/desk/verification')
  const known = registration({ name: '列车已登记', areaCode: '230406201' })
  const post = await office.request.post('/api/v1/persons', { data: { ...known, id: newId() } })
  expect(post.status()).toBe(201)

  await office.getByRole('button', { name: '登记来函' }).click()
  const letter = office.getByRole('dialog')
  await letter.getByLabel('来源').click()
  await office.getByTitle('同车厢旅客').click()
  await letter.getByLabel('来函单位').fill('哈尔滨铁路疾控')
  await letter.getByLabel('来函文号').fill('哈铁疾控〔2020〕7号')
  await letter.getByLabel('为什么找').fill('1月20日K339次3车厢有确诊病例')
  await letter.getByLabel('这些人来自').fill('湖北武汉')
  await letter.getByLabel('车次/航班').fill('K339')
  await confirm(office).click()

  const rows = [
    '序号,姓名,身份证号,联系电话,座位号,现住址',
    `1,车内甲,${inventedId()},13900000001,3车1号,东山区新华镇永昌村3组`,
    `2,车内乙,${inventedId()},13900000002,3车2号,东山区新华镇永昌村`,
    `3,列车已登记,${known.document.number},,3车3号,`,
    '4,车内丙,123,,3车4号,蔬园乡',
  ]
  await office.getByText('录入名单').waitFor()
  const file = { name: '3车厢.csv', mimeType: 'text/csv', buffer: Buffer.from(`${rows.join('\n')}\n`) }
  await office.locator('input[type=file]').setInputFiles(file)
  await office.getByText('可以录入 3 人').waitFor()
  await office.getByText('有误 1 行').waitFor()
  await office.getByRole('button', { name: '录入 3 人并比对' }).click()
  await office.getByRole('link', { name: '车内甲' }).waitFor()
  // The registered one needs no visit; the other two go to their township.
  await office.getByRole('button', { name: '确认已登记的 1 人' }).click()
  await office.getByRole('button', { name: /确\s*定/ }).click()
  await office.getByRole('button', { name: '下发 2 人' }).click()
  await office.getByText('已下发 2 人，1 个乡镇').waitFor()

  const clerk = await world.as('clerk-230406100', '/desk/verification/persons?state=open', narrow)
  await fits(clerk)
  await clerk.getByRole('link', { name: '车内甲' }).click()
  await clerk.getByRole('button', { name: '找到了，登记此人' }).click()
  await expect.poll(() => clerk.getByLabel('姓名').inputValue()).toBe('车内甲')
  await fits(clerk)
  await clerk.getByLabel('返回日期').fill('2020-01-21')
  await clerk.keyboard.press('Enter')
  await clerk.getByLabel('首次体温').fill('36.5')
  await clerk.getByRole('button', { name: '登记并完成核查' }).click()
  await clerk.getByText('已列为惩戒线索').waitFor()
  await clerk.getByText('找到并登记').first().waitFor()
  await fits(clerk)

  await clerk.goto('/desk/verification/persons?state=open')
  await clerk.getByRole('link', { name: '车内乙' }).click()
  await clerk.getByRole('button', { name: '未找到' }).click()
  await clerk.getByRole('dialog').getByLabel('备注').fill('电话停机，邻居说未回')
  await confirm(clerk).click()
  await clerk.getByRole('dialog').waitFor({ state: 'hidden' })
  await clerk.getByText('电话停机，邻居说未回').waitFor()
  await fits(clerk)

  await office.getByText('未找到').first().waitFor()
  const downloading = office.waitForEvent('download')
  await office.getByRole('link', { name: '复函 Word' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('协查复函-哈尔滨铁路疾控.docx')
  expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK')
  await office.getByRole('button', { name: '登记已复函' }).click()
  await office.getByRole('dialog').getByLabel('文号').fill('东指办函〔2020〕1号')
  await confirm(office).click()
  await office.getByText('共 3 人，未办结 0 人').waitFor()

  await office.goto('/desk/discipline?rule=unregisteredReturnee')
  await office.getByText('返回人员多日未登记').first().waitFor()
})
