// The plan is at hand to every transaction: whoever asks for it while holding a connection never waits for another one,
// or as many requests at once as the pool has connections would wait for each other for ever.
import { afterAll, expect, it } from 'vitest'
import { openTestDistrict } from '../../app/testing/district.ts'
import { nobody, openDatabase } from '../../platform/db/database.ts'
import { loadFirstPlan } from './loading.ts'
import { planInForce, planVersions, refreshPlans } from './plans.ts'

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

it('by the read that began last, also when an earlier one ends after it', async () => {
  // The first read is kept from its rows until the second is through.
  const gate = Promise.withResolvers<void>()
  const slow = {
    ...db,
    transaction: async (...args: Parameters<typeof db.transaction>) => {
      const rows = await db.transaction(...args)
      if (held) {
        held = false
        await gate.promise
      }
      return rows
    },
  } as typeof db
  let held = true
  const early = refreshPlans(slow)
  await expect.poll(() => held).toBe(false)
  await district.app.db.transaction(district.app.db.whole, (tx) =>
    tx.sql(`insert into plan_versions (id, plan_key, version, effective_from, content, source, loaded_at)
      select gen_random_uuid(), plan_key, 2, effective_from + interval '1 day', content, source, loaded_at
      from plan_versions`),
  )
  await refreshPlans(slow)
  gate.resolve()
  await early
  expect((await planVersions(slow)).map(({ version }) => version)).toEqual([1, 2])
})
