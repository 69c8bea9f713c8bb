// The papers that the plan prints (M07, M21, M52): templates of its own instead of the shipped ones. A template is a file
// beside the plan; loading the plan takes its text in, so that a version keeps the templates it began with.
import * as z from 'zod'

/** Kinds of paper that have a template: papers about a person, and the medic's list of the day. */
export const TEMPLATES = ['isolationNotice', 'commitment', 'releaseCertificate', 'transferLetter', 'roundList'] as const
export type TemplateKey = (typeof TEMPLATES)[number]

const Template = z.union([
  /** Beside the plan, e.g. `papers/notice.typ`. */
  z.strictObject({ file: z.string().regex(/^[\w-]+(\/[\w-]+)*\.typ$/) }),
  z.strictObject({ source: z.string().min(1) }),
])

export const Papers = z
  .strictObject({ templates: z.partialRecord(z.enum(TEMPLATES), Template).default({}) })
  .default({ templates: {} })
