// Somebody leaves: after the isolation, with leave before its end, or gone without a word; and somebody gone who is found.
import { Form, Input, Radio } from 'antd'
import { useRef } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { MovementRow } from '../../../modules/movements/contract.ts'
import type { DepartureKind } from '../../../modules/movements/rules/departures.ts'
import type { PersonView } from '../../../modules/people/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { serverToday } from '../../shell/clock.ts'
import { DayField } from '../../ui/day-field.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { FormDialog } from './letter-dialogs.tsx'
import { MOVEMENT_STALE } from './paths.ts'
import { useMovementWords } from './words.ts'

interface Departure {
  kind: DepartureKind
  departedOn: string
  destination?: string
  permittedBy?: string
  reason?: string
}

export function DepartureDialog({
  person,
  inIsolation,
  onClose,
}: {
  person: PersonView
  inIsolation: boolean
  onClose: () => void
}) {
  const say = useMovementWords()
  const id = useRef(newId())
  return (
    <FormDialog<Departure>
      title={say('titleOf', { what: say('doDepart'), who: person.name })}
      okText={say('doDepart')}
      initial={{ kind: inIsolation ? 'gone' : 'completed', departedOn: serverToday() }}
      act={(values) => api.post('/api/v1/departures', { id: id.current, personId: person.id, ...values })}
      onClose={onClose}
    >
      <DepartureFields inIsolation={inIsolation} />
    </FormDialog>
  )
}

function DepartureFields({ inIsolation }: { inIsolation: boolean }) {
  const say = useMovementWords()
  const common = useCommon()
  const kind: DepartureKind = Form.useWatch('kind') ?? (inIsolation ? 'gone' : 'completed')
  const offered: DepartureKind[] = inIsolation ? ['gone', 'permitted'] : ['completed', 'gone']
  const words = { gone: 'goneKind', permitted: 'permitted', completed: 'completed' } as const
  return (
    <>
      <Form.Item name="kind" label={say('departKind')} extra={say(`${kind}Hint`)}>
        <Radio.Group options={offered.map((value) => ({ value, label: say(words[value]) }))} />
      </Form.Item>
      <Form.Item name="departedOn" label={say('leavesOn')} rules={[{ required: true, message: common('required') }]}>
        <DayField latest={serverToday()} />
      </Form.Item>
      <Form.Item name="destination" label={say('destination')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      {kind === 'permitted' && (
        <Form.Item
          name="permittedBy"
          label={say('permittedBy')}
          rules={[{ required: true, whitespace: true, message: common('required') }]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={say('whatHappened')}
        rules={kind === 'completed' ? [] : [{ required: true, min: 2, whitespace: true, message: common('required') }]}
      >
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
    </>
  )
}

export function FoundDialog({ row, onClose }: { row: MovementRow; onClose: () => void }) {
  const say = useMovementWords()
  const common = useCommon()
  return (
    <FormDialog<{ resolution: string }>
      title={say('titleOf', { what: say('found'), who: row.person.name })}
      hint={say('foundHint')}
      okText={say('found')}
      initial={{}}
      act={(values) => api.post(`/api/v1/departures/${row.id}/resolution`, values)}
      onClose={onClose}
    >
      <Form.Item
        name="resolution"
        label={say('resolution')}
        rules={[{ required: true, min: 2, whitespace: true, message: common('required') }]}
      >
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
    </FormDialog>
  )
}

export function VoidDepartureDialog({ row, onClose }: { row: MovementRow; onClose: () => void }) {
  const say = useMovementWords()
  return (
    <ReasonDialog<{ reason: string }>
      title={say('titleOf', { what: say('voidDeparture'), who: row.person.name })}
      hint={say('voidHint')}
      danger
      act={(values) => api.post(`/api/v1/departures/${row.id}/voiding`, values)}
      stale={MOVEMENT_STALE}
      onClose={onClose}
    />
  )
}
