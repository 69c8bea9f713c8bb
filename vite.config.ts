// How the web pages are built: one page per audience (`/` public, `/verify`, `/desk`), each with its own bundle, so that the
// public page never pays for the desk. Output goes to dist/web with hashed names and compressed forms; the server serves it as it is.
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** `vite` and `vite preview` answer every path of the desk with its one page, as the server does. */
const deskFallback = (): Plugin => {
  const rewrite = (request: { url?: string }, _response: unknown, next: () => void) => {
    if (/^\/desk(\/[^.]*)?(\?.*)?$/.test(request.url ?? '')) request.url = '/desk/index.html'
    if (/^\/verify\/?(\?.*)?$/.test(request.url ?? '')) request.url = '/verify/index.html'
    next()
  }
  return {
    name: 'desk-fallback',
    configureServer: (server) => void server.middlewares.use(rewrite),
    configurePreviewServer: (server) => void server.middlewares.use(rewrite),
  }
}

const SMALLEST_BYTES = 1024

/** Beside each text file its compressed forms, made once here instead of at every request. */
const precompressed = (): Plugin => ({
  name: 'precompressed',
  apply: 'build',
  async writeBundle({ dir }, bundle) {
    const files = Object.keys(bundle).filter((name) => /\.(js|css|html|svg)$/.test(name))
    await Promise.all(
      files.map(async (name) => {
        const file = path.join(dir!, name)
        const bytes = await readFile(file)
        if (bytes.length < SMALLEST_BYTES) return
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
        await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, quality))
        await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }))
      }),
    )
  },
})

const page = (file: string) => path.join(import.meta.dirname, 'src/web', file)

export default defineConfig(({ command }) => ({
  // Not relative: a start in another folder builds the same pages.
  root: path.join(import.meta.dirname, 'src/web'),
  base: '/',
  appType: 'mpa',
  plugins: [react(), deskFallback(), precompressed()],
  // What is built is for use, also when a test (NODE_ENV=test) happens to be the first to build it.
  ...(command === 'build'
    ? { define: { 'process.env.NODE_ENV': '"production"' }, oxc: { jsx: { runtime: 'automatic', development: false } } }
    : {}),
  server: { proxy: { '/api': process.env.LIANFANG_API ?? 'http://127.0.0.1:8420' } },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // ECharts is one late chunk of about 190 KB gzip; nothing else may come near this.
    chunkSizeWarningLimit: 1400,
    rolldownOptions: {
      input: { public: page('index.html'), desk: page('desk/index.html'), verify: page('verify/index.html') },
    },
  },
}))
