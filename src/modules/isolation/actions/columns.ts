// The columns of a queue's workbook, under the names that the screen's columns have.
import { dayOf, type Instant, localTimeOf, type Zone } from '../../../kernel/time.ts'
import type { WriteColumn, WriteValue } from '../../../platform/spreadsheet/index.ts'
import type { PeriodRow, QueueColumn } from '../contract.ts'

export interface DescribedColumn extends WriteColumn {
  value(row: PeriodRow): WriteValue
}

const WORDS: Record<string, [zh: string, en: string]> = {
  home: ['居家', 'home'],
  central: ['集中', 'central'],
  active: ['隔离中', 'in isolation'],
  referred: ['转诊中', 'referred'],
  released: ['已解除', 'released'],
  endedEarly: ['提前结束', 'ended early'],
  suspected: ['疑似移交', 'suspected case'],
  handedOver: ['移交外区', 'handed over'],
  endedBeforeRegistration: ['登记前已满期', 'ended before registration'],
  merged: ['已并入', 'merged'],
  voided: ['已注销', 'voided'],
}

export function describeColumns(columns: readonly QueueColumn[], lang: 'zh' | 'en', zone: Zone): DescribedColumn[] {
  const of = (
    zh: string,
    en: string,
    value: DescribedColumn['value'],
    more: Partial<WriteColumn> = {},
  ): DescribedColumn => ({ header: lang === 'zh' ? zh : en, value, ...more })
  const word = (code: string) => WORDS[code]?.[lang === 'zh' ? 0 : 1] ?? code
  const when = (at: Instant | null) => (at === null ? '' : `${dayOf(at, zone)} ${localTimeOf(at, zone)}`)
  const ALL: Record<QueueColumn, DescribedColumn> = {
    name: of('姓名', 'Name', (row) => row.person.name),
    next: of('下次测温截止', 'Next check by', (row) => when(row.nextCheckDueAt), { width: 18 }),
    last: of('最近体温', 'Last temperature', (row) => row.lastTemperature, { kind: 'number' }),
    day: of('天数', 'Day', (row) => `${row.dayNumber}/${row.days}`),
    telephone: of('联系电话', 'Telephone', (row) => row.person.telephone, { width: 16 }),
    area: of('乡镇、村（社区）', 'Township, village', (row) => `${row.person.township} ${row.person.village}`.trim(), {
      width: 28,
    }),
    address: of('详细住址', 'Address', (row) => row.placeText || row.person.address, { width: 30 }),
    place: of('隔离方式', 'Place', (row) => word(row.place)),
    medic: of('医务人员', 'Medic', (row) => row.medic?.name ?? '', { width: 16 }),
    guarantor: of('包保领导', 'Guarantor', (row) => row.guarantor?.name ?? '', { width: 16 }),
    state: of('状态', 'State', (row) => word(row.state)),
    endDay: of('满期日', 'Last day', (row) => row.lastDay, { kind: 'date', width: 12 }),
  }
  return columns.map((column) => ALL[column])
}
