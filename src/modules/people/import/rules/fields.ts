// The meanings that a column of a list may have, and the headers by which people write them (M07). A header is read as
// exactly known (1), by its words (0.8), or by a hint that other columns may claim with better right (0.6).

export const FIELDS = [
  'no',
  'name',
  'sex',
  'documentType',
  'document',
  'telephone',
  'origin',
  'arrivalDay',
  'means',
  'serviceNo',
  'township',
  'village',
  'address',
  'temperature',
  'companions',
  'status',
  'remark',
] as const
export type Field = (typeof FIELDS)[number]

interface Meaning {
  zh: string
  en: string
  exact: string
  words: RegExp
  never?: RegExp
  hint?: RegExp
}

const OTHERS = /户主|联系人|填报|填表|负责|包保|医生|村医|网格员|家属|紧急|监护|同行|随行/

export const MEANINGS: Readonly<Record<Field, Meaning>> = {
  no: { zh: '序号', en: 'No.', exact: '序号 序 编号 no no. 号', words: /^序号/ },
  name: {
    zh: '姓名',
    en: 'Name',
    exact: '姓名 名字 name 人员姓名 返鹤人员姓名 返乡人员姓名',
    words: /姓名$|^姓名/,
    never: OTHERS,
  },
  sex: { zh: '性别', en: 'Sex', exact: '性别 sex', words: /^性别/ },
  documentType: {
    zh: '证件类型',
    en: 'Document type',
    exact: '证件类型 证件种类 证件类别',
    words: /证件.*(类型|种类|类别)/,
  },
  document: {
    zh: '证件号码',
    en: 'Document number',
    exact: '身份证号 身份证号码 身份证 证件号码 证件号 公民身份号码 身份号码 身份证件号码 有效证件号码 id',
    words: /(身份证?|证件|护照).*(号|编号)/,
    never: /类型|种类|类别|地址|住址|同行|随行|户主|监护/,
    hint: /身份证/,
  },
  telephone: {
    zh: '联系电话',
    en: 'Telephone',
    exact: '联系电话 手机号 手机号码 电话 电话号码 联系方式 手机 本人电话 联系电话手机',
    words: /电话|手机|联系方式/,
    never: OTHERS,
  },
  origin: {
    zh: '返回前所在地',
    en: 'Where from',
    exact:
      '返回前所在地 返鹤前所在地 来源地 出发地 始发地 来自何地 何地返回 从何地返回 外出地 旅居地 旅居史 返回前居住地',
    words: /返.*前.*(地|址)|来源地|出发地|始发地|何[地处]|哪里|来自|旅居|外出.*地|途经/,
    never: /日期|时间|方式/,
    hint: /返回地|来源|返鹤地/,
  },
  arrivalDay: {
    zh: '返回日期',
    en: 'Arrival day',
    exact:
      '返鹤日期 返回日期 到达日期 抵达时间 抵达日期 到达时间 返鹤时间 返回时间 抵鹤日期 抵鹤时间 返乡日期 返乡时间 拟返日期 拟返时间 预计返回日期',
    words: /(返|到|抵|入鹤|来鹤|回).*(日期|时间)/,
    never: /离|出发|隔离|解除|填报|登记|报告|体温|测/,
    hint: /^(日期|时间)$/,
  },
  means: {
    zh: '交通方式',
    en: 'Means',
    exact: '交通方式 交通工具 返鹤方式 返回方式 乘坐交通工具 出行方式',
    words: /交通(方式|工具)|(返|到达|抵达|出行|乘坐).*方式/,
    hint: /^方式$/,
  },
  serviceNo: {
    zh: '车次/航班',
    en: 'Service',
    exact: '车次/航班 车次 航班 航班号 车次航班 车次/航班号 车次/航班/车牌号 班次 车牌号',
    words: /车次|航班|班次|车牌/,
  },
  township: {
    zh: '乡镇（街道）',
    en: 'Township',
    exact: '乡镇(街道) 乡镇/街道 乡镇街道 乡镇 街道 乡(镇) 乡/镇 镇街 乡镇办 所属乡镇 所在乡镇 办事处 街道办事处',
    words: /乡镇|街道|镇街|办事处|乡\(镇/,
    never: /户籍|负责|包保|领导|日期|电话/,
    hint: /所属(区域|辖区|地区)|^辖区$/,
  },
  village: {
    zh: '村（社区）',
    en: 'Village',
    exact: '村(社区) 村/社区 村社区 村 社区 村屯 村居 社区(村) 社区/村 所属社区 所属村 行政村 村委会',
    words: /社区|行政村|村居|村屯|村委会/,
    never: /户籍|负责|包保|领导|日期|电话|乡镇|街道/,
  },
  address: {
    zh: '详细住址',
    en: 'Address',
    exact:
      '详细住址 现住址 居住地址 家庭住址 住址 详细地址 现居住地 居住地 地址 家庭地址 现住地址 在鹤住址 隔离地址 隔离地点',
    words: /住址|地址|居住地|住所/,
    never: /户籍|户口|身份证|返.*前|原|单位/,
  },
  temperature: {
    zh: '到达时体温',
    en: 'First temperature',
    exact: '体温 到达时体温 首次体温 测量体温 当日体温 入鹤体温 体温°c',
    words: /体温/,
    never: /时间|日期|次数|是否|异常|人员/,
  },
  companions: {
    zh: '同行人员',
    en: 'Companions',
    exact: '同行人员 同行人 随行人员 同行者 同行人姓名',
    words: /同行|随行/,
    never: /电话|证/,
  },
  status: {
    zh: '状态',
    en: 'Status',
    exact: '状态 人员状态 返鹤状态 是否返鹤 是否已返 是否已返鹤 是否拟返 返回情况 是否返回 是否抵达',
    words: /状态$|是否.*(返|到|抵)|返[回鹤]情况/,
    never: /健康|隔离|身体/,
  },
  remark: { zh: '备注', en: 'Remark', exact: '备注 说明 备注说明 其他', words: /备注/ },
}

const EXACT = new Map<string, Field>(
  FIELDS.flatMap((field) => MEANINGS[field].exact.split(' ').map((text) => [text, field] as const)),
)

/** A header in its one form: half width, no spaces, no stars and colons, 、 and ｜ as a slash. */
export const headerText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*:;,。]/g, '')
    .replace(/[、|\\]/g, '/')

export interface Meant {
  field: Field
  /** 1 exactly known, 0.8 by its words, 0.6 a hint. */
  confidence: number
}

/** Every meaning that a header may have, best first. */
export function meaningsOf(header: string): Meant[] {
  const text = headerText(header)
  if (text === '' || text.length > 40) return []
  const bare = text.replace(/\([^)]*\)/g, '')
  const exact = EXACT.get(text) ?? EXACT.get(bare)
  const found: Meant[] = exact === undefined ? [] : [{ field: exact, confidence: 1 }]
  for (const field of FIELDS) {
    const { words, never, hint } = MEANINGS[field]
    if (field === exact || never?.test(text)) continue
    if (words.test(text)) found.push({ field, confidence: 0.8 })
    else if (hint?.test(text)) found.push({ field, confidence: 0.6 })
  }
  return found.sort((a, b) => b.confidence - a.confidence)
}
