// Type is set in a process of its own: rare characters of names have their glyphs, a fault of a template is told with its
// place, one that never ends is ended, and the next job works again.
import { inflateSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { FAMILIES, openTypesetter, TypesetError } from './index.ts'

const typesetter = openTypesetter()
afterAll(() => typesetter.close())

// From the general standard table's last part, from names in the news, and beyond it.
const RARE = '㛃𠅤䶮喆堃龘𬭎𬱖𬳿𪨰𫖮㑇㭎䏝𡐓𬍛𬴂𫘦𬬭𬶋𫍯𬀩𦈡𣗋𰻝𮧵㐂'
const NOWHERE_KNOWN = '\u{10fffd}'

const MAIN = `#set text(font: (${FAMILIES.map((family) => `"${family}"`).join(', ')}), lang: "zh")
#let d = json(bytes(sys.inputs.data))
#d.name *#d.name*`

/** The glyph numbers that a PDF of Typst shows: two bytes each, in the strings of its pages' streams. */
function glyphsOf(pdf: Buffer): number[] {
  const glyphs: number[] = []
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    let text: string
    try {
      text = inflateSync(pdf.subarray(at + 7)).toString('latin1')
    } catch {
      continue
    }
    if (!/\bTJ\b|\bTj\b/.test(text)) continue
    for (const [, hex, literal] of text.matchAll(/<([0-9A-Fa-f]+)>|\(((?:\\[\s\S]|[^\\)])*)\)/g)) {
      const bytes = hex ? Buffer.from(hex, 'hex') : Buffer.from(unescaped(literal ?? ''), 'latin1')
      for (let index = 0; index + 1 < bytes.length; index += 2) glyphs.push(bytes.readUInt16BE(index))
    }
  }
  return glyphs
}

const NAMED: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const unescaped = (literal: string) =>
  literal.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, said: string) =>
    /^[0-7]/.test(said) ? String.fromCharCode(Number.parseInt(said, 8)) : (NAMED[said] ?? said),
  )

describe('the fonts', () => {
  it('have every rare character of names, upright and bold', async () => {
    expect(await typesetter.missing(RARE)).toEqual([])
    const pdf = await typesetter.pdf({ main: MAIN, sources: {}, data: { name: RARE } })
    const glyphs = glyphsOf(pdf)
    expect(glyphs.length).toBeGreaterThanOrEqual(2 * [...RARE].length)
    expect(glyphs).not.toContain(0)
  })

  it('that lack a character say so', async () => {
    expect(await typesetter.missing(`何${NOWHERE_KNOWN}涛`)).toEqual([NOWHERE_KNOWN])
    // So that the test above means something.
    const pdf = await typesetter.pdf({ main: MAIN, sources: {}, data: { name: NOWHERE_KNOWN } })
    expect(glyphsOf(pdf)).toContain(0)
  })
})

describe('a template', () => {
  it('imports the sources it is given, and nothing from the disk', async () => {
    const sources = { 'shared.typ': '#let sheet(d) = [= #d.name]' }
    const main = '#import "shared.typ": sheet\n#sheet(json(bytes(sys.inputs.data)))'
    expect((await typesetter.pdf({ main, sources, data: { name: '告知书' } })).subarray(0, 5).toString()).toBe('%PDF-')
    // The next job does not see them any more.
    await expect(typesetter.pdf({ main, sources: {}, data: {} })).rejects.toThrow(/not found/)
    await expect(typesetter.pdf({ main: '#read("/etc/hostname")', sources: {}, data: {} })).rejects.toThrow(/not found/)
    await expect(
      typesetter.pdf({ main: '#read("../../../../../../../../etc/hostname")', sources: {}, data: {} }),
    ).rejects.toThrow(TypesetError)
  })

  it('brings nothing from the network', async () => {
    const main = '#import "@preview/example:0.1.0": add\n#add(1, 2)'
    await expect(typesetter.pdf({ main, sources: {}, data: {} })).rejects.toThrow(/failed to download/)
  })

  it.each([
    ['says what is wrong', '#let x = panic("boo")\n#x', /panicked/],
    ['says what it does not know', '#dots.nothing', /dots/],
  ])('%s', async (_what, main, words) => {
    await expect(typesetter.pdf({ main, sources: {}, data: {} })).rejects.toThrow(words)
  })

  it('that never ends is ended, and the next is set', async () => {
    const impatient = openTypesetter({ timeoutMs: 5000 })
    const endless = '#for x in range(100000000) { let y = calc.pow(x, 2) }'
    await expect(impatient.pdf({ main: endless, sources: {}, data: {} })).rejects.toThrow(TypesetError)
    expect((await impatient.pdf({ main: 'ok', sources: {}, data: {} })).length).toBeGreaterThan(100)
    await impatient.close()
  })

  it('is set again after the process went to rest', async () => {
    const restless = openTypesetter({ idleMs: 10 })
    for (let turn = 0; turn < 2; turn++) {
      expect((await restless.pdf({ main: 'ok', sources: {}, data: {} })).length).toBeGreaterThan(100)
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
    await restless.close()
  })
})
