// The measures that duties are judged by, and the judgement. A figure that nobody has computed is `notYetMeasured` and
// never green. Which of these keys the program computes comes from the slices' own measures.ts; the list here is what
// a plan may name, so that `plan check` tells a misspelt measure from one of a later slice.
import type { Text } from './schema/basics.ts'
import type { MeasureUse, Target } from './schema/duty.ts'

export interface MeasureDefinition {
  /** `slice.figure`. */
  key: string
  slice: string
  unit: 'percent' | 'count' | 'minutes' | 'days'
  better: 'higher' | 'lower'
  zh: string
  en: string
}

export type Judgement = 'kept' | 'atRisk' | 'broken' | 'notYetMeasured'

/** The figure that a duty asks for: one measure over one window, narrowed or not. Duties may share it. */
export const figureKey = ({ key, of, window }: Pick<MeasureUse, 'key' | 'of' | 'window'>): string =>
  [key, of ?? '', window].join('/')

/** Bounds are inclusive on the good side: a value equal to `atLeast` is kept, one equal to `brokenBelow` at risk. */
export function judge(value: number | null, target: Target): Judgement {
  if (value === null || Number.isNaN(value)) return 'notYetMeasured'
  if ('atLeast' in target) {
    if (value >= target.atLeast) return 'kept'
    return value >= (target.brokenBelow ?? target.atLeast) ? 'atRisk' : 'broken'
  }
  if (value <= target.atMost) return 'kept'
  return value <= (target.brokenAbove ?? target.atMost) ? 'atRisk' : 'broken'
}

type Row = [key: string, unit: MeasureDefinition['unit'], zh: string, en: string, better?: 'lower']

const ROWS: Row[] = [
  [
    'organisation.changesGrounded',
    'percent',
    '响应变更写明日期、机关、理由',
    'response changes with date, authority, reason',
  ],
  ['organisation.postsHeld', 'percent', '岗位有人任职', 'posts with a holder'],
  ['organisation.groupsStaffed', 'percent', '工作组牵头单位和责任人到位', 'groups with lead unit and officer'],
  ['organisation.townshipCommandsSet', 'percent', '乡镇街道指挥部已成立', 'township commands set up'],
  ['organisation.planDrawnUp', 'count', '现行方案版本', 'plan versions in force'],
  ['identity.outsideTerritory', 'count', '越出管辖范围的授权', 'grants beyond their territory', 'lower'],
  ['people.registeredOnTime', 'percent', '抵达后一日内登记', 'arrivals registered within a day'],
  ['people.temperatureFirst', 'percent', '登记时已测体温', 'registered with a first temperature'],
  ['people.expectedFollowed', 'percent', '拟返人员按期核实', 'expected arrivals followed up'],
  ['people.sweepCoverage', 'percent', '入户测温覆盖', 'households covered by the sweep'],
  ['people.floatingChecked', 'percent', '流动人口核查', 'floating population checked'],
  ['isolation.startedAtOnce', 'percent', '应隔离者当日隔离', 'isolation started the same day'],
  ['isolation.checksOnTime', 'percent', '体温监测按时', 'temperature checks on time'],
  ['isolation.medicAssigned', 'percent', '隔离人员有医务人员', 'periods with a medic'],
  ['isolation.guarantorAssigned', 'percent', '重点人员有包保领导', 'key persons with a guarantor'],
  ['isolation.fullPeriod', 'percent', '隔离期满', 'periods kept to the end'],
  ['isolation.referralsInTime', 'percent', '发热转诊各步按时', 'referral steps in time'],
  ['cases.reportedInTime', 'percent', '病例按时报告', 'cases reported in time'],
  ['cases.networkReporting', 'percent', '三级监测网络报告', 'network nodes that reported'],
  ['cases.contactsTraced', 'percent', '密切接触者追踪', 'close contacts traced'],
  ['cases.clustersReviewed', 'percent', '聚集性病例分析', 'clusters reviewed'],
  ['cases.animalEventsTraced', 'percent', '动物疫情追踪', 'animal epidemics traced'],
  ['treatment.transfersInTime', 'percent', '病人转运按时', 'transfers in time'],
  ['treatment.facilitiesReady', 'percent', '基层机构院感自查', 'facilities with infection control in order'],
  ['treatment.protectionInspected', 'percent', '防护检查完成', 'facilities inspected for protection'],
  ['enforcement.incidentsHandled', 'percent', '涉疫事件处置', 'incidents handled in time'],
  ['enforcement.refusalsHandled', 'percent', '拒不配合者处置', 'refusals acted on in time'],
  ['enforcement.isolationAssisted', 'percent', '协助隔离请求响应', 'requests to assist isolation answered'],
  ['enforcement.medicalOrderKept', 'percent', '医疗秩序巡查', 'medical sites patrolled'],
  ['enforcement.trafficKept', 'percent', '交通疏导任务完成', 'traffic tasks done'],
  ['duties.groupReportsOnTime', 'percent', '工作组日报按时', 'group reports on time'],
  ['duties.townshipReportsOnTime', 'percent', '乡镇街道日报按时', 'township reports on time'],
  ['duties.upwardReportsOnTime', 'percent', '上报材料按时', 'upward reports on time'],
  ['duties.meetingsHeld', 'percent', '例会召开', 'meetings held'],
  ['duties.minutesOnTime', 'percent', '会议纪要按时', 'minutes on time'],
  ['duties.rosterFilled', 'percent', '值守时段有人', 'roster hours filled'],
  ['duties.callsAnswered', 'percent', '查岗应答', 'roster calls answered'],
  ['duties.medicalCoverFilled', 'percent', '医护保障排班', 'medical cover filled'],
  ['duties.trainingHeld', 'percent', '培训完成', 'planned training held'],
  ['duties.drillsHeld', 'percent', '预案演练完成', 'planned drills held'],
  ['duties.headsAnswered', 'percent', '主要领导签认', 'units whose head signed'],
  ['duties.tasksDone', 'percent', '交办事项完成', 'assigned tasks done in time'],
  ['directives.executedInTime', 'percent', '指令按时执行', 'directives executed in time'],
  ['directives.supervisedInTime', 'percent', '督办事项按时办结', 'supervised matters closed in time'],
  ['directives.verifiedInTime', 'percent', '协查按时回复', 'verification requests answered in time'],
  ['directives.passedOnInTime', 'percent', '上级要求按时传达', 'received requirements passed on in time'],
  ['directives.mutualHelpAnswered', 'percent', '互助请求响应', 'requests between units answered'],
  ['discipline.judgedInTime', 'percent', '惩戒线索按时处理', 'triggers judged in time'],
  ['places.inspectedOnTime', 'percent', '场所按期检查', 'places inspected on time'],
  ['places.staffRecorded', 'percent', '人员去向登记', 'staff with a known whereabouts'],
  ['places.violationsClosed', 'percent', '问题整改', 'violations put right'],
  ['places.eventsHeld', 'count', '违规聚集活动', 'forbidden gatherings', 'lower'],
  ['places.fairsDecided', 'percent', '大集事前决定', 'fairs decided beforehand'],
  ['places.pricesObserved', 'percent', '价格监测', 'price observations made'],
  ['places.necessitiesSupplied', 'percent', '生活必需品供应', 'daily necessities in supply'],
  ['places.checkpointsStaffed', 'percent', '卡点在岗', 'checkpoint shifts staffed'],
  ['places.sitesReady', 'percent', '应急场所可用', 'emergency sites ready'],
  ['supplies.daysOfCover', 'days', '物资可用天数', 'days of cover'],
  ['supplies.requestsFilled', 'percent', '物资申请满足', 'supply requests filled in time'],
  ['funds.disbursedInTime', 'percent', '资金按时拨付', 'funds disbursed in time'],
  ['funds.obtained', 'percent', '上级资金落实', 'funds from above obtained'],
  ['funds.injuriesInsured', 'percent', '工伤保险办理', 'work injuries handled'],
  ['funds.costsReimbursed', 'percent', '救治费用报销', 'treatment costs reimbursed'],
  ['funds.reliefGiven', 'percent', '救助发放', 'relief given in time'],
  ['funds.donationsAccounted', 'percent', '捐赠登记', 'donations accounted for'],
  ['releases.unapproved', 'count', '未经审定的发布', 'releases without approval', 'lower'],
  ['releases.publishedInTime', 'percent', '稿件按时发布', 'releases published in time'],
  ['releases.noticesPassedOn', 'percent', '上级信息及时推送', 'notices passed on in time'],
  ['releases.broadcastsOnSchedule', 'percent', '喇叭按时广播', 'broadcasts on schedule'],
  ['releases.lettersDelivered', 'percent', '告居民信送达', 'letters delivered'],
  ['releases.deedsPublished', 'count', '先进典型', 'exemplary deeds published'],
  ['releases.educationReach', 'percent', '健康教育覆盖', 'reach of health education'],
  ['opinion.watchKept', 'percent', '舆情值守', 'hours of watch kept'],
  ['opinion.itemsHandled', 'percent', '舆情处置', 'items handled in time'],
  ['opinion.rumoursRefuted', 'percent', '谣言及时辟谣', 'rumours refuted in time'],
  ['tips.verifiedInTime', 'percent', '举报按时核查', 'tip-offs verified in time'],
  ['tips.rewardsPaid', 'percent', '奖励兑现', 'rewards paid'],
  ['insight.warningsJudged', 'percent', '预警按时研判', 'warnings judged in time'],
  ['insight.figuresAgree', 'percent', '报表与底册一致', 'reports that agree with the records'],
]

/** Every measure a plan may name. */
export const MEASURES: readonly MeasureDefinition[] = ROWS.map(([key, unit, zh, en, better]) => ({
  key,
  slice: key.slice(0, key.indexOf('.')),
  unit,
  better: better ?? 'higher',
  zh,
  en,
}))

const BY_KEY = new Map(MEASURES.map((measure) => [measure.key, measure]))
export const measureByKey = (key: string): MeasureDefinition | undefined => BY_KEY.get(key)

const UNITS = { percent: ['%', '%'], count: ['', ''], minutes: [' 分钟', ' min'], days: [' 天', ' days'] } as const

/** A target as a person reads it: `不低于 95%`, `at least 95%`. */
export function targetText(target: Target, unit: MeasureDefinition['unit']): Text {
  const [zh, en] = UNITS[unit]
  return 'atLeast' in target
    ? { zh: `不低于 ${target.atLeast}${zh}`, en: `at least ${target.atLeast}${en}` }
    : { zh: `不高于 ${target.atMost}${zh}`, en: `at most ${target.atMost}${en}` }
}
