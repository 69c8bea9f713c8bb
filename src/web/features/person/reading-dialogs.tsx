// One reading with everything a visit can say, and the correction of one. What the rules refuse stands at its field.
import { App, Checkbox, Form, Input, InputNumber, Modal, Select, Switch } from 'antd'
import { useRef } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { PeriodView, ReadingRecorded, ReadingView } from '../../../modules/isolation/contract/views.ts'
import {
  SITES,
  type Site,
  SYMPTOMS,
  type Symptom,
  TAKEN_BY,
  type TakenBy,
} from '../../../modules/isolation/rules/reading.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { serverNow } from '../../shell/clock.ts'
import { useSend } from '../../shell/queries.ts'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { ISOLATION_STALE, READINGS } from '../isolation/paths.ts'
import { useTerms } from '../isolation/words.ts'
import { useSite } from '../queues/use-site.ts'
import { usePersonWords } from './words.ts'

interface Values {
  atHome: boolean
  temperature?: number
  site?: Site
  symptoms?: Symptom[]
  takenBy: TakenBy
  note?: string
}

function MeasuredFields() {
  const term = useTerms()
  const common = useCommon()
  const form = Form.useFormInstance<Values>()
  return (
    <>
      <div className="pair">
        <Form.Item
          name="temperature"
          label={term('temperature')}
          rules={[{ required: true, message: common('required') }]}
        >
          <InputNumber
            autoFocus
            step={0.1}
            precision={1}
            inputMode="decimal"
            style={{ width: '100%' }}
            onPressEnter={form.submit}
          />
        </Form.Item>
        <Form.Item name="site" label={term('site')} rules={[{ required: true, message: common('required') }]}>
          <Select options={SITES.map((value) => ({ value, label: term(value) }))} />
        </Form.Item>
      </div>
      <Form.Item name="symptoms" label={term('symptoms')}>
        <Checkbox.Group options={SYMPTOMS.map((value) => ({ value, label: term(value) }))} />
      </Form.Item>
    </>
  )
}

export function ReadingDialog({ period, onClose }: { period: PeriodView; onClose: () => void }) {
  const say = usePersonWords()
  const term = useTerms()
  const common = useCommon()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [site, setSite] = useSite()
  const id = useRef(newId())
  const atHome = Form.useWatch('atHome', form) ?? true
  const recording = useSend((values: Values) => {
    const measured = values.atHome
      ? { temperature: values.temperature, site: values.site, symptoms: values.symptoms ?? [] }
      : { temperature: null, site: null, symptoms: [] }
    const { atHome, takenBy, note } = values
    const visit = { id: id.current, periodId: period.id, atHome, takenBy, note: note ?? '', observedAt: serverNow() }
    return api.post<ReadingRecorded>(READINGS, { ...visit, ...measured })
  }, ISOLATION_STALE)
  const rest = useFieldProblems(form, recording.error)
  const submit = (values: Values) =>
    recording.mutate(values, {
      onSuccess: ({ reading, referralId }) => {
        if (values.site) setSite(values.site)
        const n = reading.temperature?.toFixed(1) ?? ''
        if (referralId) void message.warning(say('recordedFever', { n }), 8)
        else void message.success(reading.atHome ? say('recorded', { n }) : say('recordedNobody'))
        onClose()
      },
    })
  return (
    <Modal
      open
      title={`${say('readingTitle')} · ${period.person.name}`}
      okText={common('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: recording.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <div className="stack">
        <ProblemAlert error={rest} />
        <Form<Values>
          form={form}
          layout="vertical"
          onFinish={submit}
          initialValues={{ atHome: true, site, takenBy: 'medic', symptoms: [] }}
        >
          <Form.Item name="atHome" valuePropName="checked">
            <Switch checkedChildren={term('atHome')} unCheckedChildren={term('nobodyHome')} />
          </Form.Item>
          {atHome && <MeasuredFields />}
          <Form.Item name="takenBy" label={term('takenBy')}>
            <Select
              options={TAKEN_BY.map((value) => ({ value, label: term(value === 'other' ? 'otherTaker' : value) }))}
            />
          </Form.Item>
          <Form.Item name="note" label={term('note')}>
            <Input maxLength={500} />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}

interface CorrectionValues {
  temperature: number
  site: Site
  symptoms?: Symptom[]
  note?: string
  reason: string
}

export function CorrectionDialog({ reading, onClose }: { reading: ReadingView; onClose: () => void }) {
  const say = usePersonWords()
  const term = useTerms()
  const id = useRef(newId())
  return (
    <ReasonDialog<CorrectionValues>
      title={say('correctionTitle')}
      initial={{
        ...(reading.temperature !== null ? { temperature: reading.temperature } : {}),
        ...(reading.site ? { site: reading.site } : {}),
        symptoms: reading.symptoms,
        note: reading.note,
      }}
      act={(values) => api.post(`${READINGS}/${reading.id}/corrections`, { id: id.current, ...values })}
      stale={ISOLATION_STALE}
      onClose={onClose}
    >
      <MeasuredFields />
      <Form.Item name="note" label={term('note')}>
        <Input maxLength={500} />
      </Form.Item>
    </ReasonDialog>
  )
}
