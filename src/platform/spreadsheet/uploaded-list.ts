// An uploaded list on disk, since a workbook is read from its end: private (0600), gone when its reader is done.
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../../kernel/problem.ts'
import type { Upload } from '../http/route.ts'
import { openSpreadsheet } from './open.ts'
import type { Spreadsheet } from './spreadsheet.ts'

export interface UploadedList {
  book: Spreadsheet
  /** Closes and removes the file; may be called twice. */
  discard(): Promise<void>
}

/** Throws Problem: `file_too_large`, and those of `openSpreadsheet`. */
export async function receiveList({ stream }: Pick<Upload, 'stream'>): Promise<UploadedList> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lianfang-list-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const file = path.join(folder, 'list')
    await pipeline(stream, createWriteStream(file, { mode: 0o600 }))
    if ((stream as { truncated?: boolean }).truncated) {
      throw new Problem(413, 'file_too_large', '文件过大', 'The file is too large')
    }
    const book = await openSpreadsheet(file)
    return {
      book,
      async discard() {
        book.close()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}
