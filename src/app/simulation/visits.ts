// Visits as requests: recorded one by one as they are made, or kept on the medic's phone and sent as batches. What each
// completes and whether a referral follows was known before, and the answers are held against it.
import { type Act, apply, type Reading } from './acts.ts'
import type { Account } from './api.ts'
import { iso, type TakenResult } from './oracle.ts'
import { entered } from './suspicions.ts'
import { actor, describe, type Life, type World, write } from './world.ts'

export type Visit = Extract<Act, { kind: 'visit' }>

/** One visit, recorded as it is made; a fever may be read by two at once, and a phone may send it twice. */
export async function visit(world: World, life: Life, act: Visit, expected: ReturnType<typeof apply>): Promise<void> {
  const what = `visit of ${describe(world, life)}`
  const send = (reading: Reading, result: TakenResult | null) =>
    write(world, what, enter(world, life, act, reading, result).post('/api/v1/readings', bodyOf(life, act, reading)), {
      status: 201,
      events: (answer) => (answer.body.created ? 1 : 0) + (answer.body.referralId ? 1 : 0) * (result ? 1 : 0),
    })
  const { reading, twin } = act
  if (twin === null) {
    const answer = await send(reading, expected.visit!)
    held(world, what, answer.body.reading?.completes, expected.visit!)
    opened(world, life, what, answer.body, expected.visit!.opensReferral)
    if (!act.again) return
    const again = await send(reading, null)
    world.findings.check('answers', again.body.created === false, () => `${what}: sent twice, it was recorded twice`)
    return
  }
  // Two at once: one of them completes the window and opens the referral, whichever it is.
  const both = await Promise.all([send(reading, expected.visit!), send(twin, expected.twin!)])
  const referrals = both.flatMap(({ body }) => (body.referralId ? [body.referralId as string] : []))
  const completed = both.filter(({ body }) => body.reading?.completes).length
  const expectedReferrals = expected.visit!.opensReferral ? 1 : 0
  world.findings.check(
    'fevers',
    referrals.length === expectedReferrals,
    () => `${what}: two readings at once opened ${referrals.length} referrals`,
  )
  world.findings.check(
    'answers',
    completed === (expected.visit!.completes ? 1 : 0),
    () => `${what}: two readings at once completed ${completed} windows`,
  )
  life.referralId = referrals[0] ?? life.referralId
}

/** Who enters it. */
function enter(world: World, life: Life, act: Visit, reading: Reading, result: TakenResult | null): Account {
  const account = actor(world, life, { ...act, ...reading } as Act)
  const completes = result?.completes?.key ?? null
  const isDoor = reading.temperature !== null && result !== null
  if (isDoor) entered(world, account.userName, { life, at: act.observedAt, completes })
  return account
}

const bodyOf = (life: Life, { observedAt }: Visit, { id, temperature }: Reading) => ({
  id,
  periodId: life.periodId,
  atHome: temperature !== null,
  temperature,
  site: temperature === null ? null : 'forehead',
  observedAt: iso(observedAt),
  note: temperature === null ? '家中无人应答' : '',
})

type Completes = { day: string; slot: string; late: boolean } | null

function held(world: World, what: string, got: Completes, { completes }: TakenResult): void {
  const key = got && `${got.day}/${got.slot}`
  world.findings.check(
    'answers',
    (key ?? null) === (completes?.key ?? null) && (got?.late ?? false) === (completes?.late ?? false),
    () => `${what}: completes ${JSON.stringify(got)} instead of ${JSON.stringify(completes)}`,
  )
}

/** Whether a referral was opened is what the story says; its id is kept. */
export function opened(
  world: World,
  life: Life,
  what: string,
  answer: { referralId?: string | null },
  expected: boolean,
): void {
  const referralId = answer.referralId ?? null
  world.findings.check(
    'fevers',
    (referralId !== null) === expected,
    () => `${what}: ${referralId === null ? 'no' : 'a'} referral was opened`,
  )
  if (referralId !== null) life.referralId = referralId
}

interface Kept {
  life: Life
  act: Visit
}

/** As many as a phone sends at once. */
const MOST = 50
/** Every so-manieth person is seen by a medic whose phone sends at once. */
const AT_ONCE = 7

/** Whether the medic's phone keeps this and sends it with others. */
export const isKept = ({ person }: Life, act: Act): act is Visit =>
  act.kind === 'visit' && act.twin === null && act.reading.by === 'medic' && person.index % AT_ONCE > 0

/** The rounds of this moment: what one account's phone kept, as often as it takes. */
export function roundsOf(world: World, kept: readonly Kept[]): { account: Account; visits: Kept[] }[] {
  return [...Map.groupBy(kept, ({ life, act }) => actor(world, life, { ...act, ...act.reading } as Act))].flatMap(
    ([account, all]) =>
      Array.from({ length: Math.ceil(all.length / MOST) }, (_, n) => ({
        account,
        visits: all.slice(n * MOST, (n + 1) * MOST),
      })),
  )
}

interface Done {
  index: number
  created: boolean
  completes: Completes
  referralId: string | null
}

export async function sendRound(
  world: World,
  { account, visits }: { account: Account; visits: Kept[] },
): Promise<void> {
  const { findings, now } = world
  const expected = visits.map(({ life, act }) => apply(life.course, act, now).visit!)
  for (const [n, { life, act }] of visits.entries()) enter(world, life, act, act.reading, expected[n]!)
  const readings = visits.map(({ life, act }) => bodyOf(life, act, act.reading))
  const send = () => account.post('/api/v1/reading-batches', { readings })
  const answer = await write(world, `round of ${account.userName}`, send(), {
    status: 200,
    events: ({ body }) =>
      (body.done as Done[]).reduce((sum, { created, referralId }) => sum + (created ? 1 : 0) + (referralId ? 1 : 0), 0),
  })
  const done = new Map(((answer.body.done ?? []) as Done[]).map((one) => [one.index, one]))
  for (const [index, { life }] of visits.entries()) {
    const what = `visit in a round of ${describe(world, life)}`
    const one = done.get(index)
    findings.check(
      'answers',
      one?.created === true,
      () => `${what}: not recorded: ${JSON.stringify(answer.body.refused?.find((no: Done) => no.index === index))}`,
    )
    if (!one) continue
    held(world, what, one.completes, expected[index]!)
    opened(world, life, what, one, expected[index]!.opensReferral)
  }
  if (!visits.some(({ act }) => act.again)) return
  // The phone heard no answer and sends the round once more: everything is there already.
  const again = await write(world, `round of ${account.userName}, sent again`, send(), { status: 200, events: () => 0 })
  findings.check(
    'answers',
    ((again.body.done ?? []) as Done[]).every(({ created }) => !created) && again.body.done?.length === visits.length,
    () => `round of ${account.userName}, sent twice: ${JSON.stringify(again.body).slice(0, 300)}`,
  )
}
