// A dialog that asks for a reason before something weighty is done; what was refused stays in the dialog.
import { Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useCommon } from '../i18n/common.ts'
import { useSend } from '../shell/queries.ts'
import { ProblemAlert } from './problem-alert.tsx'

interface Props<V extends { reason: string }> {
  title: string
  hint?: ReactNode
  okText?: string
  danger?: boolean
  placeholder?: string
  initial?: Partial<V>
  /** Fields above the reason. */
  children?: ReactNode
  act: (values: V) => Promise<unknown>
  /** Paths to ask again afterwards. */
  stale?: string[]
  onClose: () => void
}

/** Mounted while open. */
export function ReasonDialog<V extends { reason: string }>(props: Props<V>) {
  const common = useCommon()
  const [form] = Form.useForm<V>()
  const sending = useSend(props.act, props.stale)
  const submit = (values: V) => sending.mutate(values, { onSuccess: props.onClose })
  return (
    <Modal
      open
      title={props.title}
      okText={props.okText ?? common('confirm')}
      okButtonProps={{ danger: props.danger ?? false, loading: sending.isPending }}
      cancelText={common('cancel')}
      onOk={form.submit}
      onCancel={props.onClose}
      destroyOnHidden
    >
      <div className="stack">
        {props.hint && <div className="quiet">{props.hint}</div>}
        <ProblemAlert error={sending.error} />
        <Form<V>
          form={form}
          layout="vertical"
          onFinish={submit}
          {...(props.initial ? { initialValues: props.initial } : {})}
        >
          {props.children}
          <Form.Item
            name={'reason' as never}
            label={common('reason')}
            rules={[{ required: true, min: 2, whitespace: true, message: common('reasonNeeded') }]}
          >
            <Input.TextArea rows={3} maxLength={500} placeholder={props.placeholder ?? ''} />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}
