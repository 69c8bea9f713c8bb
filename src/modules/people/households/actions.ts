// Households: who lives behind one door, corrected at any time. Whoever moves in where somebody isolates is told so, and a
// household in which somebody isolates is shown with the days.

import { newId } from '../../../kernel/ids.ts'
import { notFound, refused } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { mayAct, permit } from '../../identity/index.ts'
import { PERSON } from '../actions/read.ts'
import { assignedTo, by, type MergeTools } from '../actions/scope.ts'
import { digitsOf } from '../duplicates/rules.ts'
import { normaliseTelephone } from '../rules/telephones.ts'
import { findPerson, lockPerson, type PersonFull } from '../store/persons.ts'
import type { FindHouseholds, FoundHouseholds, HouseholdView, Member } from './contract.ts'
import * as store from './store.ts'

export const readHousehold = (ctx: Context, tools: MergeTools, personId: string): Promise<HouseholdView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const person = await findPerson(tx, personId)
    if (!person) throw notFound(PERSON)
    permit(ctx, 'person.read', whereOf(ctx, person))
    return viewOf(ctx, tools, tx, person)
  })

const whereOf = (ctx: Context, person: PersonFull) => ({
  area: person.area_code,
  assignedTo: assignedTo(ctx, person.is_assigned),
})

async function viewOf(ctx: Context, tools: MergeTools, tx: Tx, person: PersonFull): Promise<HouseholdView> {
  const rows = person.household_id ? await store.listMembers(tx, [person.household_id]) : []
  return {
    id: person.household_id,
    areaCode: rows[0]?.area_code ?? person.area_code,
    address: rows[0]?.address ?? person.address,
    members: await membersOf(ctx, tools, tx, rows),
    may: { edit: mayAct(ctx.actor, 'person.edit', whereOf(ctx, person)) },
  }
}

async function membersOf(ctx: Context, tools: MergeTools, tx: Tx, rows: readonly store.MemberRow[]): Promise<Member[]> {
  const courses = await tools.isolation.courses(
    ctx,
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const course = courses.get(row.id)
    return {
      id: row.id,
      name: row.name,
      birthDate: row.birth_date,
      isHead: row.is_head,
      isolating: course
        ? { place: course.place, dayNumber: course.dayNumber, days: course.days, lastDay: course.lastDay }
        : null,
    }
  })
}

/** Where somebody about to be registered may belong, with who isolates there. */
export function findHouseholds(ctx: Context, tools: MergeTools, input: FindHouseholds): Promise<FoundHouseholds> {
  permit(ctx, 'person.read')
  const telephone = input.telephone ? normaliseTelephone(input.telephone) : null
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const found = await store.findDwellers(tx, {
      areaCode: input.areaCode ?? null,
      address: input.address || null,
      digits: telephone && digitsOf(telephone),
      personId: input.personId ?? null,
    })
    const ids = [...new Set(found.map(({ household_id }) => household_id).filter((id) => id !== null))]
    const rows = [...(await store.listMembers(tx, ids)), ...found.filter(({ household_id }) => household_id === null)]
    const members = new Map((await membersOf(ctx, tools, tx, rows)).map((member) => [member.id, member]))
    const doors = new Map<string, FoundHouseholds['items'][number]>()
    for (const row of rows) {
      const door = doors.get(row.household_id ?? row.id) ?? {
        id: row.household_id,
        address: row.address,
        areaCode: row.area_code,
        members: [],
      }
      door.members.push(members.get(row.id)!)
      doors.set(row.household_id ?? row.id, door)
    }
    return { items: [...doors.values()] }
  })
}

/** Into the household of another, or out of the own. */
export const moveHousehold = (
  ctx: Context,
  tools: MergeTools,
  personId: string,
  withId: string | null,
): Promise<HouseholdView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    if (withId === personId) throw refused([reason('household.self', '请选择另一人', 'Choose somebody else', 'with')])
    // In the order of their ids, so that two who are put together from both sides wait for each other.
    const held = new Map<string, PersonFull>()
    for (const id of [personId, ...(withId ? [withId] : [])].sort()) {
      const found = await lockPerson(tx, id)
      if (!found) throw notFound(PERSON)
      permit(ctx, 'person.edit', whereOf(ctx, found))
      held.set(id, found)
    }
    const person = held.get(personId)!
    const other = withId ? held.get(withId)! : null
    let householdId = other?.household_id ?? null
    if (other && householdId === null) {
      householdId = newId()
      const { area_code, address } = other
      await store.beginHousehold(tx, { id: householdId, area_code, address, at: ctx.now, by: by(ctx) })
      await store.setHousehold(tx, other.id, householdId)
    }
    if (person.household_id && person.household_id !== householdId) {
      await store.leaveHead(tx, person.household_id, personId)
    }
    await store.setHousehold(tx, personId, householdId)
    await tell(ctx, tx, person, { householdId, left: person.household_id })
    return viewOf(ctx, tools, tx, (await findPerson(tx, personId))!)
  })

export const makeHead = (ctx: Context, tools: MergeTools, personId: string, headId: string): Promise<HouseholdView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const person = await lockPerson(tx, personId)
    if (!person) throw notFound(PERSON)
    permit(ctx, 'person.edit', whereOf(ctx, person))
    const members = person.household_id ? await store.listMembers(tx, [person.household_id]) : []
    if (!person.household_id || !members.some(({ id }) => id === headId)) {
      throw refused([reason('household.notMember', '不是本户人员', 'Not of this household', 'personId')])
    }
    await store.setHead(tx, person.household_id, headId)
    await tell(ctx, tx, person, { householdId: person.household_id, headId })
    return viewOf(ctx, tools, tx, person)
  })

async function tell(ctx: Context, tx: Tx, person: PersonFull, details: object): Promise<void> {
  await audit(tx, ctx, {
    action: 'household.changed',
    subject: { kind: 'person', id: person.id },
    areaCode: person.area_code,
    details: { ...details },
  })
  await ctx.emit(tx, { type: 'household.changed', areaCode: person.area_code, personId: person.id })
}
