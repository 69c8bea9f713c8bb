// Wire shapes of plan versions and amendments (M01, M04): the file and what is wrong in it, the difference by meaning, the
// proposal with its time, and who decided.
import * as z from 'zod'
import { CHANGE_TOPICS } from '../../../plan/diff.ts'

const Text = z.object({ zh: z.string(), en: z.string() })

/** Both files as text; areas only where they change too. */
export const AmendmentFile = z.object({
  planText: z.string().min(1, '请选择方案文件|Choose the plan file').max(700_000),
  areasText: z.string().max(300_000).optional(),
})
export type AmendmentFile = z.infer<typeof AmendmentFile>

export const NewAmendment = AmendmentFile.extend({
  id: z.uuid(),
  effectiveFrom: z.iso.datetime({ offset: true }),
  /** Whether periods that run as it takes effect keep their version or are changed to this one. */
  runningPeriods: z.enum(['keep', 'change']),
  reason: z.string().trim().min(2, '请写明修订理由|Give the reason').max(500),
})
export type NewAmendment = z.infer<typeof NewAmendment>

export const Decision = z.object({ reason: z.string().trim().min(2, '请写明理由|Give a reason').max(500) })

export const FindingView = z.object({
  line: z.int(),
  column: z.int(),
  path: z.string(),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
})

export const PlanChangeView = z.object({
  topic: z.enum(CHANGE_TOPICS),
  kind: z.enum(['added', 'removed', 'changed', 'reordered']),
  path: z.string(),
  subject: Text,
  field: Text.nullable(),
  from: Text.nullable(),
  to: Text.nullable(),
})
export type PlanChangeView = z.infer<typeof PlanChangeView>

const Named = z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() }))
/** What comes into being and what ends as it takes effect. */
export const Effects = z.object({
  areas: z.object({ come: Named, end: Named }),
  units: z.object({ come: Named, end: Named }),
  posts: z.object({ come: Named, end: Named }),
})
export type Effects = z.infer<typeof Effects>

export const AmendmentPreview = z.object({
  findings: z.array(FindingView),
  /** The version that the file is compared with: the last one. Null while there are findings. */
  base: z.object({ id: z.string(), number: z.int(), title: Text }).nullable(),
  title: Text.nullable(),
  label: z.string().nullable(),
  changes: z.array(PlanChangeView),
  meaning: z.object({ keep: z.array(Text), change: z.array(Text) }),
  effects: Effects.nullable(),
})
export type AmendmentPreview = z.infer<typeof AmendmentPreview>

export const VERSION_STATES = ['inForce', 'toCome', 'earlier', 'proposed', 'returned', 'withdrawn'] as const
export const PlanVersionView = z.object({
  id: z.string(),
  /** Once it is approved. */
  number: z.int().nullable(),
  label: z.string(),
  title: Text,
  state: z.enum(VERSION_STATES),
  effectiveFrom: z.string(),
  /** Null for the first plan of the district, which amends nothing. */
  amendment: z
    .object({
      runningPeriods: z.enum(['keep', 'change']),
      reason: z.string(),
      baseNumber: z.int(),
      proposedAt: z.string(),
      /** Null: from the command line. */
      proposedBy: z.string().nullable(),
      decidedAt: z.string().nullable(),
      decidedBy: z.string().nullable(),
      decisionReason: z.string().nullable(),
      withdrawnAt: z.string().nullable(),
      withdrawnBy: z.string().nullable(),
      withdrawReason: z.string().nullable(),
    })
    .nullable(),
  /** What this account may do with it now, and where it may not approve, every reason why. */
  may: z.object({ approve: z.boolean(), return: z.boolean(), withdraw: z.boolean() }),
  whyNotApprove: z.array(Text),
})
export type PlanVersionView = z.infer<typeof PlanVersionView>
export const PlanVersionList = z.object({ items: z.array(PlanVersionView) })

export const PlanVersionDetail = PlanVersionView.extend({
  changes: z.array(PlanChangeView),
  meaning: z.array(Text),
  /** Of one that is not in force yet. */
  effects: Effects.nullable(),
})
export type PlanVersionDetail = z.infer<typeof PlanVersionDetail>

/** Posts of the plan in force that nobody ever held, by the person or seat that the plan has for them. */
export const NewSeat = z.object({
  userName: z.string(),
  displayName: z.string(),
  /** Somebody who has an account already, and is given the posts with it. */
  hasAccount: z.boolean(),
  posts: Named,
})
export type NewSeat = z.infer<typeof NewSeat>
export const NewSeatList = z.object({ items: z.array(NewSeat) })
export const SeatsToFill = z.object({ userNames: z.array(z.string().max(100)).min(1).max(500) })
export const FilledSeats = z.object({
  /** The password is shown once; null for an account that was there. */
  items: z.array(z.object({ userName: z.string(), displayName: z.string(), oneTimePassword: z.string().nullable() })),
})
export type FilledSeats = z.infer<typeof FilledSeats>
