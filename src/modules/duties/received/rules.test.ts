// Where a received document stands, whose deadline has passed, who reads, and what a registration must keep to.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOverdue, numberText, readerIds, registrationReasons, sourceText, stateOf } from './rules.ts'

const NOW = '2020-02-01T01:00:00.000Z'
const standing = { doneAt: null, voidedAt: null, dueAt: null, instructions: 0, recipients: 0 }

describe('the state', () => {
  it.each([
    [{}, 'registered'],
    [{ instructions: 1 }, 'instructed'],
    [{ recipients: 2 }, 'circulated'],
    [{ instructions: 1, recipients: 2 }, 'circulated'],
    [{ instructions: 1, recipients: 2, doneAt: NOW }, 'done'],
    [{ doneAt: NOW, voidedAt: NOW }, 'voided'],
  ] as const)('of %j is %s', (some, state) => expect(stateOf({ ...standing, ...some })).toBe(state))
})

describe('a deadline', () => {
  it('is past from its own instant on, until the document is done or voided', () => {
    const minutes = fc.integer({ min: -100_000, max: 100_000 })
    fc.assert(
      fc.property(minutes, fc.boolean(), fc.boolean(), (ahead, isDone, isVoided) => {
        const dueAt = new Date(Date.parse(NOW) + ahead * 60_000).toISOString()
        const one = { dueAt, doneAt: isDone ? NOW : null, voidedAt: isVoided ? NOW : null }
        expect(isOverdue(one, NOW)).toBe(ahead <= 0 && !isDone && !isVoided)
      }),
    )
    expect(isOverdue({ ...standing, dueAt: null }, NOW)).toBe(false)
  })
})

describe('a registration', () => {
  it.each([
    ['now', NOW, null, []],
    ['later than now', '2020-02-01T01:00:00.001Z', null, ['received_later']],
    ['with a deadline before it came', '2020-01-31T00:00:00.000Z', '2020-01-30T00:00:00.000Z', ['due_before_received']],
    // Registered late: the paper had come, and its deadline has passed meanwhile.
    ['with a deadline that has passed', '2020-01-30T00:00:00.000Z', '2020-01-31T00:00:00.000Z', []],
  ] as const)('received %s', (_, receivedAt, dueAt, codes) =>
    expect(registrationReasons({ receivedAt, dueAt }, NOW).map(({ code }) => code)).toEqual(codes),
  )
})

it('is read by what an account answers for, and by posts of the command and the director, not by clerks of the office', () => {
  const posts = [
    { id: 'command.commander', unitId: 'command', kind: 'commander' },
    { id: 'office.officeDirector', unitId: 'office', kind: 'officeDirector' },
    { id: 'office.officeStaff', unitId: 'office', kind: 'officeStaff' },
    { id: '230406100.townshipHead', unitId: 'xinhua', kind: 'townshipHead' },
  ]
  expect(readerIds([{ kind: 'unit', key: 'xinhua' }], posts)).toEqual([
    'unit:xinhua',
    'post:command.commander',
    'post:office.officeDirector',
  ])
})

it('is named by its year and number, and names its source whole within what the meeting takes', () => {
  expect(numberText({ year: 2020, number: 12 })).toBe('收〔2020〕12号')
  expect(sourceText({ authority: '市指挥部', documentNumber: '鹤疫指发〔2020〕3号' })).toBe(
    '市指挥部 鹤疫指发〔2020〕3号',
  )
  expect(sourceText({ authority: '市指挥部', documentNumber: '' })).toBe('市指挥部')
})
