// Why a file cannot be read as a spreadsheet, in words that tell a clerk what to do about it.
import { Problem } from '../../kernel/problem.ts'

const bad = (code: string, zh: string, en: string) => () => new Problem(422, code, zh, en)

export const encrypted = bad(
  'spreadsheet_encrypted',
  '文件设有密码，请在 Excel 或 WPS 中取消密码后重新上传',
  'The file is protected by a password: remove it in Excel or WPS and upload again',
)
export const oldXls = bad(
  'spreadsheet_old_format',
  '这是旧版 .xls 文件，请在 Excel 或 WPS 中另存为 .xlsx 后重新上传',
  'This is an old .xls file: save it as .xlsx in Excel or WPS and upload again',
)
export const otherFormat = bad(
  'spreadsheet_unknown_format',
  '不是 .xlsx 或 .csv 表格，请另存为 .xlsx 后重新上传',
  'Neither an .xlsx nor a .csv file: save it as .xlsx and upload again',
)
export const withMacros = bad(
  'spreadsheet_macros',
  '这是带宏的工作簿，不能使用。请在 Excel 或 WPS 中另存为 .xlsx 后重新上传',
  'The workbook has macros and is not taken: save it as .xlsx in Excel or WPS and upload again',
)
export const notWorkbook = bad(
  'spreadsheet_not_workbook',
  '表样须是 .xlsx 工作簿，不能用 .csv',
  'A form is an .xlsx workbook, not a .csv',
)
export const emptyFile = bad('spreadsheet_empty', '文件是空的', 'The file is empty')
export const noSheet = bad('spreadsheet_no_sheet', '文件中没有这个工作表', 'The file has no such sheet')

export const broken = (detail: string) =>
  new Problem(422, 'spreadsheet_broken', '文件已损坏，无法读取', 'The file is damaged and cannot be read', [
    { code: 'detail', zh: detail, en: detail },
  ])

export const tooLarge = (what: { zh: string; en: string }) =>
  new Problem(413, 'spreadsheet_too_large', `文件过大：${what.zh}`, `The file is too large: ${what.en}`)

export const formulaOver = (ref: string) =>
  new Problem(422, 'spreadsheet_formula', `${ref} 是公式，不能填写`, `${ref} holds a formula and is not filled`)
