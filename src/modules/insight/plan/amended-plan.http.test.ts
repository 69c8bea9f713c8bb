// The living plan over a change of the plan and of the people: a day is judged by the version that was in force on it, however
// late it is recorded, and whoever acts in a post is the one to call.
import { expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { at } from '../../../kernel/time.ts'
import { registration } from '../../people/testing/invented.ts'
import type { PlanView } from './contract.ts'
import { recordDays } from './days.ts'

const local = (day: string, time: string) => at(day, time, 'Asia/Shanghai')
// No job runs by itself: no day's end is seen.
const district = await openTestDistrict({ at: local('2020-01-25', '05:40'), runJobs: false })
const { app, clock, planFile } = district
const [office, director] = (await Promise.all(['office', 'director'].map(district.as))) as [
  Awaited<ReturnType<typeof district.as>>,
  Awaited<ReturnType<typeof district.as>>,
]
const readPlan = async (): Promise<PlanView> => (await office.get('/api/v1/plan')).body

it('judges a day by the version in force on it, also when it is recorded under a later one', async () => {
  for (let index = 0; index < 4; index++) {
    await office.post('/api/v1/persons', registration({ areaCode: '230406100200' }))
  }
  const { items } = (await office.get('/api/v1/isolation-periods?queue=all&limit=50')).body
  const periodIds = items.map((one: { id: string }) => one.id)
  const medic = await district.as('medic-230406100200')
  const medicId = (await medic.get('/api/v1/me')).body.account.id
  const assigned = { periodIds: periodIds.slice(0, 3), role: 'medic', accountId: medicId }
  const given = await office.post('/api/v1/isolation-assignments', assigned)
  expect(given.status, given.text).toBe(201)

  // From the 27th on three of four are enough.
  const change = [
    'key: isolation.medicAssigned, target: { atLeast: 100,',
    'key: isolation.medicAssigned, target: { atLeast: 75,',
  ]
  const planText = planFile.planText
    .replace(change[0]!, change[1]!)
    .replace('atLeast: 75, brokenBelow: 95', 'atLeast: 75')
  expect(planText).not.toBe(planFile.planText)
  const proposal = {
    id: newId(),
    planText,
    effectiveFrom: local('2020-01-27', '00:00'),
    runningPeriods: 'keep',
    reason: '人手不足',
  }
  const proposed = await office.post('/api/v1/plan-amendments', proposal)
  expect(proposed.status, proposed.text).toBe(201)
  const approved = await director.post(`/api/v1/plan-amendments/${proposal.id}/approvals`)
  expect(approved.status, approved.text).toBeLessThan(300)

  await clock.moveTo(local('2020-01-28', '09:00'))
  await recordDays(app.systemContext())
  const plan = await readPlan()
  expect(plan.version).toBe(2)
  const duty = plan.sections.flatMap(({ duties }) => duties).find(({ key }) => key === 'medicAssigned')!
  const judged = duty.curve.slice(-4).map(({ day, value, state, planVersion }) => [day, value, state, planVersion])
  expect(judged).toEqual([
    ['2020-01-25', 75, 'broken', 1],
    ['2020-01-26', 75, 'broken', 1],
    ['2020-01-27', 75, 'kept', 2],
    ['2020-01-28', 75, 'kept', 2],
  ])
  // The list of a day is judged as that day was.
  const past = (await office.get('/api/v1/plan/duties/medicAssigned/evidence?day=2020-01-26')).body
  expect([past.version, past.duty.state, past.recorded.state]).toEqual([1, 'broken', 'broken'])
})

it('names whoever acts in a post, with the telephone', async () => {
  const post = 'group.medical.officer'
  const officer = async () => (await readPlan()).owners.find(({ key }) => key === 'group.medical')!.holder
  expect(await officer()).toMatchObject({ name: '孙秋博', isActing: false })
  const { units } = (await office.get('/api/v1/organisation')).body
  const [holder] = units
    .flatMap(({ posts }: { posts: { id: string; holders: { id: string }[] }[] }) => posts)
    .find(({ id }: { id: string }) => id === post).holders
  const answer = await director.post(`/api/v1/posts/${post}/acting-holders`, {
    id: newId(),
    actingFor: holder.id,
    name: '代某',
    telephone: '0468-5550199',
    accountId: null,
    absence: 'illness',
    handOver: false,
  })
  expect(answer.status, answer.text).toBe(201)
  expect(await officer()).toMatchObject({ name: '代某', isActing: true, telephone: '0468-5550199' })
})
