// Setting up an authenticator in three steps: the password again, the picture for its camera with the first code, and
// the recovery codes. The picture is drawn here and leaves this page for nowhere.
import { Button, Form, Input, QRCode } from 'antd'
import { useState } from 'react'
import type { Enrolment } from '../../../modules/identity/security/contract.ts'
import { api } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { PasswordForm } from './password-form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { useAccountWords } from './words.ts'
import './account.css'

const PATH = '/api/v1/me/second-factor'

export function Enrol({ onBegun, onDone }: { onBegun?: () => void; onDone: () => void }) {
  const say = useAccountWords()
  const [made, setMade] = useState<Enrolment | null>(null)
  const [isOn, setOn] = useState(false)
  const [form] = Form.useForm<{ password: string }>()
  const begin = (next: Enrolment) => {
    setMade(next)
    onBegun?.()
  }
  const beginning = useSend((values: { password: string }) => api.post<Enrolment>(PATH, values))
  if (!made) {
    return (
      <PasswordForm
        form={form}
        error={beginning.error}
        disabled={beginning.isPending}
        onSubmit={(values) => beginning.mutate(values, { onSuccess: begin })}
        actions={
          <Button type="primary" htmlType="submit" loading={beginning.isPending}>
            {say('next')}
          </Button>
        }
      />
    )
  }
  if (isOn) return <RecoveryCodes codes={made.recoveryCodes} onKept={onDone} />
  return <FirstCode made={made} onOn={() => setOn(true)} />
}

function FirstCode({ made, onOn }: { made: Enrolment; onOn: () => void }) {
  const say = useAccountWords()
  const [form] = Form.useForm<{ code: string }>()
  const confirming = useSend((values: { code: string }) => api.post(`${PATH}/confirm`, values))
  const rest = useFieldProblems(form, confirming.error)
  return (
    <div className="stack">
      <p>{say('scan')}</p>
      <QRCode type="svg" value={made.uri} size={200} bordered={false} className="enrol-picture" />
      <div>
        <div className="quiet">{say('secret')}</div>
        <code className="enrol-secret" data-secret={made.secret}>
          {made.secret.match(/.{1,4}/g)?.join(' ')}
        </code>
      </div>
      <ProblemAlert error={rest} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => confirming.mutate(values, { onSuccess: onOn })}
      >
        <Form.Item
          name="code"
          label={say('code')}
          validateTrigger="onSubmit"
          rules={[{ required: true, pattern: /^\s*\d{3}\s?\d{3}\s*$/, message: say('codeBad') }]}
        >
          <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={8} className="code-field" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={confirming.isPending}>
          {say('turnOn')}
        </Button>
      </Form>
    </div>
  )
}
