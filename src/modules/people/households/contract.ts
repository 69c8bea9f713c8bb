// Wire shapes of households: who lives together, who of them isolates, and where a new arrival may belong.
import * as z from 'zod'

const AreaCode = z
  .string()
  .regex(/^\d{9}(\d{3}(-[0-9A-Z]{1,4})?)?$/, '请选到乡镇或村（社区）|Choose a township or village')

/** How the isolation of a member stands. */
export const Isolating = z.object({
  place: z.enum(['home', 'central']),
  dayNumber: z.int(),
  days: z.int(),
  lastDay: z.string(),
})

export const Member = z.object({
  id: z.string(),
  name: z.string(),
  birthDate: z.string().nullable(),
  isHead: z.boolean(),
  /** Null: not in isolation. */
  isolating: Isolating.nullable(),
})
export type Member = z.infer<typeof Member>

export const HouseholdView = z.object({
  /** Null: nobody is registered as living with this person. */
  id: z.string().nullable(),
  areaCode: z.string(),
  address: z.string(),
  members: z.array(Member),
  may: z.object({ edit: z.boolean() }),
})
export type HouseholdView = z.infer<typeof HouseholdView>

/** Joins the household of `with`, one being begun where there is none; null leaves. */
export const MoveHousehold = z.object({ with: z.uuid().nullable() })
export const SetHead = z.object({ personId: z.uuid() })

/** By any of them: the same address in the area, a telephone, somebody who lives there. */
export const FindHouseholds = z.object({
  areaCode: AreaCode.optional(),
  address: z.string().trim().max(200).optional(),
  telephone: z.string().trim().max(40).optional(),
  personId: z.uuid().optional(),
})
export type FindHouseholds = z.output<typeof FindHouseholds>

export const FoundHouseholds = z.object({
  items: z.array(
    z.object({
      /** Null: one person who lives there alone so far. */
      id: z.string().nullable(),
      address: z.string(),
      areaCode: z.string(),
      members: z.array(Member),
    }),
  ),
})
export type FoundHouseholds = z.infer<typeof FoundHouseholds>
