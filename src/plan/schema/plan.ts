// The whole plan file. Values that the source does not give are listed under `basis` by their path, with the authority
// they rest on, so that a reader sees at one glance what is the plan's and what is a default.
import * as z from 'zod'
import { AreaCode, Clauses, Text } from './basics.ts'
import { Directives } from './directives.ts'
import { Duty } from './duty.ts'
import { Exercises } from './exercises.ts'
import { Assignment, Escalation, Isolation, Referral, ReleaseRule } from './isolation.ts'
import { Clocks, Discipline, Hotline, Obligations, Publishing, Reward, Sector } from './mechanisms.ts'
import { Movements } from './movements.ts'
import {
  Accounts,
  CommandPost,
  Group,
  Office,
  Response,
  Staffing,
  Territory,
  TownshipCommands,
  Unit,
  UnitSet,
} from './organisation.ts'
import { Origins } from './origins.ts'
import { Papers } from './papers.ts'
import { SituationReport, UrgentReport } from './reports.ts'
import { Verification } from './verification.ts'
import { Warning } from './warning.ts'

export const Basis = z.strictObject({
  /** Dotted path of a value; an item of a list is named by its key, e.g. `units.farm`. */
  path: z.string().min(1),
  default: z.strictObject({ authority: Text }),
})

export const Plan = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.string().min(1),
  title: Text,
  district: z.strictObject({ code: AreaCode, zh: z.string().min(1), en: z.string().min(1) }),
  zone: z.string().min(1),
  /** Name of the file of areas beside the plan. */
  areas: z.string().regex(/^[\w.-]+\.csv$/),
  /** Ids of every clause of the source; each must be realised by a duty. */
  clauses: z.strictObject({ first: z.literal('M01'), last: z.string().regex(/^M\d{2}$/) }),
  response: Response,
  command: z.strictObject({ clauses: Clauses, name: Text, posts: z.array(CommandPost).min(1) }),
  units: z.array(Unit).min(1),
  unitSets: z.array(UnitSet).default([]),
  office: Office,
  groups: z.array(Group).min(1),
  townshipCommands: TownshipCommands,
  territory: Territory,
  clocks: Clocks,
  obligations: Obligations.default({ clauses: ['M55'], remind: [], climb: [] }),
  isolation: Isolation,
  referral: Referral,
  escalation: Escalation,
  release: ReleaseRule,
  assignment: Assignment.default({
    clauses: ['M21', 'M52'],
    keyPersons: { categories: ['keyArea'] },
    capacity: { medic: 40, guarantor: 30 },
  }),
  movements: Movements.default(Movements.parse({})),
  directives: Directives.default(Directives.parse({})),
  exercises: Exercises.default(Exercises.parse({})),
  verification: Verification.default(Verification.parse({})),
  warning: Warning.default(Warning.parse({})),
  origins: Origins,
  papers: Papers,
  situationReport: SituationReport.default({
    clauses: ['M49'],
    steps: [],
    approve: 'office',
    to: [],
    at: '17:00',
    numbering: '',
  }),
  urgentReport: UrgentReport.default({ clauses: ['M59'], acknowledgeWithin: 10, climb: [] }),
  publishing: Publishing,
  discipline: Discipline,
  reward: Reward,
  hotline: Hotline,
  sectors: z.array(Sector).default([]),
  /** Duties of the organisation itself, of the working mechanisms, of every unit, and of the whole district. */
  structure: z.array(Duty).default([]),
  mechanisms: z.array(Duty).default([]),
  requirements: z.array(Duty).default([]),
  districtWide: z.array(Duty).default([]),
  staffing: z.array(Staffing).min(1),
  accounts: Accounts.default({ secondFactor: { posts: [], graceDays: 0 } }),
  basis: z.array(Basis).default([]),
})
export type Plan = z.infer<typeof Plan>
