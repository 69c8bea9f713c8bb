// The fonts that papers are set in, from pinned packages: Noto Serif SC has all of GB 18030's older part (every character of
// the general standard table, all of Extension A); LXGW WenKai behind it has some 1,500 rarer ones of names. A district may
// put further fonts into the folder `fonts` of its data. What no font has is told, never printed as an empty box in silence.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'

/** For the templates' `font:`, in the order they are asked. */
export const FAMILIES = ['Noto Serif SC', 'LXGW WenKai']

const PACKAGED = [
  import.meta.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'),
  import.meta.resolve('@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff'),
].map((url) => fileURLToPath(url))

/** All fonts as OpenType. `folder` may be absent. */
export function readFonts(folder: string | null): Buffer[] {
  return [...PACKAGED, ...ownFonts(folder)].map((file) => asOpenType(readFileSync(file)))
}

function ownFonts(folder: string | null): string[] {
  if (folder === null) return []
  try {
    return readdirSync(folder)
      .filter((name) => /\.(ttf|otf|ttc|woff)$/i.test(name))
      .sort()
      .map((name) => path.join(folder, name))
  } catch {
    return []
  }
}

const WOFF = 0x774f4646
const COLLECTION = 0x74746366

/** A WOFF is an OpenType font whose tables are deflated one by one (W3C WOFF 1.0); anything else is as it was. */
export function asOpenType(file: Buffer): Buffer {
  if (file.readUInt32BE(0) !== WOFF) return file
  const count = file.readUInt16BE(12)
  const head = Buffer.alloc(12 + 16 * count)
  head.writeUInt32BE(file.readUInt32BE(4), 0)
  head.writeUInt16BE(count, 4)
  const parts: Buffer[] = [head]
  let offset = head.length
  for (let index = 0; index < count; index++) {
    const entry = 44 + 20 * index
    const [from, packed, length] = [4, 8, 12].map((at) => file.readUInt32BE(entry + at)) as [number, number, number]
    const table = file.subarray(from, from + packed)
    const to = 12 + 16 * index
    file.copy(head, to, entry, entry + 4)
    file.copy(head, to + 4, entry + 16, entry + 20)
    head.writeUInt32BE(offset, to + 8)
    head.writeUInt32BE(length, to + 12)
    const padding = Buffer.alloc((4 - (length % 4)) % 4)
    parts.push(packed < length ? inflateSync(table) : table, padding)
    offset += length + padding.length
  }
  return Buffer.concat(parts)
}

/** Which characters a font has a glyph for, from its `cmap` (formats 4 and 12). */
export function charactersOf(font: Buffer): (codePoint: number) => boolean {
  const start = font.readUInt32BE(0) === COLLECTION ? font.readUInt32BE(12) : 0
  const cmap = tableAt(font, start, 'cmap')
  if (cmap === null) return () => false
  const subtables = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, index) => {
    const at = cmap + font.readUInt32BE(cmap + 4 + 8 * index + 4)
    return { at, format: font.readUInt16BE(at) }
  })
  const wide = subtables.find(({ format }) => format === 12)
  const narrow = subtables.find(({ format }) => format === 4)
  if (wide) return inGroups(font, wide.at)
  return narrow ? inSegments(font, narrow.at) : () => false
}

function tableAt(font: Buffer, start: number, tag: string): number | null {
  const count = font.readUInt16BE(start + 4)
  for (let index = 0; index < count; index++) {
    const entry = start + 12 + 16 * index
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8)
  }
  return null
}

function inGroups(font: Buffer, at: number): (codePoint: number) => boolean {
  const groups = Array.from({ length: font.readUInt32BE(at + 12) }, (_, index) => {
    const group = at + 16 + 12 * index
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)] as const
  })
  return (codePoint) => groups.some(([from, to]) => codePoint >= from && codePoint <= to)
}

function inSegments(font: Buffer, at: number): (codePoint: number) => boolean {
  const count = font.readUInt16BE(at + 6) / 2
  const segments = Array.from({ length: count }, (_, index) => [
    font.readUInt16BE(at + 16 + 2 * count + 2 * index),
    font.readUInt16BE(at + 14 + 2 * index),
  ])
  return (codePoint) => segments.some(([from, to]) => codePoint >= from! && codePoint <= to! && codePoint !== 0xffff)
}
