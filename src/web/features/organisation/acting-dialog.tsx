// Somebody acts for a holder for a time, or in a vacancy: who, from when until when, why; the work goes there and back.
import { Checkbox, Form, Input, Modal, Select } from 'antd'
import { useRef } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { HoldingView, NewActing, PostDetail } from '../../../modules/organisation/holders/contract.ts'
import { ABSENCES } from '../../../modules/organisation/holders/rules.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { serverNow } from '../../shell/clock.ts'
import { useSend } from '../../shell/queries.ts'
import { InstantField } from '../../ui/instant-field.tsx'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { STALE } from './stale.ts'
import { HandOverField, type Who, WhoFields, whoOf } from './who-fields.tsx'
import { useOrganisationWords } from './words.ts'

interface Values extends Who {
  until?: string
  absence: NewActing['absence']
  reason?: string
  suspends?: boolean
}

interface Props {
  post: PostDetail
  /** Who is away; null where the post is vacant. */
  holder: HoldingView | null
  onClose: () => void
}

export function ActingDialog({ post, holder, onClose }: Props) {
  const say = useOrganisationWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const [form] = Form.useForm<Values>()
  const id = useRef(newId())
  const sending = useSend(
    ({ until, absence, reason, suspends, ...who }: Values) =>
      api.post(`/api/v1/posts/${encodeURIComponent(post.id)}/acting-holders`, {
        id: id.current,
        actingFor: holder?.id ?? null,
        until: until ?? null,
        absence,
        reason: reason ?? '',
        suspends: suspends ?? false,
        ...whoOf(who),
      }),
    STALE,
  )
  const rest = useFieldProblems(form, sending.error)
  const title = inLanguage({ zh: post.titleZh, en: post.titleEn })
  const absences = holder ? ABSENCES.filter((one) => one !== 'vacancy') : (['vacancy'] as const)
  return (
    <Modal
      open
      title={say('actingTitle', { post: title })}
      okText={common('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: sending.isPending }}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="stack">
        {holder && (
          <dl className="facts">
            <dt>{say('actingWho')}</dt>
            <dd>{holder.name}</dd>
          </dl>
        )}
        <ProblemAlert error={rest} />
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={{ handOver: true, suspends: holder !== null, ...(holder ? {} : { absence: 'vacancy' }) }}
          onFinish={(values) => sending.mutate(values, { onSuccess: onClose })}
        >
          <WhoFields post={post} label={say('whoActs')} form={form} />
          <div className="pair">
            <Form.Item name="until" label={say('untilField')} extra={say('untilOpen')}>
              <InstantField earliest={serverNow()} />
            </Form.Item>
            <Form.Item name="absence" label={say('absence')} rules={[{ required: true, message: common('required') }]}>
              <Select options={absences.map((value) => ({ value, label: say(value) }))} />
            </Form.Item>
          </div>
          <Form.Item name="reason" label={say('note')} extra={say('noteHint')}>
            <Input maxLength={500} />
          </Form.Item>
          {holder && (
            <Form.Item name="suspends" valuePropName="checked" className="no-gap">
              <Checkbox>{say('suspends')}</Checkbox>
            </Form.Item>
          )}
          <HandOverField holdingId={holder?.id ?? null} isActing />
        </Form>
      </div>
    </Modal>
  )
}
