// Wire shapes of the board (M21). Filters are the same in the URL of a screen, so every figure is also a link to the list
// behind it.
import * as z from 'zod'

const figures = {
  /** Open periods, those with a referral included. */
  inIsolation: z.int(),
  /** Of the window that is open now or closed last. */
  due: z.int(),
  done: z.int(),
  overdue: z.int(),
  temperatureOwed: z.int(),
  /** Referrals opened today, and those open now, whenever they began. */
  feversToday: z.int(),
  feversOpen: z.int(),
  arrivalsToday: z.int(),
  expected: z.int(),
  /** Arrived and not left, in isolation or after it. */
  present: z.int(),
  releasesToday: z.int(),
  endingToday: z.int(),
  noMedic: z.int(),
  /** Key persons without a guarantor, and persons whose medic or guarantor is one no more. */
  noGuarantor: z.int(),
  assigneeGone: z.int(),
}
export const Figures = z.object(figures)
export type Figures = z.infer<typeof Figures>

export const BoardFigures = z.object({
  at: z.string(),
  /** Something happened since `at` and is being counted: ask again in a moment. */
  counting: z.boolean(),
  today: z.string(),
  /** The plan version in force that `today` and the window are by. */
  planVersion: z.int(),
  /** The window that `due`, `done` and `overdue` are about; null before the first one of the response. */
  window: z
    .object({ day: z.string(), slot: z.string(), opensAt: z.string(), closesAt: z.string(), isOpen: z.boolean() })
    .nullable(),
  total: Figures,
  /** The areas one level below the asked one. */
  areas: z.array(z.object({ areaCode: z.string(), name: z.string(), ...figures })),
})
export type BoardFigures = z.infer<typeof BoardFigures>

export const AREA = z.string().regex(/^\d{6}(\d{3}(\d{3}(-[0-9A-Z]{1,4})?)?)?$/, '区划代码有误|Not an area code')
export const BoardQuery = z.object({ area: AREA.optional() })
