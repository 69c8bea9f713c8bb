// Lists, counts and the whole record. The issuer and whoever oversees see every unit's course; a unit sees its own.
import { notFound } from '../../../kernel/problem.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Plan } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { ID, readCursor, writeCursor } from '../../../platform/http/cursor.ts'
import { mayAct, permit } from '../../identity/index.ts'
import { planInForce, planVersion } from '../../organisation/index.ts'
import type {
  Addressees,
  AssignmentRow,
  AssignmentView,
  DirectiveCounts,
  DirectiveFileView,
  DirectiveFilters,
  DirectiveQuery,
  DirectiveView,
  SupervisedMatters,
} from '../contract.ts'
import { lightOf, lightsOf } from '../rules/clock.ts'
import { can } from '../rules/course.ts'
import { unitSets } from '../rules/issue.ts'
import { isOpen, numberText, type SourceKind } from '../rules/kinds.ts'
import { findDirective, listEvents, readAddressees } from '../store/directives.ts'
import * as store from '../store/lists.ts'
import * as parts from '../store/parts.ts'
import {
  A_DIRECTIVE,
  ISSUES,
  issuersOf,
  lookingOf,
  mayAnswer,
  mayDecide,
  requireSeen,
  type Sides,
  sidesOf,
} from './access.ts'

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

export function listDirectives(
  ctx: Context,
  { limit, cursor, ...filters }: DirectiveQuery,
): Promise<{ items: AssignmentRow[]; next: string | null }> {
  permit(ctx, 'directive.read')
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const after = cursor === undefined ? null : positionAt(cursor)
    const rows = await store.listRows(tx, filters, lookingOf(ctx), ctx.now, { limit: limit + 1, after })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      items: await Promise.all(page.map((row) => rowOf(ctx, row))),
      next: rows.length > limit && last ? writeCursor([last.due_at, last.id]) : null,
    }
  })
}

function positionAt(cursor: string): store.Position {
  const [at, id] = readCursor(cursor, [INSTANT, ID])
  return { at, id }
}

export function countDirectives(ctx: Context, filters: DirectiveFilters): Promise<number> {
  permit(ctx, 'directive.read')
  return ctx.db.transaction(ctx.actor.scope, (tx) => store.countRows(tx, filters, lookingOf(ctx), ctx.now))
}

export function countWaiting(ctx: Context): Promise<DirectiveCounts> {
  permit(ctx, 'directive.read')
  return ctx.db.transaction(ctx.actor.scope, async (tx) => ({
    counts: await store.countWaiting(tx, lookingOf(ctx), ctx.now),
  }))
}

const BOARD = 500

/** What the supervision's own board shows: every open matter with its units' and steps' lights. */
export function listSupervised(ctx: Context): Promise<SupervisedMatters> {
  permit(ctx, 'directive.supervise')
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const filters = { list: 'all', kind: 'supervision', state: 'open' } as const
    const rows = await store.listRows(tx, filters, lookingOf(ctx), ctx.now, { limit: BOARD, after: null })
    const { plan } = await planInForce(ctx)
    const light = (dueAt: Instant, doneAt: Instant | null) =>
      lightOf({ dueAt, doneAt }, ctx.now, plan.directives.supervision)
    const steps = await parts.stepsOf(tx, [...new Set(rows.map(({ directive_id }) => directive_id))])
    const matters = new Map<string, SupervisedMatters['items'][number]>()
    for (const row of rows) {
      const matter = matters.get(row.directive_id) ?? {
        id: row.directive_id,
        number: numberText(row.kind, row.year, row.number),
        title: row.title,
        issuer: { id: row.issuer_unit, zh: row.issuer_zh, en: row.issuer_en },
        dueAt: row.due_at,
        light: 'green' as const,
        units: [],
        steps: steps
          .filter(({ directive_id }) => directive_id === row.directive_id)
          .map((step) => ({ title: step.title, dueAt: step.due_at, light: light(step.due_at, step.done_at) })),
      }
      matters.set(row.directive_id, matter)
      const { unit_id: id, unit_zh: zh, unit_en: en, state, due_at: dueAt } = row
      if (id !== null)
        matter.units.push({ id, zh: zh!, en: en!, state, dueAt, light: light(dueAt, row.ended_at ?? row.submitted_at) })
    }
    const items = [...matters.values()].map((matter) => ({
      ...matter,
      light: worst([...matter.units, ...matter.steps].map((one) => one.light)),
    }))
    return { items: items.sort((a, b) => LIGHTS_WORST_FIRST.indexOf(a.light) - LIGHTS_WORST_FIRST.indexOf(b.light)) }
  })
}

export function readDirective(ctx: Context, id: string): Promise<DirectiveView> {
  permit(ctx, 'directive.read')
  return ctx.db.transaction(ctx.actor.scope, (tx) => viewOfDirective(ctx, tx, id))
}

async function rowOf(ctx: Context, row: store.ListedRow): Promise<AssignmentRow> {
  const { plan } = await planVersion(ctx.db, row.plan_version_id)
  const isMine = row.unit_id !== null && lookingOf(ctx).units.includes(row.unit_id)
  return {
    id: row.id,
    directiveId: row.directive_id,
    assignmentId: row.assignment_id,
    kind: row.kind,
    number: numberText(row.kind, row.year, row.number),
    title: row.title,
    priority: row.priority,
    issuer: { id: row.issuer_unit, zh: row.issuer_zh, en: row.issuer_en },
    unit: row.unit_id === null ? null : { id: row.unit_id, zh: row.unit_zh!, en: row.unit_en! },
    state: row.state,
    issuedAt: row.issued_at,
    receiptDueAt: row.receipt_due_at,
    receivedAt: row.received_at,
    handler: row.handler,
    dueAt: row.due_at,
    submittedAt: row.submitted_at,
    endedAt: row.ended_at,
    unsignedAt: row.unsigned_at,
    overdueAt: row.overdue_at,
    light: lightOfRow(row, ctx.now, plan),
    may: { receive: isMine && row.state === 'issued' && mayAct(ctx.actor, 'directive.answer') },
  }
}

/** What was handed in is the issuer's: the unit's light is out until it comes back. */
const lightOfRow = (
  { kind, due_at, submitted_at, ended_at }: Pick<store.ListedRow, 'kind' | 'due_at' | 'submitted_at' | 'ended_at'>,
  now: Instant,
  plan: Plan,
) => lightOf({ dueAt: due_at, doneAt: ended_at ?? submitted_at }, now, lightsOf(plan.directives, kind))

/** Throws Problem 404 when the account stands on no side of it. */
export async function viewOfDirective(ctx: Context, tx: Tx, id: string): Promise<DirectiveView> {
  const directive = await findDirective(tx, id)
  if (!directive) throw notFound(A_DIRECTIVE)
  const all = (await store.rowsOfDirective(tx, id)).filter(({ assignment_id }) => assignment_id !== null)
  const areas = new Map((await readAddressees(tx)).map((unit) => [unit.id, unit.areaCode]))
  const given = all.map((row) => ({ unit_id: row.unit_id!, area_code: areas.get(row.unit_id!) ?? directive.area_code }))
  const sides = sidesOf(ctx, directive, given)
  requireSeen(sides, given)
  const { plan } = await planVersion(ctx.db, directive.plan_version_id)
  const decides = mayDecide(ctx, directive)
  const assignments = (
    await Promise.all(
      all.map(async (row, index): Promise<AssignmentView | null> => {
        if (!sides.seesAll && !sides.isUnit(row.unit_id!)) return null
        const answers = mayAnswer(ctx, given[index]!)
        const state = row.state === 'waiting' ? 'closed' : row.state
        const isHelp = row.kind === 'help'
        const listed = await rowOf(ctx, row)
        return {
          ...listed,
          unit: listed.unit!,
          assignmentId: row.assignment_id!,
          may: {
            receive: answers && !isHelp && can('receive', state),
            progress: answers && !isHelp && can('progress', state),
            submit: answers && !isHelp && can('submit', state),
            refuse: answers && row.kind !== 'requirement' && can('refuse', state),
            offer: answers && isHelp && isOpen(state),
            accept: decides && !isHelp && can('accept', state),
            return: decides && !isHelp && can('return', state),
            postpone: decides && can('postpone', state),
            withdraw: decides && can('withdraw', state),
            addFile: answers && isOpen(state),
          },
        }
      }),
    )
  ).filter((one) => one !== null)
  const seen = new Set(assignments.map(({ assignmentId }) => assignmentId))
  const isSeen = (assignmentId: string | null) => assignmentId === null || seen.has(assignmentId)
  const openUnits = new Set(all.filter(({ ended_at }) => ended_at === null).map(({ assignment_id }) => assignment_id))
  const offers = await parts.listOffers(tx, id)
  const steps = await parts.listSteps(tx, id)
  const isOver = directive.closed_at !== null || (all.length > 0 && openUnits.size === 0)
  return {
    id,
    kind: directive.kind,
    number: numberText(directive.kind, directive.year, directive.number),
    title: directive.title,
    text: directive.body,
    priority: directive.priority,
    source: { kind: directive.source_kind, id: directive.source_id, text: directive.source_text },
    issuer: { id: directive.issuer_unit, zh: directive.issuer_zh, en: directive.issuer_en },
    issuedAt: directive.issued_at,
    issuedBy: directive.issued_by_name,
    dueAt: directive.due_at,
    authority: directive.authority,
    letterNo: directive.letter_no,
    receivedAt: directive.received_at,
    passOnDueAt: directive.pass_on_due_at,
    passedOnAt: directive.passed_on_at,
    help: directive.help && {
      ...directive.help,
      taken: sum(offers.map(({ taken }) => taken)),
      delivered: sum(offers.map(({ delivered }) => delivered)),
    },
    light: worst([
      ...assignments.map(({ light }) => light),
      ...(isOver
        ? []
        : steps.map((step) =>
            lightOf({ dueAt: step.due_at, doneAt: step.done_at }, ctx.now, plan.directives.supervision),
          )),
    ]),
    assignments,
    events: (await listEvents(tx, id)).flatMap((event) =>
      isSeen(event.assignment_id)
        ? [
            {
              id: event.id,
              assignmentId: event.assignment_id,
              kind: event.kind,
              at: event.at,
              by: event.by_name,
              note: event.note,
              dueAt: event.due_at,
              // Who else was asked is the issuer's.
              details: event.kind === 'passedOn' && !sides.seesAll ? {} : event.details,
            },
          ]
        : [],
    ),
    files: (await parts.listFiles(tx, id)).filter(({ assignment_id }) => isSeen(assignment_id)).map(fileView),
    steps: steps.map((step) => ({
      id: step.id,
      title: step.title,
      dueAt: step.due_at,
      doneAt: step.done_at,
      doneBy: step.done_by_name,
      note: step.note,
      light: lightOf({ dueAt: step.due_at, doneAt: step.done_at }, ctx.now, plan.directives.supervision),
    })),
    offers: offers.flatMap((offer) =>
      isSeen(offer.assignment_id) ? [offerView(offer, decides, sides, openUnits.has(offer.assignment_id))] : [],
    ),
    may: {
      addOwners: decides && !isOver,
      addFile: decides && !isOver,
      completeStep: decides && directive.kind === 'supervision' && !isOver,
      supervise: mayAct(ctx.actor, ISSUES.supervision),
    },
  }
}

const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, one) => all + (one ?? 0), 0)

/** Of several units the matter shows the worst. */
const LIGHTS_WORST_FIRST = ['red', 'yellow', 'green', 'done'] as const
const worst = (lights: readonly AssignmentRow['light'][]): AssignmentRow['light'] =>
  LIGHTS_WORST_FIRST.find((light) => lights.includes(light)) ?? 'green'

export const fileView = (row: parts.FileRow): DirectiveFileView => ({
  id: row.id,
  assignmentId: row.assignment_id,
  name: row.name,
  mediaType: row.media_type,
  size: row.size,
  addedAt: row.added_at,
  addedBy: row.added_by_name,
})

const offerView = (offer: parts.OfferRow, decides: boolean, sides: Sides, isOpenNow: boolean) => ({
  id: offer.id,
  assignmentId: offer.assignment_id,
  unit: { id: offer.unit_id, zh: offer.unit_zh, en: offer.unit_en },
  quantity: offer.quantity,
  note: offer.note,
  offeredAt: offer.offered_at,
  offeredBy: offer.offered_by_name,
  state: offer.state,
  taken: offer.taken,
  delivered: offer.delivered,
  deliveredAt: offer.delivered_at,
  may: {
    take: isOpenNow && decides && offer.state === 'offered',
    deliver: isOpenNow && decides && offer.state === 'taken',
    withdraw: isOpenNow && sides.isUnit(offer.unit_id) && offer.state === 'offered',
  },
})

/** Whom the account may address, and in whose name. */
export async function listAddressees(ctx: Context): Promise<Addressees> {
  permit(ctx, 'directive.read')
  const { plan } = await planInForce(ctx)
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const units = await readAddressees(tx)
    const kinds = Object.keys(ISSUES) as (keyof typeof ISSUES)[]
    const mine = new Set(kinds.flatMap((kind) => issuersOf(ctx, kind)))
    const name = ({ id, zh, en }: { id: string; zh: string; en: string }) => ({ id, zh, en })
    return {
      units: units
        .filter(({ answers }) => answers)
        .map((unit) => ({ ...name(unit), kind: unit.kind, areaCode: unit.areaCode })),
      sets: unitSets(plan, units),
      issuers: units.filter(({ id }) => mine.has(id)).map(name),
      may: {
        directive: mayAct(ctx.actor, ISSUES.directive),
        supervision: mayAct(ctx.actor, ISSUES.supervision),
        requirement: mayAct(ctx.actor, ISSUES.requirement),
        help: mayAct(ctx.actor, ISSUES.help),
        all: mayAct(ctx.actor, 'directive.oversee'),
      },
    }
  })
}

/** What was issued from a source, with where each unit stands. */
export interface Issued {
  id: string
  number: { zh: string; en: string }
  title: string
  text: string
  dueAt: Instant
  units: { unitId: string; zh: string; en: string; state: store.ListedRow['state']; overdueAt: Instant | null }[]
}

export async function issuedFrom(tx: Tx, kind: SourceKind, ids: readonly string[]): Promise<Map<string, Issued[]>> {
  const of = new Map<string, Issued[]>()
  for (const row of await store.rowsOfSource(tx, kind, ids)) {
    const list = of.get(row.source_id) ?? []
    if (list.length === 0) of.set(row.source_id, list)
    let issued = list.find(({ id }) => id === row.directive_id)
    if (!issued) {
      issued = {
        id: row.directive_id,
        number: numberText(row.kind, row.year, row.number),
        title: row.title,
        text: row.body,
        dueAt: row.directive_due_at,
        units: [],
      }
      list.push(issued)
    }
    if (row.unit_id !== null) {
      const { unit_id: unitId, unit_zh: zh, unit_en: en, state, overdue_at: overdueAt } = row
      issued.units.push({ unitId, zh: zh!, en: en!, state, overdueAt })
    }
  }
  return of
}

/** What is overdue now, for the meeting's agenda: no more than these are read. */
export const overdueNow = async (tx: Tx, now: Instant, limit: number) =>
  (await store.overdueRows(tx, now, limit)).map((row) => ({
    id: row.directive_id,
    number: numberText(row.kind, row.year, row.number),
    title: row.title,
    unit: { zh: row.unit_zh!, en: row.unit_en! },
    dueAt: row.due_at,
  }))

/** Units that somebody answers for. */
export const whoMayBeAddressed = async (tx: Tx): Promise<ReadonlySet<string>> =>
  new Set((await readAddressees(tx)).filter(({ answers }) => answers).map(({ id }) => id))
