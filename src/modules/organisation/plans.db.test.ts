// The plan is at hand to every transaction: whoever asks for it while holding a connection never waits for another one,
// or as many requests at once as the pool has connections would wait for each other for ever.
import { afterAll, expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { nobody, openDatabase } from '../../platform/db/database.ts'
import { loadFirstPlan } from './loading.ts'
import { planInForce, refreshPlans } from './plans.ts'

const district = await openTestDistrict()
const POOL = 2
const db = openDatabase(district.database.app, { district: district.app.db.district, poolSize: POOL })
afterAll(() => db.close())
const ctx = { ...district.app.systemContext(), db }

const asked = () => db.transaction(nobody, () => planInForce(ctx))
const crowd = () => Promise.all(Array.from({ length: POOL * 2 }, asked))

it('after a start that finds the plan loaded', async () => {
  expect(await loadFirstPlan(ctx, district.planFile)).toBeNull()
  expect(new Set((await crowd()).map(({ version }) => version))).toEqual(new Set([1]))
})

it('while the versions are read again', async () => {
  const read = refreshPlans(db)
  expect(await crowd()).toHaveLength(POOL * 2)
  await read
})
