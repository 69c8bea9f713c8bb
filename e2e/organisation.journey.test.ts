// A village medic falls ill (M02, M21, M57): the office lets the township's medic act, the work goes along; the acting one is
// told in which post, visits whom the other would have visited, and at the end everything is as it was.
import { expect, it } from 'vitest'
import { newId } from '../src/kernel/ids.ts'
import { registration } from '../src/modules/people/testing/invented.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld()
const VILLAGE = '230406100200'
const POST = `${VILLAGE}.villageMedic`

it('lets somebody act for the medic, with the work, until the time is over', async () => {
  const clerk = await world.as('clerk-230406100')
  const person = registration({ name: '房待测', areaCode: VILLAGE })
  await clerk.evaluate(
    async ([person, post, assignment]) => {
      const ask = async (url: string, body?: object) => {
        const answer = await fetch(url, {
          method: body ? 'POST' : 'GET',
          headers: body ? { 'content-type': 'application/json' } : {},
          ...(body ? { body: JSON.stringify(body) } : {}),
        })
        return answer.json()
      }
      await ask('/api/v1/persons', person as object)
      const { items } = await ask(`/api/v1/persons/${(person as { id: string }).id}/isolation-periods`)
      const medics = (await ask(`/api/v1/assignees?role=medic&area=${post}`)).items
      const medic = medics.find(({ name }: { name: string }) => name.includes('永昌村'))
      await ask('/api/v1/isolation-assignments', {
        ...(assignment as object),
        periodIds: [items[0].id],
        accountId: medic.id,
      })
    },
    [person, VILLAGE, { id: newId(), role: 'medic' }] as const,
  )

  // The office finds the post, sees the open work, and the medic of the township is offered first.
  const office = await world.as('office', '/desk/organisation')
  await office.getByRole('searchbox').fill('永昌村村委会村医')
  await office.getByRole('link', { name: '永昌村村委会村医' }).click()
  await office.getByRole('button', { name: '安排代理' }).click()
  const dialog = office.getByRole('dialog').filter({ hasText: '由谁代理' })
  await dialog.getByText('上门测温的隔离人员').waitFor()
  await dialog.getByRole('combobox').first().click()
  await office.locator('.ant-select-item-option').first().click()
  await expect.poll(() => dialog.getByLabel('姓名').inputValue()).toContain('卫生院医务人员')
  await dialog.getByLabel('姓名').fill('代某某')
  await dialog.getByLabel('截止时间').fill('2020-01-25 18:00')
  await office.keyboard.press('Enter')
  await dialog.getByLabel('原因').click()
  await office.locator('.ant-select-item-option', { hasText: '患病' }).click()
  await dialog.getByRole('button', { name: /确\s*定/ }).click()
  await office.getByText('代理中').waitFor()
  await office.getByText('上门测温的隔离人员 1 件').waitFor()

  // Who is ill is told why nothing is open.
  const ill = await world.as(`medic-${VILLAGE}`)
  await ill.getByText(/现由代某某代理（至 今天 18:00）/).waitFor()

  // Who acts reads in which post, and takes the temperature that is due.
  const acting = await world.as('medic-230406100', '/desk')
  await acting.getByRole('button', { name: '账户' }).click()
  await acting.getByText('代理“永昌村村委会村医”').waitFor()
  await acting.getByText(/至 今天 18:00/).waitFor()
  await acting.keyboard.press('Escape')
  await acting.goto('/desk/queues/dueNow')
  const row = acting.getByRole('row').filter({ hasText: '房待测' })
  await row.locator('input[data-quick-reading]').fill('36.5')
  await acting.keyboard.press('Enter')
  await row.waitFor({ state: 'detached' })
  await acting.goto(`/desk/persons/${person.id}`)
  await acting.getByText('36.5').first().waitFor()

  // The chart says so in words, and at the time it is over by itself.
  await office.goto('/desk/organisation/chart')
  await office.getByText('代理 1').first().waitFor()
  await world.clockTo('2020-01-25T10:00:00.000Z')
  await office.goto(`/desk/organisation?post=${POST}`)
  await office.getByText('代理结束').waitFor()
  await expect.poll(() => office.getByText('上门测温的隔离人员 1 件').count()).toBe(2)
  await ill.goto('/desk')
  await ill.getByRole('heading', { name: /总览/ }).waitFor()
  await acting.goto('/desk')
  await acting.getByRole('button', { name: '账户' }).click()
  await acting.getByText('以“新华镇人民政府卫生院医务人员”身份').waitFor()
  expect(await acting.getByText('代理“永昌村村委会村医”').count()).toBe(0)
})
