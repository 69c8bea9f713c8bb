// A dialog with a form: what is refused stays in it, Enter in a line saves it.
import { Form, type FormInstance, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useCommon } from '../i18n/common.ts'
import { useSend } from '../shell/queries.ts'
import { ProblemAlert, useFieldProblems } from './problem-alert.tsx'

interface Props<V extends object> {
  title: string
  hint?: ReactNode
  okText?: string
  form?: FormInstance<V>
  initial?: Partial<V>
  width?: number
  children: ReactNode
  act: (values: V) => Promise<unknown>
  /** Paths to ask again afterwards. */
  stale?: string[]
  onClose: () => void
}

/** Mounted while open. */
export function FormDialog<V extends object>(props: Props<V>) {
  const common = useCommon()
  const [own] = Form.useForm<V>()
  const form = props.form ?? own
  const sending = useSend(props.act, props.stale)
  const left = useFieldProblems(form, sending.error)
  return (
    <Modal
      open
      title={props.title}
      okText={props.okText ?? common('confirm')}
      okButtonProps={{ loading: sending.isPending }}
      cancelText={common('cancel')}
      width={props.width ?? 520}
      onOk={form.submit}
      onCancel={props.onClose}
      destroyOnHidden
    >
      <div className="stack">
        {props.hint && <div className="quiet">{props.hint}</div>}
        <ProblemAlert error={left} />
        <Form<V>
          form={form}
          layout="vertical"
          onFinish={(values) => sending.mutate(values, { onSuccess: props.onClose })}
          {...(props.initial ? { initialValues: props.initial as Record<string, unknown> } : {})}
        >
          {props.children}
          <button type="submit" hidden aria-hidden tabIndex={-1} />
        </Form>
      </div>
    </Modal>
  )
}
