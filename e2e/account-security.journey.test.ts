// What protects an account, as a person does it: an administrator is led to set up an authenticator, signs out and in
// with a code, adds a passkey and signs in with it alone, ends a session on another device, and opens accounts from a
// spreadsheet.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { createOTP } from '@better-auth/utils/otp'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openWorld, PASSWORD } from './support/world.ts'

const world = await openWorld({ secondFactor: 'asPlanned' })
// A passkey belongs to a name, so the pages are opened under that of the machine.
const desk = (path = '') => `${world.url.replace('127.0.0.1', 'localhost')}/desk${path}`

let codes: string[] = []

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** The code that the telephone shows `ahead` half minutes from now, never at the very end of one. */
async function codeOf(secret: string, ahead = 0): Promise<string> {
  const left = 30_000 - (Date.now() % 30_000)
  if (left < 10_000) await new Promise((resolve) => setTimeout(resolve, left + 100))
  const bits = [...secret].map((char) => BASE32.indexOf(char).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2))
  return createOTP(Buffer.from(bytes).toString()).hotp(Math.floor(Date.now() / 30_000) + ahead)
}

async function typePassword(page: Page): Promise<void> {
  await page.locator('input[autocomplete="username"]').fill('admin')
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD)
  await page.keyboard.press('Enter')
}
const typeCode = async (page: Page, code: string): Promise<void> => {
  await page.locator('input[autocomplete="one-time-code"]').fill(code)
  await page.keyboard.press('Enter')
}
async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: '账户', exact: true }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.waitForURL(/\/desk\/sign-in/)
}

it('is set up where the post needs it, asked for at sign-in, and joined by a passkey', async () => {
  const page = await world.stranger(desk())
  await typePassword(page)
  await page.getByRole('heading', { name: '请先设置两步验证' }).waitFor()
  // Nothing else is open.
  await page.goto(desk('/accounts'))
  await page.waitForURL(/\/second-factor/)
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD)
  await page.getByRole('button', { name: '下一步' }).click()
  const secret = (await page.locator('[data-secret]').getAttribute('data-secret'))!
  await page.locator('.enrol-picture svg').waitFor()
  await typeCode(page, '000000')
  await page.getByText('验证码不正确').first().waitFor()
  await typeCode(page, await codeOf(secret, -1))
  const kept = page.getByRole('button', { name: '我已妥善保存' })
  await kept.waitFor()
  codes = await page.locator('ol.recovery-codes li').allTextContents()
  expect(codes).toHaveLength(10)
  await kept.click()
  await page.waitForURL(/\/desk\/accounts/)

  await signOut(page)
  await typePassword(page)
  await page.getByText('验证码', { exact: true }).waitFor()
  await typeCode(page, '123456')
  await page.getByText('验证码不正确').first().waitFor()
  await typeCode(page, await codeOf(secret))
  await page.waitForURL(/\/desk\/accounts/)

  // A device with a fingerprint reader, as Chromium plays one.
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.getByRole('button', { name: '账户', exact: true }).click()
  await page.getByRole('menuitem', { name: '我的账户' }).click()
  await page.getByRole('button', { name: '添加这台设备' }).click()
  await page.getByLabel('名称').fill('办公室电脑')
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('table', { name: '通行密钥' }).getByText('办公室电脑').waitFor()
  await page.getByText('恢复码还剩 10 个').waitFor()

  await signOut(page)
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await page.waitForURL(/\/desk\/accounts/)

  // A recovery code opens another device; this one sees it there and ends it.
  const other = await world.stranger(desk())
  await typePassword(other)
  await typeCode(other, codes[0]!)
  await other.waitForURL(/\/desk\/accounts/)
  await page.goto(desk('/account'))
  const sessions = page.getByRole('table', { name: '登录会话' })
  await expect.poll(() => sessions.locator('tbody tr').count()).toBe(2)
  await page.getByText('恢复码还剩 9 个').waitFor()
  await page.getByRole('table', { name: '最近 30 天登录记录' }).getByText('密码 + 恢复码').waitFor()
  await sessions.getByRole('button', { name: '结束' }).click()
  await expect.poll(() => sessions.locator('tbody tr').count()).toBe(1)
  await other.goto(desk('/accounts'))
  await other.waitForURL(/\/desk\/sign-in/)

  // Without passkey and authenticator the way leads to setting one up again.
  await page.getByRole('button', { name: '移除: 办公室电脑' }).click()
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByText('还没有通行密钥').waitFor()
})

it('accounts are opened from a spreadsheet, and its one-time passwords are taken away once', async () => {
  const page = await world.stranger(desk('/accounts'))
  await typePassword(page)
  await typeCode(page, codes[1]!)
  await page.getByRole('button', { name: '从表格导入' }).click()
  const list = {
    name: '账户.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      '用户名,姓名,岗位编号\nzhao.yi,赵一,230406100.townshipClerk\nqian.er,钱二,\n孙三,孙三,\nsun.san,孙三,no.such\n',
    ),
  }
  await page.locator('input[type="file"]').setInputFiles(list)
  await page.getByText('没有岗位编号“no.such”').waitFor()
  await page.getByRole('button', { name: '开立 2 个账户' }).click()
  await page.getByText('已开立 2 个账户').waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载一次性密码' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  const [, password] = /"zhao\.yi","赵一","([a-z0-9-]+)"/.exec(text)!
  // The same file again makes nobody.
  await page.getByRole('button', { name: '换一个文件' }).click()
  await page.locator('input[type="file"]').setInputFiles(list)
  await page.getByRole('button', { name: '没有可开立的账户' }).waitFor()

  const fresh = await world.stranger(desk())
  await fresh.locator('input[autocomplete="username"]').fill('zhao.yi')
  await fresh.locator('input[autocomplete="current-password"]').fill(password!)
  await fresh.keyboard.press('Enter')
  await fresh.waitForURL(/\/desk\/password/)
})

it('an administrator who lost everything is let in again from the server, and told so', async () => {
  const page = await world.stranger(desk('/accounts'))
  await typePassword(page)
  await typeCode(page, codes[2]!)
  await page.getByRole('button', { name: '从表格导入' }).waitFor()
  const program = path.join(import.meta.dirname, '../src/app/cli/main.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'account', 'reset-second-factor', 'admin'], {
    env: { ...process.env, LIANFANG_DATA: world.server.district.folder.path, DATABASE_URL: '' },
  })
  expect(stdout).toContain('the password is as it was')
  // The session ended with it, in the server that runs beside.
  await page.goto(desk('/accounts'))
  await page.waitForURL(/\/desk\/sign-in/)
  await typePassword(page)
  await page.getByText(/管理员已于 .* 重置您的两步验证/).waitFor()
  await page.getByRole('heading', { name: '请先设置两步验证' }).waitFor()
})
