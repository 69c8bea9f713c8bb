// Finding units and posts by what somebody typed; people are invented.
import { expect, it } from 'vitest'
import { answering, isNamed, narrow, type Post, roleOf, type Unit, vacant } from './find.ts'

const post = (id: string, title: string, name: string): Post => ({
  id,
  kind: 'groupLeader',
  titleZh: title,
  titleEn: 'Leader',
  unitId: 'group.screening',
  areaCode: '230406',
  holders: [
    {
      id: `${id}-holder`,
      standing: 'holder',
      name,
      office: '某局局长',
      officeEn: 'Head of a bureau',
      telephone: '0468-1234567',
      since: '2020-01-25T00:00:00.000Z',
      until: null,
      actingFor: null,
      isAway: false,
    },
  ],
})
const unit = (id: string, nameZh: string, posts: Post[], group: Unit['group'] = null): Unit => ({
  id,
  kind: 'group',
  nameZh,
  nameEn: 'Unit',
  areaCode: '230406',
  parentId: null,
  telephone: null,
  group,
  posts,
})
const units = [
  unit(
    'group.screening',
    '排查组',
    [post('group.screening.leader', '组长', '王试一'), post('group.screening.officer', '责任人', '李试二')],
    { number: 1, leadUnit: { zh: '卫生局', en: 'Health bureau' }, members: [] },
  ),
  unit('office', '办公室', []),
]

it.each([
  ['', [2, 0]],
  ['排查', [2]],
  ['王试', [1]],
  ['0468-12', [2]],
  ['health', [2]],
  ['没有', []],
] as const)('%s leaves units with so many posts', (typed, posts) => {
  expect(narrow(units, typed).map((one) => one.posts.length)).toEqual(posts)
})

it('knows the role of a post in its group', () => {
  expect(units[0]!.posts.map(roleOf)).toEqual(['leader', 'officer'])
  expect(roleOf(post('group.screening.groupStaff', '', ''))).toBe('staff')
})

it('knows who answers for a post while its holder is away, and what is vacant though somebody acts', () => {
  const held = post('a', '组长', '王试一')
  const [holder] = held.holders
  const acting = { ...holder!, id: 'acting', name: '李试二', standing: 'acting' as const }
  const away = { ...held, holders: [{ ...holder!, isAway: true }, acting] }
  const empty = { ...held, id: 'b', holders: [acting] }
  expect(answering(away).map(({ name }) => name)).toEqual(['李试二'])
  expect(vacant([unit('u', '组', [held, away, empty]), unit('v', '组', [held])]).map(({ posts }) => posts)).toEqual([
    [empty],
  ])
})

it('takes a holder that is called by the post for nobody in particular', () => {
  const staff = post('office.officeStaff', '办公室工作人员', '办公室工作人员（office）')
  expect(isNamed(staff, staff.holders[0]!)).toBe(false)
  expect(isNamed(units[0]!.posts[0]!, units[0]!.posts[0]!.holders[0]!)).toBe(true)
})
