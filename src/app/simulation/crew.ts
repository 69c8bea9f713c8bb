// Who does what in the story: the office, the clerk of each township, the medic of each village that has one.
import type { By } from './acts.ts'
import type { Account, Api } from './api.ts'
import { inParallel } from './api.ts'

export interface Crew {
  office: Account
  /** The clerk acts where no medic sees the person: none has them, and their village has none. */
  find(by: By, person: { areaCode: string; hasMedic: boolean }): Account
  clerk(areaCode: string): Account
  /** The village's medic; somebody of another township. */
  medic(areaCode: string): Account | null
  medicElsewhere(areaCode: string): Account | null
  /** The village's medic, or another of the township; null where there is none. */
  medicIdOf(areaCode: string): string | null
  /** The id of the medic who signs in by that name. */
  medicCalled(userName: string): string | null
  villages: string[]
  /** People enough that every unit signs in for itself. */
  isLarge: boolean
  areaNames: Map<string, string>
}

/** A village has as many people of the story at least; a small story is told of few villages, whose accounts alone sign in. */
const PEOPLE_OF_A_VILLAGE = 4
const LEAST_VILLAGES = 6
const LARGE = 200

export async function gatherCrew(api: Api, people: number): Promise<Crew> {
  const office = await api.as('office')
  if (!office) throw new Error('no account `office` with this password: is it a demonstration?')
  const areas = (await office.get('/api/v1/areas')).body.items as { code: string; name: string; level: string }[]
  const all = areas.filter(({ level }) => level === 'village').map(({ code }) => code)
  const count = Math.min(all.length, Math.max(LEAST_VILLAGES, Math.ceil(people / PEOPLE_OF_A_VILLAGE)))
  const villages = Array.from({ length: count }, (_, n) => all[Math.floor((n * all.length) / count)]!)
  const townships = [...new Set(villages.map((code) => code.slice(0, 9)))]
  const clerks = new Map<string, Account>()
  const medics = new Map<string, { account: Account; id: string }>()
  await inParallel(townships, async (code) => {
    const clerk = await api.as(`clerk-${code}`)
    if (clerk) clerks.set(code, clerk)
  })
  await inParallel(villages, async (code) => {
    const account = await api.as(`medic-${code}`)
    if (account) medics.set(code, { account, id: (await account.get('/api/v1/me')).body.account.id })
  })
  const clerk = (areaCode: string) => clerks.get(areaCode.slice(0, 9)) ?? office
  const nearby = (areaCode: string) =>
    villages.find((code) => code.startsWith(areaCode.slice(0, 9)) && medics.has(code))
  const medicOf = (areaCode: string) => medics.get(areaCode) ?? medics.get(nearby(areaCode) ?? '')
  return {
    office,
    clerk,
    villages,
    isLarge: people >= LARGE,
    areaNames: new Map(areas.map(({ code, name }) => [code, name])),
    medic: (areaCode) => medicOf(areaCode)?.account ?? null,
    medicElsewhere(areaCode) {
      const other = [...medics].find(([code]) => !code.startsWith(areaCode.slice(0, 9)))
      return other?.[1].account ?? null
    },
    medicCalled: (name) => [...medics.values()].find(({ account }) => account.userName === name)?.id ?? null,
    medicIdOf: (areaCode) => medicOf(areaCode)?.id ?? null,
    find(by, { areaCode, hasMedic }) {
      if (by === 'office') return office
      const medic = by === 'medic' ? (hasMedic ? medicOf(areaCode) : medics.get(areaCode)) : undefined
      return medic?.account ?? clerk(areaCode)
    },
  }
}
