// Who of a list is in the register, what may be found of a person, when it is a matter of concealment, and what is replied.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../kernel/time.ts'
import { chainOfUnregistered, decideFinding, FINDINGS, type FindingSaid, isUnregistered } from './findings.ts'
import { type Candidate, judgeMatch } from './matching.ts'
import { countReply, explain, summaryOf } from './reply.ts'

const XINHUA = '230406100200'
const SHUYUAN = '230406201'
const candidate = (more: Partial<Candidate> = {}): Candidate => ({
  personId: 'a',
  by: 'document',
  areaCode: XINHUA,
  isHere: true,
  ...more,
})

describe('matching', () => {
  it.each<[string, Candidate[], string | null, object]>([
    ['nobody', [], XINHUA, { match: 'unknown', isCertain: true, personId: null, area: XINHUA }],
    ['nobody, no address', [], null, { match: 'unknown', area: null }],
    ['the number, here', [candidate()], null, { match: 'hit', isCertain: true, personId: 'a', area: XINHUA }],
    ['the number, in the township of the list', [candidate()], '230406100', { match: 'hit' }],
    ['the number, of another township', [candidate()], SHUYUAN, { match: 'elsewhere', personId: 'a', area: XINHUA }],
    ['the number, who left', [candidate({ isHere: false })], SHUYUAN, { match: 'elsewhere', area: SHUYUAN }],
    ['telephone and name', [candidate({ by: 'telephone' })], null, { match: 'hit', isCertain: false, personId: null }],
    [
      'two of one name',
      [candidate({ by: 'name', isHere: false }), candidate({ by: 'name', personId: 'b' })],
      null,
      { match: 'hit', isCertain: false, personId: null },
    ],
  ])('%s', (_what, candidates, listed, expected) => expect(judgeMatch(candidates, listed)).toMatchObject(expected))

  it('says who it is only for certain, and by the number above all else', () => {
    const any = fc.record({
      personId: fc.constantFrom('a', 'b', 'c'),
      by: fc.constantFrom('document', 'telephone', 'name'),
      areaCode: fc.constantFrom(XINHUA, SHUYUAN),
      isHere: fc.boolean(),
    }) as fc.Arbitrary<Candidate>
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), fc.constantFrom(XINHUA, SHUYUAN, null), (candidates, listed) => {
        const judged = judgeMatch(candidates, listed)
        const byNumber = candidates.find(({ by }) => by === 'document')
        expect(judged.personId).toBe(byNumber?.personId ?? null)
        expect(judged.isCertain).toBe(byNumber !== undefined || candidates.length === 0)
        expect(judged.match === 'unknown').toBe(candidates.length === 0)
        if (listed !== null && !byNumber) expect(judged.area).toBe(listed)
      }),
    )
  })
})

const said = (more: Partial<FindingSaid> = {}): FindingSaid => ({
  kind: 'notFound',
  personId: null,
  reason: '',
  placeText: '',
  toArea: null,
  arrivedOn: null,
  tries: [{ how: 'visit', at: '2020-01-25T00:00:00.000Z', who: '村干部' }],
  corrects: null,
  correction: '',
  ...more,
})
const open = { findingId: null, isSent: true, areaCode: XINHUA, isVoided: false, listVoided: false }
const now = { now: '2020-01-25T01:00:00.000Z', today: '2020-01-25' }

describe('a finding', () => {
  it.each<[string, Partial<FindingSaid>, string | null]>([
    ['not found, with a try', {}, null],
    ['not found, nothing tried', { tries: [] }, 'tries_needed'],
    ['tried in the future', { tries: [{ how: 'visit', at: '2020-01-26T00:00:00.000Z', who: '甲' }] }, 'try_in_future'],
    ['registered already, nobody chosen', { kind: 'alreadyRegistered' }, 'person_needed'],
    ['not needed without a reason', { kind: 'notNeeded' }, 'reason_needed'],
    ['not needed', { kind: 'notNeeded', reason: '在本地满 14 天' }, null],
    ['to nowhere', { kind: 'movedOn' }, 'area_needed'],
    ['to the same township', { kind: 'movedOn', toArea: '230406100201' }, 'same_area'],
    ['to another township', { kind: 'movedOn', toArea: SHUYUAN }, null],
    ['out of the district, where?', { kind: 'leftDistrict' }, 'place_needed'],
    ['arrives tomorrow', { kind: 'notNeeded', reason: '途经', arrivedOn: '2020-01-26' }, 'arrival_in_future'],
    ['corrects nothing', { corrects: 'x', correction: '看错' }, 'not_answered'],
  ])('%s', (_what, more, code) => {
    const decision = decideFinding(open, said(more), now)
    expect(decision.ok ? null : decision.reasons[0]!.code).toBe(code)
  })

  it('stands once, and is corrected only by who saw it and says why', () => {
    const answered = { ...open, findingId: 'first' }
    const codeOf = (more: Partial<FindingSaid>) => {
      const decision = decideFinding(answered, said(more), now)
      return decision.ok ? null : decision.reasons[0]!.code
    }
    expect(codeOf({})).toBe('answered_already')
    expect(codeOf({ corrects: 'another', correction: '看错' })).toBe('answered_already')
    expect(codeOf({ corrects: 'first' })).toBe('correction_needed')
    expect(codeOf({ corrects: 'first', correction: '看错' })).toBe(null)
  })

  it('is a matter only of whoever was found here, after the days that the plan allows', () => {
    const today = '2020-01-25'
    fc.assert(
      fc.property(
        fc.constantFrom(...FINDINGS),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 10 }),
        (kind, daysHere, after) => {
          const is = isUnregistered({ kind, arrivedOn: addDays(today, -daysHere) }, today, after)
          expect(is).toBe((kind === 'registered' || kind === 'notNeeded') && daysHere > after)
        },
      ),
    )
    expect(isUnregistered({ kind: 'registered', arrivedOn: null }, today, 1)).toBe(false)
  })

  it('lays out what led to it in the order of time', () => {
    const chain = chainOfUnregistered({
      arrivedOn: '2020-01-20',
      receivedAt: '2020-01-24T01:00:00.000Z',
      sentAt: '2020-01-24T02:00:00.000Z',
      foundAt: '2020-01-25T01:00:00.000Z',
      daysHere: 5,
      zone: 'Asia/Shanghai',
    })
    expect(chain.map(({ kind }) => kind)).toEqual(['arrived', 'listed', 'sent', 'foundUnregistered'])
    expect(chain.at(-1)!.count).toBe(5)
  })
})

describe('the reply', () => {
  const entry = {
    no: 1,
    name: '甲',
    document_masked: '230***********1234',
    reason: null,
    place_text: null,
    tries: null,
    note: null,
    place: '新华镇',
  }
  it('says of each what was found', () => {
    const of = (more: object) => explain({ ...entry, finding: null, ...more }, 'Asia/Shanghai')
    expect(of({ finding: 'registered', note: '已居家' })).toBe('新华镇；已居家')
    expect(of({ finding: 'leftDistrict', place_text: '哈尔滨市' })).toBe('去往哈尔滨市')
    expect(of({ finding: 'notFound', tries: [{ how: 'telephone', at: '2020-01-25T01:30:00.000Z', who: '王' }] })).toBe(
      '1月25日 09:30电话联系（王）',
    )
  })

  it('counts everybody once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...FINDINGS, null)), (found) => {
        const { all, ...counts } = countReply(found.map((finding) => ({ finding })))
        expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(all)
      }),
    )
    expect(summaryOf(countReply([{ finding: 'registered' }, { finding: 'notFound' }, { finding: null }]))).toBe(
      '来函所列 3 人，本次找到并登记 1 人，未找到 1 人，正在核查 1 人，结果另行函告。',
    )
  })
})
