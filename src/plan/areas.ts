// The district's areas from the CSV that ships with its plan (M06): codes of the statistical divisions, each below its
// parent, from the province down. Callers read the file.
import { type AreaLevel, areaLevel, isAreaCode } from '../kernel/area.ts'
import { Problem } from '../kernel/problem.ts'

export interface Area {
  code: string
  name: string
  level: AreaLevel
  /** Code of the area above, or null at the top. */
  parent: string | null
}

/** Areas of a CSV with the columns code, name, level, parent. Throws a Problem that names the line. */
export function parseAreas(csvText: string): Area[] {
  const lines = csvText.replace(/^\uFEFF/, '').split(/\r?\n/)
  const bad = (line: number, zh: string, en: string) =>
    new Problem(422, 'areas_invalid', `区划表第 ${line} 行：${zh}`, `Areas, line ${line}: ${en}`)
  if (lines[0]?.trim() !== 'code,name,level,parent')
    throw bad(1, '表头应为 code,name,level,parent', 'the header must be code,name,level,parent')
  const areas: Area[] = []
  const codes = new Set<string>()
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue
    const [code = '', name = '', level = '', parent = '', ...more] = line.split(',').map((cell) => cell.trim())
    if (more.length > 0 || name === '') throw bad(index + 1, '应为四列且有名称', 'four columns, with a name')
    if (!isAreaCode(code) || areaLevel(code) !== level)
      throw bad(index + 1, '代码与级别不符', 'code and level disagree')
    if (codes.has(code)) throw bad(index + 1, '代码重复', 'the code is there twice')
    if (parent !== '' && (!codes.has(parent) || !code.startsWith(parent)))
      throw bad(index + 1, '上级不在此行之前', 'the parent does not stand before this line')
    codes.add(code)
    areas.push({ code, name, level: areaLevel(code), parent: parent === '' ? null : parent })
  }
  return areas
}
