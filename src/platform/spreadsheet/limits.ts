// Bounds on what one uploaded file may cost, so that a small archive that unfolds to gigabytes (a "zip bomb") is
// refused before it is unfolded. 100,000 rows of 15 columns unfold to about 65 MB.

export interface SpreadsheetLimits {
  /** Bytes of the file as uploaded. */
  fileBytes: number
  /** Bytes of all parts of an archive together, unfolded. */
  inflatedBytes: number
  /** Characters of one cell; Excel's own limit. */
  cellChars: number
  /** Columns read of a row; further ones are refused. */
  columns: number
  rows: number
  /** Parts of an archive. */
  parts: number
}

export const LIMITS: SpreadsheetLimits = {
  fileBytes: 64 * 2 ** 20,
  inflatedBytes: 256 * 2 ** 20,
  cellChars: 32_767,
  columns: 256,
  rows: 1_048_576,
  parts: 2_000,
}
