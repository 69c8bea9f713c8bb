// Chance that repeats itself: the same seed draws the same numbers on every machine. A fork draws its own, so that one
// person's life does not change when another person is added.

export interface Random {
  /** In [0, 1). */
  next(): number
  chance(probability: number): boolean
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number
  pick<T>(from: readonly T[]): T
  /** One decimal, `middle` give or take `spread`, the middle likelier. */
  around(middle: number, spread: number): number
  /** A UUIDv7 of that moment (ms since 1970). */
  id(at: number): string
  fork(label: string): Random
}

/** Four words of state from a text (cyrb128). */
function stateOf(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762]
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i)
    a = b ^ Math.imul(a ^ k, 597399067)
    b = c ^ Math.imul(b ^ k, 2869860233)
    c = d ^ Math.imul(c ^ k, 951274213)
    d = a ^ Math.imul(d ^ k, 2716044179)
  }
  a = Math.imul(c ^ (a >>> 18), 597399067)
  b = Math.imul(d ^ (b >>> 22), 2869860233)
  c = Math.imul(a ^ (c >>> 17), 951274213)
  d = Math.imul(b ^ (d >>> 19), 2716044179)
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a]
}

/** The generator sfc32. */
export function openRandom(seed: string): Random {
  let [a, b, c, d] = stateOf(seed)
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i++) next()
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join('')
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (from) => from[int(0, from.length - 1)]!,
    around: (middle, spread) => Math.round((middle + (next() + next() - 1) * spread) * 10) / 10,
    id(at) {
      const time = at.toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${int(8, 11).toString(16)}${hex(3)}-${hex(12)}`
    },
    fork: (label) => openRandom(`${seed}/${label}`),
  }
}
