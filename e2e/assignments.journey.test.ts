// M21, M52: a village is assigned by load in one act, an ill medic's persons are handed over with a reason, and the queue of
// those without a medic empties. New arrivals get the village's medic without anybody choosing.
import path from 'node:path'
import { expect, it } from 'vitest'
import { registration } from '../src/modules/people/testing/invented.ts'
import { fits, openWorld } from './support/world.ts'

const LIST = path.join(import.meta.dirname, '../plans/samples/returnees-2020-01-25.xlsx')
const VILLAGE = '230406100200'
const world = await openWorld()

it('assigns a village by load, hands an ill medic over, and leaves nobody without', async () => {
  const clerk = await world.as('clerk-230406100', '/desk/import')
  await clerk.locator('input[type="file"]').setInputFiles(LIST)
  await clerk.getByRole('button', { name: /^保存 \d+ 人$/ }).click()
  await clerk.getByText('已登记 90 人').waitFor()

  // Everybody of the village without a medic, counted before anything is done.
  await clerk.goto(`/desk/assignments?area=${VILLAGE}`)
  const lacking = clerk.locator('.assign-lack strong')
  await lacking.waitFor()
  const persons = Number(/^(\d+) 人还没有医护/.exec((await lacking.textContent()) ?? '')?.[1])
  expect(persons).toBeGreaterThan(1)
  await clerk.getByRole('button', { name: '按负荷分配' }).click()
  await clerk.getByText(new RegExp(`^方案：${persons} 人`)).waitFor()
  // The proposal gave the village's own medic about half; the clerk takes one share for the township's.
  const shares = clerk.locator('.spread-shares li')
  const own = shares.filter({ hasText: '永昌村' }).filter({ has: clerk.getByTitle('永昌村村委会村医') })
  await own.first().waitFor()
  await own.first().locator('.ant-select').click()
  await clerk.getByTitle('新华镇人民政府卫生院医务人员').last().click()
  await clerk.getByRole('button', { name: `确认指派 ${persons} 人` }).click()
  await clerk.getByText(`已指派 ${persons} 人`).waitFor()
  await clerk.getByText('此区域的人都已指派。').waitFor()

  // The medic falls ill: whoever is his goes to the village's own, with the reason.
  const row = clerk.locator('tbody tr', { hasText: '新华镇人民政府卫生院医务人员' })
  await row.getByRole('button', { name: /^交接/ }).click()
  await clerk.getByText(`方案：${persons} 人`).waitFor()
  const confirm = clerk.getByRole('button', { name: `确认交接 ${persons} 人` })
  expect(await confirm.isDisabled()).toBe(true)
  await clerk.getByLabel('交接原因').fill('发热，居家休息')
  await confirm.click()
  await clerk.getByText(`已交接 ${persons} 人`).waitFor()

  await clerk.goto(`/desk/queues/noMedic?area=${VILLAGE}`)
  await clerk.getByText(/没有符合|这个队列里没有人/).waitFor()

  // From now on the village's medic is given whoever comes.
  await clerk.goto(`/desk/assignments?area=${VILLAGE}`)
  await clerk.locator('.village-medics .ant-select').first().click()
  await clerk.getByTitle('永昌村村委会村医').last().click()
  await clerk.getByText('已设定').waitFor()
  const newcomer = registration({ name: '甄新来', areaCode: VILLAGE })
  const status = await clerk.evaluate(
    async (body) =>
      (
        await fetch('/api/v1/persons', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status,
    newcomer,
  )
  expect(status).toBe(201)
  await clerk.goto(`/desk/persons/${newcomer.id}`)
  await clerk.locator('.assign-history', { hasText: '永昌村村委会村医' }).waitFor()

  const medic = await world.as(`medic-${VILLAGE}`, '/desk/assignments', { width: 390, height: 800 })
  await medic.getByText('甄新来').first().waitFor()
  expect(await fits(medic)).toBe(true)
})
