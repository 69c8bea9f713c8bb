// The small parts of an .xlsx: relations, sheet names, which cell styles show dates, and the shared strings.
import type { SpreadsheetLimits } from './limits.ts'
import { tooLarge } from './problems.ts'
import { readAll, type Xml } from './xml.ts'

export interface SheetRef {
  name: string
  relation: string
  hidden: boolean
}

/** Relation id to path inside the archive. */
export async function relations(xml: Xml, folder = ''): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  await readAll(xml, {
    start(name, attributes) {
      if (name !== 'Relationship' || attributes.TargetMode === 'External') return
      const target = attributes.Target ?? ''
      const path = target.startsWith('/') ? target.slice(1) : `${folder}${target}`
      found.set(attributes.Id ?? '', path.replace(/[^/]+\/\.\.\//g, ''))
    },
    end() {},
    text() {},
  })
  return found
}

export async function readBook(xml: Xml): Promise<{ sheets: SheetRef[]; is1904: boolean }> {
  const sheets: SheetRef[] = []
  let is1904 = false
  await readAll(xml, {
    start(name, attributes) {
      if (name === 'workbookPr') is1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      sheets.push({ name: attributes.name ?? '', relation, hidden: (attributes.state ?? 'visible') !== 'visible' })
    },
    end() {},
    text() {},
  })
  return { sheets, is1904 }
}

/** Built-in formats that show a day; 27 to 58 are the East Asian ones. Times of day alone (18–21, 45–47) are not. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) ||
  id === 22 ||
  (id >= 27 && id <= 31) ||
  id === 36 ||
  (id >= 50 && id <= 54) ||
  (id >= 57 && id <= 58)

/** Does a custom number format show a day? Quoted text, escapes and [conditions] say nothing about that. */
export const isDateFormat = (format: string): boolean =>
  /[yd]/i.test(
    format
      .split(';')[0]!
      .replace(/"[^"]*"/g, '')
      .replace(/\\./g, '')
      .replace(/_./g, '')
      .replace(/\[[^\]]*\]/g, '')
      .replace(/general|red|standard/gi, ''),
  )

/** For each cell style index: does it show a date? */
export async function dateStyles(xml: Xml): Promise<boolean[]> {
  const custom = new Map<number, boolean>()
  const styles: boolean[] = []
  let isInCellFormats = false
  await readAll(xml, {
    start(name, attributes) {
      if (name === 'numFmt') custom.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''))
      else if (name === 'cellXfs') isInCellFormats = true
      else if (name === 'xf' && isInCellFormats) {
        const id = Number(attributes.numFmtId ?? 0)
        styles.push(custom.get(id) ?? isBuiltInDate(id))
      }
    },
    end(name) {
      if (name === 'cellXfs') isInCellFormats = false
    },
    text() {},
  })
  return styles
}

/** `_x000D_` is how a spreadsheet writes a character that XML does not allow. */
export const unescapeText = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))) : text

/** All shared strings in order; phonetic guides are left out. */
export async function readSharedStrings(xml: Xml, limits: SpreadsheetLimits): Promise<string[]> {
  const strings: string[] = []
  let current = ''
  let isInText = false
  let isPhonetic = false
  await readAll(xml, {
    start(name) {
      if (name === 'si') current = ''
      else if (name === 'rPh') isPhonetic = true
      else if (name === 't') isInText = !isPhonetic
    },
    end(name) {
      if (name === 't') isInText = false
      else if (name === 'rPh') isPhonetic = false
      else if (name === 'si') strings.push(unescapeText(current))
    },
    text(text) {
      if (!isInText) return
      current += text
      if (current.length > limits.cellChars) {
        throw tooLarge({ zh: `单元格超过 ${limits.cellChars} 字`, en: `a cell over ${limits.cellChars} characters` })
      }
    },
  })
  return strings
}
