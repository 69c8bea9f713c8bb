// Moving the clock; these routes exist only on a server started with `--clock` (demonstrations, tests, simulation).
import * as z from 'zod'
import { Problem } from '../kernel/problem.ts'
import { addDays, at, dayOf, type Instant, instant } from '../kernel/time.ts'
import { planInForce } from '../modules/organisation/index.ts'
import type { Plan } from '../plan/index.ts'
import type { MovableClock } from '../platform/clock.ts'
import { type Route, route } from '../platform/http/route.ts'
import type { Live } from '../platform/live.ts'

const ClockMove = z
  .object({
    to: z.iso.datetime({ offset: true }).optional(),
    minutes: z
      .number()
      .min(0)
      .max(60 * 24 * 60)
      .optional(),
    /** The next opening or closing of a check window of the plan. */
    next: z.enum(['opens', 'closes']).optional(),
  })
  .refine(
    (move) => [move.to, move.minutes, move.next].filter((one) => one !== undefined).length === 1,
    '给出 to、minutes、next 之一|Give one of to, minutes and next',
  )

/** The first instant after `now` at which a window opens or closes. */
function nextEdge(plan: Plan, edge: 'opens' | 'closes', now: Instant): Instant {
  const today = dayOf(now, plan.zone)
  const edges = [today, addDays(today, 1)].flatMap((day) =>
    plan.isolation.windows.map((window) => at(day, window[edge], plan.zone)),
  )
  return edges.filter((one) => one > now).sort()[0]!
}

export const clockRoutes = (clock: MovableClock, live: Live): Route[] => [
  route({
    method: 'POST',
    url: '/api/v1/clock',
    permission: 'signedIn',
    withoutAudit: 'only on a server whose clock is a toy; moves no record',
    summary: 'Move the clock forward; answers when everything that fell due has run',
    body: ClockMove,
    response: z.object({ now: z.string() }),
    status: 200,
    async handle(ctx, { body }) {
      const { plan } = await planInForce(ctx)
      const to = body.next ? nextEdge(plan, body.next, clock.now()) : body.to === undefined ? null : instant(body.to)
      if (to !== null && to < clock.now()) {
        throw new Problem(422, 'clock_backwards', '时钟不能倒退', 'The clock does not move backwards', [
          { code: 'clock_backwards', zh: '时钟不能倒退', en: 'The clock does not move backwards', field: 'to' },
        ])
      }
      await (to === null ? clock.moveBy(body.minutes ?? 0) : clock.moveTo(to))
      live.publish('clock')
      return { now: clock.now() }
    },
  }),
]
