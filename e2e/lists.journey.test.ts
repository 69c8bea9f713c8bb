// Lists and notifications: the office sets its order of columns for everybody, a clerk's screen and workbook follow; what
// concerns a medic is told, opened, and leads to the work.
import { expect, it } from 'vitest'
import { registration } from '../src/modules/people/testing/invented.ts'
import { fits, openWorld } from './support/world.ts'

const VILLAGE = '230406100200'
const world = await openWorld()

/** Where something stands in each picture from the first that shows it, as a list that grows. */
function placesWhenShown(selector: string): number[] {
  const places: number[] = []
  const look = () => {
    const one = document.querySelector(selector)
    const box = one?.checkVisibility() ? one.getBoundingClientRect() : null
    if (box && box.right > 0) places.push(Math.round(box.top))
    requestAnimationFrame(look)
  }
  look()
  return places
}

it('the office says the order of columns, and another clerk sees and exports it', async () => {
  const office = await world.as('office', '/desk/persons?category=keyArea', { motion: true })
  await office.request.post('/api/v1/persons', { data: registration({ areaCode: VILLAGE }) })
  await office.locator('.list-table th', { hasText: '电话' }).waitFor()
  const head = () => office.locator('.list-table th').allTextContents()
  await expect.poll(async () => (await head()).indexOf('电话')).toBe(3)
  const places = await office.evaluateHandle(placesWhenShown, '.columns-menu li:last-child')
  await office.getByRole('button', { name: '列', exact: true }).click()
  // A menu that grows moves under the pointer: a click is pressed on one line, let go on another, and lost.
  await expect.poll(() => places.evaluate(({ length }) => length)).toBeGreaterThan(20)
  expect(new Set(await places.jsonValue()).size).toBe(1)
  for (let moves = 0; moves < 2; moves++) {
    await office.locator('.columns-menu li', { hasText: '电话' }).getByRole('button').first().click()
  }
  await expect.poll(async () => (await head()).slice(0, 2)).toEqual(['姓名', '电话'])
  await office.locator('h1').click()
  await office.getByRole('button', { name: '视图' }).click()
  await office.getByRole('button', { name: '保存当前视图…' }).click()
  const dialog = office.getByRole('dialog')
  await dialog.getByLabel('名称').fill('重点地区来人')
  await dialog.getByText('全区', { exact: true }).click()
  await dialog.getByText('作为标准列序').click()
  await dialog.getByRole('button', { name: '保存' }).click()
  await office.getByRole('button', { name: '视图：重点地区来人' }).waitFor()

  const clerk = await world.as('clerk-230406100', '/desk/persons', { language: 'en' })
  await expect
    .poll(async () => (await clerk.locator('.list-table th').allTextContents()).slice(0, 2))
    .toEqual(['Name', 'Telephone'])
  const href = () => clerk.getByRole('link', { name: 'Export to Excel' }).getAttribute('href')
  await expect.poll(href).toMatch(/columns=name%2Ctelephone%2C/)
  await clerk.getByRole('button', { name: 'Views' }).click()
  await clerk.getByRole('button', { name: '重点地区来人' }).click()
  await clerk.waitForURL(/category=keyArea/)
})

it('a medic is told of the persons given and goes to them', async () => {
  const clerk = await world.as('clerk-230406100', '/desk/persons')
  const medic = await world.as('medic-230406100200', '/desk/queues/dueNow', { width: 390, height: 844 })
  // That the response was activated.
  await medic.getByRole('link', { name: '通知，未读 1 条' }).waitFor()
  const api = clerk.request
  const person = registration({ name: '通知甲', areaCode: VILLAGE })
  await api.post('/api/v1/persons', { data: person })
  const { items: periods } = await (await api.get(`/api/v1/persons/${person.id}/isolation-periods`)).json()
  const { account } = await (await medic.request.get('/api/v1/me')).json()
  const given = { periodIds: [periods[0].id], role: 'medic', accountId: account.id }
  expect((await api.post('/api/v1/isolation-assignments', { data: given })).status()).toBe(201)
  // Without a reload: the live stream says that there is something.
  await medic.getByRole('link', { name: '通知，未读 2 条' }).click()
  await medic.getByRole('button', { name: /新分派给您 1 人/ }).click()
  await medic.waitForURL(/queues\/all\?medic=/)
  await medic.getByText('通知甲').waitFor()
  await medic.getByRole('link', { name: '通知，未读 1 条' }).waitFor()
  expect(await fits(medic)).toBe(true)
})
