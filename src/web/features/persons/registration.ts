// From the form to the wire and back: the body of a registration, and which field of the form a refused field of the
// body is.
import type { z } from 'zod'
import { newId } from '../../../kernel/ids.ts'
import type { EditPerson, PersonView, RegisterPerson } from '../../../modules/people/contract.ts'
import { readTelephones } from '../../../modules/people/rules/telephones.ts'
import { api } from '../../shell/api.ts'

type Registration = RegisterPerson
type Arrival = Registration['arrival']

/** A radio cannot hold null, so what is not said has a name. */
export type YesNo = 'yes' | 'no' | 'unsaid'
const saidOf = (answer: YesNo): boolean | null => (answer === 'unsaid' ? null : answer === 'yes')

export interface Values {
  name: string
  documentType: Registration['document']['type']
  documentNumber: string
  /** The number that a list has of the person, instead. */
  fromList?: boolean
  sex?: Registration['sex']
  birthDate?: string | null
  telephones?: string
  status: Arrival['status']
  category?: Arrival['category']
  originText: string
  arrivalDay: string
  means?: Arrival['means']
  serviceNo?: string
  companions?: string
  isTransient?: boolean
  stayPlace?: string
  stayRoom?: string
  stayUntil?: string
  areaCode: string
  address?: string
  /** Id of a person of the same household. */
  householdWith?: string
  hasHome: YesNo
  homeSuitable: YesNo
  firstTemperature?: number | null
  temperatureSite?: Arrival['temperatureSite']
  source: Arrival['source']
  remark?: string
}

export const EMPTY: Partial<Values> = {
  documentType: 'resident-id',
  status: 'arrived',
  hasHome: 'unsaid',
  homeSuitable: 'unsaid',
}

/** The ids are the form's own, so that sending it twice registers once. */
export interface Ids {
  person: string
  arrival: string
  stay: string
}
export const newIds = (): Ids => ({ person: newId(), arrival: newId(), stay: newId() })

const stayOf = (id: string, values: Values): z.input<typeof RegisterPerson>['arrival']['stay'] =>
  values.isTransient
    ? {
        id,
        place: values.stayPlace ?? '',
        room: values.stayRoom ?? '',
        untilDay: values.stayUntil ?? values.arrivalDay,
      }
    : null

export function registrationOf(ids: Ids, values: Values, householdId: string | null): z.input<typeof RegisterPerson> {
  return {
    id: ids.person,
    name: values.name,
    document: { type: values.documentType, number: values.documentNumber },
    sex: values.sex ?? null,
    birthDate: values.birthDate ?? null,
    telephones: readTelephones(values.telephones ?? '').numbers,
    areaCode: values.areaCode,
    address: values.address ?? '',
    householdId,
    arrival: { ...arrivalOf(ids.arrival, values), stay: stayOf(ids.stay, values) },
  }
}

export const arrivalOf = (id: string, values: Values): z.input<typeof RegisterPerson>['arrival'] => ({
  id,
  status: values.status,
  category: values.category ?? null,
  originText: values.originText,
  arrivalDay: values.arrivalDay,
  means: values.means ?? null,
  serviceNo: values.serviceNo ?? '',
  companions: values.companions ?? '',
  firstTemperature: values.firstTemperature ?? null,
  temperatureSite: values.firstTemperature ? (values.temperatureSite ?? null) : null,
  hasHome: saidOf(values.hasHome),
  homeSuitable: saidOf(values.homeSuitable),
  source: values.source,
  remark: values.remark ?? '',
})

/** The household of a registered person; one is begun with that person when there is none yet. */
export async function householdOf(personId: string | undefined): Promise<string | null> {
  if (!personId) return null
  const other = await api.get<PersonView>(`/api/v1/persons/${personId}`)
  if (other.householdId) return other.householdId
  const householdId = newId()
  const edit: z.input<typeof EditPerson> = { version: other.version, householdId }
  await api.patch(`/api/v1/persons/${personId}`, edit)
  return householdId
}

const FIELDS: Record<string, keyof Values> = {
  'document.type': 'documentType',
  'document.number': 'documentNumber',
  document: 'documentNumber',
  householdId: 'householdWith',
  'stay.place': 'stayPlace',
  'stay.untilDay': 'stayUntil',
}

/** `arrival.originText` → `originText`, `telephones.0` → `telephones`. */
export function formFieldOf(field: string): string {
  const plain = field.replace(/^arrival\./, '')
  return FIELDS[plain] ?? plain.split('.')[0] ?? plain
}
