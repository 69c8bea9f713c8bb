// Use cases of the import of accounts: look at a list, make all that is right in it, and the template to fill in.
import type { Readable } from 'node:stream'
import { refused } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody, type Tx } from '../../../platform/db/database.ts'
import { type Spreadsheet, writeXlsx } from '../../../platform/spreadsheet/index.ts'
import { audit } from '../../audit/index.ts'
import { type AccountToCreate, createAccounts } from '../actions.ts'
import { permit } from '../permit.ts'
import { lockPosts } from '../store.ts'
import type { AccountImportPreview, AccountImportResult } from './contract.ts'
import { COLUMNS, FIELDS, type JudgedLine, judgeLines, KIND_NAMES, type Line, readHeader, readLine } from './rules.ts'
import * as store from './store.ts'

/** A header may stand below a title. */
const HEADER_ROWS = 10
/** More people than a district's plan has posts for; a password is made for each. */
const MOST_LINES = 2000

/** Throws Problem 422 when there is no header, nobody in it, or too many. */
async function readLines(book: Spreadsheet): Promise<Line[]> {
  let columns: ReturnType<typeof readHeader> = null
  const lines: Line[] = []
  for await (const { row, cells } of book.rows()) {
    const texts = cells.map(({ text }) => text)
    if (columns === null) {
      columns = readHeader(texts)
      if (columns === null && row >= HEADER_ROWS) break
      continue
    }
    const line = readLine(row, texts, columns)
    if (line) lines.push(line)
    if (lines.length > MOST_LINES) {
      throw refused([
        reason('too_many_lines', `一次最多导入 ${MOST_LINES} 行`, `At most ${MOST_LINES} lines at once`, 'file'),
      ])
    }
  }
  if (columns === null) {
    throw refused([
      reason(
        'no_header',
        '没有找到表头：至少要有“用户名”和“姓名”两列，请用模板',
        'No header: “User name” and “Name” are needed, use the template',
        'file',
      ),
    ])
  }
  if (lines.length === 0) {
    throw refused([reason('no_lines', '表中没有填写任何人', 'Nobody is in the list', 'file')])
  }
  return lines
}

async function judge(tx: Tx, ctx: Context, lines: readonly Line[]): Promise<JudgedLine[]> {
  const existing = await store.existingAccounts(tx, { names: lines.map(({ userName }) => userName), now: ctx.now })
  return judgeLines(lines, { posts: await store.listPostOptions(tx, ctx.now), existing })
}

/** The accounts that the right lines make, each with its posts. */
function accountsOf(judged: readonly JudgedLine[]): AccountToCreate[] {
  const accounts = new Map<string, AccountToCreate & { holdings: AccountToCreate['holdings'][number][] }>()
  for (const { outcome, userName, displayName, post, telephone } of judged) {
    if (outcome !== 'add') continue
    const account = accounts.get(userName) ?? { userName, displayName, holdings: [] }
    if (post) {
      account.holdings.push({
        postId: post.id,
        holderName: displayName,
        holderOffice: '',
        telephone: telephone || null,
      })
    }
    accounts.set(userName, account)
  }
  return [...accounts.values()]
}

export async function previewAccounts(ctx: Context, book: Spreadsheet): Promise<AccountImportPreview> {
  permit(ctx, 'account.manage')
  const lines = await readLines(book)
  const judged = await ctx.db.transaction(nobody, (tx) => judge(tx, ctx, lines))
  return { lines: judged, accounts: accountsOf(judged).length }
}

/** Makes every account whose lines are right; of two imports at once the second finds the first's accounts there. */
export async function importAccounts(ctx: Context, book: Spreadsheet): Promise<AccountImportResult> {
  permit(ctx, 'account.manage')
  const lines = await readLines(book)
  return ctx.db.transaction(nobody, async (tx) => {
    await tx.sql(`select pg_advisory_xact_lock(hashtext('accounts.import'))`)
    // Held before they are judged for good: somebody may be changing a holder at this moment.
    const meant = (await judge(tx, ctx, lines)).flatMap(({ post }) => post?.id ?? [])
    await lockPosts(tx, meant, ctx.now)
    const judged = await judge(tx, ctx, lines)
    const accounts = accountsOf(judged)
    const made = await createAccounts(tx, ctx, accounts)
    const names = new Map(accounts.map(({ userName, displayName }) => [userName, displayName]))
    await audit(tx, ctx, {
      action: 'accounts.imported',
      subject: { kind: 'accounts', id: ctx.requestId },
      details: { lines: lines.length, made: made.length },
    })
    await ctx.emit(tx, { type: 'accounts.imported', areaCode: null })
    return {
      lines: judged,
      accounts: made.length,
      made: made.map((row) => ({ ...row, displayName: names.get(row.userName) ?? '' })),
    }
  })
}

/** Every post of the plan on a line of its own, to write names beside; lines without a name are left out. */
export async function accountTemplate(ctx: Context, lang: 'zh' | 'en'): Promise<Readable> {
  permit(ctx, 'account.manage')
  const posts = await ctx.db.transaction(nobody, (tx) => store.listPostOptions(tx, ctx.now))
  const widths = { userName: 18, displayName: 14, telephone: 16, postId: 34, post: 40, unit: 30, kind: 18, area: 14 }
  return writeXlsx({
    sheet: lang === 'zh' ? '账户' : 'Accounts',
    columns: FIELDS.map((field) => ({ header: COLUMNS[field][lang], width: widths[field] })),
    rows: posts.map((post) => [
      '',
      '',
      '',
      post.id,
      lang === 'zh' ? post.titleZh : post.titleEn,
      lang === 'zh' ? post.unitZh : post.unitEn,
      KIND_NAMES[post.kind as keyof typeof KIND_NAMES]?.[lang] ?? post.kind,
      post.areaCode,
    ]),
  })
}
