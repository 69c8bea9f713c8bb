// Use cases of a document's files: kept sealed, checked by their content, served only to whoever may see the document, each
// look in the audit.
import { conflict, notFound, Problem, refused } from '../../../../kernel/problem.ts'
import { reason } from '../../../../kernel/verdict.ts'
import type { Context } from '../../../../platform/context.ts'
import { Download } from '../../../../platform/http/route.ts'
import type { Sealer } from '../../../../platform/sealed.ts'
import { audit } from '../../../audit/index.ts'
import { acceptedType, fileNameOf } from '../../../files/index.ts'
import type { DocumentView } from '../contract.ts'
import { MAX_DOCUMENT_FILES } from '../rules.ts'
import * as store from '../store.ts'
import { by, change, reading, requireStanding } from './load.ts'

export interface Tools {
  sealer: Sealer
}

const aFile = { zh: '该附件', en: 'File' }

/** The same id again is the same file. Throws Problem 415 when the bytes are no type that is taken. */
export const addDocumentFile = (
  ctx: Context,
  { sealer }: Tools,
  id: string,
  file: { id: string; name: string; bytes: Buffer },
): Promise<DocumentView> =>
  change(ctx, id, 'received.keep', async (tx, row) => {
    requireStanding(row)
    const mediaType = acceptedType(file.bytes)
    const contentHash = sealer.keyedHash(file.bytes)
    const known = await store.findFile(tx, file.id)
    const taken = () =>
      conflict('id_taken', '此编号已用于另一附件，请重新上传', 'This id is another file: upload it again')
    if (known) {
      if (known.document_id === id && known.content_hash.equals(contentHash)) return null
      throw taken()
    }
    const kept = (await store.filesOf(tx, id)).filter(({ voided_at }) => voided_at === null)
    if (kept.length >= MAX_DOCUMENT_FILES) {
      throw refused([
        reason(
          'too_many_files',
          `一份收文最多 ${MAX_DOCUMENT_FILES} 个附件`,
          `A document has ${MAX_DOCUMENT_FILES} files at most`,
          'file',
        ),
      ])
    }
    const isNew = await store.insertFile(tx, {
      id: file.id,
      documentId: id,
      areaCode: ctx.db.district,
      name: fileNameOf(file.name, 'document', mediaType),
      mediaType,
      size: file.bytes.length,
      contentHash,
      sealed: sealer.sealBytes(file.bytes, file.id),
      ...by(ctx),
    })
    // Sent at the same moment to another document.
    if (!isNew) throw taken()
    return { action: 'received.fileAdded', details: { fileId: file.id, mediaType, size: file.bytes.length } }
  })

export const readDocumentFile = (ctx: Context, { sealer }: Tools, fileId: string): Promise<Download> =>
  reading(ctx, async (tx, who) => {
    const file = await store.findFile(tx, fileId)
    if (!file || !(await store.findDocument(tx, who, file.document_id))) throw notFound(aFile)
    if (file.voided_at) throw new Problem(410, 'file_voided', '该附件已作废', 'This file was voided')
    await audit(tx, ctx, {
      action: 'received.fileViewed',
      subject: { kind: 'receivedDocument', id: file.document_id },
      areaCode: ctx.db.district,
      details: { fileId },
    })
    const bytes = sealer.openBytes(await store.readSealed(tx, fileId), fileId)
    return new Download(bytes, file.media_type, file.name)
  })

export async function voidDocumentFile(ctx: Context, fileId: string, why: string): Promise<DocumentView> {
  const known = await reading(ctx, (tx) => store.findFile(tx, fileId))
  if (!known) throw notFound(aFile)
  return change(ctx, known.document_id, 'received.keep', async (tx, row) => {
    requireStanding(row)
    const file = (await store.findFile(tx, fileId))!
    if (file.voided_at) {
      if (file.void_reason === why) return null
      throw conflict('file_voided', '该附件已作废', 'This file was voided already')
    }
    await store.voidFile(tx, fileId, { reason: why, ...by(ctx) })
    return { action: 'received.fileVoided', details: { fileId, reason: why } }
  })
}
