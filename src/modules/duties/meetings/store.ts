// SQL of meetings.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Owner } from '../obligations/index.ts'
import type { Agenda } from './contract.ts'

interface By {
  at: Instant
  by: string | null
}

export interface MeetingRow {
  id: string
  day: Day
  opened_at: Instant
  agenda: Agenda
  plan_version_id: string
}

/** False: the day has one, or the id is in use. */
export const insertMeeting = async (
  tx: Tx,
  row: { id: string; day: Day; agenda: Agenda; planVersionId: string } & By,
): Promise<boolean> =>
  (
    await tx.sql(
      `insert into meetings (id, day, opened_at, opened_by, agenda, plan_version_id) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing returning id`,
      [row.id, row.day, row.at, row.by, JSON.stringify(row.agenda), row.planVersionId],
    )
  ).length > 0

export const findMeeting = async (tx: Tx, id: string): Promise<MeetingRow | undefined> =>
  (await tx.sql<MeetingRow>('select * from meetings where id = $1', [id]))[0]
export const meetingOf = async (tx: Tx, day: Day): Promise<MeetingRow | undefined> =>
  (await tx.sql<MeetingRow>('select * from meetings where day = $1', [day]))[0]
export const meetingBefore = async (tx: Tx, day: Day): Promise<MeetingRow | undefined> =>
  (await tx.sql<MeetingRow>('select * from meetings where day < $1 order by day desc limit 1', [day]))[0]

export interface MeetingListed {
  day: Day
  opened_at: Instant
  plan_version_id: string
  there: number
  decisions: number
  open: number
  minutes_at: Instant | null
}

export const listMeetings = (tx: Tx, limit: number): Promise<MeetingListed[]> =>
  tx.sql<MeetingListed>(
    `select m.day, m.opened_at, m.plan_version_id,
       (select count(*)::int from meeting_attendance a where a.meeting_id = m.id and a.state <> 'absent') as there,
       (select count(*)::int from meeting_decisions d where d.meeting_id = m.id) as decisions,
       (select count(distinct d.id)::int from meeting_decisions d join meeting_decision_owners o on o.decision_id = d.id
        where d.meeting_id = m.id and o.done_at is null) as open,
       (select min(issued_at) from meeting_minutes i where i.meeting_id = m.id) as minutes_at
     from meetings m order by m.day desc limit $1`,
    [limit],
  )

export interface AttendanceRow {
  owner_kind: Owner['kind']
  owner_key: string
  state: 'present' | 'deputy' | 'absent'
  note: string
  report: string
  version: number
}

export const attendanceOf = (tx: Tx, meetingId: string): Promise<AttendanceRow[]> =>
  tx.sql<AttendanceRow>('select * from meeting_attendance where meeting_id = $1', [meetingId])

/** False: somebody wrote since `version`. */
export async function saveAttendance(
  tx: Tx,
  meetingId: string,
  { kind, key }: Owner,
  said: { state: string; note: string; report: string; version: number } & By,
): Promise<boolean> {
  const rows = await tx.sql(
    said.version === 0
      ? `insert into meeting_attendance (meeting_id, owner_kind, owner_key, state, note, report, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning version`
      : `update meeting_attendance set state = $4, note = $5, report = $6, recorded_at = $7, recorded_by = $8, version = version + 1
         where meeting_id = $1 and owner_kind = $2 and owner_key = $3 and version = $9 returning version`,
    [
      meetingId,
      kind,
      key,
      said.state,
      said.note,
      said.report,
      said.at,
      said.by,
      ...(said.version === 0 ? [] : [said.version]),
    ],
  )
  return rows.length > 0
}

export interface RequirementRow {
  id: string
  meeting_id: string
  source: string
  text: string
  entered_at: Instant
}

export const requirementsOf = (tx: Tx, meetingId: string): Promise<RequirementRow[]> =>
  tx.sql<RequirementRow>('select * from meeting_requirements where meeting_id = $1 order by entered_at, id', [
    meetingId,
  ])

/** False: the id is there already. */
export const insertRequirement = async (
  tx: Tx,
  row: { id: string; meetingId: string; source: string; text: string } & By,
): Promise<boolean> =>
  (
    await tx.sql(
      `insert into meeting_requirements (id, meeting_id, source, text, entered_at, entered_by) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing returning id`,
      [row.id, row.meetingId, row.source, row.text, row.at, row.by],
    )
  ).length > 0

export interface DecisionRow {
  id: string
  meeting_id: string
  text: string
  due_at: Instant
  owners: { kind: Owner['kind']; key: string; doneAt: string | null; doneNote: string }[]
}

const DECISION = `select d.*, (select json_agg(json_build_object('kind', o.owner_kind, 'key', o.owner_key,
    'doneAt', to_char(o.done_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'doneNote', o.done_note)
    order by o.owner_kind, o.owner_key)
    from meeting_decision_owners o where o.decision_id = d.id) as owners from meeting_decisions d`

export const decisionsOf = (tx: Tx, meetingId: string): Promise<DecisionRow[]> =>
  tx.sql<DecisionRow>(`${DECISION} where d.meeting_id = $1 order by d.decided_at, d.id`, [meetingId])
export const findDecision = async (tx: Tx, id: string): Promise<DecisionRow | undefined> =>
  (await tx.sql<DecisionRow>(`${DECISION} where d.id = $1`, [id]))[0]

/** False: the id is there already. */
export async function insertDecision(
  tx: Tx,
  row: { id: string; meetingId: string; text: string; dueAt: Instant; owners: readonly Owner[] } & By,
): Promise<boolean> {
  const written = await tx.sql(
    `insert into meeting_decisions (id, meeting_id, text, due_at, decided_at, decided_by) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning id`,
    [row.id, row.meetingId, row.text, row.dueAt, row.at, row.by],
  )
  if (written.length === 0) return false
  await tx.sql(
    `insert into meeting_decision_owners (decision_id, owner_kind, owner_key)
     select $1, kind, key from json_to_recordset($2) as o (kind text, key text)`,
    [row.id, JSON.stringify(row.owners)],
  )
  return true
}

/** False: it was done already. */
export const completeDecision = async (
  tx: Tx,
  id: string,
  { kind, key }: Owner,
  said: { note: string } & By,
): Promise<boolean> =>
  (
    await tx.sql(
      `update meeting_decision_owners set done_at = $4, done_by = $5, done_note = $6
       where decision_id = $1 and owner_kind = $2 and owner_key = $3 and done_at is null returning decision_id`,
      [id, kind, key, said.at, said.by, said.note],
    )
  ).length > 0

export interface MinutesRow {
  id: string
  version: number
  text: string
  reason: string
  issued_at: Instant
  issued_by_name: string | null
}

export const minutesOf = (tx: Tx, meetingId: string): Promise<MinutesRow[]> =>
  tx.sql<MinutesRow>(
    `select m.*, a.display_name as issued_by_name from meeting_minutes m left join accounts a on a.id = m.issued_by
     where m.meeting_id = $1 order by m.version desc`,
    [meetingId],
  )

/** False: somebody issued this version, or the id is there already. */
export const insertMinutes = async (
  tx: Tx,
  row: { id: string; meetingId: string; version: number; text: string; reason: string } & By,
): Promise<boolean> =>
  (
    await tx.sql(
      `insert into meeting_minutes (id, meeting_id, version, text, reason, issued_at, issued_by)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
      [row.id, row.meetingId, row.version, row.text, row.reason, row.at, row.by],
    )
  ).length > 0
