// The queues of movements (M05): what waits for this side, for another, for a letter's receipt, and what was done. Each is one
// condition in the store; a figure and the list behind it are the same.

/** Somebody has to do something. */
export const OPEN_QUEUES = [
  'incoming',
  'outgoing',
  'overdue',
  'noReceipt',
  'receiptOwed',
  'gone',
  'transients',
] as const
/** What was done. */
export const DONE_QUEUES = ['takenOver', 'handedOver', 'departed'] as const
export const MOVEMENT_QUEUES = [...OPEN_QUEUES, ...DONE_QUEUES] as const
export type MovementQueue = (typeof MOVEMENT_QUEUES)[number]
