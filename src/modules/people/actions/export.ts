// The list on the screen as a workbook: the same filters, order and columns, numbers masked. Pages are read one after
// the other, each in a transaction of its own, so that a slow or vanished reader never holds one open.
import type { Readable } from 'node:stream'
import { dayOf, localTimeOf, type Zone } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import { type WriteColumn, type WriteValue, writeXlsx } from '../../../platform/spreadsheet/index.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import type { ExportPersons, ListColumn, PersonRow } from '../contract.ts'
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
  { columns, lang, sort, ...query }: ExportPersons,
): Promise<{ file: Readable; fileName: string }> {
  permit(ctx, 'person.export')
  const { plan } = await planInForce(ctx)
  const filters = await ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const found = await filtersOf(ctx, tools, tx, query)
    const { q: _, ...asked } = query
    await audit(tx, ctx, {
      action: 'persons.exported',
      subject: { kind: 'list', id: 'persons' },
      areaCode: query.area ?? ctx.db.district,
      details: { ...asked, searched: query.q !== undefined, columns, rows: found ? await countPersons(tx, found) : 0 },
    })
    return found
  })
  const describe = columns.map((column) => describeColumn(column, lang, plan.zone))
  const threshold = plan.isolation.feverThreshold
  const sheet = lang === 'zh' ? '人员' : 'Persons'
  return {
    file: writeXlsx({
      sheet,
      columns: describe.map(({ header, kind, width }): WriteColumn => ({ header, kind, width })),
      rows: valuesOf(
        filters ? pages(ctx, filters, sort) : empty(),
        (row) => describe.map(({ value }) => value(row)),
        threshold,
      ),
    }),
    fileName: `${sheet}-${dayOf(ctx.now, plan.zone)}.xlsx`,
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
