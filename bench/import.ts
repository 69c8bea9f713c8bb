// `import`: a workbook of 100,000 returnees sent as a clerk sends it, with the memory that it takes at most and what it does to the
// requests of others meanwhile.
import { createWriteStream, openAsBlob } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { inventedId } from '../src/modules/people/testing/invented.ts'
import { writeXlsx } from '../src/platform/spreadsheet/index.ts'
import type { LoadResult } from './load.ts'
import { run, start } from './processes.ts'
import { medianOf, type Row, row, spreadOf } from './report.ts'
import { signIn } from './sign-in.ts'

const ROWS = 100_000
const AT = '2020-01-25T00:30:00.000Z'
const MOST_SECONDS = 60
const MOST_MEGABYTES = 500
const OTHERS_P99_MS = 150
const OTHERS = {
  paths: ['/api/v1/persons?limit=50', '/api/v1/board', '/api/v1/isolation-periods?queue=dueNow'],
  rate: 20,
}

interface Imported {
  seconds: number
  megabytes: number
  alone: LoadResult
  meanwhile: LoadResult
}

export async function importing({ rounds = 5 } = {}): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lianfang-bench-'))
  try {
    const file = path.join(folder, 'returnees.xlsx')
    await writeList(file)
    const results: Imported[] = []
    for (let round = 0; round < rounds; round++) results.push(await imported(file))
    return rowsOf(results)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function rowsOf(results: readonly Imported[]): Row[] {
  const seconds = results.map((one) => one.seconds)
  const megabytes = results.map((one) => one.megabytes)
  const p99 = medianOf(results.map(({ meanwhile }) => meanwhile.p99))
  const times = medianOf(results.map(({ alone, meanwhile }) => meanwhile.p50 / alone.p50))
  return [
    row({
      benchmark: 'import',
      case: '100k rows',
      value: ROWS / medianOf(seconds),
      unit: 'rows/s',
      spread: [ROWS / Math.max(...seconds), ROWS / Math.min(...seconds)],
      aim: `under ${MOST_SECONDS} s`,
      met: medianOf(seconds) < MOST_SECONDS,
      beside: `${medianOf(seconds).toFixed(1)} s`,
    }),
    row({
      benchmark: 'import',
      case: 'memory at most',
      value: medianOf(megabytes),
      unit: 'MB',
      spread: spreadOf(megabytes),
      aim: `under ${MOST_MEGABYTES} MB`,
      met: medianOf(megabytes) < MOST_MEGABYTES,
    }),
    row({
      benchmark: 'import',
      case: 'others meanwhile',
      value: times,
      unit: 'times their median',
      p50_ms: medianOf(results.map(({ meanwhile }) => meanwhile.p50)),
      p99_ms: p99,
      aim: `at most twice their median, p99 under ${OTHERS_P99_MS} ms`,
      met: times <= 2 && p99 < OTHERS_P99_MS,
      beside: `${OTHERS.rate} requests/s: list, board, queue`,
    }),
  ]
}

async function imported(file: string): Promise<Imported> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'lianfang-bench-'))
  const server = await start('server.ts', { dataFolder, at: AT, size: { persons: 5000, days: 0, today: '2020-01-25' } })
  try {
    const { url, pid } = server.said as { url: string; pid: number }
    const cookie = await signIn(url, 'office')
    const asked = { url, cookies: [cookie], ...OTHERS }
    await run('get-load.ts', { ...asked, seconds: 2 })
    const alone = await run<LoadResult>('get-load.ts', { ...asked, seconds: 15 })
    const began = performance.now()
    const sending = send(url, cookie, file).then(() => (performance.now() - began) / 1000)
    const meanwhile = await run<LoadResult>('get-load.ts', { ...asked, seconds: null }, sending)
    const seconds = await sending
    if (alone.failed + meanwhile.failed > 0) throw new Error('a request of others failed')
    // The most that was resident since the process began.
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    return { seconds, megabytes: Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024, alone, meanwhile }
  } finally {
    await server.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
}

async function send(url: string, cookie: string, file: string): Promise<void> {
  const form = new FormData()
  form.set('file', await openAsBlob(file), 'returnees.xlsx')
  const answer = await fetch(`${url}/api/v1/imports`, { method: 'POST', headers: { cookie }, body: form })
  const said = (await answer.json()) as { saved: number }
  if (answer.status >= 300 || said.saved !== ROWS) throw new Error(`saved ${said.saved} of ${ROWS}: ${answer.status}`)
}

const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰涛明超兰霞平刚'
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'
const TOWNSHIPS = ['新华镇', '蔬园乡', '东方红乡']

async function writeList(file: string): Promise<void> {
  async function* rows() {
    for (let n = 0; n < ROWS; n++) {
      const name = `${SURNAMES[n % 20]}${GIVEN[Math.floor(n / 20) % 20]}${GIVEN[Math.floor(n / 400) % 20]}`
      const telephone = `199${String(n).padStart(8, '0')}`
      yield [
        name,
        inventedId(),
        telephone,
        TOWNSHIPS[n % 3]!,
        `胜利路${n}号`,
        '湖北武汉',
        '2020-01-24',
        n % 50 === 0 ? 38.1 : 36.5,
      ]
    }
  }
  const columns = ['姓名', '身份证号', '联系电话', '乡镇', '详细住址', '来源地', '返鹤日期', '体温'].map((header) => ({
    header,
  }))
  await pipeline(writeXlsx({ sheet: '返鹤人员', columns, rows: rows() }), createWriteStream(file))
}
