// The shipped plan itself: every clause has its duty (M01–M63), the counts of the source, no telephone number.
import { describe, expect, it } from 'vitest'
import { allDuties, clauseIds, resolveUnits } from './duties.ts'
import { basisOf, checkPlan, contactSubjects, measureByKey, parseContacts, staffAccounts } from './index.ts'
import { shippedPlan as plan, shippedAreas, shippedText } from './testing/shipped.ts'

describe('the shipped plan', () => {
  it('has no findings', () => {
    expect(checkPlan(shippedText, { areas: shippedAreas }).findings).toEqual([])
  })

  it('realises every clause by a duty with owners and a known measure', () => {
    const clauses = new Set(allDuties(plan).flatMap(({ duty }) => duty.clauses))
    expect([...clauses].sort()).toEqual(clauseIds(plan))
    expect(clauseIds(plan)).toHaveLength(63)
    for (const { duty } of allDuties(plan)) {
      expect(resolveUnits(plan, duty.owners).length, duty.key).toBeGreaterThan(0)
      expect(measureByKey(duty.measure.key), duty.key).toBeDefined()
    }
  })

  it('has the counts of the source', () => {
    expect(plan.groups.map(({ duties }) => duties.length)).toEqual([10, 9, 8, 6, 4, 5, 3, 1])
    expect(plan.groups[6]?.duties.map(({ printed }) => printed)).toEqual([1, 3, 4])
    expect(plan.groups[7]?.duties[0]?.printed).toBeNull()
    expect(plan.command.posts).toHaveLength(11)
    expect(plan.command.posts.every(({ holder }) => holder !== null)).toBe(true)
    expect(plan.groups.filter(({ leader }) => leader !== null)).toHaveLength(7)
    expect(plan.groups.filter(({ members }) => members.length > 0)).toHaveLength(7)
    expect(plan.groups[0]?.deputies).toHaveLength(5)
    expect(plan.groups[7]?.guarantorLeaders).toHaveLength(6)
    expect(plan.groups.filter(({ responsibleOfficer }) => responsibleOfficer.name === '孙秋博')).toHaveLength(4)
    expect(plan.units.filter(({ kind, standing }) => kind === 'bureau' && standing === 'member')).toHaveLength(17)
    expect(resolveUnits(plan, ['allTownships'])).toHaveLength(7)
    expect(plan.townshipCommands.duties).toHaveLength(4)
    expect(plan.response.heads.map(({ holder }) => holder)).toEqual([null, '王肇才'])
  })

  it('holds no telephone number', () => {
    expect(shippedText).not.toMatch(/\d{11}|1\d{2}\*/)
  })

  it('says which values are defaults', () => {
    expect(basisOf(plan, 'isolation.feverThreshold')?.en).toContain('fever')
    expect(basisOf(plan, 'isolation.windows.0.opens')).not.toBeNull()
    expect(basisOf(plan, 'isolation.days')).toBeNull()
    expect(basisOf(plan, 'reward.yuan')).toBeNull()
  })

  it('gives every township and village its accounts, each name once', () => {
    const accounts = staffAccounts(plan, shippedAreas)
    expect(new Set(accounts.map(({ userName }) => userName)).size).toBe(accounts.length)
    for (const { code, level } of shippedAreas) {
      const kinds = accounts.filter(({ areaCode }) => areaCode === code).map(({ kind }) => kind)
      if (level === 'township') expect(kinds).toEqual(['townshipHead', 'townshipClerk', 'villageMedic'])
      if (level === 'village') expect(kinds).toEqual(['villageClerk', 'villageMedic'])
    }
  })

  it('takes telephones from contacts only', () => {
    const subjects = contactSubjects(plan).map(({ subject }) => subject)
    expect(new Set(subjects).size).toBe(subjects.length)
    const contacts = parseContacts('hotline: "0468-1234567"\ngroup.medical: "19900000000"\n')
    expect(contacts.get('hotline')).toBe('0468-1234567')
    expect(subjects).toContain('group.medical')
    expect(() => parseContacts('hotline: ask at the gate\n')).toThrow('hotline')
    expect(parseContacts('').size).toBe(0)
  })
})
