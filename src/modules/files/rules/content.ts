// What may be kept as a file of a person, judged by its bytes: a name says nothing, and a page that a browser would run
// is never taken.

/** What a file is to the person; a new kind is a word here and on the screen. */
export const FILE_KINDS = ['photo', 'document', 'signature', 'servedNotice'] as const
export type FileKind = (typeof FILE_KINDS)[number]

export const MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const
export type MediaType = (typeof MEDIA_TYPES)[number]

export const MAX_FILE_BYTES = 5 * 1024 * 1024
/** Files of one person that are not voided. */
export const MAX_FILES = 100
const MAX_NAME = 100

const EXTENSIONS: Record<MediaType, readonly string[]> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
}

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))

/** The type that the first bytes say, or null for anything that is not taken. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  if (bytes.length < 16) return null
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n' && ascii(bytes, 12, 16) === 'IHDR') return 'image/png'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (ascii(bytes, 0, 5) === '%PDF-') return 'application/pdf'
  return null
}

/** The sender's name for the file without folders or control characters, ending as its content does. */
export function fileNameOf(said: string, unnamed: string, type: MediaType): string {
  const [first = ''] = EXTENSIONS[type]
  const name = (said.split(/[\\/]/).at(-1) ?? '').replace(/[\p{C}"<>:|?*]/gu, '').trim()
  const dot = name.lastIndexOf('.')
  const stem = (dot > 0 ? name.slice(0, dot) : dot === 0 ? '' : name).trim()
  const extension = name.slice(dot + 1).toLowerCase()
  const whole = [...(stem || unnamed)].slice(0, MAX_NAME).join('')
  return `${whole}.${dot > 0 && EXTENSIONS[type].includes(extension) ? extension : first}`
}
