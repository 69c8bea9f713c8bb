// A right follows the instant itself, not a job: on a server whose jobs never run, a session that was remembered gives the
// post from its first instant and takes it at its last.
import { expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { addMinutes } from '../../../kernel/time.ts'

const { as, clock } = await openTestDistrict({ runJobs: false })
const POST = '230406100200.villageMedic'

it('begins and ends with the acting although nothing was carried out', async () => {
  const office = await as('office')
  const [medic, other] = [await as('medic-230406100200'), await as('village-230406100200')]
  const { holders } = (await office.get(`/api/v1/posts/${POST}`)).body
  const candidates = (await office.get(`/api/v1/posts/${POST}/candidates?q=village-230406100200`)).body
  const [from, until] = [addMinutes(clock.now(), 1), addMinutes(clock.now(), 2)]
  const acting = { id: newId(), actingFor: holders[0].id, accountId: candidates.items[0].accountId, name: '代某' }
  const body = { ...acting, absence: 'quarantine', from, until, handOver: false }
  expect((await office.post(`/api/v1/posts/${POST}/acting-holders`, body)).status).toBe(201)
  const held = () =>
    Promise.all(
      [medic, other].map(async (client) => {
        const { posts } = (await client.get('/api/v1/me')).body
        return posts.some(({ id }: { id: string }) => id === POST)
      }),
    )
  const seen: boolean[][] = []
  const justBefore = (at: string) => addMinutes(at, -1 / 60_000)
  for (const at of [justBefore(from), from, justBefore(until), until]) {
    await clock.moveTo(at)
    seen.push(await held())
  }
  expect(seen).toEqual([
    [true, false],
    [false, true],
    [false, true],
    [true, false],
  ])
})
