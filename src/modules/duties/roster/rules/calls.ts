// Which unit a call at random goes to (M58): it follows from the id of the call, so that anybody can draw again and see that
// nobody was picked. Pure.

/** FNV-1a, 32 bits, mixed once more so that ids that differ little draw far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const char of text) value = Math.imul(value ^ char.charCodeAt(0), 0x01000193)
  value ^= value >>> 15
  value = Math.imul(value, 0x2c1b3c6d)
  value ^= value >>> 12
  value = Math.imul(value, 0x297a2d39)
  return (value ^ (value >>> 15)) >>> 0
}

/** One of the keys, whatever their order; undefined of none. */
export function drawOne(id: string, keys: readonly string[]): string | undefined {
  let drawn: { key: string; rank: number } | undefined
  for (const key of keys.toSorted()) {
    const rank = hash(`${id}/${key}`)
    if (!drawn || rank < drawn.rank) drawn = { key, rank }
  }
  return drawn?.key
}
