// The import of accounts as rules: which column is what, which post a line means, and what would become of every line.
// All right lines are made and the others are told why not; a file that was imported adds nobody.
import { type Reason, reason } from '../../../kernel/verdict.ts'
import { ONE_HOLDER, POST_KINDS, type PostKind } from '../../../plan/index.ts'
import type { ImportedLine, ImportOutcome } from './contract.ts'

/** The columns in the order of the template, each with its header in both languages and what else it may be called. */
export const COLUMNS = {
  userName: { zh: '用户名', en: 'User name', also: ['账号', '账户', '登录名', 'account'] },
  displayName: { zh: '姓名', en: 'Name', also: ['显示名', 'display name'] },
  telephone: { zh: '电话', en: 'Telephone', also: ['手机', '手机号', '联系电话', 'phone'] },
  postId: { zh: '岗位编号', en: 'Post id', also: ['岗位代码'] },
  post: { zh: '岗位', en: 'Post', also: ['岗位名称', 'title'] },
  unit: { zh: '单位', en: 'Unit', also: ['单位名称'] },
  kind: { zh: '岗位类别', en: 'Post kind', also: ['类别', 'kind'] },
  area: { zh: '区域', en: 'Area', also: ['区划', '区域代码', '区划代码', '乡镇', '村', 'area code'] },
} as const
export type Field = keyof typeof COLUMNS
export const FIELDS = Object.keys(COLUMNS) as Field[]

/** What kinds of post are called in a list. */
export const KIND_NAMES: Record<PostKind, { zh: string; en: string }> = {
  commander: { zh: '总指挥', en: 'Commander' },
  deputyCommander: { zh: '副总指挥', en: 'Deputy commander' },
  officeDirector: { zh: '办公室主任', en: 'Director of the command office' },
  officeStaff: { zh: '办公室工作人员', en: 'Command-office staff' },
  groupLeader: { zh: '工作组领导', en: 'Group leader' },
  groupStaff: { zh: '工作组工作人员', en: 'Group staff' },
  bureauClerk: { zh: '部门经办人', en: 'Bureau clerk' },
  supervisionStaff: { zh: '督查人员', en: 'Supervision staff' },
  publicityOfficer: { zh: '宣传专员', en: 'Publicity officer' },
  townshipHead: { zh: '乡镇街道主要领导', en: 'Township head' },
  townshipClerk: { zh: '乡镇街道经办人', en: 'Township clerk' },
  villageClerk: { zh: '村（社区）干部', en: 'Village clerk' },
  gridWorker: { zh: '网格员', en: 'Grid worker' },
  villageMedic: { zh: '医务人员', en: 'Medic' },
  guarantorLeader: { zh: '包保领导', en: 'Guarantor leader' },
  checkpointStaff: { zh: '卡点人员', en: 'Checkpoint staff' },
  police: { zh: '民警', en: 'Police' },
  administrator: { zh: '系统管理员', en: 'Administrator' },
}

export interface PostOption {
  id: string
  kind: string
  unitId: string
  unitZh: string
  unitEn: string
  areaCode: string
  areaName: string
  titleZh: string
  titleEn: string
  /** Somebody holds it, or will. */
  isTaken: boolean
}

export type Line = { row: number } & Record<Field, string>

/** Cells are compared as people see them: full-width as half-width, spaces and case aside. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase()

/** Which column is what, or null when this row is no header: it must name user name and name. */
export function readHeader(cells: readonly string[]): Map<Field, number> | null {
  const found = new Map<Field, number>()
  for (const field of FIELDS) {
    const { zh, en, also } = COLUMNS[field]
    const names = new Set([zh, en, ...also].map(plain))
    const at = cells.findIndex((cell) => names.has(plain(cell)))
    if (at >= 0) found.set(field, at)
  }
  return found.has('userName') && found.has('displayName') ? found : null
}

/** A row of the sheet as a line; null where nobody is named: a template may stay half empty. */
export function readLine(row: number, cells: readonly string[], columns: ReadonlyMap<Field, number>): Line | null {
  const cell = (field: Field) => (cells[columns.get(field) ?? -1] ?? '').normalize('NFKC').trim()
  const line = { row, ...(Object.fromEntries(FIELDS.map((field) => [field, cell(field)])) as Record<Field, string>) }
  if (line.userName === '' && line.displayName === '' && line.telephone === '') return null
  return { ...line, userName: line.userName.toLowerCase() }
}

/** The post that a line means: by its id, by its title, or by unit, kind and area where only one fits. */
export function findPost(line: Line, posts: readonly PostOption[]): PostOption | Reason | null {
  const given = (['post', 'unit', 'kind', 'area'] as const).filter((field) => line[field] !== '')
  if (line.postId === '' && given.length === 0) return null
  const fits = (post: PostOption) => given.every((field) => isCalled(post, field, plain(line[field])))
  if (line.postId !== '') {
    const post = posts.find(({ id }) => id === line.postId)
    if (!post) return reason('unknown_post', `没有岗位编号“${line.postId}”`, `No post "${line.postId}"`, 'postId')
    if (fits(post)) return post
    return reason(
      'post_disagrees',
      '岗位编号与同一行的岗位、单位、类别或区域不符',
      'The post id and the rest of the line name different posts',
      'postId',
    )
  }
  const said = given.map((field) => line[field]).join(' ')
  const found = posts.filter(fits)
  const [only] = found
  if (found.length === 1 && only) return only
  return only
    ? reason(
        'several_posts',
        `符合的岗位有 ${found.length} 个，请填岗位编号`,
        `${found.length} posts fit: give the post id`,
        given[0],
      )
    : reason(
        'unknown_post',
        `没有岗位“${said}”，请从模板中选用`,
        `No post "${said}": take one from the template`,
        given[0],
      )
}

function isCalled(post: PostOption, field: 'post' | 'unit' | 'kind' | 'area', text: string): boolean {
  const names = {
    post: [post.titleZh, post.titleEn],
    unit: [post.unitZh, post.unitEn, post.unitId],
    kind: [post.kind, ...namesOfKind(post.kind)],
    area: [post.areaCode, post.areaName],
  }[field]
  return names.some((name) => plain(name) === text)
}

const isKind = (kind: string): kind is PostKind => (POST_KINDS as readonly string[]).includes(kind)
export const namesOfKind = (kind: string): string[] => (isKind(kind) ? [KIND_NAMES[kind].zh, KIND_NAMES[kind].en] : [])

/** What there is already, by user name. */
export type Existing = ReadonlyMap<string, { displayName: string; postIds: readonly string[] }>

export interface JudgedLine extends ImportedLine {
  post: PostOption | null
  telephone: string
}

const USER_NAME = /^[a-z0-9._-]{2,64}$/
const TELEPHONE = /^\+?[\d\- ]{3,20}$/

/** What would become of every line. Lines of one user name are one account with several posts. */
export function judgeLines(
  lines: readonly Line[],
  { posts, existing }: { posts: readonly PostOption[]; existing: Existing },
): JudgedLine[] {
  const seen = new Map<string, { displayName: string; row: number; postIds: Set<string> }>()
  /** Posts that a line before gives. */
  const given = new Set<string>()
  return lines.map((line) => {
    const post = findPost(line, posts)
    const found = post !== null && 'id' in post ? post : null
    const bad = faultsOf(line)
    if (post !== null && !('id' in post)) bad.push(post)
    const answer = (outcome: ImportOutcome, findings: Reason[]): JudgedLine => ({
      row: line.row,
      userName: line.userName,
      displayName: line.displayName,
      telephone: line.telephone,
      post: found,
      postZh: found?.titleZh ?? null,
      postEn: found?.titleEn ?? null,
      outcome,
      findings,
    })
    if (bad.length > 0) return answer('bad', bad)
    const account = existing.get(line.userName)
    if (account) return answer(...againstExisting(line, found, account))
    const earlier = seen.get(line.userName)
    if (earlier && earlier.displayName !== line.displayName) {
      return answer('bad', [
        reason(
          'name_differs',
          `第 ${earlier.row} 行同一用户名是“${earlier.displayName}”`,
          `Row ${earlier.row} has another name for this user name`,
          'displayName',
        ),
      ])
    }
    if (earlier && (found === null || earlier.postIds.has(found.id))) {
      return answer('there', [reason('line_twice', `与第 ${earlier.row} 行重复`, `The same as row ${earlier.row}`)])
    }
    if (found && ONE_HOLDER.has(found.kind) && (found.isTaken || given.has(found.id))) {
      return answer('bad', [
        reason(
          'post_held',
          '此岗位已有人担任，请在“组织体系”中更换任职人员',
          'Somebody holds this post: change its holder under Organisation',
          'post',
        ),
      ])
    }
    if (found) given.add(found.id)
    const made = earlier ?? { displayName: line.displayName, row: line.row, postIds: new Set<string>() }
    if (found) made.postIds.add(found.id)
    seen.set(line.userName, made)
    return answer('add', found ? [] : notesWithoutPost(line))
  })
}

function faultsOf(line: Line): Reason[] {
  const faults: Reason[] = []
  if (!USER_NAME.test(line.userName)) {
    faults.push(
      line.userName === ''
        ? reason('user_name_missing', '缺用户名', 'No user name', 'userName')
        : reason(
            'user_name_bad',
            '用户名只能用字母、数字和 . _ -，2 至 64 个',
            'Use 2 to 64 letters, digits, . _ -',
            'userName',
          ),
    )
  }
  if (line.displayName === '') faults.push(reason('name_missing', '缺姓名', 'No name', 'displayName'))
  if (line.displayName.length > 60)
    faults.push(reason('name_long', '姓名超过 60 字', 'The name is longer than 60', 'displayName'))
  if (line.telephone !== '' && !TELEPHONE.test(line.telephone)) {
    faults.push(reason('telephone_bad', '电话号码格式不对', 'Not a telephone number', 'telephone'))
  }
  return faults
}

function againstExisting(
  line: Line,
  post: PostOption | null,
  account: { displayName: string; postIds: readonly string[] },
): [ImportOutcome, Reason[]] {
  if (account.displayName !== line.displayName) {
    return [
      'bad',
      [reason('user_name_taken', `用户名已属“${account.displayName}”`, 'The user name is somebody else’s', 'userName')],
    ]
  }
  if (post && !account.postIds.includes(post.id)) {
    return [
      'there',
      [
        reason(
          'post_not_given',
          '账户已有，此岗位未增加：请打开该账户增加',
          'The account is there; give it this post on its own page',
          'post',
        ),
      ],
    ]
  }
  return ['there', [reason('already_there', '账户已有', 'The account is there already')]]
}

function notesWithoutPost(line: Line): Reason[] {
  const notes = [reason('no_post', '未填岗位：登录后看不到任何内容', 'No post: nothing is shown after sign-in', 'post')]
  if (line.telephone !== '') {
    notes.push(
      reason(
        'telephone_lost',
        '电话随岗位保存，此行未保存',
        'A telephone belongs to a post and is not kept',
        'telephone',
      ),
    )
  }
  return notes
}
