// Change of the own password: forced after a one-time password, open to everybody later.
import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Form, Input } from 'antd'
import { useCommon } from '../i18n/common.ts'
import { ProblemAlert, useFieldProblems } from '../ui/problem-alert.tsx'
import { api } from './api.ts'
import { refresh, useSend } from './queries.ts'
import { ME, signOut, useMeQuery } from './session.ts'
import { Sheet } from './sheet.tsx'
import { useFail } from './use-fail.ts'
import { useShellWords } from './words.ts'

interface Values {
  current: string
  next: string
  again: string
}

export function PasswordPage() {
  const say = useShellWords()
  const common = useCommon()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const { data: me } = useMeQuery()
  const fail = useFail()
  const [form] = Form.useForm<Values>()
  const forced = me?.mustChangePassword ?? false
  const change = useSend(({ current, next }: Values) => api.post('/api/v1/me/password', { current, next }))
  const rest = useFieldProblems(form, change.error)
  const submit = (values: Values) =>
    change.mutate(values, {
      onSuccess: async () => {
        await refresh(ME)
        void message.success(say('passwordChanged'))
        void navigate({ to: '/', replace: true })
      },
    })
  const leave = () => (forced ? signOut(false).catch(fail) : navigate({ to: '/' }))
  return (
    <Sheet title={say('passwordTitle')}>
      {forced && <Alert type="warning" showIcon title={say('passwordForced')} />}
      <ProblemAlert error={rest} />
      <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={submit} disabled={change.isPending}>
        <Form.Item
          name="current"
          label={forced ? say('passwordOneTime') : say('passwordCurrent')}
          rules={[{ required: true, message: common('required') }]}
        >
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={say('passwordNext')}
          extra={say('passwordRule')}
          rules={[{ required: true, min: 10, message: say('passwordRule') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={say('passwordAgain')}
          dependencies={['next']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_rule, value) =>
                value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(say('passwordDiffers'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {say('passwordSave')}
          </Button>
          <Button type="text" onClick={() => void leave()} disabled={false}>
            {forced ? say('signOut') : common('cancel')}
          </Button>
        </div>
      </Form>
      <p className="quiet">{say('passwordElsewhere')}</p>
    </Sheet>
  )
}
