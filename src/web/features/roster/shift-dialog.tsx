// A shift made by hand for a gap, or the people of one changed; what is not over can be called off with a reason.
import { Button, Checkbox, Form, Input, Modal, Select } from 'antd'
import { useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { ShiftView, UnitRoster } from '../../../modules/duties/roster/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { InstantField } from '../../ui/instant-field.tsx'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { ROSTER, STALE } from './paths.ts'
import { useSpanText } from './texts.ts'
import { useRosterWords } from './words.ts'

export interface Slot {
  kind: 'duty' | 'medical'
  from: string
  until: string
}

interface Values {
  from: string
  until: string
  leaderId?: string
  staffIds?: string[]
  telephone?: string
  publish?: boolean
}

type Props = { roster: UnitRoster; onClose: () => void } & ({ shift: ShiftView } | { slot: Slot })

export function ShiftDialog(props: Props) {
  const { roster, onClose } = props
  const shift = 'shift' in props ? props.shift : null
  const slot: Slot = 'shift' in props ? props.shift : props.slot
  const say = useRosterWords()
  const common = useCommon()
  const spanText = useSpanText()
  const [form] = Form.useForm<Values>()
  const id = useRef(newId())
  const [isVoiding, setVoiding] = useState(false)
  const sending = useSend(({ from, until, leaderId, staffIds = [], telephone, publish = false }: Values) => {
    const seats = { leaderId: leaderId ?? null, staffIds, telephone: telephone?.trim() || null }
    return shift
      ? api.put(`${ROSTER}/shifts/${shift.id}`, { version: shift.version, ...seats })
      : api.post(`${ROSTER}/shifts`, {
          id: id.current,
          unitId: roster.unitId,
          kind: slot.kind,
          from,
          until,
          publish,
          ...seats,
        })
  }, STALE)
  const rest = useFieldProblems(form, sending.error)
  const people = (role: 'leader' | 'staff' | 'medical') =>
    roster.members.filter(({ roles }) => roles.includes(role)).map(({ id: value, name: label }) => ({ value, label }))
  const search = { optionFilterProp: 'label' } as const
  if (isVoiding && shift) {
    return (
      <ReasonDialog
        title={say('voidShift')}
        hint={say('voidHint')}
        okText={say('voidShift')}
        danger
        act={({ reason }) => api.post(`${ROSTER}/shifts/${shift.id}/voiding`, { reason })}
        stale={STALE}
        onClose={onClose}
      />
    )
  }
  return (
    <Modal
      open
      title={`${say(shift ? 'editShift' : 'makeShift')}：${spanText(slot)}`}
      onCancel={onClose}
      footer={
        <>
          {shift && !shift.signedOnAt && (
            <Button danger onClick={() => setVoiding(true)}>
              {say('voidShift')}
            </Button>
          )}
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="primary" loading={sending.isPending} onClick={form.submit}>
            {common('save')}
          </Button>
        </>
      }
    >
      <div className="stack">
        {roster.members.length === 0 && <div className="roster-warn">{say('noPeople')}</div>}
        <ProblemAlert error={rest} />
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={{
            from: slot.from,
            until: slot.until,
            leaderId: shift?.seats.find(({ role }) => role === 'leader')?.memberId,
            staffIds: shift?.seats.filter(({ role }) => role === 'staff').map(({ memberId }) => memberId) ?? [],
            telephone: shift?.ownTelephone ?? '',
            publish: true,
          }}
          onFinish={(values) => sending.mutate(values, { onSuccess: onClose })}
        >
          {!shift && (
            <div className="row">
              <Form.Item name="from" label={say('from')} rules={[{ required: true, message: common('required') }]}>
                <InstantField />
              </Form.Item>
              <Form.Item name="until" label={say('to')} rules={[{ required: true, message: common('required') }]}>
                <InstantField />
              </Form.Item>
            </div>
          )}
          {slot.kind === 'duty' && (
            <Form.Item
              name="leaderId"
              label={say('leaderField')}
              rules={[{ required: true, message: common('required') }]}
            >
              <Select options={people('leader')} showSearch={search} />
            </Form.Item>
          )}
          <Form.Item name="staffIds" label={say(slot.kind === 'medical' ? 'medical' : 'staffField')}>
            <Select
              mode="multiple"
              options={people(slot.kind === 'medical' ? 'medical' : 'staff')}
              showSearch={search}
            />
          </Form.Item>
          <Form.Item name="telephone" label={say('shiftTelephone')} extra={say('shiftTelephoneHint')}>
            <Input maxLength={20} inputMode="tel" autoComplete="off" />
          </Form.Item>
          {!shift && (
            <Form.Item name="publish" valuePropName="checked">
              <Checkbox>{say('publishNow')}</Checkbox>
            </Form.Item>
          )}
        </Form>
      </div>
    </Modal>
  )
}
