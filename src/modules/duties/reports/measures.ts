// The figures of reports that the plan's clauses are judged by (M49): the situation report sent in time, and daily reports
// that agree with the records.
import { dayOf, localTimeOf } from '../../../kernel/time.ts'
import { type Evidence, listed, type Measure } from '../../../platform/measure.ts'
import { planVersion } from '../../organisation/index.ts'
import { reportOwners } from './rules/form.ts'
import { listSubmitted } from './store/daily.ts'
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

export const measures = {
  'duties.upwardReportsOnTime': upwardReportsOnTime,
  'insight.figuresAgree': figuresAgree,
} satisfies Record<string, Measure>
