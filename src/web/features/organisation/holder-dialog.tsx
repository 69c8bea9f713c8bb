// A change of holder: whom to, from when, on what authority. The id is made here, so that pressing twice appoints once.
import { Form, Input, Modal } from 'antd'
import { useRef } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { HoldingView, PostDetail } from '../../../modules/organisation/holders/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { STALE } from './stale.ts'
import { HandOverField, type Who, WhoFields, whoOf } from './who-fields.tsx'
import { useOrganisationWords } from './words.ts'

interface Values extends Who {
  authority: string
  reason?: string
}

interface Props {
  post: PostDetail
  /** Whom the new holder follows; null fills a vacancy or adds one more. */
  replaces: HoldingView | null
  onClose: () => void
}

export function HolderDialog({ post, replaces, onClose }: Props) {
  const say = useOrganisationWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const [form] = Form.useForm<Values>()
  const id = useRef(newId())
  const sending = useSend(
    ({ authority, reason, ...who }: Values) =>
      api.post(`/api/v1/posts/${encodeURIComponent(post.id)}/holders`, {
        id: id.current,
        replaces: replaces?.id ?? null,
        authority,
        reason: reason ?? '',
        ...whoOf(who),
      }),
    STALE,
  )
  const rest = useFieldProblems(form, sending.error)
  const title = inLanguage({ zh: post.titleZh, en: post.titleEn })
  return (
    <Modal
      open
      title={say(replaces ? 'appointTitle' : 'addTitle', { post: title })}
      okText={common('confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: sending.isPending }}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="stack">
        <ProblemAlert error={rest} />
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={{ handOver: true, office: replaces?.office ?? '' }}
          onFinish={(values) => sending.mutate(values, { onSuccess: onClose })}
        >
          <WhoFields post={post} label={say('whoTitle')} form={form} />
          <Form.Item
            name="authority"
            label={say('authority')}
            rules={[{ required: true, min: 2, whitespace: true, message: common('required') }]}
          >
            <Input maxLength={200} placeholder={say('authorityExample')} />
          </Form.Item>
          <Form.Item name="reason" label={say('note')} extra={say('noteHint')}>
            <Input maxLength={500} />
          </Form.Item>
          <HandOverField holdingId={replaces?.id ?? null} isActing={false} />
        </Form>
      </div>
    </Modal>
  )
}
