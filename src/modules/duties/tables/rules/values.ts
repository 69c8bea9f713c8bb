// What stands in each cell of a filled table: a figure of the records as they were taken, what a unit answered, the total of a
// column, or what the office corrected with a note. Numbers are added up, texts stand side by side with who said them. Pure.
import { placeOf, refOf } from '../../../../kernel/cells.ts'
import type { Day } from '../../../../kernel/time.ts'
import type { CellSource, FilledCell, Mapping, Value, Who } from '../contract.ts'
import { isFillable } from './check.ts'
import type { Sheet } from './grid.ts'

export interface Target {
  ref: string
  row: number
  column: number
  who: Who
  rowName: string
  header: string
  source: CellSource
  /** The form works it out itself: shown beside the others, never written. */
  isFormula: boolean
}

/** Every cell that is filled, a list of persons apart. */
export function targetsOf({ table, cells }: Mapping, sheet: Sheet): Target[] {
  const targets: Target[] = []
  for (const { row, who } of table?.rows ?? []) {
    const rowName = sheet.text(row, table!.keyColumn)
    for (const { column, header, source } of table!.columns) {
      const isFormula = who === 'total' && sheet.isFormula(row, column)
      if (isFillable(sheet, row, column) || isFormula)
        targets.push({ ref: refOf({ row, column }), row, column, who, rowName, header, source, isFormula })
    }
  }
  for (const { ref, label, source } of cells) {
    const { row, column } = placeOf(ref)!
    targets.push({
      ref,
      row,
      column,
      who: 'district',
      rowName: '',
      header: label.replace(/[:：]$/, ''),
      source,
      isFormula: false,
    })
  }
  return targets
}

/** What units are asked of the whole district is in nobody's row: each says its own, and it is totalled. */
const isShared = ({ who, source }: Target): boolean => who === 'district' && source.kind === 'asked'

export const asksUnits = (targets: readonly Target[]): boolean => targets.some(({ source }) => source.kind === 'asked')

/** What an owner is asked: the asked cells of its rows, and the district's. */
export const askedOf = (targets: readonly Target[], owner: string): Target[] =>
  targets.filter((target) => target.source.kind === 'asked' && (target.who === owner || isShared(target)))

/** Whose rows have something asked; and whether something is asked of whoever there is. */
export const ownersAsked = (targets: readonly Target[]): { own: string[]; shared: boolean } => ({
  own: [...new Set(targets.flatMap(({ who, source }) => (source.kind === 'asked' && who.includes(':') ? [who] : [])))],
  shared: targets.some(isShared),
})

export interface Answered {
  owner: string
  cells: ReadonlyMap<string, Value>
}

export interface Correction {
  ref: string
  value: Value
  note: string
  at: string
  by: string | null
}

export interface Filled {
  figures: Readonly<Record<string, number | null>>
  answers: readonly Answered[]
  /** The latest of a cell counts. */
  corrections: readonly Correction[]
  day: Day
  nameOf(who: string): { zh: string; en: string }
}

export function dayText(day: Day): string {
  const [year, month, date] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}

interface Part {
  name: string
  value: Value
}

/** Numbers are added, texts joined with who said them; null where there is nothing. */
export function totalled(parts: readonly Part[], type: 'number' | 'text'): Value {
  if (type === 'number') {
    const numbers = parts.flatMap(({ value }) => (typeof value === 'number' ? [value] : []))
    return numbers.length === 0 ? null : Number(numbers.reduce((sum, one) => sum + one, 0).toPrecision(15))
  }
  const texts = parts.filter(({ value }) => value !== null && String(value).trim() !== '')
  return texts.length === 0 ? null : texts.map(({ name, value }) => `${name}：${value}`).join('；')
}

const typeOf = (source: CellSource): 'number' | 'text' => (source.kind === 'asked' ? source.type : 'number')

export function fill(targets: readonly Target[], filled: Filled): FilledCell[] {
  const corrections = new Map(filled.corrections.map((one) => [one.ref, one]))
  const partOf = (who: string, value: Value): Part => ({ name: filled.nameOf(who).zh, value })
  const cells = new Map<string, FilledCell>()
  const put = (target: Target, kind: FilledCell['kind'], was: Value) => {
    const correction = corrections.get(target.ref)
    const { ref, row, column, who, rowName, header, isFormula } = target
    cells.set(ref, {
      ref,
      row,
      column,
      who,
      name: filled.nameOf(who),
      rowName,
      header,
      kind,
      isFormula,
      value: correction ? correction.value : was,
      corrected: correction ? { was, note: correction.note, at: correction.at, by: correction.by } : null,
    })
  }
  for (const target of targets) {
    const { ref, who, source } = target
    if (who === 'total') continue
    if (source.kind === 'figure') put(target, 'figure', filled.figures[ref] ?? null)
    else if (source.kind === 'day') put(target, 'day', dayText(filled.day))
    else if (isShared(target)) {
      const parts = filled.answers.map(({ owner, cells: said }) => partOf(owner, said.get(ref) ?? null))
      put(target, 'asked', totalled(parts, source.type))
    } else put(target, 'asked', filled.answers.find(({ owner }) => owner === who)?.cells.get(ref) ?? null)
  }
  // After the others, so that a correction is in the total.
  for (const target of targets) {
    if (target.who !== 'total') continue
    const parts = targets
      .filter(({ column, who }) => column === target.column && who.includes(':'))
      .map(({ ref, who }) => partOf(who, cells.get(ref)?.value ?? null))
    put(target, 'total', totalled(parts, typeOf(target.source)))
  }
  return targets.map(({ ref }) => cells.get(ref)!)
}
