// Invented people for tests: valid numbers that belong to nobody (area 230406, born in turn), and a registration's body.
import { newId } from '../../../kernel/ids.ts'
import { addDays } from '../../../kernel/time.ts'
import { checkCharacter } from '../rules/documents.ts'

let born = 0

/** A resident id with a right check digit, another one at each call. */
export function inventedId({ female = false } = {}): string {
  born += 1
  const day = addDays('1950-01-01', Math.floor(born / 400)).replaceAll('-', '')
  const order = String((born % 400) * 2 + (female ? 100 : 101)).padStart(3, '0')
  const digits = `230406${day}${order}`
  return digits + checkCharacter(digits)
}

// biome-ignore lint/suspicious/noExplicitAny: tests change any part of the body, wrongly too.
type Body = Record<string, any>

export function registration({ arrival = {}, ...person }: Body = {}): Body {
  return {
    id: newId(),
    name: '何国涛',
    document: { type: 'resident-id', number: inventedId() },
    telephones: ['19900674568'],
    areaCode: '230406100200',
    address: '胜利路1号',
    ...person,
    arrival: {
      id: newId(),
      status: 'arrived',
      originText: '湖北武汉',
      arrivalDay: '2020-01-24',
      means: 'train',
      serviceNo: 'K339',
      firstTemperature: 36.5,
      temperatureSite: 'forehead',
      source: 'selfReport',
      ...arrival,
    },
  }
}
