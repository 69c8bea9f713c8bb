// Wire shapes of files.
import * as z from 'zod'
import { FILE_KINDS, MEDIA_TYPES } from './rules/content.ts'

/** The form's fields, before its one file. */
export const AddFile = z.object({
  id: z.uuid(),
  kind: z.enum(FILE_KINDS),
})
export type AddFile = z.output<typeof AddFile>

export const VoidFile = z.object({ reason: z.string().trim().min(2).max(500) })

export const FileView = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  kind: z.enum(FILE_KINDS),
  name: z.string(),
  mediaType: z.enum(MEDIA_TYPES),
  /** Bytes. */
  size: z.int(),
  addedAt: z.string(),
  addedBy: z.string().nullable(),
  voided: z.object({ at: z.string(), by: z.string().nullable(), reason: z.string() }).nullable(),
})
export type FileView = z.output<typeof FileView>

export const FilesOfPerson = z.object({
  items: z.array(FileView),
  may: z.object({ add: z.boolean(), void: z.boolean() }),
})
export type FilesOfPerson = z.output<typeof FilesOfPerson>
