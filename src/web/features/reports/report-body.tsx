// A submitted report as it is read: who, when, what it says beside the records, and the head's signature.
import { Button, Popconfirm } from 'antd'
import type { ReportView } from '../../../modules/duties/reports/contract/daily.ts'
import { api } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { useFail } from '../../shell/use-fail.ts'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { FigureList } from './figure-table.tsx'
import { DAILY, REPORT_STALE } from './paths.ts'
import { AgreementTag, OwnerStateTag } from './state-tag.tsx'
import { useReportWords } from './words.ts'

export function ReportTags({ report }: { report: ReportView }) {
  const say = useReportWords()
  return (
    <>
      <OwnerStateTag state={report.isInTime ? 'inTime' : 'late'} />
      {report.isZero && <Tag>{say('zeroTag')}</Tag>}
      <AgreementTag agrees={report.agrees} isBelow={report.isBelow} />
      {report.version > 1 && <Tag>{say('version', { n: report.version })}</Tag>}
    </>
  )
}

export function ReportBody({ report, onCorrect }: { report: ReportView; onCorrect?: () => void }) {
  const say = useReportWords()
  const fail = useFail()
  const signing = useSend(() => api.post(`${DAILY}/${report.id}/signature`), REPORT_STALE)
  return (
    <>
      <FigureList figures={report.figures} />
      <div className="card-body stack">
        <div className="report-texts">
          {(['today', 'difficulties', 'tomorrow'] as const).map((key) => (
            <Said key={key} what={say(key)} text={report[key] || say('nobodyWrote')} />
          ))}
        </div>
        {report.reason && <Said what={say('correctionReason')} text={report.reason} />}
        <div className="row">
          <span>
            <WhenText at={report.submittedAt} /> {say('submittedBy', { who: report.submittedBy })}
          </span>
          <span className="quiet">
            {report.signedBy ? say('signed', { who: report.signedBy }) : say('notSigned')}
            {report.signedAt && (
              <>
                {' '}
                <WhenText at={report.signedAt} />
              </>
            )}
          </span>
          {report.maySign && (
            <Popconfirm
              title={say('signHint')}
              okText={say('sign')}
              onConfirm={() => signing.mutate(undefined, { onError: fail })}
            >
              <Button type="primary" loading={signing.isPending}>
                {say('sign')}
              </Button>
            </Popconfirm>
          )}
          {report.mayCorrect && onCorrect && <Button onClick={onCorrect}>{say('correct')}</Button>}
        </div>
      </div>
    </>
  )
}

function Said({ what, text }: { what: string; text: string }) {
  return (
    <div>
      <div className="quiet">{what}</div>
      <div className="prose">{text}</div>
    </div>
  )
}
