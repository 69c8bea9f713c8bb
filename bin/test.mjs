// `npm test`: installs what is missing and runs everything that decides whether the product is whole, one step after
// another and all of them even when one fails. `--check` leaves out the tests. The last line counts checks and tests:
// `N passed, N failed`.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureInstalled, ROOT } from './install.mjs'
import { node24, nodeEnv } from './node24.mjs'

const STEP_LIMIT_MS = 20 * 60_000
const OTHER_POSTGRES = '/usr/lib/postgresql/15/bin'
const bin = (file) => path.join(ROOT, 'node_modules', file)

const checks = [
  { name: 'Format and lint', args: [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'Types of the server', args: [bin('typescript/bin/tsc'), '-p', '.'] },
  { name: 'Types of the web pages', args: [bin('typescript/bin/tsc'), '-p', 'src/web'] },
  { name: 'Types of the journeys', args: [bin('typescript/bin/tsc'), '-p', 'e2e'] },
  { name: 'Dependency rules', args: ['bin/check-dependencies.mjs'] },
  { name: 'Nothing unused', args: [bin('knip/bin/knip.js'), '--no-progress'] },
]

const tests = [
  { name: 'Unit tests', projects: ['unit'] },
  { name: 'Database and route tests', projects: ['db'] },
  {
    name: 'Database and route tests on PostgreSQL 15',
    projects: ['db'],
    env: { LIANFANG_TEST_POSTGRES: OTHER_POSTGRES },
    skip: existsSync(OTHER_POSTGRES) ? null : `no ${OTHER_POSTGRES} on this machine`,
  },
  { name: 'How processes start and end', projects: ['system'] },
  { name: 'Journeys in a browser', projects: ['journeys'] },
]

try {
  await ensureInstalled()
  const results = []
  for (const step of checks) results.push(await timed(step, runCheck))
  if (!process.argv.includes('--check')) for (const step of tests) results.push(await timed(step, runTests))
  conclude(results)
} catch (error) {
  console.error(error.message)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
}

async function timed(step, run) {
  console.log(`\n━━ ${step.name}`)
  const begin = performance.now()
  const result = step.skip ? { passed: 0, failed: 0, skipped: step.skip } : await run(step)
  if (step.skip) console.log(`skipped: ${step.skip}`)
  return { name: step.name, seconds: (performance.now() - begin) / 1000, ...result }
}

async function runCheck({ args }) {
  const ok = (await runNode(args)) === 0
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 }
}

async function runTests({ name, projects, env }) {
  const report = path.join(ROOT, `.lianfang/test-${name.toLowerCase().replaceAll(/\W+/g, '-')}.json`)
  mkdirSync(path.dirname(report), { recursive: true })
  rmSync(report, { force: true })
  const code = await runNode(
    [
      bin('vitest/vitest.mjs'),
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    env,
  )
  const { passed, failed } = count(report)
  // A file that does not load, or a run that finds no test, fails without a failed test.
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed }
}

function count(report) {
  if (!existsSync(report)) return { passed: 0, failed: 0 }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  return { passed: numPassedTests, failed: numFailedTests + unloaded }
}

function runNode(args, env) {
  const child = spawn(node24(), args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env: nodeEnv(env) })
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      console.error('took too long and is ended')
      child.kill('SIGTERM')
    }, STEP_LIMIT_MS)
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(limit)
      resolve(code ?? 1)
    })
  })
}

function conclude(results) {
  console.log('\n━━ Summary')
  for (const { name, seconds, passed, failed, skipped } of results) {
    const outcome = skipped ? `skipped: ${skipped}` : `${passed} passed, ${failed} failed`
    console.log(`${failed ? '✗' : skipped ? '–' : '✓'} ${name}: ${outcome} (${seconds.toFixed(1)} s)`)
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0
}
