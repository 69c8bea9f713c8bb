// The board as it is asked for by two hundred screens at once: counted once for everybody who sees the same, and counted anew after
// whatever happened. A screen never gets figures of before its own act: a count that began before an event is not given to
// whoever asks after it. Figures that follow the clock change at whole minutes, and so does what is kept.
import type { Instant } from '../../kernel/time.ts'
import type { Context } from '../../platform/context.ts'
import { permit } from '../identity/index.ts'
import { readBoard } from './board.ts'
import type { BoardFigures } from './contract.ts'

export interface Boards {
  read(ctx: Context, area: string | undefined): Promise<BoardFigures>
  /** Something happened: what was counted before it is given to nobody who asks from now on. */
  forget(): void
}

interface Kept {
  minute: string
  /** How many events there had been when the count began; null while it waits for the one before it. */
  began: number | null
  figures: Promise<BoardFigures>
}

const MOST_KEPT = 500

export function openBoards(
  count: (ctx: Context, area: string | undefined) => Promise<BoardFigures> = readBoard,
): Boards {
  const kept = new Map<string, Kept>()
  let events = 0
  return {
    forget: () => {
      events += 1
    },
    read(ctx, area) {
      permit(ctx, 'board.read')
      const key = keyOf(ctx, area)
      const minute = minuteOf(ctx.now)
      const known = kept.get(key)
      // One that has not begun yet sees everything that there was until now.
      if (known && known.minute === minute && (known.began === null || known.began === events)) return known.figures
      if (!known && kept.size >= MOST_KEPT) kept.clear()
      // One count at a time for each board: whoever comes while it runs shares the next.
      const before = known?.figures.then(nothing, nothing)
      const begin = async () => {
        await before
        next.began = events
        return count(ctx, area)
      }
      const next: Kept = { minute, began: null, figures: begin() }
      kept.set(key, next)
      next.figures.catch(() => kept.get(key) === next && kept.delete(key))
      return next.figures
    },
  }
}

const nothing = () => {}
const minuteOf = (now: Instant) => now.slice(0, 16)

/** Whoever sees the whole district sees the same; others see their areas and whoever is assigned to them. */
function keyOf({ db, actor: { scope } }: Context, area: string | undefined): string {
  const who = scope.areas.includes(db.district) ? db.district : `${[...scope.areas].sort()}/${scope.accountId}`
  return `${who}|${area ?? ''}`
}
