// The list on the screen as a workbook: the same filters, order and columns, numbers masked. Pages are read one after
// the other, each in a transaction of its own, so that a slow or vanished reader never holds one open.
import type { Readable } from 'node:stream'
import { refused } from '../../../kernel/problem.ts'
import { dayOf, localTimeOf, type Zone } from '../../../kernel/time.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import { type PlainValue, type WriteColumn, type WriteValue, writeXlsx } from '../../../platform/spreadsheet/index.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import { ExportPersons, LIST_COLUMNS, type ListColumn, type PersonRow } from '../contract.ts'
import {
  countPersons,
  type ListFilters,
  type ListRow,
  type Position,
  positionOf,
  listPersons as readPage,
} from '../store/list.ts'
import { filtersOf, rowView } from './list.ts'
import type { Tools } from './scope.ts'

const PAGE = 2000

export async function exportPersons(
  ctx: Context,
  tools: Tools,
  query: ExportPersons,
): Promise<{ file: Readable; fileName: string }> {
  const { describe, rows } = await exported(ctx, tools, query)
  const { plan } = await planInForce(ctx)
  const sheet = query.lang === 'zh' ? '人员' : 'Persons'
  return {
    file: writeXlsx({
      sheet,
      columns: describe.map(({ header, kind, width }): WriteColumn => ({ header, kind, width })),
      rows,
    }),
    fileName: `${sheet}-${dayOf(ctx.now, plan.zone)}.xlsx`,
  }
}

/**
 * The same list for a form that is filled with it: the filters of a saved view and columns of the export, which permits,
 * masks and audits. Throws Problem 422 for more than `most`, or filters and columns that the list has not.
 */
export async function personsForForm(
  ctx: Context,
  tools: Tools,
  asked: { search: Record<string, string>; columns: readonly string[]; most: number },
): Promise<PlainValue[][]> {
  const query = ExportPersons.safeParse({ ...asked.search, columns: asked.columns.join(',') })
  if (!query.success) {
    throw refused([reason('list_unknown', '名单的筛选或列已不可用', 'The list has no such filter or column', 'list')])
  }
  const { rows } = await exported(ctx, tools, query.data, asked.most)
  const values: PlainValue[][] = []
  for await (const row of rows) {
    values.push(row.map((value) => (typeof value === 'object' && value !== null ? value.value : value)))
  }
  return values
}

/** The columns that an export may have, as they are called. */
export const exportColumns = (): { key: string; zh: string; en: string }[] =>
  LIST_COLUMNS.map((key) => ({
    key,
    zh: describeColumn(key, 'zh', 'UTC').header,
    en: describeColumn(key, 'en', 'UTC').header,
  }))

async function exported(
  ctx: Context,
  tools: Tools,
  { columns, lang, sort, ...query }: ExportPersons,
  most = Number.POSITIVE_INFINITY,
): Promise<{ describe: Described[]; rows: AsyncGenerator<WriteValue[]> }> {
  permit(ctx, 'person.export')
  const { plan } = await planInForce(ctx)
  const filters = await ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const found = await filtersOf(ctx, tools, tx, query)
    const { q: _, ...asked } = query
    const rows = found ? await countPersons(tx, found) : 0
    if (rows > most) {
      throw refused([
        reason(
          'list_too_long',
          `名单有 ${rows} 人，放不下（至多 ${most} 行）`,
          `${rows} persons, room for ${most}`,
          'list',
        ),
      ])
    }
    await audit(tx, ctx, {
      action: 'persons.exported',
      subject: { kind: 'list', id: 'persons' },
      areaCode: query.area ?? ctx.db.district,
      details: { ...asked, searched: query.q !== undefined, columns, rows },
    })
    return found
  })
  const describe = columns.map((column) => describeColumn(column, lang, plan.zone))
  return {
    describe,
    rows: valuesOf(
      filters ? pages(ctx, filters, sort) : empty(),
      (row) => describe.map(({ value }) => value(row)),
      plan.isolation.feverThreshold,
    ),
  }
}

async function* empty(): AsyncGenerator<never> {}

async function* pages(ctx: Context, filters: ListFilters, sort: ExportPersons['sort']): AsyncGenerator<ListRow[]> {
  let after: Position | null = null
  do {
    const from: Position | null = after
    const rows: ListRow[] = await ctx.db.transaction(ctx.actor.scope, (tx) =>
      readPage(tx, { filters, sort, limit: PAGE, after: from }),
    )
    yield rows
    const last = rows.at(-1)
    after = rows.length === PAGE && last ? positionOf(last, sort) : null
  } while (after)
}

async function* valuesOf(
  from: AsyncGenerator<ListRow[]>,
  toValues: (row: PersonRow) => WriteValue[],
  threshold: number,
): AsyncGenerator<WriteValue[]> {
  for await (const rows of from) for (const row of rows) yield toValues(rowView(row, threshold))
}

interface Described extends WriteColumn {
  value(row: PersonRow): WriteValue
}

const WORDS: Record<string, [zh: string, en: string]> = {
  male: ['男', 'male'],
  female: ['女', 'female'],
  keyArea: ['重点地区', 'key area'],
  elsewhere: ['其他地区', 'elsewhere'],
  expected: ['拟返', 'expected'],
  arrived: ['已返', 'arrived'],
  cancelled: ['已取消', 'cancelled'],
  train: ['火车', 'train'],
  plane: ['飞机', 'plane'],
  coach: ['客车', 'coach'],
  car: ['自驾', 'car'],
  ship: ['轮船', 'ship'],
  other: ['其他', 'other'],
}

function describeColumn(column: ListColumn, lang: 'zh' | 'en', zone: Zone): Described {
  const of = (zh: string, en: string, more: Partial<Described> & Pick<Described, 'value'>): Described => ({
    header: lang === 'zh' ? zh : en,
    ...more,
  })
  /** A code in words; what is no code (an imported list's own words) stays. */
  const word = (code: string | null) => (code === null ? '' : (WORDS[code]?.[lang === 'zh' ? 0 : 1] ?? code))
  switch (column) {
    case 'name':
      return of('姓名', 'Name', { value: (row) => row.name })
    case 'sex':
      return of('性别', 'Sex', { value: (row) => word(row.sex) })
    case 'birthDate':
      return of('出生日期', 'Birth date', { kind: 'date', width: 12, value: (row) => row.birthDate })
    case 'document':
      return of('证件号码', 'Document', { width: 22, value: (row) => row.documentMasked })
    case 'telephone':
      return of('联系电话', 'Telephone', { width: 16, value: (row) => row.telephone })
    case 'township':
      return of('乡镇（街道）', 'Township', { width: 16, value: (row) => row.township })
    case 'village':
      return of('村（社区）', 'Village', { width: 18, value: (row) => row.village })
    case 'address':
      return of('详细住址', 'Address', { width: 30, value: (row) => row.address })
    case 'category':
      return of('类别', 'Category', { value: (row) => word(row.category) })
    case 'status':
      return of('状态', 'Status', { value: (row) => word(row.status) })
    case 'origin':
      return of('来源地', 'Origin', { width: 20, value: (row) => row.originText })
    case 'arrivalDay':
      return of('抵达日期', 'Arrival day', { kind: 'date', width: 12, value: (row) => row.arrivalDay })
    case 'means':
      return of('交通方式', 'Means', { value: (row) => word(row.means) })
    case 'serviceNo':
      return of('车次/航班', 'Service', { value: (row) => row.serviceNo })
    case 'companions':
      return of('同行人员', 'Companions', { value: (row) => row.companions })
    case 'firstTemperature':
      return of('首次体温', 'First temperature', {
        kind: 'number',
        value: (row) => (row.hasFever ? { value: row.firstTemperature, mark: 'bad' } : row.firstTemperature),
      })
    case 'remark':
      return of('备注', 'Remark', { width: 24, value: (row) => row.remark })
    case 'registeredAt':
      return of('登记时间', 'Registered', {
        width: 18,
        value: (row) => `${dayOf(row.registeredAt, zone)} ${localTimeOf(row.registeredAt, zone)}`,
      })
  }
}
