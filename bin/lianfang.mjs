#!/usr/bin/env node
// The one command: `lianfang start|demo|import|backup|restore|plan|…`. Makes sure that everything is installed and hands
// over to src/app/cli/main.ts on Node 24.
import path from 'node:path'
import { ensureInstalled, ROOT } from './install.mjs'
import { become } from './node24.mjs'

try {
  await ensureInstalled()
  become([path.join(ROOT, 'src/app/cli/main.ts'), ...process.argv.slice(2)])
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
