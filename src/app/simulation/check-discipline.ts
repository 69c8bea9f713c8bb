// Matters of discipline against the story (M18, M55): each offence has its matter, and there is no matter without an offence.
import { listAll } from './api.ts'
import { type Ledger, offenceId } from './ledger.ts'
import { dayNumber, dayOf } from './oracle.ts'
import { rapidDays } from './suspicions.ts'
import type { World } from './world.ts'

interface MatterView {
  rule: string
  subject: { id: string }
  day: string
}

export async function checkDiscipline(world: World, ledger: Ledger): Promise<void> {
  const { crew, findings, now, cases } = world
  for (const { unit, day } of cases) ledger.offend('caseFromGap', unit, day)
  for (const { account, day } of rapidDays(world)) {
    // The last day is not over, and nobody has looked through it.
    const medic = crew.medicCalled(account)
    if (medic !== null && dayNumber(day) < dayOf(now)) {
      ledger.offend('rapidReadings', `account:${medic}`, day)
    }
  }
  const matters = await listAll<MatterView>(crew.office, '/api/v1/discipline-matters')
  const found = Map.groupBy(matters, ({ rule, subject, day }) => offenceId(rule, subject.id, day))
  for (const id of new Set([...found.keys(), ...ledger.offences.keys()])) {
    const [is, planted] = [found.get(id)?.length ?? 0, ledger.offences.get(id) ?? 0]
    findings.check('discipline', is === planted, () => `${id}: ${is} matters of ${planted} offences`)
  }
}
