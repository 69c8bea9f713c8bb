// Some days of a district lived over HTTP by its people, with whoever is registered already: what a demonstration begins with.
import type { Person } from './acts.ts'
import { type Account, listAll, openApi } from './api.ts'
import { gatherCrew } from './crew.ts'
import { openDuties } from './duties.ts'
import { openFindings } from './findings.ts'
import { CLOCK } from './life.ts'
import { liveThrough } from './live-through.ts'
import { dayNumber, dayOf, dayText } from './oracle.ts'
import { tellStory } from './story.ts'
import { openWorld } from './world.ts'

export interface Days {
  url: string
  /** Of all accounts. */
  password: string
  /** The first day, `YYYY-MM-DD`; the clock stands before its first moment. */
  from: string
  days: number
  seed: number
  /** Newcomers of these days. */
  people: number
  onDay(day: string, requests: number): void
}

/** Answers what was not answered as the story expects: nothing, as a rule. */
export async function liveDays({ url, password, from, days, seed, people, onDay }: Days): Promise<string[]> {
  const api = openApi(url, password)
  try {
    const office = await api.as('office')
    if (!office) throw new Error('no account `office` with this password')
    const { there, referrals } = await whoIsThere(office)
    const crew = await gatherCrew(api, there.length + people)
    const story = tellStory({ people, days, seed, from, villages: crew.villages, there })
    const findings = openFindings()
    const world = openWorld(api, crew, findings, story.people)
    for (const life of world.lives) life.referralId = referrals.get(life.personId) ?? null
    const duties = await openDuties(world, { seed, from, days, bureaus: false })
    await liveThrough(world, story.moments, {
      before: duties.until,
      async after(index) {
        await duties.now()
        if (index % CLOCK.length === CLOCK.length - 1) onDay(dayText(dayOf(world.now)), api.requests)
      },
    })
    return findings.verdicts().flatMap(({ failures }) => failures)
  } finally {
    api.close()
  }
}

interface PersonRow {
  id: string
  arrivalId: string
  name: string
  telephone: string | null
  areaCode: string
  status: 'expected' | 'arrived' | 'cancelled'
  arrivalDay: string
  firstTemperature: number | null
  registeredAt: string
}

interface There {
  there: Omit<Person, 'index' | 'source' | 'before'>[]
  /** Those open, by person. */
  referrals: Map<string, string>
}

/** As the story knows people: what only a registration would need is left out. */
async function whoIsThere(office: Account): Promise<There> {
  type Period = { id: string; person: { id: string }; openReferral: { id: string } | null }
  const periods = await listAll<Period>(office, '/api/v1/isolation-periods?queue=all')
  const periodOf = new Map(periods.map(({ id, person }) => [person.id, id]))
  const rows = await listAll<PersonRow>(office, '/api/v1/persons?sort=-registeredAt')
  const there = rows.flatMap((row) =>
    row.status === 'cancelled'
      ? []
      : [
          {
            id: row.id,
            arrivalId: row.arrivalId,
            name: row.name,
            document: '',
            telephone: row.telephone ?? '',
            address: '',
            originText: '哈尔滨',
            means: 'train',
            serviceNo: '',
            areaCode: row.areaCode,
            status: row.status,
            arrivalDay: dayNumber(row.arrivalDay),
            firstTemperature: row.firstTemperature,
            registeredAt: row.status === 'arrived' ? Date.parse(row.registeredAt) : null,
            periodId: periodOf.get(row.id) ?? null,
          },
        ],
  )
  const referrals = periods.flatMap(({ person, openReferral }) =>
    openReferral ? [[person.id, openReferral.id] as const] : [],
  )
  return { there, referrals: new Map(referrals) }
}
