// The rules of daily reports and the situation report (M49, M59), by table and by property: what a period covers, when a report
// is late, what a difference is, and that a district total is the sum of its parts.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMinutes, at, minutesBetween } from '../../../../kernel/time.ts'
import { shippedPlan as plan } from '../../../../plan/testing/shipped.ts'
import { changeText, draftSections, periodText } from './draft.ts'
import { judgeFigures, type Said } from './figures.ts'
import { FIGURES, type FormFigure, formOf, reportOwners } from './form.ts'
import { officeName, partsOf } from './paper.ts'
import { closesAt, periodOf } from './period.ts'
import { decideAct, firstStanding, type ReportIn, type SituationAct, totalSituation, unitsOfStep } from './situation.ts'
import { acknowledgeBy, climbsDue, isOverdue } from './urgent.ts'

const ZONE = 'Asia/Shanghai'
const local = (day: string, time: string) => at(day, time, ZONE)
const AFTERNOON = { at: '15:00', covers: { hours: 24, until: '15:00' } }

describe('the period of a report', () => {
  it.each([
    ['from three to three', AFTERNOON, '2020-01-26 15:00', '2020-01-27 15:00', '15:00'],
    [
      'the calendar day before, due in the afternoon',
      { at: '15:00', covers: { hours: 24, until: '24:00' } },
      '2020-01-26 00:00',
      '2020-01-26 24:00',
      '15:00',
    ],
    [
      'half a day',
      { at: '18:30', covers: { hours: 12, until: '18:00' } },
      '2020-01-27 06:00',
      '2020-01-27 18:00',
      '18:30',
    ],
    [
      'two days',
      { at: '15:00', covers: { hours: 48, until: '15:00' } },
      '2020-01-25 15:00',
      '2020-01-27 15:00',
      '15:00',
    ],
    ['to its own time where nothing is said', { at: '17:00' }, '2020-01-26 17:00', '2020-01-27 17:00', '17:00'],
  ])('is %s', (_what, clock, from, until, due) => {
    const moment = (text: string) => local(text.slice(0, 10), text.slice(11))
    expect(periodOf(clock, '2020-01-27', ZONE)).toEqual({
      from: moment(from),
      until: moment(until),
      dueAt: local('2020-01-27', due),
    })
  })

  const days = fc.integer({ min: 0, max: 5000 }).map((n) => addDays('2016-02-25', n))
  const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC')
  const minute = fc
    .integer({ min: 0, max: 24 * 60 })
    .map((n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`)

  it('of 24 hours follows on the one before: no instant twice and none left out, leap days and changed clocks too', () => {
    fc.assert(
      fc.property(days, zones, minute, minute, (day, zone, due, until) => {
        const clock = { at: due, covers: { hours: 24, until } }
        const before = periodOf(clock, day, zone)
        const after = periodOf(clock, addDays(day, 1), zone)
        expect(after.from).toBe(before.until)
        expect(before.until > before.from).toBe(true)
        expect(before.until <= before.dueAt).toBe(true)
        expect(minutesBetween(before.until, before.dueAt)).toBeLessThan(25 * 60 + 1)
      }),
    )
  })

  it('closes when the last report is due', () => {
    expect(closesAt(plan, '2020-01-27')).toBe(local('2020-01-27', '15:00'))
    const later = {
      ...plan,
      clocks: { ...plan.clocks, townshipReport: { ...plan.clocks.townshipReport, at: '16:00' } },
    }
    expect(closesAt(later as typeof plan, '2020-01-27')).toBe(local('2020-01-27', '16:00'))
  })
})

describe('the form', () => {
  it('is owed by the eight groups and the seven townships of the plan', () => {
    expect(reportOwners(plan).map(({ kind }) => kind)).toEqual([...Array(8).fill('group'), ...Array(7).fill('unit')])
  })

  it('of every group has the figures of its own duties, each once', () => {
    const keysOf = (key: string) => formOf(plan, { kind: 'group', key }).map((figure) => figure.key)
    for (const { key } of plan.groups) {
      expect(keysOf(key).length).toBeGreaterThan(0)
      expect(new Set(keysOf(key)).size).toBe(keysOf(key).length)
    }
    expect(keysOf('keyPersons')).toEqual(['keyPersons', 'withoutGuarantor', 'released'])
    expect(keysOf('medical')).toEqual(expect.arrayContaining(['checksMade', 'checksMissed', 'fevers', 'feversOpen']))
    expect(keysOf('publicity').every((key) => !(key in FIGURES))).toBe(true)
    expect(formOf(plan, { kind: 'group', key: 'screening' })).toContainEqual({
      key: 'places.inspectedOnTime/industry',
      of: 'said',
      zh: '场所按期检查（工业企业）',
      en: 'places inspected on time (industrial enterprises)',
    })
  })
})

const FORM: FormFigure[] = [
  { key: 'registered', of: 'period', zh: '登记', en: 'Registered' },
  { key: 'inIsolation', of: 'moment', zh: '在隔离', en: 'In isolation' },
  { key: 'opinion', of: 'said', zh: '舆情', en: 'Opinion' },
]
const say = (key: string, reported: number, note = ''): Said => ({ key, reported, note })
const judged = (records: object, said: Said[], isZero = false) => judgeFigures(FORM, records, said, isZero)
const codes = (verdict: ReturnType<typeof judged>) => verdict.reasons.map(({ code }) => code)

describe('the figures of a report', () => {
  it('stand as the records say where nothing is corrected', () => {
    const verdict = judged({ registered: 3, inIsolation: 9 }, [say('opinion', 2)])
    expect(verdict).toMatchObject({ ok: true, value: { agrees: true, isBelow: false } })
    expect(verdict.ok && verdict.value.figures.map(({ reported }) => reported)).toEqual([3, 9, 2])
  })

  it.each([
    [
      'a correction without a note',
      { registered: 3 },
      [say('registered', 4), say('opinion', 0)],
      false,
      ['note_needed'],
    ],
    ['a note of spaces', { registered: 3 }, [say('registered', 4, '  '), say('opinion', 0)], false, ['note_needed']],
    ['what the records do not hold, left empty', { registered: 3 }, [], false, ['not_filled']],
    ['a figure of another form', { registered: 3 }, [say('opinion', 0), say('fevers', 1)], false, ['not_in_form']],
    ['nothing, and no zero report ticked', {}, [say('opinion', 0)], false, ['zero_not_ticked']],
    ['a zero report with something in it', { registered: 3 }, [say('opinion', 0)], true, ['not_zero']],
    ['a zero report with something said', {}, [say('opinion', 1)], true, ['not_zero']],
  ])('are refused: %s', (_what, records, said, isZero, wanted) => {
    expect(codes(judged(records, said, isZero))).toEqual(wanted)
  })

  it('of a zero report that is none are told one by one, at their fields', () => {
    const verdict = judged({ registered: 3, inIsolation: 9 }, [say('opinion', 1)], true)
    expect(verdict.reasons.map(({ field, en }) => [field, en])).toEqual([
      ['registered', expect.stringContaining('is 3 now')],
      ['opinion', expect.stringContaining('is 1 now')],
    ])
  })

  it('of a zero report need not be said, and people in isolation are no event', () => {
    const verdict = judged({ inIsolation: 9 }, [], true)
    expect(verdict).toMatchObject({ ok: true, value: { agrees: true } })
    expect(verdict.ok && verdict.value.figures.map(({ reported }) => reported)).toEqual([0, 9, 0])
  })

  it('are below the records exactly when one of them is; a difference without a note never passes', () => {
    const count = fc.integer({ min: 0, max: 50 })
    const note = fc.constantFrom('', ' ', '重复登记')
    fc.assert(
      fc.property(count, count, count, count, note, note, fc.boolean(), (a, b, saidA, saidB, noteA, noteB, isZero) => {
        const said = [say('registered', saidA, noteA), say('inIsolation', saidB, noteB), say('opinion', 1)]
        const verdict = judged({ registered: a, inIsolation: b }, said, isZero)
        const lacksNote = (saidA !== a && noteA.trim() === '') || (saidB !== b && noteB.trim() === '')
        expect(verdict.ok).toBe(!lacksNote && !isZero)
        if (!verdict.ok) return
        expect(verdict.value.isBelow).toBe(saidA < a || saidB < b)
        expect(verdict.value.agrees).toBe(saidA === a && saidB === b)
        expect(verdict.value.figures.slice(0, 2).map(({ records }) => records)).toEqual([a, b])
      }),
    )
  })
})

const NONE = { feversOpen: 0, checksOverdue: 0, urgentOpen: 0 }
const PERIOD = periodOf(AFTERNOON, '2020-01-27', ZONE)
const report = (key: string, more: Partial<ReportIn> = {}): ReportIn => ({
  kind: 'unit',
  key,
  submittedAt: local('2020-01-27', '14:00'),
  isInTime: true,
  isZero: false,
  figures: [],
  today: '',
  difficulties: '',
  tomorrow: '',
  ...more,
})
const totalOf = (
  reports: ReportIn[],
  records: [string, object][],
  yesterday: Parameters<typeof totalSituation>[0]['yesterday'] = null,
) =>
  totalSituation({
    plan,
    reports,
    isExcused: () => false,
    records: new Map(records),
    nameOf: (code) => ({ zh: code, en: code }),
    yesterday,
    open: NONE,
  })
const figureOf = (data: ReturnType<typeof totalOf>, key: string) => data.figures.find((one) => one.key === key)!.value

describe('the situation report', () => {
  it('takes the records as they stand at the end, with what a sender corrected of them', () => {
    const figures = [{ key: 'registered', records: 10, reported: 8, note: '两人重复' }]
    const data = totalOf(
      [report('xinhua', { figures })],
      [
        ['230406100', { registered: 12 }],
        ['230406400', { registered: 1 }],
      ],
    )
    expect(figureOf(data, 'registered')).toBe(11)
    expect(data.areas.find(({ areaCode }) => areaCode === '230406100')).toMatchObject({
      state: 'inTime',
      corrected: { registered: -2 },
      values: { registered: 10 },
    })
    expect(data.areas.filter(({ state }) => state === 'missing')).toHaveLength(6)
    expect(data.areas.at(-1)).toMatchObject({ areaCode: '230406400', state: 'notAsked' })
    expect(data.groups.every(({ state }) => state === 'missing')).toBe(true)
  })

  it('is the sum of its townships, and of the records where nobody corrected', () => {
    const codes = [
      ...reportOwners(plan)
        .filter(({ kind }) => kind === 'unit')
        .map(({ areaCode }) => areaCode),
      '230406400',
    ]
    const counts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: codes.length, maxLength: codes.length })
    fc.assert(
      fc.property(counts, fc.integer({ min: -3, max: 3 }), (values, correction) => {
        const records = codes.map((code, index): [string, object] => [code, { fevers: values[index] }])
        const key = reportOwners(plan).find(({ areaCode }) => areaCode === codes[0])!.key
        const at = values[0]!
        const figures = [{ key: 'fevers', records: at, reported: Math.max(0, at + correction), note: '更正' }]
        const data = totalOf([report(key, { figures })], records)
        expect(figureOf(data, 'fevers')).toBe(data.areas.reduce((sum, one) => sum + one.values.fevers!, 0))
        const sum = values.reduce((total, value) => total + value, 0)
        expect(figureOf(data, 'fevers') - sum).toBe(Math.max(0, at + correction) - at)
      }),
    )
  })

  it('says the change from yesterday, and what is open', () => {
    const before = totalOf([], [['230406100', { registered: 5, released: 2, fevers: 1 }]])
    const now = { registered: 9, released: 2, fevers: 0 }
    const data = { ...totalOf([], [['230406100', now]], before), open: { ...NONE, urgentOpen: 1 } }
    const text = draftSections(data, PERIOD, ZONE)
    expect(text.overview).toContain('1月26日15时至1月27日15时')
    expect(text.overview).toContain('新登记到区人员9人（比前一日增加4人）')
    expect(text.overview).toContain('解除隔离2人（与前一日持平）')
    expect(text.overview).toContain('发热转诊0人（比前一日减少1人）')
    expect(text.open).toContain('急报未签收1件')
    expect(text.open).toContain('新华镇人民政府')
    expect(changeText(3, null, '人')).toBe('')
    expect(periodText({ from: local('2020-01-26', '18:30'), until: local('2020-01-27', '06:05') }, ZONE)).toBe(
      '1月26日18时30分至1月27日6时5分',
    )
  })

  it('is a paper with five headings and a table of the townships, its last lines the total and the change', () => {
    const data = totalOf([report('xinhua', { isInTime: false })], [['230406100', { registered: 2 }]])
    const parts = partsOf(data, draftSections(data, PERIOD, ZONE))
    expect(parts.filter(({ kind }) => kind === 'heading')).toHaveLength(5)
    const table = parts.find((part) => part.kind === 'table')!
    if (table.kind !== 'table') throw new Error('no table')
    expect(table.rows.map(([name]) => name)).toContain('新华镇人民政府（迟报）')
    expect(table.rows.at(-2)?.slice(0, 2)).toEqual(['合计', '2'])
    expect(table.rows.at(-1)?.slice(0, 2)).toEqual(['比前一日', '—'])
    expect(officeName(plan)).toBe('东山战区指挥部办公室')
  })

  it.each([
    ['the first step passes on', { state: 'drafting', step: 0 }, 'finish', { state: 'drafting', step: 1 }],
    ['the last step hands to the office', { state: 'drafting', step: 1 }, 'finish', { state: 'toApprove', step: 2 }],
    ['the second step returns', { state: 'drafting', step: 1 }, 'return', { state: 'drafting', step: 0 }],
    ['the office returns to the last step', { state: 'toApprove', step: 2 }, 'return', { state: 'drafting', step: 1 }],
    ['an approved one is returned', { state: 'approved', step: 2 }, 'return', { state: 'drafting', step: 1 }],
    ['approved', { state: 'toApprove', step: 2 }, 'approve', { state: 'approved', step: 2 }],
    ['sent', { state: 'approved', step: 2 }, 'send', { state: 'sent', step: 2 }],
    ['not sent before approval', { state: 'toApprove', step: 2 }, 'send', 'not_approved'],
    ['not approved while being written', { state: 'drafting', step: 1 }, 'approve', 'not_ready'],
    ['not returned once sent', { state: 'sent', step: 2 }, 'return', 'already_sent'],
    ['not changed once approved', { state: 'approved', step: 2 }, 'edit', 'already_approved'],
    ['not sent twice', { state: 'sent', step: 2 }, 'send', 'already_sent'],
  ] as const)('%s', (_what, standing, act, wanted) => {
    const verdict = decideAct(standing, 2, act as SituationAct)
    expect(verdict.ok ? verdict.value : verdict.reasons[0]!.code).toEqual(wanted)
  })

  it('is worked on by the units of the plan, the office among the health bureau', () => {
    expect(unitsOfStep(plan, 0)).toEqual(['healthBureau', 'office'])
    expect(unitsOfStep(plan, 1)).toEqual(['partyGovernmentOffice'])
    expect(unitsOfStep(plan, 2)).toEqual(['office'])
    expect(firstStanding(0)).toEqual({ state: 'toApprove', step: 0 })
  })
})

describe('an urgent report', () => {
  const reported = local('2020-01-27', '03:00')
  const due = acknowledgeBy(reported, plan)

  it('is overdue at its very minute', () => {
    expect(due).toBe(addMinutes(reported, 10))
    expect(isOverdue({ dueAt: due, acknowledgedAt: null }, addMinutes(due, -1 / 60_000))).toBe(false)
    expect(isOverdue({ dueAt: due, acknowledgedAt: null }, due)).toBe(true)
    expect(isOverdue({ dueAt: due, acknowledgedAt: reported }, addMinutes(due, 60))).toBe(false)
  })

  it('climbs step by step, each told once', () => {
    const told = (after: number, already: number) =>
      climbsDue(due, already, plan, addMinutes(due, after)).map(({ to }) => to)
    expect(told(-1, 0)).toEqual([])
    expect(told(0, 0)).toEqual(['officeDirector'])
    expect(told(20, 1)).toEqual(['commander'])
    expect(told(500, 0)).toEqual(['officeDirector', 'commander'])
    expect(told(500, 2)).toEqual([])
  })
})
