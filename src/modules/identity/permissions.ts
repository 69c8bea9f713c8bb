// Who may do what: the one table from the posts of the plan to what their holders may do (M02, M06). An account holds
// posts; a permission holds in the areas of the posts that give it, and the database's row security holds below it.
import { POST_KINDS, type PostKind } from '../../plan/index.ts'

/** Posts whose whole area is open to them in personal data. A guarantor sees only who is assigned to him. */
const SEES_AREA: ReadonlySet<PostKind> = new Set([
  'commander',
  'deputyCommander',
  'officeDirector',
  'officeStaff',
  'groupLeader',
  'groupStaff',
  'supervisionStaff',
  'townshipHead',
  'townshipClerk',
  'villageClerk',
  'gridWorker',
  'villageMedic',
  'police',
])

/** Posts of a work group see persons only where the plan says that the group's duties are about persons. */
const ONLY_IF_GROUP_HANDLES_PERSONS: ReadonlySet<PostKind> = new Set(['groupLeader', 'groupStaff'])

const COMMAND: readonly PostKind[] = ['commander', 'deputyCommander']
const OFFICE: readonly PostKind[] = ['officeDirector', 'officeStaff']
const GROUP: readonly PostKind[] = ['groupLeader', 'groupStaff']
const TOWNSHIP: readonly PostKind[] = ['townshipHead', 'townshipClerk']
const VILLAGE: readonly PostKind[] = ['villageClerk', 'gridWorker']
const EVERYBODY: readonly PostKind[] = POST_KINDS
/** Accounts of these posts read and answer for the unit that the post belongs to. Village posts and medics do not. */
const ANSWERS_FOR_A_UNIT: readonly PostKind[] = [
  ...COMMAND,
  ...OFFICE,
  ...GROUP,
  'bureauClerk',
  'supervisionStaff',
  'publicityOfficer',
  ...TOWNSHIP,
  'police',
]

export const WHO_MAY = {
  'plan.read': EVERYBODY,
  'plan.propose': [...COMMAND, ...OFFICE],
  'plan.approve': [...COMMAND, 'officeDirector'],
  'organisation.read': EVERYBODY,
  'organisation.edit': [...OFFICE, 'administrator'],
  'holder.change': [...OFFICE, 'townshipHead', 'administrator'],
  /** Of the command's own posts: whoever holds one decides for the district. */
  'holder.changeCommand': ['officeDirector', 'administrator'],
  'response.change': ['commander', 'officeDirector'],
  'board.read': EVERYBODY.filter((kind) => kind !== 'administrator'),

  // Discipline: the plan narrows further who sees and decides; whoever is asked answers.
  'discipline.read': [...COMMAND, ...OFFICE, 'supervisionStaff'],
  'discipline.review': OFFICE,
  'discipline.decide': [...COMMAND, 'officeDirector'],
  'discipline.answer': EVERYBODY,
  // The office keeps the daily meeting; whoever answers for a unit sits in it and reads what was said of all.
  'meeting.read': ANSWERS_FOR_A_UNIT,
  'meeting.keep': OFFICE,
  // What one unit asks of another: issued by the command and its office, followed by supervision, answered by whoever it is
  // addressed to. Who sees and decides which one follows from the units.
  'directive.read': ANSWERS_FOR_A_UNIT,
  'directive.answer': ANSWERS_FOR_A_UNIT,
  'directive.decide': ANSWERS_FOR_A_UNIT,
  'directive.issue': [...COMMAND, ...OFFICE],
  'directive.supervise': [...COMMAND, ...OFFICE, 'supervisionStaff'],
  'directive.help': ANSWERS_FOR_A_UNIT,
  'directive.require': OFFICE,
  'directive.oversee': [...COMMAND, ...OFFICE, 'supervisionStaff'],
  // Received documents: the office and the command see all of them, others what is circulated to what they answer for.
  'received.read': ANSWERS_FOR_A_UNIT.filter((kind) => kind !== 'police'),
  'received.readAll': [...COMMAND, ...OFFICE],
  'received.keep': OFFICE,
  /** A leader for himself, the office for a leader. */
  'received.instruct': [...COMMAND, ...OFFICE],
  // Contingency plans, drills and trainings; others than the office for their own unit or group.
  'training.read': EVERYBODY.filter((kind) => kind !== 'administrator'),
  'training.plan': [...OFFICE, ...GROUP, 'bureauClerk', 'publicityOfficer', ...TOWNSHIP],
  'contingency.draft': OFFICE,
  'contingency.approve': [...COMMAND, 'officeDirector'],
  // Tables from above: the office keeps them, whoever answers for a unit or a group fills in its own.
  'table.keep': OFFICE,
  'table.answer': [...OFFICE, ...GROUP, 'bureauClerk', 'supervisionStaff', 'publicityOfficer', ...TOWNSHIP],
  // Early warning: counts of areas, never a person.
  'warning.read': [...COMMAND, ...OFFICE, ...GROUP, 'supervisionStaff', ...TOWNSHIP],
  'warning.note': [...OFFICE, ...GROUP, ...TOWNSHIP],
  'warning.judge': [...COMMAND, ...OFFICE],

  'person.read': [
    ...COMMAND,
    ...OFFICE,
    ...GROUP,
    'supervisionStaff',
    ...TOWNSHIP,
    ...VILLAGE,
    'villageMedic',
    'guarantorLeader',
    'police',
  ],
  'person.register': [...OFFICE, 'groupStaff', ...TOWNSHIP, ...VILLAGE, 'checkpointStaff', 'police'],
  'person.edit': [...OFFICE, 'groupStaff', 'townshipClerk', 'villageClerk'],
  // In both areas: a township's clerk merges two of the own township.
  'person.merge': [...OFFICE, 'townshipClerk'],
  'person.void': [...OFFICE, 'townshipClerk'],
  'person.import': [...OFFICE, 'groupStaff', 'townshipClerk', 'police'],
  'person.unmask': [...OFFICE, 'groupStaff', 'townshipClerk', 'police'],
  'person.export': [...OFFICE, ...GROUP, ...TOWNSHIP],

  // Moving people to another township and out of the district, and whoever left or is gone.
  'movement.read': [
    ...COMMAND,
    ...OFFICE,
    ...GROUP,
    'supervisionStaff',
    ...TOWNSHIP,
    ...VILLAGE,
    'villageMedic',
    'police',
  ],
  'movement.record': [...OFFICE, 'groupStaff', ...TOWNSHIP],
  'movement.direct': [...OFFICE],
  'transient.check': [...OFFICE, 'groupStaff', ...TOWNSHIP, ...VILLAGE, 'villageMedic', 'police'],

  // Lists of persons to be found: received, matched, sent and replied to for the district, answered where the person is.
  'verification.read': [...COMMAND, ...OFFICE, ...GROUP, 'supervisionStaff', ...TOWNSHIP, ...VILLAGE, 'police'],
  'verification.receive': [...OFFICE, 'groupStaff', 'police'],
  'verification.answer': [...OFFICE, 'groupStaff', ...TOWNSHIP, ...VILLAGE, 'police'],

  'isolation.read': [
    ...COMMAND,
    ...OFFICE,
    ...GROUP,
    'supervisionStaff',
    ...TOWNSHIP,
    ...VILLAGE,
    'villageMedic',
    'guarantorLeader',
    'police',
  ],
  'isolation.assign': [...OFFICE, 'groupStaff', ...TOWNSHIP],
  'isolation.extend': [...OFFICE, 'groupLeader', 'townshipHead'],
  'isolation.endEarly': [...OFFICE, 'groupLeader'],
  'isolation.release': [...OFFICE, 'groupStaff', ...TOWNSHIP],
  'isolation.explainGap': [...OFFICE, 'groupStaff', 'townshipClerk', 'villageMedic'],
  'reading.record': [
    'officeStaff',
    'groupStaff',
    'townshipClerk',
    ...VILLAGE,
    'villageMedic',
    'guarantorLeader',
    'checkpointStaff',
  ],
  'reading.correct': ['officeStaff', 'groupStaff', 'townshipClerk', 'villageMedic'],
  'referral.advance': [...OFFICE, 'groupStaff', 'townshipClerk', 'villageMedic'],

  'paper.read': [...OFFICE, 'groupStaff', 'supervisionStaff', ...TOWNSHIP, ...VILLAGE, 'villageMedic', 'police'],
  'paper.print': [...OFFICE, 'groupStaff', ...TOWNSHIP, ...VILLAGE, 'villageMedic'],
  'paper.serve': [...OFFICE, 'groupStaff', ...TOWNSHIP, ...VILLAGE, 'villageMedic', 'police'],
  'paper.void': [...OFFICE, 'groupStaff', ...TOWNSHIP],

  'file.read': [...OFFICE, 'groupStaff', 'supervisionStaff', ...TOWNSHIP, ...VILLAGE, 'villageMedic', 'police'],
  'file.add': [...OFFICE, 'groupStaff', ...TOWNSHIP, ...VILLAGE, 'villageMedic', 'police'],
  'file.void': [...OFFICE, 'groupStaff', ...TOWNSHIP],

  // What is owed and when (clocks and tasks): everybody sees the own, these see everybody's.
  'obligation.read': EVERYBODY.filter((kind) => kind !== 'administrator'),
  'obligation.readAll': [...COMMAND, ...OFFICE, 'supervisionStaff'],
  'obligation.excuse': ['commander', ...OFFICE],
  // Daily reports: of the own group or township; the office closes the day. The situation report goes from unit to unit.
  'report.read': [...COMMAND, ...OFFICE, ...GROUP, 'supervisionStaff', ...TOWNSHIP],
  'report.write': [...GROUP, ...TOWNSHIP],
  'report.sign': ['groupLeader', 'townshipHead'],
  'report.close': [...COMMAND, ...OFFICE, 'supervisionStaff'],
  'situation.read': [...COMMAND, ...OFFICE, ...GROUP, 'bureauClerk', 'supervisionStaff'],
  'situation.edit': [...OFFICE, 'bureauClerk', 'supervisionStaff'],
  'situation.approve': [...COMMAND, 'officeDirector'],
  'situation.send': OFFICE,
  'urgent.report': EVERYBODY.filter((kind) => kind !== 'administrator'),
  'urgent.read': EVERYBODY.filter((kind) => kind !== 'administrator'),
  'urgent.acknowledge': [...COMMAND, ...OFFICE],
  'call.log': [...COMMAND, ...OFFICE, ...GROUP, 'supervisionStaff', 'bureauClerk', 'publicityOfficer', ...TOWNSHIP],

  // Who is on duty everybody may know; numbers are for those who have to call. The roster of a unit is kept by its own.
  'roster.read': EVERYBODY,
  'roster.telephone': [
    ...COMMAND,
    ...OFFICE,
    ...GROUP,
    'bureauClerk',
    'supervisionStaff',
    'publicityOfficer',
    ...TOWNSHIP,
    'police',
  ],
  'roster.edit': [...OFFICE, ...GROUP, 'bureauClerk', ...TOWNSHIP],
  'roster.serve': EVERYBODY.filter((kind) => kind !== 'administrator'),
  'roster.call': [...OFFICE, 'supervisionStaff'],

  /** A list's view for everybody, and the office's order of columns. */
  'view.shareWithDistrict': OFFICE,
  'audit.read': ['officeDirector', 'supervisionStaff'],
  'account.manage': ['administrator'],
} as const satisfies Record<string, readonly PostKind[]>

export type Permission = keyof typeof WHO_MAY

export interface PostForPermission {
  kind: string
  areaCode: string
  handlesPersons: boolean
}

const isPostKind = (kind: string): kind is PostKind => (POST_KINDS as readonly string[]).includes(kind)

const PERSONAL = /^(person|movement|transient|verification|isolation|reading|referral|file|paper)\./

/** What the posts allow: permission to the area prefixes it holds in. */
export function permissionsOf(posts: readonly PostForPermission[]): Map<Permission, string[]> {
  const result = new Map<Permission, string[]>()
  for (const [permission, kinds] of Object.entries(WHO_MAY) as [Permission, readonly PostKind[]][]) {
    const areas = posts
      .filter(
        (post) => isPostKind(post.kind) && kinds.includes(post.kind) && (!PERSONAL.test(permission) || mayHandle(post)),
      )
      .map((post) => post.areaCode)
    if (areas.length > 0) result.set(permission, outermost(areas))
  }
  return result
}

/** Which of the posts allow this. */
export const postsThatAllow = <P extends { kind: string }>(posts: readonly P[], permission: string): P[] =>
  posts.filter(
    ({ kind }) => isPostKind(kind) && (WHO_MAY as Record<string, readonly PostKind[]>)[permission]?.includes(kind),
  )

/** The areas whose personal data the database may show to the holder of these posts. */
export const visibleAreas = (posts: readonly PostForPermission[]): string[] =>
  outermost(
    posts
      .filter((post) => isPostKind(post.kind) && SEES_AREA.has(post.kind) && mayHandle(post))
      .map((post) => post.areaCode),
  )

const mayHandle = (post: PostForPermission): boolean =>
  isPostKind(post.kind) && (!ONLY_IF_GROUP_HANDLES_PERSONS.has(post.kind) || post.handlesPersons)

/** Drops every area that lies inside another of the list. */
function outermost(areas: readonly string[]): string[] {
  const sorted = [...new Set(areas)].sort()
  return sorted.filter((area, index) => !sorted.slice(0, index).some((outer) => area.startsWith(outer)))
}
