// Wire shapes of contingency plans, drills and trainings (M04, M24, M33).
import * as z from 'zod'

const line = (most: number) => z.string().trim().max(most)
const needed = (most: number, zh: string, en: string) => line(most).min(1, `${zh}|${en}`)
const Text = z.object({ zh: z.string(), en: z.string() })
const UnitKey = z.string().regex(/^[a-z][A-Za-z0-9]*$/, '不是单位|Not a unit')

export const IdParams = z.object({ id: z.uuid() })
export const VersionParams = z.object({ versionId: z.uuid() })

export const DraftVersion = z.object({
  id: z.uuid(),
  body: needed(50_000, '请填写预案正文', 'Write the plan'),
  note: line(500).default(''),
})
export type DraftVersion = z.output<typeof DraftVersion>
export const NewContingencyPlan = z.object({
  id: z.uuid(),
  title: needed(100, '请填写预案名称', 'Name the plan'),
  version: DraftVersion,
})
export type NewContingencyPlan = z.output<typeof NewContingencyPlan>
export const Reasoned = z.object({ reason: line(500).min(2, '请写明理由|Give a reason') })
export const Give = z.object({ units: z.array(UnitKey).min(1, '请选择单位|Choose units').max(200) })
export type Give = z.output<typeof Give>

const Recipient = z.object({
  unit: UnitKey,
  name: Text,
  givenAt: z.string(),
  readAt: z.string().nullable(),
  readBy: z.string().nullable(),
})
export const VersionView = z.object({
  id: z.uuid(),
  number: z.int(),
  body: z.string(),
  note: z.string(),
  state: z.enum(['draft', 'approved', 'withdrawn']),
  draftedAt: z.string(),
  draftedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  recipients: z.array(Recipient),
  may: z.object({ edit: z.boolean(), approve: z.boolean(), give: z.boolean(), read: z.boolean() }),
})
export type VersionView = z.output<typeof VersionView>
export const ContingencyPlanView = z.object({
  id: z.uuid(),
  title: z.string(),
  createdAt: z.string(),
  /** The latest first. */
  versions: z.array(VersionView),
  may: z.object({ draft: z.boolean() }),
})
export type ContingencyPlanView = z.output<typeof ContingencyPlanView>
export const ContingencyPlans = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      number: z.int().nullable(),
      approvedAt: z.string().nullable(),
      hasDraft: z.boolean(),
      given: z.int(),
      read: z.int(),
      /** Given to a unit of the account, which has not confirmed reading it. */
      unread: z.boolean(),
    }),
  ),
  may: z.object({ draft: z.boolean() }),
})
export type ContingencyPlans = z.output<typeof ContingencyPlans>

export const EXERCISE_STATES = ['planned', 'held', 'cancelled'] as const
const OwnerId = z.string().regex(/^(group|unit):[a-z][A-Za-z0-9]*$/, '请选择承办单位|Choose who holds it')

export const PlanExercise = z
  .object({
    id: z.uuid(),
    dutyKey: z.string().min(1, '请选择对应的职责|Choose the duty it serves').max(80),
    title: needed(100, '请填写名称', 'Name it'),
    material: line(5000).default(''),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    place: line(100).default(''),
    owner: OwnerId,
    versionId: z.uuid().nullable().default(null),
    units: z
      .array(z.object({ unit: UnitKey, expected: z.int().min(1).max(100_000) }))
      .min(1, '请选择参加单位|Choose who takes part')
      .max(200),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    path: ['endsAt'],
    error: '结束应晚于开始|Must end after it starts',
  })
export type PlanExercise = z.output<typeof PlanExercise>

export const RecordExercise = z.object({
  attended: z.array(z.object({ unit: UnitKey, attended: z.int().min(0).max(100_000) })).max(200),
  result: needed(5000, '请填写结果', 'Say how it went'),
  lessons: line(5000).default(''),
})
export type RecordExercise = z.output<typeof RecordExercise>

const filters = { state: z.enum(EXERCISE_STATES).optional(), kind: z.enum(['drill', 'training']).optional() }
export const ExerciseFilters = z.object(filters)
export type ExerciseFilters = z.output<typeof ExerciseFilters>
export const ExerciseQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type ExerciseQuery = z.output<typeof ExerciseQuery>

export const ExerciseView = z.object({
  id: z.uuid(),
  kind: z.enum(['drill', 'training']),
  dutyKey: z.string(),
  duty: Text,
  title: z.string(),
  material: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  resultDueAt: z.string(),
  place: z.string(),
  owner: z.object({ id: OwnerId, name: Text }),
  areaCode: z.string(),
  contingencyPlan: z.object({ id: z.uuid(), title: z.string(), number: z.int() }).nullable(),
  units: z.array(z.object({ unit: UnitKey, name: Text, expected: z.int(), attended: z.int().nullable() })),
  state: z.enum(EXERCISE_STATES),
  settledAt: z.string().nullable(),
  settledBy: z.string().nullable(),
  result: z.string(),
  lessons: z.string(),
  cancelReason: z.string(),
  may: z.object({ record: z.boolean(), cancel: z.boolean() }),
})
export type ExerciseView = z.output<typeof ExerciseView>
export const ExercisePage = z.object({ items: z.array(ExerciseView), next: z.string().nullable() })
export const ExerciseCount = z.object({ count: z.int() })

/** What the form of a new exercise chooses from. */
export const ExerciseChoices = z.object({
  duties: z.array(z.object({ key: z.string(), kind: z.enum(['drill', 'training']), name: Text })),
  owners: z.array(z.object({ id: OwnerId, name: Text })),
  units: z.array(z.object({ unit: UnitKey, name: Text })),
  versions: z.array(z.object({ id: z.uuid(), title: z.string(), number: z.int() })),
})
export type ExerciseChoices = z.output<typeof ExerciseChoices>
