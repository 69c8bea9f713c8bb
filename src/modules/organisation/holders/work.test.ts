// Which post a piece of work is done under, and who stands in for a post.
import { expect, it } from 'vitest'
import { shippedAreas, shippedPlan } from '../../../plan/testing/shipped.ts'
import { structureOf } from '../structure.ts'
import { standIns } from './deputies.ts'
import { postOfWork } from './work.ts'

const medic = (id: string, areaCode: string, isActing = false) => ({ id, kind: 'villageMedic', areaCode, isActing })
const visit = (areaCode: string) => ({ id: 'x', postKind: 'villageMedic', areaCode, marks: [] })
const VILLAGE = '230406100200'

it.each([
  ['the only one of its kind, wherever it is', '230406201200', [medic('own', VILLAGE)], 'own'],
  ['the nearest of two', VILLAGE, [medic('township', '230406100'), medic('village', VILLAGE)], 'village'],
  [
    'the wider where the nearer does not reach',
    '230406100201',
    [medic('township', '230406100'), medic('village', VILLAGE)],
    'township',
  ],
  [
    'one’s own before one held for somebody else',
    VILLAGE,
    [medic('acting', VILLAGE, true), medic('own', VILLAGE)],
    'own',
  ],
  ['none where several do not reach', '230406201200', [medic('a', VILLAGE), medic('b', '230406100201')], undefined],
  ['none of another kind', VILLAGE, [{ ...medic('clerk', VILLAGE), kind: 'villageClerk' }], undefined],
])('%s', (_what, area, posts, expected) => {
  expect(postOfWork(visit(area), posts)?.id).toBe(expected)
})

const { posts } = structureOf(shippedPlan, shippedAreas)
it.each([
  ['group.screening.leader', shippedPlan.groups[0]!.deputies.map((key) => `group.screening.deputy.${key}`)],
  ['command.commander', ['command.executiveDeputy', 'command.deputyPoliticsLaw']],
  ['office.officeDirector', ['office.officeStaff']],
  ['230406100200.villageMedic', ['230406100.villageMedic', '230406100001.villageMedic']],
  ['230406100.townshipHead', ['230406100.townshipClerk']],
])('who stands in for %s: %j first', (id, expected) => {
  const found = standIns(shippedPlan, posts.find((post) => post.id === id)!, posts)
  expect(found.slice(0, expected.length)).toEqual(expected)
  expect(found).not.toContain(id)
})
