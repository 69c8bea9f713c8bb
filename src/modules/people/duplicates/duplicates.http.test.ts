// One person registered by two townships (M07): the warning before, the queue after, "not the same" remembered, and nothing
// of the other area beyond the township and whom to call there.
import { expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { registration } from '../testing/invented.ts'

const district = await openTestDistrict()
const clerk = await district.as('clerk-230406100')
const other = await district.as('clerk-230406201')
const office = await district.as('office')

// biome-ignore lint/suspicious/noExplicitAny: any part of the body may be changed.
const register = async (who: typeof clerk, change: Record<string, any> = {}) =>
  (await who.post('/api/v1/persons', registration(change))).body.personId as string
const pairsOf = async (who: typeof clerk, query = '') =>
  (await who.get(`/api/v1/possible-duplicates?limit=200${query}`)).body.items
const passport = (number: string) => ({ type: 'passport', number })

it('warns of the same name and telephone before anything is saved, masked', async () => {
  const personId = await register(clerk, { name: '预警甲', telephones: ['19911110001'] })
  const said = { name: '预警甲', telephones: ['19911110001'], areaCode: '230406100200' }
  const { status, body } = await clerk.post('/api/v1/persons/lookalikes', said)
  expect(status).toBe(200)
  expect(body.items).toMatchObject([
    {
      strength: 'strong',
      reasons: ['sameName', 'sameTelephone'],
      person: { personId, name: '预警甲', telephoneMasked: '199****0001', contact: null },
    },
  ])
  expect(body.items[0].person.documentMasked).toContain('*')
  // Another township learns where, and whom to call: nothing else.
  const elsewhere = await other.post('/api/v1/persons/lookalikes', { ...said, areaCode: '230406201' })
  const [found] = elsewhere.body.items
  expect(found.person).toMatchObject({ personId: null, name: null, telephoneMasked: null, areaCode: '230406100' })
  expect(found.person.township).not.toBe('')
  expect(elsewhere.text).not.toContain(personId)
  expect((await clerk.post('/api/v1/persons/lookalikes', { ...said, name: '无关人' })).body.items).toEqual([])
})

it('refuses nothing: the second registration goes through and both wait in the queue, once', async () => {
  const before = (await clerk.get('/api/v1/possible-duplicates/count')).body.count
  const first = await register(clerk, { name: '队列乙', telephones: ['19911110002'] })
  const second = await register(clerk, { name: '队列乙', telephones: ['19911110020'], document: passport('E12345678') })
  // Swapped digits, the same name.
  const pairs = (await pairsOf(clerk)).filter((pair: { person: { name: string } }) => pair.person.name === '队列乙')
  expect(pairs).toHaveLength(1)
  expect(pairs[0]).toMatchObject({ strength: 'likely', reasons: ['sameName', 'nearTelephone'], may: { settle: true } })
  expect([pairs[0].person.personId, pairs[0].other.personId].sort()).toEqual([first, second].sort())
  expect((await clerk.get('/api/v1/possible-duplicates/count')).body.count).toBe(before + 1)
  expect(await pairsOf(clerk, `&person=${first}`)).toHaveLength(1)
})

it('of all who were born on one day finds the same name however it is spelled, and a like one with another document', async () => {
  // Every number here is of one day.
  const bornToo = [{ name: '同日己' }, { name: '阿依古丽·买买提' }, { name: 'ANNA LEE' }, { name: '何国强' }]
  const [, dotted, capitals, like] = await Promise.all(
    bornToo.map((change, index) => register(clerk, { ...change, telephones: [`1394444000${index}`] })),
  )
  const alikeTo = async (change: object) => {
    const id = await register(clerk, { telephones: [], ...change })
    return (await pairsOf(clerk, `&person=${id}`)).map(
      (pair: { person: { personId: string }; other: { personId: string }; reasons: string[] }) => [
        [pair.person.personId, pair.other.personId].find((one) => one !== id),
        ...pair.reasons,
      ],
    )
  }
  expect(await alikeTo({ name: '阿依古丽买买提' })).toEqual([[dotted, 'sameName', 'sameBirthDate']])
  expect(await alikeTo({ name: 'Anna Lee' })).toEqual([[capitals, 'sameName', 'sameBirthDate']])
  expect(await alikeTo({ name: '何国柱' })).toEqual([])
  const foreign = { document: passport('E24681357'), birthDate: '1950-01-01' }
  expect(await alikeTo({ name: '何国涛', ...foreign })).toContainEqual([like, 'nearName', 'sameBirthDate'])
})

it('across townships each sees the pair and only the own side; only the office may settle it', async () => {
  const mine = await register(clerk, { name: '两地丙', telephones: ['19911110003'] })
  const theirs = await register(other, { name: '两地丙', telephones: ['19911110003'], areaCode: '230406201' })
  for (const [who, own, hidden] of [
    [clerk, mine, theirs],
    [other, theirs, mine],
  ] as const) {
    const answer = await who.get(`/api/v1/possible-duplicates?person=${own}`)
    expect(answer.body.items).toMatchObject([{ person: { personId: own }, other: { personId: null, name: null } }])
    expect(answer.body.items[0].may.settle).toBe(false)
    expect(answer.body.items[0].other.contact).not.toBeNull()
    expect(answer.text).not.toContain(hidden)
    const refused = await who.post('/api/v1/possible-duplicates/not-same', { personId: own, otherId: hidden })
    expect(refused.status).toBe(404)
  }
  const seen = (await pairsOf(office)).filter((pair: { person: { name: string } }) => pair.person.name === '两地丙')
  expect(seen).toHaveLength(1)
  const said = { personId: mine, otherId: theirs, reason: '同名同号的父子' }
  expect((await office.post('/api/v1/possible-duplicates/not-same', said)).status).toBe(200)
  expect(await pairsOf(clerk, `&person=${mine}`)).toEqual([])
  expect(await pairsOf(other, `&person=${theirs}`)).toEqual([])
  // Remembered: a correction that leaves them alike does not bring the pair back. Twice is somebody else's first.
  const { version } = (await clerk.get(`/api/v1/persons/${mine}`)).body
  expect(
    (await clerk.patch(`/api/v1/persons/${mine}`, { version, telephones: ['19911110003', '13011110003'] })).status,
  ).toBe(200)
  expect(await pairsOf(clerk, `&person=${mine}`)).toEqual([])
  expect((await office.post('/api/v1/possible-duplicates/not-same', said)).status).toBe(409)
})

it('a correction that tells the two apart takes the pair away, and one that makes them alike brings it', async () => {
  const first = await register(clerk, { name: '更正丁', telephones: ['19911110004'] })
  const second = await register(clerk, { name: '更正丁', telephones: ['19911110004'], document: passport('E87654321') })
  const edit = async (telephones: string[]) => {
    const { version } = (await clerk.get(`/api/v1/persons/${second}`)).body
    await clerk.patch(`/api/v1/persons/${second}`, { version, telephones })
    return (await pairsOf(clerk, `&person=${first}`)).length
  }
  expect(await edit(['13912345678'])).toBe(0)
  expect(await edit(['19911110004'])).toBe(1)
})

it('pages by a cursor without losing or repeating a pair', async () => {
  for (const telephone of ['19922220001', '19922220002', '19922220003']) {
    await register(clerk, { name: '翻页戊', telephones: [telephone] })
    await register(clerk, { name: '翻页戊', telephones: [telephone] })
  }
  const all = await pairsOf(clerk)
  const seen: string[] = []
  let cursor = ''
  do {
    const { body } = await clerk.get(`/api/v1/possible-duplicates?limit=2${cursor && `&cursor=${cursor}`}`)
    seen.push(...body.items.map(({ id }: { id: string }) => id))
    cursor = body.next ?? ''
  } while (cursor)
  expect(seen).toEqual(all.map(({ id }: { id: string }) => id))
  expect(new Set(seen).size).toBe(seen.length)
})

it('a list tells how many of its people may be registered already, and those of before are compared by the job', async () => {
  await register(clerk, { name: '名单己', telephones: ['19933330001'] })
  const list = ['姓名,护照号,联系电话,返鹤日期,乡镇', '名单己,E99990001,19933330001,2020-01-24,新华镇'].join('\n')
  const file = { name: '名单.csv', content: Buffer.from(list.replace('护照号', '证件号码')) }
  const answer = await clerk.upload('/api/v1/imports', file)
  expect(answer.body).toMatchObject({ saved: 1, possibleDuplicates: 1 })
  expect(await pairsOf(clerk, `&importId=${answer.body.id}`)).toHaveLength(1)

  const { app } = district
  const whole = <T>(text: string) => app.db.transaction(app.db.whole, (tx) => tx.sql<T & object>(text))
  await whole(`update possible_duplicates set settled = 'corrected', settled_at = now()`)
  await whole(`update persons set to_compare = true where name = '名单己'`)
  for (const job of app.jobs) await job.run(district.clock.now())
  expect(await whole('select 1 from persons where to_compare')).toEqual([])
  expect(await pairsOf(clerk, `&importId=${answer.body.id}`)).toHaveLength(1)
})
