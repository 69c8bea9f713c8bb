// Supervision looks who saw this person and what was changed, narrows it down, verifies the seals, and is seen to have looked.
import { expect, it } from 'vitest'
import { registration } from '../src/modules/people/testing/invented.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld()

it('shows who saw this person, in words, and keeps that it was asked', async () => {
  const clerk = await world.as('clerk-230406100', '/desk/persons')
  const person = registration({ name: '甄被看' })
  const send = (url: string, body: object) =>
    clerk.evaluate(
      async ([url, body]) =>
        (
          await fetch(url as string, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          })
        ).status,
      [url, body] as const,
    )
  expect(await send('/api/v1/persons', person)).toBe(201)
  expect(await send(`/api/v1/persons/${person.id}/document-views`, { reason: '核对同名' })).toBe(201)
  const medic = await world.as('medic-230406100200', `/desk/persons/${person.id}`)
  await medic.getByRole('heading', { name: '甄被看' }).waitFor()

  const supervision = await world.as('supervision', `/desk/persons/${person.id}`)
  await supervision.getByRole('link', { name: '谁查看和修改过' }).click()
  const rows = supervision.locator('tbody tr')
  await rows.filter({ hasText: '查看完整证件号码' }).filter({ hasText: 'clerk-230406100' }).waitFor()
  await rows.filter({ hasText: '查看人员页面' }).filter({ hasText: 'medic-230406100200' }).first().waitFor()
  expect(await rows.filter({ hasText: '核对同名' }).count()).toBe(1)
  expect(await supervision.getByText(person.document.number).count()).toBe(0)

  // Narrowed to changes; the address says so and opens the same again.
  await supervision.goto(`/desk/audit?person=${person.id}&kind=change`)
  await rows.filter({ hasText: '登记人员' }).waitFor()
  expect(await rows.filter({ hasText: '查看人员页面' }).count()).toBe(0)

  await world.clockTo('2020-01-25T00:40:00.000Z')
  await supervision.getByRole('button', { name: '立即核对' }).click()
  await supervision.getByText(/^.*完好，至此封存的 \d+ 条均未被改动/).waitFor()

  const director = await world.as('director', `/desk/audit?person=${person.id}&kind=look`, { language: 'en' })
  await director
    .locator('tbody tr')
    .filter({ hasText: 'read the audit' })
    .filter({ hasText: 'supervision' })
    .first()
    .waitFor()
})
