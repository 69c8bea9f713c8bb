// Moving the clock; these routes exist only on a server started with `--clock` (demonstrations, tests, simulation).
import * as z from 'zod'
import { Problem } from '../kernel/problem.ts'
import { instant } from '../kernel/time.ts'
import type { MovableClock } from '../platform/clock.ts'
import { type Route, route } from '../platform/http/route.ts'

const ClockMove = z
  .object({
    to: z.iso.datetime({ offset: true }).optional(),
    minutes: z
      .number()
      .min(0)
      .max(60 * 24 * 60)
      .optional(),
  })
  .refine(
    (move) => (move.to === undefined) !== (move.minutes === undefined),
    '给出 to 或 minutes 之一|Give either to or minutes',
  )

export const clockRoutes = (clock: MovableClock): Route[] => [
  route({
    method: 'POST',
    url: '/api/v1/clock',
    permission: 'signedIn',
    withoutAudit: 'only on a server whose clock is a toy; moves no record',
    summary: 'Move the clock forward; answers when everything that fell due has run',
    body: ClockMove,
    response: z.object({ now: z.string() }),
    status: 200,
    async handle(_ctx, { body }) {
      const to = body.to === undefined ? null : instant(body.to)
      if (to !== null && to < clock.now()) {
        throw new Problem(422, 'clock_backwards', '时钟不能倒退', 'The clock does not move backwards', [
          { code: 'clock_backwards', zh: '时钟不能倒退', en: 'The clock does not move backwards', field: 'to' },
        ])
      }
      await (to === null ? clock.moveBy(body.minutes ?? 0) : clock.moveTo(to))
      return { now: clock.now() }
    },
  }),
]
