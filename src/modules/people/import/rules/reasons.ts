// The reasons of the import by name; a file of its own, so that the web pages need not load what reads names.

/** Why a row cannot be saved, in the order in which a row with several is counted. */
export const INVALID_REASONS = [
  'id_checksum',
  'no_name',
  'bad_date',
  'bad_temperature',
  'unknown_area',
  'id_numeric',
] as const
export type InvalidReason = (typeof INVALID_REASONS)[number]
