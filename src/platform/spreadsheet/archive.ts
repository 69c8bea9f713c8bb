// The zip archive of an .xlsx with random access (yauzl). The declared sizes are summed before anything is unfolded, and
// yauzl stops a part that unfolds to more than it declared.
import { Buffer } from 'node:buffer'
import { buffer } from 'node:stream/consumers'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { Problem } from '../../kernel/problem.ts'
import type { SpreadsheetLimits } from './limits.ts'
import { broken, encrypted, tooLarge } from './problems.ts'
import type { SpreadsheetSource } from './spreadsheet.ts'
import { type Xml, xmlChunks } from './xml.ts'

export interface Archive {
  /** In the order of the archive. */
  paths: readonly string[]
  has(path: string | undefined): boolean
  /** The parsed pieces of one part; nothing for a part that is not there. */
  xml(path: string | undefined): Xml
  /** A whole part, unfolded. */
  bytes(path: string): Promise<Buffer>
  close(): void
}

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : broken(error instanceof Error ? error.message : String(error))

export async function openArchive(source: SpreadsheetSource, limits: SpreadsheetLimits): Promise<Archive> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true }
  let zip: ZipFile | undefined
  try {
    const opened =
      typeof source === 'string'
        ? await yauzl.openPromise(source, options)
        : await yauzl.fromBufferPromise(Buffer.from(source), options)
    zip = opened
    const entries = await entriesOf(opened, limits)
    const read = async function* (entry: Entry) {
      const stream = await opened.openReadStreamPromise(entry)
      yield* stream as AsyncIterable<Uint8Array>
    }
    return {
      paths: [...entries.keys()],
      has: (path) => path !== undefined && entries.has(path),
      xml: (path) => {
        const entry = path === undefined ? undefined : entries.get(path)
        return entry === undefined ? xmlChunks([]) : xmlChunks(read(entry))
      },
      bytes: async (path) => buffer(await opened.openReadStreamPromise(entries.get(path)!)),
      close: () => opened.close(),
    }
  } catch (error) {
    zip?.close()
    throw asProblem(error)
  }
}

async function entriesOf(zip: ZipFile, limits: SpreadsheetLimits): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let inflated = 0
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw encrypted()
    inflated += entry.uncompressedSize
    entries.set(entry.fileName, entry)
    if (inflated > limits.inflatedBytes || entries.size > limits.parts) {
      const mb = Math.round(limits.inflatedBytes / 2 ** 20)
      throw tooLarge({ zh: `解压后超过 ${mb} MB`, en: `over ${mb} MB unpacked` })
    }
  }
  return entries
}
