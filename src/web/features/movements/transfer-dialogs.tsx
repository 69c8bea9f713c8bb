// Offering somebody to another township, accepting, returning, withdrawing. The id of an offer is made here, so that pressing
// twice offers once.
import { App, Form, Input, Modal, Select } from 'antd'
import { useRef } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { MovementRow } from '../../../modules/movements/contract.ts'
import type { PersonView } from '../../../modules/people/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { serverToday } from '../../shell/clock.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { AreaPicker } from '../../ui/area-picker.tsx'
import { useAreas } from '../../ui/areas.ts'
import { DayField } from '../../ui/day-field.tsx'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { ASSIGNEES } from '../isolation/paths.ts'
import { MOVEMENT_STALE } from './paths.ts'
import { useMovementWords } from './words.ts'

const LATER = ''

interface Offer {
  toArea: string
  address?: string
  movesOn: string
  medicId?: string
  reason: string
}

/** To another township: offered, or by the command office at once. */
export function TransferDialog({
  person,
  direct,
  onClose,
}: {
  person: PersonView
  direct: boolean
  onClose: () => void
}) {
  const say = useMovementWords()
  const common = useCommon()
  const { areas } = useAreas()
  const { message } = App.useApp()
  const id = useRef(newId())
  const township = person.areaCode.slice(0, 9)
  const elsewhere = areas.filter(({ code }) => code.length === 9 && code !== township).map(({ code }) => code)
  return (
    <ReasonDialog<Offer>
      title={say('titleOf', { what: say(direct ? 'doDirect' : 'doTransfer'), who: person.name })}
      hint={say(direct ? 'directHint' : 'transferHint')}
      okText={say(direct ? 'doDirect' : 'doTransfer')}
      initial={{ movesOn: serverToday() }}
      act={async ({ movesOn, address = '', ...values }) => {
        const body = { id: id.current, personId: person.id, address, ...values }
        await (direct
          ? api.post('/api/v1/direct-transfers', body)
          : api.post('/api/v1/transfers', { ...body, movesOn }))
        void message.success(say(direct ? 'saved' : 'offeredDone'))
      }}
      stale={MOVEMENT_STALE}
      onClose={onClose}
    >
      <Form.Item name="toArea" label={say('toArea')} rules={[{ required: true, message: common('required') }]}>
        <AreaPicker within={elsewhere} only="township" />
      </Form.Item>
      <Form.Item name="address" label={say('newAddress')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      {!direct && (
        <Form.Item name="movesOn" label={say('movesOn')} rules={[{ required: true, message: common('required') }]}>
          <DayField />
        </Form.Item>
      )}
    </ReasonDialog>
  )
}

interface Acceptance {
  areaCode: string
  address?: string
  medicId: string
}

export function AcceptDialog({ row, onClose }: { row: MovementRow; onClose: () => void }) {
  const say = useMovementWords()
  const common = useCommon()
  const { message } = App.useApp()
  const [form] = Form.useForm<Acceptance>()
  const township = (row.toArea ?? '').slice(0, 9)
  const areaCode = Form.useWatch('areaCode', form) ?? row.toArea ?? ''
  const medics = useApi<{ items: { id: string; name: string }[] }>(ASSIGNEES, { role: 'medic', area: township })
  const accepting = useSend(
    ({ areaCode, address, medicId }: Acceptance) =>
      api.post(`/api/v1/transfers/${row.id}/acceptance`, { areaCode, address, medicId: medicId || null }),
    MOVEMENT_STALE,
  )
  const rest = useFieldProblems(form, accepting.error)
  const done = () => {
    void message.success(say('acceptedDone'))
    onClose()
  }
  return (
    <Modal
      open
      title={say('titleOf', { what: say('accept'), who: row.person.name })}
      okText={say('accept')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: accepting.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <div className="stack">
        <div className="quiet">{say('acceptHint')}</div>
        <ProblemAlert error={rest} />
        <Form<Acceptance>
          form={form}
          layout="vertical"
          initialValues={{ areaCode: row.toArea ?? '', address: row.address, medicId: LATER }}
          onFinish={(values) => accepting.mutate(values, { onSuccess: done })}
        >
          <Form.Item
            name="areaCode"
            label={say('acceptArea')}
            rules={[{ required: true, message: common('required') }]}
          >
            <AreaPicker within={[township]} only="township" />
          </Form.Item>
          <Form.Item name="address" label={say('newAddress')}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
          <Form.Item name="medicId" label={say('medic')}>
            <Select
              loading={medics.isPending}
              showSearch={{ optionFilterProp: 'label' }}
              options={[
                { value: LATER, label: say('medicLater') },
                ...(medics.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              key={areaCode.slice(0, 9)}
            />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}

/** Returned by the receiving side, or withdrawn by the giving one. */
export function DeclineDialog({
  row,
  how,
  onClose,
}: {
  row: MovementRow
  how: 'return' | 'withdrawal'
  onClose: () => void
}) {
  const say = useMovementWords()
  const word = how === 'return' ? 'giveBack' : 'withdraw'
  return (
    <ReasonDialog<{ reason: string }>
      title={say('titleOf', { what: say(word), who: row.person.name })}
      hint={say(how === 'return' ? 'returnHint' : 'withdrawHint')}
      okText={say(word)}
      danger
      act={(values) => api.post(`/api/v1/transfers/${row.id}/${how}`, values)}
      stale={MOVEMENT_STALE}
      onClose={onClose}
    />
  )
}
