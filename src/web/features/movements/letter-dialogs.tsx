// Out of the district and in from another: the letter, and its receipt. The id of a letter is made here, so that pressing twice
// sends once.
import { App, Form, Input, InputNumber, Modal } from 'antd'
import { type ReactNode, useRef } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { MovementRow } from '../../../modules/movements/contract.ts'
import type { PersonView } from '../../../modules/people/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { serverToday } from '../../shell/clock.ts'
import { useSend } from '../../shell/queries.ts'
import { DayField } from '../../ui/day-field.tsx'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { MOVEMENT_STALE } from './paths.ts'
import { useMovementWords } from './words.ts'

interface FormDialogProps<V> {
  title: string
  hint?: string
  okText: string
  initial: Partial<V>
  children: ReactNode
  act: (values: V) => Promise<unknown>
  onClose: () => void
}

/** A form whose refusals stand at their fields. */
export function FormDialog<V extends object>({
  title,
  hint,
  okText,
  initial,
  children,
  act,
  onClose,
}: FormDialogProps<V>) {
  const say = useMovementWords()
  const common = useCommon()
  const { message } = App.useApp()
  const [form] = Form.useForm<V>()
  const sending = useSend(act, MOVEMENT_STALE)
  const rest = useFieldProblems(form, sending.error)
  const done = () => {
    void message.success(say('saved'))
    onClose()
  }
  return (
    <Modal
      open
      title={title}
      okText={okText}
      cancelText={common('cancel')}
      okButtonProps={{ loading: sending.isPending }}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="stack">
        {hint && <div className="quiet">{hint}</div>}
        <ProblemAlert error={rest} />
        <Form<V>
          form={form}
          layout="vertical"
          initialValues={initial}
          onFinish={(values) => sending.mutate(values, { onSuccess: done })}
        >
          {children}
        </Form>
      </div>
    </Modal>
  )
}

interface Letter {
  placeText: string
  authority?: string
  contact?: string
  letterNo: string
  letterDay: string
  movesOn: string
  reason?: string
  daysElsewhere?: number
  documents?: number
}

function LetterFields({ day }: { day: 'leavesOn' | 'cameOn' }) {
  const say = useMovementWords()
  const common = useCommon()
  const required = [{ required: true, whitespace: true, message: common('required') }]
  return (
    <>
      <Form.Item name="placeText" label={say('placeText')} rules={required}>
        <Input maxLength={100} autoComplete="off" placeholder={say('placeTextHint')} />
      </Form.Item>
      <div className="pair">
        <Form.Item name="authority" label={say('authority')}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="contact" label={say('contact')}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      </div>
      <div className="pair">
        <Form.Item name="letterNo" label={say('letterNo')} rules={required}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="letterDay" label={say('letterDay')} rules={[{ required: true, message: common('required') }]}>
          <DayField latest={serverToday()} />
        </Form.Item>
      </div>
      <Form.Item name="movesOn" label={say(day)} rules={[{ required: true, message: common('required') }]}>
        <DayField {...(day === 'cameOn' ? { latest: serverToday() } : {})} />
      </Form.Item>
    </>
  )
}

export function HandOverDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const say = useMovementWords()
  const common = useCommon()
  const id = useRef(newId())
  return (
    <FormDialog<Letter>
      title={say('titleOf', { what: say('doHandOver'), who: person.name })}
      hint={say('handOverHint')}
      okText={say('doHandOver')}
      initial={{ letterDay: serverToday(), movesOn: serverToday() }}
      act={(values) => api.post('/api/v1/handovers', { id: id.current, personId: person.id, ...values })}
      onClose={onClose}
    >
      <LetterFields day="leavesOn" />
      <Form.Item
        name="reason"
        label={common('reason')}
        rules={[{ required: true, min: 2, whitespace: true, message: common('reasonNeeded') }]}
      >
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
    </FormDialog>
  )
}

export function TakeOverDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const say = useMovementWords()
  const common = useCommon()
  const id = useRef(newId())
  const required = [{ required: true, message: common('required') }]
  return (
    <FormDialog<Letter>
      title={say('titleOf', { what: say('doTakeOver'), who: person.name })}
      hint={say('takeOverHint')}
      okText={common('save')}
      initial={{
        letterDay: serverToday(),
        movesOn: person.arrival?.arrivalDay ?? serverToday(),
        daysElsewhere: 0,
        documents: 0,
      }}
      act={(values) => api.post('/api/v1/takeovers', { id: id.current, personId: person.id, ...values })}
      onClose={onClose}
    >
      <LetterFields day="cameOn" />
      <div className="pair">
        <Form.Item name="daysElsewhere" label={say('daysElsewhere')} rules={required}>
          <InputNumber min={0} max={60} precision={0} />
        </Form.Item>
        <Form.Item name="documents" label={say('documents')} rules={required}>
          <InputNumber min={0} max={99} precision={0} />
        </Form.Item>
      </div>
    </FormDialog>
  )
}

export function ReceiptDialog({ row, onClose }: { row: MovementRow; onClose: () => void }) {
  const say = useMovementWords()
  const common = useCommon()
  const isOut = row.kind === 'handOut'
  return (
    <FormDialog<{ receiptNo?: string; receiptDay: string }>
      title={say('titleOf', { what: say(isOut ? 'receipt' : 'receiptSent'), who: row.person.name })}
      hint={say(isOut ? 'receiptHint' : 'receiptSentHint')}
      okText={say(isOut ? 'receipt' : 'receiptSent')}
      initial={{ receiptDay: serverToday() }}
      act={(values) => api.post(`/api/v1/handovers/${row.id}/receipt`, values)}
      onClose={onClose}
    >
      <Form.Item name="receiptNo" label={say('receiptNo')}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="receiptDay" label={say('receiptDay')} rules={[{ required: true, message: common('required') }]}>
        <DayField latest={serverToday()} />
      </Form.Item>
    </FormDialog>
  )
}

export function CancelLetterDialog({ row, onClose }: { row: MovementRow; onClose: () => void }) {
  const say = useMovementWords()
  return (
    <ReasonDialog<{ reason: string }>
      title={say('titleOf', { what: say('cancelLetter'), who: row.letterNo })}
      danger
      act={(values) => api.post(`/api/v1/handovers/${row.id}/cancellation`, values)}
      stale={MOVEMENT_STALE}
      onClose={onClose}
    />
  )
}
