// Counting once for many without ever showing what was before an act: orders of asking, events and counts.
import { describe, expect, it } from 'vitest'
import type { Context } from '../../platform/context.ts'
import { openBoards } from './boards.ts'
import type { BoardFigures } from './contract.ts'

const DISTRICT = '230406'

function asking({ areas = [DISTRICT], now = '2020-01-25T00:30:00.000Z' } = {}) {
  const permissions = new Map([['board.read', areas]])
  const actor = { permissions, scope: { areas, accountId: areas.join() } }
  return { db: { district: DISTRICT }, actor, now } as unknown as Context
}

/** Counts how often something was counted; each count ends when it is told to. */
function counting() {
  const running: { end(): void; fail(): void }[] = []
  let world = 0
  const boards = openBoards(
    () =>
      new Promise((resolve, reject) => {
        const seen = world
        running.push({
          end: () => resolve({ planVersion: seen } as BoardFigures),
          fail: () => reject(new Error('no connection')),
        })
      }),
  )
  const happens = () => {
    world += 1
    boards.forget()
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return { boards, running, happens, settled }
}
const seen = async (figures: Promise<BoardFigures>) => (await figures).planVersion

describe('boards', () => {
  it('are counted once for everybody who asks before something happens', async () => {
    const { boards, running, settled } = counting()
    const all = [boards.read(asking(), undefined), boards.read(asking(), undefined)]
    await settled()
    running[0]!.end()
    expect(await Promise.all(all.map(seen))).toEqual([0, 0])
    expect(await seen(boards.read(asking(), undefined))).toBe(0)
    expect(running).toHaveLength(1)
  })

  it('never show what was before an act to whoever asks after it, even while a count is running', async () => {
    const { boards, running, happens, settled } = counting()
    const first = boards.read(asking(), undefined)
    await settled()
    happens()
    const after = [boards.read(asking(), undefined), boards.read(asking(), undefined)]
    await settled()
    // One at a time.
    expect(running).toHaveLength(1)
    happens()
    const later = boards.read(asking(), undefined)
    running[0]!.end()
    expect(await seen(first)).toBe(0)
    await settled()
    running[1]!.end()
    expect(await Promise.all([...after, later].map(seen))).toEqual([2, 2, 2])
    expect(running).toHaveLength(2)
  })

  it('are counted anew in another minute, for another area and for who sees something else', async () => {
    const { boards, running, settled } = counting()
    const asks: [Context, string | undefined][] = [
      [asking(), undefined],
      [asking({ now: '2020-01-25T00:31:00.000Z' }), undefined],
      [asking(), '230406100'],
      [asking({ areas: ['230406100'] }), undefined],
      [asking({ areas: ['230406201'] }), undefined],
    ]
    for (const [ctx, area] of asks) {
      void boards.read(ctx, area)
      await settled()
      running.at(-1)!.end()
      await settled()
    }
    expect(running).toHaveLength(asks.length)
  })

  it('forget a count that failed', async () => {
    const { boards, running, settled } = counting()
    const failed = boards.read(asking(), undefined)
    await settled()
    running[0]!.fail()
    await expect(failed).rejects.toThrow('no connection')
    const again = boards.read(asking(), undefined)
    await settled()
    running[1]!.end()
    expect(await seen(again)).toBe(0)
  })

  it('are refused to whoever may not see any', () => {
    const { boards } = counting()
    const stranger = { ...asking(), actor: { permissions: new Map(), scope: { areas: [], accountId: null } } }
    expect(() => boards.read(stranger as unknown as Context, undefined)).toThrow(/forbidden/)
  })
})
