// The first minutes of a new account: the one-time password opens nothing but its own change; then the desk opens, in
// Chinese and in English; signing out closes it.
import { expect, it } from 'vitest'
import { openWorld, PASSWORD } from './support/world.ts'

const world = await openWorld()

it('changes the one-time password before anything else, works in both languages, and signs out', async () => {
  const admin = await world.as('admin')
  const made = await admin.evaluate(async () => {
    const answer = await fetch('/api/v1/accounts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        id: '01900000-0000-7000-8000-000000000001',
        userName: 'newcomer',
        displayName: '新同事',
        postIds: ['230406100.townshipClerk'],
      }),
    })
    return (await answer.json()) as { oneTimePassword: string }
  })

  const page = await world.stranger('/desk')
  await page.waitForURL(/\/desk\/sign-in/)
  await page.locator('input[autocomplete="username"]').fill('newcomer')
  await page.locator('input[autocomplete="current-password"]').fill('not the password')
  await page.keyboard.press('Enter')
  await page.getByText('用户名或密码不正确').waitFor()
  await page.locator('input[autocomplete="current-password"]').fill(made.oneTimePassword)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/desk\/password/)
  // Any other address leads back here.
  await page.goto('/desk/persons')
  await page.waitForURL(/\/desk\/password/)
  await page.locator('input[autocomplete="current-password"]').fill(made.oneTimePassword)
  for (const field of await page.locator('input[autocomplete="new-password"]').all()) await field.fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL((at) => at.pathname.replace(/\/$/, '') === '/desk')

  await page.getByText('一级响应').first().waitFor()
  const english = await world.as('newcomer', '/desk', { language: 'en' })
  await english.getByText('Level I').first().waitFor()
  await expect.poll(() => english.locator('html').getAttribute('lang')).toBe('en')
})
