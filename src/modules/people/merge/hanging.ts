// What hangs on a person: every table of the district with a person in it, and what a merge of two registrations does with its
// rows (decision 0012). A test holds this list against the database's own catalogue, so a new table that is not here fails.
// To add one: its name, its key, how. `moves`: the row gets the kept person's id and area and nothing else (grant update on
// both). `changes`: rules settle what would stand twice, so whole rows are compared before and after. `stays`: it tells of
// the registration itself.

export interface Hanging {
  table: string
  key: readonly string[]
  how: 'moves' | 'changes' | 'stays'
  /** The column with the person; `person_id` unless said. */
  column?: string
  /** Of the key, what a merge may change: the row is known by the rest. */
  loose?: string
  /** The row has no area that follows the person. */
  withoutArea?: true
  /** Said on the screen with its count. */
  words?: { zh: string; en: string }
}

/** In the order in which rows may change hands: what is referenced by area comes before what references it. */
export const HANGS_ON_A_PERSON: readonly Hanging[] = [
  { table: 'arrivals', key: ['id'], how: 'changes', words: { zh: '返回登记', en: 'Arrivals' } },
  { table: 'assignments', key: ['id'], how: 'changes', words: { zh: '医护与包保', en: 'Medics and guarantors' } },
  { table: 'isolation_periods', key: ['id'], how: 'changes', words: { zh: '隔离记录', en: 'Isolation periods' } },
  { table: 'next_checks', key: ['period_id'], how: 'changes' },
  { table: 'readings', key: ['id'], how: 'changes', words: { zh: '体温记录', en: 'Readings' } },
  { table: 'reading_corrections', key: ['id'], how: 'changes', words: { zh: '体温更正', en: 'Corrections' } },
  { table: 'referrals', key: ['id'], how: 'changes', words: { zh: '发热转诊', en: 'Fever referrals' } },
  {
    table: 'checks',
    key: ['period_id', 'day', 'slot'],
    loose: 'period_id',
    how: 'changes',
    words: { zh: '漏测与迟测', en: 'Missed and late checks' },
  },
  { table: 'period_changes', key: ['id'], how: 'changes', words: { zh: '隔离变更', en: 'Changes of periods' } },
  { table: 'transfers', key: ['id'], how: 'moves', words: { zh: '乡镇间转移', en: 'Transfers' } },
  { table: 'handovers', key: ['id'], how: 'moves', words: { zh: '跨区交接', en: 'Hand-overs' } },
  { table: 'departures', key: ['id'], how: 'moves', words: { zh: '离开与失联', en: 'Departures' } },
  { table: 'stays', key: ['id'], how: 'moves', words: { zh: '住店', en: 'Stays' } },
  { table: 'stay_checks', key: ['id'], how: 'moves' },
  { table: 'files', key: ['id'], how: 'moves', words: { zh: '附件', en: 'Files' } },
  { table: 'papers', key: ['id'], how: 'changes', words: { zh: '文书', en: 'Papers' } },
  {
    table: 'verification_entries',
    key: ['id'],
    how: 'moves',
    withoutArea: true,
    words: { zh: '名单核查', en: 'Lists to verify' },
  },
  { table: 'verification_findings', key: ['id'], how: 'moves', withoutArea: true },
  { table: 'households', key: ['id'], how: 'changes', column: 'head_id', withoutArea: true },
  // Derived from names and telephones; of both while they are one.
  { table: 'person_terms', key: ['person_id', 'term'], how: 'stays' },
  { table: 'possible_duplicates', key: ['person_id', 'other_id'], how: 'stays' },
  { table: 'person_voidings', key: ['id'], how: 'stays' },
  { table: 'person_merges', key: ['id'], how: 'stays', column: 'kept_id' },
]

export const columnOf = ({ column }: Hanging): string => column ?? 'person_id'
