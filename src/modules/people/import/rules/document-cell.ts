// The document cell of a row: the number that lost its digits, the type that the list states or the number shows.
import { type Reason, reason } from '../../../../kernel/verdict.ts'
import {
  type DocumentType,
  documentTypeOf,
  type IdentityDocument,
  inferDocument,
  readDocument,
} from '../../rules/documents.ts'
import { type ListCell, writtenIn } from './row.ts'

export type DocumentReading =
  | { ok: true; value: IdentityDocument; notes: Reason[] }
  | { ok: false; code: 'id_numeric' | 'id_checksum'; reasons: Reason[] }

/** Excel keeps 15 digits of a number: of a longer one the rest is gone, also when a .csv shows it as 4.2E+17. */
export function readDocumentCell(cell: ListCell, typeCell: ListCell): DocumentReading {
  const isLost =
    (cell.kind === 'number' && Number(cell.raw) >= 1e15) ||
    /^\d(\.\d+)?e\+?\d{2}$/i.test(writtenIn(cell).replace(/\s/g, ''))
  if (isLost) {
    const lost = reason(
      'id_numeric',
      '身份证号存成了数字，末几位已丢失，请改为文本格式后重新填写',
      'The number was stored as a number and has lost its last digits: format the cell as text and type it again',
    )
    return { ok: false, code: 'id_numeric', reasons: [lost] }
  }
  const stated = documentTypeOf(writtenIn(typeCell))
  const read = stated === null ? inferDocument(writtenIn(cell)) : readDocument(stated, writtenIn(cell))
  if (!read.ok) {
    // A list says 身份证 of everybody: a number that is plainly of another kind is taken as such, with a note.
    const other = stated === 'resident-id' ? inferDocument(writtenIn(cell)) : read
    if (!other.ok) return { ok: false, code: 'id_checksum', reasons: read.reasons }
    return { ok: true, value: other.value, notes: [typeNote(other.value.type)] }
  }
  const isPlain = stated !== null || read.value.type === 'resident-id'
  return { ok: true, value: read.value, notes: isPlain ? [] : [typeNote(read.value.type)] }
}

const typeNote = (type: DocumentType): Reason =>
  reason(
    'document_type_inferred',
    `证件类型由号码推断：${TYPE_ZH[type]}`,
    `Document type read from the number: ${type}`,
  )

const TYPE_ZH: Readonly<Record<DocumentType, string>> = {
  'resident-id': '居民身份证',
  'hk-macao-permit': '港澳居民来往内地通行证',
  'taiwan-permit': '台湾居民来往大陆通行证',
  'residence-permit-hmt': '港澳台居民居住证',
  'foreign-permanent': '外国人永久居留身份证',
  passport: '护照',
  other: '其他证件',
}
