// SQL for the papers of a period: whom and what they are about, and what the period's own row keeps of its notice, by which
// the queue of notices not yet served is read.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { PeriodRow } from './periods.ts'

export type PeriodWithPerson = Pick<
  PeriodRow,
  | 'id'
  | 'person_id'
  | 'area_code'
  | 'plan_version_id'
  | 'began_under'
  | 'state'
  | 'place'
  | 'place_text'
  | 'start_day'
  | 'ends_on'
  | 'days'
  | 'closed_on'
  | 'medic_id'
  | 'guarantor_id'
> & {
  name: string
  sex: 'male' | 'female' | null
  document_masked: string
  telephones: string[]
  address: string
  township: string | null
  village: string | null
  medic_name: string | null
  guarantor_name: string | null
}

export const periodsWithPersons = (tx: Tx, ids: readonly string[]): Promise<PeriodWithPerson[]> =>
  tx.sql<PeriodWithPerson>(
    `select p.id, p.person_id, p.area_code, p.plan_version_id, p.began_under, p.state, p.place, p.place_text, p.start_day, p.ends_on,
       p.days, p.closed_on, p.medic_id, p.guarantor_id, n.name, n.sex, n.document_masked, n.telephones, n.address,
       t.name as township, v.name as village, m.display_name as medic_name, g.display_name as guarantor_name
     from isolation_periods p join persons n on n.id = p.person_id and n.voided_at is null
     left join areas t on t.code = left(p.area_code, 9)
     left join areas v on v.code = left(p.area_code, 12) and v.level = 'village'
     left join accounts m on m.id = p.medic_id
     left join accounts g on g.id = p.guarantor_id
     where p.id = any($1::uuid[])`,
    [ids],
  )

export interface NoticeNote {
  periodId: string
  /** What is left out stays. */
  noticeId?: string | null
  servedAt?: Instant | null
}

export const noteNotices = (tx: Tx, notes: readonly NoticeNote[]): Promise<unknown> =>
  tx.sql(
    `update isolation_periods p set
       notice_id = case when r.note ? 'noticeId' then (r.note ->> 'noticeId')::uuid else p.notice_id end,
       notice_served_at = case when r.note ? 'servedAt' then (r.note ->> 'servedAt')::timestamptz else p.notice_served_at end
     from jsonb_array_elements($1::jsonb) as r (note)
     where p.id = (r.note ->> 'periodId')::uuid and p.id = any($2::uuid[])`,
    [JSON.stringify(notes), notes.map(({ periodId }) => periodId)],
  )
