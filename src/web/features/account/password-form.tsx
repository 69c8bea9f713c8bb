// The own password asked again, as a form of its own or with what belongs to it above.

import type { FormInstance } from 'antd'
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { useCommon } from '../../i18n/common.ts'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { useAccountWords } from './words.ts'

interface Props<V extends { password: string }> {
  form: FormInstance<V>
  error: unknown
  disabled: boolean
  onSubmit: (values: V) => void
  /** Fields above the password. */
  children?: ReactNode
  /** Buttons below it. */
  actions?: ReactNode
}

export function PasswordForm<V extends { password: string }>({
  form,
  error,
  disabled,
  onSubmit,
  children,
  actions,
}: Props<V>) {
  const say = useAccountWords()
  const common = useCommon()
  const rest = useFieldProblems(form, error)
  return (
    <>
      <ProblemAlert error={rest} />
      <Form<V> form={form} layout="vertical" requiredMark={false} onFinish={onSubmit} disabled={disabled}>
        {children}
        <Form.Item
          name={'password' as never}
          label={say('currentPassword')}
          extra={say('confirmHint')}
          rules={[{ required: true, message: common('required') }]}
        >
          <Input.Password autoFocus={!children} autoComplete="current-password" />
        </Form.Item>
        {/* Enter submits, also where the dialog's own button stands outside the form. */}
        {actions ?? <button type="submit" hidden />}
      </Form>
    </>
  )
}
