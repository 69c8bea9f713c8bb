// Which post a line means and what becomes of it; a file that was imported adds nobody.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Existing, judgeLines, type Line, type PostOption, readHeader, readLine } from './rules.ts'

const post = (id: string, more: Partial<PostOption> = {}): PostOption => ({
  id,
  kind: 'townshipClerk',
  unitId: 'xinhua',
  unitZh: '新华镇人民政府',
  unitEn: 'Xinhua town',
  areaCode: '230406100',
  areaName: '新华镇',
  titleZh: `${id}经办人`,
  titleEn: `${id} clerk`,
  isTaken: false,
  ...more,
})
const POSTS = [
  post('clerk'),
  post('medic', { kind: 'villageMedic' }),
  post('medic-village', { kind: 'villageMedic', areaCode: '230406100200', areaName: '新华村' }),
]
const NOBODY: Existing = new Map()
const line = (more: Partial<Line> = {}): Line => ({
  row: 2,
  userName: 'li.na',
  displayName: '李娜',
  telephone: '',
  postId: '',
  post: '',
  unit: '',
  kind: '',
  area: '',
  ...more,
})
const judge = (lines: Line[], existing = NOBODY) => judgeLines(lines, { posts: POSTS, existing })

describe('a header', () => {
  it('is found by any of its names, in any order', () => {
    expect(readHeader(['姓 名', '登录名', 'PHONE', '单位'])).toEqual(
      new Map([
        ['userName', 1],
        ['displayName', 0],
        ['telephone', 2],
        ['unit', 3],
      ]),
    )
    expect(readHeader(['姓名', '电话'])).toBeNull()
  })

  it('makes lines of those rows that name somebody', () => {
    const columns = readHeader(['用户名', '姓名', '岗位编号'])!
    expect(readLine(3, ['', '', 'clerk'], columns)).toBeNull()
    expect(readLine(4, [' Li.Na ', '李娜', 'clerk'], columns)).toMatchObject({ userName: 'li.na', postId: 'clerk' })
  })
})

describe('a post', () => {
  it.each([
    ['by its id', { postId: 'clerk' }, 'clerk'],
    ['by its title in either language', { post: 'MEDIC clerk' }, 'medic'],
    ['by unit, kind and area', { unit: '新华镇人民政府', kind: '医务人员', area: '230406100200' }, 'medic-village'],
    ['by kind alone where one fits', { kind: 'townshipClerk' }, 'clerk'],
  ])('is found %s', (_how, given, id) => {
    expect(judge([line(given)])[0]).toMatchObject({ outcome: 'add', post: { id } })
  })

  it.each([
    ['unknown_post', { postId: 'nobody' }],
    ['unknown_post', { unit: '别的单位' }],
    ['several_posts', { kind: 'villageMedic' }],
    ['post_disagrees', { postId: 'clerk', kind: 'villageMedic' }],
  ])('is refused as %s', (code, given) => {
    expect(judge([line(given)])[0]).toMatchObject({ outcome: 'bad', findings: [{ code }] })
  })
})

it('says which post it does not know', () => {
  const [judged] = judge([line({ unit: '别的单位', kind: '医务人员' })])
  expect(judged?.findings[0]?.zh).toContain('“别的单位 医务人员”')
})

describe('a line', () => {
  it.each([
    ['user_name_missing', { userName: '' }],
    ['user_name_bad', { userName: '李娜' }],
    ['name_missing', { displayName: '' }],
    ['telephone_bad', { telephone: 'none' }],
  ])('is refused as %s', (code, given) => {
    expect(judge([line({ postId: 'clerk', ...given })])[0]).toMatchObject({ outcome: 'bad', findings: [{ code }] })
  })

  it('of the same user name is one more post, the same again, or somebody else', () => {
    const lines = [
      line({ row: 2, postId: 'clerk' }),
      line({ row: 3, postId: 'medic' }),
      line({ row: 4, postId: 'clerk' }),
      line({ row: 5, displayName: '李楠', postId: 'clerk' }),
    ]
    expect(judge(lines).map(({ outcome, findings }) => [outcome, findings[0]?.code])).toEqual([
      ['add', undefined],
      ['add', undefined],
      ['there', 'line_twice'],
      ['bad', 'name_differs'],
    ])
  })

  it('of an account that is there adds nothing', () => {
    const existing: Existing = new Map([['li.na', { displayName: '李娜', postIds: ['clerk'] }]])
    expect(judge([line({ postId: 'clerk' })], existing)[0]?.outcome).toBe('there')
    expect(judge([line({ postId: 'medic' })], existing)[0]).toMatchObject({
      outcome: 'there',
      findings: [{ code: 'post_not_given' }],
    })
    expect(judge([line({ displayName: '李楠' })], existing)[0]?.findings[0]?.code).toBe('user_name_taken')
  })

  it('says what a missing post means', () => {
    expect(judge([line({ telephone: '0468-1234567' })])[0]).toMatchObject({
      outcome: 'add',
      findings: [{ code: 'no_post' }, { code: 'telephone_lost' }],
    })
  })
})

it('what was added once is not added again, whatever the lines are', () => {
  const any = fc.record({
    userName: fc.constantFrom('', 'a', 'li.na', 'wang', '王'),
    displayName: fc.constantFrom('', '李娜', '王强'),
    postId: fc.constantFrom('', 'clerk', 'medic', 'none'),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), (given) => {
      const lines = given.map((more, index) => line({ ...more, row: index + 2 }))
      const first = judge(lines)
      const made = new Map<string, { displayName: string; postIds: string[] }>()
      for (const { outcome, userName, displayName, post } of first) {
        if (outcome !== 'add') continue
        const account = made.get(userName) ?? { displayName, postIds: [] }
        // One account has one name, and a post once.
        expect(account.displayName).toBe(displayName)
        expect(post && account.postIds.includes(post.id)).toBeFalsy()
        if (post) account.postIds.push(post.id)
        made.set(userName, account)
      }
      const again = judge(lines, made)
      expect(again.filter(({ outcome }) => outcome === 'add')).toEqual([])
      expect(again.filter(({ outcome }) => outcome === 'bad').length).toBeGreaterThanOrEqual(
        first.filter(({ outcome }) => outcome === 'bad').length,
      )
    }),
  )
})

describe('a post that one person holds', () => {
  const posts = [post('head', { kind: 'townshipHead' }), post('taken', { kind: 'townshipHead', isTaken: true })]
  const judge = (...given: [string, string][]) =>
    judgeLines(
      given.map(([userName, postId], index) => ({ ...readLine(index + 1, [userName, userName, postId], HEADER)! })),
      { posts, existing: new Map() },
    ).map(({ outcome, findings }) => [outcome, findings[0]?.code])
  const HEADER = readHeader(['用户名', '姓名', '岗位编号'])!

  it('is given by a list only while nobody holds it, and once', () => {
    expect(judge(['a.a', 'taken'])).toEqual([['bad', 'post_held']])
    expect(judge(['a.a', 'head'], ['b.b', 'head'])).toEqual([
      ['add', undefined],
      ['bad', 'post_held'],
    ])
  })
})
