// What is checked and what was found wrong: a finding names the invariant, and the run prints pass or fail for each.

export const INVARIANTS = {
  windows: 'every person in isolation had two windows a day from registration on',
  misses: 'every missed check is recorded and none was filled in afterwards',
  releases: 'nobody was released before the end or with an open referral',
  fevers: 'every fever opened exactly one referral',
  states: 'everybody stands where the story left them',
  board: 'every figure of the board equals a recount of its list',
  audit: 'the audit has one event for each thing written, and its seals hold',
  duties: 'what the plan’s clocks owe stands once for each who owes it, judged once and as the story says',
  meetings: 'every meeting, who came, what was decided and its minutes stand as they were held',
  roster: 'every shift of every roster is covered, or its gap was known; served, swapped and called as the story says',
  directives: 'every directive stands where the story left it, and every count and figure of them equals its recount',
  exercises: 'every drill and training stands as it was planned, held or called off',
  discipline:
    'matters of discipline are the offences of the story, each once, none more, and nobody is burdened unheard',
  responsibility: 'whoever moved was answered for by exactly one side at every instant',
  permissions: 'a medic was refused what is not a medic’s',
  papers: 'every paper was printed once for whom it was asked, and handed over',
  answers: 'every request was answered as the rules say',
  noFaults: 'nothing answered 500 or above',
} as const
export type Invariant = keyof typeof INVARIANTS

export interface Verdict {
  invariant: Invariant
  says: string
  passed: boolean
  /** How often it was looked at; 0 where this run could not look. */
  checked: number
  failures: string[]
  failed: number
}

export interface Findings {
  /** `is` must hold; `otherwise` says what was found, when it does not. */
  check(invariant: Invariant, is: boolean, otherwise: () => string): void
  verdicts(): Verdict[]
}

const SHOWN = 20

export function openFindings(): Findings {
  const found = new Map<Invariant, { checked: number; failed: number; failures: string[] }>()
  for (const invariant of Object.keys(INVARIANTS) as Invariant[]) {
    found.set(invariant, { checked: 0, failed: 0, failures: [] })
  }
  return {
    check(invariant, is, otherwise) {
      const one = found.get(invariant)!
      one.checked += 1
      if (is) return
      one.failed += 1
      if (one.failures.length < SHOWN) one.failures.push(otherwise())
    },
    verdicts: () =>
      [...found].map(([invariant, { checked, failed, failures }]) => ({
        invariant,
        says: INVARIANTS[invariant],
        passed: failed === 0,
        checked,
        failed,
        failures,
      })),
  }
}
