// Columns come in the order that was chosen, and what a row can't do without is never lost.
import { describe, expect, it } from 'vitest'
import { inOrder } from './use-columns.ts'

const columns = ['name', 'sex', 'telephone', 'address'].map((key) => ({
  key,
  title: key,
  lead: key === 'name',
  cell: () => null,
}))
const keysOf = (keys: string[]) => inOrder(columns, keys).map(({ key }) => key)

describe('columns in a chosen order', () => {
  it.each([
    [
      ['telephone', 'name', 'sex'],
      ['telephone', 'name', 'sex'],
    ],
    [
      ['address', 'sex'],
      ['name', 'address', 'sex'],
    ],
    [
      ['gone', 'sex'],
      ['name', 'sex'],
    ],
    [[], ['name']],
  ])('%j shows %j', (chosen, shown) => expect(keysOf(chosen)).toEqual(shown))
})
