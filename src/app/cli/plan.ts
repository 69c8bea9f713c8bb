// `lianfang plan check FILE`: what is wrong in a plan file, each finding with its line.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { checkPlan, parseAreas } from '../../plan/index.ts'

export async function run([verb, file]: string[]): Promise<number> {
  if (verb !== 'check' || !file) {
    console.error('usage: lianfang plan check FILE')
    return 2
  }
  const text = await readFile(file, 'utf8')
  const draft = checkPlan(text, {}).plan
  const areas = draft ? parseAreas(await readFile(path.join(path.dirname(file), draft.areas), 'utf8')) : undefined
  const { findings } = checkPlan(text, { areas })
  for (const { line, column, path: where, zh, en } of findings)
    console.log(`${file}:${line}:${column} ${where} ${zh} / ${en}`)
  console.log(findings.length === 0 ? `${file}: 没有发现问题 / nothing found` : `${findings.length} findings`)
  return findings.length === 0 ? 0 : 1
}
