// The figures of reports that the plan's clauses are judged by (M49): the situation report sent in time, and daily reports
// that agree with the records.
import { dayOf, localTimeOf } from '../../../kernel/time.ts'
import { type Evidence, listed, type Measure } from '../../../platform/measure.ts'
import { planVersion } from '../../organisation/index.ts'
import { DAILY_REPORTS, dueBy } from '../obligations/index.ts'
import { reportOwners } from './rules/form.ts'
import { listSigned, listSubmitted } from './store/daily.ts'
import { listDue } from './store/situation.ts'

/** Of the situation reports that were due, those sent in time; one not sent yet is not in time. */
const upwardReportsOnTime = listed(
  async (tx, { from, today, now, zone }) =>
    (await listDue(tx, { from, today, now })).map(({ id, day, due_at, sent_at }): Evidence => {
      const by = localTimeOf(due_at, zone)
      const said = sent_at === null ? null : `${dayOf(sent_at, zone)} ${localTimeOf(sent_at, zone)}`
      return {
        id,
        kept: sent_at !== null && sent_at < due_at,
        about: { zh: `${day} 疫情防控情况报告`, en: `Situation report of ${day}` },
        areaCode: null,
        at: due_at,
        zh: said === null ? `应于 ${by} 前上报：未上报` : `应于 ${by} 前上报：${said} 上报`,
        en: said === null ? `due by ${by}: not sent` : `due by ${by}: sent ${said}`,
      }
    }),
  { ofDistrict: true },
)

/** Of the reports of the days in the window, by their latest version, those that say what the records say. */
const figuresAgree = listed(async (tx, { db, area, from, today, now, planVersionId }) => {
  const { plan } = await planVersion(db, planVersionId)
  const names = new Map(reportOwners(plan).map((owner) => [`${owner.kind}/${owner.key}`, owner]))
  const rows = await listSubmitted(tx, { from, today, now })
  return rows
    .filter(({ area_code }) => area_code.startsWith(area))
    .map(({ id, owner_kind, owner_key, area_code, day, version, agrees, is_below, submitted_at }): Evidence => {
      const { zh, en } = names.get(`${owner_kind}/${owner_key}`) ?? { zh: owner_key, en: owner_key }
      const of = version === 1 ? { zh: '', en: '' } : { zh: `（第 ${version} 版）`, en: ` (version ${version})` }
      return {
        id,
        kept: agrees,
        about: { zh: `${zh} ${day} 日报`, en: `${en}: report of ${day}` },
        areaCode: area_code,
        at: submitted_at,
        zh: `${agrees ? '与底册一致' : is_below ? '少于底册' : '与底册不一致'}${of.zh}`,
        en: `${agrees ? 'agrees with the records' : is_below ? 'below the records' : 'differs from the records'}${of.en}`,
      }
    })
})

/** Of the daily reports that were due, those that the head of the unit or the group's officer signed in person (M57). */
const headsAnswered = listed(async (tx, over) => {
  const { plan } = await planVersion(over.db, over.planVersionId)
  const names = new Map(reportOwners(plan).map((owner) => [`${owner.kind}/${owner.key}`, owner]))
  const place = (row: { owner_kind: string; owner_key: string; day: string }) =>
    `${row.owner_kind}/${row.owner_key}/${row.day}`
  const signed = new Map((await listSigned(tx, over)).map((row) => [place(row), row.signed_at]))
  return (await dueBy(tx, { ...over, keys: DAILY_REPORTS })).map((row): Evidence => {
    const { zh, en } = names.get(`${row.owner_kind}/${row.owner_key}`) ?? { zh: row.owner_key, en: row.owner_key }
    const at = signed.get(place(row))
    const time = at === undefined ? '' : `${dayOf(at, over.zone)} ${localTimeOf(at, over.zone)}`
    return {
      id: row.id,
      kept: at !== undefined,
      about: { zh: `${zh} ${row.day} 日报`, en: `${en}: report of ${row.day}` },
      areaCode: row.area_code,
      at: row.due_at,
      zh: at === undefined ? '主要领导未签认' : `主要领导 ${time} 签认`,
      en: at === undefined ? 'not signed by the head' : `signed by the head, ${time}`,
    }
  })
})

export const measures = {
  'duties.headsAnswered': headsAnswered,
  'duties.upwardReportsOnTime': upwardReportsOnTime,
  'insight.figuresAgree': figuresAgree,
} satisfies Record<string, Measure>
