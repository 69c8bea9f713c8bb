// Record ids. UUIDv7 made by whoever creates the record, the phone included, so that a retry is the same record
// and new rows land at the end of an index.
import { v7 } from 'uuid'

/** A new UUIDv7, lower-case text. */
export const newId = (): string => v7()
