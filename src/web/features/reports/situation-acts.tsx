// What can be done with a situation report now, by whoever is signed in: total again, pass on, return, approve, send, export.
import { Button, Checkbox, Dropdown, Form, Input, Modal } from 'antd'
import { useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { SituationView } from '../../../modules/duties/reports/contract/situation.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { REPORT_STALE, SITUATION } from './paths.ts'
import { useReportWords } from './words.ts'

type Act = 'finish' | 'return' | 'approve' | 'send'
type Asking = Act | 'total'

export function SituationActs({ report }: { report: SituationView }) {
  const say = useReportWords()
  const inLanguage = useBilingual()
  const [asking, setAsking] = useState<Asking | null>(null)
  const { may, steps, step } = report
  const next = steps[step + 1]
  const file = (format: string) => `${SITUATION}/${report.id}/document?format=${format}`
  const formats = ['docx', 'pdf', 'json'] as const
  const words = { docx: 'word', pdf: 'pdf', json: 'json' } as const
  return (
    <div className="row situation-acts">
      {may.finish && (
        <Button type="primary" onClick={() => setAsking('finish')}>
          {next
            ? say('toNext', { who: inLanguage({ zh: next.unitZh, en: next.unitEn }) })
            : say('toNext', { who: say('approveStep') })}
        </Button>
      )}
      {may.approve && (
        <Button type="primary" onClick={() => setAsking('approve')}>
          {say('approve')}
        </Button>
      )}
      {may.send && (
        <Button type="primary" onClick={() => setAsking('send')}>
          {say('send')}
        </Button>
      )}
      {may.return && <Button onClick={() => setAsking('return')}>{say('return')}</Button>}
      {may.edit && <Button onClick={() => setAsking('total')}>{say('totalAgain')}</Button>}
      <Dropdown
        trigger={['click']}
        menu={{
          items: formats.map((format) => ({
            key: format,
            label: (
              <a href={file(format)} download>
                {say(words[format])}
              </a>
            ),
          })),
        }}
      >
        <Button>{say('export')} ▾</Button>
      </Dropdown>
      {asking !== null && <ActDialog asking={asking} report={report} onClose={() => setAsking(null)} />}
    </div>
  )
}

function ActDialog({ asking, report, onClose }: { asking: Asking; report: SituationView; onClose: () => void }) {
  const say = useReportWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const [form] = Form.useForm<{ note?: string; redraft?: boolean }>()
  const id = useRef(newId())
  const acting = useSend(
    ({ note = '', redraft = false }: { note?: string; redraft?: boolean }) =>
      asking === 'total'
        ? api.post(`${SITUATION}/${report.id}/totals`, { redraft })
        : api.post(`${SITUATION}/${report.id}/acts`, { id: id.current, act: asking, note }),
    REPORT_STALE,
  )
  const to = report.to.map(inLanguage).join('、')
  const hints: Partial<Record<Asking, string>> = {
    return: say('returnHint'),
    approve: say('approveHint'),
    send: say('sendHint', { to }),
    total: say('totalAgainHint'),
  }
  const titles: Record<Asking, string> = {
    finish: say('finish'),
    return: say('return'),
    approve: say('approve'),
    send: say('send'),
    total: say('totalAgain'),
  }
  return (
    <Modal
      open
      title={titles[asking]}
      okText={common('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: acting.isPending }}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className="stack">
        {hints[asking] && <div className="quiet">{hints[asking]}</div>}
        <ProblemAlert error={acting.error} />
        <Form form={form} layout="vertical" onFinish={(values) => acting.mutate(values, { onSuccess: onClose })}>
          {asking === 'total' && (
            <Form.Item name="redraft" valuePropName="checked">
              <Checkbox>{say('redraft')}</Checkbox>
            </Form.Item>
          )}
          {(asking === 'return' || asking === 'send') && (
            <Form.Item
              name="note"
              label={asking === 'return' ? common('reason') : say('sendNote')}
              rules={
                asking === 'return'
                  ? [{ required: true, min: 2, whitespace: true, message: common('reasonNeeded') }]
                  : []
              }
            >
              <Input.TextArea rows={2} maxLength={300} />
            </Form.Item>
          )}
        </Form>
      </div>
    </Modal>
  )
}
