// The import over the API: preview, save and error workbook are three answers to the same form, the file last.
import type { z } from 'zod'
import type {
  ColumnMapping,
  ImportProgress,
  ImportResult,
  PreviewAnswer,
} from '../../../modules/people/import/contract.ts'
import { currentLanguage } from '../../i18n/index.ts'
import { api, readProblem, upload } from '../../shell/api.ts'

export type Mapping = z.input<typeof ColumnMapping>

const IMPORTS = '/api/v1/imports'

function formOf(file: File, mapping: Mapping | null, more: Record<string, string> = {}): FormData {
  const form = new FormData()
  if (mapping) form.append('mapping', JSON.stringify(mapping))
  for (const [name, value] of Object.entries(more)) form.append(name, value)
  // Last: the server reads the file as a stream and needs the other fields before it.
  form.append('file', file)
  return form
}

type OnProgress = (progress: { share: number; rows: number }) => void

/** Sends the list; `onProgress` hears the share that was uploaded, then the rows that the server has read. */
async function send<T>(path: string, id: string, form: FormData, onProgress: OnProgress): Promise<T> {
  let share = 0
  const follow = setInterval(() => {
    if (share < 1) return
    const asked = api.get<z.infer<typeof ImportProgress>>(`${IMPORTS}/${id}/progress`)
    asked.then(({ rows }) => onProgress({ share, rows })).catch(() => {})
  }, 1000)
  try {
    return await upload<T>(path, form, (sent) => {
      share = sent
      onProgress({ share, rows: 0 })
    })
  } finally {
    clearInterval(follow)
  }
}

export const previewList = (file: File, id: string, mapping: Mapping | null, onProgress: OnProgress) =>
  send<PreviewAnswer>(`${IMPORTS}/preview`, id, formOf(file, mapping, { id }), onProgress)

export const saveList = (file: File, id: string, mapping: Mapping | null, onProgress: OnProgress) =>
  send<ImportResult>(IMPORTS, id, formOf(file, mapping, { id }), onProgress)

/** Asks for the workbook of the faulty rows and hands it to the browser as a download. */
export async function errorWorkbook(file: File, mapping: Mapping | null): Promise<void> {
  const lang = currentLanguage() === 'en' ? 'en' : 'zh'
  const response = await fetch(`${IMPORTS}/errors`, { method: 'POST', body: formOf(file, mapping, { lang }) })
  if (!response.ok) throw await readProblem(response)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = `${file.name.replace(/\.\w+$/, '')}-${lang === 'en' ? 'errors' : '错误行'}.xlsx`
  link.click()
  URL.revokeObjectURL(link.href)
}
