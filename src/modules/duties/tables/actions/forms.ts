// Use cases of forms (M49): the superior's workbook is kept as it came, maps itself as far as it is sure, and the clerk does the
// rest; a later form of the same name is a version that keeps what still has its place.
import { conflict, notFound, refused } from '../../../../kernel/problem.ts'
import { reason } from '../../../../kernel/verdict.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody, type Tx } from '../../../../platform/db/database.ts'
import { audit } from '../../../audit/index.ts'
import { permit } from '../../../identity/index.ts'
import { planInForce } from '../../../organisation/index.ts'
import { exportColumns } from '../../../people/index.ts'
import { ownerId } from '../../obligations/index.ts'
import { FIGURES } from '../../reports/rules/form.ts'
import type { FormList, FormView, Grid, Mapping, SaveMapping, VersionView } from '../contract.ts'
import { carry } from '../rules/carry.ts'
import { checkMapping } from '../rules/check.ts'
import { namesOf } from '../rules/names.ts'
import { mainSheet, propose } from '../rules/propose.ts'
import * as formsStore from '../store/forms.ts'
import { aForm, by, gridsOf, openWorkbook, type Tools } from './load.ts'

interface Uploaded {
  fileName: string
  bytes: Buffer
}

const nameOfFile = (said: string): string => {
  const name = (said.split(/[\\/]/).at(-1) ?? '').replace(/[\p{C}"<>:|?*]/gu, '').trim()
  const stem = name.replace(/\.[A-Za-z]{1,5}$/, '').slice(0, 80)
  return `${stem || '报表'}.xlsx`
}

/** The same id again is the same form. */
export const addForm = (
  ctx: Context,
  tools: Tools,
  { id, versionId, name, ...file }: { id: string; versionId: string; name: string } & Uploaded,
): Promise<FormView> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'table.keep')
    const grids = await gridsOf(file.bytes)
    const { plan } = await planInForce(ctx)
    const isNew = await formsStore.insertForm(tx, { id, name, ...by(ctx) })
    if (isNew) {
      const names = namesOf(plan)
      const mapping = propose(mainSheet(grids, names), names)
      await keepVersion(ctx, tools, tx, { id: versionId, formId: id, mapping, lost: [], ...file })
    }
    const form = (await formsStore.findForm(tx, id))!
    const [first] = (await formsStore.versionsOf(tx, id)).toReversed()
    if (form.name !== name || first?.id !== versionId) throw idTaken()
    return viewOf(ctx, tools, tx, form)
  })

export const addVersion = (ctx: Context, tools: Tools, formId: string, { id, ...file }: { id: string } & Uploaded) =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'table.keep')
    const grids = await gridsOf(file.bytes)
    const { plan } = await planInForce(ctx)
    const form = await formsStore.lockForm(tx, formId)
    if (!form) throw notFound(aForm)
    const known = await formsStore.findVersion(tx, id)
    if (known) {
      if (known.form_id !== formId || !known.content_hash.equals(tools.sealer.keyedHash(file.bytes))) throw idTaken()
      return viewOf(ctx, tools, tx, form)
    }
    const [last] = await formsStore.versionsOf(tx, formId)
    const before = await gridsOf(await openWorkbook(tx, tools, last!.id))
    const old = { mapping: last!.mapping, grid: before.find(({ name }) => name === last!.mapping.sheet)! }
    const names = namesOf(plan)
    const grid = grids.find(({ name }) => name === last!.mapping.sheet) ?? mainSheet(grids, names)
    await keepVersion(ctx, tools, tx, { id, formId, ...carry(old, grid, names), ...file })
    return viewOf(ctx, tools, tx, form)
  })

async function keepVersion(
  ctx: Context,
  { sealer }: Tools,
  tx: Tx,
  row: { id: string; formId: string; mapping: Mapping; lost: string[] } & Uploaded,
): Promise<void> {
  const isNew = await formsStore.insertVersion(tx, {
    ...row,
    fileName: nameOfFile(row.fileName),
    size: row.bytes.length,
    contentHash: sealer.keyedHash(row.bytes),
    sealed: sealer.sealBytes(row.bytes, row.id),
    ...by(ctx),
  })
  if (!isNew) throw idTaken()
  await tell(ctx, tx, row.formId, 'uploaded', { versionId: row.id, size: row.bytes.length, lost: row.lost.length })
}

export const saveMapping = (ctx: Context, tools: Tools, versionId: string, { mapping, revision }: SaveMapping) =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'table.keep')
    const version = await formsStore.findVersion(tx, versionId)
    const form = version && (await formsStore.lockForm(tx, version.form_id))
    if (!version || !form) throw notFound(aForm)
    const [last] = await formsStore.versionsOf(tx, form.id)
    if (last!.id !== versionId)
      throw conflict('version_old', '已有新版表样，请在新版上修改', 'There is a newer version: change that one')
    const { plan } = await planInForce(ctx)
    const reasons = checkMapping(mapping, await gridsOf(await openWorkbook(tx, tools, versionId)), plan)
    const known = new Set(exportColumns().map(({ key }) => key))
    for (const [index, { person }] of (mapping.list?.columns ?? []).entries()) {
      if (person !== SERIAL && !known.has(person))
        reasons.push(
          reason('column_unknown', '名单没有这一列', 'The list has no such column', `list.columns[${index}]`),
        )
    }
    if (reasons.length > 0) throw refused(reasons)
    if (!(await formsStore.saveMapping(tx, versionId, mapping, revision)))
      throw conflict('mapping_changed', '对应关系刚被他人修改，请刷新', 'Somebody else just changed it: look again')
    await tell(ctx, tx, form.id, 'mapped', { versionId, revision: revision + 1 })
    return viewOf(ctx, tools, tx, form)
  })

/** The running number of a person in a list. */
export const SERIAL = 'serial'

/** What another sheet of the workbook would stand for. */
export const proposeSheet = (
  ctx: Context,
  tools: Tools,
  versionId: string,
  sheet: string,
): Promise<{ mapping: Mapping }> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'table.keep')
    if (!(await formsStore.findVersion(tx, versionId))) throw notFound(aForm)
    const grid = (await gridsOf(await openWorkbook(tx, tools, versionId))).find(({ name }) => name === sheet)
    if (!grid) throw notFound({ zh: '该工作表', en: 'Sheet' })
    return { mapping: propose(grid, namesOf((await planInForce(ctx)).plan)) }
  })

export async function listForms(ctx: Context): Promise<FormList> {
  permit(ctx, 'table.keep')
  const rows = await ctx.db.transaction(nobody, (tx) => formsStore.listForms(tx))
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      versions: row.versions,
      uploadedAt: row.uploaded_at,
      fillings: row.fillings,
      open: row.open,
      lastFilled: row.last_filled,
    })),
  }
}

export const readForm = (ctx: Context, tools: Tools, id: string): Promise<FormView> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'table.keep')
    const form = await formsStore.findForm(tx, id)
    if (!form) throw notFound(aForm)
    return viewOf(ctx, tools, tx, form)
  })

/** As it came. */
export const readOriginal = (
  ctx: Context,
  tools: Tools,
  versionId: string,
): Promise<{ bytes: Buffer; fileName: string }> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'table.keep')
    const version = await formsStore.findVersion(tx, versionId)
    if (!version) throw notFound(aForm)
    return { bytes: await openWorkbook(tx, tools, versionId), fileName: version.file_name }
  })

async function viewOf(ctx: Context, tools: Tools, tx: Tx, form: formsStore.FormRow): Promise<FormView> {
  const { plan } = await planInForce(ctx)
  const [current, ...before] = (await formsStore.versionsOf(tx, form.id)).map(versionView)
  const grids: Grid[] = await gridsOf(await openWorkbook(tx, tools, current!.id))
  return {
    id: form.id,
    name: form.name,
    current: { ...current!, grids },
    before: before.map(({ id, number, fileName, uploadedAt, uploadedBy }) => ({
      id,
      number,
      fileName,
      uploadedAt,
      uploadedBy,
    })),
    figures: Object.entries(FIGURES).map(([key, { zh, en, of }]) => ({ key, zh, en, of })),
    owners: [
      ...plan.units
        .filter(({ standing }) => standing !== 'outside')
        .map(({ key, zh, en }) => ({ id: ownerId({ kind: 'unit', key }), name: { zh, en } })),
      ...plan.groups.map(({ key, name }) => ({ id: ownerId({ kind: 'group', key }), name })),
    ],
    personColumns: [{ key: SERIAL, zh: '序号', en: 'Number' }, ...exportColumns()],
  }
}

const versionView = (row: formsStore.VersionRow): VersionView => ({
  id: row.id,
  number: row.number,
  fileName: row.file_name,
  size: row.size,
  uploadedAt: row.uploaded_at,
  uploadedBy: row.uploaded_by_name,
  revision: row.revision,
  mapping: row.mapping,
  lost: row.lost,
})

const idTaken = () => conflict('id_taken', '此编号已被使用，请重新上传', 'This id is in use: upload it again')

async function tell(
  ctx: Context,
  tx: Tx,
  formId: string,
  what: 'uploaded' | 'mapped',
  details: Record<string, string | number>,
): Promise<void> {
  await audit(tx, ctx, {
    action: `tableForm.${what}`,
    subject: { kind: 'tableForm', id: formId },
    areaCode: ctx.db.district,
    details,
  })
  await ctx.emit(tx, { type: 'tableForm.changed', areaCode: ctx.db.district, formId })
}
