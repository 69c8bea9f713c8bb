// A clerk of another township sees nobody of the first and can do nothing to them (M06): no list, no search, no page by its
// address, no figure, no write; and of a person registered there learns only in which township, and whom to speak to.
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { newId } from '../src/kernel/ids.ts'
import { registration } from '../src/modules/people/testing/invented.ts'
import { openWorld } from './support/world.ts'

const LIST = path.join(import.meta.dirname, '../plans/samples/returnees-2020-01-25.xlsx')
const world = await openWorld()

/** What the page's own session is answered by the API. */
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

it('sees nobody, can do nothing, and is told only whom to speak to', async () => {
  const first = await world.as('clerk-230406100', '/desk/import')
  await first.locator('input[type="file"]').setInputFiles(LIST)
  // The list is of the whole district; of other townships this clerk may save nobody.
  await first.getByRole('button', { name: /^保存 \d+ 人$/ }).click()
  await first.getByText('已登记 90 人').waitFor()
  const known = registration({ name: '甄有人' })
  expect((await ask(first, 'POST', '/api/v1/persons', known)).status).toBe(201)
  const { body: periods } = await ask(first, 'GET', `/api/v1/persons/${known.id}/isolation-periods`)
  const periodId = periods.items[0].id
  await first.goto(`/desk/persons/${known.id}`)
  await first.getByRole('heading', { name: '甄有人' }).waitFor()

  const other = await world.as('clerk-230406201', '/desk/persons')
  await other
    .getByText(/还没有|没有找到|没有符合/)
    .first()
    .waitFor()
  await other.goto('/desk/persons?q=甄有人')
  await other.getByText(/没有/).first().waitFor()
  expect(await other.getByText('甄有人').count()).toBe(0)
  await other.goto('/desk')
  await other.locator('.figure-label', { hasText: '隔离中' }).waitFor()
  const inIsolation = other.locator('.figure', { hasText: '隔离中' }).locator('strong').first()
  await expect.poll(() => inIsolation.textContent()).toBe('0')
  await other.goto(`/desk/persons/${known.id}`)
  await other.getByText('404').waitFor()
  expect(await other.getByText('甄有人').count()).toBe(0)

  const reading = { id: newId(), periodId, temperature: 36.5, site: 'forehead', observedAt: '2020-01-25T00:30:00Z' }
  const writes: [string, string, object][] = [
    ['POST', '/api/v1/readings', reading],
    ['PATCH', `/api/v1/persons/${known.id}`, { version: 1, address: '别处' }],
    ['POST', `/api/v1/persons/${known.id}/document-views`, { reason: '看看' }],
    [
      'POST',
      `/api/v1/isolation-periods/${periodId}/explanations`,
      { checks: [{ day: '2020-01-25', slot: 'morning' }], explanation: '无故' },
    ],
  ]
  for (const [method, url, body] of writes) {
    const { status } = await ask(other, method, url, body)
    expect([403, 404], `${method} ${url}`).toContain(status)
  }
  const released = await ask(other, 'POST', '/api/v1/isolation-releases', { periodIds: [periodId] })
  expect(released.body.done).toEqual([])

  const again = { ...registration({ areaCode: '230406201200' }), document: known.document, name: '甄别人' }
  const refused = await ask(other, 'POST', '/api/v1/persons', again)
  expect([refused.status, refused.body.code]).toEqual([409, 'already_registered'])
  expect(refused.body.zh).toContain('新华镇')
  expect(JSON.stringify(refused.body)).not.toContain('甄有人')
  expect(JSON.stringify(refused.body)).not.toContain(known.document.number)

  // Nothing of it touched the person.
  const after = await ask(first, 'GET', `/api/v1/isolation-periods/${periodId}`)
  expect(after.body.readings).toEqual([])
})
