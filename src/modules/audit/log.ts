// Reading the audit (M55, M57): who saw and changed what of a person, and what an account did. Looking is itself in the
// audit. A reader sees the events of the areas the permission holds in; events of no area only with the whole district.
import type { Readable } from 'node:stream'
import { isWithin } from '../../kernel/area.ts'
import { notFound } from '../../kernel/problem.ts'
import { addDays, at, dayOf, localTimeOf, type Zone } from '../../kernel/time.ts'
import type { Context } from '../../platform/context.ts'
import { nobody, type Tx } from '../../platform/db/database.ts'
import { readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { type WriteColumn, writeXlsx } from '../../platform/spreadsheet/index.ts'
import { accountNames, permit } from '../identity/index.ts'
import { planInForce } from '../organisation/index.ts'
import {
  type AuditColumn,
  type AuditEventView,
  type AuditFilters,
  type AuditPage,
  type AuditQuery,
  actionsOf,
  type ExportAudit,
  type SealsState,
  sayDetails,
  type Verification,
  wordsOf,
} from './contract.ts'
import { audit } from './index.ts'
import { keepVerification, readSeals, verifySeals } from './seals.ts'
import * as store from './store.ts'

const AT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const NUMBER = /^\d{1,18}$/
const EXPORT_PAGE = 1000

function filtersOf(ctx: Context, asked: AuditFilters, zone: Zone): store.LogFilters {
  const areas = ctx.actor.permissions.get('audit.read') ?? []
  return {
    person: asked.person,
    account: asked.account,
    ...(asked.kind ? { actions: actionsOf(asked.kind) } : {}),
    ...(asked.from ? { from: at(asked.from, '00:00', zone) } : {}),
    ...(asked.to ? { to: at(addDays(asked.to, 1), '00:00', zone) } : {}),
    ...(areas.some((area) => isWithin(ctx.db.district, area)) ? {} : { areas }),
  }
}

/** Said of the look in the audit: whose acts, of which kind and time; the person is its subject. */
const lookAt = (
  action: 'audit.viewed' | 'audit.exported',
  areaCode: string,
  asked: AuditFilters,
  more: object = {},
) => {
  const { person, ...said } = asked
  return {
    action,
    subject: person ? { kind: 'person', id: person } : { kind: 'list', id: 'audit' },
    areaCode,
    details: { ...said, ...more },
  }
}

/** The area that a look is about. Throws 404 for a person whom the reader does not see. */
async function areaOf(ctx: Context, tx: Tx, { person }: AuditFilters): Promise<string> {
  if (!person) return ctx.db.district
  const seen = (await store.seenPersons(tx, [person])).get(person)
  if (!seen) throw notFound({ zh: '该人员', en: 'Person' })
  return seen.area_code
}

export async function listEvents(ctx: Context, { limit, cursor, ...asked }: AuditQuery): Promise<AuditPage> {
  permit(ctx, 'audit.read')
  const after = cursor === undefined ? null : positionAt(cursor)
  const { plan } = await planInForce(ctx)
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const area = await areaOf(ctx, tx, asked)
    const rows = await store.listEvents(tx, filtersOf(ctx, asked, plan.zone), { limit: limit + 1, after })
    const page = rows.slice(0, limit)
    await audit(tx, ctx, lookAt('audit.viewed', area, asked))
    const last = page.at(-1)
    return {
      items: await viewsOf(tx, page),
      next: rows.length > limit && last ? writeCursor([last.at, String(last.id)]) : null,
    }
  })
}

function positionAt(cursor: string): store.Position {
  const [at, id] = readCursor(cursor, [AT, NUMBER])
  return { at, id }
}

async function viewsOf(tx: Tx, rows: readonly store.LogRow[]): Promise<AuditEventView[]> {
  const owners = await store.personsOf(tx, rows)
  const persons = await store.seenPersons(tx, [...new Set(owners.values())])
  const accounts = await accountNames(tx, [...new Set(rows.flatMap(namedIn))])
  const named = (value: unknown) => (typeof value === 'string' ? (accounts.get(value) ?? value) : value)
  return rows.map((row) => {
    const owner = owners.get(row.id)
    const person = owner === undefined ? undefined : persons.get(owner)
    return {
      id: String(row.id),
      at: row.at,
      account:
        row.account_id === null
          ? null
          : {
              id: row.account_id,
              name: row.display_name ?? '',
              userName: row.user_name ?? '',
              posts: row.posts,
            },
      action: row.action,
      kind: wordsOf(row.action).kind,
      subject: {
        kind: row.subject_kind,
        id: row.subject_id,
        name: row.subject_kind === 'account' ? (accounts.get(row.subject_id) ?? null) : null,
      },
      person:
        owner === undefined
          ? null
          : { id: owner, name: person?.name ?? null, documentMasked: person?.document_masked ?? null },
      areaCode: row.area_code,
      details: Object.fromEntries(
        Object.entries(row.details).map(([key, value]) => [key, isAccountKey(key) ? named(value) : value]),
      ),
    }
  })
}

const isAccountKey = (key: string) => /account(Id)?$/i.test(key)
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Accounts that an event names beside the one that acted. */
const namedIn = (row: store.LogRow): string[] =>
  [
    ...(row.subject_kind === 'account' ? [row.subject_id] : []),
    ...Object.entries(row.details).flatMap(([key, value]) => (isAccountKey(key) ? [String(value)] : [])),
  ].filter((id) => UUID.test(id))

/** Exactly what the screen shows, page after page, as a workbook. */
export async function exportEvents(
  ctx: Context,
  { columns, lang, ...asked }: ExportAudit,
): Promise<{ file: Readable; fileName: string }> {
  permit(ctx, 'audit.read')
  const { plan } = await planInForce(ctx)
  const filters = filtersOf(ctx, asked, plan.zone)
  await ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const area = await areaOf(ctx, tx, asked)
    await audit(tx, ctx, lookAt('audit.exported', area, asked, { columns }))
  })
  const described = describe(columns, lang, plan.zone)
  async function* rows() {
    for (let after: store.Position | null = null; ; ) {
      const page: store.LogRow[] = await ctx.db.transaction(ctx.actor.scope, (tx) =>
        store.listEvents(tx, filters, { limit: EXPORT_PAGE, after }),
      )
      const views = await ctx.db.transaction(ctx.actor.scope, (tx) => viewsOf(tx, page))
      for (const view of views) yield described.map(({ value }) => value(view))
      const last = page.at(-1)
      if (page.length < EXPORT_PAGE || !last) return
      after = { at: last.at, id: String(last.id) }
    }
  }
  const sheet = lang === 'zh' ? '操作记录' : 'Audit'
  return {
    file: writeXlsx({ sheet, columns: described, rows: rows() }),
    fileName: `${sheet}-${dayOf(ctx.now, plan.zone)}.xlsx`,
  }
}

interface Described extends WriteColumn {
  value(event: AuditEventView): string
}

function describe(columns: readonly AuditColumn[], lang: 'zh' | 'en', zone: Zone): Described[] {
  const inLanguage = (text: { zh: string; en: string }) => text[lang]
  const of = (zh: string, en: string, width: number, value: Described['value']): Described => ({
    header: lang === 'zh' ? zh : en,
    width,
    value,
  })
  const ALL: Record<AuditColumn, Described> = {
    at: of('时间', 'Time', 18, (event) => `${dayOf(event.at, zone)} ${localTimeOf(event.at, zone)}`),
    account: of('操作账号', 'Account', 30, ({ account }) =>
      account
        ? `${account.name} (${account.userName}) ${account.posts.map(inLanguage).join('; ')}`.trim()
        : inLanguage({ zh: '系统', en: 'the system' }),
    ),
    action: of('操作', 'Action', 26, ({ action }) => inLanguage(wordsOf(action))),
    subject: of('对象', 'About', 30, ({ person, subject }) =>
      person
        ? `${person.name ?? inLanguage({ zh: '管辖范围外的人员', en: 'somebody outside the area' })} ${person.documentMasked ?? ''}`.trim()
        : (subject.name ?? ''),
    ),
    area: of('区划代码', 'Area code', 16, ({ areaCode }) => areaCode ?? ''),
    details: of('详情', 'Details', 40, ({ details }) => sayDetails(details, lang)),
  }
  return columns.map((column) => ALL[column])
}

export function listAccounts(ctx: Context) {
  permit(ctx, 'audit.read')
  return ctx.db.transaction(nobody, store.listAuditAccounts)
}

export function readSealsState(ctx: Context): Promise<SealsState> {
  permit(ctx, 'audit.read')
  return ctx.db.transaction(nobody, readSeals)
}

/** Recomputes the chain now, and keeps what was found. */
export function verifyNow(ctx: Context): Promise<Verification> {
  permit(ctx, 'audit.read')
  return ctx.db.transaction(nobody, async (tx) => {
    const verification = await verifySeals(tx, ctx.now)
    await keepVerification(tx, verification)
    await audit(tx, ctx, {
      action: 'audit.verified',
      subject: { kind: 'list', id: 'audit' },
      areaCode: ctx.db.district,
      details: { seals: verification.seals, events: verification.events, broken: verification.broken?.seal ?? null },
    })
    return verification
  })
}
