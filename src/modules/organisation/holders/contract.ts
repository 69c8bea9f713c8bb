// Wire shapes of a post with its history, and of what changes who holds it (M02, M03, M05).
import * as z from 'zod'
import { HolderView, PostView, Telephone } from '../contract.ts'
import { ABSENCES } from './rules.ts'

const Name = z.string().trim().min(1, '请填写姓名|Give the name').max(60)
const At = z.iso.datetime({ offset: true })
/** Null: now. */
const From = At.nullable().default(null)
const Reason = z.string().trim().min(2, '请写明理由|Give a reason').max(500)

const taken = {
  id: z.uuid(),
  name: Name,
  office: z.string().trim().max(100).default(''),
  telephone: Telephone.nullable().default(null),
  /** The account that gets the post's permissions; null: this person works without one. */
  accountId: z.uuid().nullable(),
  from: From,
  /** The open work of whoever had the post goes with it. */
  handOver: z.boolean().default(true),
}

export const NewHolder = z.object({
  ...taken,
  /** The holding that ends with this one, as it was seen; null: the post was seen vacant, or one more is added. */
  replaces: z.uuid().nullable(),
  authority: z.string().trim().min(2, '请写明任免依据，如文件号|Give the authority, e.g. the document').max(200),
  reason: z.string().trim().max(500).default(''),
})
export type NewHolder = z.infer<typeof NewHolder>

export const NewActing = z.object({
  ...taken,
  /** The holding that is acted for; null of a vacant post. */
  actingFor: z.uuid().nullable(),
  /** Null: until it is ended. */
  until: At.nullable().default(null),
  absence: z.enum(ABSENCES),
  reason: z.string().trim().max(500).default(''),
  /** Whoever is acted for loses the post's permissions meanwhile. */
  suspends: z.boolean().default(true),
})
export type NewActing = z.infer<typeof NewActing>

export const HoldingEnd = z.object({ at: From, reason: Reason })
export type HoldingEnd = z.infer<typeof HoldingEnd>

export const HoldingView = HolderView.extend({
  /** `ahead`: begins later. `calledOff`: never began. */
  state: z.enum(['now', 'ahead', 'past', 'calledOff']),
  hasAccount: z.boolean(),
  authority: z.string(),
  appointedAt: z.string().nullable(),
  appointedBy: z.string().nullable(),
  /** Why somebody is away or left is for those who may change it. */
  absence: z.enum(ABSENCES).nullable(),
  reason: z.string(),
  endReason: z.string(),
})
export type HoldingView = z.infer<typeof HoldingView>

export const HandOverView = z.object({
  id: z.string(),
  at: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  work: z.array(z.object({ zh: z.string(), en: z.string(), count: z.int() })),
})

export const PostDetail = PostView.extend({
  unitZh: z.string(),
  unitEn: z.string(),
  oneHolder: z.boolean(),
  /** Whether this account may change who holds it. */
  mayChange: z.boolean(),
  history: z.array(HoldingView),
  handOvers: z.array(HandOverView),
})
export type PostDetail = z.infer<typeof PostDetail>

export const CandidateQuery = z.object({ q: z.string().trim().max(60).default('') })
export const Candidate = z.object({
  accountId: z.string(),
  name: z.string(),
  userName: z.string(),
  office: z.string(),
  telephone: z.string().nullable(),
  posts: z.array(z.object({ zh: z.string(), en: z.string() })),
  /** A deputy by the plan. */
  isDeputy: z.boolean(),
})
export type Candidate = z.infer<typeof Candidate>
export const Candidates = z.object({ items: z.array(Candidate) })

export const OpenWorkView = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      zh: z.string(),
      en: z.string(),
      count: z.int(),
      marks: z.array(z.object({ zh: z.string(), en: z.string(), count: z.int() })),
    }),
  ),
})
export type OpenWorkView = z.infer<typeof OpenWorkView>
