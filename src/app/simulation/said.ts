// What people of the story say and write (M51, M53): reports to the meeting, what the city asks for, decisions, entries of a duty log.

/** To the meeting, by group; a township says its figures. */
export const ORAL: Readonly<Record<string, readonly string[]>> = {
  screening: ['昨日新登记返鹤人员均已核实住址', '返鹤人员底册已与各乡镇、办事处核对一遍'],
  medical: ['发热人员均已按流程送诊，结果陆续回传', '发热门诊运转正常，留观床位够用'],
  publicity: ['宣传车上路，公告张贴到楼道', '不实传言一条，已辟谣'],
  logistics: ['口罩、消毒液按日配发，库存可用三天', '为隔离户送菜送药，当日送达'],
  market: ['市场、超市巡查无活禽交易', '口罩价格检查，未见哄抬'],
  stability: ['卡点二十四小时有人，车辆逐一登记', '重点场所巡查无聚集'],
  coordination: ['文件、会议通知均已送达', '各单位情况每日汇总一次'],
  keyPersons: ['重点人员包保到人，每日联系', '包保领导入户走访，未见外出'],
}
export const REQUIREMENTS = [
  '对来自重点地区的人员再核查一遍，名单当日上报',
  '养老机构实行封闭管理，不接待探视',
  '农村集市暂停，婚丧事从简',
  '返工企业名单和人数每日报送',
  '居家隔离户门上的公告须张贴到位',
] as const
export const DECISIONS = [
  '隔离户生活物资的配送逐户核对一遍',
  '对未按时测温的住户上门说明并补登',
  '辖区小区出入口减为一处，设岗测温',
  '暂停营业的场所复查一遍，列出名单',
  '独居老人和行动不便者逐户联系',
  '消毒记录按日填写并张榜',
  '外地务工人员返回计划摸底',
] as const
export const ASKED = [
  '核实今日返鹤人员落地住址',
  '报送居家隔离户生活困难清单',
  '检查辖区卡点消毒和登记',
  '清点口罩和防护服库存',
  '更新重点人员包保名单',
  '张贴举报电话和告知书',
] as const
export const DONE = ['已全部完成，情况已登记', '已逐户落实', '已完成，清单交办公室']
export const WHY_ABSENT = ['在市里开会', '带队在卡点值守', '因病请假'] as const
export const LOG = [
  ['居民来电询问隔离期满手续', '已告知带身份证到社区办理'],
  ['卡点报告一辆外地车辆拒绝登记', '已通知派出所到场处理'],
  ['隔离户反映生活垃圾未收', '已转环卫，当班收走'],
  ['社区报告一户返鹤人员未登记', '已转网格员上门核实'],
  ['市指挥部电话抽查人员在岗', '已报告在岗情况'],
] as const
export const LESSONS = ['通知到人要留记录', '物资提前一天到位'] as const
