// Files of a person: kept sealed, looked at one by one with the look in the audit, voided with a reason and never deleted.
// Whoever may act for the person, medics at the door among them, may add one.
import { conflict, notFound, Problem, refused } from '../../kernel/problem.ts'
import { reason } from '../../kernel/verdict.ts'
import type { Context } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Sealer } from '../../platform/sealed.ts'
import { audit } from '../audit/index.ts'
import { mayAct, permit } from '../identity/index.ts'
import { keepPersons, placeOfPerson } from '../people/index.ts'
import type { AddFile, FilesOfPerson, FileView } from './contract.ts'
import { type FileKind, fileNameOf, MAX_FILES, type MediaType, mediaTypeOf } from './rules/content.ts'
import * as store from './store.ts'

/** What the actions of this slice need beside the context. */
export interface Tools {
  sealer: Sealer
}

const FILE = { zh: '该附件', en: 'File' }
const by = (ctx: Pick<Context, 'actor'>): string | null => ctx.actor.accountId || null

export const filesOf = (ctx: Context, personId: string): Promise<FilesOfPerson> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const where = await placeOfPerson(ctx, tx, personId)
    permit(ctx, 'file.read', where)
    return {
      items: (await store.listFiles(tx, personId)).map(viewOf),
      may: { add: mayAct(ctx.actor, 'file.add', where), void: mayAct(ctx.actor, 'file.void', where) },
    }
  })

interface NewFile extends AddFile {
  name: string
  bytes: Buffer
}

/** Throws Problem 409 when the id is another file, 415 when the bytes are no type that is taken. */
export const addFile = (ctx: Context, { sealer }: Tools, personId: string, file: NewFile): Promise<FileView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const where = await placeOfPerson(ctx, tx, personId)
    permit(ctx, 'file.add', where)
    const mediaType = acceptedType(file.bytes)
    const contentHash = sealer.keyedHash(file.bytes)
    if (!(await keepPersons(tx, [personId])).has(personId)) throw mergedMeanwhile()
    if ((await store.countFiles(tx, personId)) >= MAX_FILES) {
      const known = await store.findFile(tx, file.id)
      if (!known) throw refused([TOO_MANY])
    }
    const isNew = await store.insertFile(tx, {
      id: file.id,
      personId,
      areaCode: where.area,
      kind: file.kind,
      name: fileNameOf(file.name, file.kind, mediaType),
      mediaType,
      size: file.bytes.length,
      contentHash,
      sealed: sealer.sealBytes(file.bytes, file.id),
      at: ctx.now,
      by: by(ctx),
    })
    const kept = await store.findFile(tx, file.id)
    if (!kept || kept.person_id !== personId || kept.kind !== file.kind || !kept.content_hash.equals(contentHash)) {
      throw conflict(
        'id_taken',
        '此编号已用于另一附件，请重新上传',
        'This id is in use for another file: upload it again',
      )
    }
    if (!isNew) return viewOf(kept)
    await audit(tx, ctx, {
      action: 'file.added',
      subject: { kind: 'person', id: personId },
      areaCode: where.area,
      details: { fileId: file.id, kind: file.kind, mediaType, size: file.bytes.length },
    })
    await ctx.emit(tx, { type: 'file.added', areaCode: where.area, personId, fileId: file.id, kind: file.kind })
    return viewOf(kept)
  })

/** The bytes. The look is in the audit; a voided file is no longer shown. */
export const readContent = (
  ctx: Context,
  { sealer }: Tools,
  id: string,
): Promise<{ name: string; mediaType: MediaType; bytes: Buffer }> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const file = await store.findFile(tx, id)
    if (!file) throw notFound(FILE)
    permit(ctx, 'file.read', await placeOfPerson(ctx, tx, file.person_id))
    if (file.voided_at) throw new Problem(410, 'file_voided', '该附件已作废', 'This file was voided')
    await audit(tx, ctx, {
      action: 'file.viewed',
      subject: { kind: 'person', id: file.person_id },
      areaCode: file.area_code,
      details: { fileId: id, kind: file.kind },
    })
    const sealed = await store.readSealed(tx, id)
    return { name: file.name, mediaType: file.media_type, bytes: sealer.openBytes(sealed!, id) }
  })

export const voidFile = (ctx: Context, id: string, why: string): Promise<FileView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const file = await store.lockFile(tx, id)
    if (!file) throw notFound(FILE)
    permit(ctx, 'file.void', await placeOfPerson(ctx, tx, file.person_id))
    if (file.voided_at) throw conflict('file_voided', '该附件已作废', 'This file was voided already')
    await store.voidFile(tx, id, { at: ctx.now, by: by(ctx), reason: why })
    await audit(tx, ctx, {
      action: 'file.voided',
      subject: { kind: 'person', id: file.person_id },
      areaCode: file.area_code,
      details: { fileId: id, kind: file.kind, reason: why },
    })
    await ctx.emit(tx, {
      type: 'file.voided',
      areaCode: file.area_code,
      personId: file.person_id,
      fileId: id,
      kind: file.kind,
    })
    return viewOf((await store.findFile(tx, id))!)
  })

/** Of these files, those that exist for this person and are not voided, with their kind. */
export async function filesKept(
  tx: Tx,
  personId: string,
  ids: readonly string[],
): Promise<{ id: string; kind: FileKind }[]> {
  const files = await store.listFiles(tx, personId)
  return files.filter(({ id, voided_at }) => ids.includes(id) && !voided_at).map(({ id, kind }) => ({ id, kind }))
}

const mergedMeanwhile = () =>
  conflict('person_merged', '此人登记刚被合并或注销，请刷新', 'This registration was just merged or voided: look again')

/** The type by the bytes. Throws Problem 400 when there are none, 415 when it is no type that is taken. */
export function acceptedType(bytes: Buffer): MediaType {
  if (bytes.length === 0) throw refused([EMPTY], 400)
  const type = mediaTypeOf(bytes)
  if (!type) throw refused([NOT_TAKEN], 415)
  return type
}

const EMPTY = reason('file_empty', '文件是空的', 'The file is empty', 'file')
const NOT_TAKEN = reason(
  'file_type',
  '只接受 JPEG、PNG、WebP 图片和 PDF 文件（按内容识别，与文件名无关）',
  'Only JPEG, PNG and WebP pictures and PDF are taken (told by content, not by name)',
  'file',
)
const TOO_MANY = reason(
  'too_many_files',
  `一人最多保存 ${MAX_FILES} 个附件，请先作废不需要的`,
  `A person has ${MAX_FILES} files at most: void those that are not needed`,
  'file',
)

const viewOf = (row: store.FileRow): FileView => ({
  id: row.id,
  personId: row.person_id,
  kind: row.kind,
  name: row.name,
  mediaType: row.media_type,
  size: row.size,
  addedAt: row.added_at,
  addedBy: row.added_by_name,
  voided: row.voided_at ? { at: row.voided_at, by: row.voided_by_name, reason: row.void_reason ?? '' } : null,
})
