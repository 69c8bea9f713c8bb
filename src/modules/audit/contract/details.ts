// What an event says beside who, what and whom: reasons, counts, fields, in words. A key without words is not shown: it is
// an id for whoever looks into the database.

type Words = { zh: string; en: string }

const KEYS: Record<string, Words> = {
  reason: { zh: '理由', en: 'reason' },
  fields: { zh: '修改项', en: 'fields' },
  rows: { zh: '行数', en: 'rows' },
  saved: { zh: '已登记', en: 'registered' },
  refused: { zh: '未通过', en: 'refused' },
  returning: { zh: '再次返回', en: 'came again' },
  alreadyRegistered: { zh: '已登记过', en: 'registered before' },
  columns: { zh: '列', en: 'columns' },
  persons: { zh: '人数', en: 'persons' },
  periods: { zh: '人数', en: 'persons' },
  missed: { zh: '漏测次数', en: 'missed' },
  days: { zh: '天数', en: 'days' },
  explained: { zh: '说明次数', en: 'explained' },
  step: { zh: '步骤', en: 'step' },
  place: { zh: '地点', en: 'place' },
  role: { zh: '角色', en: 'role' },
  level: { zh: '级别', en: 'level' },
  effectiveDay: { zh: '生效日', en: 'from' },
  arrivalDay: { zh: '抵达日', en: 'arrival day' },
  accountId: { zh: '指派给', en: 'to' },
  fromAccountId: { zh: '原负责人', en: 'from' },
  toAccountId: { zh: '接手人', en: 'to' },
  account: { zh: '账号', en: 'account' },
  byDefault: { zh: '按默认', en: 'by default' },
  households: { zh: '户数', en: 'households' },
  postId: { zh: '岗位', en: 'post' },
  posts: { zh: '岗位', en: 'posts' },
  counts: { zh: '件数', en: 'items' },
  at: { zh: '时间', en: 'at' },
  until: { zh: '至', en: 'until' },
  kind: { zh: '类别', en: 'kind' },
  from: { zh: '起', en: 'from' },
  to: { zh: '止', en: 'to' },
  area: { zh: '区划', en: 'area' },
  movedFrom: { zh: '原区划', en: 'moved from' },
  atHome: { zh: '在家', en: 'at home' },
  status: { zh: '状态', en: 'status' },
  category: { zh: '类别', en: 'category' },
  seals: { zh: '封存数', en: 'seals' },
  events: { zh: '记录数', en: 'events' },
  broken: { zh: '断裂处', en: 'broken at seal' },
  searched: { zh: '按关键字', en: 'by a search' },
  day: { zh: '日期', en: 'day' },
  slot: { zh: '时段', en: 'window' },
  completes: { zh: '完成时段', en: 'completes' },
}

const VALUES: Record<string, Words> = {
  true: { zh: '是', en: 'yes' },
  false: { zh: '否', en: 'no' },
  medic: { zh: '医护', en: 'medic' },
  guarantor: { zh: '包保人', en: 'guarantor' },
  home: { zh: '居家', en: 'home' },
  central: { zh: '集中', en: 'central' },
  name: { zh: '姓名', en: 'name' },
  sex: { zh: '性别', en: 'sex' },
  birth_date: { zh: '出生日期', en: 'birth date' },
  birthDate: { zh: '出生日期', en: 'birth date' },
  telephones: { zh: '电话', en: 'telephones' },
  telephone: { zh: '电话', en: 'telephone' },
  area_code: { zh: '区划', en: 'area' },
  address: { zh: '住址', en: 'address' },
  household_id: { zh: '同住', en: 'household' },
  document: { zh: '证件', en: 'document' },
  document_type: { zh: '证件类型', en: 'document type' },
  expected: { zh: '拟返', en: 'expected' },
  arrived: { zh: '已到', en: 'arrived' },
  keyArea: { zh: '重点地区', en: 'key area' },
  elsewhere: { zh: '其他地区', en: 'elsewhere' },
  morning: { zh: '上午', en: 'morning' },
  afternoon: { zh: '下午', en: 'afternoon' },
  notified: { zh: '已通知', en: 'notified' },
  called: { zh: '已呼叫', en: 'called' },
  pickedUp: { zh: '已接走', en: 'picked up' },
  atFacility: { zh: '已到院', en: 'at the facility' },
  outcome: { zh: '有结果', en: 'outcome' },
  look: { zh: '查看', en: 'looks' },
  change: { zh: '变更', en: 'changes' },
  export: { zh: '导出', en: 'exports' },
  access: { zh: '登录', en: 'access' },
  system: { zh: '系统', en: 'system' },
}

/** "理由：核对；行数：12". */
export function sayDetails(details: Record<string, unknown>, lang: 'zh' | 'en'): string {
  const sayOne = (value: unknown): string => {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      return Object.values(value).map(sayOne).join(' ')
    }
    if (Array.isArray(value)) return value.map(sayOne).join(lang === 'zh' ? '、' : ', ')
    return VALUES[String(value)]?.[lang] ?? String(value)
  }
  return Object.entries(details)
    .flatMap(([key, value]) => {
      const word = KEYS[key]
      if (!word || value === null || value === undefined || value === '') return []
      return [lang === 'zh' ? `${word.zh}：${sayOne(value)}` : `${word.en}: ${sayOne(value)}`]
    })
    .join(lang === 'zh' ? '；' : '; ')
}
