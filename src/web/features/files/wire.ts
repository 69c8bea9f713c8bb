// Sending a file of a person. The id is made before the first try, so that a second try is the same file.
import type { FileView } from '../../../modules/files/contract.ts'
import type { FileKind } from '../../../modules/files/rules/content.ts'
import { upload } from '../../shell/api.ts'
import { shrinkPicture } from './shrink.ts'

export const filesPath = (personId: string): string => `/api/v1/persons/${personId}/files`

export async function sendFile(
  personId: string,
  { id, kind, file }: { id: string; kind: FileKind; file: File },
): Promise<FileView> {
  const form = new FormData()
  form.set('id', id)
  form.set('kind', kind)
  form.set('file', await shrinkPicture(file))
  return upload<FileView>(filesPath(personId), form, () => {})
}
