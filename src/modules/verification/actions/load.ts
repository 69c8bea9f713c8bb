// What the use cases of the slice share: who may, under which scope, and the list or person it is about.
import { conflict, notFound } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { permit } from '../../identity/index.ts'
import type { Tools } from '../../people/index.ts'
import * as entries from '../store/entries.ts'
import * as lists from '../store/lists.ts'

export type { Tools }

export const aList = { zh: '该份名单', en: 'List' }
export const anEntry = { zh: '名单上的该人员', en: 'Person of a list' }

/** Where the account reads lists. */
export const readAreas = (ctx: Pick<Context, 'actor'>): readonly string[] =>
  ctx.actor.permissions.get('verification.receive') ?? []

export async function loadList(ctx: Context, tx: Tx, id: string): Promise<lists.ListRow> {
  const row = await lists.findList(tx, id, readAreas(ctx))
  if (!row) throw notFound(aList)
  return row
}

/** For whoever receives lists where this one came in; held. */
export async function holdList(ctx: Context, tx: Tx, id: string): Promise<lists.ListRow> {
  permit(ctx, 'verification.receive')
  const row = await lists.lockList(tx, id, readAreas(ctx))
  if (!row) throw notFound(aList)
  permit(ctx, 'verification.receive', { area: row.area_code })
  if (row.voided_at !== null) throw conflict('list_voided', '该名单已作废，请刷新', 'The list was voided: look again')
  return row
}

export async function loadEntry(tx: Tx, id: string): Promise<entries.EntryRow> {
  const row = await entries.findEntry(tx, id)
  if (!row) throw notFound(anEntry)
  return row
}

/** Held: of two answers at once the second one sees the first. */
export async function holdEntry(tx: Tx, id: string): Promise<entries.EntryRow> {
  const row = await entries.lockEntry(tx, id)
  if (!row) throw notFound(anEntry)
  return row
}
