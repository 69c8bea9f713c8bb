// A document of the city, from the post room to the meeting: registered with its file, instructed upon on the director's phone,
// circulated to two units, read by one of their heads, made a requirement of the daily meeting and a directive.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { PICTURE } from '../src/modules/files/testing/pictures.ts'
import { choose, fits, openWorld } from './support/world.ts'

const world = await openWorld()
const PHONE = { width: 390, height: 844 }
const confirm = (page: Page) => page.getByRole('dialog').getByRole('button', { name: /确\s*定|确\s*认/ })

it('from registration to the meeting and the directive', async () => {
  const office = await world.as('office', '/desk/received')
  await office.getByText('还没有收文').waitFor()
  await office.getByRole('button', { name: '登记收文' }).click()
  const dialog = office.getByRole('dialog')
  await dialog.getByText('涉密文件不得登记').waitFor()
  await dialog.getByLabel('来文单位').fill('市疫情防控指挥部')
  await dialog.getByLabel('文号').fill('鹤疫指发〔2020〕3号')
  await dialog.getByLabel('标题').fill('关于加强卡点管理的通知')
  await dialog.getByText('特急').click()
  await dialog.getByLabel('要求').fill('各卡点双岗值守，测温一车不漏')
  await dialog.locator('input[type=file]').setInputFiles({ name: '通知.png', mimeType: 'image/png', buffer: PICTURE })
  await dialog.getByText('通知.png').waitFor()
  await confirm(office).click()
  await office.getByRole('heading', { name: '收〔2020〕1号' }).waitFor()
  await office.getByRole('link', { name: '通知.png' }).waitFor()

  // The director is told, reads and writes on the phone.
  const director = await world.as('director', '/desk/notifications', PHONE)
  await director.getByText('收到新文件，请阅批').click()
  await director.getByRole('heading', { name: '关于加强卡点管理的通知' }).waitFor()
  expect(await fits(director)).toBe(true)
  await director.getByRole('button', { name: '写批示' }).click()
  await director.getByLabel('批示内容').fill('请新华镇、蔬园乡今晚落实，明早例会汇报。')
  await confirm(director).click()
  await director.getByText('今晚落实').waitFor()
  await office.getByText('今晚落实').waitFor()
  await office.getByText('已批示').waitFor()

  await office.getByRole('button', { name: '传阅', exact: true }).click()
  const recipients = office.getByRole('dialog').getByRole('combobox')
  await choose(recipients, '新华镇人民政府')
  await office.keyboard.press('Escape')
  await choose(recipients, '蔬园乡人民政府')
  await office.getByRole('dialog').getByText('收到的单位').click()
  await confirm(office).click()
  await office.getByText('0/2 已阅').waitFor()

  // One head reads; the office sees it at once.
  const head = await world.as('head-230406100', '/desk/received', PHONE)
  await head.getByText('等您阅读').first().waitFor()
  await head.getByRole('link', { name: '关于加强卡点管理的通知' }).click()
  const downloading = head.waitForEvent('download')
  await head.getByRole('link', { name: '通知.png' }).click()
  expect((await downloading).suggestedFilename()).toBe('通知.png')
  await head.getByRole('button', { name: '确认已阅' }).click()
  await head.getByText('1/2 已阅').waitFor()
  expect(await fits(head)).toBe(true)
  await office.getByText('1/2 已阅').waitFor()
  await office.getByRole('button', { name: '催阅' }).click()
  await office.getByText('已提醒未阅的单位和岗位').waitFor()

  await office.getByRole('button', { name: '转为例会要求' }).click()
  await confirm(office).click()
  await office.getByText('等待下一次例会').waitFor()
  await office.getByRole('button', { name: '转为指令' }).click()
  await office.getByText('收文 · 市疫情防控指挥部 鹤疫指发〔2020〕3号').waitFor()
  await choose(office.locator('#owners'), '新华镇')
  await office.getByLabel('内容').click()
  await office.locator('#dueAt').fill('2020-01-25 20:00')
  await office.keyboard.press('Enter')
  await office.getByRole('button', { name: '下达', exact: true }).click()
  await office.getByRole('link', { name: /鹤疫指发〔2020〕3号/ }).click()
  await office.getByRole('link', { name: /指令〔2020〕1号/ }).waitFor()

  // On the agenda of the meeting, then among its requirements, with the way back.
  await office.goto('/desk/meetings/2020-01-25')
  await office.getByText('上级新要求').waitFor()
  await office.getByText('各卡点双岗值守').first().waitFor()
  await office.getByRole('button', { name: '打开例会' }).click()
  await office.getByRole('link', { name: '市疫情防控指挥部 鹤疫指发〔2020〕3号' }).click()
  await office.getByText('已列入 今天例会').waitFor()
  await office.getByRole('button', { name: '登记办结' }).click()
  await office.getByRole('dialog').getByLabel('办理结果').fill('两地卡点均已双岗')
  await confirm(office).click()
  await office.getByText('已办结').waitFor()
  const exporting = office.waitForEvent('download')
  await office.getByRole('link', { name: '全部收文' }).click()
  await office.getByRole('link', { name: /导出/ }).click()
  expect((await exporting).suggestedFilename()).toBe('收文登记簿-2020-01-25.xlsx')
})
