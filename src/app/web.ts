// The web pages: built when their sources changed since the last build, and served with long-lived caching for what
// carries a hash in its name.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { exclusively } from '../platform/processes.ts'

const ROOT = path.join(import.meta.dirname, '../..')
const BUILT = path.join(ROOT, 'dist/web')
const MARK = path.join(BUILT, '.sources')

/** The pages that one HTML file answers, by the first part of their path. */
const PAGES: Record<string, string> = { desk: 'desk/index.html', verify: 'verify/index.html' }

export async function serveWeb(http: FastifyInstance): Promise<void> {
  await http.register(fastifyStatic, {
    root: BUILT,
    preCompressed: true,
    setHeaders: (reply, file) =>
      void reply.header(
        'cache-control',
        file.includes(`${path.sep}assets${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  })
  http.setNotFoundHandler(async (request, reply) => {
    const page = PAGES[request.url.split(/[/?]/)[1] ?? '']
    if (request.method === 'GET' && page) return reply.sendFile(page)
    return reply.status(404).type('application/problem+json').send({
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      code: 'not_found',
      zh: '没有这个地址',
      en: 'Not found',
      errors: [],
    })
  })
}

/** Builds the pages unless what is built is of these very sources; two starts at once build them once. */
export async function buildWeb(say: (line: string) => void): Promise<void> {
  const sources = await hashSources()
  const isBuilt = async () => (await readFile(MARK, 'utf8').catch(() => '')) === sources
  if (await isBuilt()) return
  await exclusively(path.join(ROOT, '.lianfang/web.lock'), async () => {
    if (await isBuilt()) return
    say('building the web pages …')
    // In a process of its own: the builder keeps half a gigabyte, which a server would carry for the rest of its days.
    await runNode([path.join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'])
    await writeFile(MARK, sources)
  })
}

async function runNode(args: string[]): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, args, { cwd: ROOT })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`the web pages cannot be built:\n${stdout}${stderr}`, { cause: error })
  }
}

// What the pages import: their own folder, the kernel, the plan, contracts and rules.
async function hashSources(): Promise<string> {
  const hash = createHash('sha256')
  const folders = ['src/web', 'src/kernel', 'src/plan', 'src/modules']
  const files = ['vite.config.ts', 'package-lock.json']
  for (const folder of folders) {
    for (const entry of await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && !entry.name.includes('.test.')) {
        files.push(path.relative(ROOT, path.join(entry.parentPath, entry.name)))
      }
    }
  }
  for (const file of files.sort()) {
    hash.update(file).update(await readFile(path.join(ROOT, file)))
  }
  return hash.digest('hex')
}
