// An organisation that changes, on a real server: a medic falls ill and somebody acts, to the millisecond; work goes there
// and back; holders follow each other; of two changes at once one is told. All people are invented.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { addMinutes } from '../../../kernel/time.ts'
import { nobody } from '../../../platform/db/database.ts'
import { registration } from '../../people/testing/invented.ts'

const district = await openTestDistrict()
const { app, clock } = district
const office = await district.as('office')
const director = await district.as('director')
const clerk = await district.as('clerk-230406100')

const VILLAGE = '230406100200'
const MEDIC = `${VILLAGE}.villageMedic`
const now = () => clock.now()
const later = (minutes: number) => addMinutes(now(), minutes)

const accountOf = async (userName: string): Promise<string> => {
  const [row] = await app.db.transaction(nobody, (tx) =>
    tx.sql<{ id: string }>('select id from accounts where user_name = $1', [userName]),
  )
  return row!.id
}
const post = async (id: string) => (await office.get(`/api/v1/posts/${id}`)).body
const holderOf = async (id: string) => (await post(id)).holders[0]
/** Somebody in isolation in the village whose medic is this account. */
async function visited(accountId: string): Promise<{ personId: string; periodId: string }> {
  const { personId } = (await clerk.post('/api/v1/persons', registration({ areaCode: VILLAGE }))).body
  const { items } = (await clerk.get(`/api/v1/persons/${personId}/isolation-periods`)).body
  const periodId = items[0].id
  await clerk.post('/api/v1/isolation-assignments', { periodIds: [periodId], role: 'medic', accountId })
  return { personId, periodId }
}
const medicOf = async (periodId: string) => (await office.get(`/api/v1/isolation-periods/${periodId}`)).body.medic?.id
const auditOf = (action: string) =>
  app.db.transaction(nobody, (tx) =>
    tx.sql<{ details: Record<string, unknown>; subject_id: string }>(
      'select subject_id, details from audit_events where action = $1 order by id',
      [action],
    ),
  )
const acting = async (more: object = {}) => ({
  id: newId(),
  actingFor: (await holderOf(MEDIC)).id,
  name: '代某',
  accountId: await accountOf(`village-${VILLAGE}`),
  absence: 'illness',
  reason: '发热就诊',
  ...more,
})

describe('a medic falls ill', () => {
  it('gives the post to who acts for exactly that time, takes it from who is away, and the work goes there and back', async () => {
    const [medicId, actingId] = [await accountOf(`medic-${VILLAGE}`), await accountOf(`village-${VILLAGE}`)]
    const medic = await district.as(`medic-${VILLAGE}`)
    const other = await district.as(`village-${VILLAGE}`)
    const { periodId } = await visited(medicId)
    const { personId } = (
      await clerk.post('/api/v1/persons', registration({ areaCode: VILLAGE, arrival: { firstTemperature: 38 } }))
    ).body
    const { items } = (await clerk.get(`/api/v1/persons/${personId}/isolation-periods`)).body
    const referral = items[0].referrals[0].id
    const from = later(30)
    const until = later(90)
    const answer = await office.post(`/api/v1/posts/${MEDIC}/acting-holders`, await acting({ from, until }))
    expect(answer.status, answer.text).toBe(201)
    expect(answer.body.history[0]).toMatchObject({ state: 'ahead', standing: 'acting', absence: 'illness' })

    const may = async (client: typeof medic) =>
      'referral.advance' in (await client.get('/api/v1/me')).body.permissions ? 'may' : 'may not'
    // Nobody is asked under a step that is no step: only whether the post allows it is answered.
    const step = async (client: typeof medic) =>
      (await client.post(`/api/v1/referrals/${referral}/steps`, { step: 'atFacility', at: now() })).status
    const seen: Record<string, unknown> = {}
    for (const [moment, instant] of [
      ['before', addMinutes(from, -1 / 60_000)],
      ['at', from],
      ['last', addMinutes(until, -1 / 60_000)],
      ['after', until],
    ] as const) {
      await clock.moveTo(instant)
      seen[moment] = [await may(medic), await may(other), await step(medic), await step(other), await medicOf(periodId)]
    }
    expect(seen).toEqual({
      before: ['may', 'may not', 422, 403, medicId],
      at: ['may not', 'may', 403, 422, actingId],
      last: ['may not', 'may', 403, 422, actingId],
      after: ['may', 'may not', 422, 403, medicId],
    })
    const { handOvers } = await post(MEDIC)
    expect(handOvers).toHaveLength(2)
    expect(handOvers[0].work).toEqual([{ zh: '上门测温的隔离人员', en: expect.any(String), count: 1 }])
    // Run again it is harmless.
    await clock.moveBy(1)
    expect((await post(MEDIC)).handOvers).toHaveLength(2)
  })

  it('tells both sides for whom, by whom and until when; why, only those who may change it', async () => {
    const until = later(600)
    const made = await office.post(`/api/v1/posts/${MEDIC}/acting-holders`, await acting({ until }))
    const other = await district.as(`village-${VILLAGE}`)
    const me = (await other.get('/api/v1/me')).body
    expect(me.posts.find(({ id }: { id: string }) => id === MEDIC).acting).toEqual({ for: expect.any(String), until })
    expect((await (await district.as(`medic-${VILLAGE}`)).get('/api/v1/me')).body).toMatchObject({
      posts: [],
      absentFrom: [{ actingName: '代某', until }],
    })
    expect(made.body.history[0].reason).toBe('发热就诊')
    expect((await other.get(`/api/v1/posts/${MEDIC}`)).body.history[0]).toMatchObject({ absence: null, reason: '' })
    // Not in the audit either.
    expect(JSON.stringify(await auditOf('acting.appointed'))).not.toMatch(/illness|发热/)

    const { id } = made.body.history[0]
    const ended = await office.post(`/api/v1/holdings/${id}/ends`, { reason: '痊愈返岗' })
    expect(ended.body.holders).toHaveLength(1)
    expect((await (await district.as(`medic-${VILLAGE}`)).get('/api/v1/me')).body.posts).toHaveLength(1)
    expect((await office.post(`/api/v1/holdings/${id}/ends`, { reason: '再来一次' })).status).toBe(422)
  })

  it('names in the audit under which post somebody with several acted', async () => {
    const { periodId } = await visited(await accountOf(`medic-${VILLAGE}`))
    const made = await office.post(`/api/v1/posts/${MEDIC}/acting-holders`, await acting())
    const other = await district.as(`village-${VILLAGE}`)
    const reading = { id: newId(), periodId, temperature: 36.5, site: 'forehead', observedAt: now() }
    await other.post('/api/v1/readings', reading)
    await other.post(`/api/v1/readings/${reading.id}/corrections`, {
      id: newId(),
      temperature: 36.6,
      site: 'forehead',
      reason: '看错',
    })
    // Both posts record readings; only the medic's corrects them.
    expect((await auditOf('reading.recorded')).at(-1)?.details.post).toEqual([`${VILLAGE}.villageClerk`, MEDIC])
    expect((await auditOf('reading.corrected')).at(-1)?.details.post).toEqual([MEDIC])
    // Whoever reads the audit sees that post and no other.
    const director = await district.as('director')
    const log = await director.get(`/api/v1/audit-events?account=${await accountOf(`village-${VILLAGE}`)}`)
    const corrected = log.body.items.find(({ action }: { action: string }) => action === 'reading.corrected')
    expect(corrected.account.posts).toEqual([expect.objectContaining({ zh: '永昌村村委会村医' })])
    await office.post(`/api/v1/holdings/${made.body.history[0].id}/ends`, { reason: '返岗' })
    // Whoever has one post needs no word of it.
    expect((await auditOf('person.assigned')).at(-1)?.details).not.toHaveProperty('post')
  })

  it('lets who newly isolates in the village go to who acts, and afterwards to the medic again', async () => {
    const [medicId, actingId] = [await accountOf(`medic-${VILLAGE}`), await accountOf(`village-${VILLAGE}`)]
    await clerk.post('/api/v1/area-medics', { id: newId(), areaCode: VILLAGE, accountId: medicId })
    const medicOfNew = async () => {
      const { personId } = (await clerk.post('/api/v1/persons', registration({ areaCode: VILLAGE }))).body
      const { items } = (await clerk.get(`/api/v1/persons/${personId}/isolation-periods`)).body
      return medicOf(items[0].id)
    }
    expect(await medicOfNew()).toBe(medicId)
    const made = await office.post(`/api/v1/posts/${MEDIC}/acting-holders`, await acting())
    expect(await medicOfNew()).toBe(actingId)
    await office.post(`/api/v1/holdings/${made.body.history[0].id}/ends`, { reason: '返岗' })
    expect(await medicOfNew()).toBe(medicId)
    // Nothing of it stays behind.
    const left = await app.db.transaction(nobody, (tx) =>
      tx.sql('select from area_medics where account_id = $1 and until_at is null', [actingId]),
    )
    expect(left).toHaveLength(0)
  })

  it('offers who is near first, and finds others by name', async () => {
    const { items } = (await office.get(`/api/v1/posts/${MEDIC}/candidates`)).body
    expect(items[0].posts[0].zh).toContain('卫生院')
    const found = (await office.get(`/api/v1/posts/${MEDIC}/candidates?q=clerk-230406100`)).body.items
    expect(found.map(({ userName }: { userName: string }) => userName)).toEqual(['clerk-230406100'])
    const ordered = (await office.get('/api/v1/posts/group.screening.leader/candidates')).body.items
    expect(
      ordered.slice(0, 5).map(({ name, isDeputy }: { name: string; isDeputy: boolean }) => [name, isDeputy]),
    ).toEqual(['黄河', '于明顺', '张祖明', '张贺', '邓剑峰'].map((name) => [name, true]))
  })
})

describe('a change of holder', () => {
  const HEAD = '230406100.townshipHead'
  const appointment = async (postId: string, more: object = {}) => ({
    id: newId(),
    replaces: (await holderOf(postId))?.id ?? null,
    name: '新主任',
    office: '镇长',
    telephone: '0468-0000123',
    accountId: await accountOf('clerk-230406201'),
    authority: '区委组〔2020〕1号',
    ...more,
  })

  it('takes effect at its time, keeps who held it before, and is the same when sent twice', async () => {
    const from = later(60)
    const body = await appointment(HEAD, { from })
    const former = await district.as('head-230406100')
    const next = await district.as('clerk-230406201')
    const held = async () => [former, next].map(async (client) => (await client.get('/api/v1/me')).body.posts?.length)
    expect((await office.post(`/api/v1/posts/${HEAD}/holders`, body)).status).toBe(201)
    expect((await office.post(`/api/v1/posts/${HEAD}/holders`, body)).status).toBe(201)
    expect(await Promise.all(await held())).toEqual([1, 1])
    await clock.moveTo(from)
    // Whoever has lost the last post is signed out.
    expect(await Promise.all(await held())).toEqual([undefined, 2])
    const { history } = await post(HEAD)
    expect(history).toMatchObject([
      { name: '新主任', office: '镇长', state: 'now', since: from, authority: '区委组〔2020〕1号' },
      { state: 'past', until: from },
    ])
    const { units } = (await office.get('/api/v1/organisation')).body
    const xinhua = units.find(({ id }: { id: string }) => id === 'xinhua')
    expect(xinhua.posts.find(({ id }: { id: string }) => id === HEAD).holders).toMatchObject([{ name: '新主任' }])
  })

  it('can be called off before it begins, and the one before goes on', async () => {
    const POST = '230406202.townshipHead'
    const made = await office.post(`/api/v1/posts/${POST}/holders`, await appointment(POST, { from: later(60) }))
    const [ahead] = made.body.history
    const again = await office.post(`/api/v1/posts/${POST}/holders`, await appointment(POST))
    expect([again.status, again.body.code]).toEqual([422, 'holder.planned'])
    const off = await office.post(`/api/v1/holdings/${ahead.id}/ends`, { reason: '文件撤回' })
    expect(off.body.history).toMatchObject([{ state: 'calledOff' }, { state: 'now', until: null }])
    await clock.moveBy(120)
    expect((await holderOf(POST)).name).not.toBe('新主任')
  })

  it('leaves a vacancy without a successor, and the work stands with nobody', async () => {
    const medicId = await accountOf(`medic-${VILLAGE}`)
    const { periodId } = await visited(medicId)
    const holder = await holderOf(MEDIC)
    const open = (await office.get(`/api/v1/holdings/${holder.id}/open-work`)).body.items
    expect(open[0]).toMatchObject({ key: 'isolation.medic', marks: expect.any(Array) })
    expect((await office.post(`/api/v1/holdings/${holder.id}/ends`, { reason: '调离' })).body.holders).toEqual([])
    expect(await medicOf(periodId)).toBeUndefined()
    // The account ended with its last post, and begins again with the next.
    const admin = await district.as('admin')
    expect((await admin.get(`/api/v1/accounts/${medicId}`)).body.disabledAt).not.toBeNull()
    // The next one fills the vacancy; what stood with nobody is given out anew.
    const filled = await office.post(`/api/v1/posts/${MEDIC}/holders`, await appointment(MEDIC, { accountId: medicId }))
    expect(filled.body.holders).toMatchObject([{ name: '新主任' }])
    expect((await admin.get(`/api/v1/accounts/${medicId}`)).body.disabledAt).toBeNull()
  })

  it('hands all that is open to the successor in the same breath', async () => {
    const [medicId, nextId] = [await accountOf(`medic-${VILLAGE}`), await accountOf('medic-230406100201')]
    const { periodId } = await visited(medicId)
    const body = await appointment(MEDIC, { accountId: nextId })
    const { count } = (await office.get(`/api/v1/holdings/${body.replaces}/open-work`)).body.items[0]
    const answer = await office.post(`/api/v1/posts/${MEDIC}/holders`, body)
    expect(answer.body.handOvers[0].work[0].count).toBe(count)
    expect(await medicOf(periodId)).toBe(nextId)
    expect((await auditOf('work.handedOver')).at(-1)).toMatchObject({
      subject_id: MEDIC,
      details: { fromAccountId: medicId, toAccountId: nextId, counts: { 'isolation.medic': count } },
    })
  })

  it('of two at once takes one and tells the other', async () => {
    const POST = 'command.executiveDeputy'
    const bodies = await Promise.all(['甲某', '乙某'].map((name) => appointment(POST, { name })))
    const answers = await Promise.all(bodies.map((body) => director.post(`/api/v1/posts/${POST}/holders`, body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('holder_changed')
    expect((await post(POST)).holders).toHaveLength(1)
  })

  it('of two who would act for the same at once takes one', async () => {
    const POST = 'command.commander'
    const [holder] = (await post(POST)).holders
    const bodies = ['甲某', '乙某'].map((name) => ({
      id: newId(),
      actingFor: holder.id,
      accountId: null,
      handOver: false,
      name,
      absence: 'leave',
    }))
    const answers = await Promise.all(bodies.map((body) => director.post(`/api/v1/posts/${POST}/acting-holders`, body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422])
    expect((await post(POST)).holders).toHaveLength(2)
  })

  it('lets the work of a post that the administrator ended stand with nobody, by the next run of the jobs', async () => {
    const id = await accountOf('medic-230406100201')
    const POST = '230406100201.villageMedic'
    const { periodId } = await visited(id)
    const admin = await district.as('admin')
    const { posts } = (await admin.get(`/api/v1/accounts/${id}`)).body
    for (const held of posts) await admin.delete(`/api/v1/accounts/${id}/posts/${held.id}`)
    await clock.moveBy(1)
    expect(await medicOf(periodId)).toBeUndefined()
    expect((await post(POST)).holders).toEqual([])
  })

  it('is refused to whoever may not', async () => {
    const own = await appointment('command.commander', { accountId: await accountOf('director') })
    const self = await director.post('/api/v1/posts/command.commander/holders', own)
    expect([self.status, self.body.errors[0].field]).toEqual([422, 'accountId'])
    // The command's posts are not the staff's to give.
    for (const top of ['command.commander', 'office.officeDirector']) {
      expect((await office.post(`/api/v1/posts/${top}/holders`, await appointment(top))).status).toBe(403)
      expect((await office.get(`/api/v1/posts/${top}`)).body.mayChange).toBe(false)
    }
    const { units } = (await office.get('/api/v1/organisation')).body
    const admin = units
      .flatMap(({ posts }: { posts: { id: string; kind: string }[] }) => posts)
      .find(({ kind }: { kind: string }) => kind === 'administrator').id
    const made = await office.post(`/api/v1/posts/${admin}/holders`, await appointment(admin, { replaces: null }))
    expect(made.status).toBe(403)
    const head = await district.as('head-230406201')
    expect((await head.post(`/api/v1/posts/${MEDIC}/holders`, await appointment(MEDIC))).status).toBe(403)
    const OWN = '230406201.townshipClerk'
    expect((await head.post(`/api/v1/posts/${OWN}/holders`, await appointment(OWN, { replaces: null }))).status).toBe(
      422,
    )
    const bare = await office.post(`/api/v1/posts/${MEDIC}/holders`, { id: newId(), replaces: null, accountId: null })
    expect([bare.status, bare.body.errors.map(({ field }: { field: string }) => field)]).toEqual([
      400,
      ['name', 'authority'],
    ])
    const assigned = await (await district.as('admin')).post(`/api/v1/accounts/${await accountOf('office')}/posts`, {
      id: newId(),
      postId: 'command.commander',
    })
    expect([assigned.status, assigned.body.code]).toEqual([409, 'post_held'])
  })
})
