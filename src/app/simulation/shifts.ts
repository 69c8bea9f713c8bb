// A unit's people and shifts as the story knows them (M51, M58).
import type { Account } from './api.ts'

export interface Member {
  id: string
  name: string
  /** Signs in: of the candidates of the unit's posts. */
  hasAccount: boolean
  roles: string[]
  /** The day on which the member is away. */
  away: number | null
}
export interface Shift {
  id: string
  from: number
  until: number
  /** Since when it covers; null: called off. */
  covers: { from: number; until: number }
  isVoid: boolean
  version: number
  seats: { memberId: string; role: 'leader' | 'staff' }[]
  signedOnAt: number | null
  handedOverAt: number | null
  acceptedAt: number | null
}
export interface Unit {
  id: string
  /** Whom a matter is about. */
  subject: string
  kind: 'duty' | 'medical'
  account: Account
  /** The office and the townships write a log and hand over in it; the bureaus sign on. */
  keepsLog: boolean
  members: Member[]
  shifts: Shift[]
}
export interface ShiftView {
  id: string
  kind: string
  from: string
  until: string
  state: string
  version: number
  seats: { memberId: string; role: 'leader' | 'staff' }[]
  signedOnAt: string | null
  handedOverAt: string | null
  acceptedAt: string | null
}
