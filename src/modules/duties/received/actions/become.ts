// A document becomes, in one step, what the daily meeting passes on as a requirement of the city (M53).
import type { Context } from '../../../../platform/context.ts'
import { requirementOfDocument, requireOfMeeting } from '../../meetings/index.ts'
import type { DocumentView, Require } from '../contract.ts'
import { sourceText } from '../rules.ts'
import { change, requireStanding } from './load.ts'

/** Once; the same id again is the same requirement. */
export const becomeRequirement = (ctx: Context, id: string, input: Require): Promise<DocumentView> =>
  change(ctx, id, 'received.keep', async (tx, row) => {
    requireStanding(row)
    const before = await requirementOfDocument(tx, id)
    const source = sourceText({ authority: row.authority, documentNumber: row.document_number })
    await requireOfMeeting(ctx, tx, { ...input, source, documentId: id })
    return before ? null : { action: 'received.required', details: { requirementId: input.id } }
  })
