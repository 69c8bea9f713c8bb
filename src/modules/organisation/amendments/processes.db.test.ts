// An amendment is known in every process (M04): the one beside hears of it by itself, and at its time it takes effect there
// too, without anybody telling it then.
import { afterAll, expect, it } from 'vitest'
import { openApplication } from '../../../app/application.ts'
import { openTestDistrict, testSecrets } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { openLog } from '../../../platform/log.ts'
import { planInForce, planVersions } from '../index.ts'

const district = await openTestDistrict()
const beside = await openApplication({
  connection: district.database.app,
  district: district.app.db.district,
  clock: district.clock,
  log: openLog('silent'),
  secrets: testSecrets(),
  publicUrl: 'http://localhost',
  poolSize: 2,
})
afterAll(() => beside.close())
const [office, director] = [await district.as('office'), await district.as('director')]

const known = async () => (await planVersions(beside.db)).map(({ version }) => version)
const inForce = async () => (await planInForce(beside.systemContext())).plan.isolation.days

it('before its time and at its time, and no more once it is withdrawn', async () => {
  const amend = async (days: number, effectiveFrom: string) => {
    const planText = district.planFile.planText.replace('  days: 14\n', `  days: ${days}\n`)
    const body = { id: newId(), planText, effectiveFrom, runningPeriods: 'keep', reason: '国家方案更新' }
    expect((await office.post('/api/v1/plan-amendments', body)).status).toBe(201)
    expect((await director.post(`/api/v1/plan-amendments/${body.id}/approvals`)).status).toBe(201)
    return body.id
  }
  expect(await known()).toEqual([1])
  await amend(21, '2020-01-26T00:00:00.000Z')
  await expect.poll(known, { timeout: 5000 }).toEqual([1, 2])
  expect(await inForce()).toBe(14)
  await district.clock.moveTo('2020-01-26T00:00:00.000Z')
  expect(await inForce()).toBe(21)
  const id = await amend(7, '2020-01-27T00:00:00.000Z')
  await expect.poll(known, { timeout: 5000 }).toEqual([1, 2, 3])
  await director.post(`/api/v1/plan-amendments/${id}/withdrawals`, { reason: '不改了' })
  await expect.poll(known, { timeout: 5000 }).toEqual([1, 2])
  await district.clock.moveTo('2020-01-27T00:00:00.000Z')
  expect(await inForce()).toBe(21)
})
