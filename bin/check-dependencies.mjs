// The import table (.dependency-cruiser.cjs), and that the tool saw every module: a parser that does not know some
// syntax would otherwise find nothing wrong. Prints what is wrong; ends with 1 then.
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cruise } from 'dependency-cruiser'

const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs')
const { output } = await cruise(['src'], { ...options, validate: true, ruleSet: { forbidden } })

const seen = new Map(output.modules.map((module) => [module.source, module.dependencies]))
const files = globSync('src/**/*.{ts,tsx}').map((file) => file.replaceAll('\\', '/'))
const unseen = files.filter((file) => {
  const dependencies = seen.get(file)
  if (!dependencies) return true
  const imports = /^(import|export)\b[^'"]*\bfrom ['"]\.{1,2}\//m.test(readFileSync(file, 'utf8'))
  return imports && !dependencies.some(({ resolved }) => resolved.startsWith('src/'))
})

for (const file of unseen) console.error(`not seen by the dependency rules: ${file}`)
for (const { rule, from, to, cycle } of output.summary.violations) {
  console.error(`${rule.name}: ${from} → ${cycle ? cycle.map(({ name }) => name).join(' → ') : to}`)
}
console.log(`${files.length} modules, ${output.summary.totalDependenciesCruised} dependencies`)
process.exitCode = unseen.length + output.summary.violations.length > 0 ? 1 : 0
