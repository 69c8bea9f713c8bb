// The acts of the course as dialogs. An id is made as a dialog opens, so that pressing twice acts once.
import { Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { Addressees, AssignmentView, DirectiveView } from '../../../modules/directives/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { serverNow } from '../../shell/clock.ts'
import { useApi } from '../../shell/queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { InstantField } from '../../ui/instant-field.tsx'
import { ASSIGNMENTS, DIRECTIVE_STALE, DIRECTIVES, OFFERS } from './paths.ts'
import { useDirectiveWords } from './words.ts'

export type ActAsked = 'progress' | 'submit' | 'refuse' | 'accept' | 'return' | 'postpone' | 'withdraw' | 'offer'
type Offer = DirectiveView['offers'][number]

export type Asking =
  | { what: ActAsked; assignment: AssignmentView }
  | { what: 'owners' }
  | { what: 'step'; step: DirectiveView['steps'][number] }
  | { what: 'take' | 'deliver' | 'takeBack'; offer: Offer }

const useRequired = () => [{ required: true, whitespace: true, message: useCommon()('required') }]

export function ActDialog({ view, asking, onClose }: { view: DirectiveView; asking: Asking; onClose: () => void }) {
  if (asking.what === 'owners') return <OwnersDialog view={view} onClose={onClose} />
  if (asking.what === 'step') return <StepDialog step={asking.step} onClose={onClose} />
  if ('offer' in asking) return <OfferDialog what={asking.what} offer={asking.offer} onClose={onClose} />
  return <CourseDialog view={view} what={asking.what} assignment={asking.assignment} onClose={onClose} />
}

const PATHS: Record<ActAsked, string> = {
  progress: 'progress-notes',
  submit: 'results',
  refuse: 'refusals',
  accept: 'acceptances',
  return: 'returns',
  postpone: 'postponements',
  withdraw: 'withdrawals',
  offer: 'offers',
}

function CourseDialog({
  view,
  what,
  assignment,
  onClose,
}: {
  view: DirectiveView
  what: ActAsked
  assignment: AssignmentView
  onClose: () => void
}) {
  const say = useDirectiveWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const required = useRequired()
  const [id] = useState(newId)
  const isHelp = view.kind === 'help'
  const withDue = what === 'return' || what === 'postpone'
  const asksReason = withDue || what === 'refuse' || what === 'withdraw'
  return (
    <FormDialog<{ text?: string; reason?: string; dueAt?: string; quantity?: number }>
      title={what === 'refuse' && isHelp ? say('decline') : say(what)}
      hint={
        <>
          {inLanguage(assignment.unit)} · {view.title}
          {what === 'refuse' && !isHelp && <div>{say('whyRefuse')}</div>}
        </>
      }
      act={(values) => api.post(`${ASSIGNMENTS}/${assignment.assignmentId}/${PATHS[what]}`, { id, ...values })}
      stale={DIRECTIVE_STALE}
      onClose={onClose}
    >
      {what === 'offer' && (
        <Form.Item name="quantity" label={say('quantity')} rules={[{ required: true, message: common('required') }]}>
          <InputNumber min={0} max={1_000_000} suffix={view.help?.unitText} />
        </Form.Item>
      )}
      {asksReason ? (
        <Form.Item
          name="reason"
          label={what === 'return' ? say('whyReturn') : what === 'postpone' ? say('whyPostpone') : common('reason')}
          rules={required}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      ) : (
        <Form.Item
          name="text"
          label={say(what === 'accept' ? 'acceptText' : what === 'offer' ? 'stepNote' : 'whatDone')}
          rules={what === 'accept' || what === 'offer' ? [] : required}
        >
          <Input.TextArea rows={4} maxLength={what === 'accept' || what === 'offer' ? 500 : 2000} />
        </Form.Item>
      )}
      {withDue && (
        <Form.Item name="dueAt" label={say('newDue')} rules={[{ required: true, message: common('required') }]}>
          <InstantField earliest={serverNow()} />
        </Form.Item>
      )}
    </FormDialog>
  )
}

function OwnersDialog({ view, onClose }: { view: DirectiveView; onClose: () => void }) {
  const say = useDirectiveWords()
  const common = useCommon()
  const [id] = useState(newId)
  return (
    <FormDialog<{ owners: string[]; dueAt: string }>
      title={say(view.kind === 'requirement' ? 'passOn' : 'addOwners')}
      hint={view.title}
      initial={view.dueAt > serverNow() ? { dueAt: view.dueAt } : {}}
      act={(values) => api.post(`${DIRECTIVES}/${view.id}/owners`, { id, ...values })}
      stale={DIRECTIVE_STALE}
      onClose={onClose}
    >
      <Form.Item name="owners" label={say('owners')} rules={[{ required: true, message: common('required') }]}>
        <UnitSelect />
      </Form.Item>
      <Form.Item name="dueAt" label={say('due')} rules={[{ required: true, message: common('required') }]}>
        <InstantField earliest={serverNow()} />
      </Form.Item>
    </FormDialog>
  )
}

/** Units and the plan's sets of units. */
export function UnitSelect(props: { value?: string[]; onChange?: (units: string[]) => void; id?: string }) {
  const say = useDirectiveWords()
  const inLanguage = useBilingual()
  const { data } = useApi<Addressees>(`${DIRECTIVES}/addressees`)
  const options = (list: readonly { id: string; zh: string; en: string }[] = []) =>
    list.map((one) => ({ value: one.id, label: inLanguage(one) }))
  return (
    <Select
      {...props}
      mode="multiple"
      placeholder={say('ownersHint')}
      showSearch={{ optionFilterProp: 'label' }}
      options={[
        { label: say('sets'), options: options(data?.sets) },
        { label: say('units'), options: options(data?.units) },
      ]}
    />
  )
}

function StepDialog({ step, onClose }: { step: DirectiveView['steps'][number]; onClose: () => void }) {
  const say = useDirectiveWords()
  const [id] = useState(newId)
  return (
    <FormDialog<{ text?: string }>
      title={say('stepDone')}
      hint={step.title}
      act={(values) => api.post(`/api/v1/supervision-steps/${step.id}/completions`, { id, ...values })}
      stale={DIRECTIVE_STALE}
      onClose={onClose}
    >
      <Form.Item name="text" label={say('stepNote')}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDialog>
  )
}

const OFFER_PATHS = { take: 'answers', deliver: 'deliveries', takeBack: 'withdrawals' } as const

function OfferDialog({ what, offer, onClose }: { what: keyof typeof OFFER_PATHS; offer: Offer; onClose: () => void }) {
  const say = useDirectiveWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const required = useRequired()
  const [id] = useState(newId)
  return (
    <FormDialog<{ quantity?: number; reason?: string }>
      title={say(what)}
      hint={`${inLanguage(offer.unit)} · ${say('offered', { n: offer.quantity })}`}
      initial={what === 'takeBack' ? {} : { quantity: offer.taken ?? offer.quantity }}
      act={(values) => api.post(`${OFFERS}/${offer.id}/${OFFER_PATHS[what]}`, { id, ...values })}
      stale={DIRECTIVE_STALE}
      onClose={onClose}
    >
      {what === 'takeBack' ? (
        <Form.Item name="reason" label={common('reason')} rules={required}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      ) : (
        <Form.Item
          name="quantity"
          label={say('quantity')}
          extra={say(what === 'take' ? 'takeHint' : 'deliverHint')}
          rules={[{ required: true, message: common('required') }]}
        >
          <InputNumber min={0} max={offer.taken ?? offer.quantity} />
        </Form.Item>
      )}
    </FormDialog>
  )
}
