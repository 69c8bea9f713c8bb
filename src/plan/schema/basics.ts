// The small words that every part of a plan is written in: bilingual text, keys, clause ids, clock times, people.
// Objects are strict, so that a misspelt key in a plan file is found instead of ignored.
import * as z from 'zod'
import { isAreaCode } from '../../kernel/area.ts'
import { isDay, isLocalTime } from '../../kernel/time.ts'

/** A refinement that carries its own finding, so that `plan check` can name it in both languages. */
const saying = (code: string, zh: string, en: string) => ({ error: en, params: { code, zh, en } })

/** A text in both languages, in the plan's own words. */
export const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
export type Text = z.infer<typeof Text>

/** A stable name inside the plan: letters and digits, beginning with a small letter. */
export const Key = z
  .string()
  .refine((text) => /^[a-z][A-Za-z0-9]*$/.test(text), saying('bad_key', '键名只能用字母和数字', 'Not a key'))

/** A clause of the source, `M01` to `M99`. */
export const ClauseId = z
  .string()
  .refine((text) => /^M\d{2}$/.test(text), saying('bad_clause', '条款编号应为 M 加两位数字', 'Not a clause id'))
export const Clauses = z.array(ClauseId).min(1)

export const PlanTime = z
  .string()
  .refine(isLocalTime, saying('clock_not_time', '不是有效的时刻（应为 00:00 至 24:00）', 'Not a clock time'))
export const PlanDay = z.string().refine(isDay, saying('not_a_day', '不是有效的日期', 'Not a day'))
export const AreaCode = z.string().refine(isAreaCode, saying('bad_area_code', '不是有效的区划代码', 'Not an area code'))

export const Minutes = z.int().min(0)

/** An official as the source names one: the office is absent where the source gives none. Telephones are never here. */
export const Official = z.strictObject({ name: z.string().min(1), unit: Key.optional(), office: Text.optional() })
export type Official = z.infer<typeof Official>

/** Kinds of post; what each may do is decided in `identity`, not by the plan. */
export const POST_KINDS = [
  'commander',
  'deputyCommander',
  'officeDirector',
  'officeStaff',
  'groupLeader',
  'groupStaff',
  'bureauClerk',
  'supervisionStaff',
  'publicityOfficer',
  'townshipHead',
  'townshipClerk',
  'villageClerk',
  'gridWorker',
  'villageMedic',
  'guarantorLeader',
  'checkpointStaff',
  'police',
  'administrator',
] as const
export const PostKind = z.enum(POST_KINDS)
export type PostKind = z.infer<typeof PostKind>

/** Posts that one person holds at a time; of every other there may be several (clerks, medics). */
export const ONE_HOLDER: ReadonlySet<string> = new Set<PostKind>([
  'commander',
  'deputyCommander',
  'officeDirector',
  'groupLeader',
  'townshipHead',
  'guarantorLeader',
])
