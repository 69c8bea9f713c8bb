// Telephone numbers as people write them: full-width digits, dashes, +86, several in one cell. Stored as digits, a
// landline with its area code and a dash, a foreign number with its plus.

/** One number in its one form, or null when it is none. Mobile `19901339885`, landline `0468-3456789-12`, `+7914…`. */
export function normaliseTelephone(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/(转|分机|ext\.?)/gi, '#')
    .replace(/[^\d+#]/g, '')
    .replace(/^(?:\+|00)86/, '')
  const [number = '', extension = ''] = plain.split('#')
  const suffix = extension === '' ? '' : `-${extension}`
  const mobile = /^(?:86|0)?(1[3-9]\d{9})$/.exec(number)
  if (mobile) return mobile[1]!
  const landline = /^(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})$/.exec(number)
  if (landline) return `${landline[1]}-${landline[2]}${suffix}`
  if (/^[2-9]\d{6,7}$/.test(number)) return number + suffix
  if (/^(400|800)\d{7}$/.test(number)) return number
  return /^\+\d{7,15}$/.test(number) ? number : null
}

/** All numbers of a cell, in order, without repeats, and what of it was no number. */
export function readTelephones(text: string): { numbers: string[]; rest: string } {
  const whole = normaliseTelephone(text)
  if (whole !== null) return { numbers: [whole], rest: '' }
  const numbers: string[] = []
  const rest: string[] = []
  for (const part of text.normalize('NFKC').split(/[/,;、|\n]|或|\s{2,}|\s(?=1[3-9]\d{9}\b)/)) {
    if (part.trim() === '') continue
    const number = normaliseTelephone(part)
    if (number === null) rest.push(part.trim())
    else if (!numbers.includes(number)) numbers.push(number)
  }
  return { numbers, rest: rest.join('、') }
}
