// From a person to the form that corrects them and back: only what differs goes to the server, with the version that
// was corrected, so that of two corrections at once the later is refused.
import type { z } from 'zod'
import type { EditPerson, PersonView } from '../../../modules/people/contract.ts'
import { readTelephones } from '../../../modules/people/rules/telephones.ts'

type Edit = z.input<typeof EditPerson>

export interface EditValues {
  name: string
  documentType: PersonView['documentType']
  /** Empty: the registered number stays. */
  documentNumber: string
  sex: PersonView['sex']
  birthDate: string | null | undefined
  telephones: string
  areaCode: string
  address: string
  /** Somebody of the same household; undefined: lives with nobody registered. */
  householdWith?: string | undefined
}

export const valuesOf = (person: PersonView): EditValues => ({
  name: person.name,
  documentType: person.documentType,
  documentNumber: '',
  sex: person.sex,
  birthDate: person.birthDate,
  telephones: person.telephones.join('，'),
  areaCode: person.areaCode,
  address: person.address,
  householdWith: person.household[0]?.id,
})

/** Null when nothing differs. */
export function editOf(person: PersonView, values: EditValues): Edit | null {
  const telephones = readTelephones(values.telephones).numbers
  const before = readTelephones(valuesOf(person).telephones).numbers
  const edit: Edit = { version: person.version }
  if (values.name.trim() !== person.name) edit.name = values.name
  if (values.documentNumber.trim()) edit.document = { type: values.documentType, number: values.documentNumber }
  // A new number says sex and birth date itself.
  else {
    if (values.sex !== person.sex) edit.sex = values.sex
    if ((values.birthDate ?? null) !== person.birthDate) edit.birthDate = values.birthDate ?? null
  }
  if (telephones.join() !== before.join()) edit.telephones = telephones
  if (values.areaCode !== person.areaCode) edit.areaCode = values.areaCode
  if (values.address.trim() !== person.address) edit.address = values.address
  return Object.keys(edit).length > 1 ? edit : null
}

/** `document.number` → `documentNumber`, `telephones.0` → `telephones`. */
export function editFieldOf(field: string): string {
  if (field === 'document.type') return 'documentType'
  return field.startsWith('document') ? 'documentNumber' : (field.split('.')[0] ?? field)
}
