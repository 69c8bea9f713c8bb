// One working request for every route, for the walk. A route without an example fails the walk, so that no route is
// added without somebody having said what a right request is, and whether it is about something in an area.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { newId } from '../../kernel/ids.ts'
import { PICTURE } from '../../modules/files/testing/pictures.ts'
import { registration } from '../../modules/people/testing/invented.ts'

/** What the requests are about: made once, in the township that the walk's insiders belong to. */
export interface World {
  area: string
  account: string
  otherAccount(): Promise<string>
  /** Somebody in isolation in the area, each time another; with a fever, the referral is open. */
  period(state?: {
    fever?: boolean
    endsToday?: boolean
    /** Over at registration. */
    over?: boolean
  }): Promise<{ personId: string; periodId: string; referralId: string }>
  /** A medic of the area. */
  medic(): Promise<string>
  /** A reading of such a person. */
  reading(): Promise<{ readingId: string }>
  /** Somebody who holds a post of the insiders' township beside others, each time another. */
  holding(): Promise<{ postId: string; holdingId: string }>
  /** An amendment that waits for a decision, each time another; `text` is one that nobody proposed yet. */
  amendment(): Promise<{ id: string }>
  amendmentBody(): object
  version: string
  /** Somebody registered in the area, each time another. */
  /** A picture kept of such a person. */
  file(): Promise<{ fileId: string }>
  /** Somebody on the duty list of the area's unit, each time another. */
  dutyMember(): Promise<{ memberId: string }>
  /** A published shift of such a person that lasts at this moment; `ending`: in its last hour. */
  shift(state?: { signedOn?: boolean; ending?: boolean; handedOver?: boolean; draft?: boolean }): Promise<{
    shiftId: string
    memberId: string
  }>
  /** Something written into the log of such a shift. */
  logEntry(): Promise<{ shiftId: string; entryId: string }>
  /** Such a person away for a day. */
  dutyAbsence(): Promise<string>
  /** A swap of such a shift that is asked for. */
  swap(): Promise<{ swapId: string }>
  /** A call that was drawn. */
  dutyCall(): Promise<{ callId: string }>
  /** Somebody who lives with others, each time another. */
  dweller(): Promise<string>
  /** A registration voided, each time another. */
  voiding(): Promise<string>
  /** Two registrations merged, each time others. */
  merge(): Promise<string>
  /** A notice printed for such a person. */
  paper(): Promise<{ paperId: string; batchId: string; personId: string }>
  person(status?: 'expected' | 'arrived'): Promise<{ personId: string; arrivalId: string }>
  /** An offer to the area's township, or from it to another. */
  offer(to: 'here' | 'elsewhere'): Promise<{ transferId: string }>
  /** A letter about such a person, without its receipt. */
  letter(): Promise<{ handoverId: string }>
  /** A transient staying in the area. */
  stay(): Promise<{ stayId: string }>
  /** Today's meeting. */
  meeting(): Promise<{ meetingId: string; day: string }>
  /** Something that the office asked of the area's unit, each time another. */
  asked(
    kind?: 'directive' | 'help',
    state?: 'issued' | 'received',
  ): Promise<{ directiveId: string; assignmentId: string }>
  /** Something that the area's unit asked of another, each time another. */
  asking(state?: 'issued' | 'submitted'): Promise<{ directiveId: string; assignmentId: string }>
  /** A supervised matter of the area's unit with a step. */
  supervisionStep(): Promise<{ stepId: string }>
  /** An offer of help by the area's unit, or to it. */
  helpOffer(by: 'area' | 'other', state?: 'offered' | 'taken'): Promise<{ offerId: string }>
  /** A file of something that was asked of the area's unit. */
  directiveFile(): Promise<{ fileId: string }>
  /** Today's meeting with minutes. */
  minutes(): Promise<{ meetingId: string }>
  /** A matter of discipline about a unit of the area, each time another. */
  matter(state: 'open' | 'hearing'): Promise<{ matterId: string }>
  /** A received document with an instruction and a file, circulated to the area's unit, each time another. */
  received(): Promise<{ documentId: string; instructionId: string; fileId: string }>
  /** A contingency plan with a version, each time another. */
  contingency(state: 'draft' | 'approved'): Promise<{ planId: string; versionId: string }>
  /** A training of the area's unit, each time another; begun already. */
  exercise(): Promise<{ exerciseId: string }>
  /** A superior's form, each time another. */
  tableForm(): Promise<{ formId: string; versionId: string }>
  /** Such a form filled, and asked of the area's unit. */
  table(state: 'draft' | 'asked'): Promise<{ tableId: string }>
  /** A warning of the area, each time another. */
  warning(): Promise<{ warningId: string }>
  /** Such a person, gone. */
  gone(): Promise<{ departureId: string }>
  departed(): Promise<{ departureId: string }>
  /** A task with a deadline, each time another. */
  occurrence(): Promise<string>
  /** The daily report of the area's township, its latest version. */
  report(): Promise<{ reportId: string; version: number }>
  /** The situation report of the day. */
  situation(): Promise<string>
  /** A list received here with a person of it, each time another; `sent`: in the hands of the area. */
  verification(
    state?: 'sent' | 'assigned' | 'unsent',
  ): Promise<{ listId: string; entryId: string; batchId: string | undefined }>
  /** An urgent report of the area that nobody has acknowledged. */
  urgent(): Promise<string>
}

export interface Example {
  url: string
  body?: unknown
  /** A form instead of a body: its one file. */
  file?: { name: string; content: Buffer; fields?: Record<string, string> }
  /** About a record of the world's area: the same post elsewhere is refused (403) or sees nothing (404). */
  inArea?: boolean
  /** Acts on many and says of each what became of it: from another area every one is refused. */
  refusesEach?: boolean
  /** Answers of a right request beside success, when the world is in a state that a rule refuses. */
  alsoRight?: number[]
}

// A change to the level that is in force is refused, so each example names another.
let level = 10
const nextLevel = () => {
  level += 1
  return String(level)
}

type MakeExample = (world: World) => Promise<Example> | Example

const fixed =
  (url: string, body?: unknown): MakeExample =>
  () => ({ url, body })

/** What is seen of a proposal in which there is nobody. */
const NOTHING = createHash('sha256').digest('hex').slice(0, 32)

const GUARANTORS_SEE_ONLY_THEIRS = { inArea: true, alsoRight: [404] }

export const CITY_FORM = {
  name: '市日报表.xlsx',
  content: readFileSync(new URL('../../modules/duties/tables/testing/city-form.xlsx', import.meta.url)),
}
/** Asked of units, for the district. */
export const ASKED_CELL = {
  ref: 'D13',
  label: '消毒车辆',
  source: { kind: 'asked', title: '消毒车辆', type: 'number', required: true },
}

const newAccounts = () => ({ name: '账户.csv', content: Buffer.from(`用户名,姓名\nwalk-${newId()},走查\n`) })

const OWN_PASSWORD = { password: 'test-password' }

const LIST = {
  name: '名单.csv',
  content: Buffer.from('姓名,身份证号,返鹤日期,乡镇\n走查甲,无,2020-01-24,新华镇\n'),
}

const LATER = '2020-02-10T00:00:00.000Z'
const aDirective = () => ({ id: newId(), title: '走查事项', owners: ['dongfanghong'] })
const HELP = { what: 'people', item: '走查人手', quantity: 2, when: LATER, where: '走查地点' }

/** An act of the course, on an assignment that its side may act on. */
const actExample = (
  name: string,
  of: (world: World) => Promise<{ assignmentId: string }>,
  said: object,
): Record<string, MakeExample> => ({
  [`POST /api/v1/directive-assignments/:id/${name}`]: async (world) => ({
    url: `/api/v1/directive-assignments/${(await of(world)).assignmentId}/${name}`,
    body: { id: newId(), ...said },
    inArea: true,
  }),
})
const NAMED = { name: '旅客.csv', content: Buffer.from('姓名,身份证号,电话\n走查旅客,,13900000000\n走查有误,123,\n') }
/** Of a list whose person is in the hands of the area. */
const ofList =
  (path: string, body?: unknown, file?: Example['file']): MakeExample =>
  async (world) => ({
    url: `/api/v1/verification-lists/${(await world.verification()).listId}${path}`,
    body,
    ...(file ? { file } : {}),
    inArea: true,
  })
const ofEntry =
  (path: string, body: () => unknown): MakeExample =>
  async (world) => ({
    url: `/api/v1/verification-entries/${(await world.verification()).entryId}${path}`,
    body: body(),
    inArea: true,
  })

const aMove = async (world: World) => ({
  id: newId(),
  personId: (await world.person()).personId,
  reason: '走查迁移',
})
export const LETTER = {
  placeText: '佳木斯市向阳区',
  letterNo: '走查函1号',
  letterDay: '2020-01-25',
  movesOn: '2020-01-25',
}

export const aDocument = () => ({
  id: newId(),
  documentNumber: `走查发〔2020〕${newId()}号`,
  authority: '走查来文单位',
  title: '走查通知',
  receivedAt: '2020-01-24T00:00:00.000Z',
})
/** Whom it is not circulated to sees nothing of it. */
const ONLY_READERS = { alsoRight: [404] }

export const EXAMPLES: Record<string, MakeExample> = {
  'POST /api/v1/session': fixed('/api/v1/session', { userName: 'office', password: 'test-password' }),
  'GET /api/v1/me': fixed('/api/v1/me'),
  'POST /api/v1/me/password': () => ({
    url: '/api/v1/me/password',
    body: { current: 'test-password', next: 'test-password-2' },
  }),
  'POST /api/v1/session/passkey-options': fixed('/api/v1/session/passkey-options'),
  'POST /api/v1/session/passkey': () => ({
    url: '/api/v1/session/passkey',
    body: { response: { id: 'none' } },
    alsoRight: [401],
  }),
  'GET /api/v1/me/security': fixed('/api/v1/me/security'),
  'POST /api/v1/me/second-factor': fixed('/api/v1/me/second-factor', OWN_PASSWORD),
  'POST /api/v1/me/second-factor/confirm': () => ({
    url: '/api/v1/me/second-factor/confirm',
    body: { code: '000000' },
    alsoRight: [409, 422],
  }),
  'POST /api/v1/me/second-factor/removal': fixed('/api/v1/me/second-factor/removal', OWN_PASSWORD),
  'POST /api/v1/me/second-factor/recovery-codes': () => ({
    url: '/api/v1/me/second-factor/recovery-codes',
    body: OWN_PASSWORD,
    alsoRight: [409],
  }),
  'POST /api/v1/me/second-factor/reset-seen': fixed('/api/v1/me/second-factor/reset-seen'),
  'POST /api/v1/me/passkey-options': fixed('/api/v1/me/passkey-options', OWN_PASSWORD),
  'POST /api/v1/me/passkeys': () => ({
    url: '/api/v1/me/passkeys',
    body: { name: '走查', response: { id: 'none' } },
    alsoRight: [422],
  }),
  'POST /api/v1/me/passkeys/:id/removal': () => ({
    url: '/api/v1/me/passkeys/none/removal',
    body: OWN_PASSWORD,
    alsoRight: [404],
  }),
  'GET /api/v1/me/sessions': fixed('/api/v1/me/sessions'),
  'DELETE /api/v1/me/sessions': fixed('/api/v1/me/sessions'),
  'DELETE /api/v1/me/sessions/:id': () => ({ url: '/api/v1/me/sessions/none', alsoRight: [404] }),
  'GET /api/v1/me/sign-ins': fixed('/api/v1/me/sign-ins'),
  'GET /api/v1/accounts/:id/sessions': async (world) => ({
    url: `/api/v1/accounts/${await world.otherAccount()}/sessions`,
  }),
  'DELETE /api/v1/accounts/:id/sessions': async (world) => ({
    url: `/api/v1/accounts/${await world.otherAccount()}/sessions`,
  }),
  'DELETE /api/v1/accounts/:id/sessions/:sessionId': async (world) => ({
    url: `/api/v1/accounts/${await world.otherAccount()}/sessions/none`,
    alsoRight: [404],
  }),
  'GET /api/v1/accounts/import-template': fixed('/api/v1/accounts/import-template'),
  'POST /api/v1/accounts/imports/preview': () => ({ url: '/api/v1/accounts/imports/preview', file: newAccounts() }),
  'POST /api/v1/accounts/imports': () => ({ url: '/api/v1/accounts/imports', file: newAccounts() }),
  'POST /api/v1/accounts/:id/second-factor-resets': async (world) => ({
    url: `/api/v1/accounts/${await world.otherAccount()}/second-factor-resets`,
    body: { reason: '手机丢失' },
  }),
  'GET /api/v1/me/api-keys': fixed('/api/v1/me/api-keys'),
  'POST /api/v1/me/api-keys': fixed('/api/v1/me/api-keys', { name: 'walk', days: 1 }),
  'DELETE /api/v1/me/api-keys/:id': fixed('/api/v1/me/api-keys/none'),
  'GET /api/v1/accounts': fixed('/api/v1/accounts'),
  'GET /api/v1/accounts/count': fixed('/api/v1/accounts/count'),
  'GET /api/v1/accounts/:id': async (world) => ({ url: `/api/v1/accounts/${await world.otherAccount()}` }),
  'POST /api/v1/accounts': () => ({
    url: '/api/v1/accounts',
    body: { id: newId(), userName: `walk-${newId()}`, displayName: '走查' },
  }),
  'POST /api/v1/accounts/:id/password-resets': async (world) => ({
    url: `/api/v1/accounts/${await world.otherAccount()}/password-resets`,
  }),
  'POST /api/v1/accounts/:id/disable': async (world) => ({
    url: `/api/v1/accounts/${await world.otherAccount()}/disable`,
    body: { reason: '走查停用' },
  }),
  'POST /api/v1/accounts/:id/enable': async (world) => ({
    url: `/api/v1/accounts/${await world.otherAccount()}/enable`,
    body: { reason: '走查启用' },
  }),
  'POST /api/v1/accounts/:id/posts': async (world) => ({
    url: `/api/v1/accounts/${await world.otherAccount()}/posts`,
    body: { id: newId(), postId: 'office.officeStaff' },
  }),
  'DELETE /api/v1/accounts/:id/posts/:postId': async (world) => ({
    url: `/api/v1/accounts/${await world.otherAccount()}/posts/office.officeStaff`,
    alsoRight: [404],
  }),
  'GET /api/v1/public/response': fixed('/api/v1/public/response'),
  'GET /api/v1/response': fixed('/api/v1/response'),
  'POST /api/v1/response-changes': () => ({
    url: '/api/v1/response-changes',
    body: {
      id: newId(),
      kind: 'levelChanged',
      level: nextLevel(),
      effectiveDay: '2020-01-25',
      authority: '区委常委会',
      reason: '走查',
    },
  }),
  'GET /api/v1/areas': fixed('/api/v1/areas'),
  'GET /api/v1/organisation': fixed('/api/v1/organisation'),
  'GET /api/v1/organisation/directory': fixed('/api/v1/organisation/directory'),
  'PUT /api/v1/hotline': fixed('/api/v1/hotline', { telephone: '0468-0000000' }),
  'PUT /api/v1/units/:id/telephone': fixed('/api/v1/units/healthBureau/telephone', { telephone: '0468-0000001' }),
  'PUT /api/v1/posts/:id/telephone': fixed('/api/v1/posts/office.officeDirector/telephone', {
    telephone: '0468-0000002',
  }),
  'GET /api/v1/posts/:id': fixed('/api/v1/posts/office.officeDirector'),
  'GET /api/v1/posts/:id/candidates': async (world) => ({
    url: `/api/v1/posts/${(await world.holding()).postId}/candidates`,
    inArea: true,
  }),
  'POST /api/v1/posts/:id/holders': async (world) => ({
    url: `/api/v1/posts/${(await world.holding()).postId}/holders`,
    body: { id: newId(), replaces: null, name: '走查', accountId: null, handOver: false, authority: '走查文件' },
    inArea: true,
  }),
  'POST /api/v1/posts/:id/acting-holders': async (world) => {
    const { postId, holdingId } = await world.holding()
    const acting = { id: newId(), actingFor: holdingId, accountId: null, handOver: false }
    return {
      url: `/api/v1/posts/${postId}/acting-holders`,
      body: { ...acting, name: '走查', absence: 'illness' },
      inArea: true,
    }
  },
  'GET /api/v1/holdings/:id/open-work': async (world) => ({
    url: `/api/v1/holdings/${(await world.holding()).holdingId}/open-work`,
    inArea: true,
  }),
  'POST /api/v1/holdings/:id/ends': async (world) => ({
    url: `/api/v1/holdings/${(await world.holding()).holdingId}/ends`,
    body: { reason: '走查结束' },
    inArea: true,
  }),
  'GET /api/v1/plan': fixed('/api/v1/plan?area=230406100'),
  'GET /api/v1/plan/document': fixed('/api/v1/plan/document?section=group.medical'),
  'GET /api/v1/plan/duties/:key/evidence': fixed('/api/v1/plan/duties/visits/evidence?show=failing'),
  'GET /api/v1/plan-versions': fixed('/api/v1/plan-versions'),
  'GET /api/v1/plan-versions/:id': (world) => ({ url: `/api/v1/plan-versions/${world.version}` }),
  'GET /api/v1/plan-versions/:id/file': (world) => ({ url: `/api/v1/plan-versions/${world.version}/file` }),
  'GET /api/v1/plan-areas/file': fixed('/api/v1/plan-areas/file'),
  'POST /api/v1/plan-amendments/preview': (world) => ({
    url: '/api/v1/plan-amendments/preview',
    body: world.amendmentBody(),
  }),
  'POST /api/v1/plan-amendments': (world) => ({ url: '/api/v1/plan-amendments', body: world.amendmentBody() }),
  'POST /api/v1/plan-amendments/:id/approvals': async (world) => ({
    url: `/api/v1/plan-amendments/${(await world.amendment()).id}/approvals`,
  }),
  'POST /api/v1/plan-amendments/:id/returns': async (world) => ({
    url: `/api/v1/plan-amendments/${(await world.amendment()).id}/returns`,
    body: { reason: '走查退回' },
  }),
  'POST /api/v1/plan-amendments/:id/withdrawals': async (world) => ({
    url: `/api/v1/plan-amendments/${(await world.amendment()).id}/withdrawals`,
    body: { reason: '走查撤回' },
    // By who proposed it or could approve it.
    alsoRight: [422],
  }),
  'GET /api/v1/new-seats': fixed('/api/v1/new-seats'),
  'POST /api/v1/new-seats': fixed('/api/v1/new-seats', { userNames: ['nobody'] }),
  'POST /api/v1/persons': (world) => ({
    url: '/api/v1/persons',
    body: registration({ areaCode: world.area }),
    inArea: true,
  }),
  'GET /api/v1/persons': fixed('/api/v1/persons'),
  'GET /api/v1/persons/count': fixed('/api/v1/persons/count'),
  'GET /api/v1/persons/search': fixed('/api/v1/persons/search?q=zou'),
  'GET /api/v1/persons/export': fixed('/api/v1/persons/export'),
  'GET /api/v1/persons/:id': async (world) => ({
    url: `/api/v1/persons/${(await world.person()).personId}`,
    ...GUARANTORS_SEE_ONLY_THEIRS,
  }),
  'PATCH /api/v1/persons/:id': async (world) => ({
    url: `/api/v1/persons/${(await world.person()).personId}`,
    body: { version: 1, address: '走查路2号' },
    inArea: true,
  }),
  'POST /api/v1/persons/:id/document-views': async (world) => ({
    url: `/api/v1/persons/${(await world.person()).personId}/document-views`,
    body: { reason: '走查' },
    inArea: true,
  }),
  'POST /api/v1/arrivals/:id/confirm': async (world) => ({
    url: `/api/v1/arrivals/${(await world.person('expected')).arrivalId}/confirm`,
    body: { arrivalDay: '2020-01-25', firstTemperature: 36.5 },
    inArea: true,
    // Somebody at a checkpoint registers and sees nobody.
    alsoRight: [404],
  }),
  'POST /api/v1/arrivals/:id/cancel': async (world) => ({
    url: `/api/v1/arrivals/${(await world.person('expected')).arrivalId}/cancel`,
    body: { reason: '走查取消' },
    inArea: true,
  }),
  'POST /api/v1/persons/lookalikes': (world) => ({
    url: '/api/v1/persons/lookalikes',
    body: { name: '走查', telephones: ['19900674568'], areaCode: world.area },
    inArea: true,
  }),
  'GET /api/v1/possible-duplicates': fixed('/api/v1/possible-duplicates'),
  'GET /api/v1/possible-duplicates/count': fixed('/api/v1/possible-duplicates/count'),
  'POST /api/v1/possible-duplicates/not-same': async (world) => ({
    url: '/api/v1/possible-duplicates/not-same',
    // Registered with one name and one telephone.
    body: { personId: (await world.person()).personId, otherId: (await world.person()).personId },
    inArea: true,
    // Of a telephone that very many gave only the first few are compared.
    alsoRight: [409],
  }),
  'GET /api/v1/persons/:id/comparison': async (world) => ({
    url: `/api/v1/persons/${(await world.person()).personId}/comparison?with=${(await world.person()).personId}`,
    inArea: true,
  }),
  'POST /api/v1/persons/:id/merges': async (world) => ({
    url: `/api/v1/persons/${(await world.person()).personId}/merges`,
    body: { id: newId(), otherId: (await world.person()).personId, version: 1, otherVersion: 1 },
    inArea: true,
  }),
  'GET /api/v1/persons/:id/merges': async (world) => ({
    url: `/api/v1/persons/${(await world.person()).personId}/merges`,
    ...GUARANTORS_SEE_ONLY_THEIRS,
  }),
  'POST /api/v1/person-merges/:id/undo': async (world) => ({
    url: `/api/v1/person-merges/${await world.merge()}/undo`,
    inArea: true,
  }),
  'POST /api/v1/persons/:id/voidings': async (world) => ({
    url: `/api/v1/persons/${(await world.person()).personId}/voidings`,
    body: { id: newId(), version: 1, reason: '走查注销' },
    inArea: true,
  }),
  'GET /api/v1/person-voidings': fixed('/api/v1/person-voidings'),
  'GET /api/v1/person-voidings/count': fixed('/api/v1/person-voidings/count'),
  'POST /api/v1/person-voidings/:id/restore': async (world) => ({
    url: `/api/v1/person-voidings/${await world.voiding()}/restore`,
    body: { reason: '走查恢复' },
    inArea: true,
  }),
  'POST /api/v1/persons/:id/arrivals': async (world) => ({
    url: `/api/v1/persons/${(await world.period({ over: true })).personId}/arrivals`,
    body: {
      id: newId(),
      status: 'arrived',
      originText: '哈尔滨',
      arrivalDay: '2020-01-25',
      firstTemperature: 36.5,
      source: 'selfReport',
    },
    inArea: true,
    // Somebody at a checkpoint registers and sees nobody.
    alsoRight: [404],
  }),
  'GET /api/v1/households': (world) => ({ url: `/api/v1/households?areaCode=${world.area}&address=1` }),
  'GET /api/v1/persons/:id/household': async (world) => ({
    url: `/api/v1/persons/${(await world.person()).personId}/household`,
    ...GUARANTORS_SEE_ONLY_THEIRS,
  }),
  'PUT /api/v1/persons/:id/household': async (world) => ({
    url: `/api/v1/persons/${(await world.person()).personId}/household`,
    body: { with: (await world.person()).personId },
    inArea: true,
  }),
  'PUT /api/v1/persons/:id/household/head': async (world) => {
    const personId = await world.dweller()
    return { url: `/api/v1/persons/${personId}/household/head`, body: { personId }, inArea: true }
  },
  'POST /api/v1/imports/preview': () => ({ url: '/api/v1/imports/preview', file: LIST }),
  'POST /api/v1/imports': () => ({ url: '/api/v1/imports', file: LIST }),
  'POST /api/v1/imports/errors': () => ({ url: '/api/v1/imports/errors', file: LIST }),
  'GET /api/v1/imports': fixed('/api/v1/imports'),
  'GET /api/v1/imports/:id': () => ({ url: `/api/v1/imports/${newId()}`, alsoRight: [404] }),
  'GET /api/v1/imports/:id/progress': () => ({ url: `/api/v1/imports/${newId()}/progress` }),
  'GET /api/v1/persons/:id/files': async (world) => ({
    url: `/api/v1/persons/${(await world.person()).personId}/files`,
    inArea: true,
  }),
  'POST /api/v1/persons/:id/files': async (world) => ({
    url: `/api/v1/persons/${(await world.person()).personId}/files`,
    file: { name: '走查.png', content: PICTURE, fields: { id: newId(), kind: 'photo' } },
    inArea: true,
  }),
  'GET /api/v1/files/:id/content': async (world) => ({
    url: `/api/v1/files/${(await world.file()).fileId}/content`,
    inArea: true,
  }),
  'POST /api/v1/files/:id/void': async (world) => ({
    url: `/api/v1/files/${(await world.file()).fileId}/void`,
    body: { reason: '走查作废' },
    inArea: true,
  }),
  'POST /api/v1/paper-batches': async (world) => ({
    url: '/api/v1/paper-batches',
    body: { id: newId(), kind: 'isolationNotice', periodIds: [(await world.period()).periodId] },
    refusesEach: true,
  }),
  'GET /api/v1/paper-batches/:id/pdf': async (world) => ({
    url: `/api/v1/paper-batches/${(await world.paper()).batchId}/pdf`,
    inArea: true,
  }),
  'GET /api/v1/papers/:id/pdf': async (world) => ({
    url: `/api/v1/papers/${(await world.paper()).paperId}/pdf`,
    inArea: true,
  }),
  'GET /api/v1/persons/:id/papers': async (world) => ({
    url: `/api/v1/persons/${(await world.person()).personId}/papers`,
    inArea: true,
  }),
  'POST /api/v1/paper-services': async (world) => ({
    url: '/api/v1/paper-services',
    body: { papers: [{ id: (await world.paper()).paperId }], how: 'inPerson', at: '2020-01-25T00:30:00Z' },
    refusesEach: true,
  }),
  'POST /api/v1/papers/:id/void': async (world) => ({
    url: `/api/v1/papers/${(await world.paper()).paperId}/void`,
    body: { reason: '走查作废' },
    inArea: true,
  }),
  'GET /api/v1/round-lists/pdf': fixed('/api/v1/round-lists/pdf'),
  'GET /api/v1/public/certificate-key': fixed('/api/v1/public/certificate-key'),
  'POST /api/v1/public/certificate-checks': () => ({
    url: '/api/v1/public/certificate-checks',
    body: { token: 'altered' },
    alsoRight: [422],
  }),
  'GET /api/v1/board': fixed('/api/v1/board'),
  'GET /api/v1/isolation-periods': fixed('/api/v1/isolation-periods?queue=dueNow'),
  'GET /api/v1/isolation-periods/count': fixed('/api/v1/isolation-periods/count?queue=overdue'),
  'GET /api/v1/isolation-periods/queue-counts': fixed('/api/v1/isolation-periods/queue-counts'),
  'GET /api/v1/isolation-periods/export': fixed('/api/v1/isolation-periods/export?queue=all'),
  'GET /api/v1/isolation-periods/:id': async (world) => ({
    url: `/api/v1/isolation-periods/${(await world.period()).periodId}`,
    ...GUARANTORS_SEE_ONLY_THEIRS,
  }),
  'GET /api/v1/persons/:id/isolation-periods': async (world) => ({
    url: `/api/v1/persons/${(await world.period()).personId}/isolation-periods`,
  }),
  'POST /api/v1/readings': async (world) => ({
    url: '/api/v1/readings',
    body: {
      id: newId(),
      periodId: (await world.period()).periodId,
      temperature: 36.5,
      site: 'forehead',
      observedAt: '2020-01-25T00:30:00Z',
    },
    ...GUARANTORS_SEE_ONLY_THEIRS,
  }),
  'POST /api/v1/reading-batches': async (world) => ({
    url: '/api/v1/reading-batches',
    body: {
      readings: [
        {
          id: newId(),
          periodId: (await world.period()).periodId,
          temperature: 36.5,
          site: 'forehead',
          observedAt: '2020-01-25T00:30:00Z',
        },
      ],
    },
    refusesEach: true,
  }),
  'POST /api/v1/readings/:id/corrections': async (world) => ({
    url: `/api/v1/readings/${(await world.reading()).readingId}/corrections`,
    body: { id: newId(), temperature: 36.9, site: 'wrist', reason: '走查更正' },
    inArea: true,
  }),
  'POST /api/v1/referrals/:id/steps': async (world) => ({
    url: `/api/v1/referrals/${(await world.period({ fever: true })).referralId}/steps`,
    body: { step: 'notified', at: '2020-01-25T00:30:00Z' },
    inArea: true,
  }),
  'POST /api/v1/isolation-periods/:id/extensions': async (world) => ({
    url: `/api/v1/isolation-periods/${(await world.period()).periodId}/extensions`,
    body: { id: newId(), days: 7, reason: '走查延长' },
    inArea: true,
  }),
  'POST /api/v1/isolation-periods/:id/early-ends': async (world) => ({
    url: `/api/v1/isolation-periods/${(await world.period()).periodId}/early-ends`,
    body: { id: newId(), reason: '走查提前' },
    inArea: true,
  }),
  'POST /api/v1/isolation-periods/:id/moves': async (world) => ({
    url: `/api/v1/isolation-periods/${(await world.period()).periodId}/moves`,
    body: { id: newId(), place: 'central', placeText: '走查集中点', reason: '走查转移' },
    inArea: true,
  }),
  'POST /api/v1/isolation-periods/:id/explanations': async (world) => ({
    url: `/api/v1/isolation-periods/${(await world.period()).periodId}/explanations`,
    body: { checks: [{ day: '2020-01-25', slot: 'morning' }], explanation: '走查说明' },
    inArea: true,
    // Nothing was missed yet.
    alsoRight: [422],
  }),
  'GET /api/v1/meetings': fixed('/api/v1/meetings'),
  'GET /api/v1/meeting-days/:day': async (world) => ({ url: `/api/v1/meeting-days/${(await world.meeting()).day}` }),
  'POST /api/v1/meetings': () => ({
    url: '/api/v1/meetings',
    body: { id: newId() },
    // One a day.
    alsoRight: [409],
  }),
  'PUT /api/v1/meetings/:id/attendance': async (world) => ({
    url: `/api/v1/meetings/${(await world.meeting()).meetingId}/attendance`,
    body: { owner: 'unit:xinhua', state: 'present', report: newId(), version: 0 },
    alsoRight: [409],
  }),
  'POST /api/v1/meetings/:id/requirements': async (world) => ({
    url: `/api/v1/meetings/${(await world.meeting()).meetingId}/requirements`,
    body: { id: newId(), source: '走查来源', text: '走查要求' },
  }),
  'POST /api/v1/meetings/:id/decisions': async (world) => ({
    url: `/api/v1/meetings/${(await world.meeting()).meetingId}/decisions`,
    body: { id: newId(), text: '走查决定', owners: ['unit:xinhua'], dueAt: LATER },
    // Decisions are issued by the office of the command; the office posts of the walk belong to a township.
    alsoRight: [422],
  }),
  'POST /api/v1/meetings/:id/minutes': async (world) => ({
    url: `/api/v1/meetings/${(await world.meeting()).meetingId}/minutes`,
    body: { id: newId(), text: '走查纪要', reason: '走查更正', version: 0 },
    // Somebody issued them before.
    alsoRight: [409],
  }),
  'GET /api/v1/meetings/:id/minutes.docx': async (world) => ({
    url: `/api/v1/meetings/${(await world.minutes()).meetingId}/minutes.docx`,
  }),
  'GET /api/v1/meetings/:id/minutes.pdf': async (world) => ({
    url: `/api/v1/meetings/${(await world.minutes()).meetingId}/minutes.pdf`,
  }),
  'GET /api/v1/directives': fixed('/api/v1/directives?list=inbox'),
  'GET /api/v1/directives/count': fixed('/api/v1/directives/count?list=all&state=open'),
  'GET /api/v1/directives/waiting': fixed('/api/v1/directives/waiting'),
  'GET /api/v1/directives/addressees': fixed('/api/v1/directives/addressees'),
  'GET /api/v1/directives/:id': async (world) => ({
    url: `/api/v1/directives/${(await world.asked()).directiveId}`,
    inArea: true,
  }),
  'GET /api/v1/directives/:id/record.docx': async (world) => ({
    url: `/api/v1/directives/${(await world.asked()).directiveId}/record.docx`,
    inArea: true,
  }),
  'GET /api/v1/directives/:id/record.pdf': async (world) => ({
    url: `/api/v1/directives/${(await world.asked()).directiveId}/record.pdf`,
    inArea: true,
  }),
  'POST /api/v1/directives': () => ({ url: '/api/v1/directives', body: { ...aDirective(), dueAt: LATER } }),
  'GET /api/v1/supervised-matters': fixed('/api/v1/supervised-matters'),
  'POST /api/v1/supervised-matters': () => ({
    url: '/api/v1/supervised-matters',
    body: { ...aDirective(), dueAt: LATER, steps: [{ title: '走查步骤', dueAt: LATER }] },
  }),
  'POST /api/v1/city-requirements': () => ({
    url: '/api/v1/city-requirements',
    body: { ...aDirective(), dueAt: LATER, authority: '市指挥部', receivedAt: '2020-01-25T00:00:00.000Z' },
  }),
  'POST /api/v1/help-requests': () => ({ url: '/api/v1/help-requests', body: { ...aDirective(), help: HELP } }),
  'POST /api/v1/directives/:id/owners': async (world) => ({
    url: `/api/v1/directives/${(await world.asking()).directiveId}/owners`,
    body: { id: newId(), owners: ['shuyuan'] },
    inArea: true,
  }),
  'POST /api/v1/supervision-steps/:id/completions': async (world) => ({
    url: `/api/v1/supervision-steps/${(await world.supervisionStep()).stepId}/completions`,
    body: { id: newId(), text: '走查办结' },
    inArea: true,
  }),
  ...actExample('receipts', (world) => world.asked(), {}),
  ...actExample('progress-notes', (world) => world.asked('directive', 'received'), { text: '走查进展' }),
  ...actExample('results', (world) => world.asked('directive', 'received'), { text: '走查结果' }),
  ...actExample('refusals', (world) => world.asked(), { reason: '走查拒绝' }),
  ...actExample('acceptances', (world) => world.asking('submitted'), {}),
  ...actExample('returns', (world) => world.asking('submitted'), { reason: '走查退回', dueAt: LATER }),
  ...actExample('postponements', (world) => world.asking(), { reason: '走查延期', dueAt: LATER }),
  ...actExample('withdrawals', (world) => world.asking(), { reason: '走查撤回' }),
  ...actExample('offers', (world) => world.asked('help'), { quantity: 1 }),
  'POST /api/v1/help-offers/:id/answers': async (world) => ({
    url: `/api/v1/help-offers/${(await world.helpOffer('other')).offerId}/answers`,
    body: { id: newId(), quantity: 1 },
    inArea: true,
  }),
  'POST /api/v1/help-offers/:id/deliveries': async (world) => ({
    url: `/api/v1/help-offers/${(await world.helpOffer('other', 'taken')).offerId}/deliveries`,
    body: { id: newId(), quantity: 1 },
    inArea: true,
  }),
  'POST /api/v1/help-offers/:id/withdrawals': async (world) => ({
    url: `/api/v1/help-offers/${(await world.helpOffer('area')).offerId}/withdrawals`,
    body: { id: newId(), reason: '走查撤回' },
    inArea: true,
  }),
  'POST /api/v1/directives/:id/files': async (world) => ({
    url: `/api/v1/directives/${(await world.asking()).directiveId}/files`,
    file: { name: '走查.png', content: PICTURE, fields: { id: newId() } },
    inArea: true,
  }),
  'POST /api/v1/directive-assignments/:id/files': async (world) => ({
    url: `/api/v1/directive-assignments/${(await world.asked()).assignmentId}/files`,
    file: { name: '走查.png', content: PICTURE, fields: { id: newId() } },
    inArea: true,
  }),
  'GET /api/v1/directive-files/:id/content': async (world) => ({
    url: `/api/v1/directive-files/${(await world.directiveFile()).fileId}/content`,
    inArea: true,
  }),
  'GET /api/v1/discipline-matters': fixed('/api/v1/discipline-matters?mine=true'),
  'GET /api/v1/discipline-matters/count': fixed('/api/v1/discipline-matters/count?mine=true'),
  'GET /api/v1/discipline-matters/figures': () => ({ url: '/api/v1/discipline-matters/figures' }),
  // Whoever the plan does not name sees nothing of it.
  'GET /api/v1/discipline-matters/:id': async (world) => ({
    url: `/api/v1/discipline-matters/${(await world.matter('open')).matterId}`,
    alsoRight: [404],
  }),
  'POST /api/v1/discipline-matters/:id/hearing': async (world) => ({
    url: `/api/v1/discipline-matters/${(await world.matter('open')).matterId}/hearing`,
    body: { question: '走查说明' },
  }),
  'POST /api/v1/discipline-matters/:id/answer': async (world) => ({
    url: `/api/v1/discipline-matters/${(await world.matter('hearing')).matterId}/answer`,
    body: { answer: '走查答复' },
    alsoRight: [404],
  }),
  'POST /api/v1/discipline-matters/:id/decision': async (world) => ({
    url: `/api/v1/discipline-matters/${(await world.matter('open')).matterId}/decision`,
    body: { outcome: 'dismissed', decision: '走查处理' },
  }),
  'GET /api/v1/received-documents': fixed('/api/v1/received-documents?state=open&unread=true'),
  'GET /api/v1/received-documents/count': fixed('/api/v1/received-documents/count?q=走查'),
  'GET /api/v1/received-documents/export': fixed('/api/v1/received-documents/export'),
  'GET /api/v1/received-document-choices': fixed('/api/v1/received-document-choices'),
  'POST /api/v1/received-documents': () => ({ url: '/api/v1/received-documents', body: aDocument() }),
  'GET /api/v1/received-documents/:id': async (world) => ({
    url: `/api/v1/received-documents/${(await world.received()).documentId}`,
    ...ONLY_READERS,
  }),
  'PUT /api/v1/received-documents/:id': async (world) => {
    const { documentId } = await world.received()
    const { id: _, ...body } = aDocument()
    return { url: `/api/v1/received-documents/${documentId}`, body: { ...body, title: '走查更正', version: 1 } }
  },
  'POST /api/v1/received-documents/:id/files': async (world) => ({
    url: `/api/v1/received-documents/${(await world.received()).documentId}/files`,
    file: { name: '走查.png', content: PICTURE, fields: { id: newId() } },
  }),
  'GET /api/v1/received-document-files/:id/content': async (world) => ({
    url: `/api/v1/received-document-files/${(await world.received()).fileId}/content`,
    ...ONLY_READERS,
  }),
  'POST /api/v1/received-document-files/:id/void': async (world) => ({
    url: `/api/v1/received-document-files/${(await world.received()).fileId}/void`,
    body: { reason: '走查作废' },
  }),
  'POST /api/v1/received-documents/:id/instructions': async (world) => ({
    url: `/api/v1/received-documents/${(await world.received()).documentId}/instructions`,
    body: { id: newId(), words: '走查批示', leader: '走查' },
  }),
  'POST /api/v1/received-instructions/:id/void': async (world) => ({
    url: `/api/v1/received-instructions/${(await world.received()).instructionId}/void`,
    body: { reason: '走查作废' },
    // The office entered it.
    alsoRight: [403],
  }),
  'POST /api/v1/received-documents/:id/recipients': async (world) => ({
    url: `/api/v1/received-documents/${(await world.received()).documentId}/recipients`,
    body: { recipients: ['unit:shuyuan'] },
  }),
  'POST /api/v1/received-documents/:id/recipients/:recipient/withdrawal': async (world) => ({
    url: `/api/v1/received-documents/${(await world.received()).documentId}/recipients/unit:xinhua/withdrawal`,
    body: { reason: '走查撤回' },
  }),
  'POST /api/v1/received-documents/:id/reading': async (world) => ({
    url: `/api/v1/received-documents/${(await world.received()).documentId}/reading`,
    // Not circulated to the post.
    alsoRight: [404, 409],
  }),
  'POST /api/v1/received-documents/:id/reminders': async (world) => ({
    url: `/api/v1/received-documents/${(await world.received()).documentId}/reminders`,
  }),
  'POST /api/v1/received-documents/:id/requirement': async (world) => ({
    url: `/api/v1/received-documents/${(await world.received()).documentId}/requirement`,
    body: { id: newId(), text: '走查要求' },
  }),
  'POST /api/v1/received-documents/:id/completion': async (world) => ({
    url: `/api/v1/received-documents/${(await world.received()).documentId}/completion`,
    body: { note: '走查办结' },
  }),
  'POST /api/v1/received-documents/:id/void': async (world) => ({
    url: `/api/v1/received-documents/${(await world.received()).documentId}/void`,
    body: { reason: '走查作废' },
  }),
  'GET /api/v1/contingency-plans': fixed('/api/v1/contingency-plans'),
  'POST /api/v1/contingency-plans': () => ({
    url: '/api/v1/contingency-plans',
    body: { id: newId(), title: '走查预案', version: { id: newId(), body: '正文' } },
  }),
  'GET /api/v1/contingency-plans/:id': async (world) => ({
    url: `/api/v1/contingency-plans/${(await world.contingency('draft')).planId}`,
  }),
  'PUT /api/v1/contingency-plans/:id/draft': async (world) => ({
    url: `/api/v1/contingency-plans/${(await world.contingency('approved')).planId}/draft`,
    body: { id: newId(), body: '新版正文' },
  }),
  'POST /api/v1/contingency-plan-versions/:versionId/approval': async (world) => ({
    url: `/api/v1/contingency-plan-versions/${(await world.contingency('draft')).versionId}/approval`,
  }),
  'POST /api/v1/contingency-plan-versions/:versionId/withdrawal': async (world) => ({
    url: `/api/v1/contingency-plan-versions/${(await world.contingency('draft')).versionId}/withdrawal`,
  }),
  'POST /api/v1/contingency-plan-versions/:versionId/recipients': async (world) => ({
    url: `/api/v1/contingency-plan-versions/${(await world.contingency('approved')).versionId}/recipients`,
    body: { units: ['xinhua'] },
  }),
  'POST /api/v1/contingency-plan-versions/:versionId/reading': async (world) => ({
    url: `/api/v1/contingency-plan-versions/${(await world.contingency('approved')).versionId}/reading`,
    // Given to no unit of the walk's posts.
    alsoRight: [409],
  }),
  'GET /api/v1/exercise-choices': fixed('/api/v1/exercise-choices'),
  'GET /api/v1/exercises': fixed('/api/v1/exercises?state=planned'),
  'GET /api/v1/exercises/count': fixed('/api/v1/exercises/count?kind=drill'),
  'POST /api/v1/exercises': () => ({
    url: '/api/v1/exercises',
    body: {
      id: newId(),
      dutyKey: 'officeTraining',
      title: '走查培训',
      startsAt: '2021-01-01T00:00:00.000Z',
      endsAt: '2021-01-01T02:00:00.000Z',
      owner: 'unit:xinhua',
      units: [{ unit: 'xinhua', expected: 3 }],
    },
    // Only for the own unit.
    alsoRight: [422],
  }),
  'GET /api/v1/exercises/:id': async (world) => ({
    url: `/api/v1/exercises/${(await world.exercise()).exerciseId}`,
  }),
  'POST /api/v1/exercises/:id/result': async (world) => ({
    url: `/api/v1/exercises/${(await world.exercise()).exerciseId}/result`,
    body: { attended: [{ unit: 'xinhua', attended: 3 }], result: '走查结果' },
    alsoRight: [404],
  }),
  'POST /api/v1/exercises/:id/cancellation': async (world) => ({
    url: `/api/v1/exercises/${(await world.exercise()).exerciseId}/cancellation`,
    body: { reason: '走查取消' },
    alsoRight: [404],
  }),
  'GET /api/v1/table-forms': fixed('/api/v1/table-forms'),
  'POST /api/v1/table-forms': () => ({
    url: '/api/v1/table-forms',
    file: { ...CITY_FORM, fields: { id: newId(), versionId: newId(), name: '走查报表' } },
  }),
  'GET /api/v1/table-forms/:id': async (world) => ({ url: `/api/v1/table-forms/${(await world.tableForm()).formId}` }),
  'POST /api/v1/table-forms/:id/versions': async (world) => ({
    url: `/api/v1/table-forms/${(await world.tableForm()).formId}/versions`,
    file: { ...CITY_FORM, fields: { id: newId() } },
  }),
  'PUT /api/v1/table-form-versions/:id/mapping': async (world) => ({
    url: `/api/v1/table-form-versions/${(await world.tableForm()).versionId}/mapping`,
    body: { revision: 1, mapping: { sheet: '日报表', table: null, cells: [ASKED_CELL], list: null } },
  }),
  'GET /api/v1/table-form-versions/:id/proposal': async (world) => ({
    url: `/api/v1/table-form-versions/${(await world.tableForm()).versionId}/proposal?sheet=${encodeURIComponent('日报表')}`,
  }),
  'GET /api/v1/table-form-versions/:id/workbook': async (world) => ({
    url: `/api/v1/table-form-versions/${(await world.tableForm()).versionId}/workbook`,
  }),
  'GET /api/v1/table-fillings': fixed('/api/v1/table-fillings?state=asked'),
  'GET /api/v1/table-fillings/count': fixed('/api/v1/table-fillings/count?state=closed'),
  'POST /api/v1/table-fillings': async (world) => ({
    url: '/api/v1/table-fillings',
    body: { id: newId(), formId: (await world.tableForm()).formId, day: '2020-01-25' },
  }),
  'GET /api/v1/table-fillings/:id': async (world) => ({
    url: `/api/v1/table-fillings/${(await world.table('draft')).tableId}`,
  }),
  'GET /api/v1/table-fillings/:id/workbook': async (world) => ({
    url: `/api/v1/table-fillings/${(await world.table('draft')).tableId}/workbook`,
  }),
  'POST /api/v1/table-fillings/:id/asking': async (world) => ({
    url: `/api/v1/table-fillings/${(await world.table('draft')).tableId}/asking`,
    body: { dueAt: '2021-01-01T00:00:00.000Z', owners: ['unit:xinhua'] },
  }),
  'POST /api/v1/table-fillings/:id/snapshots': async (world) => ({
    url: `/api/v1/table-fillings/${(await world.table('draft')).tableId}/snapshots`,
  }),
  'POST /api/v1/table-fillings/:id/corrections': async (world) => ({
    url: `/api/v1/table-fillings/${(await world.table('draft')).tableId}/corrections`,
    body: { id: newId(), ref: ASKED_CELL.ref, value: 3, note: '走查更正', seen: 0 },
  }),
  'POST /api/v1/table-fillings/:id/closing': async (world) => ({
    url: `/api/v1/table-fillings/${(await world.table('asked')).tableId}/closing`,
  }),
  'POST /api/v1/table-fillings/:id/withdrawal': async (world) => ({
    url: `/api/v1/table-fillings/${(await world.table('asked')).tableId}/withdrawal`,
    body: { reason: '走查撤回' },
  }),
  'GET /api/v1/table-requests': fixed('/api/v1/table-requests'),
  'POST /api/v1/table-fillings/:id/answers': async (world) => ({
    url: `/api/v1/table-fillings/${(await world.table('asked')).tableId}/answers`,
    body: { id: newId(), owner: 'unit:xinhua', version: 0, cells: [{ ref: ASKED_CELL.ref, value: 3 }] },
    // Only for the own unit.
    alsoRight: [403],
  }),
  'GET /api/v1/warnings': fixed('/api/v1/warnings?state=open'),
  'GET /api/v1/warnings/count': fixed('/api/v1/warnings/count?state=ended'),
  'GET /api/v1/warnings/:id': async (world) => ({
    url: `/api/v1/warnings/${(await world.warning()).warningId}`,
    inArea: true,
  }),
  'POST /api/v1/warnings/:id/acknowledgement': async (world) => ({
    url: `/api/v1/warnings/${(await world.warning()).warningId}/acknowledgement`,
    inArea: true,
  }),
  'POST /api/v1/warnings/:id/steps': async (world) => ({
    url: `/api/v1/warnings/${(await world.warning()).warningId}/steps`,
    body: { id: newId(), text: '走查处置' },
    inArea: true,
  }),
  'POST /api/v1/warnings/:id/judgement': async (world) => ({
    url: `/api/v1/warnings/${(await world.warning()).warningId}/judgement`,
    body: { verdict: 'explained', text: '走查研判' },
    inArea: true,
  }),
  'POST /api/v1/warnings/:id/end': async (world) => ({
    url: `/api/v1/warnings/${(await world.warning()).warningId}/end`,
    body: { reason: '走查解除' },
    inArea: true,
    // Nobody judged it.
    alsoRight: [409],
  }),
  'GET /api/v1/movements': fixed('/api/v1/movements?queue=incoming'),
  'GET /api/v1/movements/count': fixed('/api/v1/movements/count?queue=overdue'),
  'GET /api/v1/movements/queue-counts': fixed('/api/v1/movements/queue-counts'),
  'GET /api/v1/persons/:id/movements': async (world) => ({
    url: `/api/v1/persons/${(await world.person()).personId}/movements`,
    inArea: true,
  }),
  'POST /api/v1/transfers': async (world) => ({
    url: '/api/v1/transfers',
    body: { ...(await aMove(world)), toArea: '230406202', movesOn: '2020-01-25' },
    inArea: true,
  }),
  'POST /api/v1/direct-transfers': async (world) => ({
    url: '/api/v1/direct-transfers',
    body: { ...(await aMove(world)), toArea: '230406202' },
    inArea: true,
  }),
  'POST /api/v1/transfers/:id/acceptance': async (world) => ({
    url: `/api/v1/transfers/${(await world.offer('here')).transferId}/acceptance`,
    body: { areaCode: world.area },
    inArea: true,
  }),
  'POST /api/v1/transfers/:id/return': async (world) => ({
    url: `/api/v1/transfers/${(await world.offer('here')).transferId}/return`,
    body: { reason: '走查退回' },
    inArea: true,
  }),
  'POST /api/v1/transfers/:id/withdrawal': async (world) => ({
    url: `/api/v1/transfers/${(await world.offer('elsewhere')).transferId}/withdrawal`,
    body: { reason: '走查撤回' },
    inArea: true,
  }),
  'POST /api/v1/handovers': async (world) => ({
    url: '/api/v1/handovers',
    body: { ...(await aMove(world)), ...LETTER },
    inArea: true,
  }),
  'POST /api/v1/takeovers': async (world) => ({
    url: '/api/v1/takeovers',
    body: { ...(await aMove(world)), ...LETTER, daysElsewhere: 3, documents: 1 },
    inArea: true,
  }),
  'POST /api/v1/handovers/:id/receipt': async (world) => ({
    url: `/api/v1/handovers/${(await world.letter()).handoverId}/receipt`,
    body: { receiptNo: '走查回执', receiptDay: '2020-01-25' },
    inArea: true,
  }),
  'POST /api/v1/handovers/:id/cancellation': async (world) => ({
    url: `/api/v1/handovers/${(await world.letter()).handoverId}/cancellation`,
    body: { reason: '走查撤销' },
    inArea: true,
  }),
  'POST /api/v1/departures': async (world) => ({
    url: '/api/v1/departures',
    body: { ...(await aMove(world)), kind: 'gone', departedOn: '2020-01-25' },
    inArea: true,
  }),
  'POST /api/v1/departures/:id/resolution': async (world) => ({
    url: `/api/v1/departures/${(await world.gone()).departureId}/resolution`,
    body: { resolution: '走查找到' },
    inArea: true,
  }),
  'POST /api/v1/departures/:id/voiding': async (world) => ({
    url: `/api/v1/departures/${(await world.departed()).departureId}/voiding`,
    body: { reason: '走查误登' },
    inArea: true,
  }),
  'POST /api/v1/stays/:id/checks': async (world) => ({
    url: `/api/v1/stays/${(await world.stay()).stayId}/checks`,
    body: { id: newId(), temperature: 36.5 },
    inArea: true,
  }),
  'POST /api/v1/stays/:id/end': async (world) => ({
    url: `/api/v1/stays/${(await world.stay()).stayId}/end`,
    body: { leftOn: '2020-01-25' },
    inArea: true,
  }),
  'GET /api/v1/assignees': fixed('/api/v1/assignees?role=medic'),
  'POST /api/v1/isolation-assignments': async (world) => ({
    url: '/api/v1/isolation-assignments',
    body: { periodIds: [(await world.period()).periodId], role: 'medic', accountId: null },
    refusesEach: true,
  }),
  'GET /api/v1/assignment-loads': fixed('/api/v1/assignment-loads?role=guarantor'),
  'GET /api/v1/assignment-proposals': (world) => ({
    url: `/api/v1/assignment-proposals?role=medic&area=${world.area}`,
    inArea: true,
  }),
  'POST /api/v1/assignment-acts': async (world) => ({
    url: '/api/v1/assignment-acts',
    // Of a village where nobody lives: what was seen is nothing.
    body: {
      id: newId(),
      role: 'medic',
      area: `${world.area.slice(0, 9)}001`,
      to: [await world.medic()],
      seen: NOTHING,
      shares: [],
    },
    inArea: true,
  }),
  'GET /api/v1/area-medics': fixed('/api/v1/area-medics'),
  'POST /api/v1/area-medics': async (world) => ({
    url: '/api/v1/area-medics',
    body: { id: newId(), areaCode: world.area, accountId: await world.medic() },
    inArea: true,
  }),
  'GET /api/v1/persons/:id/assignments': async (world) => ({
    url: `/api/v1/persons/${(await world.period()).personId}/assignments`,
  }),
  'POST /api/v1/isolation-releases': async (world) => ({
    url: '/api/v1/isolation-releases',
    body: { periodIds: [(await world.period({ endsToday: true })).periodId] },
    refusesEach: true,
  }),
  // Of groups and of other units than the area's township there is nobody among the insiders: 403, as it should.
  'GET /api/v1/daily-reports/mine': fixed('/api/v1/daily-reports/mine'),
  'PUT /api/v1/daily-reports/drafts': () => ({
    url: '/api/v1/daily-reports/drafts',
    body: { owner: { kind: 'unit', key: 'xinhua' }, day: '2020-01-25', content: { today: '走查' } },
    inArea: true,
    alsoRight: [403],
  }),
  'POST /api/v1/daily-reports': async (world) => {
    await world.person()
    return {
      url: '/api/v1/daily-reports',
      body: { id: newId(), owner: { kind: 'unit', key: 'xinhua' }, day: '2020-01-25', today: '走查' },
      inArea: true,
      alsoRight: [403, 409],
    }
  },
  'GET /api/v1/daily-reports': fixed('/api/v1/daily-reports?differs=true'),
  'GET /api/v1/daily-reports/closing': fixed('/api/v1/daily-reports/closing'),
  'POST /api/v1/daily-reports/nudges': () => ({
    url: '/api/v1/daily-reports/nudges',
    body: { day: '2020-01-25' },
    alsoRight: [409],
  }),
  'GET /api/v1/daily-reports/:id': async (world) => ({
    url: `/api/v1/daily-reports/${(await world.report()).reportId}`,
    inArea: true,
  }),
  'POST /api/v1/daily-reports/:id/corrections': async (world) => {
    const { reportId, version } = await world.report()
    return {
      url: `/api/v1/daily-reports/${reportId}/corrections`,
      body: { id: newId(), version, reason: '走查更正', today: '走查' },
      inArea: true,
      alsoRight: [403],
    }
  },
  'POST /api/v1/daily-reports/:id/signature': async (world) => ({
    url: `/api/v1/daily-reports/${(await world.report()).reportId}/signature`,
    inArea: true,
    alsoRight: [403],
  }),
  'GET /api/v1/situation-reports': fixed('/api/v1/situation-reports'),
  'GET /api/v1/situation-reports/:id': async (world) => ({
    url: `/api/v1/situation-reports/${await world.situation()}`,
  }),
  'GET /api/v1/situation-reports/:id/versions/:version': async (world) => ({
    url: `/api/v1/situation-reports/${await world.situation()}/versions/1`,
  }),
  'GET /api/v1/situation-reports/:id/document': async (world) => ({
    url: `/api/v1/situation-reports/${await world.situation()}/document?format=json`,
  }),
  'PUT /api/v1/situation-reports/:id/text': async (world) => ({
    url: `/api/v1/situation-reports/${await world.situation()}/text`,
    body: { version: 1, sections: { overview: '走查', work: '', difficulties: '', open: '', tomorrow: '' } },
    alsoRight: [403],
  }),
  'POST /api/v1/situation-reports/:id/totals': async (world) => ({
    url: `/api/v1/situation-reports/${await world.situation()}/totals`,
    body: {},
    alsoRight: [403],
  }),
  'POST /api/v1/situation-reports/:id/acts': async (world) => ({
    url: `/api/v1/situation-reports/${await world.situation()}/acts`,
    body: { id: newId(), act: 'finish' },
    alsoRight: [403],
  }),
  'POST /api/v1/urgent-reports': (world) => ({
    url: '/api/v1/urgent-reports',
    body: { id: newId(), what: '走查急报', areaCode: world.area },
    inArea: true,
  }),
  'GET /api/v1/urgent-reports': fixed('/api/v1/urgent-reports?open=true'),
  'POST /api/v1/urgent-reports/:id/acknowledgement': async (world) => ({
    url: `/api/v1/urgent-reports/${await world.urgent()}/acknowledgement`,
    body: { response: '走查签收' },
    inArea: true,
  }),
  'GET /api/v1/occurrences': fixed('/api/v1/occurrences?mine=true'),
  'GET /api/v1/occurrences/count': fixed('/api/v1/occurrences/count?overdue=true'),
  'GET /api/v1/occurrences/export': fixed('/api/v1/occurrences/export?lang=en'),
  'GET /api/v1/my-obligations': fixed('/api/v1/my-obligations'),
  'GET /api/v1/obligation-calendar': fixed('/api/v1/obligation-calendar?from=2020-01-01&until=2020-01-31'),
  'GET /api/v1/obligation-rates': fixed('/api/v1/obligation-rates?from=2020-01-25&until=2020-01-26'),
  'GET /api/v1/obligation-rates/export': fixed('/api/v1/obligation-rates/export?from=2020-01-25&until=2020-01-26'),
  'GET /api/v1/calls': fixed('/api/v1/calls?answered=true'),
  'GET /api/v1/calls/export': fixed('/api/v1/calls/export?columns=to,at'),
  'POST /api/v1/calls': (world) => ({
    url: '/api/v1/calls',
    body: {
      id: newId(),
      postId: `${world.area.slice(0, 9)}.townshipHead`,
      calledAt: '2020-01-25T00:00:00.000Z',
      answered: true,
    },
  }),
  'GET /api/v1/occurrences/:id': async (world) => ({
    url: `/api/v1/occurrences/${await world.occurrence()}`,
    // Somebody else's is not there.
    alsoRight: [404],
  }),
  'POST /api/v1/occurrences/:id/excuse': async (world) => ({
    url: `/api/v1/occurrences/${await world.occurrence()}/excuse`,
    body: { reason: '走查免除' },
    inArea: true,
  }),
  'GET /api/v1/audit-events': fixed('/api/v1/audit-events?kind=look'),
  'GET /api/v1/audit-events/export': fixed('/api/v1/audit-events/export?kind=change&to=2020-01-24'),
  'GET /api/v1/audit-accounts': fixed('/api/v1/audit-accounts'),
  'GET /api/v1/audit-seals': fixed('/api/v1/audit-seals'),
  'POST /api/v1/audit-verifications': fixed('/api/v1/audit-verifications'),
  'GET /api/v1/notifications': fixed('/api/v1/notifications?unread=true'),
  'GET /api/v1/notifications/count': fixed('/api/v1/notifications/count'),
  'POST /api/v1/notifications/reads': fixed('/api/v1/notifications/reads', { until: '2020-01-24T00:00:00Z' }),
  'GET /api/v1/roster/reachable': fixed('/api/v1/roster/reachable'),
  'GET /api/v1/roster/near': fixed('/api/v1/roster/near'),
  'GET /api/v1/roster/mine': fixed('/api/v1/roster/mine'),
  'GET /api/v1/roster/units/:unit': fixed('/api/v1/roster/units/xinhua?days=7'),
  'GET /api/v1/roster/export': fixed('/api/v1/roster/export?unit=xinhua&lang=en'),
  'GET /api/v1/roster/units/:unit/candidates': () => ({
    url: '/api/v1/roster/units/xinhua/candidates',
    inArea: true,
  }),
  'POST /api/v1/roster/members': () => ({
    url: '/api/v1/roster/members',
    body: { id: newId(), unitId: 'xinhua', name: '值守甲', telephone: '0468-3000000', roles: ['staff'] },
    inArea: true,
  }),
  'PUT /api/v1/roster/members/:id': async (world) => ({
    url: `/api/v1/roster/members/${(await world.dutyMember()).memberId}`,
    body: { telephone: '0468-3000001', roles: ['leader'] },
    inArea: true,
  }),
  'POST /api/v1/roster/members/:id/removal': async (world) => ({
    url: `/api/v1/roster/members/${(await world.dutyMember()).memberId}/removal`,
    inArea: true,
  }),
  'POST /api/v1/roster/absences': async (world) => ({
    url: '/api/v1/roster/absences',
    body: { id: newId(), ...(await world.dutyMember()), from: '2020-02-01', until: '2020-02-02', kind: 'leave' },
    inArea: true,
  }),
  'POST /api/v1/roster/absences/:id/voiding': async (world) => ({
    url: `/api/v1/roster/absences/${await world.dutyAbsence()}/voiding`,
    inArea: true,
  }),
  'POST /api/v1/roster/drafts': () => ({
    url: '/api/v1/roster/drafts',
    body: { id: newId(), unitId: 'xinhua', from: '2020-02-20', days: 1, staff: 0 },
    inArea: true,
  }),
  'POST /api/v1/roster/publications': async (world) => ({
    url: '/api/v1/roster/publications',
    body: { unitId: 'xinhua', shiftIds: [(await world.shift({ draft: true })).shiftId] },
    inArea: true,
  }),
  'POST /api/v1/roster/shifts': async (world) => ({
    url: '/api/v1/roster/shifts',
    body: {
      id: newId(),
      unitId: 'xinhua',
      from: '2020-01-26T00:00:00.000Z',
      until: '2020-01-26T12:00:00.000Z',
      leaderId: (await world.dutyMember()).memberId,
    },
    inArea: true,
  }),
  'PUT /api/v1/roster/shifts/:id': async (world) => ({
    url: `/api/v1/roster/shifts/${(await world.shift()).shiftId}`,
    body: { version: 1, leaderId: (await world.dutyMember()).memberId },
    inArea: true,
  }),
  'POST /api/v1/roster/shifts/:id/voiding': async (world) => ({
    url: `/api/v1/roster/shifts/${(await world.shift()).shiftId}/voiding`,
    body: { reason: '走查撤销' },
    inArea: true,
  }),
  'GET /api/v1/roster/shifts/:id': async (world) => ({
    url: `/api/v1/roster/shifts/${(await world.shift()).shiftId}`,
    inArea: true,
  }),
  'POST /api/v1/roster/shifts/:id/sign-on': async (world) => {
    const { shiftId, memberId } = await world.shift()
    return { url: `/api/v1/roster/shifts/${shiftId}/sign-on`, body: { memberId }, inArea: true }
  },
  'POST /api/v1/roster/shifts/:id/log': async (world) => ({
    url: `/api/v1/roster/shifts/${(await world.shift({ signedOn: true })).shiftId}/log`,
    body: { id: newId(), at: '2020-01-25T00:00:00.000Z', event: '走查来电' },
    inArea: true,
  }),
  'POST /api/v1/roster/shifts/:id/log/:entryId/urgent-report': async (world) => {
    const { shiftId, entryId } = await world.logEntry()
    return {
      url: `/api/v1/roster/shifts/${shiftId}/log/${entryId}/urgent-report`,
      body: { id: newId(), what: '走查急报' },
      inArea: true,
    }
  },
  'POST /api/v1/roster/shifts/:id/log/:entryId/directive': async (world) => {
    const { shiftId, entryId } = await world.logEntry()
    return {
      url: `/api/v1/roster/shifts/${shiftId}/log/${entryId}/directive`,
      body: { ...aDirective(), dueAt: LATER },
      inArea: true,
    }
  },
  'POST /api/v1/roster/shifts/:id/hand-over': async (world) => ({
    url: `/api/v1/roster/shifts/${(await world.shift({ signedOn: true, ending: true })).shiftId}/hand-over`,
    body: { id: newId(), openMatters: '无' },
    inArea: true,
  }),
  'POST /api/v1/roster/shifts/:id/acceptance': async (world) => {
    const { shiftId } = await world.shift({ signedOn: true, ending: true, handedOver: true })
    const next = await world.shift({ signedOn: true })
    return {
      url: `/api/v1/roster/shifts/${next.shiftId}/acceptance`,
      body: { id: newId(), from: shiftId },
      inArea: true,
    }
  },
  // Who neither gives the shift away nor keeps the roster is refused everywhere.
  'POST /api/v1/roster/swaps': async (world) => {
    const { shiftId, memberId } = await world.shift()
    const toMemberId = (await world.dutyMember()).memberId
    return {
      url: '/api/v1/roster/swaps',
      body: { id: newId(), shiftId, fromMemberId: memberId, toMemberId, reason: '走查换班' },
      inArea: true,
      alsoRight: [403],
    }
  },
  'POST /api/v1/roster/swaps/:id/:act': async (world) => ({
    url: `/api/v1/roster/swaps/${(await world.swap()).swapId}/agree`,
    inArea: true,
    alsoRight: [403],
  }),
  'GET /api/v1/roster/calls': fixed('/api/v1/roster/calls'),
  // On the day of the activation nobody owes a shift yet.
  'POST /api/v1/roster/calls': () => ({ url: '/api/v1/roster/calls', body: { id: newId() }, alsoRight: [422] }),
  'POST /api/v1/roster/calls/:id/result': async (world) => ({
    url: `/api/v1/roster/calls/${(await world.dutyCall()).callId}/result`,
    body: { answered: false, seconds: 60 },
    inArea: true,
  }),
  'POST /api/v1/verification-lists': () => ({
    url: '/api/v1/verification-lists',
    body: { id: newId(), kind: 'police', authority: '走查公安', letterDay: '2020-01-25', why: '走查排查' },
  }),
  'GET /api/v1/verification-lists': fixed('/api/v1/verification-lists'),
  'GET /api/v1/verification-lists/count': fixed('/api/v1/verification-lists/count'),
  'GET /api/v1/verification-lists/:id': ofList(''),
  'POST /api/v1/verification-lists/:id/voidings': ofList('/voidings', { reason: '走查作废' }),
  'POST /api/v1/verification-lists/:id/entries/preview': ofList('/entries/preview', undefined, NAMED),
  'POST /api/v1/verification-lists/:id/entries': ofList('/entries', undefined, NAMED),
  'POST /api/v1/verification-lists/:id/entries/errors': ofList('/entries/errors', undefined, NAMED),
  'POST /api/v1/verification-lists/:id/matches': ofList('/matches'),
  'POST /api/v1/verification-lists/:id/answered-hits': ofList('/answered-hits'),
  'POST /api/v1/verification-lists/:id/assignments': async (world) => {
    const { listId, entryId } = await world.verification('unsent')
    const body = { ids: [entryId], areaCode: world.area }
    return { url: `/api/v1/verification-lists/${listId}/assignments`, body, inArea: true }
  },
  'POST /api/v1/verification-lists/:id/sendings': async (world) => ({
    url: `/api/v1/verification-lists/${(await world.verification('assigned')).listId}/sendings`,
    body: {},
    inArea: true,
  }),
  'POST /api/v1/verification-batches/:id/receipt': async (world) => ({
    url: `/api/v1/verification-batches/${(await world.verification()).batchId}/receipt`,
    inArea: true,
  }),
  'GET /api/v1/verification-lists/:id/reply.docx': ofList('/reply.docx'),
  'GET /api/v1/verification-lists/:id/reply.xlsx': ofList('/reply.xlsx'),
  'POST /api/v1/verification-lists/:id/replies': async (world) => ({
    url: `/api/v1/verification-lists/${(await world.verification()).listId}/replies`,
    body: { id: newId() },
    inArea: true,
  }),
  'GET /api/v1/verification-entries': fixed('/api/v1/verification-entries'),
  'GET /api/v1/verification-entries/count': fixed('/api/v1/verification-entries/count'),
  'GET /api/v1/verification-entries/:id': async (world) => ({
    url: `/api/v1/verification-entries/${(await world.verification()).entryId}`,
    inArea: true,
  }),
  'POST /api/v1/verification-entries/:id/document-views': ofEntry('/document-views', () => ({ reason: '走查' })),
  'POST /api/v1/verification-entries/:id/match': ofEntry('/match', () => ({ personId: null })),
  'POST /api/v1/verification-entries/:id/findings': ofEntry('/findings', () => ({
    id: newId(),
    kind: 'leftDistrict',
    placeText: '走查外地',
  })),
  'POST /api/v1/verification-entries/:id/registrations': ofEntry('/registrations', () => ({
    id: newId(),
    person: { ...registration(), document: null },
  })),
  'POST /api/v1/verification-entries/:id/voidings': ofEntry('/voidings', () => ({ reason: '走查撤下' })),
  'GET /api/v1/views': fixed('/api/v1/views?list=persons'),
  'POST /api/v1/views': () => ({
    url: '/api/v1/views',
    body: { id: newId(), list: 'persons', path: '/persons', name: newId(), search: {}, columns: ['name'] },
  }),
  // Nobody has a view of this id.
  'DELETE /api/v1/views/:id': () => ({ url: `/api/v1/views/${newId()}`, alsoRight: [404] }),
  'POST /api/v1/clock': fixed('/api/v1/clock', { minutes: 0 }),
  'DELETE /api/v1/session': fixed('/api/v1/session'),
  'DELETE /api/v1/sessions': fixed('/api/v1/sessions'),
}
