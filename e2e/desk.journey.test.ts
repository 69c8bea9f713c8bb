// The desk as a whole: sixty temperatures a minute by keyboard (M21), English screens without a Chinese word of ours, and
// no page that is wider than a phone.
import path from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { QUEUES } from '../src/modules/isolation/rules/queues.ts'
import { openWorld } from './support/world.ts'

const LIST = path.join(import.meta.dirname, '../plans/samples/returnees-2020-01-25.xlsx')
const HAN = /\p{Script=Han}+/gu
const world = await openWorld()

interface PeriodOfList {
  id: string
  person: { id: string; name: string }
  lastTemperature: number | null
}

const periodsOf = (page: Page, query: string) =>
  page.evaluate(
    async (query) => (await (await fetch(`/api/v1/isolation-periods?${query}`)).json()).items as PeriodOfList[],
    query,
  )

/** The page has said what it is and nothing on it is still being fetched. */
async function isThere(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(
    () => !document.querySelector('[aria-busy="true"], .ant-skeleton, .ant-spin-spinning, tr.skeleton'),
  )
}

beforeAll(async () => {
  const { app } = world.server.district
  const { isolationOfPersons } = await import('../src/modules/isolation/index.ts')
  const { importList } = await import('../src/modules/people/import/actions.ts')
  const { openSpreadsheet } = await import('../src/platform/spreadsheet/index.ts')
  const { newId } = await import('../src/kernel/ids.ts')
  const book = await openSpreadsheet(LIST)
  const ctx = app.systemContext()
  const list = { id: newId(), book, fileName: path.basename(LIST) }
  await importList(ctx, { sealer: app.sealer, isolation: isolationOfPersons }, list, { areas: [ctx.db.district] })
  book.close()
})

describe('by keyboard', () => {
  it('thirty temperatures are typed one after the other, and each is of the person it was typed for', async () => {
    const clerk = await world.as('clerk-230406100', '/desk/queues/dueNow')
    const inputs = clerk.locator('input[data-quick-reading]')
    await inputs.nth(29).waitFor()
    const labels = await inputs.evaluateAll((all) =>
      all.slice(0, 30).map((one) => one.getAttribute('aria-label') ?? ''),
    )
    const rows = (await periodsOf(clerk, 'queue=dueNow&limit=50')).slice(0, 30)
    expect(rows.map(({ person }, index) => labels[index]?.includes(person.name))).toEqual(rows.map(() => true))
    const typed = rows.map((_, index) => 360 + (index % 13))

    const begin = performance.now()
    await inputs.first().focus()
    for (const digits of typed) {
      await clerk.keyboard.type(String(digits))
      await clerk.keyboard.press('Enter')
    }
    const ids = new Set(rows.map(({ id }) => id))
    const saved = async () => (await periodsOf(clerk, 'queue=doneNow&limit=200')).filter(({ id }) => ids.has(id))
    await expect.poll(async () => (await saved()).length, { timeout: 120_000 }).toBe(30)
    const seconds = (performance.now() - begin) / 1000
    const taken = new Map((await saved()).map(({ id, lastTemperature }) => [id, lastTemperature]))
    expect(rows.map(({ id }) => taken.get(id))).toEqual(typed.map((digits) => digits / 10))
    // A bound of sanity: it is the rate at which people read a thermometer list aloud.
    expect(seconds).toBeLessThan(30)
    // What was typed leaves the queue, and the cursor stands before the next person.
    await expect.poll(() => inputs.count()).toBe(50)
    await expect.poll(() => inputs.first().evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('says at once what cannot be a temperature, and keeps it in its row', async () => {
    const clerk = await world.as('clerk-230406100', '/desk/queues/dueNow')
    const input = clerk.locator('input[data-quick-reading]').first()
    await input.fill('55')
    await clerk.keyboard.press('Enter')
    await clerk.getByRole('alert').getByText('应在 34.0 至 43.0 之间').waitFor()
    expect([await input.inputValue(), await input.getAttribute('aria-invalid')]).toEqual(['55', 'true'])
  })
})

/**
 * Everything in Chinese that a page shows or says to a screen reader, but what the API gave as data: names of people and
 * places have no English. A text that the API gave in two languages counts as ours.
 */
function watchData(page: Page) {
  const data: string[] = []
  const take = (value: unknown): void => {
    if (typeof value === 'string') data.push(value)
    else if (Array.isArray(value)) for (const one of value) take(one)
    else if (value && typeof value === 'object') {
      const isBilingual = 'zh' in value && 'en' in value && value.en !== value.zh && value.en !== ''
      for (const [key, one] of Object.entries(value)) if (!(isBilingual && key === 'zh')) take(one)
    }
  }
  const heard: Promise<void>[] = []
  page.on('response', (answer) => {
    const isJson = answer.url().includes('/api/') && answer.headers()['content-type']?.includes('json')
    if (isJson) heard.push(answer.json().then(take, () => {}))
  })
  return async (): Promise<string[]> => {
    const shown = await page.evaluate(() => {
      const texts: string[] = []
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node instanceof Text) {
          const holder = node.parentElement
          // The way to the other language is written in that language.
          if (holder?.checkVisibility() && !holder.closest('.language, [lang="zh-CN"], script, style')) {
            texts.push(node.data)
          }
        } else if (node instanceof Element) {
          for (const name of ['title', 'placeholder', 'aria-label', 'alt']) texts.push(node.getAttribute(name) ?? '')
        }
      }
      return [document.title, ...texts]
    })
    // What is shown was answered before; that it was heard here too is waited for.
    await Promise.all(heard)
    return [
      ...new Set(shown.flatMap((text) => [...text.matchAll(HAN)].map(([run]) => run).filter((run) => !isData(run)))),
    ]
  }
  function isData(run: string): boolean {
    return data.some((text) => text.includes(run))
  }
}

/** What reaches over the right edge of the screen and can be neither scrolled to nor is cut on purpose. */
const overEdge = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const isContained = (element: Element): boolean =>
      element.matches('.skip') ||
      getComputedStyle(element).overflowX !== 'visible' ||
      (element.parentElement !== null && isContained(element.parentElement))
    return [...document.body.querySelectorAll('*')]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > width + 1 && !isContained(one))
      .map((one) => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent?.slice(0, 30)}`)
  })

describe('in English', () => {
  async function walk(userName: string, start: string, addresses: string[]) {
    const page = await world.as(userName, start, { language: 'en' })
    const ours = watchData(page)
    const chinese: Record<string, string[]> = {}
    for (const address of addresses) {
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.goto(address)
      await isThere(page)
      const words = await ours()
      if (words.length > 0) chinese[address] = words
      await page.setViewportSize({ width: 390, height: 844 })
      await expect.poll(() => overEdge(page), { message: address }).toEqual([])
      await shoot(page, userName, address)
    }
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    return { chinese, page, ours }
  }

  it('the pages of the office have no Chinese word of ours, and none is wider than a phone', async () => {
    const page = await world.as('office', '/desk/queues/fever')
    const [fever] = await periodsOf(page, 'queue=fever&limit=1')
    const [other] = await periodsOf(page, 'queue=dueNow&limit=1')
    const { chinese } = await walk('office', '/desk', [
      '/desk',
      '/desk?area=230406100',
      ...QUEUES.map((queue) => `/desk/queues/${queue}`),
      '/desk/persons',
      '/desk/persons?status=expected',
      '/desk/persons/new',
      `/desk/persons/${fever?.person.id}`,
      `/desk/persons/${other?.person.id}`,
      '/desk/import',
      '/desk/plan',
      '/desk/organisation',
      '/desk/organisation?post=230406100200.villageMedic',
      '/desk/organisation/chart',
      '/desk/organisation/directory',
      '/desk/response',
      '/desk/account',
      '/desk/no-such-page',
    ])
    expect(chinese).toEqual({})
  })

  it('nor has the preview of a list', async () => {
    const { page, ours } = await walk('office', '/desk/import', [])
    await page.locator('input[type="file"]').setInputFiles(LIST)
    await page.getByRole('tab').first().waitFor()
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click()
      await expect.poll(() => tab.getAttribute('aria-selected')).toBe('true')
      expect(await ours(), (await tab.textContent()) ?? '').toEqual([])
    }
    await page.setViewportSize({ width: 390, height: 844 })
    await expect.poll(() => overEdge(page)).toEqual([])
    await shoot(page, 'office', 'preview')
  })

  it('nor have the pages of the administrator', async () => {
    const { chinese } = await walk('admin', '/desk', [
      '/desk/accounts',
      '/desk/accounts/import',
      '/desk/organisation',
      '/desk/persons',
    ])
    expect(chinese).toEqual({})
  })
})

async function shoot(page: Page, who: string, address: string) {
  if (!process.env.SHOTS) return
  const file = `${who}${address.replaceAll(/[^\w]+/g, '-').slice(0, 40)}`
  await page.screenshot({ path: `${process.env.SHOTS}/${file}-390.png` })
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.screenshot({ path: `${process.env.SHOTS}/${file}-1440.png` })
}
