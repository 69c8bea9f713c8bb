// Readings that a phone kept while it was out of reach (M21), sent together. They wait and are written with all others; each
// has its own fate, and one that is refused keeps none back. Sent again, whatever was written is there already.
import type { Context } from '../../../platform/context.ts'
import { detailsOf, parseShape } from '../../../platform/http/problems.ts'
import { type ReadingRecorded, type ReadingsRecorded, RecordReading } from '../contract.ts'

export async function recordBatch(
  ctx: Context,
  recordReading: (ctx: Context, input: RecordReading) => Promise<ReadingRecorded>,
  readings: readonly unknown[],
): Promise<ReadingsRecorded> {
  const record = async (said: unknown) => recordReading(ctx, parseShape(RecordReading, said, ''))
  const fates = await Promise.allSettled(readings.map(record))
  const result: ReadingsRecorded = { done: [], refused: [] }
  for (const [index, fate] of fates.entries()) {
    if (fate.status === 'fulfilled') {
      const { reading, ...recorded } = fate.value
      const { id, fever, completes } = reading
      result.done.push({ ...recorded, index, id, fever, completes })
    } else {
      result.refused.push({ index, id: idOf(readings[index]), ...refusalOf(fate.reason) })
    }
  }
  return result
}

const idOf = (said: unknown): string | null => {
  const { id } = (said ?? {}) as { id?: unknown }
  return typeof id === 'string' ? id : null
}

/** Throws what nobody foresaw: the whole batch is answered 500 and may be sent again. */
function refusalOf(error: unknown): Pick<ReadingsRecorded['refused'][number], 'status' | 'reasons'> {
  const { status, code, zh, en, errors } = detailsOf(error)
  if (status >= 500) throw error
  return { status, reasons: errors.length > 0 ? errors : [{ code, zh, en }] }
}
