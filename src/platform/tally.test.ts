// Counting once for many: what happened is never missing from what whoever did it is shown, whatever the order of acts, counts and
// questions; only where something happened is counted anew; and only in a very large district is anything old ever given.
import { describe, expect, it } from 'vitest'
import { openTally } from './tally.ts'

const NOW = '2020-01-25T00:30:00.000Z'
const [EAST, WEST] = ['230406100200', '230406201200']

/** A world of two villages; each count ends when it is told to. */
function counting({ exactUpTo = 1000, patienceMs = 5 } = {}) {
  const world = new Map([
    [EAST, 10],
    [WEST, 20],
  ])
  const frame = { key: 'a day' }
  const running: { villages: readonly string[] | null; end(): Promise<void>; fail(): Promise<void> }[] = []
  const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 1))
  const tally = openTally<object, { area: string; persons: number }>(
    {
      frame: async () => ({ ...frame }),
      persons: ({ persons }) => persons,
      count: (_frame, _now, villages) =>
        new Promise((resolve, reject) => {
          const rows = [...world].flatMap(([area, persons]) =>
            persons > 0 && (!villages || villages.includes(area)) ? [{ area, persons }] : [],
          )
          running.push({
            villages,
            end: () =>
              settled()
                .then(() => resolve(rows))
                .then(settled),
            fail: () =>
              settled()
                .then(() => reject(new Error('no connection')))
                .then(settled),
          })
        }),
    },
    { exactUpTo, patienceMs },
  )
  const happens = (village: string, persons: number, who = 'somebody') => {
    world.set(village, persons)
    tally.touch([village], [who])
  }
  const read = async (who = 'reader', now = NOW) =>
    Object.fromEntries((await tally.read(now, who)).rows.map(({ area, persons }) => [area, persons]))
  /** Counted once, all of it. */
  const filled = async () => {
    const first = read()
    await settled()
    await running[0]!.end()
    await first
  }
  return { tally, frame, running, happens, read, filled, settled }
}

describe('a tally', () => {
  it('is counted once for everybody who asks before something happens', async () => {
    const { read, running, settled } = counting()
    const all = [read(), read('another')]
    await settled()
    await running[0]!.end()
    expect(await Promise.all(all)).toEqual([
      { [EAST]: 10, [WEST]: 20 },
      { [EAST]: 10, [WEST]: 20 },
    ])
    expect(await read()).toEqual({ [EAST]: 10, [WEST]: 20 })
    expect(running).toHaveLength(1)
  })

  it('is counted anew where something happened, and loses a village that has nobody left', async () => {
    const { read, running, happens, filled, settled } = counting()
    await filled()
    happens(WEST, 0)
    const after = read()
    await settled()
    expect(running[1]!.villages).toBeNull()
    await running[1]!.end()
    expect(await after).toEqual({ [EAST]: 10 })
  })

  it('never shows what was before an act, even while a count is running', async () => {
    const { read, running, happens, filled, settled } = counting()
    await filled()
    happens(EAST, 11)
    const first = read()
    await settled()
    happens(EAST, 12)
    const after = [read(), read('another')]
    await settled()
    // One at a time.
    expect(running).toHaveLength(2)
    happens(EAST, 13)
    const later = read()
    await running[1]!.end()
    expect(await first).toMatchObject({ [EAST]: 11 })
    await running[2]!.end()
    expect(await Promise.all([...after, later])).toEqual(Array(3).fill({ [EAST]: 13, [WEST]: 20 }))
    expect(running).toHaveLength(3)
  })

  it('asks in another minute what the figures follow from, and counts all when that changed', async () => {
    const { tally, frame, read, running, filled, settled } = counting()
    await filled()
    expect(await read('reader', '2020-01-25T00:31:00.000Z')).toEqual({ [EAST]: 10, [WEST]: 20 })
    expect(running).toHaveLength(1)
    frame.key = 'another day'
    const next = tally.read('2020-01-25T00:32:00.000Z', 'reader')
    await settled()
    await running[1]!.end()
    await next
    expect(running.map(({ villages }) => villages)).toEqual([null, null])
  })

  it('counts all after something that may have happened anywhere, and after a count that failed', async () => {
    const { tally, read, running, filled, settled } = counting()
    await filled()
    tally.touch(null, [])
    const failed = expect(read()).rejects.toThrow('no connection')
    await settled()
    await running[1]!.fail()
    await failed
    const again = read()
    await settled()
    await running[2]!.end()
    expect(await again).toEqual({ [EAST]: 10, [WEST]: 20 })
  })

  it('of very many is given as it was while it is counted, and says so, but to nobody who acted since', async () => {
    const { tally, read, running, happens, filled, settled } = counting({ exactUpTo: 5 })
    await filled()
    happens(EAST, 11, 'actor')
    const own = read('actor')
    const { rows, isOld } = await tally.read(NOW, 'reader')
    expect([isOld, rows]).toEqual([true, expect.arrayContaining([{ area: EAST, persons: 10 }])])
    await running[1]!.end()
    expect(await own).toEqual({ [EAST]: 11, [WEST]: 20 })
    await settled()
    expect((await tally.read(NOW, 'reader')).isOld).toBeUndefined()
  })
})
