// Matters of discipline against the story (M18, M55): each offence has its matter, and there is no matter without an offence.
import { listAll } from './api.ts'
import { type Ledger, offenceId } from './ledger.ts'
import type { World } from './world.ts'

interface MatterView {
  rule: string
  subject: { id: string }
  day: string
  evidence: { kind: string; id: string }
}
/** Of readings and cases; what the story plants of them is not told apart from chance. */
const BY_CHANCE = new Set(['rapidReadings', 'equalReadings', 'caseFromGap'])

export async function checkDiscipline({ crew, findings, written, suspected }: World, ledger: Ledger): Promise<void> {
  const matters = await listAll<MatterView>(crew.office, '/api/v1/discipline-matters')
  for (const { rule, evidence } of matters) {
    const told = rule === 'caseFromGap' ? written.get(suspected.get(evidence.id) ?? '') : undefined
    if (told) told.events += 1
  }
  const about = matters.filter(({ rule }) => !BY_CHANCE.has(rule))
  const found = Map.groupBy(about, ({ rule, subject, day }) => offenceId(rule, subject.id, day))
  for (const id of new Set([...found.keys(), ...ledger.offences.keys()])) {
    const [is, planted] = [found.get(id)?.length ?? 0, ledger.offences.get(id) ?? 0]
    findings.check('discipline', is === planted, () => `${id}: ${is} matters of ${planted} offences`)
  }
}
