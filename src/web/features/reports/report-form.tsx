// One daily report being written: filled from the records, kept as a draft while it is written, and sent. Whatever is refused,
// or was done by somebody else meanwhile, what was typed stays on the screen.
import { Alert, Button, Checkbox, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { DraftContent, FormView, ReportView } from '../../../modules/duties/reports/contract/daily.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api, problemOf } from '../../shell/api.ts'
import { refresh, useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { type Entries, FigureFields, shownValue } from './figure-table.tsx'
import { Labelled } from './labelled.tsx'
import { DAILY, REPORT_STALE } from './paths.ts'
import { useReportWords } from './words.ts'

const SAVE_MS = 1200
const TEXTS = ['today', 'difficulties', 'tomorrow'] as const

/** What a form begins with: the own draft, else the report that is being corrected, else nothing. */
function beginning({ draft, report }: FormView): DraftContent {
  if (draft) return draft
  if (!report) return { isZero: false, figures: [], today: '', difficulties: '', tomorrow: '' }
  const { isZero, figures, today, difficulties, tomorrow } = report
  const said = figures.filter(({ records, reported }) => records === null || reported !== records)
  return {
    isZero,
    figures: said.map(({ key, reported, note }) => ({ key, reported, note })),
    today,
    difficulties,
    tomorrow,
  }
}

interface Props {
  form: FormView
  onDirty: (dirty: boolean) => void
  onSent: (report: ReportView) => void
  /** Leaves a correction. */
  onLeave: () => void
  /** Gives the screen of several reports a way to send this one; the answer says whether it went. */
  register: (key: string, send: (() => Promise<boolean>) | null) => void
}

export function ReportForm({ form, onDirty, onSent, onLeave, register }: Props) {
  const say = useReportWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const [content, setContent] = useState<DraftContent>(() => beginning(form))
  const [reason, setReason] = useState('')
  const [isDirty, setDirty] = useState(false)
  const id = useRef(newId())
  const { report, figures, day } = form
  // Somebody else's came while this one was being written.
  const wasFirst = useRef(report === null)
  const taken = wasFirst.current ? report : null
  const owner = { kind: form.kind, key: form.key }
  const draft = useDraft({ owner, day, content, isDirty })
  const change = (part: Partial<DraftContent>) => {
    setContent((before) => ({ ...before, ...part }))
    setDirty(true)
    onDirty(true)
  }
  const entries: Entries = Object.fromEntries(content.figures.map(({ key, ...entry }) => [key, entry]))
  const empty = figures.filter((figure) => shownValue(figure, entries, content.isZero) === null)
  const fillZero = () =>
    change({
      figures: [
        ...content.figures.filter(({ key }) => !empty.some((figure) => figure.key === key)),
        ...empty.map(({ key }) => ({ key, reported: 0, note: '' })),
      ],
    })
  /** Something came in after the form was read: with the new figures, and 0 where nothing is recorded, it is sent by one more tap. */
  const leaveZero = () => {
    const unsaid = figures.filter((figure) => shownValue(figure, entries, false) === null)
    const zeros = unsaid.map(({ key }) => ({ key, reported: 0, note: '' }))
    change({ isZero: false, figures: [...content.figures.filter(({ reported }) => reported !== null), ...zeros] })
    void refresh(...REPORT_STALE)
  }
  const sending = useSend<void, ReportView>(() => {
    const said = figures.flatMap((figure) => {
      const reported = shownValue(figure, entries, content.isZero)
      if (reported === null || reported === figure.records) return []
      return [{ key: figure.key, reported, note: entries[figure.key]?.note ?? '' }]
    })
    const body = { ...content, figures: said, id: id.current }
    return report
      ? api.post(`${DAILY}/${report.id}/corrections`, { ...body, version: report.version, reason })
      : api.post(DAILY, { ...body, owner, day })
  }, REPORT_STALE)
  const send = async (): Promise<boolean> => {
    try {
      onSent(await sending.mutateAsync())
      return true
    } catch (error) {
      if (isNoZero(error)) leaveZero()
      return false
    }
  }
  const latest = useRef(send)
  latest.current = send
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered once, by the form's own key
  useEffect(() => {
    const key = `${form.kind}/${form.key}`
    register(key, () => latest.current())
    return () => register(key, null)
  }, [])
  const faults = faultsOf(sending.error, inLanguage)
  const save = draft.error ? 'draftFailed' : draft.isSaved ? 'draftSaved' : null
  return (
    <form
      className="report-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {taken && (
        <div className="card-body">
          <Alert
            type="warning"
            showIcon
            title={say('takenTitle', { who: taken.submittedBy })}
            description={say('takenHint')}
          />
        </div>
      )}
      <FigureFields
        figures={figures}
        entries={entries}
        isZero={content.isZero}
        faults={faults}
        onChange={(key, entry) =>
          change({ figures: [...content.figures.filter((one) => one.key !== key), { key, ...entry }] })
        }
      />
      <div className="card-body stack">
        {empty.length > 0 && empty.length < figures.length && (
          <div>
            <Button size="small" onClick={fillZero}>
              {say('fillZero')}
            </Button>
          </div>
        )}
        <Checkbox checked={content.isZero} onChange={(event) => change({ isZero: event.target.checked })}>
          {say('zero')}
        </Checkbox>
        <div className="report-texts">
          {TEXTS.map((key) => (
            <Labelled key={key} label={say(key)}>
              {(id) => (
                <Input.TextArea
                  id={id}
                  autoSize={{ minRows: 2, maxRows: 10 }}
                  maxLength={4000}
                  value={content[key]}
                  onChange={(event) => change({ [key]: event.target.value })}
                />
              )}
            </Labelled>
          ))}
        </div>
        <div className="quiet">{say('textHint')}</div>
        {report && (
          <Labelled label={say('correctionReason')}>
            {(id) => (
              <Input
                id={id}
                value={reason}
                maxLength={300}
                required
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Labelled>
        )}
        {isNoZero(sending.error) ? (
          <Alert
            type="warning"
            showIcon
            title={say('arrivedTitle')}
            description={
              <>
                <ul className="reasons">
                  {problemOf(sending.error).details.errors.map((one) => (
                    <li key={one.field}>{inLanguage(one)}</li>
                  ))}
                </ul>
                {say('arrivedHint', { button: report ? say('correct') : say('submit') })}
              </>
            }
          />
        ) : (
          <ProblemAlert error={isTaken(sending.error) && taken ? null : sending.error} />
        )}
        <div className="row report-acts">
          <Button
            type="primary"
            htmlType="submit"
            size="large"
            loading={sending.isPending}
            disabled={report !== null && reason.trim().length < 2}
          >
            {report ? say('correct') : say('submit')}
          </Button>
          {report && (
            <Button size="large" onClick={onLeave}>
              {say('stopCorrecting')}
            </Button>
          )}
          {report && <span className="quiet">{say('correction', { n: report.version })}</span>}
          <span className="quiet" role="status">
            {save && say(save)}
            {draft.isSaving && common('loading')}
          </span>
        </div>
      </div>
    </form>
  )
}

const isTaken = (error: unknown): boolean => problemOf(error).details.code === 'already_submitted'
/** Refused as a zero report, and for nothing else. */
const isNoZero = (error: unknown): boolean => {
  const { errors } = problemOf(error).details
  return errors.length > 0 && errors.every(({ code }) => code === 'not_zero')
}

/** The reasons that are about one figure; `figures[2]` is the one that was sent there. */
function faultsOf(
  error: unknown,
  inLanguage: (text: { zh: string; en: string }) => string,
): ReadonlyMap<string, string> {
  if (!error) return new Map()
  const { errors } = problemOf(error).details
  return new Map(errors.flatMap((one) => (one.field && !one.field.includes('[') ? [[one.field, inLanguage(one)]] : [])))
}

/** Keeps what was typed a moment after the last key; the server keeps it for this account alone. */
function useDraft({
  owner,
  day,
  content,
  isDirty,
}: {
  owner: { kind: string; key: string }
  day: string
  content: DraftContent
  isDirty: boolean
}) {
  const saving = useSend((draft: DraftContent) => api.put(`${DAILY}/drafts`, { owner, day, content: draft }))
  const save = useRef(saving.mutate)
  save.current = saving.mutate
  useEffect(() => {
    if (!isDirty) return
    const timer = setTimeout(() => save.current(content), SAVE_MS)
    return () => clearTimeout(timer)
  }, [content, isDirty])
  return { isSaved: saving.isSuccess, isSaving: saving.isPending, error: saving.error }
}
