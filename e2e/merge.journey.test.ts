// One person registered twice, by two forms (M07, decision 0012): the clerk is warned while typing, finds the pair in the queue,
// compares the two, merges them, sees everything of both on one page, and takes it back; both are as they were.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newId } from '../src/kernel/ids.ts'
import { registration } from '../src/modules/people/testing/invented.ts'
import { fits, openWorld } from './support/world.ts'

const world = await openWorld()
const NAME = '重名甲'
const TELEPHONE = '19955550001'

const ask = (page: Page, method: string, url: string, body?: object) =>
  page.evaluate(
    async ([method, url, body]) => {
      const answer = await fetch(url as string, {
        method: method as string,
        headers: body ? { 'content-type': 'application/json' } : {},
        body: body ? JSON.stringify(body) : undefined,
      })
      // biome-ignore lint/suspicious/noExplicitAny: answers of every shape.
      return { status: answer.status, body: (await answer.json().catch(() => null)) as any }
    },
    [method, url, body] as const,
  )
const shot = (page: Page, name: string) =>
  process.env.SHOTS ? page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }) : null

describe('the same person twice', () => {
  let clerk: Page
  const first = registration({ name: NAME, telephones: [TELEPHONE] })
  let second: string

  it('is pointed out while the second form is typed, and saved all the same', async () => {
    clerk = await world.as('clerk-230406100')
    expect((await ask(clerk, 'POST', '/api/v1/persons', first)).status).toBe(201)
    const [period] = (await ask(clerk, 'GET', `/api/v1/persons/${first.id}/isolation-periods`)).body.items
    const reading = {
      id: newId(),
      periodId: period.id,
      temperature: 36.7,
      site: 'ear',
      observedAt: '2020-01-25T00:30:00Z',
    }
    expect((await ask(clerk, 'POST', '/api/v1/readings', reading)).status).toBe(201)

    await clerk.goto('/desk/persons/new')
    await clerk.getByLabel('姓名').fill(NAME)
    await clerk.getByLabel('电话').fill(TELEPHONE)
    const warning = clerk.getByRole('status').filter({ hasText: '可能已登记过' })
    await warning.waitFor()
    await expect.poll(() => warning.textContent()).toContain('姓名相同、电话相同')
    await expect.poll(() => warning.textContent()).toContain('199****0001')
    await shot(clerk, 'warning')
    // The clerk registers all the same: by the office's form the document was another one.
    const again = registration({
      name: NAME,
      telephones: [TELEPHONE, '13900001111'],
      document: { type: 'passport', number: 'E44440001' },
      address: '建设路9号',
    })
    second = again.id
    expect((await ask(clerk, 'POST', '/api/v1/persons', again)).status).toBe(201)
  })

  it('waits in the queue and is compared field by field', async () => {
    await clerk.goto('/desk/duplicates')
    await clerk.getByText('姓名相同').first().waitFor()
    await shot(clerk, 'pairs')
    await clerk.getByRole('link', { name: '比对' }).click()
    await clerk.getByRole('heading', { name: '比对两条登记' }).waitFor()
    await expect.poll(() => clerk.locator('.compare .field', { hasText: '不同' }).count()).toBeGreaterThan(2)
    await clerk.getByRole('radiogroup', { name: '住址' }).getByText('登记二').click()
    await shot(clerk, 'compare')
    await clerk.setViewportSize({ width: 390, height: 844 })
    await expect.poll(() => fits(clerk)).toBe(true)
    await shot(clerk, 'compare-390')
    await clerk.setViewportSize({ width: 1440, height: 900 })
  })

  it('is merged: everything of both on one page, and the other address leads there', async () => {
    await clerk.getByRole('button', { name: '合并为一人' }).click()
    const dialog = clerk.getByRole('dialog')
    await dialog.getByText('24 小时内可以撤销').waitFor()
    await shot(clerk, 'merge-dialog')
    await dialog.getByRole('button', { name: '合并为一人' }).click()
    await clerk.waitForURL(new RegExp(`/desk/persons/${first.id}`))
    await clerk.getByRole('heading', { name: '合并记录' }).waitFor()
    await clerk.getByText('建设路9号').first().waitFor()
    await clerk.getByText('36.7').first().waitFor()
    await shot(clerk, 'merged')
    const { body } = await ask(clerk, 'GET', `/api/v1/persons/${first.id}`)
    expect(body).toMatchObject({ telephones: [TELEPHONE, '13900001111'] })
    expect(body.arrivals).toHaveLength(2)
    await clerk.goto(`/desk/persons/${second}`)
    await clerk.waitForURL(new RegExp(`/desk/persons/${first.id}`))
    await clerk.goto('/desk/duplicates')
    await clerk.getByText('没有疑似重复的登记').waitFor()
  })

  it('is taken back: both are there again, and so is the pair', async () => {
    await clerk.goto(`/desk/persons/${first.id}`)
    await clerk.getByRole('button', { name: '撤销合并' }).click()
    const dialog = clerk.getByRole('dialog')
    await shot(clerk, 'undo-dialog')
    await dialog.getByRole('button', { name: '撤销合并' }).click()
    await clerk.getByText('已撤销', { exact: false }).first().waitFor()
    const { body: other } = await ask(clerk, 'GET', `/api/v1/persons/${second}`)
    expect(other).toMatchObject({ id: second, address: '建设路9号' })
    const { body: one } = await ask(clerk, 'GET', `/api/v1/persons/${first.id}`)
    expect(one).toMatchObject({ id: first.id, address: '胜利路1号', telephones: [TELEPHONE] })
  })

  it('a family is put together where somebody isolates, and a registration made by mistake is voided and restored', async () => {
    await clerk.goto('/desk/persons/new')
    await clerk.getByLabel('电话').fill(TELEPHONE)
    await clerk.getByText('人正在隔离').first().waitFor()
    await clerk.getByRole('button', { name: '同住一户' }).first().click()
    await clerk.getByText('已选同户').waitFor()
    await expect.poll(() => clerk.locator('.ant-select', { hasText: NAME }).count()).toBe(1)
    await shot(clerk, 'door')

    await clerk.goto(`/desk/persons/${second}`)
    const household = clerk.locator('section.card', { has: clerk.getByRole('heading', { name: '同户人员' }) })
    await household.getByRole('combobox').click()
    await clerk.keyboard.type(NAME)
    await clerk.locator('.ant-select-item-option:visible', { hasText: '胜利路1号' }).click()
    await household.getByText('隔离中').first().waitFor()
    await household.getByRole('button', { name: '设为户主' }).first().click()
    await household.getByText('户主', { exact: false }).first().waitFor()
    await clerk.setViewportSize({ width: 390, height: 844 })
    await expect.poll(() => fits(clerk)).toBe(true)
    await shot(clerk, 'person-390')
    await clerk.setViewportSize({ width: 1440, height: 900 })
    await shot(clerk, 'person')

    await clerk.getByRole('button', { name: '注销登记' }).click()
    const dialog = clerk.getByRole('dialog')
    await dialog.getByLabel('理由').fill('走错窗口的误登记')
    await dialog.getByRole('button', { name: '注销登记' }).click()
    await clerk.waitForURL(/\/desk\/voided/)
    await clerk.getByText('走错窗口的误登记').waitFor()
    await shot(clerk, 'voided')
    await clerk.getByRole('button', { name: /恢\s*复/ }).click()
    await clerk.getByRole('dialog').getByLabel('理由').fill('核对无误')
    await clerk
      .getByRole('dialog')
      .getByRole('button', { name: /恢\s*复/ })
      .click()
    await clerk.waitForURL(new RegExp(`/desk/persons/${second}`))
  })

  it('who is not the same is remembered, in English too', async () => {
    const english = await world.as('clerk-230406100', '/desk/duplicates', { language: 'en' })
    await english.getByRole('button', { name: 'Not the same' }).click()
    await shot(english, 'pairs-en')
    await english.getByRole('dialog').getByLabel('Reason').fill('twins')
    await english.getByRole('dialog').getByRole('button', { name: 'Not the same' }).click()
    await english.getByText('No possible duplicates').waitFor()
  })
})
