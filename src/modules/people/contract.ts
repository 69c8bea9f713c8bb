// Wire shapes of people and arrivals (M07): registering, the person's page, lists with their filters. An identity
// number goes in whole and comes out masked; the whole number is a view of its own that needs a reason.
import * as z from 'zod'
import { DOCUMENT_TYPES } from './rules/documents.ts'

export const CATEGORIES = ['keyArea', 'elsewhere'] as const
export const ARRIVAL_STATUSES = ['expected', 'arrived', 'cancelled'] as const
export const MEANS = ['train', 'plane', 'coach', 'car', 'ship', 'other'] as const
/** Where a temperature was taken; shared with readings. */
export const TEMPERATURE_SITES = ['forehead', 'ear', 'armpit', 'mouth', 'wrist', 'other'] as const
/** How the person was found. */
export const SOURCES = ['selfReport', 'sweep', 'checkpoint', 'police', 'superior', 'tip', 'list', 'other'] as const

const AreaCode = z
  .string()
  .regex(/^\d{9}(\d{3}(-[0-9A-Z]{1,4})?)?$/, '请选到乡镇或村（社区）|Choose a township or village')
const line = (most: number) => z.string().trim().max(most)

export const DocumentInput = z.object({ type: z.enum(DOCUMENT_TYPES), number: line(60) })

const personFields = {
  name: line(60),
  document: DocumentInput,
  /** May be left out where the document says them. */
  sex: z.enum(['male', 'female']).nullable().default(null),
  birthDate: z.iso.date().nullable().default(null),
  /** In order, the first is the one to call. */
  telephones: z.array(line(40)).max(5).default([]),
  /** To the village; the township while the village is not known. */
  areaCode: AreaCode,
  address: line(200).default(''),
  /** People of one household share it: the id of any member's household, or a new one. */
  householdId: z.uuid().nullable().default(null),
}

export const ArrivalInput = z.object({
  id: z.uuid(),
  status: z.enum(['expected', 'arrived']),
  /** Left out: the plan decides from the origin. Said: the clerk's word, kept as such. */
  category: z.enum(CATEGORIES).nullable().default(null),
  originText: line(200).min(1, '请填写来源地|Say where the person comes from'),
  arrivalDay: z.iso.date(),
  means: z.enum(MEANS).nullable().default(null),
  serviceNo: line(60).default(''),
  companions: line(300).default(''),
  /** °C with one decimal; null: it is owed. */
  firstTemperature: z.number().nullable().default(null),
  temperatureSite: z.enum(TEMPERATURE_SITES).nullable().default(null),
  /** Whether the person has a home here, and one to be separated in; null: not said. */
  hasHome: z.boolean().nullable().default(null),
  homeSuitable: z.boolean().nullable().default(null),
  source: z.enum(SOURCES),
  remark: line(500).default(''),
  /** Somebody who only stays for some days (M08): where, and until when. */
  stay: z
    .object({
      id: z.uuid(),
      place: line(100).min(1, '请填写住宿处|Say where the person stays'),
      room: line(40).default(''),
      untilDay: z.iso.date(),
    })
    .nullable()
    .default(null),
})
export type ArrivalInput = z.output<typeof ArrivalInput>

/** A registered person comes again; what was before stays as history. */
export const RegisterArrival = ArrivalInput

export const RegisterPerson = z.object({ id: z.uuid(), ...personFields, arrival: ArrivalInput })
export type RegisterPerson = z.output<typeof RegisterPerson>

/** What is left out stays as it is. `version` is the one that was edited: of two edits at once the later is refused. */
export const EditPerson = z.object({
  version: z.int().min(1),
  name: personFields.name.optional(),
  document: DocumentInput.optional(),
  sex: z.enum(['male', 'female']).nullable().optional(),
  birthDate: z.iso.date().nullable().optional(),
  telephones: z.array(line(40)).max(5).optional(),
  areaCode: AreaCode.optional(),
  address: line(200).optional(),
  householdId: z.uuid().nullable().optional(),
})
export type EditPerson = z.output<typeof EditPerson>

export const ConfirmArrival = z.object({
  arrivalDay: z.iso.date(),
  firstTemperature: z.number().nullable().default(null),
  temperatureSite: z.enum(TEMPERATURE_SITES).nullable().default(null),
})
export type ConfirmArrival = z.output<typeof ConfirmArrival>

const Reason = line(300).min(2, '请写明理由|Give a reason')
export const CancelArrival = z.object({ reason: Reason })
export const ViewDocument = z.object({ reason: Reason })
export const DocumentView = z.object({ type: z.enum(DOCUMENT_TYPES), document: z.string() })

export const Registered = z.object({ personId: z.string(), arrivalId: z.string(), created: z.boolean() })
export type Registered = z.infer<typeof Registered>

export const ArrivalView = z.object({
  id: z.string(),
  isCurrent: z.boolean(),
  status: z.enum(ARRIVAL_STATUSES),
  category: z.enum(CATEGORIES),
  categoryBy: z.enum(['plan', 'clerk']),
  originText: z.string(),
  originCode: z.string().nullable(),
  arrivalDay: z.string(),
  /** A code of MEANS, or the words of an imported list. */
  means: z.string(),
  serviceNo: z.string(),
  companions: z.string(),
  firstTemperature: z.number().nullable(),
  temperatureSite: z.string().nullable(),
  hasHome: z.boolean().nullable(),
  homeSuitable: z.boolean().nullable(),
  source: z.string(),
  remark: z.string(),
  registeredAt: z.string(),
  registeredBy: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  cancelReason: z.string().nullable(),
  isTransient: z.boolean(),
  /** The stay is over since that day. */
  leftOn: z.string().nullable(),
})
export type ArrivalView = z.infer<typeof ArrivalView>

export const PersonView = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  sex: z.enum(['male', 'female']).nullable(),
  birthDate: z.string().nullable(),
  documentType: z.enum(DOCUMENT_TYPES),
  documentMasked: z.string(),
  telephones: z.array(z.string()),
  areaCode: z.string(),
  address: z.string(),
  householdId: z.string().nullable(),
  household: z.array(z.object({ id: z.string(), name: z.string() })),
  registeredAt: z.string(),
  registeredBy: z.string().nullable(),
  arrival: ArrivalView.nullable(),
  arrivals: z.array(ArrivalView),
  /** What this account may do with this person. */
  may: z.object({ edit: z.boolean(), unmask: z.boolean() }),
})
export type PersonView = z.infer<typeof PersonView>

export const SORTS = ['-registeredAt', 'arrivalDay', '-arrivalDay'] as const

const flag = z.stringbool().optional()
const filters = {
  /** Beginning of a name, pinyin, initials or telephone, or a whole identity number. */
  q: line(60).optional(),
  area: z
    .string()
    .regex(/^\d{6}(\d{3}(\d{3}(-[0-9A-Z]{1,4})?)?)?$/)
    .optional(),
  category: z.enum(CATEGORIES).optional(),
  status: z.enum(ARRIVAL_STATUSES).optional(),
  arrivedFrom: z.iso.date().optional(),
  arrivedTo: z.iso.date().optional(),
  registeredFrom: z.iso.date().optional(),
  registeredTo: z.iso.date().optional(),
  hasFever: flag,
  temperatureOwed: flag,
  /** Expected before today and still not here. */
  overdue: flag,
  /** Here, or left; without it, both. */
  presence: z.enum(['here', 'left']).optional(),
  importId: z.uuid().optional(),
  household: z.uuid().optional(),
}
export const PersonFilters = z.object(filters)
export type PersonFilters = z.output<typeof PersonFilters>

export const ListPersons = z.object({
  ...filters,
  sort: z.enum(SORTS).default('-registeredAt'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type ListPersons = z.output<typeof ListPersons>

export const PersonRow = z.object({
  id: z.string(),
  arrivalId: z.string(),
  name: z.string(),
  sex: z.enum(['male', 'female']).nullable(),
  birthDate: z.string().nullable(),
  documentType: z.string(),
  documentMasked: z.string(),
  telephone: z.string().nullable(),
  areaCode: z.string(),
  township: z.string(),
  village: z.string(),
  address: z.string(),
  category: z.enum(CATEGORIES),
  status: z.enum(ARRIVAL_STATUSES),
  originText: z.string(),
  arrivalDay: z.string(),
  means: z.string(),
  serviceNo: z.string(),
  companions: z.string(),
  firstTemperature: z.number().nullable(),
  hasFever: z.boolean(),
  temperatureOwed: z.boolean(),
  remark: z.string(),
  registeredAt: z.string(),
  leftOn: z.string().nullable(),
})
export type PersonRow = z.infer<typeof PersonRow>
export const PersonPage = z.object({ items: z.array(PersonRow), next: z.string().nullable() })
export const PersonCount = z.object({ count: z.int() })

/** The columns that an export may have, in the order of the screen. */
export const LIST_COLUMNS = [
  'name',
  'sex',
  'birthDate',
  'document',
  'telephone',
  'township',
  'village',
  'address',
  'category',
  'status',
  'origin',
  'arrivalDay',
  'means',
  'serviceNo',
  'companions',
  'firstTemperature',
  'remark',
  'registeredAt',
] as const
export type ListColumn = (typeof LIST_COLUMNS)[number]

export const ExportPersons = z.object({
  ...filters,
  sort: z.enum(SORTS).default('-registeredAt'),
  /** Comma-separated, in the order wanted; without it, all. */
  columns: z
    .string()
    .max(400)
    .optional()
    .transform((text) => (text ? text.split(',') : [...LIST_COLUMNS]))
    .pipe(z.array(z.enum(LIST_COLUMNS)).min(1)),
  lang: z.enum(['zh', 'en']).default('zh'),
})
export type ExportPersons = z.output<typeof ExportPersons>

export const SearchPersons = z.object({
  q: line(60).min(1),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})
export const Found = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      sex: z.enum(['male', 'female']).nullable(),
      documentMasked: z.string(),
      telephone: z.string().nullable(),
      areaCode: z.string(),
    }),
  ),
})
