// Drafting by rotation: from which day, how many days, how many people a shift.
import { App, Form, InputNumber, Modal, Select } from 'antd'
import { useRef } from 'react'
import { newId } from '../../../kernel/ids.ts'
import { dayOf } from '../../../kernel/time.ts'
import type { Drafted, UnitRoster } from '../../../modules/duties/roster/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { planZone, serverToday } from '../../shell/clock.ts'
import { useSend } from '../../shell/queries.ts'
import { DayField } from '../../ui/day-field.tsx'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { ROSTER, STALE } from './paths.ts'
import { useRosterWords } from './words.ts'

interface Values {
  kind: 'duty' | 'medical'
  from: string
  days: number
  staff: number
}

export function DraftDialog({ roster, onClose }: { roster: UnitRoster; onClose: () => void }) {
  const say = useRosterWords()
  const common = useCommon()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const id = useRef(newId())
  const kind = Form.useWatch('kind', form) ?? roster.kinds[0] ?? 'duty'
  const sending = useSend(
    (values: Values) => api.post<Drafted>(`${ROSTER}/drafts`, { id: id.current, unitId: roster.unitId, ...values }),
    STALE,
  )
  const rest = useFieldProblems(form, sending.error)
  const firstGap = roster.gaps.find(({ until }) => dayOf(until, planZone()) >= serverToday())
  const able = roster.members.some(({ roles }) => roles.includes(kind === 'medical' ? 'medical' : 'leader'))
  const done = ({ made, short }: Drafted) => {
    void (made > 0 ? message.success(say('drafted', { n: made })) : message.info(say('draftedNone')))
    if (short.length > 0) void message.warning(say('short', { n: short.length }), 6)
    onClose()
  }
  return (
    <Modal
      open
      title={say('draft')}
      okText={say('draft')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: sending.isPending, disabled: !able }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <div className="stack">
        <div className={able ? 'quiet' : 'roster-warn'}>{able ? say('draftHint') : say('noPeople')}</div>
        <ProblemAlert error={rest} />
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={{
            kind: roster.kinds[0] ?? 'duty',
            from: firstGap && firstGap.day >= serverToday() ? firstGap.day : serverToday(),
            days: 7,
            staff: 1,
          }}
          onFinish={(values) => sending.mutate(values, { onSuccess: done })}
        >
          {roster.kinds.length > 1 && (
            <Form.Item name="kind" label={say('draftKind')}>
              <Select options={roster.kinds.map((value) => ({ value, label: say(value) }))} />
            </Form.Item>
          )}
          {roster.kinds.length <= 1 && (
            <Form.Item name="kind" hidden>
              <input />
            </Form.Item>
          )}
          <Form.Item name="from" label={say('draftFrom')} rules={[{ required: true, message: common('required') }]}>
            <DayField />
          </Form.Item>
          <Form.Item name="days" label={say('draftDays')} rules={[{ required: true, message: common('required') }]}>
            <InputNumber min={1} max={31} precision={0} />
          </Form.Item>
          <Form.Item
            name="staff"
            label={say(kind === 'medical' ? 'draftMedical' : 'draftStaff')}
            rules={[{ required: true, message: common('required') }]}
          >
            <InputNumber min={kind === 'medical' ? 1 : 0} max={5} precision={0} />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}
