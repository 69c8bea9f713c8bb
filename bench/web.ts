// `web`: what a first visit costs: bytes over the wire and the time until the page can be used, in a Chromium slowed down to a
// cheap computer on a thin line. Each round is a browser that has seen nothing.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium as playwright } from 'playwright-core'
import { CHROMIUM_ARGS, chromiumPath } from '../e2e/support/chromium.ts'
import { start } from './processes.ts'
import { medianOf, type Row, row, spreadOf } from './report.ts'
import { signIn } from './sign-in.ts'

const AT = '2020-01-25T00:30:00.000Z'
const SLOWER = 4
const LINE = { latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 625_000, offline: false }
const BESIDE = `CPU ${SLOWER}× slower, 10 Mbit/s down, ${LINE.latency} ms`
const MOST_KB = 500

interface Visit {
  kilobytes: number
  seconds: number
}

export async function web({ rounds = 5 } = {}): Promise<Row[]> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'lianfang-bench-'))
  const server = await start('server.ts', {
    dataFolder,
    at: AT,
    size: { persons: 2000, days: 0, today: '2020-01-25' },
    pages: true,
  })
  const browser = await playwright.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS, headless: true })
  try {
    const { url } = server.said as { url: string }
    const cookie = await signIn(url, 'office')
    const signInPage: Visit[] = []
    const desk: Visit[] = []
    for (let round = 0; round < rounds; round++) {
      signInPage.push(await visit(browser, `${url}/desk/sign-in`, 'input[autocomplete="username"]', null))
      desk.push(await visit(browser, `${url}/desk`, '.figure-grid', cookie))
    }
    return [...rowsOf('sign-in', signInPage, null), ...rowsOf('desk first load', desk, MOST_KB)]
  } finally {
    await browser.close()
    await server.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
}

function rowsOf(name: string, visits: readonly Visit[], most: number | null): Row[] {
  const kilobytes = visits.map((one) => one.kilobytes)
  const seconds = visits.map((one) => one.seconds)
  return [
    row({
      benchmark: 'web',
      case: `${name}, bytes`,
      value: medianOf(kilobytes),
      unit: 'KB over the wire',
      spread: spreadOf(kilobytes),
      aim: most === null ? null : `under ${most} KB`,
      met: most === null ? null : medianOf(kilobytes) < most,
    }),
    row({
      benchmark: 'web',
      case: `${name}, usable`,
      value: medianOf(seconds),
      unit: 's',
      spread: spreadOf(seconds),
      beside: BESIDE,
    }),
  ]
}

/** Usable: `sign` is on the page and the thread that answers the user has come to rest once. */
async function visit(browser: Browser, url: string, sign: string, cookie: string | null): Promise<Visit> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
  try {
    if (cookie) await signedIn(context, url, cookie)
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', LINE)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    let bytes = 0
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    const began = performance.now()
    await page.goto(url, { waitUntil: 'commit' })
    await page.locator(sign).first().waitFor()
    // In the page's own words: nothing here knows of a browser's globals.
    await page.evaluate('new Promise((resolve) => requestIdleCallback(resolve))')
    const seconds = (performance.now() - began) / 1000
    // What is fetched ahead belongs to the visit; the live stream never ends.
    await page.waitForTimeout(1500)
    return { kilobytes: bytes / 1000, seconds }
  } finally {
    await context.close()
  }
}

const signedIn = (context: BrowserContext, url: string, cookie: string) =>
  context.addCookies(
    cookie.split('; ').map((one) => {
      const [name = '', value = ''] = one.split(/=(.*)/s)
      return { name, value, url: new URL(url).origin }
    }),
  )
