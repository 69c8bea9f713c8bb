#!/usr/bin/env node
// `npm run bench`: makes sure that everything is installed and hands over to bench/main.ts on Node 24.
import path from 'node:path'
import { ensureInstalled, ROOT } from './install.mjs'
import { become } from './node24.mjs'

await ensureInstalled()
become([path.join(ROOT, 'bench/main.ts'), ...process.argv.slice(2)])
