// Routes of the import of accounts: the template, a look at a list, and the accounts that it makes.
import type { Context } from '../../../platform/context.ts'
import { Download, type Exchange, type Route, route } from '../../../platform/http/route.ts'
import { receiveList, type Spreadsheet } from '../../../platform/spreadsheet/index.ts'
import { accountTemplate, importAccounts, previewAccounts } from './actions.ts'
import * as contract from './contract.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function withList<T>(
  ctx: Context,
  exchange: Exchange,
  act: (ctx: Context, book: Spreadsheet) => Promise<T>,
): Promise<T> {
  const list = await receiveList(await exchange.upload())
  try {
    return await act(ctx, list.book)
  } finally {
    await list.discard()
  }
}

export function accountImportRoutes(changed: <T>(result: T) => T): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/accounts/import-template',
      permission: 'account.manage',
      summary: 'A workbook with every post of the plan, to write user names and names beside',
      query: contract.TemplateQuery,
      handle: async (ctx, { query: { lang } }) =>
        new Download(
          await accountTemplate(ctx, lang),
          XLSX,
          lang === 'zh' ? '账户导入模板.xlsx' : 'accounts-template.xlsx',
        ),
    }),
    route({
      method: 'POST',
      url: '/api/v1/accounts/imports/preview',
      permission: 'account.manage',
      summary: 'What would become of every line of a list of accounts; nothing is saved',
      upload: true,
      withoutAudit: 'nothing is saved',
      response: contract.AccountImportPreview,
      status: 200,
      handle: (ctx, _input, exchange) => withList(ctx, exchange, previewAccounts),
    }),
    route({
      method: 'POST',
      url: '/api/v1/accounts/imports',
      permission: 'account.manage',
      summary: 'Make all right accounts of a list; their one-time passwords are answered this once',
      upload: true,
      response: contract.AccountImportResult,
      handle: async (ctx, _input, exchange) => changed(await withList(ctx, exchange, importAccounts)),
    }),
  ]
}
