// A dialog that asks for the own password before something that protects the account is changed.
import { Form, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useCommon } from '../../i18n/common.ts'
import { useSend } from '../../shell/queries.ts'
import { PasswordForm } from './password-form.tsx'
import { STALE } from './paths.ts'

interface Props<V extends { password: string }, T> {
  title: string
  hint?: ReactNode
  okText: string
  danger?: boolean
  children?: ReactNode
  act: (values: V) => Promise<T>
  onDone: (result: T) => void
  onClose: () => void
}

/** Mounted while open. */
export function PasswordDialog<V extends { password: string }, T>(props: Props<V, T>) {
  const common = useCommon()
  const [form] = Form.useForm<V>()
  const sending = useSend(props.act, STALE)
  return (
    <Modal
      open
      title={props.title}
      okText={props.okText}
      okButtonProps={{ danger: props.danger ?? false, loading: sending.isPending }}
      cancelText={common('cancel')}
      onOk={form.submit}
      onCancel={props.onClose}
      destroyOnHidden
    >
      <div className="stack">
        {props.hint && <div className="quiet">{props.hint}</div>}
        <PasswordForm<V>
          form={form}
          error={sending.error}
          disabled={sending.isPending}
          onSubmit={(values) => sending.mutate(values, { onSuccess: props.onDone })}
        >
          {props.children}
        </PasswordForm>
      </div>
    </Modal>
  )
}
