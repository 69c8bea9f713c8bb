// What is decided about a period: longer, shorter, explained gaps; and about an expected arrival: here, or not coming.
import { Checkbox, Form, Input, InputNumber, Modal } from 'antd'
import { useRef } from 'react'
import { newId } from '../../../kernel/ids.ts'
import { localTimeOf } from '../../../kernel/time.ts'
import type { PeriodView } from '../../../modules/isolation/contract/views.ts'
import type { ArrivalView } from '../../../modules/people/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { planZone, serverToday } from '../../shell/clock.ts'
import { useSend } from '../../shell/queries.ts'
import { DayField } from '../../ui/day-field.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { ISOLATION_STALE, PERIODS } from '../isolation/paths.ts'
import { useTerms } from '../isolation/words.ts'
import { usePersonWords } from './words.ts'

const EXTRA_DAYS = 7

interface Props {
  period: PeriodView
  onClose: () => void
}

export function ExtendDialog({ period, onClose }: Props) {
  const say = usePersonWords()
  const common = useCommon()
  const id = useRef(newId())
  return (
    <ReasonDialog<{ days: number; reason: string }>
      title={say('extendTitle')}
      initial={{ days: EXTRA_DAYS }}
      act={(values) => api.post(`${PERIODS}/${period.id}/extensions`, { id: id.current, ...values })}
      stale={ISOLATION_STALE}
      onClose={onClose}
    >
      <Form.Item name="days" label={say('extendDays')} rules={[{ required: true, message: common('required') }]}>
        <InputNumber min={1} max={60} precision={0} />
      </Form.Item>
    </ReasonDialog>
  )
}

export function EndEarlyDialog({ period, onClose }: Props) {
  const say = usePersonWords()
  const id = useRef(newId())
  return (
    <ReasonDialog<{ reason: string }>
      title={say('endEarlyTitle')}
      danger
      act={(values) => api.post(`${PERIODS}/${period.id}/early-ends`, { id: id.current, ...values })}
      stale={ISOLATION_STALE}
      onClose={onClose}
    />
  )
}

export function ExplainDialog({ period, onClose }: Props) {
  const say = usePersonWords()
  const term = useTerms()
  const common = useCommon()
  const [form] = Form.useForm<{ checks: string[]; explanation: string }>()
  const open = period.windows.filter((window) => window.outcome === 'missed' && window.explanation === null)
  const keyOf = ({ day, slot }: { day: string; slot: string }) => `${day}/${slot}`
  const explaining = useSend(
    ({ checks, explanation }: { checks: string[]; explanation: string }) =>
      api.post(`${PERIODS}/${period.id}/explanations`, {
        checks: open.filter((window) => checks.includes(keyOf(window))).map(({ day, slot }) => ({ day, slot })),
        explanation,
      }),
    ISOLATION_STALE,
  )
  return (
    <Modal
      open
      title={say('explainTitle')}
      okText={term('explain')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: explaining.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <ProblemAlert error={explaining.error} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ checks: open.map(keyOf) }}
        onFinish={(values) => explaining.mutate(values, { onSuccess: onClose })}
      >
        <Form.Item name="checks" label={say('missedWindows')} rules={[{ required: true, message: common('required') }]}>
          <Checkbox.Group
            options={open.map((window) => ({
              value: keyOf(window),
              label: `${window.day.slice(5)} ${localTimeOf(window.opensAt, planZone())}`,
            }))}
          />
        </Form.Item>
        <Form.Item
          name="explanation"
          label={say('explanation')}
          rules={[{ required: true, min: 2, whitespace: true, message: common('reasonNeeded') }]}
        >
          <Input.TextArea rows={3} maxLength={300} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

export function ConfirmArrivalDialog({ arrival, onClose }: { arrival: ArrivalView; onClose: () => void }) {
  const say = usePersonWords()
  const common = useCommon()
  const [form] = Form.useForm<{ arrivalDay: string; firstTemperature?: number | null }>()
  const confirming = useSend(
    (values: { arrivalDay: string; firstTemperature?: number | null }) =>
      api.post(`/api/v1/arrivals/${arrival.id}/confirm`, { firstTemperature: null, ...values }),
    ISOLATION_STALE,
  )
  return (
    <Modal
      open
      title={say('confirmTitle')}
      okText={say('confirmArrival')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: confirming.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <ProblemAlert error={confirming.error} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ arrivalDay: serverToday() }}
        onFinish={(values) => confirming.mutate(values, { onSuccess: onClose })}
      >
        <Form.Item
          name="arrivalDay"
          label={say('arrivalDay')}
          rules={[{ required: true, message: common('required') }]}
        >
          <DayField latest={serverToday()} />
        </Form.Item>
        <Form.Item name="firstTemperature" label={say('firstTemperature')}>
          <InputNumber step={0.1} precision={1} inputMode="decimal" style={{ width: 136 }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

export function CancelArrivalDialog({ arrival, onClose }: { arrival: ArrivalView; onClose: () => void }) {
  const say = usePersonWords()
  return (
    <ReasonDialog<{ reason: string }>
      title={say('cancelArrival')}
      danger
      act={(values) => api.post(`/api/v1/arrivals/${arrival.id}/cancel`, values)}
      stale={ISOLATION_STALE}
      onClose={onClose}
    />
  )
}
