// From rows to what is answered: a name in full with the person's id for whoever sees the person, masked and without id for the
// other side; and what this account may do with it.
import { isWithin, townshipOf } from '../../../kernel/area.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { mayAct } from '../../identity/index.ts'
import { openCourses } from '../../isolation/index.ts'
import { findHolder } from '../../organisation/index.ts'
import type { MovementRow } from '../contract.ts'
import { findMovement, type MovementRecord } from '../store/queues.ts'

export async function rowOf(
  ctx: Context,
  tx: Tx,
  kind: 'transfer' | 'handover' | 'departure' | 'stay',
  id: string,
): Promise<MovementRow> {
  const record = (await findMovement(tx, kind, id))!
  return (await viewsOf(ctx, tx, [record]))[0]!
}

export async function viewsOf(ctx: Context, tx: Tx, records: readonly MovementRecord[]): Promise<MovementRow[]> {
  const offered = records.filter(({ state }) => state === 'offered')
  // How the isolation of somebody offered stands is told to both sides, who it is only to the side that has the person.
  const courses = await tx.withScope(ctx.db.whole, () =>
    openCourses(
      ctx,
      tx,
      offered.map(({ person_id }) => person_id),
    ),
  )
  const givers = new Map<string, MovementRow['giver']>()
  for (const { from_area } of offered) {
    const township = townshipOf(from_area ?? '')
    if (township && !givers.has(township)) givers.set(township, await giverOf(ctx, tx, township))
  }
  return records.map((record) =>
    viewOf(ctx, record, {
      course: record.state === 'offered' ? (courses.get(record.person_id) ?? null) : null,
      giver: record.state === 'offered' ? (givers.get(townshipOf(record.from_area ?? '') ?? '') ?? null) : null,
    }),
  )
}

async function giverOf(ctx: Context, tx: Tx, areaCode: string): Promise<MovementRow['giver']> {
  const holder = await findHolder(tx, { kind: 'townshipClerk', areaCode, now: ctx.now })
  return (
    (holder && {
      zh: holder.title_zh,
      en: holder.title_en,
      name: holder.holder_name,
      telephone: holder.telephone,
    }) ??
    null
  )
}

function viewOf(
  ctx: Context,
  row: MovementRecord,
  { course, giver }: { course: MovementRow['isolation']; giver: MovementRow['giver'] },
): MovementRow {
  const may = (area: string | null) => area !== null && mayAct(ctx.actor, 'movement.record', { area })
  const isOffer = row.kind === 'transfer' && row.state === 'offered'
  const isLetter = row.kind === 'handOut' || row.kind === 'handIn'
  // A medic of another village may see whom he is assigned to and none of the papers' other side.
  const isSeen = row.name !== null && (mayAct(ctx.actor, 'person.read', { area: row.area_code }) || isMine(ctx, row))
  return {
    id: row.id,
    kind: row.kind,
    person: {
      id: isSeen ? row.person_id : null,
      name: isSeen ? row.name! : row.name_masked,
      sex: row.sex,
      birthYear: row.birth_year,
    },
    state: row.state as MovementRow['state'],
    isDirect: row.is_direct,
    fromArea: row.from_area,
    toArea: row.to_area,
    place: row.place,
    address: row.address,
    reason: row.reason,
    movesOn: row.moves_on,
    authority: row.authority,
    contact: row.contact,
    letterNo: row.letter_no,
    letterDay: row.letter_day,
    receiptNo: row.receipt_no,
    receiptDay: row.receipt_day,
    daysElsewhere: row.days_elsewhere,
    documents: row.documents,
    daysCredited: row.days_credited,
    permittedBy: row.permitted_by,
    untilDay: row.until_day,
    lastTemperature: row.last_temperature,
    at: row.at,
    by: row.by_name,
    dueAt: row.due_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by_name,
    decisionReason: row.decision_reason,
    isolation: course,
    giver,
    may: {
      accept: isOffer && may(row.to_area),
      withdraw: isOffer && may(row.from_area),
      receipt: isLetter && row.state === 'open' && may(row.area_code),
      cancel: isLetter && row.state === 'open' && may(row.area_code),
      resolve: row.state === 'gone' && may(row.area_code),
      // Of one with leave the isolation goes on: for whoever may end it.
      void:
        row.kind === 'departure' &&
        may(row.area_code) &&
        (row.state === 'completed' ||
          (row.state === 'permitted' && mayAct(ctx.actor, 'isolation.endEarly', { area: row.area_code }))),
      check: row.state === 'staying' && mayAct(ctx.actor, 'transient.check', { area: row.area_code }),
    },
  }
}

const isMine = ({ actor }: Context, row: MovementRecord) =>
  actor.scope.areas.some((area) => isWithin(row.area_code, area))
