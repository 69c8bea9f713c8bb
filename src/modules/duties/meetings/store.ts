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
  id: string
  day: Day
  opened_at: Instant
  there: number
  minutes_at: Instant | null
}

export const listMeetings = (tx: Tx, limit: number): Promise<MeetingListed[]> =>
  tx.sql<MeetingListed>(
    `select m.id, m.day, m.opened_at,
       (select count(*)::int from meeting_attendance a where a.meeting_id = m.id and a.state <> 'absent') as there,
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
  /** Null: waits for the next meeting. */
  meeting_id: string | null
  source: string
  text: string
  /** The received document that it came from. */
  document_id: string | null
  entered_at: Instant
}

export const requirementsOf = (tx: Tx, meetingId: string): Promise<RequirementRow[]> =>
  tx.sql<RequirementRow>('select * from meeting_requirements where meeting_id = $1 order by entered_at, id', [
    meetingId,
  ])

export const waitingRequirements = (tx: Tx): Promise<RequirementRow[]> =>
  tx.sql<RequirementRow>('select * from meeting_requirements where meeting_id is null order by entered_at, id')

/** One after the other: none is entered between the meeting's look at what waits and its taking it up. */
export const holdRequirements = (tx: Tx): Promise<unknown> =>
  tx.sql(`select pg_advisory_xact_lock(hashtext('meeting.requirements'))`)

export const takeUpWaiting = (tx: Tx, meetingId: string): Promise<unknown> =>
  tx.sql('update meeting_requirements set meeting_id = $1 where meeting_id is null', [meetingId])

export const findRequirement = async (
  tx: Tx,
  by: { id: string } | { documentId: string },
): Promise<(RequirementRow & { day: Day | null }) | undefined> =>
  (
    await tx.sql<RequirementRow & { day: Day | null }>(
      `select r.*, m.day from meeting_requirements r left join meetings m on m.id = r.meeting_id
       where ${'id' in by ? 'r.id' : 'r.document_id'} = $1`,
      ['id' in by ? by.id : by.documentId],
    )
  )[0]

/** False: the id is there already, or the document was one before. */
export const insertRequirement = async (
  tx: Tx,
  row: { id: string; meetingId: string | null; source: string; text: string; documentId: string | null } & By,
): Promise<boolean> =>
  (
    await tx.sql(
      `insert into meeting_requirements (id, meeting_id, source, text, document_id, entered_at, entered_by)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
      [row.id, row.meetingId, row.source, row.text, row.documentId, row.at, row.by],
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
