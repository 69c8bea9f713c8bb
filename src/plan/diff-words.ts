// How a difference between two plans is said: the words for every field, list and fixed value of the schema, and names
// instead of keys. A field without words here fails the test of the difference.
import { measureByKey, targetText } from './measures.ts'
import type { PostKind, Text } from './schema/basics.ts'
import type { MeasureUse } from './schema/duty.ts'
import type { Plan } from './schema/plan.ts'

const words = (table: Record<string, [zh: string, en: string]>): ReadonlyMap<string, Text> =>
  new Map(Object.entries(table).map(([key, [zh, en]]) => [key, { zh, en }]))

/** What an item of a list is called, by the name of the list. */
export const ITEMS = words({
  heads: ['领导小组组长', 'head of the leading group'],
  posts: ['指挥部岗位', 'command post'],
  units: ['单位', 'unit'],
  unitSets: ['单位集合', 'set of units'],
  functions: ['办公室职责', 'function of the office'],
  groups: ['工作组', 'group'],
  duties: ['职责', 'duty'],
  parts: ['职责分项', 'part of a duty'],
  windows: ['测温时段', 'check window'],
  placeRules: ['隔离地点规则', 'place rule'],
  steps: ['步骤', 'step'],
  climb: ['逾期上报', 'escalation'],
  rules: ['预警规则', 'warning rule'],
  keyAreas: ['重点地区', 'key area'],
  cities: ['重点地区的市', 'city of a key area'],
  counties: ['重点地区的县区', 'county of a key area'],
  triggers: ['惩戒情形', 'trigger of discipline'],
  outcomes: ['惩戒结果', 'outcome of discipline'],
  sectors: ['行业场所', 'sector'],
  structure: ['组织职责', 'duty of the organisation'],
  mechanisms: ['工作机制', 'working mechanism'],
  requirements: ['工作要求', 'requirement'],
  districtWide: ['全区措施', 'district-wide measure'],
  staffing: ['首批账户', 'account at first start'],
  basis: ['默认值依据', 'basis of a default'],
})

/** What a field is called. */
export const FIELDS = words({
  text: ['文字', 'wording'],
  id: ['方案标识', 'id of the plan'],
  version: ['方案编号', 'label of the version'],
  title: ['名称', 'title'],
  district: ['地区', 'district'],
  code: ['区划代码', 'area code'],
  zone: ['时区', 'time zone'],
  areas: ['区划表文件', 'file of areas'],
  clauses: ['条款', 'clauses'],
  first: ['第一条', 'first'],
  last: ['最后一条', 'last'],
  response: ['应急响应', 'response'],
  level: ['级别', 'level'],
  levelName: ['级别名称', 'name of the level'],
  startDay: ['启动日期', 'start day'],
  authority: ['决定机关', 'authority'],
  rule: ['管理规定', 'rule'],
  superior: ['上级指挥部', 'superior command'],
  office: ['职务', 'office held'],
  holder: ['方案所列任职人', 'holder named by the plan'],
  command: ['指挥部', 'command'],
  name: ['名称', 'name'],
  kind: ['类别', 'kind'],
  kinds: ['类别', 'kinds'],
  standing: ['地位', 'standing'],
  standings: ['地位', 'standings'],
  areaCode: ['区划代码', 'area code'],
  note: ['说明', 'note'],
  unit: ['所在单位', 'unit'],
  director: ['主任', 'director'],
  number: ['序号', 'number'],
  printed: ['原文序号', 'printed number'],
  owners: ['责任单位', 'owners'],
  measure: ['考核指标', 'measure'],
  leadUnit: ['牵头单位', 'lead unit'],
  responsibleOfficer: ['责任人', 'responsible officer'],
  leader: ['组长', 'leader'],
  deputies: ['副组长', 'deputies'],
  members: ['成员单位', 'member units'],
  guarantorLeaders: ['包保领导', 'guarantor leaders'],
  handlesPersons: ['可看人员信息', 'sees persons'],
  townshipCommands: ['乡镇街道指挥部', 'township commands'],
  units: ['单位', 'units'],
  headTitle: ['负责人名称', 'title of the head'],
  headKind: ['负责人岗位', 'post of the head'],
  territory: ['辖区', 'territory'],
  levels: ['层级', 'levels'],
  clocks: ['时限', 'clocks'],
  groupReport: ['工作组日报', 'group report'],
  townshipReport: ['乡镇街道日报', 'township report'],
  meeting: ['每日例会', 'daily meeting'],
  minutes: ['分钟数', 'minutes'],
  roster: ['值守', 'roster'],
  begins: ['接班时刻', 'shifts begin at'],
  aheadDays: ['提前检查缺班的天数', 'days looked ahead for gaps'],
  swapsApproved: ['换班须审批', 'swaps need approval'],
  medical: ['医护保障由谁排班', 'medical cover owed by'],
  caseReport: ['病例报告', 'case report'],
  obligations: ['其他任务', 'other obligations'],
  remind: ['到期前提醒（分钟）', 'reminded before (minutes)'],
  missedAfter: ['逾期多少分钟后记缺', 'missed after (minutes)'],
  atLevels: ['适用的响应级别', 'at the levels'],
  grace: ['宽限（分钟）', 'grace (minutes)'],
  at: ['时刻', 'time'],
  covers: ['所报时段', 'span reported'],
  owes: ['谁来报', 'owed by'],
  to: ['报给、提醒谁', 'to whom'],
  hours: ['小时数', 'hours'],
  shiftHours: ['每班小时数', 'hours of a shift'],
  isolation: ['隔离', 'isolation'],
  days: ['隔离天数', 'days of isolation'],
  extraDays: ['延长时给出的天数', 'days of an extension'],
  opens: ['开始', 'opens'],
  closes: ['结束', 'closes'],
  feverThreshold: ['发热界值（°C）', 'fever threshold (°C)'],
  readingRange: ['体温可读范围（°C）', 'range of a reading (°C)'],
  when: ['适用于', 'applies to'],
  place: ['地点', 'place'],
  reason: ['理由', 'reason'],
  referral: ['发热转诊', 'fever referral'],
  by: ['由谁转运', 'carried by'],
  within: ['时限（分钟）', 'limit (minutes)'],
  escalation: ['逾期提醒', 'escalation'],
  after: ['逾期多少分钟后', 'minutes after it was due'],
  group: ['工作组', 'group'],
  release: ['解除隔离', 'release'],
  fullPeriod: ['须满期', 'full period needed'],
  noOpenReferral: ['须无未结转诊', 'no open referral'],
  lastReadingsNormal: ['最近须正常的测温次数', 'last readings below the threshold'],
  gapsExplained: ['漏测须说明', 'gaps explained'],
  origins: ['重点地区', 'key areas'],
  names: ['地名', 'names'],
  short: ['简称', 'short names'],
  behind: ['须带上级的地名', 'names behind their own city'],
  situationReport: ['疫情防控情况报告', 'situation report'],
  numbering: ['发文代字', 'letters of the number'],
  urgentReport: ['急报', 'urgent report'],
  acknowledgeWithin: ['签收时限（分钟）', 'to be acknowledged within (minutes)'],
  publishing: ['信息发布', 'publishing'],
  draft: ['谁可拟稿', 'who drafts'],
  approve: ['谁审定', 'who approves'],
  publish: ['谁发布', 'who publishes'],
  discipline: ['惩戒', 'discipline'],
  seenBy: ['谁可查看', 'seen by'],
  answerWithin: ['说明时限（分钟）', 'answered within (minutes)'],
  patterns: ['可疑读数', 'patterns of readings'],
  homes: ['户数', 'homes'],
  seconds: ['秒数', 'seconds'],
  equal: ['连续相同次数', 'equal in a row'],
  decidedBy: ['由谁决定', 'decided by'],
  reward: ['举报奖励', 'reward'],
  yuan: ['金额（元）', 'yuan'],
  from: ['所涉地区', 'places'],
  once: ['只奖一次', 'once only'],
  hotline: ['举报热线', 'hotline'],
  everyDays: ['每几天检查一次', 'inspected every (days)'],
  per: ['每什么一个', 'one per'],
  accounts: ['账户', 'accounts'],
  secondFactor: ['两步验证', 'second factor'],
  posts: ['岗位', 'posts'],
  graceDays: ['宽限天数', 'days of grace'],
  exercises: ['演练与培训', 'drills and training'],
  resultWithin: ['结果登记时限（分钟）', 'result within (minutes)'],
  verification: ['名单核查', 'verification of lists'],
  replyWithin: ['答复时限（分钟）', 'answer within (minutes)'],
  areaWithin: ['乡镇核查最短时限（分钟）', 'least time of a township (minutes)'],
  unregisteredAfterDays: ['抵达后几日未登记算漏管', 'days unregistered before it is a gap'],
  warning: ['预警', 'early warning'],
  judgeWithin: ['研判时限（分钟）', 'judged within (minutes)'],
  rules: ['预警规则', 'warning rules'],
  fevers: ['发热人数', 'number of fevers'],
  reports: ['未报份数', 'number of reports'],
  abovePercent: ['超过百分之', 'above percent'],
  ofAtLeast: ['至少多少人时才算', 'of at least'],
  method: ['统计方法', 'method'],
  baseline: ['基线天数', 'days of the baseline'],
  minSigma: ['最小标准差', 'least standard deviation'],
  directives: ['指令与督办', 'directives'],
  receiptMinutes: ['签收时限（分钟）', 'to be signed for within (minutes)'],
  normal: ['一般', 'normal'],
  urgent: ['紧急', 'urgent'],
  remindBefore: ['到期前提醒（分钟）', 'reminders before the deadline (minutes)'],
  supervision: ['督办亮灯', 'states of a supervised matter'],
  yellowBefore: ['到期前多少分钟亮黄灯', 'yellow before the deadline (minutes)'],
  redAfter: ['逾期多少分钟亮红灯', 'red after the deadline (minutes)'],
  helpAnswer: ['互助答复时限（分钟）', 'help answered within (minutes)'],
  passOn: ['上级要求传达时限（分钟）', 'requirements passed on within (minutes)'],
  movements: ['人员流动', 'movements'],
  transfers: ['乡镇间转移', 'transfers'],
  acceptWithinHours: ['接收时限（小时）', 'to be accepted within (hours)'],
  handovers: ['区外移交', 'hand-overs to other districts'],
  closeOn: ['何时结束本区隔离', 'what closes the isolation here'],
  receiptWithinHours: ['回执时限（小时）', 'receipt within (hours)'],
  creditDaysElsewhere: ['承认外区已隔离天数', 'days elsewhere count'],
  transients: ['流动住客', 'transients'],
  checkedBy: ['每日核查截止', 'checked by'],
  isolateFromKeyArea: ['来自重点地区的须隔离', 'those from a key area isolate'],
  papers: ['文书', 'papers'],
  templates: ['文书模板', 'templates'],
  assignment: ['包保与医护指派', 'assignment'],
  keyPersons: ['重点人员', 'key persons'],
  categories: ['来源', 'origins'],
  capacity: ['每人负责上限', 'most persons each'],
  medic: ['医务人员', 'medic'],
  guarantor: ['包保领导', 'guarantor'],
  default: ['依据', 'basis'],
})

/** Values that the schema fixes. */
const VALUES = words({
  true: ['是', 'yes'],
  false: ['否', 'no'],
  home: ['居家', 'home'],
  central: ['集中', 'central'],
  keyArea: ['重点地区', 'key area'],
  elsewhere: ['其他地区', 'elsewhere'],
  township: ['乡镇', 'township'],
  subDistrict: ['街道', 'sub-district'],
  settlement: ['生活区', 'settlement'],
  bureau: ['部门', 'bureau'],
  medical: ['医疗机构', 'medical'],
  body: ['其他机构', 'body'],
  member: ['成员', 'member'],
  acting: ['承担职责', 'acting'],
  outside: ['区外', 'outside'],
  district: ['区', 'district'],
  village: ['村（社区）', 'village'],
  grid: ['网格', 'grid'],
  group: ['工作组', 'group'],
  unit: ['单位', 'unit'],
  post: ['指挥部岗位', 'command post'],
  guarantor: ['包保领导', 'guarantor leader'],
  daily: ['每天', 'daily'],
  within: ['限时', 'within a limit'],
  roster: ['轮值', 'roster'],
  office: ['指挥部办公室', 'command office'],
  now: ['当前', 'now'],
  day: ['当天', 'the day'],
  sevenDays: ['近 7 天', 'last 7 days'],
  fourteenDays: ['近 14 天', 'last 14 days'],
  sinceStart: ['启动以来', 'since the start'],
  category: ['来源', 'origin'],
  closeContact: ['密切接触者', 'close contact'],
  hasHome: ['本区有住处', 'has a home'],
  homeSuitable: ['住处适合隔离', 'home is suitable'],
  brokeHomeIsolation: ['曾违反居家隔离', 'broke home isolation'],
  all: ['全部', 'all'],
  receipt: ['收到回执', 'the receipt'],
  letter: ['发出移交函', 'the letter'],
})

export const POST_KIND_WORDS: Record<PostKind, Text> = {
  commander: { zh: '总指挥', en: 'commander' },
  deputyCommander: { zh: '副总指挥', en: 'deputy commander' },
  officeDirector: { zh: '办公室主任', en: 'director of the office' },
  officeStaff: { zh: '办公室工作人员', en: 'office staff' },
  groupLeader: { zh: '工作组组长', en: 'group leader' },
  groupStaff: { zh: '工作组工作人员', en: 'group staff' },
  bureauClerk: { zh: '部门经办人', en: 'bureau clerk' },
  supervisionStaff: { zh: '督查人员', en: 'supervision staff' },
  publicityOfficer: { zh: '宣传专员', en: 'publicity officer' },
  townshipHead: { zh: '乡镇街道主要领导', en: 'township head' },
  townshipClerk: { zh: '乡镇街道经办人', en: 'township clerk' },
  villageClerk: { zh: '村（社区）干部', en: 'village clerk' },
  gridWorker: { zh: '网格员', en: 'grid worker' },
  villageMedic: { zh: '村医', en: 'village medic' },
  guarantorLeader: { zh: '包保领导', en: 'guarantor leader' },
  checkpointStaff: { zh: '卡点人员', en: 'checkpoint staff' },
  police: { zh: '民警', en: 'police' },
  administrator: { zh: '系统管理员', en: 'administrator' },
}

/** The names of everything that a plan refers to by key. */
export function namesOf(plan: Plan): ReadonlyMap<string, Text> {
  return new Map<string, Text>([
    ...plan.units.map((unit) => [unit.key, { zh: unit.zh, en: unit.en }] as const),
    ...plan.unitSets.map((set) => [set.key, { zh: set.zh, en: set.en }] as const),
    ...plan.groups.map((group) => [group.key, group.name] as const),
    ...plan.command.posts.map(
      (post) =>
        [
          post.key,
          {
            zh: `${post.title.zh}${post.holder ? `（${post.holder}）` : ''}`,
            en: `${post.title.en}${post.holder ? ` (${post.holder})` : ''}`,
          },
        ] as const,
    ),
  ])
}

const same = (text: string): Text => ({ zh: text, en: text })
const joined = (texts: readonly Text[]): Text => ({
  zh: texts.map(({ zh }) => zh).join('、'),
  en: texts.map(({ en }) => en).join(', '),
})

const isText = (value: object): value is Text => 'zh' in value && 'en' in value

/** Whether an object is said in one breath instead of field by field. */
export const isSaidWhole = (field: string, value: object): boolean =>
  ['measure', 'when', 'owes', 'covers', 'director', 'responsibleOfficer', 'readingRange'].includes(field) ||
  (isText(value) && Object.keys(value).length === 2)

/** Any value of a plan in words; `names` are those of its own plan. */
export function valueText(field: string, value: unknown, names: ReadonlyMap<string, Text>): Text {
  if (value === null || value === undefined) return { zh: '（无）', en: '(none)' }
  if (Array.isArray(value)) {
    return value.length === 0
      ? { zh: '（无）', en: '(none)' }
      : joined(value.map((one) => valueText(field, one, names)))
  }
  if (typeof value !== 'object') {
    const text = String(value)
    return names.get(text) ?? POST_KIND_WORDS[text as PostKind] ?? VALUES.get(text) ?? same(text)
  }
  if (field === 'measure') return measureText(value as MeasureUse)
  if (field === 'director' || field === 'responsibleOfficer') {
    const { name, unit } = value as { name: string; unit?: string }
    const of = unit === undefined ? null : (names.get(unit) ?? same(unit))
    return of ? { zh: `${name}（${of.zh}）`, en: `${name} (${of.en})` } : same(name)
  }
  if (field === 'readingRange') {
    const { lowest, highest } = value as { lowest: number; highest: number }
    return same(`${lowest.toFixed(1)}–${highest.toFixed(1)}`)
  }
  if (isText(value)) return { zh: value.zh, en: value.en }
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  if (entries.length === 0) return { zh: '所有人', en: 'everybody' }
  const said = entries.map(([key, one]) => {
    const label = VALUES.get(key) ?? FIELDS.get(key) ?? same(key)
    const text = valueText(key, one, names)
    return { zh: `${label.zh}：${text.zh}`, en: `${label.en}: ${text.en}` }
  })
  return joined(said)
}

function measureText({ key, of, target, window }: MeasureUse): Text {
  const measure = measureByKey(key)
  const wanted = targetText(target, measure?.unit ?? 'count')
  const over = VALUES.get(window) ?? same(window)
  const narrowed = of === undefined ? '' : ` (${of})`
  const bound = 'atLeast' in target ? target.brokenBelow : target.brokenAbove
  const broken = bound === undefined ? '' : ` / ${bound}`
  return {
    zh: `${measure?.zh ?? key}${narrowed}${wanted.zh}${broken}（${over.zh}）`,
    en: `${measure?.en ?? key}${narrowed} ${wanted.en}${broken} (${over.en})`,
  }
}
