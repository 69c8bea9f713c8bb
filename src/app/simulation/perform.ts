// One act of the story as requests: what the oracle expects is known before, and the answer is held against it.
import { type Act, apply } from './acts.ts'
import { dayOf, dayText, iso } from './oracle.ts'
import { grewFromGap } from './suspicions.ts'
import { opened, visit } from './visits.ts'
import { actor, describe, type Life, townshipOf, UNITS, type World, write } from './world.ts'

export async function perform(world: World, life: Life, act: Act): Promise<void> {
  const account = actor(world, life, act)
  const { person } = life
  const what = `${act.kind} of ${describe(world, life)}`
  const expected = apply(life.course, act, world.now)
  const one = { status: 201, events: () => 1 }
  switch (act.kind) {
    case 'register':
      if (person.source === 'again') return comeAgain(world, life, what)
      await write(world, what, account.post('/api/v1/persons', registrationOf(life)), {
        status: 201,
        events: () => (person.status === 'arrived' ? 2 : 1),
      })
      return
    case 'confirm': {
      const body = {
        arrivalDay: dayText(person.arrivalDay),
        firstTemperature: act.temperature,
        temperatureSite: act.temperature === null ? null : 'forehead',
      }
      const two = { status: 200, events: () => 2 }
      await write(world, what, account.post(`/api/v1/arrivals/${life.arrivalId}/confirm`, body), two)
      return
    }
    case 'cancel':
      await write(world, what, account.post(`/api/v1/arrivals/${life.arrivalId}/cancel`, { reason: '改变行程' }), {
        status: 200,
        events: () => 1,
      })
      return
    case 'visit':
      return visit(world, life, act, expected)
    case 'correct': {
      const body = { id: act.id, temperature: act.temperature, site: 'forehead', reason: '录入有误' }
      const answer = await write(world, what, account.post(`/api/v1/readings/${act.readingId}/corrections`, body), {
        status: 201,
        events: () => (expected.opensReferral ? 2 : 1),
      })
      opened(world, life, what, answer.body, expected.opensReferral ?? false)
      return
    }
    case 'step': {
      const body = {
        step: act.step,
        at: iso(act.at),
        outcome: act.outcome,
        facility: act.step === 'atFacility' ? '区人民医院' : '',
        note: act.outcome === 'withdrawn' ? '体温录入有误，已更正' : '',
      }
      if (act.step === 'notified') life.steps = []
      life.steps.push({ step: act.step, at: act.at })
      const isOffence = act.outcome === 'suspected' && grewFromGap(life, world.now)
      const unit = UNITS[townshipOf(life)]
      if (isOffence && unit) world.cases.push({ unit: `unit:${unit}`, day: dayText(dayOf(act.at)) })
      const sent = account.post(`/api/v1/referrals/${life.referralId}/steps`, body)
      await write(world, what, sent, { status: 201, events: () => (isOffence ? 2 : 1) })
      return
    }
    case 'explain': {
      const checks = act.keys.map((key) => ({ day: key.split('/')[0], slot: key.split('/')[1] }))
      const body = { checks, explanation: '上门时无人应答，电话随访' }
      await write(world, what, account.post(`/api/v1/isolation-periods/${life.periodId}/explanations`, body), one)
      return
    }
    case 'extend': {
      const body = { id: act.id, days: act.days, reason: '同住人发热' }
      await write(
        world,
        what,
        world.crew.office.post(`/api/v1/isolation-periods/${life.periodId}/extensions`, body),
        one,
      )
      return
    }
    case 'endEarly': {
      const body = { id: act.id, reason: '转往外地就医' }
      await write(
        world,
        what,
        world.crew.office.post(`/api/v1/isolation-periods/${life.periodId}/early-ends`, body),
        one,
      )
      return
    }
    case 'offer': {
      const { id, toArea } = act
      const body = { id, personId: life.personId, toArea, reason: '投靠亲属', movesOn: dayText(act.movesOn) }
      await write(world, what, account.post('/api/v1/transfers', body), one)
      return
    }
    case 'answer':
      return answerOffer(world, life, act)
    case 'depart': {
      const body = {
        id: act.id,
        personId: life.personId,
        kind: act.how,
        departedOn: dayText(dayOf(world.now)),
        destination: act.how === 'gone' ? '' : '哈尔滨',
        permittedBy: act.how === 'permitted' ? '区指挥部办公室' : '',
        reason: act.how === 'completed' ? '' : '离开本区',
      }
      const account = act.how === 'permitted' ? world.crew.office : world.crew.clerk(life.course.areaCode)
      // With leave, the isolation ends too.
      await write(world, what, account.post('/api/v1/departures', body), {
        status: 201,
        events: () => (act.how === 'permitted' ? 2 : 1),
      })
      return
    }
    case 'found': {
      const sent = account.post(`/api/v1/departures/${act.id}/resolution`, { resolution: '在亲属家中找到' })
      await write(world, what, sent, { status: 200, events: () => 1 })
      return
    }
    case 'trespass':
      return trespass(world, life, act)
  }
}

/** A new arrival of somebody who was here before: the stay before is history. */
async function comeAgain(world: World, life: Life, what: string): Promise<void> {
  const before = world.lives[life.person.before!]!
  before.course.cameAgain = true
  life.personId = before.personId
  const { arrival } = registrationOf(life)
  const sent = world.crew.clerk(life.course.areaCode).post(`/api/v1/persons/${life.personId}/arrivals`, arrival)
  await write(world, what, sent, { status: 201, events: () => 2 })
}

async function answerOffer(world: World, life: Life, act: Extract<Act, { kind: 'answer' }>): Promise<void> {
  const { crew } = world
  const { id, how, areaCode } = act
  const what = `${how} transfer of ${describe(world, life)}`
  const clerk = crew.clerk(areaCode)
  const done = { status: 200, events: () => 1 }
  if (how === 'accepted') {
    const medicId = act.withMedic ? crew.medicIdOf(areaCode) : null
    await write(world, what, clerk.post(`/api/v1/transfers/${id}/acceptance`, { areaCode, medicId }), done)
    life.course.hasMedic = medicId !== null
    return
  }
  const step = how === 'returned' ? 'return' : 'withdrawal'
  await write(world, what, clerk.post(`/api/v1/transfers/${id}/${step}`, { reason: '此人仍在原址' }), done)
}

/** Refused, and nothing is kept: what is the clerk's and the office's to do, or whom another township answers for. */
async function trespass(world: World, life: Life, { what }: Extract<Act, { kind: 'trespass' }>): Promise<void> {
  const { crew, findings } = world
  const { areaCode } = life.course
  const medic = what === 'look' ? crew.medicElsewhere(areaCode) : crew.medic(areaCode)
  if (!medic) return
  const period = `/api/v1/isolation-periods/${life.periodId}`
  const answer =
    what === 'look'
      ? await medic.get(`/api/v1/persons/${life.personId}`)
      : what === 'extend'
        ? await medic.post(`${period}/extensions`, { id: life.person.arrivalId, days: 7, reason: '医学观察需要' })
        : await medic.post('/api/v1/isolation-releases', { periodIds: [life.periodId] })
  world.written.set(answer.requestId, { events: 0, what })
  findings.check(
    'permissions',
    answer.status === (what === 'look' ? 404 : 403),
    () => `${what} by ${medic.userName} of ${describe(world, life)}: ${answer.status}`,
  )
}

function registrationOf({ person }: Life) {
  const { firstTemperature } = person
  return {
    id: person.id,
    name: person.name,
    document: { type: 'resident-id', number: person.document },
    telephones: [person.telephone],
    areaCode: person.areaCode,
    address: person.address,
    arrival: {
      id: person.arrivalId,
      status: person.status,
      originText: person.originText,
      arrivalDay: dayText(person.arrivalDay),
      means: person.means,
      serviceNo: person.serviceNo,
      firstTemperature,
      temperatureSite: firstTemperature === null ? null : 'forehead',
      source: 'selfReport',
    },
  }
}
