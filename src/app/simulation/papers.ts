// Papers of the story (M07, M21): the notice and the commitment of whoever is new, the certificate of whoever is released, printed
// by the clerk of the township and handed over at the door. One batch a day is opened, as somebody would print it.

import type { Moment } from './acts.ts'
import { inParallel } from './api.ts'
import { dayOf, iso } from './oracle.ts'
import { openRandom } from './random.ts'
import { chunks, type Life, townshipOf, type World, write } from './world.ts'

const KINDS = ['isolationNotice', 'commitment'] as const
type Kind = (typeof KINDS)[number] | 'releaseCertificate'
/** A batch with more pages is not opened here: setting them is what `papers` is measured by. */
const OPENED = 40

export async function printPapers(world: World, { prints, at }: Moment, released: readonly Life[]): Promise<void> {
  const fresh = prints.map((index) => world.lives[index]!).filter(({ periodId }) => periodId !== null)
  const batches: [Kind, readonly Life[]][] = [
    ...KINDS.map((kind): [Kind, Life[]] => [kind, fresh]),
    ['releaseCertificate', released],
  ]
  for (const [kind, lives] of batches) {
    await inParallel(chunks(lives, townshipOf), async (group) => {
      const township = townshipOf(group[0]!)
      const periodIds = group.map(({ periodId }) => periodId)
      const id = openRandom(`papers/${kind}/${at}/${periodIds[0]}`).id(at)
      const clerk = world.crew.clerk(township)
      const sent = clerk.post('/api/v1/paper-batches', { id, kind, periodIds })
      const what = `papers ${kind} of ${township}`
      const answer = await write(world, what, sent, { status: 201, events: ({ body }) => body.done.length })
      const done: { id: string; periodId: string }[] = answer.body.done ?? []
      world.findings.check(
        'papers',
        done.length === group.length,
        () => `${what}: ${done.length} of ${group.length} printed: ${JSON.stringify(answer.body.refused)}`,
      )
      const known = new Map(group.map((life) => [life.periodId, life]))
      for (const paper of done) known.get(paper.periodId)?.papers.push({ id: paper.id, printedAt: at, servedAt: null })
      if (done.length === 0 || done.length > OPENED || world.opened.has(dayOf(at))) return
      world.opened.add(dayOf(at))
      const pdf = await write(world, `opening of ${what}`, clerk.get(`/api/v1/paper-batches/${id}/pdf`), {
        status: 200,
        events: () => 1,
      })
      world.findings.check(
        'papers',
        Buffer.isBuffer(pdf.body) && pdf.body.subarray(0, 5).toString() === '%PDF-',
        () => `${what}: no PDF`,
      )
    })
  }
}

/** At the door, by whoever sees the person; also what was printed for somebody who is released since. */
export async function servePapers(world: World, { serves, at }: Moment): Promise<void> {
  const { crew, lives, findings } = world
  const owed = serves
    .map((index) => lives[index]!)
    .filter(({ papers }) => papers.some(({ servedAt }) => servedAt === null))
  const groups = chunks(owed, ({ course }) => `${course.hasMedic} ${course.areaCode}`)
  await inParallel(groups, async (group) => {
    const [{ course }] = group as [Life]
    const papers = group.flatMap((life) => life.papers.filter(({ servedAt }) => servedAt === null))
    const body = { papers: papers.map(({ id }) => ({ id })), how: 'inPerson', at: iso(at) }
    const sent = crew.find('medic', course).post('/api/v1/paper-services', body)
    const answer = await write(world, 'handing over', sent, { status: 201, events: ({ body }) => body.done.length })
    const done = new Set<string>(answer.body.done)
    findings.check(
      'papers',
      done.size === papers.length,
      () => `handing over in ${course.areaCode}: refused ${JSON.stringify(answer.body.refused)}`,
    )
    for (const paper of papers) if (done.has(paper.id)) paper.servedAt = at
  })
}
