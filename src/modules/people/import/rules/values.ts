// Days, temperatures and states as people write them in lists. What is not understood is refused with a reason, never
// guessed; a day without a year takes the year of the list.
import { addDays, type Day, daysBetween, isDay } from '../../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../../kernel/verdict.ts'
import { clean, type ListCell, writtenIn } from './row.ts'

export interface ListDate {
  /** The day the list was made, where known. */
  day: Day | null
  /** The year of days written without one. */
  year: number | null
}

const badDate = (zh: string, en: string): { ok: false; reasons: Reason[] } => no(reason('bad_date', zh, en))
const noSuchDay = (text: string) => badDate(`日期“${text}”不存在`, `There is no day “${text}”`)

/** Further ahead than this, a day written without its year is more likely of another year: the list has to say. */
const FAR_AHEAD = 120
/** 1970 to 2064 as serial numbers: five digits that can only be a day that lost its format. */
const isSerial = (value: number) => value >= 25_569 && value < 60_000

/**
 * 2020.01.20, 2020/1/20, 2020-1-20, 2020年1月20日, 20年1月20日, 20200120, 1月20日, 1.20, a serial number or a cell
 * formatted as a date; full-width digits and a time of day behind it do not matter.
 */
export function readDay(cell: ListCell, list: ListDate): Verdict<Day> {
  if (cell.kind === 'date') return yes(cell.text)
  const said = writtenIn(cell)
  if (said === '') return badDate('缺少日期', 'The day is missing')
  const text = said
    .replace(/[T ](上午|下午|早|晚)?\d{1,2}[:时点].*$/, '')
    .replace(/[—–−‐―~]/g, '-')
    .replace(/[。·、]/g, '.')
    .replace(/\s/g, '')
    .replace(/元月/, '1月')
    .replace(/\.$/, '')
  const full =
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{2})年(\d{1,2})月(\d{1,2})[日号]?$/.exec(text)
  if (full) return calendarDay(Number(full[1]!.length === 2 ? `20${full[1]}` : full[1]), full[2]!, full[3]!, said)
  const short =
    /^(\d{1,2})月(\d{1,2})[日号]?$/.exec(text) ??
    // A number 1.2 may have been 1.20: only text tells.
    (cell.kind === 'text' ? /^(\d{1,2})[-./](\d{1,2})[日号]?$/.exec(text) : null)
  if (short) {
    if (list.year === null) {
      return badDate('日期没有年份，且无法得知名单的年份', 'The day has no year, and the year of the list is not known')
    }
    const day = calendarDay(list.year, short[1]!, short[2]!, said)
    if (day.ok && list.day !== null && daysBetween(list.day, day.value) > FAR_AHEAD) {
      return badDate(`“${said}”的年份不明，请写明年份`, `The year of “${said}” is not clear: write it`)
    }
    return day
  }
  if (/^\d{5}(\.\d+)?$/.test(text) && isSerial(Number(text)))
    return yes(addDays('1899-12-30', Math.floor(Number(text))))
  return badDate(`“${said}”不是日期`, `“${said}” is no day`)
}

function calendarDay(year: number, month: string, day: string, said: string): Verdict<Day> {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(text) && year >= 2000 && year < 2100 ? yes(text) : noSuchDay(said)
}

/** °C; outside, no thermometer said it of a living person: `366` and `3.65` are slips of the hand. */
export const LOWEST = 34
export const HIGHEST = 43

/** °C with one decimal, or null for none measured. Refused with `bad_temperature`. */
export function readTemperature(cell: ListCell | undefined): Verdict<number | null> {
  const said = writtenIn(cell)
  if (said === '') return yes(null)
  const bad = (zh: string, en: string) => no(reason('bad_temperature', zh, en))
  const text = said
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/(°c|摄氏度|度|°|c)$/, '')
    .replace(/^(\d{2})[。,·、](\d{1,2})$/, '$1.$2')
  if (!/^\d{1,3}(\.\d{1,15})?$/.test(text)) return bad(`“${said}”不是体温`, `“${said}” is no temperature`)
  const value = Math.round((Number(text) + 1e-9) * 10) / 10
  if (value < LOWEST || value > HIGHEST) {
    return bad(`体温 ${text} 不在 ${LOWEST}–${HIGHEST} ℃ 之间`, `${text} is not between ${LOWEST} and ${HIGHEST} °C`)
  }
  return yes(value)
}

export type ArrivalStatus = 'expected' | 'arrived'

/** 拟返 and its like; 拟返汉 (about to leave again) is none. */
const EXPECTED =
  /(?:拟|计划|预计|准备|即将|打算)(?:于.{0,12})?(?:返|回|归)(?!回?(?:汉|武|湖北|外地|单位|学校|校|岗|工|程))|(?:未|待|尚未|没有?)(?:返|到达|抵达|归|回来)/
const ARRIVED = /已(?:返|到|抵|归|回)|到家/

/** What the words of a status column and a remark say, or null when they say nothing of it. */
export function readStatus(remark: string, status: string, statusHeader: string): ArrivalStatus | null {
  const answer = clean(status)
  if (/是否/.test(statusHeader) && /^(是|否|y|n|yes|no)$/i.test(answer)) {
    const isYes = /^(是|y|yes)$/i.test(answer)
    return isYes !== /拟|预计|计划/.test(statusHeader) ? 'arrived' : 'expected'
  }
  const words = `${answer} ${clean(remark)}`
  if (ARRIVED.test(words)) return 'arrived'
  return EXPECTED.test(words) ? 'expected' : null
}
