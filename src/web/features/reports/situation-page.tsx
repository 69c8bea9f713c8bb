// The situation report of a day (M49): its text is edited by the unit whose step it is, the figures stand beside it as they
// were totalled; passed on, returned, approved, exported, sent. What was typed stays when somebody else saves first.
import { useParams } from '@tanstack/react-router'
import { Alert, App, Button, Input, Skeleton, Steps } from 'antd'
import { useState } from 'react'
import type { SituationView } from '../../../modules/duties/reports/contract/situation.ts'
import { SECTION_NAMES, SECTIONS, type Sections } from '../../../modules/duties/reports/rules/draft.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { WhenText } from '../../ui/when.tsx'
import { Labelled } from './labelled.tsx'
import { REPORT_TOPICS, SITUATION } from './paths.ts'
import { SituationActs } from './situation-acts.tsx'
import { AreasCard, SituationFigures } from './situation-figures.tsx'
import { SituationHistory } from './situation-history.tsx'
import { SituationTag } from './situation-tag.tsx'
import { useReportWords } from './words.ts'
import './reports.css'

const STALE = [SITUATION]

export function SituationPage() {
  const say = useReportWords()
  const { id } = useParams({ from: '/frame/reports/situation/$id' })
  const { data, error, refetch } = useApi<SituationView>(`${SITUATION}/${id}`)
  useLive(REPORT_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 14 }} />
  return (
    <div className="stack reports">
      <div className="page-head">
        <h1>{say('situationOf', { day: data.day })}</h1>
        <SituationTag report={data} />
        {data.number && <strong>{data.number}</strong>}
        <span>
          {say('sendBy')} <WhenText at={data.dueAt} {...(data.sentAt ? {} : { as: 'due' as const })} />
        </span>
      </div>
      <Standing report={data} />
      <SituationActs key={`${data.state}/${data.step}`} report={data} />
      <div className="situation">
        <Text key={data.id} report={data} />
        <SituationFigures data={data.data} totalledAt={data.totalledAt} />
      </div>
      <AreasCard data={data.data} />
      <SituationHistory report={data} />
    </div>
  )
}

/** The steps of the plan, the approval and the sending, and which of them is now. */
function Standing({ report }: { report: SituationView }) {
  const say = useReportWords()
  const inLanguage = useBilingual()
  const names = [...report.steps.map(inLanguage), say('approveStep'), say('sendStep')]
  const count = report.steps.length
  const now = { drafting: report.step, toApprove: count, approved: count + 1, sent: count + 2 }[report.state]
  return (
    <section className="card card-body" aria-label={say('step')}>
      <Steps size="small" responsive current={now} items={names.map((title) => ({ title }))} />
    </section>
  )
}

function Text({ report }: { report: SituationView }) {
  const say = useReportWords()
  const inLanguage = useBilingual()
  const { message } = App.useApp()
  const [draft, setDraft] = useState<{ from: number; sections: Sections } | null>(null)
  const saving = useSend<{ from: number; sections: Sections }, SituationView>(
    ({ from, sections }) => api.put(`${SITUATION}/${report.id}/text`, { version: from, sections }),
    STALE,
  )
  const sections = draft?.sections ?? report.sections
  const isBehind = draft !== null && draft.from !== report.version
  const save = () =>
    draft &&
    saving.mutate(draft, {
      onSuccess: ({ version }) => {
        setDraft(null)
        void message.success(say('savedVersion', { n: version }))
      },
    })
  return (
    <section className="card" aria-label={say('text')}>
      <header>
        <h2>{say('text')}</h2>
        <span className="quiet num">{say('version', { n: report.version })}</span>
        {draft && <span className="unsaved">{say('unsaved')}</span>}
      </header>
      <div className="card-body stack">
        {SECTIONS.map((key) => (
          <Labelled key={key} label={inLanguage(SECTION_NAMES[key])}>
            {(id) =>
              report.may.edit ? (
                <Input.TextArea
                  id={id}
                  autoSize={{ minRows: 2 }}
                  maxLength={20_000}
                  value={sections[key]}
                  onChange={(event) =>
                    setDraft({
                      from: draft?.from ?? report.version,
                      sections: { ...sections, [key]: event.target.value },
                    })
                  }
                />
              ) : (
                <div id={id} className="prose">
                  {sections[key] || '—'}
                </div>
              )
            }
          </Labelled>
        ))}
        {isBehind && (
          <Alert
            type="warning"
            showIcon
            title={say('changedMeanwhile', { n: report.version })}
            action={
              <Button size="small" onClick={() => setDraft({ from: report.version, sections })}>
                {say('save')}
              </Button>
            }
          />
        )}
        <ProblemAlert error={isBehind ? null : saving.error} />
        {report.may.edit && (
          <div className="row report-acts">
            <Button type="primary" disabled={!draft || isBehind} loading={saving.isPending} onClick={save}>
              {say('save')}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}
