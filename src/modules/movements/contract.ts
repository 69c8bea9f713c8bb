// Wire shapes of people that move (M05-M07): offers from one township to another, handovers to and from other districts,
// departures, and the queues that all of them stand in. A row says who it is only as far as the account may know: masked, and
// without an id, while the person is not (or no longer) of its area.
import * as z from 'zod'
import { DEPARTURE_KINDS } from './rules/departures.ts'
import { MOVEMENT_QUEUES } from './rules/queues.ts'

const Id = z.uuid()
const line = (most: number) => z.string().trim().max(most)
const Reason = line(300).min(2, '请写明理由|Give a reason')
/** To the village; the township while the village is not known. */
const Residence = z
  .string()
  .regex(/^\d{9}(\d{3}(-[0-9A-Z]{1,4})?)?$/, '请选到乡镇或村（社区）|Choose a township or village')
const needed = (most: number, zh: string, en: string) => line(most).min(1, `${zh}|${en}`)

export const IdParams = z.object({ id: Id })

export const OfferTransfer = z.object({
  id: Id,
  personId: Id,
  toArea: Residence,
  address: line(200).default(''),
  reason: Reason,
  movesOn: z.iso.date(),
})
export type OfferTransfer = z.output<typeof OfferTransfer>

export const AcceptTransfer = z.object({
  areaCode: Residence,
  /** Left out: as the giving side said. */
  address: line(200).optional(),
  medicId: Id.nullable().default(null),
})
export type AcceptTransfer = z.output<typeof AcceptTransfer>

export const Reasoned = z.object({ reason: Reason })

export const DirectTransfer = z.object({
  id: Id,
  personId: Id,
  toArea: Residence,
  address: line(200).default(''),
  reason: Reason,
  medicId: Id.nullable().default(null),
})
export type DirectTransfer = z.output<typeof DirectTransfer>

const letter = {
  id: Id,
  personId: Id,
  placeText: needed(100, '请写明对方地区', 'Name the other district'),
  placeCode: z
    .string()
    .regex(/^\d{2}(\d{2}(\d{2})?)?$/, '区划代码有误|Not an area code')
    .nullable()
    .default(null),
  authority: line(100).default(''),
  contact: line(100).default(''),
  letterNo: needed(60, '请填写函号', 'Give the number of the letter'),
  letterDay: z.iso.date(),
  movesOn: z.iso.date(),
}
export const HandOver = z.object({ ...letter, reason: Reason })
export type HandOver = z.output<typeof HandOver>

export const TakeOver = z.object({
  ...letter,
  daysElsewhere: z.int().min(0).max(60),
  /** How many papers prove the days. */
  documents: z.int().min(0).max(99),
})
export type TakeOver = z.output<typeof TakeOver>

export const RecordReceipt = z.object({ receiptNo: line(60).default(''), receiptDay: z.iso.date() })
export type RecordReceipt = z.output<typeof RecordReceipt>

export const RecordDeparture = z.object({
  id: Id,
  personId: Id,
  kind: z.enum(DEPARTURE_KINDS),
  departedOn: z.iso.date(),
  destination: line(200).default(''),
  permittedBy: line(100).default(''),
  reason: line(300).default(''),
})
export type RecordDeparture = z.output<typeof RecordDeparture>

export const ResolveGone = z.object({ resolution: Reason })

/** °C with one decimal, of today; the id comes from whoever took it. */
export const CheckStay = z.object({
  id: Id,
  temperature: z.number().min(30, '体温过低|Too low').max(45, '体温过高|Too high'),
})
export type CheckStay = z.output<typeof CheckStay>
export const EndStay = z.object({ leftOn: z.iso.date(), destination: line(200).default('') })
export type EndStay = z.output<typeof EndStay>

export const MOVEMENT_KINDS = ['transfer', 'handOut', 'handIn', 'departure', 'stay'] as const

export const MovementRow = z.object({
  id: z.string(),
  kind: z.enum(MOVEMENT_KINDS),
  person: z.object({
    /** Null where the account does not see the person: the name is masked then. */
    id: z.string().nullable(),
    name: z.string(),
    sex: z.enum(['male', 'female']).nullable(),
    birthYear: z.int().nullable(),
  }),
  state: z.enum([
    'offered',
    'accepted',
    'returned',
    'withdrawn',
    'open',
    'closed',
    'cancelled',
    'completed',
    'permitted',
    'handedOver',
    'gone',
    'resolved',
    'voided',
    'staying',
    'left',
    'isolated',
  ]),
  isDirect: z.boolean(),
  fromArea: z.string().nullable(),
  toArea: z.string().nullable(),
  /** Another district, or a destination. */
  place: z.string(),
  address: z.string(),
  reason: z.string(),
  movesOn: z.string(),
  authority: z.string(),
  contact: z.string(),
  letterNo: z.string(),
  letterDay: z.string().nullable(),
  receiptNo: z.string(),
  receiptDay: z.string().nullable(),
  daysElsewhere: z.int().nullable(),
  documents: z.int().nullable(),
  daysCredited: z.int().nullable(),
  permittedBy: z.string(),
  /** Of a stay: until when, and the last temperature. */
  untilDay: z.string().nullable(),
  lastTemperature: z.number().nullable(),
  at: z.string(),
  by: z.string().nullable(),
  dueAt: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decisionReason: z.string(),
  /** Of the open isolation, for whoever decides about an offer. */
  isolation: z
    .object({
      state: z.enum(['active', 'referred']),
      place: z.enum(['home', 'central']),
      dayNumber: z.int(),
      days: z.int(),
      lastDay: z.string(),
    })
    .nullable(),
  /** Whom to speak to on the giving side. */
  giver: z.object({ zh: z.string(), en: z.string(), name: z.string(), telephone: z.string().nullable() }).nullable(),
  may: z.object({
    accept: z.boolean(),
    withdraw: z.boolean(),
    receipt: z.boolean(),
    cancel: z.boolean(),
    resolve: z.boolean(),
    void: z.boolean(),
    check: z.boolean(),
  }),
})
export type MovementRow = z.infer<typeof MovementRow>

const filters = {
  queue: z.enum(MOVEMENT_QUEUES),
  area: z
    .string()
    .regex(/^\d{6}(\d{3}(\d{3}(-[0-9A-Z]{1,4})?)?)?$/, '区划代码有误|Not an area code')
    .optional(),
}
export const MovementFilters = z.object(filters)
export type MovementFilters = z.output<typeof MovementFilters>
export const MovementQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type MovementQuery = z.output<typeof MovementQuery>
export const MovementPage = z.object({ items: z.array(MovementRow), next: z.string().nullable() })
export const MovementCount = z.object({ count: z.int() })
export const CountsQuery = z.object({ area: filters.area })
export const MovementCounts = z.object({ counts: z.record(z.enum(MOVEMENT_QUEUES), z.int()) })
export type MovementCounts = z.infer<typeof MovementCounts>

/** Who answered for the person, from when until when: exactly one at every instant since the registration. */
export const SpanView = z.object({
  from: z.string(),
  until: z.string().nullable(),
  area: z.string().nullable(),
  elsewhere: z.string().nullable(),
})

export const PersonMovements = z.object({
  items: z.array(MovementRow),
  spans: z.array(SpanView),
  leftOn: z.string().nullable(),
  may: z.object({
    transfer: z.boolean(),
    direct: z.boolean(),
    handOver: z.boolean(),
    takeOver: z.boolean(),
    depart: z.boolean(),
  }),
})
export type PersonMovements = z.infer<typeof PersonMovements>
