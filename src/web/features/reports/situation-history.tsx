// Who did what with a situation report, and every text that was saved of it.
import { Button, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import type { SituationView } from '../../../modules/duties/reports/contract/situation.ts'
import { SECTION_NAMES, SECTIONS, type Sections } from '../../../modules/duties/reports/rules/draft.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useApi } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { WhenText } from '../../ui/when.tsx'
import { SITUATION } from './paths.ts'
import { useReportWords } from './words.ts'

const ACTS = { finish: 'didFinish', return: 'didReturn', approve: 'didApprove', send: 'didSend' } as const

export function SituationHistory({ report }: { report: SituationView }) {
  const say = useReportWords()
  const [shown, setShown] = useState<number | null>(null)
  return (
    <div className="situation">
      <section className="card">
        <header>
          <h2>{say('people')}</h2>
        </header>
        <ul className="card-body plain-list">
          {report.history.map((one) => (
            <li key={`${one.at}/${one.act}`} className="row">
              <WhenText at={one.at} />
              <span>
                {one.by} {say(ACTS[one.act])}
              </span>
              <span className="quiet">{one.note}</span>
            </li>
          ))}
          {report.history.length === 0 && <li className="quiet">{say('drafting')}</li>}
        </ul>
      </section>
      <section className="card">
        <header>
          <h2>{say('versions')}</h2>
        </header>
        <ul className="card-body plain-list">
          {report.versions.map(({ version, savedAt, savedBy }) => (
            <li key={version} className="row">
              <Button type="link" size="small" onClick={() => setShown(version)}>
                {say('viewVersion', { n: version })}
              </Button>
              <WhenText at={savedAt} />
              <span>{savedBy ?? <span className="quiet">{say('auto')}</span>}</span>
            </li>
          ))}
        </ul>
      </section>
      {shown !== null && <VersionDialog id={report.id} version={shown} onClose={() => setShown(null)} />}
    </div>
  )
}

function VersionDialog({ id, version, onClose }: { id: string; version: number; onClose: () => void }) {
  const say = useReportWords()
  const inLanguage = useBilingual()
  const { data, error } = useApi<{ sections: Sections }>(`${SITUATION}/${id}/versions/${version}`)
  return (
    <Modal open width={720} title={say('version', { n: version })} footer={null} onCancel={onClose}>
      <ProblemAlert error={error} />
      {data ? (
        <div className="stack">
          {SECTIONS.map((key) => (
            <div key={key}>
              <strong>{inLanguage(SECTION_NAMES[key])}</strong>
              <div className="prose">{data.sections[key] || '—'}</div>
            </div>
          ))}
        </div>
      ) : (
        <Skeleton active />
      )}
    </Modal>
  )
}
