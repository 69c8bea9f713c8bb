// Wire shapes of the response (M01), the organisation (M02–M05) and territory (M06).
import * as z from 'zod'

const Text = z.object({ zh: z.string(), en: z.string() })

export const ResponseChangeKind = z.enum(['activated', 'levelChanged', 'stoodDown'])

export const NewResponseChange = z.object({
  id: z.uuid(),
  kind: ResponseChangeKind,
  level: z.string().trim().min(1).max(20),
  effectiveDay: z.iso.date(),
  authority: z.string().trim().min(2, '请写明决定机关|Name the deciding authority').max(200),
  reason: z.string().trim().min(2, '请写明理由|Give a reason').max(500),
})
export type NewResponseChange = z.infer<typeof NewResponseChange>

export const ResponseChangeView = NewResponseChange.extend({
  recordedAt: z.string(),
  recordedBy: z.string().nullable(),
})

export const ResponseView = z.object({
  state: z.enum(['notActivated', 'active', 'stoodDown']),
  level: z.string().nullable(),
  levelName: Text.nullable(),
  since: z.string().nullable(),
  startDay: z.string().nullable(),
  today: z.string(),
  planId: z.string().nullable(),
  planVersion: z.number().int().nullable(),
  planTitle: Text.nullable(),
  districtName: Text.nullable(),
  history: z.array(ResponseChangeView),
})
export type ResponseView = z.infer<typeof ResponseView>

/** What a stranger may know: that there is a response, its level and since when. */
export const PublicResponse = z.object({
  state: z.enum(['notActivated', 'active', 'stoodDown']),
  levelName: Text.nullable(),
  since: z.string().nullable(),
  title: Text.nullable(),
  districtName: Text.nullable(),
})

export const AreaView = z.object({
  code: z.string(),
  name: z.string(),
  level: z.string(),
  parent: z.string().nullable(),
  /** The plan has it no longer: shown where something lies in it, not offered. */
  hasEnded: z.boolean(),
})
export const AreaList = z.object({ items: z.array(AreaView) })

export const HolderView = z.object({
  id: z.string(),
  standing: z.enum(['holder', 'acting']),
  name: z.string(),
  office: z.string(),
  /** As the plan has it in English; the same as `office` where nobody translated it. */
  officeEn: z.string(),
  telephone: z.string().nullable(),
  since: z.string(),
  until: z.string().nullable(),
  /** Of an acting holder: whom it is for; null where the post is vacant. */
  actingFor: z.string().nullable(),
  /** Somebody acts in this holder's place. */
  isAway: z.boolean(),
})
export const PostView = z.object({
  id: z.string(),
  kind: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  unitId: z.string(),
  areaCode: z.string(),
  /** Holders first, then who acts; a post without a holder is vacant. */
  holders: z.array(HolderView),
})
export const UnitView = z.object({
  id: z.string(),
  kind: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  areaCode: z.string(),
  parentId: z.string().nullable(),
  telephone: z.string().nullable(),
  /** Of a work group: its number in the plan, who leads it and who is in it (M03). */
  group: z.object({ number: z.int(), leadUnit: Text, members: z.array(Text) }).nullable(),
  posts: z.array(PostView),
})
/** Units and the command's posts come in the order of the plan. */
export const OrganisationView = z.object({ hotline: z.string().nullable(), units: z.array(UnitView) })
export type OrganisationView = z.infer<typeof OrganisationView>

export const Telephone = z
  .string()
  .trim()
  .regex(/^\+?[\d\- ]{3,20}$/, '电话号码格式不对|Not a telephone number')
/** Null takes the number away. */
export const TelephoneChange = z.object({ telephone: Telephone.nullable() })
