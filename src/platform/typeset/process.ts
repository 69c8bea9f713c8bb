// The process that sets type: it holds the compiler and the fonts, answers one job after the other, and knows nothing of
// ours. It ends when its parent does.
import path from 'node:path'
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler'
import { charactersOf, readFonts } from './fonts.ts'

export type Request = { id: number } & (
  | { kind: 'pdf'; main: string; sources: Record<string, string>; data: string }
  | { kind: 'missing'; text: string }
)
export type Reply = { id: number } & ({ pdf: Uint8Array } | { missing: string[] } | { fault: string })

// A folder that there is not: a template reads nothing from the disk.
const NOWHERE = path.join(import.meta.dirname, 'nowhere')
// Results of that many jobs ago are forgotten.
const KEPT = 10

const fonts = readFonts(process.argv[2] || null)
const compiler = NodeCompiler.create({ workspace: NOWHERE, fontArgs: [{ fontBlobs: fonts }] })
const known = fonts.map(charactersOf)

function pdf({ main, sources, data }: Extract<Request, { kind: 'pdf' }>): Uint8Array | string {
  for (const [name, text] of Object.entries(sources)) compiler.mapShadow(path.join(NOWHERE, name), Buffer.from(text))
  try {
    const compiled = compiler.compile({ mainFileContent: main, inputs: { data } })
    const document = compiled.result
    if (document) return compiler.pdf(document)
    return faultOf(compiled.takeError())
  } finally {
    compiler.resetShadow()
    compiler.evictCache(KEPT)
  }
}

function faultOf(error: NodeError | null): string {
  const diagnostics = (error?.shortDiagnostics ?? []) as { message?: string; path?: string; range?: string }[]
  const said = diagnostics.map(({ message, path: file, range }) =>
    [file ? path.basename(file) : '', range ?? '', message ?? ''].filter(Boolean).join(' '),
  )
  return said.join('; ') || 'cannot be set'
}

const missing = (text: string): string[] =>
  [...new Set(text)].filter((character) => {
    const codePoint = character.codePointAt(0)!
    return codePoint >= 0x20 && !known.some((has) => has(codePoint))
  })

process.on('message', (request: Request) => {
  const { id } = request
  let reply: Reply
  try {
    if (request.kind === 'missing') reply = { id, missing: missing(request.text) }
    else {
      const result = pdf(request)
      reply = typeof result === 'string' ? { id, fault: result } : { id, pdf: result }
    }
  } catch (error) {
    const { message, code } = error as { message?: string; code?: string }
    reply = { id, fault: message || code || 'cannot be set' }
  }
  process.send!(reply)
})
process.on('disconnect', () => process.exit(0))
