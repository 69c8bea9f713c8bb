// Matters of discipline as people go through them in the story (M18, M55): some are dismissed, most are heard, answered or not, and decided
// by the director, or the commander where the director answers for the unit himself. A penalty before anybody was heard is tried and refused.
import { type Account, inParallel, listAll } from './api.ts'
import { type Around, offenceId, type Part } from './ledger.ts'
import { dayText } from './oracle.ts'
import { openRandom } from './random.ts'
import { write } from './world.ts'

interface MatterView {
  id: string
  rule: string
  subject: { id: string }
  day: string
  state: string
  answer: string
  outcome: { key: string } | null
}
interface Told {
  state: string
  answer: string
  outcome: string | null
}

const ANSWERS = '10:00'
const REVIEWS = '16:30'
const ODDS = { dismissed: 0.08, heard: 0.7, answered: 0.75, tried: 0.2 }
const ANSWER = '当天人手都在卡点，上报晚了，已安排专人负责'
const DECISIONS: Readonly<Record<string, string>> = {
  dismissed: '经核实不属本单位责任',
  explained: '情况属实，已改正',
  admonition: '限当日整改，再犯从重',
  criticism: '全区通报',
}

export async function openReviews({ world, telling, reporters }: Around): Promise<Part> {
  const { crew, findings, api } = world
  const { office } = crew
  const director = (await api.as('director')) ?? office
  const commander = (await api.as('commander')) ?? office
  /** Nobody decides about whom he answers for: the director's groups, and the bureau that he heads, are the commander's. */
  const ofDirector = new Set([
    'unit:healthBureau',
    ...reporters.flatMap(({ owner: { kind, key }, account }) => (account === director ? [`${kind}:${key}`] : [])),
  ])
  const told = new Map<string, Told>()
  const done = { status: 200, events: () => 1 }
  const nameOf = ({ rule, subject, day }: MatterView) => offenceId(rule, subject.id, day)
  const chanceOf = (matter: MatterView) => openRandom(`lianfang/${telling.seed}/matter/${nameOf(matter)}`)
  const list = (state: string) => listAll<MatterView>(office, `/api/v1/discipline-matters?state=${state}`)
  const act = (account: Account, { id }: MatterView, what: string, body: object) =>
    account.post(`/api/v1/discipline-matters/${id}/${what}`, body)

  async function decide(matter: MatterView, outcome: string): Promise<void> {
    const body = { outcome, decision: DECISIONS[outcome] }
    const isOwn = ofDirector.has(matter.subject.id)
    if (isOwn) await tryAs(director, matter, body, 403)
    await write(
      world,
      `${outcome} of ${nameOf(matter)}`,
      act(isOwn ? commander : director, matter, 'decision', body),
      done,
    )
    told.set(matter.id, { state: 'decided', answer: told.get(matter.id)?.answer ?? '', outcome })
  }

  /** Of the day before and earlier: those heard are decided, then the new ones are looked at. */
  async function review(day: number): Promise<void> {
    await inParallel(await list('hearing'), async (matter) => {
      const random = chanceOf(matter).fork('outcome')
      await decide(matter, matter.answer === '' ? 'criticism' : random.pick(['explained', 'explained', 'admonition']))
    })
    await inParallel(await list('open'), async (matter) => {
      if (matter.day >= dayText(day)) return
      const random = chanceOf(matter)
      const draw = random.next()
      if (draw < ODDS.dismissed) await decide(matter, 'dismissed')
      else if (draw < ODDS.heard) {
        const question = '请说明原因和整改措施'
        await write(world, `hearing of ${nameOf(matter)}`, act(office, matter, 'hearing', { question }), done)
        told.set(matter.id, { state: 'hearing', answer: '', outcome: null })
        // Before anybody was heard.
        if (random.chance(ODDS.tried))
          await tryAs(commander, matter, { outcome: 'admonition', decision: '未听取说明' }, 422)
      }
    })
  }

  /** Must be refused. */
  async function tryAs(account: Account, matter: MatterView, body: object, refusal: number): Promise<void> {
    const { status, requestId } = await act(account, matter, 'decision', body)
    const what = `decision by ${account.userName} of ${nameOf(matter)}`
    world.written.set(requestId, { events: 0, what })
    findings.check('discipline', status === refusal, () => `${what}: ${status} instead of ${refusal}`)
  }

  /** Within the day that they have. */
  async function answer(): Promise<void> {
    await inParallel(await list('hearing'), async (matter) => {
      const by = reporters.find(({ owner }) => `${owner.kind}:${owner.key}` === matter.subject.id)?.account
      if (!by || !chanceOf(matter).fork('answer').chance(ODDS.answered)) return
      await write(world, `answer to ${nameOf(matter)}`, act(by, matter, 'answer', { answer: ANSWER }), done)
      told.get(matter.id)!.answer = ANSWER
    })
  }

  return {
    acts: [
      [ANSWERS, answer],
      [REVIEWS, review],
    ],
    async check() {
      for (const matter of await listAll<MatterView>(office, '/api/v1/discipline-matters')) {
        const should = told.get(matter.id) ?? { state: 'open', answer: '', outcome: null }
        const is = { state: matter.state, answer: matter.answer, outcome: matter.outcome?.key ?? null }
        findings.check(
          'discipline',
          is.state === should.state && is.answer === should.answer && is.outcome === should.outcome,
          () => `${nameOf(matter)}: ${JSON.stringify(is)}, the story says ${JSON.stringify(should)}`,
        )
      }
    },
  }
}
