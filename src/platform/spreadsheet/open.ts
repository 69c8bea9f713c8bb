// Opens a spreadsheet of unknown kind by its bytes, not by its name: .xlsx or .csv (UTF-8, GB18030, UTF-16). What it
// is not is said in words. Rows are streamed; nothing here holds a whole sheet.
import { Buffer } from 'node:buffer'
import { open, readFile, stat } from 'node:fs/promises'
import { openCsv } from './csv.ts'
import { LIMITS, type SpreadsheetLimits } from './limits.ts'
import { emptyFile, encrypted, oldXls, otherFormat, tooLarge } from './problems.ts'
import type { Spreadsheet, SpreadsheetSource } from './spreadsheet.ts'
import { openXlsx } from './xlsx-file.ts'

const startsWith = (head: Uint8Array, bytes: readonly number[]) => bytes.every((byte, i) => head[i] === byte)

/** Throws Problem: `spreadsheet_encrypted`, `_old_format`, `_unknown_format`, `_empty`, `_broken`, `_too_large`. */
export async function openSpreadsheet(
  source: SpreadsheetSource,
  limits: Partial<SpreadsheetLimits> = {},
): Promise<Spreadsheet> {
  const bounds = { ...LIMITS, ...limits }
  const size = typeof source === 'string' ? (await stat(source)).size : source.byteLength
  if (size === 0) throw emptyFile()
  if (size > bounds.fileBytes) {
    const mb = Math.round(bounds.fileBytes / 2 ** 20)
    throw tooLarge({ zh: `超过 ${mb} MB`, en: `over ${mb} MB` })
  }
  const head = await firstBytes(source, 4096)
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return openXlsx(source, bounds)
  // A compound file: what Excel writes for a password, and what it wrote before 2007.
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) {
    const all = typeof source === 'string' ? await readFile(source) : Buffer.from(source)
    throw all.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? encrypted() : oldXls()
  }
  if (startsWith(head, [0x25, 0x50, 0x44, 0x46]) || startsWith(head, [0x50, 0x4b])) throw otherFormat()
  return openCsv(source, head, bounds)
}

async function firstBytes(source: SpreadsheetSource, count: number): Promise<Uint8Array> {
  if (typeof source !== 'string') return source.subarray(0, count)
  const file = await open(source)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
