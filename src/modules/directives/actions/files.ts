// Files of a directive or of a unit's answer: a picture or PDF told by its content, sealed, once under its id, and served to
// those who see the directive, each look in the audit.
import { conflict, notFound, refused } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Sealer } from '../../../platform/sealed.ts'
import { audit } from '../../audit/index.ts'
import { acceptedType, fileNameOf } from '../../files/index.ts'
import { permit } from '../../identity/index.ts'
import type { DirectiveFileView, DirectiveView } from '../contract.ts'
import { isOpen } from '../rules/kinds.ts'
import { assignmentsOf } from '../store/assignments.ts'
import { findDirective } from '../store/directives.ts'
import * as store from '../store/parts.ts'
import { A_DIRECTIVE, by, mayDecide, requireSeen, sidesOf } from './access.ts'
import { holdAssignment, otherSide } from './course.ts'
import { fileView, viewOfDirective } from './read.ts'

export interface Tools {
  sealer: Sealer
}

interface NewFile {
  id: string
  name: string
  bytes: Buffer
}

const MAX_FILES = 30

/** Of a unit's answer, while it is open. */
export const addAnswerFile = (
  ctx: Context,
  tools: Tools,
  assignmentId: string,
  file: NewFile,
): Promise<DirectiveFileView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await holdAssignment(ctx, tx, assignmentId, 'unit')
    if (!isOpen(row.state))
      throw conflict('assignment_moved', '该事项已结束，不能再加附件', 'It is over: no more files')
    return keep(ctx, tx, tools, { directiveId: row.directive_id, assignmentId, areaCode: row.area_code }, file)
  })

/** Of the directive itself, by its issuer. */
export const addDirectiveFile = (
  ctx: Context,
  tools: Tools,
  directiveId: string,
  file: NewFile,
): Promise<DirectiveFileView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const directive = await findDirective(tx, directiveId)
    if (!directive) throw notFound(A_DIRECTIVE)
    const given = await assignmentsOf(tx, directiveId)
    requireSeen(sidesOf(ctx, directive, given), given)
    if (!mayDecide(ctx, directive)) throw otherSide('issuer')
    return keep(ctx, tx, tools, { directiveId, assignmentId: null, areaCode: directive.area_code }, file)
  })

async function keep(
  ctx: Context,
  tx: Tx,
  { sealer }: Tools,
  where: { directiveId: string; assignmentId: string | null; areaCode: string },
  file: NewFile,
): Promise<DirectiveFileView> {
  const mediaType = acceptedType(file.bytes)
  const contentHash = sealer.keyedHash(file.bytes)
  const known = await store.findFile(tx, file.id)
  if (
    !known &&
    (await store.listFiles(tx, where.directiveId)).filter((one) => one.assignment_id === where.assignmentId).length >=
      MAX_FILES
  )
    throw refused([TOO_MANY])
  const isNew = await store.insertFile(tx, {
    id: file.id,
    directiveId: where.directiveId,
    assignmentId: where.assignmentId,
    name: fileNameOf(file.name, 'document', mediaType),
    mediaType,
    size: file.bytes.length,
    contentHash,
    sealed: sealer.sealBytes(file.bytes, file.id),
    at: ctx.now,
    by: by(ctx),
  })
  const kept = await store.findFile(tx, file.id)
  const same =
    kept?.directive_id === where.directiveId &&
    kept.assignment_id === where.assignmentId &&
    kept.content_hash.equals(contentHash)
  if (!kept || !same) {
    throw conflict(
      'id_taken',
      '此编号已用于另一附件，请重新上传',
      'This id is in use for another file: upload it again',
    )
  }
  if (isNew) {
    await audit(tx, ctx, {
      action: 'directive.fileAdded',
      subject: { kind: 'directive', id: where.directiveId },
      areaCode: where.areaCode,
      details: { fileId: file.id, assignmentId: where.assignmentId, mediaType, size: file.bytes.length },
    })
    await ctx.emit(tx, {
      type: 'directive.fileAdded',
      areaCode: where.areaCode,
      directiveId: where.directiveId,
      fileId: file.id,
    })
  }
  return fileView(kept)
}

/** The bytes, to whoever sees the directive and, of a unit's answer, that unit's course. */
export const readFile = (
  ctx: Context,
  { sealer }: Tools,
  id: string,
): Promise<{ name: string; mediaType: string; bytes: Buffer }> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    permit(ctx, 'directive.read')
    const file = await store.findFile(tx, id)
    if (!file) throw notFound(A_FILE)
    const view: DirectiveView = await viewOfDirective(ctx, tx, file.directive_id)
    if (!view.files.some((one) => one.id === id)) throw notFound(A_FILE)
    await audit(tx, ctx, {
      action: 'directive.fileViewed',
      subject: { kind: 'directive', id: file.directive_id },
      details: { fileId: id },
    })
    const sealed = await store.readSealed(tx, id)
    return { name: file.name, mediaType: file.media_type, bytes: sealer.openBytes(sealed!, id) }
  })

const A_FILE = { zh: '该附件', en: 'File' }
const TOO_MANY = reason(
  'too_many_files',
  `每个单位最多 ${MAX_FILES} 个附件`,
  `Each side adds ${MAX_FILES} files at most`,
  'file',
)
