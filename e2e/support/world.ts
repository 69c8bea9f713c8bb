// What a journey stands on: a real server on its own data folder with its own PostgreSQL and a clock that moves, and a
// real Chromium. Each journey file has one world; a page is one person's browser, with a session of its own. Nothing moves on a
// page, so that no click is pressed in one place and let go in another; and waits are long, since a busy machine is no defect.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Locator, type Page, chromium as playwright } from 'playwright-core'
import { afterAll, expect, onTestFailed, onTestFinished } from 'vitest'
import { type RunningServer, startServer } from '../../src/app/server.ts'
import { buildWeb } from '../../src/app/web.ts'
import { newId } from '../../src/kernel/ids.ts'
import { readConfig } from '../../src/platform/config.ts'
import { openLog } from '../../src/platform/log.ts'
import { CHROMIUM_ARGS, chromiumPath } from './chromium.ts'

export const PASSWORD = 'journey-password'
export const FIRST_MORNING = '2020-01-25T00:30:00.000Z'
const SHOTS = path.join(import.meta.dirname, '../../dist/journeys')

export interface Person {
  language?: 'zh-CN' | 'en'
  width?: number
  height?: number
  /** Menus and dialogs open with motion. */
  motion?: boolean
}

export interface World {
  url: string
  server: RunningServer
  /** Moves the server's clock and waits for everything that fell due. */
  clockTo(at: string): Promise<void>
  /** A browser window of somebody who is signed in as `userName` and stands at `where`. */
  as(userName: string, where?: string, person?: Person): Promise<Page>
  /** A browser window of somebody who is not signed in. */
  stranger(where?: string, person?: Person): Promise<Page>
}

export async function openWorld({
  at = FIRST_MORNING,
  secondFactor = 'nobody',
}: {
  at?: string
  secondFactor?: 'asPlanned' | 'nobody'
} = {}): Promise<World> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'lianfang-journey-'))
  const config = readConfig(
    { LOG_LEVEL: 'error', LIANFANG_DATA: dataFolder, PORT: '0', LIANFANG_RATE_LIMIT: '100000' },
    [`--clock=${at}`],
  )
  const server = await startServer({
    config,
    log: openLog('error'),
    password: PASSWORD,
    secondFactor,
    pages: buildWeb(() => {}),
  })
  const browser = await playwright.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS, headless: true })
  afterAll(async () => {
    await browser.close()
    await server.stop()
    await rm(dataFolder, { recursive: true, force: true })
  })
  const url = server.address
  const open = async (
    where: string,
    { language = 'zh-CN', width = 1440, height = 900, motion = false }: Person = {},
  ) => {
    const context = await browser.newContext({
      baseURL: url,
      locale: language,
      timezoneId: 'Asia/Shanghai',
      viewport: { width, height },
      reducedMotion: motion ? 'no-preference' : 'reduce',
    })
    if (language === 'en') await context.addInitScript("localStorage.setItem('lianfang.language', 'en')")
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`))
    page.on('response', (answer) => {
      if (answer.status() >= 500 || (answer.status() === 404 && answer.url().includes('/assets/'))) {
        errors.push(`${answer.status()} ${answer.url()}`)
      }
    })
    // An error that no user was shown is a defect all the same.
    onTestFinished(() => expect(errors).toEqual([]))
    onTestFailed(async () => {
      await mkdir(SHOTS, { recursive: true })
      await page.screenshot({ path: path.join(SHOTS, `failed-${newId()}.png`) }).catch(() => {})
    })
    await page.goto(where)
    return page
  }
  return {
    url,
    server,
    stranger: (where = '/', person) => open(where, person),
    async as(userName, where = '/desk', person) {
      const page = await open(where, person)
      await page.waitForURL(/\/desk\/sign-in/)
      await page.locator('input[autocomplete="username"]').fill(userName)
      await page.locator('input[autocomplete="current-password"]').fill(PASSWORD)
      await page.keyboard.press('Enter')
      await page.waitForURL(({ pathname }) => trimmed(pathname) === trimmed(where.split('?')[0]!))
      return page
    },
    async clockTo(to) {
      await server.district.app.clock.movable?.moveTo(to)
    },
  }
}

/** Chooses by typing in a field that searches; clicked and not taken with Enter, since the choices may still be on their way. */
export async function choose(field: Locator, typed: string): Promise<void> {
  const page = field.page()
  await field.click()
  await page.keyboard.type(typed)
  await page
    .locator('.ant-select-item-option:visible, .ant-select-tree-title:visible', { hasText: typed })
    .first()
    .click()
}

/** Is no part of the page over the right edge of the screen? */
export const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

const trimmed = (pathname: string) => pathname.replace(/\/$/, '')
