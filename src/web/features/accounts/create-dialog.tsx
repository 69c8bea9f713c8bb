// A new account with its posts. The id is made here, so that pressing twice creates one.
import { Form, Input, Modal } from 'antd'
import { useRef } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { OneTimePassword } from '../../../modules/identity/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { PostPicker } from './post-picker.tsx'
import { useAccountsWords } from './words.ts'

interface Values {
  userName: string
  displayName: string
  postIds?: string[]
}
const STALE = ['/api/v1/accounts', '/api/v1/organisation']

export function CreateDialog({
  onClose,
  onCreated,
}: {
  onClose: () => void
  onCreated: (made: OneTimePassword) => void
}) {
  const say = useAccountsWords()
  const common = useCommon()
  const [form] = Form.useForm<Values>()
  const id = useRef(newId())
  const creating = useSend(
    (values: Values) => api.post<OneTimePassword>('/api/v1/accounts', { id: id.current, postIds: [], ...values }),
    STALE,
  )
  const rest = useFieldProblems(form, creating.error)
  return (
    <Modal
      open
      title={say('create')}
      okText={say('create')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: creating.isPending }}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="stack">
        <ProblemAlert error={rest} />
        <Form<Values>
          form={form}
          layout="vertical"
          onFinish={(values) => creating.mutate(values, { onSuccess: onCreated })}
        >
          <Form.Item
            name="displayName"
            label={say('displayName')}
            rules={[{ required: true, whitespace: true, message: common('required') }]}
          >
            <Input autoFocus maxLength={60} autoComplete="off" />
          </Form.Item>
          <Form.Item
            name="userName"
            label={say('userName')}
            extra={say('userNameHint')}
            validateTrigger="onBlur"
            rules={[{ required: true, pattern: /^[a-z0-9._-]{2,64}$/, message: say('userNameBad') }]}
          >
            <Input maxLength={64} autoComplete="off" autoCapitalize="none" spellCheck={false} />
          </Form.Item>
          <Form.Item name="postIds" label={say('posts')}>
            <PostPicker<string[]> multiple />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}
