// What is said while serving: who signs on, an entry or its correction, what is open at the end, an urgent report. Ids are made
// here, so that pressing twice writes once.
import { App, Form, Input, Modal, Select } from 'antd'
import { useRef } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { LogEntry, ShiftView } from '../../../modules/duties/roster/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { serverNow } from '../../shell/clock.ts'
import { useSend } from '../../shell/queries.ts'
import { InstantField } from '../../ui/instant-field.tsx'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { UnitSelect } from '../directives/dialogs.tsx'
import { DIRECTIVE_STALE } from '../directives/paths.ts'
import { ROSTER, STALE } from './paths.ts'
import { useRosterWords } from './words.ts'

interface DialogProps<V> {
  title: string
  okText: string
  initial: Partial<V>
  send: (values: V) => Promise<unknown>
  stale?: string[]
  children: React.ReactNode
  onClose: () => void
  onDone?: () => void
}

function Dialog<V extends object>({
  title,
  okText,
  initial,
  send,
  stale = STALE,
  children,
  onClose,
  onDone,
}: DialogProps<V>) {
  const common = useCommon()
  const [form] = Form.useForm<V>()
  const sending = useSend(send, stale)
  const rest = useFieldProblems(form, sending.error)
  const done = () => {
    onDone?.()
    onClose()
  }
  return (
    <Modal
      open
      title={title}
      okText={okText}
      cancelText={common('cancel')}
      okButtonProps={{ loading: sending.isPending, size: 'large' }}
      cancelButtonProps={{ size: 'large' }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <div className="stack">
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

const useRequired = () => {
  const common = useCommon()
  return [{ required: true, message: common('required') }]
}

export function SignOnDialog({ shift, onClose }: { shift: ShiftView; onClose: () => void }) {
  const say = useRosterWords()
  const required = useRequired()
  return (
    <Dialog<{ memberId: string }>
      title={say('signOn')}
      okText={say('signOn')}
      initial={shift.seats[0] ? { memberId: shift.seats[0].memberId } : {}}
      send={(values) => api.post(`${ROSTER}/shifts/${shift.id}/sign-on`, values)}
      onClose={onClose}
    >
      <Form.Item name="memberId" label={say('signOnAs')} rules={required}>
        <Select size="large" options={shift.seats.map(({ memberId, name }) => ({ value: memberId, label: name }))} />
      </Form.Item>
    </Dialog>
  )
}

interface Written {
  at: string
  event: string
  action?: string
}

export function LogDialog({
  path,
  corrects,
  onClose,
}: {
  path: string
  corrects: LogEntry | null
  onClose: () => void
}) {
  const say = useRosterWords()
  const required = useRequired()
  const id = useRef(newId())
  return (
    <Dialog<Written>
      title={say(corrects ? 'correct' : 'writeLog')}
      okText={say(corrects ? 'correct' : 'writeLog')}
      initial={corrects ? { at: corrects.at, event: corrects.event, action: corrects.action } : { at: serverNow() }}
      send={({ at, event, action = '' }) =>
        api.post(`${path}/log`, { id: id.current, at, event, action, corrects: corrects?.id ?? null })
      }
      onClose={onClose}
    >
      <Form.Item name="event" label={say('event')} rules={[{ ...required[0]!, whitespace: true }]}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
      <Form.Item name="action" label={say('action')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item name="at" label={say('when')} rules={required}>
        <InstantField />
      </Form.Item>
    </Dialog>
  )
}

export function HandOverDialog({ path, onClose, onDone }: { path: string; onClose: () => void; onDone: () => void }) {
  const say = useRosterWords()
  const required = useRequired()
  const id = useRef(newId())
  return (
    <Dialog<{ openMatters: string }>
      title={say('handOver')}
      okText={say('handOver')}
      initial={{}}
      send={(values) => api.post(`${path}/hand-over`, { id: id.current, ...values })}
      onClose={onClose}
      onDone={onDone}
    >
      <Form.Item
        name="openMatters"
        label={say('openMatters')}
        extra={say('openMattersHint')}
        rules={[{ ...required[0]!, whitespace: true }]}
      >
        <Input.TextArea rows={5} maxLength={2000} />
      </Form.Item>
    </Dialog>
  )
}

export function UrgentDialog({ path, entry, onClose }: { path: string; entry: LogEntry; onClose: () => void }) {
  const say = useRosterWords()
  const required = useRequired()
  const { message } = App.useApp()
  const id = useRef(newId())
  return (
    <Dialog<{ what: string; place?: string; who?: string }>
      title={say('makeUrgent')}
      okText={say('makeUrgent')}
      initial={{ what: entry.event }}
      send={(values) => api.post(`${path}/log/${entry.id}/urgent-report`, { id: id.current, ...values })}
      stale={[...STALE, '/api/v1/urgent-reports']}
      onClose={onClose}
      onDone={() => void message.success(say('urgentSent'))}
    >
      <Form.Item name="what" label={say('what')} rules={[{ ...required[0]!, whitespace: true }]}>
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
      <Form.Item name="place" label={say('place')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="who" label={say('about')}>
        <Input maxLength={200} />
      </Form.Item>
    </Dialog>
  )
}

export function DirectiveDialog({ path, entry, onClose }: { path: string; entry: LogEntry; onClose: () => void }) {
  const say = useRosterWords()
  const required = useRequired()
  const id = useRef(newId())
  return (
    <Dialog<{ title: string; owners: string[]; dueAt: string }>
      title={say('makeDirective')}
      okText={say('makeDirective')}
      initial={{ title: entry.event.slice(0, 120) }}
      send={(values) => api.post(`${path}/log/${entry.id}/directive`, { id: id.current, ...values })}
      stale={[...STALE, ...DIRECTIVE_STALE]}
      onClose={onClose}
    >
      <Form.Item name="title" label={say('directiveTitle')} rules={[{ ...required[0]!, whitespace: true }]}>
        <Input maxLength={120} autoComplete="off" />
      </Form.Item>
      <Form.Item name="owners" label={say('directiveOwners')} rules={required}>
        <UnitSelect />
      </Form.Item>
      <Form.Item name="dueAt" label={say('directiveDue')} rules={required}>
        <InstantField earliest={serverNow()} />
      </Form.Item>
    </Dialog>
  )
}
